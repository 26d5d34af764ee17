"""Shards on a Dask cluster: ``dask://host:8786``, or ``dask://local?workers=2`` on this machine."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from ..system.errors import MissingExtra, NewscleanError

if TYPE_CHECKING:
    from .cluster import Address

T = TypeVar("T")
R = TypeVar("R")

#: Tasks under way for each thread of a worker: while one is done, the next is there.
_AHEAD = 2
#: Seconds that a cluster is waited for, and between two looks at who works there.
_PATIENCE, _LOOK = 20, 5
#: So often a task may have been on a worker that died.
_DEATHS = 3


class Dask:
    """A cluster that does tasks, for as long as a ``with`` block lasts.

    Raises `MissingExtra`, and `NewscleanError` where the cluster is not there, or is lost.
    """

    def __init__(self, address: Address) -> None:
        try:
            import distributed
        except ImportError:
            raise MissingExtra("clusters", "'dask[distributed]'", "dask") from None
        self._library: Any = distributed
        self._address = address
        self._open = ExitStack()
        self._client: Any = None

    def __enter__(self) -> Dask:
        import dask

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._open.enter_context(
                dask.config.set({"distributed.scheduler.allowed-failures": _DEATHS - 1})
            )
            self._client = self._open.enter_context(self._connected())
        except (OSError, ValueError, RuntimeError) as error:
            self._open.close()
            raise NewscleanError(f"{self._address}: no cluster there: {error}") from None
        return self

    def _connected(self) -> Any:
        address, library = self._address, self._library
        if address.host != "local":
            return library.Client(f"tcp://{address.host}", timeout=_PATIENCE)
        cluster = library.LocalCluster(
            n_workers=address.workers,
            threads_per_worker=1,
            dashboard_address=":0",
            silence_logs=logging.CRITICAL,
        )
        return library.Client(self._open.enter_context(cluster))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def map(
        self, work: Callable[[T], R], queue: deque[T], lost: Callable[[T, str], R]
    ) -> Iterator[R]:
        """``work(item)`` for every item, as each is done; ``lost(item, reason)`` where none is.

        ``queue`` may grow meanwhile.
        """
        flight: dict[Any, T] = {}
        while True:
            while queue and len(flight) < self._room():
                item = queue.popleft()
                flight[self._client.submit(work, item, pure=False)] = item
            if not flight:
                return
            for future in self._finished(list(flight)):
                yield self._outcome(future, flight.pop(future), lost)

    def _outcome(self, future: Any, item: T, lost: Callable[[T, str], R]) -> R:
        """The result of a task that has come to its end."""
        try:
            if future.status == "finished":
                result: R = future.result()
                return result
            if future.status == "error":
                return lost(item, self._why(future.exception()))
        except (Exception, CancelledError):  # noqa: BLE001 - a connection raises many things
            raise self._gone() from None
        raise self._gone()

    def _gone(self) -> NewscleanError:
        return NewscleanError(f"{self._address}: the cluster is lost")

    def _room(self) -> int:
        """How many tasks are to be under way."""
        try:
            threads: int = sum(self._client.nthreads().values())
        except (Exception, CancelledError):  # noqa: BLE001 - a connection raises many things
            raise self._gone() from None
        return max(1, _AHEAD * threads)

    def _finished(self, futures: list[Any]) -> list[Any]:
        """Those that are done; none after a while, so that newcomers among the workers are seen."""
        try:
            found = self._library.wait(futures, timeout=_LOOK, return_when="FIRST_COMPLETED")
        except (TimeoutError, self._library.TimeoutError):
            if self._client.status not in ("running", "newly-created"):
                raise self._gone() from None
            return []
        except (Exception, CancelledError):  # noqa: BLE001 - such as that they were cancelled
            return [future for future in futures if future.status != "pending"]
        return list(found.done)

    def _why(self, error: BaseException) -> str:
        if isinstance(error, self._library.scheduler.KilledWorker):
            return f"{_DEATHS} workers that did it died"
        return f"{type(error).__name__}: {error}".partition("\n")[0]
