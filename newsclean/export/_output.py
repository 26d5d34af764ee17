"""What the name of an output says: the format, and how the file is compressed."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, cast

from ..system.errors import MissingExtra, OutputError
from ..system.files import TextOut
from ..system.terminal import plain

if TYPE_CHECKING:
    from typing import BinaryIO


def format_of(path: str | None) -> str | None:
    """The format that a file's name asks for, or None.

    >>> format_of("out/news.csv"), format_of("news.JSONL.gz"), format_of("news.v2")
    ('csv', 'jsonl', None)
    """
    if path is None or path == "-":
        return None
    from . import format_names, load_format

    name = os.path.basename(path).lower()  # noqa: PTH119 - a path may hold any bytes
    name = name[: len(name) - len(_compression(path) or "")]
    suffixes = {
        suffix: format_
        for format_ in format_names()
        for form in [load_format(format_)]
        for suffix in (form.SUFFIX, *getattr(form, "ALSO", ()))
    }
    found = [suffix for suffix in suffixes if name.endswith(suffix)]
    return suffixes[max(found, key=len)] if found else None


def compressed(path: str | None) -> bool:
    """Whether a file's name says that it is compressed."""
    return path is not None and _compression(path) is not None


def demand(form: Any, path: str | None) -> None:
    """Raise `MissingExtra` where a library that writing takes is not installed."""
    if hasattr(form, "demand"):
        form.demand()
    if _compression(path or "") == ".zst" and not _zstd_of_python():
        _zstandard()


@contextmanager
def packed(file: TextOut, path: str) -> Iterator[TextOut]:
    """A stream that compresses into a file as its name says; the file itself where it says none."""
    suffix = _compression(path)
    if suffix is None:
        yield file
        return
    stream = _PACKERS[suffix](cast("BinaryIO", _Bytes(file)))
    try:
        out = TextOut(cast("BinaryIO", stream), path)
        yield out
        out.flush()
    finally:
        stream.close()


class _Bytes:
    """The bytes' side of a `TextOut`, for what writes nothing else."""

    def __init__(self, out: TextOut) -> None:
        self.write = out.write_bytes
        self.flush = out.flush
        self.closed = False

    def isatty(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing: the file is closed by who opened it."""


def bytes_of(out: TextOut) -> BinaryIO:
    """A stream for bytes over one for text; closing it does nothing."""
    return cast("BinaryIO", _Bytes(out))


def _gzip(file: BinaryIO) -> IO[bytes]:
    # No name and no time inside: the same records give the same file.
    return cast("IO[bytes]", gzip.GzipFile("", "wb", fileobj=file, mtime=0))


def _zstd(file: BinaryIO) -> IO[bytes]:
    if found := _zstd_of_python():
        return cast("IO[bytes]", found.ZstdFile(file, "wb"))
    writer: IO[bytes] = _zstandard().ZstdCompressor().stream_writer(file, closefd=False)
    return _Flushed(writer) if not hasattr(writer, "isatty") else writer  # type: ignore[return-value]


def _zstd_of_python() -> Any:
    """The standard library's module; None before Python 3.14."""
    try:
        return import_module("compression.zstd")
    except ImportError:
        return None


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtra(".zst files", "zstandard", "zstd") from None
    return zstandard


class _Flushed:
    """A compressor's stream that says it is no terminal."""

    def __init__(self, stream: Any) -> None:
        self.write, self.flush, self.close = stream.write, stream.flush, stream.close

    def isatty(self) -> bool:
        return False


_PACKERS: dict[str, Callable[[BinaryIO], IO[bytes]]] = {
    ".gz": _gzip,
    ".bz2": lambda file: cast("IO[bytes]", bz2.BZ2File(file, "wb")),
    ".xz": lambda file: cast("IO[bytes]", lzma.LZMAFile(file, "wb")),  # noqa: SIM115 - by packed
    ".zst": _zstd,
}


def _compression(path: str) -> str | None:
    lower = path.lower()
    return next((suffix for suffix in _PACKERS if lower.endswith(suffix)), None)


def file_at(path: str) -> str:
    """The path of a file to be made by a library; raises `OutputError` for a stream or device."""
    if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113
        raise OutputError(f"cannot write {plain(path)}: not a plain file")
    return path
