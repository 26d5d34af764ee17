"""One spelling of every character: ``cafe\\u0301\\u00a0cr\\u00adème`` becomes ``café crème``.

- NFC; not NFKC, which would write ½ as 1⁄2 and m² as m2.
- Every kind of blank becomes a space, every kind of line end a line feed.
- Control, soft-hyphen, zero-width and bidi characters go. A zero-width (non-)joiner stays between
  characters that it shapes: Persian, the scripts of India, emoji.
- Mojibake (``cafÃ©``) is mended by ftfy, by its detection of encodings alone.
- Quotation marks stay as they are, or become straight where asked.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ._texts import change_texts

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 10

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]+"
)
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_JOINERS = re.compile("[\u200c\u200d]+")
_LONE = re.compile("[\ud800-\udfff]")

_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
_SPACED_QUOTES = re.compile(r"(?<=«) | (?=»)")

_LONGEST = 200_000
"""Characters. In a longer text no mojibake is looked for; no paragraph is that long."""
_PIECE = 20_000
"""Characters. Mojibake is looked for line by line, and no longer line is given to ftfy whole."""


def apply(article: Article, options: Normalize) -> None:
    """Clean every text of the record."""
    straight = options.quotes == "straight"

    def change(text: str, *, lines: bool) -> str:
        # A line break that will be a blank is one now: mojibake may have a blank in it.
        text = clean(text if lines else _BREAKS.sub(" ", text))
        return straighten(text) if straight else text

    change_texts(article, change)


def clean(text: str) -> str:
    """A text with one spelling of every character.

    >>> clean("cafÃ©\\u00a0na\\u00adive\\u200b")
    'café naive'
    """
    if text.isascii() and text.isprintable():
        return text
    while (cleaned := _clean_once(text)) != text and _SUSPECT.search(cleaned):
        text = cleaned  # what went may have hidden more mojibake
    return cleaned


def _clean_once(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return _INVISIBLE.sub("", text)
    text = _LINE_ENDS.sub("\n", _mend(_LONE.sub("\ufffd", text)))
    text = unicodedata.normalize("NFC", _BLANKS.sub(" ", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", _JOINERS.sub(_joiner, text))


def straighten(text: str) -> str:
    """A text with straight quotation marks and apostrophes.

    >>> straighten("“It’s « fine »”")
    '"It\\'s "fine""'
    """
    return _SPACED_QUOTES.sub("", text).translate(_STRAIGHT)


def _joiner(match: re.Match[str]) -> str:
    """The joiner where both neighbours are of a script (or emoji) that it shapes, else nothing."""
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or end == len(text):
        return ""
    around = (text[start - 1], text[end])
    return match[0][0] if all(c >= "\u0590" and not c.isspace() for c in around) else ""


def _decoded(first: int, last: int) -> str:
    """The characters that bytes are in the charsets that most mojibake is made with."""
    data = bytes(range(first, last + 1))
    charsets = ("latin-1", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "cp437")
    found = {c for charset in charsets for c in data.decode(charset, "ignore") if not c.isascii()}
    return re.escape("".join(sorted(found)))


_SUSPECT = re.compile(
    f"[{_decoded(0xC2, 0xF4)}][{_decoded(0x80, 0xBF)}]|[\u00c2\u00c3] |[\x80-\x9f\ufffd]"
)
"""A UTF-8 lead byte before a continuation byte, both read as another charset. It passes over sound
text many times as fast as ftfy's own test, which then judges what it finds."""


def may_be_mojibake(text: str) -> bool:
    """Whether ftfy should have a look.

    >>> may_be_mojibake("cafÃ©"), may_be_mojibake("café – schön")
    (True, False)
    """
    return not text.isascii() and _SUSPECT.search(text) is not None


def _mend(text: str) -> str:
    """The text without mojibake. What has none comes back as it is."""
    if len(text) > _LONGEST or not may_be_mojibake(text):
        return text
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    lines = (
        line[i : i + _PIECE]
        for line in text.splitlines(keepends=True)
        for i in range(0, len(line), _PIECE)
    )
    return "".join(_mend_piece(piece) for piece in lines)


def _mend_piece(text: str) -> str:
    import ftfy
    from ftfy.badness import is_bad

    config = ftfy.TextFixerConfig(unescape_html=False, restore_byte_a0=True, explain=False)
    # What was mangled several times over becomes shorter with every turn, until it is whole.
    while is_bad(text):
        better = ftfy.fix_encoding(text, config)
        if better == text or len(better) > len(text):
            break
        text = better
    return text
