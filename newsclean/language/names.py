"""Whether a string is the name of a person or of an agency, in any language.

What stands where a name must stand, behind "By" or in a field for authors, needs only to look like
one: `looks_like_name`. A string that nothing announces must also show that it is none of anything
else: `is_person`. `bylines` takes the names out of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .lexicon import Lexicon, lexicon
from .lines import singles
from .script import small
from .tables import words as particles

EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A character of the scripts of Japan, China and Korea."""
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿԱ-֏]")


def looks_like_name(name: str, words: Lexicon) -> bool:
    """Whether a piece of a byline can be the name of a person or an agency.

    >>> from .lexicon import lexicon
    >>> looks_like_name("Ada Quillfeather", lexicon("en"))
    True
    >>> looks_like_name("Senior Political Correspondent", lexicon("en"))
    False
    """
    if any(character.isdigit() for character in name) or name[-1] in "?!…:：":
        return False
    tokens = name.split()
    if not 1 <= len(tokens) <= 6 or name.lower() in words.stop:
        return False
    lowered = [t.strip(".,'’").lower() for t in tokens]
    if any(_no_name(t, words) for t in lowered[1 if len(tokens) > 1 else 0 :]):
        return False
    if lowered[0] in words.roles or lowered[0] in words.stop or name.lower() in words.by:
        return False
    if any(t in words.published or t in words.updated for t in lowered):
        return False
    if (
        lowered[-1] in words.things
        or lowered[0] in words.days
        or tokens[-1] in particles("people.particles")
    ):
        return False
    if EAST.search(name):
        return len(name) <= 14
    if not _CASED.search(name):
        return len(name) <= 40
    return all(_name_word(token) for token in tokens) and any(t[0].isupper() for t in tokens)


def _no_name(word: str, words: Lexicon) -> bool:
    """A word, in small letters, for what somebody does ("online-editor"), or a month."""
    return word in words.roles or word in words.months or word.rpartition("-")[2] in words.roles


def _name_word(token: str) -> bool:
    bare = token.strip(".,'’‘\"“”")
    if not bare:
        return False
    return (
        bare[0].isupper()
        or bare.lower() in particles("people.particles")
        or bare[:2].lower() in ("d'", "d’", "l'", "al")
    )


@lru_cache(maxsize=4096)
def is_person(text: str) -> bool:
    """Whether a text that nothing announces is a person's name: it looks like one in no certain
    language, has two words with a capital, and no word of papers, agencies and offices.

    >>> is_person("Ana de la Cruz"), is_person("Dr. Lise Holm"), is_person("The Valley Courier")
    (True, True, False)
    """
    if not 4 <= len(text) <= 50 or any(char.isdigit() for char in text):
        return False
    text = _unmangled(text).strip(" ,")
    tokens = text.split()
    if not 2 <= len(tokens) <= 6 or small(tokens[0]) in singles("outlets.articles"):
        return False
    kinds = [_is_part(token, first=not at) for at, token in enumerate(tokens)]
    return None not in kinds and sum(map(bool, kinds)) > 1 and looks_like_name(text, lexicon(None))


def _is_part(token: str, *, first: bool) -> bool | None:
    """Whether a word may be part of a person's name: True for one with a capital, False for a
    particle or a title in small letters, None for any other."""
    bare = token.strip(".,'’()")
    word = small(bare)
    lesser = word in singles("people.particles", "people.suffixes")
    title = word in singles("people.titles")
    if not bare or not all(c.isalpha() or c in "-'’." for c in bare):
        return None
    if word in singles("outlets.press", "outlets.names", "outlets.offices"):
        return None
    if token.endswith(".") and len(bare) > 2 and not title and not lesser:
        return None
    if bare[0].isupper():
        return True
    return False if lesser or (first and title) else None


def _unmangled(text: str) -> str:
    """UTF-8 that was read as Windows-1252, put right, so that a name can be seen in it."""
    if "Ã" not in text and "Å" not in text and "Ä" not in text:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def uncased(name: str) -> bool:
    """A name in a script without capitals."""
    return not name.isascii() and name.upper() == name.lower()


def creditable(text: str) -> bool:
    """Names of people and agencies: short, and most words with a capital.

    >>> creditable("Ana Cruz for the Valley Courier"), creditable("Rain falls on the dry north")
    (True, False)
    """
    words = text.split()
    capitals = sum(1 for word in words if not word[:1].islower())
    return 0 < len(words) <= 8 and capitals * 2 > len(words) and len(text) <= 80


def unique(names: Iterable[str]) -> list[str]:
    """Names without repeats, case aside, first come first."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(" ".join(name.split()).casefold(), name)
    return list(seen.values())
