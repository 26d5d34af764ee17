"""MHTML: a page saved as a single file by a browser; also a newsletter saved as a message."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser
from typing import BinaryIO, NamedTuple

from ...errors import InputError
from ..page import Page
from . import Bounds, packed_in, too_large
from .http import date

SINGLE = True
_LONGEST_HEADER = 16_384
_MOST_PARTS = 10_000
#: multipart/alternative inside multipart/related inside multipart/mixed.
_DEEPEST = 3
_FIELD = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)")
_BLANK = re.compile(rb"\r?\n\r?\n")


def matches(head: bytes, name: str) -> bool:
    """By the header of a message: a version of MIME, and a type with parts or of text."""
    head = head.lstrip(b"\xef\xbb\xbf\r\n")
    if not _FIELD.match(head):
        return False
    fields = _BLANK.split(head, maxsplit=1)[0].lower()
    return b"\nmime-version:" in b"\n" + fields and (
        b"content-type: multipart/" in fields or b"content-type: text/" in fields
    )


class _Part(NamedTuple):
    header: Message
    body: bytes


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The document that the file is about, without its images, styles and frames."""
    message = _part(stream.read().lstrip(b"\xef\xbb\xbf\r\n"))
    root = _root(message, _DEEPEST)
    if root is None:
        raise InputError("an MHTML file without a page in it, or cut off")
    data = _decoded(root)
    if len(data) > bounds.page_size:
        raise InputError(too_large(bounds.page_size))
    url = message.header.get("Snapshot-Content-Location") or root.header.get("Content-Location")
    yield replace(
        page,
        data=data,
        container=packed_in(page, "mhtml"),
        url=_address(url) or page.url,
        charset=root.header.get_content_charset() or page.charset,
        saved=date(message.header.get("Date")) or page.saved,
    )


def _part(raw: bytes) -> _Part:
    blank = _BLANK.search(raw, 0, _LONGEST_HEADER)
    if raw.startswith((b"\n", b"\r\n")):
        return _Part(Message(), raw.lstrip(b"\r\n"))
    end = blank.end() if blank else min(len(raw), _LONGEST_HEADER)
    return _Part(BytesHeaderParser().parsebytes(raw[:end]), raw[end:])


def _root(part: _Part, deepest: int) -> _Part | None:
    """The part that is the page: the one named as start, else the first HTML, else the text."""
    if part.header.get_content_maintype() != "multipart":
        return part if part.header.get_content_type() in _PAGES else None
    boundary = part.header.get_boundary()
    if not boundary or not deepest:
        return None
    marker = b"\n--" + boundary.encode("utf-8", "replace")
    # The first piece stands before all parts; a marker counts only where a line begins with it.
    pieces = (b"\n" + part.body).split(marker, _MOST_PARTS)[1:]
    if not any(piece.startswith(b"--") for piece in pieces):
        pieces = pieces[:-1]  # the last part is cut off
    parts = [
        _part(piece.partition(b"\n")[2].removesuffix(b"\r"))
        for piece in pieces
        if not piece.startswith(b"--")
    ]
    start = str(part.header.get_param("start") or "")
    for each in parts:
        if start and str(each.header.get("Content-ID", "")).strip() == start:
            parts = [each, *(other for other in parts if other is not each)]
            break
    roots = [root for each in parts if (root := _root(each, deepest - 1))]
    html = (root for root in roots if root.header.get_content_type() != "text/plain")
    return next(html, roots[0] if roots else None)


_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def _decoded(part: _Part) -> bytes:
    encoding = str(part.header.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(part.body)
    if encoding == "base64":
        try:
            # Whatever is not of the alphabet is skipped; the last group may be cut off.
            return binascii.a2b_base64(part.body + b"===")
        except binascii.Error:
            raise InputError("an MHTML file with broken base64") from None
    return part.body


def _address(url: object) -> str | None:
    """The page's address; not the ``cid:`` of a part."""
    text = str(url or "").strip()
    return text if text.lower().startswith(("http://", "https://")) else None
