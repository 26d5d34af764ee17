"""A page compressed with gzip, whatever its name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from ..page import Page
from ..unpacking import compression, unpacked
from . import Bounds, decompressed, read_bounded

SINGLE = True


def matches(head: bytes, name: str) -> bool:
    """By the magic bytes."""
    return compression(head) == "gzip"


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The one page, decompressed as far as the limit allows."""
    yield decompressed(stream, page, bounds, "gzip")


def gunzip(packed: bytes, limit: int) -> bytes:
    """All parts of a gzip file, joined; what follows the last one is ignored, as gzip does.

    Raises `InputError` when it is broken or holds more than ``limit`` bytes.
    """
    return read_bounded(unpacked(io.BytesIO(packed), "gzip"), limit)
