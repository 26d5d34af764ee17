"""Messages of mail, and what looks like them: a header, and a body that may be parts."""

from __future__ import annotations

import binascii
import re
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser
from typing import NamedTuple

from ..system.errors import InputError
from .labels import encoding

_LONGEST_HEADER = 65_536
_LONGEST_VALUE = 2000
_MOST_PARTS = 10_000
#: multipart/alternative in multipart/related in multipart/mixed, in a signed mail that is sent on.
_DEEPEST = 8
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}(?=[ \t]{0,9}:)")
_BLANK = re.compile(rb"\r?\n\r?\n")
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
#: The line that stands above a mail in an mbox.
_ENVELOPE = re.compile(rb"From [^\r\n]{0,500}\r?\n")
_BEFORE = b"\xef\xbb\xbf\r\n"


class Part(NamedTuple):
    """A message, or a part of one."""

    header: Message
    body: bytes


def field_names(head: bytes) -> set[str]:
    """The names, in small letters, of the header fields that a file begins with; none of a text.

    >>> sorted(field_names(b"From: a\\nDate: b\\n c\\n\\nText: d")), field_names(b"Rain: it fell.")
    (['date', 'from'], {'rain'})
    """
    head = head.lstrip(_BEFORE)
    envelope = _ENVELOPE.match(head)
    head = _BLANK.split(head[envelope.end() if envelope else 0 :], maxsplit=1)[0]
    found: set[str] = set()
    for number, line in enumerate(head.split(b"\n")):
        field = _FIELD.match(line)
        if field is not None:
            found.add(field.group().decode().lower())
        elif number == 0 or not line.startswith((b" ", b"\t")):
            break
    return found


def part_of(raw: bytes) -> Part:
    """A message as its header and its body."""
    raw = raw.lstrip(_BEFORE)
    envelope = _ENVELOPE.match(raw)
    return _part(raw[envelope.end() :] if envelope else raw)


def _part(raw: bytes) -> Part:
    if raw.startswith((b"\n", b"\r\n")):
        return Part(Message(), raw.lstrip(b"\r\n"))
    blank = _BLANK.search(raw, 0, _LONGEST_HEADER)
    end = blank.end() if blank else min(len(raw), _LONGEST_HEADER)
    try:
        header = raw[:end].decode("utf-8")
    except UnicodeDecodeError:
        header = raw[:end].decode("windows-1252", "replace")
    return Part(HeaderParser().parsestr(header), raw[end:])


def page_part(message: Part) -> Part | None:
    """The part that is the page: the one named as start, else the first HTML, else the text."""
    return _root(message, _DEEPEST)


def _root(part: Part, deepest: int) -> Part | None:
    kind = part.header.get_content_type()
    if kind == "message/rfc822" and deepest:
        return _root(part_of(part.body), deepest - 1)
    if part.header.get_content_maintype() != "multipart":
        return part if kind in _PAGES else None
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
    # What is attached counts only where there is nothing else.
    parts.sort(key=lambda each: each.header.get_content_disposition() == "attachment")
    roots = (root for each in parts if (root := _root(each, deepest - 1)))
    first = next(roots, None)
    if first is None or first.header.get_content_type() != "text/plain":
        return first
    html = (root for root in roots if root.header.get_content_type() != "text/plain")
    attached = first.header.get_content_disposition() == "attachment"
    better = next(html, None)
    if better is None or (better.header.get_content_disposition() == "attachment" and not attached):
        return first
    return better


def decoded(part: Part, what: str) -> bytes:
    """The bytes of a part, out of their transfer encoding.

    Raises `InputError` where that is broken; ``what`` is the file, in words.
    """
    how = str(part.header.get("Content-Transfer-Encoding", "")).strip().lower()
    if how == "quoted-printable":
        return binascii.a2b_qp(part.body)
    if how == "base64":
        try:
            # Whatever is not of the alphabet is skipped; the last group may be cut off.
            return binascii.a2b_base64(part.body + b"===")
        except binascii.Error:
            raise InputError(f"{what} with broken base64") from None
    return part.body


def value(header: Message, name: str) -> str:
    """The value of a field on one line, its encoded words (RFC 2047) decoded; empty where none.

    >>> message = part_of(b"Subject: =?utf-8?q?Caf=C3=A9?= =?utf-8?q?s?= open\\n\\n")
    >>> value(message.header, "subject")
    'Cafés open'
    """
    raw = " ".join(str(header.get(name) or "")[:_LONGEST_VALUE].split())
    if "=?" not in raw:
        return raw
    pieces: list[str] = []
    try:
        for data, charset in decode_header(raw):
            if isinstance(data, str):
                pieces.append(data)
            else:
                known = encoding(charset) if charset else None
                pieces.append(known.replaced(data) if known else data.decode("utf-8", "replace"))
    except (ValueError, LookupError, binascii.Error):  # HeaderParseError is a ValueError
        return raw
    return " ".join("".join(pieces).replace("\0", " ").split())


def address(url: object) -> str | None:
    """A part's address; not the ``cid:`` of one."""
    text = str(url or "").strip()
    return text if text.lower().startswith(("http://", "https://")) else None
