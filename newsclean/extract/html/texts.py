"""Small measures of texts and names that several parts of the extractor use."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"\w+")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def size(text: str) -> int:
    """Length of a text; a letter of a script without spaces counts for two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


@lru_cache(maxsize=4096)
def name_parts(names: str) -> tuple[str, ...]:
    """The words in class names and ids: parted at case and signs, lower case, no digits.

    >>> name_parts("ArticleBody__text-3 c-42")
    ('article', 'body', 'text')
    """
    parts = (part.lower() for part in _NAME_PART.findall(names[:300]))
    return tuple(dict.fromkeys(part for part in parts if 2 < len(part) < 20))


def short_words(text: str) -> list[str]:
    """The words of a text that can mark it as furniture: the first eight."""
    return [w.lower() for w in WORD.findall(text[:60])][:8]


def plain(text: str) -> str:
    """Letters and digits only, for comparing."""
    return "".join(WORD.findall(text.lower()))
