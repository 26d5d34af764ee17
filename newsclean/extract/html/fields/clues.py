"""What a page says of its story: clues, and the pool they are chosen from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ....article import Evidence
from ..entities import unescape

_TAG = re.compile(r"<[^<>]{1,400}>")
_MARKUP = re.compile(r"[<&]")
#: Longest value of a field that is not a list; a longer one is not what it says it is.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Clue:
    """One statement about one field."""

    field: str
    value: Any
    """A clean string; for ``authors`` and ``tags`` a list of them."""
    source: str
    """``json-ld``, ``og``, ``meta:<name>``, ``microdata``, ``h1``, ``byline`` ..."""
    raw: Any = None
    """The value as it stood on the page."""


@dataclass(slots=True)
class Pool:
    """All clues of a page, by field, in the order they were found."""

    by_field: dict[str, list[Clue]] = field(default_factory=dict)

    def add(self, name: str, value: Any, source: str, raw: Any = None) -> None:
        """Take a clue in, unless it is empty or the same was said by the same source."""
        if not value:
            return
        clues = self.by_field.setdefault(name, [])
        if len(clues) < 60 and not any(c.value == value and c.source == source for c in clues):
            clues.append(Clue(name, value, source, value if raw is None else raw))

    def of(self, name: str, *sources: str) -> Iterator[Clue]:
        """The clues for a field; with sources named, theirs alone, in the order of the sources."""
        clues = self.by_field.get(name, ())
        if not sources:
            yield from clues
        for source in sources:
            yield from (c for c in clues if c.source == source)

    def first(self, name: str, *sources: str) -> Clue | None:
        """The first clue for a field from the first of the sources that has one."""
        return next(self.of(name, *sources), None)


@dataclass(slots=True)
class Choice:
    """The value chosen for a field, and why the others lost."""

    value: Any
    evidence: Evidence | None


def chosen(clue: Clue | None, others: Iterator[Clue], reason: str, value: Any = None) -> Choice:
    """A choice with its evidence; ``others`` that say something else become the rejected."""
    if clue is None:
        return Choice(None, None)
    value = clue.value if value is None else value
    rejected: list[dict[str, Any]] = []
    for other in others:
        if other is not clue and other.value not in (value, clue.value) and len(rejected) < 12:
            rejected.append({"source": other.source, "raw": other.raw, "reason": reason})
    return Choice(value, Evidence(source=clue.source, raw=clue.raw, rejected=rejected))


def clean(value: object, longest: int = LONGEST) -> str:
    """A string of markup or JSON as text: entities decoded, tags gone, white space single.

    >>> clean("Rain &amp;amp; <b>wind</b>\\n")
    'Rain & wind'
    """
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return ""
    text = str(value)[: longest * 4]
    for _ in range(2):
        if not _MARKUP.search(text):
            break
        text = unescape(_TAG.sub(" ", text) if "<" in text else text)
    return " ".join(text.replace("\x00", " ").split())[:longest]
