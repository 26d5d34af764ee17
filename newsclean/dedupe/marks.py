"""The signatures of a run, packed: a million of them take little memory."""

from __future__ import annotations

import errno
import io
import os
import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from .mark import Mark

#: Bytes of signatures that are held in memory; if there are more, all wait in a temporary file.
IN_MEMORY = 64_000_000
_COLUMNS = 8


class Marks:
    """A growing row of marks. What they are sorted by stands in columns, beside the packed rest."""

    def __init__(self, marks: Iterable[Mark] = (), in_memory: int = IN_MEMORY) -> None:
        self._in_memory = in_memory
        self._file: io.BytesIO | io.FileIO = io.BytesIO()
        self._ends = array("Q", [0])
        self._columns = array("I")
        """By mark `_COLUMNS` numbers."""
        for m in marks:
            self.append(m)

    def __enter__(self) -> Marks:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[Mark]:
        return (self[i] for i in range(len(self)))

    def append(self, m: Mark) -> None:
        """One more."""
        packed = pickle.dumps(msgspec.structs.astuple(m), pickle.HIGHEST_PROTOCOL)
        if self._ends[-1] + len(packed) > self._in_memory and isinstance(self._file, io.BytesIO):
            held = self._file.getbuffer()
            self._file = tempfile.TemporaryFile(buffering=0, prefix="newsclean-")  # noqa: SIM115
            self._write(held)
        self._file.seek(self._ends[-1])
        self._write(packed)
        self._ends.append(self._ends[-1] + len(packed))
        self._columns.extend(
            (
                *(len(m.body), short_hash(m.body), max(0, min(m.words, 0xFFFFFFFF))),
                *(short_hash(m.title + m.kind + m.id), short_hash(m.kind)),
                *(short_hash(m.title) ^ (m.url & 0xFFFFFFFF), m.outlet, m.page),
            )
        )

    def _write(self, data: bytes | memoryview) -> None:
        if self._file.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def packed(self, i: int) -> bytes:
        """A mark as `unpack` reads it."""
        start = self._ends[i]
        self._file.seek(start)
        return self._file.read(self._ends[i + 1] - start)

    def __getitem__(self, i: int) -> Mark:
        return unpack(self.packed(i))

    def _column(self, number: int) -> NDArray[np.uint32]:
        every = np.frombuffer(self._columns, dtype=np.uint32).reshape(-1, _COLUMNS)
        column: NDArray[np.uint32] = every[:, number].copy()
        return column

    def order(self) -> NDArray[np.int64]:
        """Positions in an order that depends on the marks alone: fullest first, twins together."""
        sizes, texts, words, around = (self._column(n).astype(np.int64) for n in range(4))
        return np.lexsort((around, -words, self.titles(), texts, -sizes))

    def kinds(self) -> NDArray[np.uint32]:
        """A number for each record that those of one kind share."""
        return self._column(4)

    def titles(self) -> NDArray[np.uint32]:
        """A number for each record that those of one headline and one address share."""
        return self._column(5)

    def outlets(self) -> NDArray[np.uint32]:
        """See `Mark.outlet`."""
        return self._column(6)

    def pages(self) -> NDArray[np.uint32]:
        """See `Mark.page`."""
        return self._column(7)

    def texts(self) -> NDArray[np.uint64]:
        """A number for each record that those of one text share."""
        sizes, texts = self._column(0).astype(np.uint64), self._column(1).astype(np.uint64)
        both: NDArray[np.uint64] = sizes << np.uint64(32) | texts
        return both


def unpack(packed: bytes) -> Mark:
    """A mark that was packed."""
    return Mark(*pickle.loads(packed))


def short_hash(text: str) -> int:
    """32 bits of a row of codes, the same on every machine."""
    return crc32(text.encode("utf-16-le", "surrogatepass"))
