"""A page with the HTTP headers it came with: ``curl -i``, ``wget --save-headers``."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from ...system.errors import InputError
from ..page import Page
from . import Bounds, packed_in, too_large
from .gzip import gunzip

SINGLE = True
_LONGEST_HEADER = 16_384
#: One header for each redirect that was followed.
_MOST_HEADERS = 10
_STATUS = re.compile(rb"HTTP/[0-9.]{1,3} [1-5][0-9]{2}\b[^\r\n]{0,200}\r?\n")
_BLANK = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})(?:[ \t;][^\r\n]{0,200})?\r?\n")


def matches(head: bytes, name: str) -> bool:
    """By the status line."""
    return _STATUS.match(head) is not None


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The one page, behind the last of the headers."""
    raw = stream.read()
    header = b""
    for _ in range(_MOST_HEADERS):
        status = _STATUS.match(raw[:1024])
        if status is None:
            break
        blank = _BLANK.search(raw, 0, _LONGEST_HEADER)
        end = blank.end() if blank else len(raw)
        header, raw = raw[status.end() : end], raw[end:]
    fields = BytesHeaderParser().parsebytes(header[:_LONGEST_HEADER])
    yield replace(
        page,
        data=body(raw, lambda field: fields.get(field), bounds.page_size),
        container=packed_in(page, "http"),
        charset=fields.get_content_charset() or page.charset,
        saved=date(fields.get("Date")) or page.saved,
    )


def body(raw: bytes, field: Callable[[str], str | None], limit: int) -> bytes:
    """The payload of a response, out of its transfer and content encodings.

    ``field`` gives the value of a header field. Many tools keep the header as it was and the
    payload decoded: what is not encoded as the header says is taken as it is. Raises `InputError`
    when there are more than ``limit`` bytes.
    """
    if "chunked" in str(field("Transfer-Encoding") or "").lower():
        raw = _joined(raw)
    encoding = str(field("Content-Encoding") or "").strip().lower()
    try:
        if encoding in ("gzip", "x-gzip") and raw.startswith(b"\x1f\x8b"):
            raw = gunzip(raw, limit)
        elif encoding == "deflate":
            raw = _inflated(raw, limit)
        elif encoding == "br":
            raw = _brotli(raw, limit)
    except zlib.error:
        pass  # it is not encoded
    if len(raw) > limit:
        raise InputError(too_large(limit))
    return raw


def _joined(raw: bytes) -> bytes:
    """The chunks of a chunked payload; all as it is where it is not chunked."""
    pieces: list[bytes] = []
    at = 0
    while at < len(raw):
        size = _CHUNK_SIZE.match(raw, at, at + 256)
        if size is None:
            # A broken end is dropped; what never was in chunks stays.
            return b"".join(pieces) if pieces else raw
        length = int(size.group(1), 16)
        if length == 0:
            break
        pieces.append(raw[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if raw.startswith(b"\r\n", at) else 1 if raw.startswith(b"\n", at) else 0
    return b"".join(pieces)


def _inflated(raw: bytes, limit: int) -> bytes:
    """Deflate with its zlib header, as the standard wants, or without, as some servers do."""
    try:
        return zlib.decompressobj().decompress(raw, limit + 1)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, limit + 1)


def _brotli(raw: bytes, limit: int) -> bytes:
    if b"<" in raw[:64] and raw[:64].isascii():
        return raw  # it is not encoded
    try:
        import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        raise InputError("compressed with Brotli, which needs: pip install 'brotli>=1.2'") from None
    try:
        done: bytes = brotli.Decompressor().process(raw, output_buffer_limit=limit + 1)
    except TypeError:
        raise InputError("compressed with Brotli, which needs: pip install 'brotli>=1.2'") from None
    except brotli.error:
        return raw
    return done


def date(value: object) -> datetime | None:
    """A date of an HTTP or mail header, in UTC; None where there is none or it means nothing."""
    if value is None:
        return None
    try:
        found = parsedate_to_datetime(str(value)[:100])
        # "-0000" says that the offset is not known; the time is in UTC then.
        found = found if found.tzinfo else found.replace(tzinfo=timezone.utc)
        return found.astimezone(timezone.utc)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
