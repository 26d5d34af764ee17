"""How much two short texts have in common."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")
#: Scripts written without spaces are compared by pairs of characters.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words(text: str) -> list[str]:
    """The words of a text in one case and form."""
    return _WORD.findall(unicodedata.normalize("NFKC", text[:1000]).casefold())


def key(text: str) -> str:
    """A text without case, punctuation and spacing, to tell whether two are the same."""
    return "".join(words(text))


def likeness(a: str, b: str) -> float:
    """Share of the shorter text's words that the longer one has, from 0 to 1.

    >>> likeness("Rain tomorrow", "Rain tomorrow | The Example")
    1.0
    """
    if not a or not b:
        return 0.0
    x, y = bag(a), bag(b)
    if not x or not y:
        return 0.0
    return len(x & y) / min(len(x), len(y))


def bag(text: str) -> set[str]:
    """The words of a text, or the pairs of characters of a script without spaces."""
    found = words(text)
    if _UNSPACED.search(text):
        joined = "".join(found)
        return {joined[i : i + 2] for i in range(max(1, len(joined) - 1))}
    return set(found)
