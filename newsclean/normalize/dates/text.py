"""Date strings made comparable before anyone looks for a date in them."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300
"""Characters; a longer string is no date. It bounds the work of all that follows."""

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_MINUS = str.maketrans("−‐‑–—⁄∕’‘ʼ", "-----//'''")

#: A letter, or a mark that belongs to one: Python's ``\w`` leaves the marks of many scripts out.
LETTER = (
    r"(?:[^\W\d_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670"
    r"\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e\u1000-\u109f])"
)
_POINTS = range(10, 36)
"""Combining classes of Hebrew and Arabic vowel points."""


def prepare(raw: str) -> str | None:
    """The string in one spelling of digits, blanks and dashes; None where it is no date by length.

    >>> prepare("  ١١ Jul\\u00a02023 "), prepare("x" * 1000)
    ('11 Jul 2023', None)
    """
    if len(raw) > 10 * LONGEST:
        return None
    text = " ".join(_DROPPED.sub("", unicodedata.normalize("NFKC", raw)).split())
    if len(text) > LONGEST:
        return None
    if not text.isascii():
        text = "".join(
            str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text
        ).translate(_MINUS)
    return text


def fold(text: str) -> str:
    """A text without case and accents, to compare words by; marks that are vowels stay.

    >>> fold("FÉVRIER"), fold("Kasım"), fold("जुलाई") == "जुलाई"
    ('fevrier', 'kasim', True)
    """
    text = text.casefold().replace("ı", "i")
    if text.isascii():
        return text
    plain = (
        c
        for c in unicodedata.normalize("NFKD", text)
        if not ((rank := unicodedata.combining(c)) >= 200 or rank in _POINTS)
    )
    return unicodedata.normalize("NFC", "".join(plain)).translate(_MINUS)
