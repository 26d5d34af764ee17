"""A pool of processes on this machine."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any


@dataclass(frozen=True)
class Pool:
    """So many worker processes; no more than a window of items is under way at a time.

    A run of a few items is done in this process: workers would cost more than they bring.
    """

    jobs: int
    window: int = 4
    """Chunks under way per worker."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, chunk: int = 1
    ) -> Iterator[Any]:
        """See `Engine.map`."""
        rest = iter(items)
        first = list(islice(rest, 2 * self.jobs * chunk))
        if len(first) < 2 * self.jobs * chunk:
            yield from map(work, first)
            return
        executor = ProcessPoolExecutor(self.jobs, _context(), initializer=_leave_signals)
        try:
            yield from self._ordered(executor, work, _chunks(chain(first, rest), chunk))
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def _ordered(
        self,
        executor: ProcessPoolExecutor,
        work: Callable[[Any], Any],
        chunks: Iterator[list[Any]],
    ) -> Iterator[Any]:
        under_way: deque[Future[list[Any]]] = deque()
        for items in chunks:
            under_way.append(executor.submit(_do, work, items))
            if len(under_way) >= self.jobs * self.window:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


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
