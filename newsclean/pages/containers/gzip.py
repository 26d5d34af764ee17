"""A page compressed with gzip, whatever its name."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ...errors import InputError
from ..page import Page
from . import Bounds, packed_in, too_large

SINGLE = True
_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 8192
#: A gzip file may be several, one after the other; tools that do so take 64 kB for each.
_MOST_PARTS = 10_000


def matches(head: bytes, name: str) -> bool:
    """By the magic bytes."""
    return head.startswith(_MAGIC)


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The one page, decompressed as far as the limit allows."""
    data = gunzip(stream.read(), bounds.page_size)
    yield replace(page, data=data, container=packed_in(page, "gzip"))


def gunzip(packed: bytes, limit: int) -> bytes:
    """All parts of a gzip file, joined; what follows the last one is ignored, as gzip does.

    Raises `InputError` when it is broken or holds more than ``limit`` bytes.
    """
    stream = io.BytesIO(packed)
    done = bytearray()
    rest = stream.read(_CHUNK)
    for _ in range(_MOST_PARTS):
        start = len(done)
        inflate = zlib.decompressobj(wbits=31)
        try:
            while rest and not inflate.eof:
                done += inflate.decompress(rest, limit + 1 - len(done))
                if len(done) > limit:
                    raise InputError(too_large(limit))
                rest = b"" if inflate.eof else stream.read(_CHUNK)
        except zlib.error:
            if 0 < start == len(done):
                break  # no further part but padding
            raise InputError("a broken gzip file") from None
        if not inflate.eof:
            raise InputError("a gzip file that ends too early")
        rest = inflate.unused_data or stream.read(_CHUNK)
        if not rest:
            break
    return bytes(done)
