"""What is known of scripts: words, letters with their marks, digits, small letters, stops."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SENTENCE_ENDS = ".!?…。！？؟।"
"""Signs that end a sentence, each by itself."""
CLOSERS = "\"'”’»«“)]）」』"
"""Signs that may stand behind the end of a sentence."""
_ENDS = tuple(SENTENCE_ENDS)
_UNSPACED_ENDS = "。！？।؟"
SENTENCE_END = re.compile(
    rf"[{SENTENCE_ENDS}](?:(?<=[{_UNSPACED_ENDS}])|(?=[\"'”’»)\]]{{0,2}}(?:\s|\Z)))"
)
"""A pattern of the sign at a sentence's end: behind it stands a blank, except in scripts that need
none. The fitted models count these signs and must be fitted anew where what it finds changes. It
begins with one set of signs: Python looks for such a pattern in less than half the time."""
#: Scripts written without spaces: Han, kana, Thai, Lao, Khmer, Burmese. Hangul parts its words.
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09d7\u09e2\u09e3\u0a01-\u0a03\u0a3c-\u0a51\u0a70-\u0a75\u0a81-\u0a83"
    "\u0abc-\u0acd\u0ae2\u0ae3\u0b01-\u0b03\u0b3c-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bd7\u0c00-\u0c04"
    "\u0c3c-\u0c56\u0c62\u0c63\u0c81-\u0c83\u0cbc-\u0cd6\u0ce2\u0ce3\u0d00-\u0d03\u0d3b-\u0d4d\u0d57"
    "\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf\u0df2\u0df3\u200c\u200d"
)
"""For the brackets of a regular expression: signs over, under and between letters, which Python
does not count as letters. Accents that stand alone, the points of Hebrew and Arabic, the vowels of
India's scripts, joiners."""
_DENSE_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e"
    "\u17b4-\u17d3\u3099\u309a"
)
_LETTERS = rf"(?:[^\W{_DENSE}][{MARKS}]*)+"
_WORD = re.compile(rf"[{_DENSE}][{_DENSE_MARKS}]*|{_LETTERS}(?:['’.\-]{_LETTERS})*")
#: Where a text has none of these, this does as well, in a fraction of the time.
_SPECIAL = re.compile(f"[{_DENSE}{MARKS}]")
_PLAIN_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does.

    >>> ends_sentence("“We won.”"), ends_sentence("Rain in the north")
    (True, False)
    """
    return text.rstrip(CLOSERS).endswith(_ENDS)


def count_words(text: str) -> int:
    """How many words a text has.

    In a script without spaces every character counts as one, as word processors do it; the signs
    over and under it do not.

    >>> count_words("Rain fell on St. Mary's"), count_words("東京で雨"), count_words("हिन्दी में")
    (5, 4, 2)
    """
    return len((_WORD if _SPECIAL.search(text) else _PLAIN_WORD).findall(text))


_LETTERED = rf"(?:[^\W\d_][{MARKS}]*)+"
_FOLDED = re.compile(rf"\d[\d.,]*|{_LETTERED}(?:['’-]{_LETTERED})*")
_SHORT = 300
"""Characters; shorter texts are asked for many times over."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, every number as ``#``: what phrases are compared with.

    >>> words_of("« Read 1,204 Comments!")
    ('read', '#', 'comments')
    """
    return _kept(text) if len(text) <= _SHORT else _words_of(text)


def _words_of(text: str) -> tuple[str, ...]:
    words = _FOLDED.findall(text)
    if text.isascii():
        return tuple("#" if word[0] in _ASCII_DIGITS else word.lower() for word in words)
    return tuple("#" if word[0].isdigit() else small(word) for word in words)


_ASCII_DIGITS = frozenset("0123456789")
_kept = lru_cache(maxsize=8192)(_words_of)


def small(word: str) -> str:
    """In small letters; the Turkish letters i with and without a dot are one."""
    text = word.casefold().replace("’", "'")
    return text.replace("i\u0307", "i").replace("ı", "i")


LETTER = (
    r"(?:[^\W\d_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670"
    r"\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e\u1000-\u109f])"
)
"""A pattern of a letter, or a mark that belongs to one: Python's ``\\w`` leaves the marks of many
scripts out."""
_POINTS = range(10, 36)
"""Combining classes of Hebrew and Arabic vowel points."""
_DASHES = str.maketrans("−‐‑–—⁄∕’‘ʼ", "-----//'''")


def plain_dashes(text: str) -> str:
    """The text with ASCII's dashes, slashes and apostrophes."""
    return text.translate(_DASHES)


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
    return plain_dashes(unicodedata.normalize("NFC", "".join(plain)))


_DIGITS = str.maketrans(
    {
        chr(zero + digit): str(digit)
        for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
        for digit in range(10)
    }
)


def plain_digits(text: str) -> str:
    """The text, as long as it was, with the digits of Arabic, Persian, Hindi, Bengali and Thai, and
    wide ones, as ASCII has them.

    >>> plain_digits("١٢ / १२ / １２")
    '12 / 12 / 12'
    """
    return text if text.isascii() else text.translate(_DIGITS)
