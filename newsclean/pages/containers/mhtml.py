"""MHTML: a page saved as a single file by a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ...system.errors import InputError
from ..mime import address, decoded, field_names, page_part, part_of
from ..page import Page
from . import Bounds, packed_in, too_large
from .http import date
from .mail import OF_MAIL

SINGLE = True
_WHAT = "an MHTML file"


def matches(head: bytes, name: str) -> bool:
    """By its header: an address, or parts that belong together in what was never sent."""
    fields = field_names(head)
    if "mime-version" not in fields or "content-type" not in fields:
        return False
    if fields & {"snapshot-content-location", "content-location"}:
        return True
    return b"multipart/related" in head.lower() and not fields & OF_MAIL


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The document that the file is about, without its images, styles and frames."""
    message = part_of(stream.read())
    root = page_part(message)
    if root is None:
        raise InputError(f"{_WHAT} without a page in it, or cut off")
    data = decoded(root, _WHAT)
    if len(data) > bounds.page_size:
        raise InputError(too_large(bounds.page_size))
    url = message.header.get("Snapshot-Content-Location") or root.header.get("Content-Location")
    yield replace(
        page,
        data=data,
        container=packed_in(page, "mhtml"),
        url=address(url) or page.url,
        charset=root.header.get_content_charset() or page.charset,
        saved=date(message.header.get("Date")) or page.saved,
    )
