"""A first-in-first-out queue of records that keeps its memory small."""

from __future__ import annotations

import pickle
import tempfile
from collections import deque
from types import TracebackType
from typing import IO, Any


class Spool:
    """A queue: the first items in memory, the rest in a temporary file that goes with it.

    >>> with Spool(in_memory=1) as spool:
    ...     spool.put("a"); spool.put("b"); spool.put("c")
    ...     [spool.get(), spool.get(), spool.get()]
    ['a', 'b', 'c']
    """

    def __init__(self, in_memory: int = 1000) -> None:
        self._in_memory = in_memory
        self._head: deque[Any] = deque()
        self._file: IO[bytes] | None = None
        self._written = self._read = 0
        """Where in the file the next item goes, and where the next comes from."""

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def put(self, item: Any) -> None:
        """Append an item (picklable)."""
        if self._read == self._written and len(self._head) < self._in_memory:
            self._head.append(item)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="newsclean-")  # noqa: SIM115 - closed on exit
        self._file.seek(self._written)
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._written = self._file.tell()

    def get(self) -> Any:
        """Take the oldest item; raises IndexError when there is none."""
        if self._head:
            return self._head.popleft()
        if self._file is None or self._read == self._written:
            raise IndexError("the spool is empty")
        self._file.seek(self._read)
        item = pickle.load(self._file)
        self._read = self._file.tell()
        return item
