"""Engines: where the pure stages of a run do their work. Each is an ordered, bounded ``map``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
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
        worker at a time. What ``work.prepare()`` loads, where there is such a method, is loaded
        once for all workers that are forked.
        """
        ...


def engine(jobs: int, patience: float | None = None, *, guarded: bool = False) -> Engine:
    """The engine for so many workers: a pool of processes for more than one.

    ``guarded``: nothing is done in this process, be it little, so that whatever happens takes only
    the item it happens to; ``patience``: seconds after which a worker still at one is killed.
    """
    from .serial import Serial

    if jobs == 1 and not guarded:
        return Serial()
    from .pool import Pool

    return Pool(jobs, patience, few=None if guarded else Serial())


def workers(engine: Engine) -> Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]:
    """An engine as a plain ordered map for work that cannot fail; `map` where it has no workers."""
    from .pool import Pool
    from .serial import Serial

    if not isinstance(engine, Pool) or engine.jobs == 1:
        return map
    pool = replace(engine, few=Serial())
    return lambda work, items: pool.map(work, items, lost=lambda item, _: work(item))
