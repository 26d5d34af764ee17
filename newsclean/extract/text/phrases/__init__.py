"""What pages say in many languages, as data: one text file per language beside this one.

A file has sections in square brackets and one phrase per line. In a phrase, ``#`` is any number;
``sign up for *`` matches at the start of a line, ``* all rights reserved *`` anywhere in it,
``sponsor: *`` before a colon, an arrow or a bracket, and anything else only the whole line.
Sections named ``words ...`` are plain lists that the code asks for by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from ..lines import Line, fold

_LONGEST = 8
#: Roles whose phrases may begin a whole sentence.
SENTENCES = frozenset({"appeal", "newsletter", "cookie", "legal", "wall", "credit"})
_QUOTES = "“„‘\"'"
_LABEL_ENDS = ":：»›>→|(<[–—·•"


@dataclass(frozen=True)
class Match:
    """A phrase found on a line."""

    role: str
    phrase: str
    rest: str = ""
    """What follows a label."""


@dataclass
class Phrases:
    """All phrases of all languages, ready to look up."""

    whole: dict[tuple[str, ...], str] = field(default_factory=dict)
    start: dict[tuple[str, ...], str] = field(default_factory=dict)
    label: dict[tuple[str, ...], str] = field(default_factory=dict)
    inside: dict[tuple[str, ...], str] = field(default_factory=dict)
    lists: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    firsts: set[str] = field(default_factory=set)
    """The first words of those that may stand inside a line."""

    def add(self, section: str, phrase: str) -> None:
        """Take in one line of a phrase file. Raises `ValueError` where it has no word."""
        words = fold(phrase.replace("#", "0"))
        if not words:
            raise ValueError(f"no words in a phrase of [{section}]: {phrase}")
        if section.startswith("words "):
            self.lists.setdefault(section[6:], set()).add(words)
        elif phrase.startswith("*"):
            self.inside[words] = section
            self.firsts.add(words[0])
        elif phrase.endswith(": *"):
            self.label[words] = section
            self.whole.setdefault(words, section)
        elif phrase.endswith("*"):
            self.start[words] = section
            self.whole.setdefault(words, section)
        else:
            self.whole[words] = section

    def words(self, name: str) -> set[tuple[str, ...]]:
        """A plain list: the folded phrases of every language's ``[words NAME]``."""
        return self.lists.get(name, set())

    def match(self, line: Line) -> Match | None:
        """The phrase a line is, begins with or holds; whole lines first, then labels.

        The work is bounded by the line's first 40 words.
        """
        if line.text[0] in _QUOTES and line.sentence:
            return None  # somebody says so
        words = line.words[:40]
        if len(words) <= _LONGEST and (role := self.whole.get(words)):
            return Match(role, " ".join(words))
        if found := self.labelled(line.text):
            return found
        if line.size > 600:
            return None
        found = self._start(line, words) or self._inside(words)
        if found and line.size > 240 and found.role not in ("cookie", "legal"):
            return None
        return found

    def _start(self, line: Line, words: tuple[str, ...]) -> Match | None:
        """What begins a short label or, for `SENTENCES`, a sentence: "About 30 people" is none."""
        for count in range(min(_LONGEST, len(words)), 0, -1):
            role = self.start.get(words[:count])
            said = role in SENTENCES and (role != "newsletter" or self._calls(line))
            if role and (said or (not line.sentence and len(words) <= 9)):
                return Match(role, " ".join(words[:count]))
        return None

    def _calls(self, line: Line) -> bool:
        """A sentence of a box to sign up: short, or one that speaks of "us" and "your"."""
        addressed = {word for word in line.words if (word,) in self.words("address")}
        return len(addressed) >= (0 if line.size <= 110 else 1 if line.size <= 150 else 2)

    def _inside(self, words: tuple[str, ...]) -> Match | None:
        for at, word in enumerate(words):
            if word not in self.firsts:
                continue
            for count in range(min(_LONGEST, len(words) - at), 0, -1):
                if role := self.inside.get(words[at : at + count]):
                    return Match(role, " ".join(words[at : at + count]))
        return None

    def labelled(self, text: str) -> Match | None:
        """The label a text begins with, and the rest.

        >>> phrases().labelled("Sponsor: ACME").rest
        'ACME'
        """
        end = next((at for at, char in enumerate(text[:60]) if char in _LABEL_ENDS), 0)
        if not end:
            return None
        words = fold(text[:end])
        role = self.label.get(words) if 0 < len(words) <= _LONGEST else None
        if role is None:
            return None
        return Match(role, " ".join(words), text[end:].lstrip(_LABEL_ENDS + " "))


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrases of every language file."""
    table = Phrases()
    folder = resources.files(__package__)
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".txt"):
            continue
        section = ""
        for raw in entry.read_text(encoding="utf-8").splitlines():
            text = raw.strip()
            if text.startswith("[") and text.endswith("]"):
                section = text[1:-1]
            elif text and not text.startswith("//"):
                table.add(section, text)
    return table
