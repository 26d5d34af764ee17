"""Lines that pages say in many languages: of sponsors, menus, boxes to sign up, and labels.

The lists of the part ``lines`` of a language's file, each by the role of such a line. In a phrase,
``#`` is any number; ``sign up for *`` matches at the start of a line, ``* all rights reserved *``
anywhere in it, ``sponsor: *`` before a colon, an arrow or a bracket, and anything else only the
whole line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from ..system.errors import InputError
from .script import words_of
from .tables import having, section, words

_LONGEST = 8
#: Roles whose phrases may begin a whole sentence.
_SENTENCES = frozenset({"appeal", "newsletter", "cookie", "legal", "wall", "credit"})
_QUOTES = "“„‘\"'"
_LABEL_ENDS = ":：»›>→|(<[–—·•"


@dataclass(frozen=True)
class Match:
    """A phrase found on a line."""

    role: str
    phrase: str
    rest: str = ""
    """What follows a label."""


Words = tuple[str, ...]


@dataclass
class LinePhrases:
    """The phrases of all languages, by their words (`words_of`)."""

    whole: dict[Words, str] = field(default_factory=dict)
    start: dict[Words, str] = field(default_factory=dict)
    label: dict[Words, str] = field(default_factory=dict)
    inside: dict[Words, str] = field(default_factory=dict)
    firsts: set[str] = field(default_factory=set)
    """The first words of those that may stand inside a line."""

    def add(self, role: str, phrase: str) -> None:
        """Take in a phrase. Raises `InputError` where it has no word."""
        said = words_of(phrase.replace("#", "0"))
        if not said:
            raise InputError(f"no words in a phrase of a language file ({role}): {phrase}")
        if phrase.startswith("*"):
            self.inside[said] = role
            self.firsts.add(said[0])
        elif phrase.endswith(": *"):
            self.label[said] = role
            self.whole.setdefault(said, role)
        elif phrase.endswith("*"):
            self.start[said] = role
            self.whole.setdefault(said, role)
        else:
            self.whole[said] = role

    def match(self, text: str, said: Words, size: int, sentence: bool) -> Match | None:
        """The phrase a line is, begins with or holds; whole lines first, then labels.

        ``said`` are the line's words, ``size`` its length in letters of an alphabet, ``sentence``
        whether it ends as one. The work is bounded by the line's first 40 words.
        """
        if text[0] in _QUOTES and sentence:
            return None  # somebody says so
        said = said[:40]
        if len(said) <= _LONGEST and (role := self.whole.get(said)):
            return Match(role, " ".join(said))
        if found := self.labelled(text):
            return found
        if size > 600:
            return None
        found = self._start(said, size, sentence) or self._inside(said)
        if found and size > 240 and found.role not in ("cookie", "legal"):
            return None
        return found

    def _start(self, said: Words, size: int, sentence: bool) -> Match | None:
        """What begins a short label or, for `_SENTENCES`, a sentence: "About 30 people" is none."""
        for count in range(min(_LONGEST, len(said)), 0, -1):
            role = self.start.get(said[:count])
            whole = role in _SENTENCES and (role != "newsletter" or _calls(said, size))
            if role and (whole or (not sentence and len(said) <= 9)):
                return Match(role, " ".join(said[:count]))
        return None

    def _inside(self, said: Words) -> Match | None:
        for at, word in enumerate(said):
            if word not in self.firsts:
                continue
            for count in range(min(_LONGEST, len(said) - at), 0, -1):
                if role := self.inside.get(said[at : at + count]):
                    return Match(role, " ".join(said[at : at + count]))
        return None

    def labelled(self, text: str) -> Match | None:
        """The label a text begins with, and the rest.

        >>> line_phrases().labelled("Sponsor: ACME").rest
        'ACME'
        """
        end = next((at for at, char in enumerate(text[:60]) if char in _LABEL_ENDS), 0)
        if not end:
            return None
        said = words_of(text[:end])
        role = self.label.get(said) if 0 < len(said) <= _LONGEST else None
        if role is None:
            return None
        return Match(role, " ".join(said), text[end:].lstrip(_LABEL_ENDS + " "))


def _calls(said: Words, size: int) -> bool:
    """A sentence of a box to sign up: short, or one that speaks of "us" and "your"."""
    addressed = words("address").intersection(said)
    return len(addressed) >= (0 if size <= 110 else 1 if size <= 150 else 2)


@cache
def line_phrases() -> LinePhrases:
    """The phrases of every language file."""
    found = LinePhrases()
    for code in having("lines"):
        for role, phrases in section(code, "lines").items():
            for phrase in phrases:
                found.add(role.replace("_", " "), phrase)
    return found


@cache
def listed(*paths: str) -> frozenset[Words]:
    """The entries of lists of all languages as words (`words_of`).

    >>> ("front", "page") in listed("outlets.front_page")
    True
    """
    return frozenset(words_of(entry) for path in paths for entry in words(path))


@cache
def singles(*paths: str) -> frozenset[str]:
    """The entries of lists of all languages that are one word."""
    return frozenset(said[0] for said in listed(*paths) if len(said) == 1)
