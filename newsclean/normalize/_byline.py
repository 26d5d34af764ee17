"""What the parts of a byline are: a role, a house, a date, a family name put first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ..language.dates.parse import parse_date
from ..language.lexicon import Lexicon
from ..language.outlets import is_house
from ..language.tables import words
from ._case import may_be_abbreviation
from ._keys import name_key


def has_digit(text: str) -> bool:
    """Whether a digit of any script stands in it."""
    return any(c.isdigit() for c in text)


def has_date(text: str) -> bool:
    """Whether a day stands in a byline."""
    if not has_digit(text):
        return False
    value = parse_date(text, base="2000-01-01T00:00:00").value
    return value is not None and len(value) >= len("2000-01-01")


def before_date(piece: str, known: Lexicon) -> str:
    """The name before a date, or nothing: "Jane Doe on July 11" is "Jane Doe", "July 11" is not."""
    if not has_digit(piece):
        return piece
    tokens = list(itertools.takewhile(lambda token: not has_digit(token), piece.split()))
    while tokens:
        word = tokens[-1].strip(".,:").casefold()
        if not tokens[-1][0].islower() and not _is_date_word(word, known):
            break
        del tokens[-1]
    return " ".join(tokens) if len(tokens) > 1 else ""


def _is_date_word(word: str, known: Lexicon) -> bool:
    return any(word in own for own in (known.months, known.days, known.published, known.updated))


def is_label(text: str, known: Lexicon) -> bool:
    """Whether nothing is left but the word that should stand before a name."""
    return " " not in text and text.casefold() in known.by and text.casefold() not in known.roles


def opening(text: str, known: Lexicon) -> int:
    """How many characters before the names are no part of them: "By", "Ein Kommentar von".

    What may be a name itself ("Di Maria", "Redaktion Nord") is none unless a colon or a whole name
    follows.

    >>> from ..language.lexicon import lexicon
    >>> [opening(text, lexicon("it")) for text in ("Di Anna Holm", "Di Maria", "di: Maria")]
    [3, 0, 4]
    """
    found = known.by_pattern.match(text)
    if found is None:
        return 0
    rest = text[found.end() :].lstrip(" /／＝=・")
    said = rest[:1] in (":", "：")
    rest = rest.lstrip(" :：")
    if not rest or (rest[0].islower() and not said):
        return 0
    word = found[0].casefold()
    may_be_name = word in words("people.particles") or word in known.roles or is_house(word)
    if may_be_name and not said and (len(rest.split()) < 2 or is_house(rest)) and is_cased(rest):
        return 0
    return len(text) - len(rest)


def is_turned(family: str, given: str, known: Lexicon) -> bool:
    """Whether "Doe, Jane" is a family name and a given name."""
    particles = words("people.particles")
    bare = [w for w in family.split() if w.casefold() not in particles]
    count = len(given.split())
    return (
        len(bare) == 1
        and 1 <= count <= 2
        and is_cased(family)
        and is_cased(given)
        and not may_be_abbreviation(family)
        and not any(is_role(x, known) or is_house(x) for x in (family, given))
        and not has_digit(family + given)
    )


def is_cased(text: str) -> bool:
    """Whether it has letters of a script with capitals."""
    return any(c.isupper() or c.islower() for c in text)


def is_role(piece: str, known: Lexicon) -> bool:
    """Whether a word of it says what somebody does."""
    return not known.roles.isdisjoint(_words_in(piece))


def is_credit(piece: str) -> bool:
    """Whether a part of a byline names who took the picture."""
    tokens = piece.replace(":", " : ").casefold().split(None, 2)
    return len(tokens) > 1 and tokens[0] in words("pictures.credits") and tokens[1] in (":", "by")


def _words_in(piece: str) -> Iterator[str]:
    return (word.strip(".:'’").casefold() for word in piece.replace("/", " ").split())


def is_sign(piece: str) -> bool:
    """Whether it is an agency or an author by a few small letters: "dpa"."""
    return len(piece) <= 4 and piece.isascii() and piece.isalpha() and piece.islower()


def is_aside(piece: str, houses: frozenset[str], known: Lexicon) -> bool:
    """Whether what follows a name is no name: a role, a house, a date, an abbreviation."""
    return (
        is_role(piece, known)
        or is_house(piece)
        or name_key(piece) in houses
        or has_digit(piece)
        or is_credit(piece)
        or (piece.isupper() and len(piece) <= 5 and " " not in piece)
        or piece.partition(" ")[0].casefold() in words("bylines.cut")
        or (piece[:1].islower() and len(piece.split()) > 2)
    )
