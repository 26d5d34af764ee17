"""A pool of processes on this machine (Pebble: a worker that dies or hangs takes only its task)."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from . import Lost

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

    UnderWay = tuple[list[Any], ProcessFuture[list[Any]]]


@dataclass(frozen=True)
class Pool:
    """So many worker processes; no more than a window of items is under way at a time.

    A run of a few items, none of them heavy, is done in this process: workers would cost more
    than they bring.
    """

    jobs: int
    patience: float | None = None
    """Seconds for one item; then its worker is killed."""
    window: int = 4
    """Chunks under way per worker."""
    heavy: Callable[[Any], bool] | None = None
    """Whether an item may take so long that it needs a worker, which alone can be killed."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, lost: Lost, chunk: int = 1
    ) -> Iterator[Any]:
        """See `Engine.map`."""
        rest = iter(items)
        first = list(islice(rest, 2 * self.jobs * chunk))
        few = len(first) < 2 * self.jobs * chunk
        if few and not (self.heavy and any(map(self.heavy, first))):
            yield from map(work, first)
            return
        from pebble import ProcessPool

        pool = ProcessPool(self.jobs, context=_context(), initializer=_leave_signals)
        try:
            under_way: deque[UnderWay] = deque()
            for some in _chunks(chain(first, rest), chunk):
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
    ) -> ProcessFuture[list[Any]]:
        timeout = self.patience * len(items) if self.patience else None
        return pool.schedule(_do, args=[work, items], timeout=timeout)

    def _results(
        self, pool: ProcessPool, work: Callable[[Any], Any], sent: UnderWay, lost: Lost
    ) -> Iterator[Any]:
        from pebble import ProcessExpired

        items, future = sent
        try:
            yield from future.result()
        except (ProcessExpired, TimeoutError) as error:
            if len(items) == 1:
                yield lost(items[0], self._why(error))
                return
            # One of them did it; alone, each shows whether it was the one.
            for item in items:
                yield from self._results(pool, work, ([item], self._send(pool, work, [item])), lost)

    def _why(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"took longer than {self.patience:g} seconds and was stopped"
        return f"its worker process died (exit status {getattr(error, 'exitcode', '?')})"


def _do(work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    return [work(item) for item in items]


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def _context() -> Any:
    # Forked workers share the modules that are already imported; elsewhere they start afresh.
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _leave_signals() -> None:
    # Ctrl-C reaches the whole process group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
