"""Rows of numbers that grow: in memory while they are short, else in temporary files.

A row in a file is mapped, so that the system keeps what is asked for most and needs memory for no
more of it than there is.
"""

from __future__ import annotations

import errno
import os
import tempfile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

#: Bytes of a row that are held in memory; a longer one lies in a file.
IN_MEMORY = 16_000_000


class Row:
    """A growing row of numbers of one kind, or of small records of them."""

    def __init__(self, kind: Any, parts: int = 1) -> None:
        """``parts``: rows that share what may be held in memory."""
        self._kind, self._limit = np.dtype(kind), IN_MEMORY // parts
        self._held: list[NDArray[Any]] = []
        self._size = 0
        """Bytes of what is held."""
        self._file: IO[bytes] | None = None
        self.length = 0

    def add(self, values: NDArray[Any]) -> None:
        """Some more. Raises `OSError` where the disk is full."""
        values = values.astype(self._kind)
        self._held.append(values)
        self._size += values.nbytes
        self.length += len(values)
        if self._size > self._limit:
            self._spill()

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="newsclean-", buffering=0)  # noqa: SIM115
        for values in self._held:
            data = np.ascontiguousarray(values).view(np.uint8).data
            if self._file.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._held, self._size = [], 0

    def whole(self) -> NDArray[Any]:
        """All of it. Nothing more is to be added then; a file goes when the row is forgotten."""
        if self._file is None:
            found = np.concatenate([np.zeros(0, self._kind), *self._held])
            self._held = []
            return found
        self._spill()
        with self._file:  # what is mapped stays
            return np.asarray(np.memmap(self._file, dtype=self._kind, mode="r"))


class Sorted:
    """Pairs of a key and a value that are put in order of the keys, bucket by bucket.

    Values of one key stay in the order in which they came. What is larger than memory lies in one
    file for each bucket of keys.
    """

    def __init__(self, size: int, buckets: int, batch: int) -> None:
        """``size``: of the keys, which are below; ``batch``: pairs that wait in memory."""
        self._width = max(1, -(-size // buckets))
        self._kind = np.dtype([("key", np.uint64), ("value", np.uint32)])
        self._buckets: list[Row] = []
        self._number, self._batch = buckets, batch
        self._waiting: list[NDArray[Any]] = []
        self._length = 0

    def add(self, keys: NDArray[Any], values: NDArray[Any]) -> None:
        """Some more pairs."""
        pairs = np.empty(len(keys), self._kind)
        pairs["key"], pairs["value"] = keys, values
        self._waiting.append(pairs)
        self._length += len(pairs)
        if self._length > self._batch:
            self._deal()

    def _deal(self) -> None:
        """Put what waits into its buckets."""
        pairs = np.concatenate(self._waiting)
        self._waiting, self._length = [], 0
        number = self._number
        self._buckets = self._buckets or [Row(self._kind, number) for _ in range(number)]
        at = (pairs["key"] // np.uint64(self._width)).astype(np.int64)
        order = np.argsort(at, kind="stable")
        ends = np.cumsum(np.bincount(at, minlength=self._number))
        for bucket, some in zip(self._buckets, np.split(order, ends[:-1]), strict=True):
            bucket.add(pairs[some])

    def __iter__(self) -> Any:
        """The keys and values of each bucket, in order; each bucket is gone then."""
        if self._buckets and self._waiting:
            self._deal()
        buckets, self._buckets = self._buckets, []
        if not buckets and self._waiting:
            yield _in_order(np.concatenate(self._waiting))
        for at in range(len(buckets)):
            pairs, buckets[at] = buckets[at].whole(), Row(self._kind)
            yield _in_order(pairs)


def _in_order(pairs: NDArray[Any]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    keys = np.ascontiguousarray(pairs["key"])
    order = np.argsort(keys, kind="stable")
    return keys[order], pairs["value"][order]
