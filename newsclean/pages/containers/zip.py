"""A zip archive of pages (also MAFF and WACZ, which are zip archives)."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, BinaryIO, cast

from ...stage import Reject
from ...system.errors import InputError, NewscleanError
from ..filetimes import MANY
from ..page import Page, Passed
from ..passing import passed_in_archive, place_of
from . import Bounds, Member, Metered, opened, packed_in, spooled

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

SINGLE = False
#: First members of files that are zip archives by accident: office documents and e-books.
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})
#: Bytes of an archive's directory, all of which is kept in memory: some 300,000 names.
_LARGEST_DIRECTORY = 32_000_000
#: How the end of an archive is marked, and that of a large one; and where the mark must stand.
_END, _WIDE_END, _LONGEST_END = b"PK\x05\x06", b"PK\x06\x06", 66_000
#: The extra field that holds a member's time in UTC; the plain field has no offset.
_UNIX_TIME = 0x5455


def matches(head: bytes, name: str) -> bool:
    """By the magic bytes of the first member, or of the directory where there is none."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
    """Every member that may be a page, in the order of the names."""
    if not stream.seekable():
        with spooled(stream) as whole:
            yield from members(whole, page, bounds)
        return
    from zipfile import BadZipFile, ZipFile

    _check_directory(stream)
    try:
        archive = ZipFile(stream)
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise InputError("a broken zip archive") from None
    with archive:
        infos = archive.infolist()
        if infos and infos[0].filename in _DOCUMENTS:
            raise InputError("an office document or an e-book, not pages")
        meter = bounds.metered()
        infos.sort(key=lambda info: info.filename.split("/"))
        times = Counter(_modified(info) for info in infos[: bounds.members])
        places = {place_of(info.filename) for info in infos if not _is_folder(info)}
        for info in infos[: bounds.members]:
            if _is_folder(info):
                continue
            path = f"{page.path}/{info.filename}"
            if reason := passed_in_archive(info.filename, places):
                yield Passed(path, reason)
            else:
                # A time that so many members have is that of a copy, not of each page.
                time = _modified(info)
                known = replace(page, path=path, saved=time if times[time] < MANY else None)
                yield from _member(archive, info, known, bounds, meter)
        if len(infos) > bounds.members:
            raise InputError(f"only the first {bounds.members:,} members of the archive were read")


def _is_folder(info: ZipInfo) -> bool:
    """Whether a member is no file; a damaged directory may have names of no length."""
    return not info.filename or info.filename.endswith("/")


def _check_directory(stream: BinaryIO) -> None:
    """Raise `InputError` where an archive's directory would take too much memory."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - _LONGEST_END))
    tail = stream.read()
    at = tail.rfind(_END)
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    wide = tail.rfind(_WIDE_END)
    if size == 0xFFFFFFFF:
        size = int.from_bytes(tail[wide + 40 : wide + 48], "little") if wide >= 0 else size
    if size > _LARGEST_DIRECTORY:
        raise InputError(f"a zip archive whose directory takes {size:,} bytes: too many members")
    stream.seek(0)


def _member(
    archive: ZipFile, info: ZipInfo, page: Page, bounds: Bounds, meter: Metered
) -> Iterator[Member]:
    """A page, or the members of an archive in the archive."""
    from zipfile import BadZipFile

    if info.flag_bits & 0x1:
        yield Reject(page.path, "extract", "encrypted")
        return
    page = replace(page, container=packed_in(page, "zip"), explicit=False)
    try:
        with archive.open(info) as stream:
            yield from opened(cast(BinaryIO, stream), page, bounds, meter)
    except NewscleanError as error:
        if meter.room < 0:
            raise
        yield Reject(page.path, "extract", str(error))
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        # NotImplementedError (an unknown compression) is a RuntimeError.
        yield Reject(page.path, "extract", "cannot be unpacked: the archive is broken here")


def _modified(info: ZipInfo) -> datetime | None:
    """When the member was written. A time without offset, as most archives have, counts as UTC."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNIX_TIME and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return datetime.fromtimestamp(int.from_bytes(extra[5:9], "little"), timezone.utc)
        extra = extra[4 + size :]
    if info.date_time[0] <= 1980:
        return None
    try:
        return datetime(*info.date_time, tzinfo=timezone.utc)
    except ValueError:
        return None
