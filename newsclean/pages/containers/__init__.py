"""What pages come packed in: one module per container, named like it.

Each module has

- ``SINGLE``: whether it holds one page (`newsclean.pages.load` unpacks it, in the worker) or many
  (`newsclean.pages.find` expands it);
- ``matches(head, name)``: whether a file is such a container, by its first `HEAD` bytes;
- ``members(stream, page, bounds)``: the pages in it, each with its bytes; what is no page
  (`Passed`); members that cannot be read (`Reject`). Raises `InputError` where the rest of the
  container cannot be read, and `MissingExtra`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import IO, BinaryIO, Protocol, cast

from ...errors import InputError, NewscleanError
from ...stage import Reject
from ..page import MAX_PAGE_SIZE, Page, Passed

#: Bytes that `matches` may look at.
HEAD = 4096
#: Containers inside containers: a saved page in a gzip file in a zip file is three.
_DEEPEST = 3
#: A container that grows more than this when it is unpacked was made to.
_RATIO = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a container is read."""

    page_size: int = MAX_PAGE_SIZE
    """Bytes of one page, decompressed."""
    members: int = 100_000
    """Members of one container."""
    room: int = 10_000_000_000
    """Bytes of all members of one container, decompressed; see `fit`."""
    depth: int = 0
    """How many containers this one is in."""

    def fit(self, size: int) -> Bounds:
        """The bounds for a container of ``size`` bytes: pages shrink to a twentieth at best."""
        return replace(self, room=size * _RATIO + self.page_size)

    def deeper(self, room: int) -> Bounds:
        """The bounds for a container in this one, which has ``room`` left."""
        return replace(self, room=room, depth=self.depth + 1)


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
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


@cache
def _modules() -> tuple[tuple[str, Container], ...]:
    return tuple((name, cast(Container, import_module(f".{name}", __name__))) for name in names())


def recognise(head: bytes, name: str, *, single: bool) -> tuple[str, Container] | None:
    """The container that a file is, with its name: of one page (``single``) or of many."""
    for label, module in _modules():
        if module.SINGLE is single and module.matches(head[:HEAD], name):
            return label, module
    return None


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
