"""What pages come packed in: one module per container, named like it.

Each module has

- ``SINGLE``: whether it holds one page (`newsclean.pages.load` unpacks it, in the worker) or many
  (`newsclean.pages.find` expands it);
- ``matches(head, name)``: whether a file is such a container, by its first `HEAD` bytes;
- ``members(stream, page, bounds)``: the pages in it, each with its bytes; what is no page
  (`Passed`); members that cannot be read (`Reject`). The stream is read once, from its beginning,
  and may not be seekable. Raises `InputError` where the rest of the container cannot be read, and
  `MissingExtra`.

A container of many may be compressed as a whole, in any way that `newsclean.pages.unpacking` knows.
"""

from __future__ import annotations

import io
import pkgutil
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import IO, BinaryIO, Protocol, cast

from ...stage import Reject
from ...system.errors import InputError, NewscleanError
from ..page import MAX_PAGE_SIZE, Page, Passed
from ..unpacking import compression, unpacked

#: Bytes that `matches` may look at.
HEAD = 4096
#: Containers inside containers: a saved page in a gzip file in a zip file is three.
_DEEPEST = 3
#: A container that grows more than this when it is unpacked was made to.
_RATIO = 200
#: Bytes of a container that has to be put down in a file: one in another, or in a pipe.
LARGEST_INNER = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a container is read."""

    page_size: int = MAX_PAGE_SIZE
    """Bytes of one page, decompressed."""
    members: int = 100_000
    """Members of one container, where all of them must be known before the first is read."""
    room: int = 10_000_000_000
    """Bytes of all members of one container, decompressed; see `fit`."""
    meter: Metered | None = None
    """Counts them, with those of the containers that this one is in."""
    depth: int = 0
    """How many containers this one is in."""

    def fit(self, size: int) -> Bounds:
        """The bounds for a container of ``size`` bytes: pages shrink to a twentieth at best."""
        return replace(self, room=size * _RATIO + self.page_size)

    def metered(self) -> Metered:
        """What counts the bytes of the members."""
        return self.meter or Metered(self.room)

    def deeper(self, meter: Metered) -> Bounds:
        """The bounds for a container in this one, whose bytes ``meter`` counts as well."""
        return replace(self, meter=meter, depth=self.depth + 1)


class Container(Protocol):
    """What every module of this folder provides."""

    SINGLE: bool

    def matches(self, head: bytes, name: str) -> bool:
        """Whether a file is such a container."""
        ...

    def members(self, stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
        """What is in it."""
        ...


Member = Page | Passed | Reject


def names() -> list[str]:
    """The names of the containers that can be read."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name[0] != "_")


@cache
def _modules() -> tuple[tuple[str, Container], ...]:
    return tuple((name, cast(Container, import_module(f".{name}", __name__))) for name in names())


def recognise(head: bytes, name: str, *, single: bool) -> tuple[str, Container] | None:
    """The container that a file is, with its name: of one page (``single``) or of many.

    It goes by the file's first bytes; `recognise_many` looks under a compression, too.
    """
    for label, module in _modules():
        if module.SINGLE is single and module.matches(head[:HEAD], name):
            return label, module
    return None


def recognise_many(stream: BinaryIO, name: str) -> Container | None:
    """The container of many pages that a seekable stream holds; compressed or not.

    The stream is left where it was. Raises `MissingExtra` where it is compressed in a way that
    cannot be read.
    """
    start = stream.tell()
    head = stream.read(HEAD)
    found = recognise(head, name, single=False)
    how = compression(head)
    if found or how is None:
        stream.seek(start)
        return found[1] if found else None
    stream.seek(start)
    try:
        inner = unpacked(stream, how).read(HEAD)
    except InputError:
        return None
    finally:
        stream.seek(start)
    found = recognise(inner, name, single=False)
    return _Compressed(how, found[1]) if found else None


@dataclass(frozen=True, slots=True)
class _Compressed:
    """A container of many pages that is compressed as a whole."""

    how: str
    inner: Container
    SINGLE = False

    def matches(self, head: bytes, name: str) -> bool:
        return compression(head) == self.how

    def members(self, stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
        page = replace(page, container=packed_in(page, self.how))
        yield from self.inner.members(unpacked(stream, self.how), page, bounds)


def packed_in(page: Page, label: str) -> str:
    """The ``container`` of a page that was in a container: outermost first."""
    return f"{page.container}/{label}" if page.container else label


def expand(container: Container, stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
    """The members of a container, and a `Reject` in place of those that cannot be read."""
    if bounds.depth >= _DEEPEST:
        yield Reject(page.path, "extract", "archives are nested too deep")
        return
    try:
        yield from container.members(stream, page, bounds)
    except NewscleanError as error:
        yield Reject(page.path, "extract", str(error))


def opened(stream: BinaryIO, page: Page, bounds: Bounds, meter: Metered) -> Iterator[Member]:
    """A member of a container, in full: a page, or the members of the container that it is.

    Raises `InputError` where it is too large, and what reading the stream raises.
    """
    source = meter.reading(stream)
    data = source.read(bounds.page_size + 1)
    container = recognise_many(io.BytesIO(data), page.path)
    if container is None:
        if len(data) > bounds.page_size:
            raise InputError(too_large(bounds.page_size))
        yield replace(page, data=data)
        return
    with spooled(source, data) as whole:
        yield from expand(container, whole, page, bounds.deeper(meter))


@contextmanager
def spooled(stream: BinaryIO, data: bytes = b"") -> Iterator[BinaryIO]:
    """A stream's bytes as a seekable stream, from the beginning; ``data`` was read from it already.

    What is large lies in a temporary file. Raises `InputError` where it is too large for that.
    """
    more = stream.read(shutil.COPY_BUFSIZE)  # type: ignore[attr-defined]
    if not more:
        yield io.BytesIO(data)
        return
    with tempfile.TemporaryFile() as file:
        file.write(data)
        while more:
            file.write(more)
            if file.tell() > LARGEST_INNER:
                raise InputError(f"an archive larger than {LARGEST_INNER:,} bytes")
            more = stream.read(shutil.COPY_BUFSIZE)  # type: ignore[attr-defined]
        file.seek(0)
        yield cast(BinaryIO, file)


def decompressed(stream: BinaryIO, page: Page, bounds: Bounds, how: str) -> Page:
    """The page in a compressed file; raises `InputError` where it is broken or too large."""
    data = read_bounded(unpacked(stream, how), bounds.page_size)
    return replace(page, data=data, container=packed_in(page, how))


class Metered:
    """Bytes that come out of a container, counted; `InputError` where they are too many."""

    def __init__(self, room: int) -> None:
        self.room = room

    def spend(self, size: int) -> None:
        """Count some bytes."""
        self.room -= size
        if self.room < 0:
            raise InputError("the archive grows too much: it is a decompression bomb")

    def reading(self, stream: IO[bytes]) -> BinaryIO:
        """A stream that counts what is read from it."""
        return cast(BinaryIO, _MeteredStream(self, stream))


class _MeteredStream:
    def __init__(self, meter: Metered, stream: IO[bytes]) -> None:
        self._meter, self._stream, self._at = meter, stream, 0

    def tell(self) -> int:
        return self._at

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size if size >= 0 else self._meter.room + 1)
        self._meter.spend(len(data))
        self._at += len(data)
        return data


def read_bounded(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream; raises `InputError` when there are more than ``limit``."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(too_large(limit))
    return data


def too_large(limit: int) -> str:
    """What is said of a page of more than ``limit`` bytes."""
    return f"larger than the limit of {limit:,} bytes for one page"
