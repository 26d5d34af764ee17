"""One worker process, and the tasks that it was given."""

from __future__ import annotations

import gc
import os
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any

from ..system.errors import unforeseen
from .processes import context, end_with, leave_signals, starting

Answer = tuple[Any, str | None]
"""The result of an item, or None and why there is none."""

#: Objects left over, after which a worker looks for garbage between two tasks.
_GARBAGE = 20_000


@dataclass(eq=False)
class Task:
    """Some items that go to a worker together."""

    items: list[Any]
    results: list[Any] | None = None
    """Of the items, once they are done."""

    def packed(self) -> bytes:
        """The items as they are sent."""
        return bytes(ForkingPickler.dumps(self.items))


class Worker:
    """A process that does one task after the other. What ends it, ends nothing else.

    Every worker has two pipes of its own: one that is killed while it writes leaves no lock behind
    and nothing half written that another could take for its own. They are no sockets, so that
    newsclean runs where there are to be none.
    """

    def __init__(self, work: Callable[[Any], Any]) -> None:
        processes = context()
        self.connection, answering = processes.Pipe(duplex=False)
        """Where the answers come."""
        asked, self._tasks_out = processes.Pipe(duplex=False)
        self.tasks: deque[Task] = deque()
        """The first is being done."""
        self.began = 0.0
        """When that one was begun, by the monotonic clock."""
        self._process: BaseProcess = processes.Process(
            target=_serve,
            args=(work, asked, answering, (self.connection, self._tasks_out), os.getpid()),
            daemon=True,
        )
        with starting():
            self._process.start()
        asked.close()
        answering.close()

    def give(self, task: Task, packed: bytes) -> None:
        """Give it another task. Where the process is dead, `answers` will tell."""
        if not self.tasks:
            self.began = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError):
            self._tasks_out.send_bytes(packed)

    def answers(self) -> list[Answer]:
        """What became of the first task's items. Raises EOFError or OSError if the process died."""
        answers: list[Answer] = self.connection.recv()
        self.began = time.monotonic()
        return answers

    def status(self) -> int | None:
        """The exit status of a process that died."""
        self._process.join(1.0)
        return self._process.exitcode

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self.connection.close()
        self._tasks_out.close()


def _serve(
    work: Callable[[Any], Any],
    asked: Connection,
    answering: Connection,
    parents: tuple[Connection, ...],
    parent: int,
) -> None:
    """Do tasks until there are no more; quietly when the parent is gone."""
    leave_signals()
    end_with(parent)
    for end in parents:
        end.close()  # else the end of the parent would never be seen here
    # One worker for each core: threads of the array library within one would only wait for others.
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    # Nearly all that an item leaves behind is freed without the garbage collector, which at its
    # usual pace looks again and again through modules, tables and the page at hand.
    gc.freeze()
    gc.disable()
    with suppress(EOFError, OSError):
        while True:
            results = [work(item) for item in asked.recv()]
            answering.send_bytes(_packed(results))
            if gc.get_count()[0] > _GARBAGE:
                gc.collect()


def _packed(results: list[Any]) -> bytes:
    try:
        return bytes(ForkingPickler.dumps([(result, None) for result in results]))
    except Exception:  # noqa: BLE001 - one of them, such as a record that is nested too deeply
        return bytes(ForkingPickler.dumps([_sendable(result) for result in results]))


def _sendable(result: Any) -> Answer:
    try:
        ForkingPickler.dumps(result)
    except Exception as error:  # noqa: BLE001 - whatever it is, the process must not die of it
        return None, unforeseen(error)
    return result, None
