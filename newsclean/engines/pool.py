"""A pool of processes on this machine (Pebble: a worker that dies or hangs takes only its task)."""

from __future__ import annotations

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from . import Engine, Lost
from .processes import context, death, leave_signals, starting, too_long, unforeseen
from .serial import Serial

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

    UnderWay = tuple[list[Any], ProcessFuture[list[bytes | str]]]

#: New objects after which a worker looks for garbage; a large page has as many.
_GARBAGE = 100_000


@dataclass(frozen=True)
class Pool:
    """So many worker processes; no more than a window of items is under way at a time.

    A run of a few items is left to another engine: many workers would cost more than they bring.
    """

    jobs: int
    patience: float | None = None
    """Seconds for one item; then its worker is killed."""
    window: int = 4
    """Chunks under way per worker."""
    few: Engine = field(default_factory=Serial)
    """Does a run of a few items."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, lost: Lost, chunk: int = 1
    ) -> Iterator[Any]:
        """See `Engine.map`."""
        rest = iter(items)
        first = list(islice(rest, 2 * self.jobs * chunk))
        if len(first) < 2 * self.jobs * chunk:
            yield from self.few.map(work, first, lost=lost, chunk=chunk)
            return
        from pebble import ProcessPool

        processes = context()
        if processes.get_start_method() == "fork":
            getattr(work, "prepare", _nothing)()
        pool = ProcessPool(self.jobs, context=processes, initializer=_settle)
        try:
            pieces = _chunks(chain(first, rest), chunk)
            some = next(pieces)
            with starting():  # the first task starts the workers
                under_way: deque[UnderWay] = deque([(some, self._send(pool, work, some))])
            for some in pieces:
                under_way.append((some, self._send(pool, work, some)))
                if len(under_way) >= self.jobs * self.window:
                    yield from self._results(pool, work, under_way.popleft(), lost)
            while under_way:
                yield from self._results(pool, work, under_way.popleft(), lost)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _send(
        self, pool: ProcessPool, work: Callable[[Any], Any], items: list[Any]
    ) -> ProcessFuture[list[bytes | str]]:
        timeout = self.patience * len(items) if self.patience else None
        return pool.schedule(_do, args=[work, items], timeout=timeout)

    def _results(
        self, pool: ProcessPool, work: Callable[[Any], Any], sent: UnderWay, lost: Lost
    ) -> Iterator[Any]:
        # Before Python 3.11 a future's TimeoutError was a class of its own.
        from concurrent.futures import TimeoutError as TooLong

        from pebble import ProcessExpired

        items, future = sent
        try:
            results = future.result()
        except (ProcessExpired, TooLong) as error:
            if len(items) == 1:
                if isinstance(error, ProcessExpired):
                    yield lost(items[0], death(error.exitcode))
                else:
                    yield lost(items[0], too_long(self.patience))
                return
            # One of them did it; alone, each shows whether it was the one.
            for item in items:
                yield from self._results(pool, work, ([item], self._send(pool, work, [item])), lost)
        else:
            for item, packed in zip(items, results, strict=True):
                yield pickle.loads(packed) if isinstance(packed, bytes) else lost(item, packed)


def _nothing() -> None:
    """There is nothing to prepare."""


def _settle() -> None:
    """Make a process a worker."""
    leave_signals()
    # What an item leaves behind is freed without the garbage collector, which at its usual pace
    # looks again and again through modules, tables and the page at hand.
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _do(work: Callable[[Any], Any], items: list[Any]) -> list[bytes | str]:
    return [_packed(work(item)) for item in items]


def _packed(result: Any) -> bytes | str:
    """The result ready to be sent, or why it cannot be: the worker would die of finding out."""
    try:
        return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - such as a record that is nested too deeply
        return unforeseen(error)


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
