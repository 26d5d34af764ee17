"""A page: bytes from outside, before anyone has looked into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: Bytes of one page, decompressed; reading stops there.
MAX_PAGE_SIZE = 20_000_000


#: The path of a page that a program hands over without one.
IN_MEMORY = "<memory>"


@dataclass(frozen=True, slots=True)
class Page:
    """One downloaded page.

    A page of a plain file is a mere reference: ``data`` is None and the worker that opens the page
    reads the file (`newsclean.pages.load`). A page of a container, or one that a program hands
    over, brings its bytes with it: ``Page(data=..., url=...)``.
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


@dataclass(frozen=True, slots=True)
class Passed:
    """A file of a folder that is no page (a script, a style, an image) and is passed over."""

    path: str
    reason: str
