"""Compressed bytes, read as a stream: gzip, bzip2, xz and Zstandard, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO, cast

from ..system.errors import InputError, MissingExtra, NewscleanError

#: How a file of each compression begins.
_MAGIC = {
    "gzip": b"\x1f\x8b\x08",
    "bzip2": b"BZh",
    "xz": b"\xfd7zXZ\x00",
    "zstd": b"\x28\xb5\x2f\xfd",
}
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
"""What follows its magic and a digit: the first block, or the end of an empty file."""
_CHUNK = 16_384
_AT_ONCE = 1 << 20
_MOST_MEMORY = 300_000_000
"""Bytes that a decoder may take for its window; the highest levels of xz and zstd take less."""
_LARGEST_WINDOW = 27
"""Of zstd, as a power of two: what its own program reads without being asked for more."""
_LITTLE = 512
"""Bytes of zstd, which come to 16 MB at most: a block of 128 kB takes four bytes."""


def compression(head: bytes) -> str | None:
    """How a file is compressed, by its first bytes; None where it is not.

    >>> compression(b"BZh91AY&SY"), compression(b"BZh in a text")
    ('bzip2', None)
    """
    for name, magic in _MAGIC.items():
        if head.startswith(magic):
            if name == "bzip2" and not head[4:10].startswith(_BZIP2_BLOCKS):
                return None
            return name
    return None


def unpacked(stream: BinaryIO, name: str) -> BinaryIO:
    """The bytes that a compressed stream holds, read as they are asked for.

    Several compressed files, one after the other, are read as one; what follows them is left.
    Reading raises `InputError` where the stream is broken, ends too early or wants too much
    memory. Raises `MissingExtra` where zstd cannot be read.
    """
    return cast(BinaryIO, _Guarded(_OPENERS[name](stream), name))


class _Guarded:
    """A stream that tells in one line what is wrong with it."""

    def __init__(self, source: Any, name: str) -> None:
        self._source, self._name = source, name

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        pieces: list[bytes] = []
        try:
            while size and (
                piece := self._source.read(min(size, _AT_ONCE) if size > 0 else _AT_ONCE)
            ):
                pieces.append(piece)
                size -= len(piece) if size > 0 else 0
        except NewscleanError:
            raise
        except Exception as error:
            if not isinstance(error, _errors()):
                raise
            raise InputError(_why(error, self._name)) from None
        return b"".join(pieces)


def _errors() -> tuple[type[Exception], ...]:
    """What the libraries raise where a stream is broken."""
    import lzma
    import zlib

    found = [EOFError, OSError, ValueError, MemoryError, zlib.error, lzma.LZMAError]
    return (*found, *_zstd_errors())


def _why(error: Exception, name: str) -> str:
    if isinstance(error, MemoryError) or "emory" in str(error):
        return f"compressed with {name} in a way that takes too much memory to read"
    what = f"{'an' if name == 'xz' else 'a'} {name} file"
    return f"{what} that ends too early" if isinstance(error, EOFError) else f"a broken {name} file"


class _Frames:
    """Decompressed bytes of frames that follow each other.

    ``decoder`` makes what decodes one of them, with the interface of `lzma.LZMADecompressor`;
    it is given ``feed`` bytes at a time.
    """

    def __init__(self, stream: BinaryIO, decoder: Callable[[], Any], feed: int = _CHUNK) -> None:
        self._stream, self._new, self._feed = stream, decoder, feed
        self._decoder = decoder()
        self._packed = b""
        """Read and not yet given to the decoder."""
        self._more = True
        """A frame is due: the first, or one whose first bytes are there."""
        self._sure = True
        """It is one beyond doubt, and nothing else that follows the last frame."""

    def read(self, size: int) -> bytes:
        """Some bytes, at most ``size``; none at the end."""
        while self._more or self._begin():
            asked = self._decoder.needs_input
            packed = self._take() if asked else b""
            try:
                data: bytes = self._decoder.decompress(packed, size)
            except Exception as error:
                if self._sure or not isinstance(error, _errors()):
                    raise
                return b""
            self._sure = self._sure or bool(data)
            if self._decoder.eof:
                self._packed = self._decoder.unused_data + self._packed
                self._more = False
            elif asked and not packed and not data:
                if self._sure:
                    raise EOFError
                return b""
            if data:
                return data
        return b""

    def _take(self) -> bytes:
        if not self._packed:
            self._packed = self._stream.read(_CHUNK)
        packed, self._packed = self._packed[: self._feed], self._packed[self._feed :]
        return packed

    def _begin(self) -> bool:
        """Begin another frame, if anything but padding follows the last."""
        rest = (self._packed or self._stream.read(_CHUNK)).lstrip(b"\0")
        if not rest:
            return False
        self._packed, self._decoder = rest, self._new()
        self._more, self._sure = True, False
        return True


class _Zlib:
    """`zlib.decompressobj` with the interface that the other decoders have."""

    def __init__(self) -> None:
        import zlib

        self._inflate = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        return not self._inflate.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inflate.unused_data

    def decompress(self, packed: bytes, size: int) -> bytes:
        return self._inflate.decompress(self._inflate.unconsumed_tail + packed, size)


class _Zstandard:
    """``zstandard.decompressobj`` likewise. It knows no bound: what it is fed must be little."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder
        self._done = memoryview(b"")

    @property
    def eof(self) -> bool:
        return self._decoder.eof and not self._done

    @property
    def needs_input(self) -> bool:
        return not self._done

    @property
    def unused_data(self) -> bytes:
        found: bytes = self._decoder.unused_data
        return found

    def decompress(self, packed: bytes, size: int) -> bytes:
        if packed and not self._done:
            self._done = memoryview(self._decoder.decompress(packed))
        data, self._done = self._done[:size], self._done[size:]
        return bytes(data)


def _gzip(stream: BinaryIO) -> Any:
    return _Frames(stream, _Zlib)


def _bzip2(stream: BinaryIO) -> Any:
    import bz2

    return _Frames(stream, bz2.BZ2Decompressor)


def _xz(stream: BinaryIO) -> Any:
    import lzma

    return _Frames(stream, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _MOST_MEMORY))


def _zstd(stream: BinaryIO) -> Any:
    try:
        zstd: Any = import_module("compression.zstd")  # Python 3.14
    except ImportError:
        pass
    else:
        options = {zstd.DecompressionParameter.window_log_max: _LARGEST_WINDOW}
        return _Frames(stream, lambda: zstd.ZstdDecompressor(options=options))
    try:
        import zstandard
    except ImportError:
        raise MissingExtra("files compressed with zstd", "zstandard", "zstd") from None
    library = zstandard.ZstdDecompressor(max_window_size=1 << _LARGEST_WINDOW)
    return _Frames(stream, lambda: _Zstandard(library.decompressobj()), _LITTLE)


def _zstd_errors() -> tuple[type[Exception], ...]:
    import sys

    found = []
    for module in ("compression.zstd", "zstandard"):
        if module in sys.modules:
            found.append(sys.modules[module].ZstdError)
    return tuple(found)


_OPENERS = {"gzip": _gzip, "bzip2": _bzip2, "xz": _xz, "zstd": _zstd}
