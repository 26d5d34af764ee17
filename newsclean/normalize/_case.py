"""Names in capitals, written as names."""

from __future__ import annotations

import re

from ..language.tables import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝĄĘŐŰŮŒΑΕΗΙΟΥΩАЕЁИОУЫЭЮЯІЇЄ")
_O_NAME = re.compile(r"([OD]['’])([^\W\d_].*)", re.DOTALL)
_MC_NAME = re.compile(r"(MC)([^\W\d_]{3,})", re.DOTALL)


def is_capitals(text: str) -> bool:
    """Whether all letters that have a case are capitals, and there are two of them at least."""
    return text.isupper() and sum(c.isupper() for c in text) > 1


def is_abbreviation(word: str) -> bool:
    """Whether a word is letters that stand for words: capitals, three or more, and no vowel.

    >>> [w for w in ("KQX", "DOE", "LYNN", "NG") if is_abbreviation(w)]
    ['KQX']
    """
    return len(word) >= 3 and word.isalpha() and is_capitals(word) and not _VOWELS & set(word)


def may_be_abbreviation(word: str) -> bool:
    """Whether a word in capitals is spoken letter by letter rather than as a family name.

    >>> [w for w in ("KQX", "AFP", "DPA", "DOE", "OAKES") if may_be_abbreviation(w)]
    ['KQX', 'AFP', 'DPA']
    """
    if is_abbreviation(word):
        return True
    return len(word) == 3 and is_capitals(word) and (word[0] in _VOWELS or word[1] not in _VOWELS)


def write_person(name: str) -> str:
    """A person's name in capitals as it is written.

    >>> [write_person(name) for name in ("SEÁN O'BRIEN-MCDONALD", "WIM VAN DER LAAN")]
    ["Seán O'Brien-McDonald", 'Wim van der Laan']
    >>> write_person("J. R. HART III")
    'J. R. Hart III'
    """
    count = 0

    def write(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        word = match[0]
        if count > 1 and word.casefold() in words("people.particles") and match.end() < len(name):
            return word.lower()
        if word in ("II", "III", "IV") or len(word) == 1:
            return word
        if len(word) == 2 and word[0] not in _VOWELS and word[1] not in _VOWELS and word != "MC":
            return word if word not in ("JR", "SR", "DR", "MR", "MS", "ST") else word.capitalize()
        return capitalize(word)

    return _WORD.sub(write, name)


def capitalize(word: str) -> str:
    """One word of a name.

    >>> [capitalize(w) for w in ("MCDONALD", "O'BRIEN", "MACK", "ÅSA")]
    ['McDonald', "O'Brien", 'Mack', 'Åsa']
    """
    if match := _O_NAME.fullmatch(word):
        return match[1] + match[2].capitalize()
    if match := _MC_NAME.fullmatch(word):
        return "Mc" + match[2].capitalize()
    return word.capitalize()


def write_house(name: str) -> str:
    """The name of a paper, agency or station in capitals as it is written.

    Letters that stand for words stay capitals: a word without a vowel, or of up to four letters
    alone, or of up to three letters that is no common word of such names.

    >>> [write_house(name) for name in ("NORTHLINE", "THE BAY POST", "KQX NEWS", "AFP")]
    ['Northline', 'The Bay Post', 'KQX News', 'AFP']
    """
    alone = len(_WORD.findall(name)) == 1
    small = words("outlets.small_words")
    particles = words("people.particles") | {"of", "and", "the", "for", "et", "y", "e"}

    def write(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) == 1 or not _VOWELS.intersection(word) or (alone and len(word) <= 4):
            return word
        if len(word) <= 3 and word.casefold() not in small:
            return word
        if match.start() > 0 and word.casefold() in particles:
            return word.lower()
        return capitalize(word)

    return _WORD.sub(write, name)
