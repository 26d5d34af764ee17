"""Whether two records are one story: evidence for and against, added up.

Each piece of evidence is in units of log-odds, so that their sum is one too (a logistic model, as
in Fellegi and Sunter, *A theory for record linkage*, 1969). The weights were fitted on the corpus
that tests/bench generates and then rounded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .align import Alignment, align
from .mark import Mark

#: Weights of the evidence that the texts give; shares are from 0 to 1.
BIAS = -6.7
COVERED = 8.0  # of the text that is better covered by shared passages
CLEAN = 2.2  # of what is shared, in long runs without another name or number
LENGTH = 0.6  # doublings of the shorter text's length over 32 codes
HOLE = -1.0  # longest piece of the better covered text that the other lacks
LEAD = -9.0  # what stands before the first shared passage, in the text where that is more
NAMES = -70.0  # other names in the same places, by shared codes
NUMBERS = -33.0  # other numbers in the same places, by shared codes
WORDS = -7.3  # other words in the same places, of all words there
#: A long text that is the same but for its numbers is an update of itself: that is the most that
#: numbers can then say against it.
LONG = 60
NUMBERS_IN_LONG = -3.0
#: Weights of what stands around the texts.
SAME_TITLE = 1.0
OTHER_TITLE = -0.7
SAME_URL = 2.5
DAYS = -0.6  # doublings of the days between two publications, over two days
#: A dateline, a new first sentence: so many codes before the first shared passage mean nothing.
FREE_LEAD = 10
#: A teaser, a line of furniture: so many codes that the other text lacks mean nothing.
FREE_HOLE = 3
#: Fewer codes than this are not a text.
ENOUGH = 3


Evidence = tuple[str, float, float]
"""What was found, as a format; the number in it; and what it adds to the score."""


@dataclass(slots=True)
class Comparison:
    """The verdict on a pair."""

    score: float
    """Log-odds that the two are one story."""
    similarity: float
    """How much of the shorter text is in the other, from 0 to 1."""
    evidence: list[Evidence]

    @property
    def same(self) -> bool:
        """Whether the two are one story."""
        return self.score > 0

    def add(self, what: str, value: float) -> None:
        """One more piece of evidence."""
        if value:
            self.score += value
            self.evidence.append((what, 0, value))

    def reasons(self) -> tuple[tuple[str, float], ...]:
        """The evidence in words, and what it adds to the score."""
        return tuple((what.format(number), value) for what, number, value in self.evidence)


def compare(a: Mark, b: Mark) -> Comparison:
    """Compare two records. Symmetric, and a function of the pair alone."""
    if (len(a.body), a.body) < (len(b.body), b.body):
        a, b = b, a
    if len(b.body) < ENOUGH:
        return _without_text(a, b)
    around = _around(a, b)
    if a.body == b.body:
        return _sum([("the same text", 0, 8.0), *around], 1.0)
    x = align(a.body, b.body)
    if not x.shared:
        return _sum([("no shared passage", 0, -8.0), *around], 0.0)
    return _sum([*_within(x), *around], _similarity(x))


def _sum(evidence: list[Evidence], similarity: float) -> Comparison:
    score = 0.0
    for _, _, value in evidence:
        score += value
    return Comparison(score, round(similarity, 3), evidence)


def _similarity(x: Alignment) -> float:
    covered = max(x.a_covered / max(1, x.a_size), x.b_covered / max(1, x.b_size))
    swapped = x.other_names + x.other_numbers + x.other_words
    return min(1.0, covered) * x.shared / (x.shared + swapped)


def _within(x: Alignment) -> list[Evidence]:
    """The evidence of two aligned texts."""
    a_share = x.a_covered / max(1, x.a_size)
    b_share = x.b_covered / max(1, x.b_size)
    covered = min(1.0, max(a_share, b_share))
    better = (x.a_hole, x.a_size) if a_share >= b_share else (x.b_hole, x.b_size)
    hole = _beyond(FREE_HOLE, *better)
    lead = max(_beyond(FREE_LEAD, x.a_lead, x.a_size), _beyond(FREE_LEAD, x.b_lead, x.b_size))
    swapped = x.other_names + x.other_numbers
    noise = x.other_words / max(1, x.other_words + x.shared - x.names - x.numbers)
    # A misread or rewritten text has other names because it has other words throughout.
    names = max(0.0, x.other_names - 1.5 * noise * (x.other_names + x.names))
    numbers = max(0.0, x.other_numbers - 1.5 * noise * (x.other_numbers + x.numbers))
    figures = NUMBERS * numbers / (x.shared + swapped)
    if x.clean >= LONG and names < 1:
        figures = max(figures, NUMBERS_IN_LONG)
    clean = x.clean / x.shared
    length = math.log2(min(256, max(4, min(x.a_size, x.b_size))) / 32)
    return [
        ("any two records", 0, BIAS),
        ("{:.0%} of one text is in the other", covered, COVERED * covered),
        ("{:.0%} of it without a swap", clean, CLEAN * clean),
        ("length", 0, LENGTH * length),
        ("longest piece missing {:.0%}", hole, HOLE * hole),
        ("first {:.0%} not shared", lead, LEAD * lead),
        ("{} other names", x.other_names, NAMES * names / (x.shared + swapped)),
        ("{} other numbers", x.other_numbers, figures),
        ("{:.0%} other words", noise, WORDS * noise),
    ]


def _beyond(free: int, size: int, whole: int) -> float:
    """The share of a text that a piece of it is, the first codes of the piece not counted."""
    return max(0, size - free) / max(1, whole)


def _around(a: Mark, b: Mark) -> list[Evidence]:
    """The evidence of headlines, addresses and dates."""
    evidence: list[Evidence] = []
    if len(a.title) >= ENOUGH and len(b.title) >= ENOUGH:
        common = title_overlap(a, b)
        if common >= 0.6:
            evidence.append(("the headline", 0, SAME_TITLE))
        elif common < 0.2:
            evidence.append(("another headline", 0, OTHER_TITLE))
    if a.url and a.url == b.url:
        evidence.append(("the address", 0, SAME_URL))
    apart = abs(a.day - b.day)
    if a.day and b.day and apart > 2:
        evidence.append(("{} days apart", apart, DAYS * math.log2(apart / 2)))
    return evidence


def title_overlap(a: Mark, b: Mark) -> float:
    """The share of the shorter headline's codes that the other has."""
    first, second = set(a.title), set(b.title)
    return len(first & second) / max(1, min(len(first), len(second)))


def _without_text(a: Mark, b: Mark) -> Comparison:
    """One has no text to speak of: the address decides, or the headline where dates allow it."""
    if a.url and a.url == b.url:
        return _sum([("the address", 0, 3.0)], 1.0)
    apart = abs(a.day - b.day) if a.day and b.day else 0
    told_apart = a.url and b.url and len(a.body) < ENOUGH and a.kind == b.kind
    if a.title == b.title and len(a.title) >= ENOUGH and apart <= 2 and not told_apart:
        return _sum([("the headline, and no text", 0, 2.0)], 1.0)
    return _sum([("no text", 0, -8.0)], 0.0)
