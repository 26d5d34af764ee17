"""A pool of processes on this machine; one that dies or hangs takes only the item it was at."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Any

from . import Engine, Lost
from .processes import context, death, too_long
from .worker import Task, Worker


@dataclass(frozen=True)
class Pool:
    """So many worker processes; no more than a window of items is under way at a time."""

    jobs: int
    patience: float | None = None
    """Seconds for one item; then its worker is killed."""
    window: int = 4
    """Chunks under way per worker."""
    few: Engine | None = None
    """Does a run of a few items, if workers would cost more than they bring."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, lost: Lost, chunk: int = 1
    ) -> Iterator[Any]:
        """See `Engine.map`."""
        rest = iter(items)
        if self.few is not None:
            first = list(islice(rest, 2 * self.jobs * chunk))
            if len(first) < 2 * self.jobs * chunk:
                yield from self.few.map(work, first, lost=lost, chunk=chunk)
                return
            rest = chain(first, rest)
        if self.jobs > 1 and context().get_start_method() == "fork":
            first = list(islice(rest, chunk + 1))
            if len(first) > chunk:  # so that more than one will need it
                getattr(work, "prepare", _nothing)()
            rest = chain(first, rest)
        crew = _Crew(self, work, lost)
        try:
            yield from crew.results(_chunks(rest, chunk))
        finally:
            crew.end()


class _Crew:
    """The workers of one run."""

    def __init__(self, pool: Pool, work: Callable[[Any], Any], lost: Lost) -> None:
        self._pool, self._work, self._lost = pool, work, lost
        self._workers: list[Worker] = []
        self._next: tuple[Task, bytes] | None = None
        """What no worker could take yet."""

    def results(self, pieces: Iterator[list[Any]]) -> Iterator[Any]:
        """What becomes of the items, in their order."""
        order: deque[Task] = deque()
        while True:
            self._hand_out(pieces, order)
            if not order:
                return
            first = order[0]
            self._collect(block=first.results is None)
            if first.results is not None:
                order.popleft()
                yield from first.results

    def end(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()

    def _hand_out(self, pieces: Iterator[list[Any]], order: deque[Task]) -> None:
        # A single worker gets its items one by one: nothing is read that is not yet needed.
        most = self._pool.jobs * self._pool.window if self._pool.jobs > 1 else 1
        while len(order) < most:
            if self._next is None:
                if (piece := next(pieces, None)) is None:
                    return
                task = Task(piece)
                self._next = task, task.packed()
            task, packed = self._next
            if (worker := self._free(len(packed))) is None:
                return
            self._next = None
            worker.give(task, packed)
            order.append(task)

    def _free(self, size: int) -> Worker | None:
        """A worker that can take a task of so many bytes."""
        for worker in self._workers:
            if not worker.tasks:
                return worker
        if len(self._workers) < self._pool.jobs:
            self._workers.append(Worker(self._work))
            return self._workers[-1]
        # While a worker is busy, its pipe takes what fits in and no more: waiting for it to read
        # while it waits for its answer to be read would be waiting for ever.
        if size <= _FITS:
            return next((worker for worker in self._workers if len(worker.tasks) == 1), None)
        return None

    def _collect(self, *, block: bool) -> None:
        """Take the answers that are there; wait for one if there is nothing else to do."""
        busy = {worker.connection: worker for worker in self._workers if worker.tasks}
        seconds = None if block else 0.0
        if block and self._pool.patience:
            seconds = max(0.0, min(map(self._left, busy.values())))
        for connection in wait(list(busy), seconds):
            self._take(busy.pop(connection))
        for worker in busy.values():
            if self._pool.patience and self._left(worker) <= 0:
                self._lose(worker, too_long(self._pool.patience))

    def _left(self, worker: Worker) -> float:
        """The seconds that a worker's task may still take."""
        until = worker.began + (self._pool.patience or 0.0) * len(worker.tasks[0].items)
        return until - time.monotonic()

    def _take(self, worker: Worker) -> None:
        try:
            answers = worker.answers()
        except (EOFError, OSError):
            self._lose(worker, death(worker.status()))
            return
        task = worker.tasks.popleft()
        task.results = [
            result if reason is None else self._lost(item, reason)
            for item, (result, reason) in zip(task.items, answers, strict=True)
        ]

    def _lose(self, worker: Worker, reason: str) -> None:
        """A worker is dead, or is to be; another takes its place."""
        self._workers.remove(worker)
        worker.end()
        task, *others = worker.tasks
        if others:
            self._workers.append(Worker(self._work))
            for other in others:
                self._workers[-1].give(other, other.packed())
        if len(task.items) == 1:
            task.results = [self._lost(task.items[0], reason)]
        else:  # one of them did it; alone, each shows whether it was the one
            alone = replace(self._pool, jobs=1, few=None)
            task.results = list(alone.map(self._work, task.items, lost=self._lost))


#: Bytes that the pipe of a process holds on every system.
_FITS = 2048


def _nothing() -> None:
    """There is nothing to prepare."""


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
