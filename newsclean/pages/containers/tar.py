"""A tar archive of pages: POSIX (ustar, pax) and GNU, compressed or not.

Read from the front to the end and never back, by the headers alone. Python's own module is not
used: what a hostile archive names as the length of a header it would take into memory, and
before its latest versions some such headers keep it busy for ever.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from typing import BinaryIO, NamedTuple, cast

from ...stage import Reject
from ...system.errors import InputError, NewscleanError
from ..page import Page, Passed
from ..passing import companion_stems, passed_in_archive, place_of
from . import Bounds, Member, Metered, opened, packed_in

SINGLE = False
_BLOCK = 512
#: Bytes of a header that gives a long name or further fields.
_LONGEST_HEADER = 1_000_000
#: Bytes of members that wait until it is known whether they are parts of a page saved complete.
_MOST_WAITING = 50_000_000
#: Names that are remembered, to know the parts of pages saved complete.
_MOST_PLACES = 500_000
_FILE = (b"\0", b"0", b"7")
_FOLDER = b"5"
_NO_FILES = {
    **{b"1": "a link", b"2": "a link", b"3": "a device", b"4": "a device", b"6": "a FIFO"},
    **{_FOLDER: "a folder", b"S": "a file with holes"},
}
#: Types whose header is followed by no data, whatever its size says.
_BARE = (b"1", b"2", b"3", b"4", b"5", b"6")


def matches(head: bytes, name: str) -> bool:
    """By the first header: its mark where it has one, and its checksum."""
    return len(head) >= _BLOCK and head[0] != 0 and _sum_is_right(head[:_BLOCK])


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
    """Every member that may be a page, in the order of the archive."""
    meter, waiting = bounds.metered(), _Waiting()
    places: set[tuple[str, str]] = set()
    for entry in _entries(stream, meter):
        data = _Data(stream, entry.size)
        member = replace(
            page,
            path=f"{page.path}/{entry.name}",
            container=packed_in(page, "tar"),
            saved=entry.time,
            explicit=False,
        )
        if entry.kind in _FILE and len(places) < _MOST_PLACES:
            places.add(place_of(entry.name))
        if reason := _NO_FILES.get(entry.kind) or passed_in_archive(entry.name, places):
            if entry.kind != _FOLDER:
                yield Passed(member.path, reason)
        elif entry.kind not in _FILE:
            yield Passed(member.path, "of an unknown type")
        elif any(companion_stems(folder) for folder in entry.name.split("/")[:-1]):
            if not waiting.take(member, entry, data, meter):
                yield Passed(member.path, "part of a page saved complete")
        else:
            yield from _opened(cast(BinaryIO, data), member, bounds, meter)
        data.skip(meter)
    for member, entry, content in waiting.members:
        if reason := passed_in_archive(entry.name, places):
            yield Passed(member.path, reason)
        else:
            yield from _opened(io.BytesIO(content), member, bounds, meter)


def _opened(stream: BinaryIO, member: Page, bounds: Bounds, meter: Metered) -> Iterator[Member]:
    try:
        yield from opened(stream, member, bounds, meter)
    except _CutOff:
        raise
    except NewscleanError as error:
        if meter.room < 0:
            raise
        yield Reject(member.path, "extract", str(error))


class _CutOff(InputError):
    """The archive ends before it should."""


class _Entry(NamedTuple):
    """A header."""

    name: str
    kind: bytes
    size: int
    """Bytes of data behind it."""
    time: datetime | None


class _Waiting:
    """Members that may be parts of a page that stands further on in the archive."""

    def __init__(self) -> None:
        self.members: list[tuple[Page, _Entry, bytes]] = []
        self._left = _MOST_WAITING

    def take(self, member: Page, entry: _Entry, data: _Data, meter: Metered) -> bool:
        """Keep a member; False where there is no room for it."""
        if entry.size + _BLOCK > self._left:
            return False
        self._left -= entry.size + _BLOCK
        self.members.append((member, entry, meter.reading(cast(BinaryIO, data)).read(entry.size)))
        return True


class _Data:
    """The data of a member, and no more."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._left = stream, size
        self._padding = -size % _BLOCK

    def read(self, size: int = -1) -> bytes:
        size = self._left if size < 0 else min(size, self._left)
        data = self._stream.read(size)
        self._left -= len(data)
        if len(data) < size:
            raise _CutOff("the archive ends in the middle of this member")
        return data

    def skip(self, meter: Metered) -> None:
        """Go to the end of what is left, and over the padding."""
        while self._left:
            meter.spend(len(self.read(65_536)))
        self._stream.read(self._padding)


