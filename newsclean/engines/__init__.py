"""Engines: where the pure stages of a run do their work. Each is an ordered, bounded ``map``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

Lost = Callable[[Any, str], Any]
"""What an item comes to that took its worker with it: of the item and the reason."""


class Engine(Protocol):
    """An ordered map that reads its items no faster than it must."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, lost: Lost, chunk: int = 1
    ) -> Iterator[Any]:
        """``work(item)`` for every item, in the order of the items.

        ``work`` is picklable and does not raise. Where it ends its process, or outlives the
        engine's patience, ``lost(item, reason)`` stands in for its result. ``chunk`` items go to a
        worker at a time.
        """
        ...


def engine(
    jobs: int, patience: float | None = None, heavy: Callable[[Any], bool] | None = None
) -> Engine:
    """The engine for so many workers: serial for one, a pool of processes for more.

    ``patience``: seconds after which a worker that is still at one item is killed; ``heavy``: which
    items are not to be done without a worker, be they few.
    """
    if jobs == 1:
        from .serial import Serial

        return Serial()
    from .pool import Pool

    return Pool(jobs, patience, heavy=heavy)
