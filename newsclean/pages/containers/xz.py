"""A page compressed with xz."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ..page import Page
from ..unpacking import compression
from . import Bounds, decompressed

SINGLE = True


def matches(head: bytes, name: str) -> bool:
    """By the magic bytes."""
    return compression(head) == "xz"


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The one page, decompressed as far as the limit allows."""
    yield decompressed(stream, page, bounds, "xz")