def _entries(stream: BinaryIO, meter: Metered) -> Iterator[_Entry]:
    """The headers, those that belong to the next one taken into it; whoever takes one reads on."""
    long_name, fields = None, dict[str, str]()
    while True:
        block = stream.read(_BLOCK)
        meter.spend(len(block))
        if len(block) < _BLOCK or not block.strip(b"\0"):
            if block and len(block) < _BLOCK:
                raise InputError("a tar archive that ends too early")
            return
        if not _sum_is_right(block):
            raise InputError("a broken tar archive: what should be a header is none")
        kind, size = block[156:157], _number(block[124:136])
        if kind in (b"x", b"g", b"L", b"K"):
            more = _more(stream, size, meter)
            if kind == b"L":
                long_name = more.rstrip(b"\0")
            elif kind == b"x":
                fields = _fields(more)
            continue
        yield _entry(block, kind, size, long_name, fields)
        long_name, fields = None, {}
        if kind == b"S" and block[482]:
            _skip_map(stream, meter)


def _more(stream: BinaryIO, size: int, meter: Metered) -> bytes:
    if size > _LONGEST_HEADER:
        raise InputError("a broken tar archive: a header that is too long")
    padded = size + -size % _BLOCK
    meter.spend(padded)
    return stream.read(padded)[:size]


def _entry(
    block: bytes, kind: bytes, size: int, long_name: bytes | None, fields: dict[str, str]
) -> _Entry:
    name = block[:100].partition(b"\0")[0]
    if block[257:263] == b"ustar\0" and block[345]:
        name = block[345:500].partition(b"\0")[0] + b"/" + name
    given = fields.get("path") or (long_name or name).decode("utf-8", "surrogateescape")
    if fields.get("size", "").isdecimal():
        size = int(fields["size"][:20])
    if kind in _BARE:
        size = 0
    seconds = fields.get("mtime", "").partition(".")[0]
    time = int(seconds[:12]) if seconds.isdecimal() else _number(block[136:148])
    return _Entry(given, kind, size, _utc(time))


def _fields(data: bytes) -> dict[str, str]:
    """The records of a pax header: a length, a name, an equals sign, a value, a line break."""
    found: dict[str, str] = {}
    at = 0
    while at < len(data):
        digits, space, _ = data[at : at + 12].partition(b" ")
        if not space or not digits.isdigit() or int(digits) <= len(digits) + 1:
            break
        end = at + int(digits)
        name, _, value = data[at + len(digits) + 1 : end - 1].partition(b"=")
        if name in (b"path", b"size", b"mtime"):
            found[name.decode()] = value.decode("utf-8", "surrogateescape")
        at = end
    return found


def _skip_map(stream: BinaryIO, meter: Metered) -> None:
    """Go over what an old GNU archive says of the holes in a sparse file."""
    more = True
    while more:
        block = stream.read(_BLOCK)
        meter.spend(_BLOCK)
        more = len(block) == _BLOCK and bool(block[504])


def _number(field: bytes) -> int:
    """A number in octal digits, or where the first bit is set in binary."""
    if field[0] & 0x80:
        return int.from_bytes(bytes([field[0] & 0x3F]) + field[1:], "big") if field[0] < 0xC0 else 0
    digits = field.partition(b"\0")[0].strip()
    try:
        return max(0, int(digits or b"0", 8))
    except ValueError:
        raise InputError("a broken tar archive: a number that is none") from None


def _sum_is_right(block: bytes) -> bool:
    try:
        said = int(block[148:156].partition(b"\0")[0].strip() or b"-1", 8)
    except ValueError:
        return False
    # Some old programs added signed bytes.
    bare = block[:148] + b" " * 8 + block[156:]
    return said in (sum(bare), sum(byte - 256 if byte > 127 else byte for byte in bare))


def _utc(seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, timezone.utc) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
