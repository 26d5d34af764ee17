"""What the parts of a byline are: a role, a house, a date, a family name put first."""

from __future__ import annotations

import itertools
from functools import lru_cache

from ._case import may_be_abbreviation
from ._data import words
from ._keys import name_key
from .dates import parse_date
from .dates.lexicon import Lexicon, lexicons


@lru_cache(maxsize=64)
def for_language(name: str, language: str) -> frozenset[str]:
    """The entries of a list whose lines may end in the languages they are for."""
    entries = (line.partition(":") for line in words(name))
    return frozenset(word for word, _, only in entries if not only or language in only.split())


def has_digit(text: str) -> bool:
    """Whether a digit of any script stands in it."""
    return any(c.isdigit() for c in text)


def has_date(text: str) -> bool:
    """Whether a day stands in a byline."""
    if not has_digit(text):
        return False
    value = parse_date(text, base="2000-01-01T00:00:00").value
    return value is not None and len(value) >= len("2000-01-01")


def before_date(piece: str, language: str) -> str:
    """The name before a date, or nothing: "Jane Doe on July 11" is "Jane Doe", "July 11" is not."""
    if not has_digit(piece):
        return piece
    tokens = list(itertools.takewhile(lambda token: not has_digit(token), piece.split()))
    known = lexicons(language or None)
    while tokens:
        word = tokens[-1].strip(".,:").casefold()
        if not tokens[-1][0].islower() and not _is_date_word(word, known):
            break
        del tokens[-1]
    return " ".join(tokens) if len(tokens) > 1 else ""


def _is_date_word(word: str, known: list[Lexicon]) -> bool:
    return any(
        word in names
        for words_of in known
        for names in (
            words_of.months,
            words_of.weekdays,
            words_of.words("published"),
            words_of.words("updated"),
        )
    )


def is_label(text: str, language: str) -> bool:
    """Whether nothing is left but the word that should stand before a name."""
    return " " not in text and text.casefold() in for_language("byline_words", language)


def is_turned(family: str, given: str) -> bool:
    """Whether "Doe, Jane" is a family name and a given name."""
    particles = words("name_particles")
    bare = [w for w in family.split() if w.casefold() not in particles]
    count = len(given.split())
    return (
        len(bare) == 1
        and 1 <= count <= 2
        and is_cased(family)
        and is_cased(given)
        and not may_be_abbreviation(family)
        and not any(is_role(x) or is_house(x) for x in (family, given))
        and not has_digit(family + given)
    )


def is_cased(text: str) -> bool:
    """Whether it has letters of a script with capitals."""
    return any(c.isupper() or c.islower() for c in text)


def is_role(piece: str) -> bool:
    """Whether a word of it says what somebody does."""
    return _has_word(piece, "role_words")


def is_credit(piece: str) -> bool:
    """Whether a part of a byline names who took the picture."""
    tokens = piece.replace(":", " : ").casefold().split(None, 2)
    return len(tokens) > 1 and tokens[0] in words("credit_words") and tokens[1] in (":", "by")


def is_house(piece: str) -> bool:
    """Whether a word of it is one that names of agencies, papers and offices have."""
    return _has_word(piece, "house_words")


def _has_word(piece: str, listed: str) -> bool:
    found = (word.strip(".:'’").casefold() for word in piece.replace("/", " ").split())
    return not words(listed).isdisjoint(found)


def is_sign(piece: str) -> bool:
    """Whether it is an agency or an author by a few small letters: "dpa"."""
    return len(piece) <= 4 and piece.isascii() and piece.isalpha() and piece.islower()


def is_aside(piece: str, houses: frozenset[str]) -> bool:
    """Whether what follows a name is no name: a role, a house, a date, an abbreviation."""
    return (
        is_role(piece)
        or is_house(piece)
        or name_key(piece) in houses
        or has_digit(piece)
        or is_credit(piece)
        or (piece.isupper() and len(piece) <= 5 and " " not in piece)
        or piece.partition(" ")[0].casefold() in words("cut_words")
        or (piece[:1].islower() and len(piece.split()) > 2)
    )
