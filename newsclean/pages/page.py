"""A page: bytes from outside, before anyone has looked into them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

#: Bytes of one page, decompressed; reading stops there.
MAX_PAGE_SIZE = 20_000_000


#: The path of a page that a program hands over without one.
IN_MEMORY = "<memory>"


@dataclass(frozen=True, slots=True)
class Letter:
    """What the header of a mail says, decoded; strings as they stand."""

    subject: str | None = None
    sender: str | None = None
    """The name that it is from."""
    address: str | None = None
    """The address that it is from."""
    date: str | None = None
    to_list: str | None = None
    """The name of the list that it was sent to."""
    to_many: bool = False
    """It was sent to a list, of whatever name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a page lies, of a container that can be read from any of its pages on."""

    file: str
    offset: int
    """In bytes, to where its record begins."""
    size: int
    """Bytes of its record."""


@dataclass(frozen=True, slots=True)
class Page:
    """One downloaded page.

    A page of a plain file is a mere reference: ``data`` is None and the worker that opens the page
    reads the file (`newsclean.pages.load`); so is one of a container with a ``place``. A page of
    any other container, or one that a program hands over, brings its bytes with it:
    ``Page(data=..., url=...)``.
    """

    path: str = IN_MEMORY
    """The input as given by the user (a member of a container: ``file.zip/member.html``)."""
    data: bytes | None = None
    """The page's bytes, decompressed."""
    container: str | None = None
    """What it was packed in: gzip, zip, mhtml, warc ..."""
    url: str | None = None
    """The page's address where the container knows it."""
    charset: str | None = None
    """The charset that the transport named (an HTTP header in a container)."""
    saved: datetime | None = None
    """When the page was fetched or the file written; aware, UTC."""
    explicit: bool = True
    """Named by the user (so that it must be a page), not met in a folder."""
    name: str | None = None
    """What its container calls it, where that is no path (an address, say)."""

    place: Place | None = None
    """Where the worker is to read it, if not from the path."""
    letter: Letter | None = None
    """What the header of the mail says that it was."""

    @property
    def called(self) -> str:
        """Its own name, which stays when folders are moved or spelt otherwise.

        >>> Page("saved/2024/storm.html").called, Page("./old.zip/2024/storm.html").called
        ('storm.html', 'storm.html')
        """
        # What a mail program notes behind a colon changes when the mail is read.
        name = os.path.basename(self.path).partition(":2,")[0]  # noqa: PTH119
        return name if self.name is None else self.name


@dataclass(frozen=True, slots=True)
class Passed:
    """A file of a folder that is no page (a script, a style, an image) and is passed over."""

    path: str
    reason: str
