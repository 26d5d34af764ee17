"""Where on a page the story stands, and what the choosers of its fields ask about lines."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ....language.dates.scan import times
from ....language.detect import detect
from ....language.lexicon import Lexicon, lexicon
from ..dump import Dump
from ..lines import Line
from .dates import Span, spans

_SMALL = re.compile(r"(?<![^\W_])[^\W\d_A-ZÀ-Þ][^\W\d_]{2,30}")
_MOST = 200_000
"""Characters of a page whose words are looked at."""
_LONGEST = 400
"""Characters of a line that may hold a field."""
_ROLES = [
    "title",
    "standfirst",
    "site",
    "section",
    "body",
    "heading",
    "caption",
    "credit",
    "entry",
    "nav",
    "comment",
    "legal",
    "tags",
]
_BY = 8
"""Lines below the headline that are by it."""
_BEFORE, _AFTER = 40, 60
"""Lines before the headline and after the text that may hold one."""


@dataclass
class Setting:
    """A page and where its one story stands on it."""

    dump: Dump
    p: Sequence[Mapping[str, float]]
    """For each line how probable each role is; empty where that is not known."""
    title_at: int | None
    """Index of the headline's line."""
    body: tuple[int, int] | None
    """Indices of the text's first line and of the one after its last."""
    signed: frozenset[str] = frozenset()
    """Keys of the authors' names, once they are chosen."""
    _spans: dict[int, list[Span]] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        """The page's lines."""
        return self.dump.lines

    @cached_property
    def start(self) -> int:
        """The headline's line, else the text's first."""
        if self.title_at is not None:
            return self.title_at
        return self.body[0] if self.body else 0

    @cached_property
    def text(self) -> tuple[int, int]:
        """The body, or the lines behind the headline as far as they are looked at."""
        return self.body or (self.start + 1, min(len(self.lines), self.start + _AFTER))

    @cached_property
    def zone(self) -> range:
        """The lines that may hold a field of the story."""
        first = min(self.start, self.text[0])
        return range(max(0, first - _BEFORE), min(len(self.lines), self.text[1] + _AFTER))

    @cached_property
    def language(self) -> str | None:
        """The language of the story's text."""
        first, end = self.text
        return detect(
            " ".join(line.text[:1000] for line in self.lines[first : min(end, first + 40)])
        )

    @cached_property
    def words(self) -> Lexicon:
        """The words of bylines and dates in the story's language."""
        return lexicon(self.language)

    @cached_property
    def first_long(self) -> int:
        """The first line of running text below the headline."""
        first, end = self.text
        first = max(first, self.start)
        return next((at for at in range(first, end) if self.lines[at].size >= 200), first)

    @cached_property
    def times(self) -> Counter[str]:
        """How often each short text stands on the page."""
        return Counter(line.text for line in self.lines if len(line.text) <= _LONGEST)

    @cached_property
    def small(self) -> frozenset[str]:
        """The page's words that stand somewhere in small letters."""
        found: set[str] = set()
        left = _MOST
        for line in self.lines:
            found.update(_SMALL.findall(line.text[:left]))
            left -= len(line.text)
            if left <= 0:
                break
        return frozenset(found)

    @cached_property
    def whole(self) -> str:
        """The page's short lines in one string."""
        return "\n".join(line.text for line in self.lines if len(line.text) <= _LONGEST)[:_MOST]

    def naming(self, name: str) -> int:
        """How often a name stands on the page's short lines."""
        return self.whole.count(name)

    @cached_property
    def house(self) -> int | None:
        """The line with the publisher's name in the head of an aggregator's story."""
        from .publisher import house_above

        return house_above(self)

    def spans(self, at: int) -> list[Span]:
        """The dates of a line."""
        if at not in self._spans:
            line = self.lines[at]
            short = len(line.text) <= _LONGEST
            self._spans[at] = spans(line.text, self.words) if short else []
        return self._spans[at]

    @cached_property
    def clocked(self) -> int | None:
        """The line by the headline that gives a time of day with a label, and no day."""
        for at in range(self.start + 1, min(len(self.lines), self.start + _BY + 1)):
            text = self.lines[at].text
            labelled = len(text) <= 60 and self.words.label_pattern.match(text)
            if labelled and times(text) and not self.spans(at):
                return at
        return None

    def near(self, at: int, reach: int) -> Sequence[int]:
        """The lines next to a line, without itself."""
        low, high = max(0, at - reach), min(len(self.lines), at + reach + 1)
        return [other for other in range(low, high) if other != at]

    def role(self, at: int, role: str) -> float:
        """How probable a role is for a line; 0 where that is not known."""
        return self.p[at].get(role, 0.0) if at < len(self.p) else 0.0

    def part(self, at: int) -> str:
        """The part of the page that a line is in: ``above`` the headline, in the ``head`` between
        it and the running text, ``inside`` the text or ``behind`` it."""
        first, end = self.text
        if at < self.start:
            return "above"
        if at < max(self.first_long, first + 3):
            return "head"
        return "inside" if at < end else "behind"

    def place(self, at: int) -> dict[str, float]:
        """Where a line stands: clues for every chooser."""
        part, away = self.part(at), at - self.start
        clues = {part: 1.0, "no headline": float(self.title_at is None)}
        if part == "above":
            clues["above, how far"] = math.log(-away)
            clues["right above"] = float(away == -1)
        elif part == "head":
            between = sum(len(line.text) for line in self.lines[self.start + 1 : at][:60])
            clues["head, how far"] = math.log1p(away)
            clues["head, text between"] = math.log1p(between / 50)
        elif part == "inside":
            clues["inside, how near the end"] = 1.0 / (self.text[1] - at)
            clues["inside, how near the start"] = 1.0 / (1 + at - self.first_long)
        else:
            clues["behind, how far"] = math.log1p(at - self.text[1])
        clues["top of the page"] = float(at < 4)
        for role in _ROLES:
            clues[f"p {role}"] = self.role(at, role)
        for role in ("byline", "date"):
            clues[f"p {role}, log"] = math.log(self.role(at, role) + 0.002) + 6.2
            beside = max((self.role(other, role) for other in self.near(at, 1)), default=0.0)
            clues[f"p {role} beside"] = beside
        return clues

    def looks(self, at: int) -> dict[str, float]:
        """How a line looks: clues for every chooser."""
        line = self.lines[at]
        return {
            "item of a list": float(line.kind == "list_item"),
            "repeated": float(self.times[line.text] > 1),
            "running text": float(line.prose),
        }

    def crossed(
        self, at: int, clues: dict[str, float], crossed: frozenset[str]
    ) -> dict[str, float]:
        """All clues of a candidate on a line; those that mean another thing in another part of the
        page by that part, too."""
        part = self.part(at)
        told = {f"{part}: {name}": value for name, value in clues.items() if name in crossed}
        return {name: x for name, x in {**self.place(at), **clues, **told}.items() if x}
