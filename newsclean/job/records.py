"""Record files in: JSON Lines, as newsclean and others write them."""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from ..article import Article, decode
from ..stage import Reject
from ..system.errors import NewscleanError
from ..system.places import found_below, is_url, matching, reading

MAX_LINE = 64_000_000
"""Bytes; a longer line is no record of a news page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a record file."""

    path: str
    position: int
    """From 1."""
    data: bytes

    @property
    def raw(self) -> str:
        """The line as text, for whoever looks through the rejects."""
        return self.data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Read:
    """The head of a run over records: a line becomes a record."""

    name = "read"

    def open(self, item: Line) -> list[Article]:
        """The record of a line; raises `RecordError` when it holds none."""
        return [decode(item.data)]


_RECORD_FILES = tuple(
    f".{kind}{packed}"
    for kind in ("jsonl", "ndjson")
    for packed in ("", ".gz", ".bz2", ".xz", ".zst")
)


def expand(paths: Iterable[str]) -> Iterator[str]:
    """The files that paths mean, sorted: of a folder its record files, of a pattern what fits.

    What is there under that very name is no pattern. A path that means no file stays as it is.
    """
    for path in paths:
        found: list[str] = []
        if is_url(path):
            yield from _expanded(path)
            continue
        if path != "-" and os.path.isdir(path):  # noqa: PTH112
            names = (n for n in sorted(os.listdir(path)) if n.lower().endswith(_RECORD_FILES))  # noqa: PTH208
            found = [os.path.join(path, name) for name in names if name[0] != "."]  # noqa: PTH118
        elif glob.has_magic(path) and not os.path.lexists(path):
            found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
        yield from found or [path]


def _expanded(url: str) -> list[str]:
    """The same of a URL."""
    try:
        if glob.has_magic(url):
            return matching(url) or [url]
        inside = found_below(url)
    except NewscleanError:
        return [url]  # whoever reads it will tell
    names = [name for name in inside or () if name.lower().endswith(_RECORD_FILES)]
    return names or [url]


def lines(paths: Iterable[str]) -> Iterator[Line | Reject]:
    """The lines of record files, in order; ``-`` is standard input; blank lines are passed by.

    Paths may be folders and patterns (`expand`); files may be compressed.
    """
    for path in expand(paths):
        try:
            if path == "-":
                yield from _numbered("<stdin>", sys.stdin.buffer)
            elif is_url(path):
                with reading(path) as remote:
                    yield from _numbered(path, _unpacked(io.BufferedReader(_Raw(remote), 1 << 20)))
            elif os.path.isdir(path):  # noqa: PTH112
                yield Reject(path, "read", "a folder without record files (.jsonl, .ndjson)")
            elif _special(path):
                yield Reject(path, "read", "not a plain file; pipe it into standard input ('-')")
            else:
                with open(path, "rb") as file:  # noqa: PTH123 - a path may hold any bytes
                    yield from _numbered(path, _unpacked(file))
        except (OSError, EOFError, ValueError, NewscleanError) as error:
            reason = getattr(error, "strerror", None) or str(error).removeprefix(f"{path}: ")
            yield Reject(path, "read", f"cannot be read: {reason}")


def _unpacked(file: io.BufferedReader) -> IO[bytes]:
    """A file's bytes, out of its compression where it has one."""
    from ..pages.unpacking import compression, unpacked

    how = compression(file.peek(16))
    return io.BufferedReader(_Raw(unpacked(file, how)), 1 << 20) if how else file


class _Raw(io.RawIOBase):
    """A stream that can only be read, as the standard library's own."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _special(path: str) -> bool:
    """Whether a path is a FIFO, a device or the like, which may never come to an end.

    A stream that is open already (``/dev/stdin``, a shell's ``<(...)``) is none of these.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a path may hold any bytes
    except (OSError, ValueError):
        return False  # opening it will tell
    open_already = path.startswith(("/dev/fd/", "/dev/stdin", "/proc/self/fd/"))
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or open_already)


def _numbered(path: str, stream: IO[bytes]) -> Iterator[Line | Reject]:
    number = 0
    while data := stream.readline(MAX_LINE):
        number += 1
        if not data.endswith(b"\n") and len(data) == MAX_LINE:
            yield Reject(path, "read", f"a line of over {MAX_LINE:,} bytes", number)
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_LINE)
        elif data.strip():
            yield Line(path, number, data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data)
