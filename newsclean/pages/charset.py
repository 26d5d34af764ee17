"""Bytes of a page become text: which encoding it is in, whatever it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .labels import Encoding, encoding

#: How far into a page a declaration is looked for. Browsers stop at 1024 bytes; pages do not.
_PRESCAN = 16_384
_META = re.compile(
    rb"<meta\b[^<>]{0,400}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:+-]{1,40})", re.I
)
_XML = re.compile(rb"\s{0,99}<\?xml\b[^<>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:+-]{1,40})")
_LANG = re.compile(rb"<html\b[^<>]{0,800}?\blang\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z]{2,3})", re.I)
_REPLACEMENT = "\ufffd"
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONTROL = bytes(byte for byte in range(1, 32) if byte not in b"\t\n\f\r\x1b")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: With this many continuation bytes, all of them valid, chance is ruled out.
_CERTAIN = 8
#: In Latin script fewer letters than this are outside of ASCII (Vietnamese has 0.3).
_MOST_ACCENTS = 0.4
_LATIN = frozenset(f"windows-{n}" for n in (1250, 1252, 1254, 1257, 1258)) | frozenset(
    f"iso-8859-{n}" for n in (2, 3, 4, 10, 13, 14, 15, 16)
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page."""

    text: str
    """Never holds a lone surrogate or NUL; line ends are as they were."""
    encoding: str
    """WHATWG name of the encoding that the bytes were read in."""
    replaced: int
    """Characters that are U+FFFD now because their bytes meant nothing."""


def decode(data: bytes, *, charset: str | None = None, html: bool | None = None) -> Decoded:
    """The text of a page, whatever its encoding. Never raises.

    In this order: a byte order mark; UTF-16 by its pattern of NULs; ``charset`` (what the
    transport named); the page's own declaration (unless ``html`` is False); UTF-8 if it is valid;
    what the bytes look like. A declaration is not believed where the bytes belie it.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark) and (codec[:6] != "utf-32" or len(data) % 4 == 0):
            rest = data[len(mark) :]
            if codec == "utf-8" or mark_lies(rest):  # pages are put together from pieces
                return _narrow(rest, "utf-8", html=False)
            return _result(rest, rest.decode(codec, "replace"), codec.replace("16-", "16"))
    if wide := wide_codec(data):
        return _result(data, data.decode(wide, "replace"), wide.replace("16-", "16"))
    return _narrow(data, charset, html)


def mark_lies(data: bytes) -> bool:
    """Whether what follows a mark of UTF-16 or 32 is none: it has no NUL, and is valid UTF-8."""
    sample = data[: 64 * 1024]
    return b"\0" not in sample and len(sample) > 3 and _utf8(sample[:-3]) is not None


def _result(data: bytes, text: str, name: str, *, valid: bool = False) -> Decoded:
    """The text with its NULs replaced, and all replacements that are not the page's counted."""
    nuls = text.count("\0") if b"\0" in data else 0
    if nuls:
        text = text.replace("\0", _REPLACEMENT)
    if valid:
        return Decoded(text, name, nuls)
    replaced = text.count(_REPLACEMENT)
    if replaced and name == "utf-8":
        replaced -= min(replaced, data.count(b"\xef\xbf\xbd"))
    return Decoded(text, name, replaced)


def wide_codec(data: bytes) -> str | None:
    """UTF-16 or 32 without a mark: of most pairs, or at least of every space, one byte is NUL."""
    sample = data[: 64 * 1024]
    if b"\0" not in sample:
        return None
    if len(data) % 4 == 0 and len(sample) >= 16:
        lanes = [sample[lane::4].count(0) * 4 for lane in range(4)]
        # No character is beyond U+10FFFF: one byte of four is always NUL, and most often three.
        for codec, order in (("utf-32-le", lanes), ("utf-32-be", lanes[::-1])):
            if order[3] == len(sample) // 4 * 4 and order[2] * 10 > len(sample) * 9 > order[0] * 10:
                return codec
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if least * 8 > most:
        return None
    codec = "utf-16-be" if even > odd else "utf-16-le"
    if most * 5 > len(sample):
        return codec  # at least 40 % of the characters are ASCII
    # Other scripts: only spaces and markup have a NUL, but many bytes are control characters.
    control = len(sample) - len(sample.translate(None, _CONTROL))
    valid = _utf8(data.replace(b"\0", b"")) is not None
    if control * (10 if valid else 100) < len(sample):
        return None
    return codec if _plausible(sample, codec) else None


