"""WARC files of crawlers, plain or compressed: every page that was fetched well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timezone
from typing import TYPE_CHECKING, Any, BinaryIO

from ...errors import InputError, MissingExtra
from ...stage import Reject
from ..page import Page, Passed
from ..passing import not_a_page
from . import Bounds, Member, Metered, packed_in, too_large
from .http import body

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SINGLE = False
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def matches(head: bytes, name: str) -> bool:
    """By the first record's version line, under a layer of gzip too."""
    if head.startswith(b"\x1f\x8b\x08"):
        import zlib

        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
    """The responses, resources and conversions that hold HTML or text, in order."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtra("WARC files", "fastwarc", "warc") from None
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    meter = Metered(bounds.room)
    # All types are asked for, because a record whose header was cut off has none.
    records = iter(ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=True))
    for _ in range(bounds.members):
        try:
            record = next(records, None)
            if record is None:
                return
            if not (record.headers.get("WARC-Type") and record.headers.get("Content-Length")):
                raise InputError("a broken WARC file: it ends in the middle of a record's header")
            meter.spend(record.content_length)
            if record.record_type & wanted:
                yield _member(record, page, bounds)
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            raise InputError(f"a broken WARC file: {_one_line(error)}") from None
    raise InputError(f"only the first {bounds.members:,} records of the archive were read")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _member(record: WarcRecord, page: Page, bounds: Bounds) -> Member:
    url = record.headers.get("WARC-Target-URI") or ""
    url = url.strip("<>")  # as an early wget writes it
    path = f"{page.path}/{url or record.record_id}"
    http: Any = record.http_headers
    kind = record.http_content_type if http is not None else record.headers.get("Content-Type")
    kind = (kind or "").partition(";")[0].strip().lower()
    if kind and kind not in _PAGES:
        return Passed(path, f"of type {kind}")
    if http is not None and http.status_code not in (None, 200, 203):
        return Passed(path, f"HTTP status {http.status_code}")
    if reason := not_a_page(_file_name(url)):
        return Passed(path, reason)
    try:
        data = _payload(record, http, bounds.page_size)
    except InputError as error:
        return Reject(path, "extract", str(error))
    return replace(
        page,
        path=path,
        data=data,
        container=packed_in(page, "warc"),
        url=url if url.startswith(("http://", "https://")) else None,
        charset=record.http_charset if http is not None else None,
        saved=record.record_date.astimezone(timezone.utc) if record.record_date else None,
        explicit=False,
    )


def _payload(record: WarcRecord, http: Any, limit: int) -> bytes:
    """The record's bytes as the server meant them.

    Not by fastwarc's own decoding: a payload that is not encoded as its header says, and many are
    not, ends the reading of the whole archive there.
    """
    expected = record.content_length
    raw = record.reader.read(limit + 1)
    if len(raw) > limit:
        raise InputError(too_large(limit))
    if len(raw) < expected:
        raise InputError("the archive ends in the middle of this page")
    return body(raw, http.get, limit) if http is not None else raw


def _file_name(url: str) -> str:
    return url.partition("?")[0].partition("#")[0].rpartition("/")[2]
