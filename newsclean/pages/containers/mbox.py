"""An mbox: mails one after the other, each below a line that begins with "From "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ...stage import Reject
from ..page import Page
from . import Bounds, Member, Metered, packed_in, too_large

SINGLE = False
_CHUNK = 1_000_000
#: The line above a mail, and the beginning of the mail's header: prose has no such pair.
_BEGINNING = rb"From [^\r\n]{1,500}\r?\n(?:>From |[A-Za-z][A-Za-z0-9-]{0,60}:)"
_FIRST = re.compile(rb"[\r\n]{0,4}" + _BEGINNING)
_NEXT = re.compile(rb"(?<=\n)\r?\n(?=" + _BEGINNING + rb")")
#: A line of text that was marked because it looks like the line above a mail.
_MARKED = re.compile(rb"^>(>*From )", re.M)
#: Bytes that may belong to a beginning of which the rest has not been read.
_OVERLAP = 700


def matches(head: bytes, name: str) -> bool:
    """By the line above the first mail."""
    return _FIRST.match(head) is not None


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Member]:
    """Every mail as a page, numbered from 1."""
    meter = bounds.metered()
    for number, mail in enumerate(_mails(stream, bounds.page_size, meter), 1):
        path = f"{page.path}/{number}"
        if mail is None:
            yield Reject(path, "extract", too_large(bounds.page_size))
            continue
        yield replace(
            page,
            path=path,
            data=_MARKED.sub(rb"\1", mail),
            container=packed_in(page, "mbox"),
            explicit=False,
            name="",  # its number is not its own
        )


def _mails(stream: BinaryIO, largest: int, meter: Metered) -> Iterator[bytes | None]:
    """The mails; None for one that is too large."""
    rest, dropped = b"", False
    while True:
        chunk = stream.read(_CHUNK)
        meter.spend(len(chunk))
        searched = max(0, len(rest) - _OVERLAP)
        rest += chunk
        at = 0
        while following := _NEXT.search(rest, max(at, searched)):
            yield None if dropped else rest[at : following.start()]
            at, dropped = following.end(), False
        rest = rest[at:]
        if not chunk:
            break
        if len(rest) > largest + _OVERLAP:
            rest, dropped = rest[-_OVERLAP:], True
    if rest.strip() or dropped:
        yield None if dropped else rest
