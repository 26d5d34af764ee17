"""Text as a string of codes: one character for each word that tells something of the story.

Two texts are compared word by word, but only their codes are kept: two bytes a word. The code says
which word it is (up to a rare collision) and which of three classes it is of: a number, a name
(written with a capital), or a plain word. Short plain words tell nothing and are left out. A
script without spaces between words is cut into pieces of a few characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

#: Codes of a class lie between these two; none is a surrogate, so that any string is valid.
PLAIN = (0x0100, 0x7FFF)
NAME = (0x8000, 0xD7FF)
NUMBER = (0xE000, 0xFFFD)

#: As many codes of a text are kept: about 1,100 words, more than most stories have.
MAX_CODES = 700
#: No more characters are looked at: enough for as many codes in any script.
MAX_CHARS = 24_000
#: A chunk longer than this is not remembered: it will hardly come again.
_MAX_REMEMBERED = 32
_MAX_TABLE = 200_000
_SHORT = 3

#: Signs above, below and beside letters, which \w lacks, belong to the word.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u0df3\u0e00-\u0e4e\u0e80-\u0ece"
    "\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
)
_WORD = re.compile(rf"[\w{_SIGNS}]+")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
#: Scripts that put no space between words, by how many characters make up a word, about: kana and
#: Han, and then Thai, Lao, Burmese and Khmer.
_SPACELESS = re.compile(
    "([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    "|[\u0e00-\u0e4e\u0e80-\u0ece\u1000-\u103f\u1050-\u109f\u1780-\u17d3]+"
)
_SHORT_WORDS, _LONG_WORDS = 2, 4
#: Numbers, and words of other scripts, beside such a script.
_PARTS = re.compile(r"\d+|[^\W\d]+")


class _Table(dict[str, str]):
    """Codes by chunk (what stands between two spaces), worked out once a chunk."""

    def __missing__(self, chunk: str) -> str:
        codes = _encode_chunk(chunk)
        if len(chunk) <= _MAX_REMEMBERED:
            if len(self) >= _MAX_TABLE:
                self.clear()
            self[chunk] = codes
        return codes


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table()


def encode(texts: Iterable[str], limit: int = MAX_CODES) -> tuple[str, int]:
    """The codes of some texts in order, at most ``limit`` of them, and how many words there are.

    Of a text that is longer than `MAX_CHARS` the number is a guess.
    """
    text = "\n".join(texts)
    chunks = text[:MAX_CHARS].split()
    codes = "".join(map(_table().__getitem__, chunks))[:limit]
    return codes, len(chunks) if len(text) <= MAX_CHARS else len(chunks) * len(text) // MAX_CHARS


def _encode_chunk(chunk: str) -> str:
    if chunk.isascii():  # most are, and need no more care
        return "".join(map(_encode_word, _WORD.findall(chunk)))
    chunk = unicodedata.normalize("NFKC", chunk.translate(_INVISIBLE))
    return "".join(
        _encode_spaceless(word) if _SPACELESS.search(word) else _encode_word(word)
        for word in _WORD.findall(chunk)
    )


def _encode_word(word: str) -> str:
    first = word[0]
    if not word.isalpha() and any(map(str.isdigit, word)):
        return _code(word, NUMBER)
    if first.isupper():
        return _code(word, NAME) if len(word) > 1 else ""
    if len(word) > _SHORT or not first.islower():
        return _code(word, PLAIN)
    return ""


def _encode_spaceless(word: str) -> str:
    """Numbers and words of other scripts as such; the rest in overlapping pieces.

    Of these about as many are picked as there are words, by what they are, not where they stand.
    """
    codes, at = [], 0
    for run in _SPACELESS.finditer(word):
        codes.append(_encode_foreign(word[at : run.start()]))
        at = run.end()
        size = _SHORT_WORDS if run[1] else _LONG_WORDS
        pieces = map("".join, zip(*(run[0][i:] for i in range(size)), strict=False))
        codes.extend(map(_pieces().__getitem__, pieces))
    return "".join([*codes, _encode_foreign(word[at:])])


def _encode_foreign(text: str) -> str:
    """What stands between runs of a script without spaces."""
    return "".join(_encode_word(part) for part in _PARTS.findall(text))


class _Pieces(dict[str, str]):
    """Codes by piece of a word in a script without spaces, empty for those not picked."""

    def __missing__(self, piece: str) -> str:
        picked = crc32(piece.encode("utf-8", "replace")) % len(piece) == 0
        code = _code(piece, PLAIN) if picked else ""
        if len(self) >= _MAX_TABLE:
            self.clear()
        self[piece] = code
        return code


@lru_cache(maxsize=1)
def _pieces() -> _Pieces:
    return _Pieces()


def _code(word: str, span: tuple[int, int]) -> str:
    """A character for a word, without regard to case and accents."""
    folded = word.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    low, high = span
    return chr(low + crc32(folded.encode("utf-8", "replace")) % (high - low + 1))
