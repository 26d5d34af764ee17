"""Engines: where the pure stages of a run do their work. Each is an ordered, bounded ``map``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol


class Engine(Protocol):
    """An ordered map that reads its items no faster than it must."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, chunk: int = 1
    ) -> Iterator[Any]:
        """``work(item)`` for every item, in the order of the items.

        ``work`` is picklable and never raises. ``chunk`` items go to a worker at a time.
        """
        ...


def engine(jobs: int) -> Engine:
    """The engine for so many workers: serial for one, a pool of processes for more."""
    if jobs == 1:
        from .serial import Serial

        return Serial()
    from .pool import Pool

    return Pool(jobs)
