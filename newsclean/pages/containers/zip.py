"""A zip archive of pages (also MAFF and WACZ, which are zip archives)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, BinaryIO

from ...errors import InputError
from ...stage import Reject
from ..page import Page, Passed
from ..passing import companion_stems, not_a_page, page_stem
from . import HEAD, Bounds, Member, Metered, expand, packed_in, read_bounded, recognise

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

SINGLE = False
#: First members of files that are zip archives by accident: office documents and e-books.
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})
#: Folders in folders; deeper ones are not looked at for pages saved complete.
_DEEPEST_FOLDER = 100
#: Bytes of an archive in an archive.
_LARGEST_INNER = 100_000_000
#: The extra field that holds a member's time in UTC; the plain field has no offset.
_UNIX_TIME = 0x5455


def matches(head: bytes, name: str) -> bool:
    """By the magic bytes of the first member, or of the directory where there is none."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
    """Every member that may be a page, in the order of the names."""
    from zipfile import BadZipFile, ZipFile

    try:
        archive = ZipFile(stream)
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise InputError("a broken zip archive") from None
    with archive:
        infos = archive.infolist()
        if infos and infos[0].filename in _DOCUMENTS:
            raise InputError("an office document or an e-book, not pages")
        meter = Metered(bounds.room)
        infos.sort(key=lambda info: info.filename.split("/"))
        stems = {_place(info.filename) for info in infos if not info.is_dir()}
        for info in infos[: bounds.members]:
            if info.is_dir():
                continue
            path = f"{page.path}/{info.filename}"
            if reason := _passed(info.filename, stems):
                yield Passed(path, reason)
            else:
                yield from _member(archive, info, replace(page, path=path), bounds, meter)
        if len(infos) > bounds.members:
            raise InputError(f"only the first {bounds.members:,} members of the archive were read")


def _place(name: str) -> tuple[str, str]:
    """A member's folder and the stem of its name."""
    folder, _, last = name.rpartition("/")
    return folder, page_stem(last)


def _passed(name: str, stems: set[tuple[str, str]]) -> str | None:
    *folders, last = name.split("/")
    for depth, folder in enumerate(folders):
        if folder == "__MACOSX" or (folder.startswith(".") and folder not in (".", "..")):
            return "hidden"
        companions = companion_stems(folder)
        if companions and depth < _DEEPEST_FOLDER:
            parent = "/".join(folders[:depth])
            if any((parent, stem) in stems for stem in companions):
                return "part of a page saved complete"
    return not_a_page(last)


def _member(
    archive: ZipFile, info: ZipInfo, page: Page, bounds: Bounds, meter: Metered
) -> Iterator[Member]:
    """A page, or the members of an archive in the archive."""
    from zipfile import BadZipFile

    if info.flag_bits & 0x1:
        yield Reject(page.path, "extract", "encrypted")
        return
    page = replace(page, container=packed_in(page, "zip"), saved=_modified(info), explicit=False)
    try:
        with archive.open(info) as stream:
            found = recognise(stream.read(HEAD), info.filename, single=False)
        with archive.open(info) as stream:
            unpacked = meter.reading(stream)
            if found is None:
                yield replace(page, data=read_bounded(unpacked, bounds.page_size))
                return
            if found[0] == "zip":  # its directory stands at the end, so it is read whole
                unpacked = io.BytesIO(read_bounded(unpacked, _LARGEST_INNER))
            yield from expand(found[1], unpacked, page, bounds.deeper(meter.room))
    except InputError as error:
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