def _plausible(data: bytes, codec: str) -> bool:
    """Whether UTF-16 text has hardly any character that no text has."""
    text = data[: len(data) // 2 * 2].decode(codec, "replace")
    odd = sum(not (c.isprintable() or c.isspace()) for c in text) + text.count(_REPLACEMENT)
    return odd * 50 <= len(text)


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether text is UTF-8 with few broken places: cut off, or put together from two sources."""
    data = _SURROGATE.sub(b"?", data)  # nothing but a faulty UTF-8 encoder makes these
    text = data.decode("utf-8", "replace")
    bad = text.count(_REPLACEMENT) - data.count(b"\xef\xbf\xbd")
    good = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return bad <= 0 or good >= 2 * bad


def _narrow(data: bytes, charset: str | None, html: bool | None) -> Decoded:
    """The text of bytes in an encoding that has ASCII in it."""
    if data.isascii():
        if b"\x1b$" in data or b"\x1b(" in data:
            text = Encoding("iso-2022-jp", ("iso2022_jp", "iso2022_jp_ext")).strict(data)
            if text is not None:
                return _result(data, text, "iso-2022-jp")
        return _result(data, data.decode("ascii"), "utf-8", valid=True)
    declared = _declared(data, charset, html)
    utf8 = _utf8(data)
    if utf8 is not None:
        return _valid_utf8(data, utf8, declared)
    for each in declared:
        if each.name == "utf-8":
            if _mostly_utf8(data):
                break
            continue
        text = each.strict(data) or each.replaced(data)
        if _too_broken(text):
            continue
        if each.name in _LATIN and not _looks_latin(text):
            continue
        return _result(data, text, each.name)
    if _mostly_utf8(data):
        return _result(data, data.decode("utf-8", "replace"), "utf-8")
    from .guess import guess

    language = _LANG.search(data[:_PRESCAN]) if html is not False else None
    guessed = guess(data, language.group(1).decode().lower() if language else None)
    return _result(data, guessed.replaced(data), guessed.name)


def _too_broken(text: str) -> bool:
    """Whether more than one in twenty of the characters outside of ASCII meant nothing."""
    bad = text.count(_REPLACEMENT)
    return bad > 0 and bad * 20 > sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))


def _declared(data: bytes, charset: str | None, html: bool | None) -> list[Encoding]:
    """What is said of the encoding: by the transport, then by the page."""
    labels: list[str | None] = [charset]
    if html is not False:
        head = _without_comments(data[:_PRESCAN])
        for found in (_XML.match(head), _META.search(head)):
            # A page that we can read this far is not in UTF-16, whatever it says; browsers agree.
            label = found.group(1).decode("ascii", "replace") if found else ""
            labels.append("utf-8" if label.lower().startswith("utf-16") else label)
    found_encodings = [encoding(label) for label in labels]
    return [e for e in found_encodings if e is not None and not e.name.startswith("utf-16")]


def _without_comments(head: bytes) -> bytes:
    """A commented-out declaration does not count."""
    start = head.find(b"<!--")
    if start < 0:
        return head
    pieces = head.split(b"<!--")
    return pieces[0] + b"".join(piece.partition(b"-->")[2] for piece in pieces[1:])


def _valid_utf8(data: bytes, text: str, declared: list[Encoding]) -> Decoded:
    """Bytes that are valid UTF-8 are UTF-8, but for a few of another encoding that chance made."""
    if declared and declared[0].multibyte and len(data) - len(text) < _CERTAIN:
        other = declared[0].strict(data)
        if other is not None:
            return _result(data, other, declared[0].name, valid=True)
    return _result(data, text, "utf-8", valid=True)


def _looks_latin(text: str) -> bool:
    text = re.sub(r"<[^<>]*>", " ", text[:200_000])
    letters = sum(c.isalpha() for c in text)
    foreign = sum(c.isalpha() for c in text if not c.isascii())
    return foreign <= _MOST_ACCENTS * max(letters, 5)
