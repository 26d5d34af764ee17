"""A mail, such as a newsletter: a message file (.eml), one of a Maildir or of an mbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parseaddr
from typing import BinaryIO

from ...system.errors import InputError
from ..mime import Part, decoded, field_names, page_part, part_of, value
from ..page import Letter, Page
from . import Bounds, packed_in, too_large
from .http import date

SINGLE = True
#: Fields that nothing but a mail has.
OF_MAIL = frozenset(
    {"to", "cc", "received", "message-id", "delivered-to", "return-path", "list-id", "reply-to"}
)
_COMMON = OF_MAIL | {"from", "date", "subject", "mime-version", "content-type", "sender"}
_WHAT = "a mail"
#: How Apple's program begins a mail: with its length.
_LENGTH = re.compile(rb"\d{1,9}[ ]{0,9}\r?\n")


def matches(head: bytes, name: str) -> bool:
    """By its header: three fields that mails have, one where the file is called a mail."""
    if name.lower().endswith(".emlx"):
        head = _LENGTH.sub(b"", head, count=1)
    fields = field_names(head)
    if {"content-location", "snapshot-content-location"} & fields:
        return False  # a page saved as MHTML
    known = fields & _COMMON
    if head.startswith(b"From ") or name.lower().endswith((".eml", ".emlx")):
        return bool(known)
    if {"mime-version", "content-type"} <= known and b"multipart/related" in head.lower():
        return bool(fields & OF_MAIL)
    return len(known) >= 3 or {"mime-version", "content-type"} <= known


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The text of the mail, as HTML where it has that, with what its header says."""
    raw = stream.read()
    if page.path.lower().endswith(".emlx") and (length := _LENGTH.match(raw)):
        raw = raw[length.end() : length.end() + int(length.group())]
    message = part_of(raw)
    root = page_part(message)
    if root is None:
        raise InputError(f"{_WHAT} without a text in it, or cut off")
    data = _flowing(root, decoded(root, _WHAT))
    if len(data) > bounds.page_size:
        raise InputError(too_large(bounds.page_size))
    yield replace(
        page,
        data=data,
        container=packed_in(page, "mail"),
        charset=root.header.get_content_charset() or page.charset,
        saved=date(message.header.get("Date")) or page.saved,
        letter=_letter(message),
    )


def _letter(message: Part) -> Letter:
    header = message.header
    sender, address = parseaddr(value(header, "From"))
    return Letter(
        subject=value(header, "Subject") or None,
        sender=sender.strip("\"' ") or None,
        address=address or None,
        date=value(header, "Date") or None,
        to_list=value(header, "List-Id").partition("<")[0].strip("\"' ") or None,
        to_many=any(header.get(name) for name in ("List-Id", "List-Unsubscribe", "List-Post")),
    )


def _flowing(part: Part, data: bytes) -> bytes:
    """Text whose lines go on where they end in a space (RFC 3676), with those lines joined."""
    if str(part.header.get_param("format") or "").lower() != "flowed":
        return data
    end = b"" if str(part.header.get_param("delsp") or "").lower() == "yes" else b" "
    *lines, last = data.replace(b"\r\n", b"\n").split(b"\n")
    joined = (line[:-1] + end if _goes_on(line) else line + b"\n" for line in lines)
    return b"".join(joined) + last


def _goes_on(line: bytes) -> bool:
    return line.endswith(b" ") and line != b"-- " and bool(line.strip())
