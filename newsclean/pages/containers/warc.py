"""WARC files of crawlers, plain or compressed: every page that was fetched well."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timezone
from typing import TYPE_CHECKING, Any, BinaryIO

from ...stage import Reject
from ...system.errors import InputError, MissingExtra
from ...system.places import is_url
from ..page import Page, Passed, Place
from ..passing import not_a_page
from ..reasons import why
from . import HEAD, Bounds, Member, packed_in, too_large
from .http import body

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SINGLE = False
#: How a record or a layer of gzip begins.
_BEGINNING = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/1\.")
_OVERLAP = 8
_CHUNK = 1_000_000
#: Bytes that are counted for a record's header: archives of nothing but headers end, too.
_HEADER = 500
_WANTED = frozenset({"response", "resource", "conversion"})
_MOST_BREAKS = 1000
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
    """The responses, resources and conversions that hold HTML or text, in order.

    Behind a broken place reading goes on at the next record.
    """
    reader = _Reader(stream, bounds)
    # What lies in a file of its own is left to the workers, who read it where it is; what comes
    # from a store is read once.
    whole = page.container is None and page.data is None and page.path != "-"
    whole = whole and not is_url(page.path)
    for _ in range(_MOST_BREAKS):
        try:
            for record in reader.records():
                place = None
                if whole and reader.begins_at(record.stream_pos):
                    place = Place(page.path, record.stream_pos, record.content_length)
                yield _member(record, page, bounds, place)
            return
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            reason = f"a broken WARC file: {_one_line(error)}"
        following = reader.recover()
        if reader.told:
            reader.told = False
            if following is None:
                raise InputError(reason)
            yield Reject(page.path, "extract", f"{reason}; reading goes on at byte {following:,}")
        if following is None:
            return
    raise InputError("a broken WARC file: broken in too many places")


def fetch(page: Page, limit: int) -> Page:
    """A page of an archive that `members` gave as a place, with its bytes.

    Raises `InputError` where the file is another by now, broken there, or the page too large.
    """
    place = page.place
    assert place is not None
    changed = "the archive has changed since it was listed"
    try:
        with open(place.file, "rb") as stream:  # noqa: PTH123
            stream.seek(place.offset)
            record = next(iter(_records(stream)), None)
            if record is None or record.content_length != place.size or _url(record) != page.name:
                raise InputError(changed)
            data = _payload(record, record.http_headers, limit)
    except OSError as error:
        raise InputError(why(error) if error.errno else changed) from None
    except (ValueError, EOFError, RuntimeError):
        raise InputError(changed) from None
    return replace(page, data=data)


def _records(stream: BinaryIO) -> Any:
    """The records from where a stream stands."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtra("WARC files", "fastwarc", "warc") from None
    # All types are asked for, because a record whose header was cut off has none.
    return ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=True)


class _Reader:
    """The records of an archive, from one broken place to the next."""

    def __init__(self, stream: BinaryIO, bounds: Bounds) -> None:
        self._stream = stream
        self._meter = bounds.metered()
        self._end = _size(stream)
        """Of a plain archive, in bytes."""
        self._at = 0
        """Where the record begins that was read last, or the reading."""
        self.told = True
        """A record was read since the last broken place, so that the next one is news."""

    def records(self) -> Iterator[WarcRecord]:
        """Those that may hold a page. Raises `OSError` and the like at a broken place."""
        for record in _records(self._stream):
            if not (record.headers.get("WARC-Type") and record.headers.get("Content-Length")):
                raise EOFError("it ends in the middle of a record's header")
            self._at, self.told = record.stream_pos, True
            lies = self._end is not None and self._at + record.content_length > self._end
            self._meter.spend(_HEADER + (0 if lies else record.content_length))
            if record.headers["WARC-Type"].lower() in _WANTED:
                yield record
                self.told = not lies  # of the page itself it was told
            if lies:
                raise EOFError("a record ends behind the end of the file")

    def begins_at(self, place: int) -> bool:
        """Whether a record begins there that can be read by itself.

        It cannot be where several are compressed as one, which the format forbids.
        """
        if not self._stream.seekable():
            return False
        here = self._stream.tell()
        self._stream.seek(place)
        head = self._stream.read(5)
        self._stream.seek(here)
        return head == b"WARC/" or (self._end is None and head.startswith(b"\x1f\x8b\x08"))

    def recover(self) -> int | None:
        """Go to the next record's beginning and say where it is; None where there is none."""
        if not self._stream.seekable():
            return None
        start = self._stream.seek(self._at + 1)
        tail = b""
        while chunk := self._stream.read(_CHUNK):
            for found in _BEGINNING.finditer(tail + chunk):
                at = start - len(tail) + found.start()
                self._stream.seek(at)
                if matches(self._stream.read(HEAD), ""):
                    self._at = self._stream.seek(at)
                    return at
            start += len(chunk)
            tail = (tail + chunk)[-_OVERLAP:]
            self._stream.seek(start)
        return None


def _size(stream: BinaryIO) -> int | None:
    """How long a plain archive is; None of one that is compressed or cannot be measured."""
    if not stream.seekable():
        return None
    start = stream.tell()
    head = stream.read(1)
    end = stream.seek(0, os.SEEK_END)
    stream.seek(start)
    return end if head == b"W" else None


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _url(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")  # as an early wget writes it


def _member(record: WarcRecord, page: Page, bounds: Bounds, place: Place | None) -> Member:
    url = _url(record)
    path = f"{page.path}/{url or record.record_id}"
    http: Any = record.http_headers
    kind = record.http_content_type if http is not None else record.headers.get("Content-Type")
    kind = " ".join((kind or "").partition(";")[0].lower().split())[:100]
    if kind and kind not in _PAGES:
        return Passed(path, f"of type {kind}")
    if http is not None and http.status_code not in (None, 200, 203):
        return Passed(path, f"HTTP status {http.status_code}")
    if reason := not_a_page(_file_name(url)):
        return Passed(path, reason)
    try:
        data = None if place else _payload(record, http, bounds.page_size)
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
        name=url,
        place=place,
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
