"""One worker process beside this one: what ends or stops it takes only the item it was at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from . import Lost
from .processes import context, death, leave_signals, starting, too_long, unforeseen


@dataclass(frozen=True)
class Guarded:
    """One item after the other, like `Serial`, but where each can be stopped."""

    patience: float | None = None
    """Seconds for one item; then the worker is killed and another takes its place."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, lost: Lost, chunk: int = 1
    ) -> Iterator[Any]:
        """See `Engine.map`."""
        worker: _Worker | None = None
        try:
            for item in items:
                worker = worker or _Worker(work)
                try:
                    result, reason = worker.do(item, self.patience)
                except TimeoutError:
                    result, reason = None, too_long(self.patience)
                except (EOFError, OSError):
                    result, reason = None, death(worker.status())
                if reason is not None:
                    worker.end()
                    worker, result = None, lost(item, reason)
                yield result
        finally:
            if worker:
                worker.end()


class _Worker:
    """A process that does one item at a time."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        processes = context()
        self._connection, theirs = processes.Pipe()
        self._process: BaseProcess = processes.Process(
            target=_serve, args=(work, theirs, self._connection), daemon=True
        )
        with starting():
            self._process.start()
        theirs.close()

    def do(self, item: Any, patience: float | None) -> tuple[Any, str | None]:
        """The item's result, or None and why there is none.

        Raises TimeoutError after ``patience``; EOFError or another OSError when the process died.
        """
        self._connection.send(item)
        if not self._connection.poll(patience):
            raise TimeoutError
        answer: tuple[Any, str | None] = self._connection.recv()
        return answer

    def status(self) -> int | None:
        """The exit status of a process that died."""
        self._process.join(1.0)
        return self._process.exitcode

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


def _serve(work: Callable[[Any], Any], connection: Connection, parents: Connection) -> None:
    """Do items until there are no more; quietly when the parent is gone."""
    leave_signals()
    parents.close()  # else the end of the parent would never be seen here
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (work(item), None)
            connection.send(answer)
        except OSError:
            return
        except Exception as error:  # noqa: BLE001 - such as a record too deep to be sent
            connection.send((None, unforeseen(error)))
