"""Does a string look like the name of a newspaper, an agency, a site, an office?"""

from __future__ import annotations

import re
from functools import cache

from .lines import singles
from .script import words_of
from .tables import words

WORDS = ("outlets.press", "outlets.names")
"""The lists of words in the names of papers: those that say so by themselves, and all others."""


def outlet(text: str) -> int:
    """How much a string looks like the name of a newspaper or a site: 0 is not at all.

    >>> outlet("The Valley Courier") > outlet("Coastline") > outlet("Ana Cruz")
    True
    """
    words = words_of(text)
    if not words or len(words) > 7 or len(text) > 60:
        return 0
    if text.rstrip().endswith((".", "!", "?", ":", ",")) and "." in text[-1:]:
        return 0
    score = 0
    if any(word in singles(*WORDS) for word in words):
        score += 3
    if words[0] in singles("outlets.articles"):
        score += 2
    if not text.isascii() and text.endswith(tuple(dense_media())):
        score += 3
    if domain(text):
        score += 3
    if (len(words) == 1 and text[:1].isupper()) or text.isupper():
        score += 1
    return score


@cache
def dense_media() -> frozenset[str]:
    """The newspapers' words of scripts that write words without spaces between."""
    return frozenset(word for word in singles(*WORDS) if word[0] >= "\u3040")


_DOMAIN = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}", re.IGNORECASE)


def domain(text: str) -> bool:
    """The text is a host name.

    >>> domain("valleycourier.example"), domain("Mr. Holm")
    (True, False)
    """
    return len(text) <= 120 and " " not in text and bool(_DOMAIN.fullmatch(text))


def titled(text: str) -> bool:
    """Most words that can have a capital have one; or a newspaper's word is among them.

    >>> titled("Diario de la Costa"), titled("Valley courier"), titled("Rain falls on the north")
    (True, True, False)
    """
    words = text.split()
    lesser = (
        singles("people.particles", "people.suffixes")
        | singles("outlets.articles")
        | singles("bylines.and")
        | {"of", "for"}
    )
    counted = [word for word in words if word.casefold() not in lesser or not word[:1].islower()]
    capitals = sum(1 for word in counted if not word[:1].islower())
    if capitals * 2 > len(counted):
        return True
    return bool(capitals) and not words[0][:1].islower() and outlet(text) >= 3


def is_house(text: str) -> bool:
    """Whether a word of it is one that only names of agencies, papers and offices have.

    >>> is_house("Harbour Desk"), is_house("Ana Cruz")
    (True, False)
    """
    said = (word.strip(".:'’").casefold() for word in text.replace("/", " ").split())
    return any(word in words("outlets.press") or word in words("outlets.offices") for word in said)
