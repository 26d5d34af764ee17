"""Whether two records are one story: evidence for and against, added up.

Each piece of evidence is in units of log-odds, so that their sum is one too (a logistic model, as
in Fellegi and Sunter, *A theory for record linkage*, 1969). The weights were fitted on the corpus
that tests/bench generates and then rounded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from operator import mul

from .align import Alignment, align
from .mark import Mark

#: Weights of the evidence that the texts give; shares are from 0 to 1.
BIAS = -6.5
COVERED = 8.0  # of the text that is better covered by shared passages
THIN = -4.0  # how far that falls short of two thirds
CLEAN = 2.2  # of what is shared, in long runs without another name or number
LENGTH = 0.4  # doublings of the shorter text's length over 32 codes
HOLE = -1.0  # longest piece of the better covered text that the other lacks
LEAD = -11.0  # what stands before the first shared passage, in the text where that is more
BOTH = -20.0  # the same in the text where it is less: a story's own head, and another one's
NAMES = -70.0  # other names in the same places, by shared codes
NUMBERS = -33.0  # other numbers in the same places, by shared codes
WORDS = -6.0  # other words in the same places, of all words there
#: A long text that is the same but for its numbers is an update of itself: no more of them than
#: this share counts then.
LONG = 60
NUMBERS_IN_LONG = 0.09
#: Weights of what stands around the texts.
SAME_TITLE = 1.0
OTHER_TITLE = -0.7
SAME_URL = 2.5
DAYS = -1.0  # doublings of the days between two publications, over two days
#: A copy shares this much of the shorter text, however it was edited.
MUCH = 0.65
#: A dateline, a new first sentence: so many codes before the first shared passage mean nothing.
FREE_LEAD = 10
#: Where a text is an excerpt (so much of it, from its beginning, is in the other one), what stands
#: before that in the other one counts this much less.
EXCERPT = 0.9
BEFORE_EXCERPT = 0.6
#: A teaser, a line of furniture: so many codes that the other text lacks mean nothing.
FREE_HOLE = 3
#: Fewer codes than this are not a text.
ENOUGH = 3
#: Kinds of records that are of an article, and are not the article.
LESSER = frozenset({"brief", "link"})


Measures = tuple[float, ...]

_WITHIN: tuple[tuple[str, float], ...] = (
    ("any two records", BIAS),
    ("{:.0%} of one text is in the other", COVERED),
    ("{:.0%} too little of it", THIN),
    ("{:.0%} of it without a swap", CLEAN),
    ("length of the shorter text", LENGTH),
    ("longest piece missing {:.0%}", HOLE),
    ("first {:.0%} not shared", LEAD),
    ("nor the first {:.0%} of the other", BOTH),
    ("other names, {:.0%} of what is shared", NAMES),
    ("other numbers, {:.0%} of what is shared", NUMBERS),
    ("{:.0%} other words", WORDS),
)
_WEIGHTS = tuple(weight for _, weight in _WITHIN)


@dataclass(slots=True)
class Comparison:
    """The verdict on a pair."""

    score: float
    """Log-odds that the two are one story."""
    similarity: float
    """How much of the shorter text is in the other, from 0 to 1."""
    within: Measures = ()
    """What was measured in the texts, see `_WITHIN`."""
    around: list[tuple[str, float]] = field(default_factory=list)
    """What else was found, and what it adds to the score."""

    @property
    def same(self) -> bool:
        """Whether the two are one story."""
        return self.score > 0

    def add(self, what: str, value: float) -> None:
        """One more piece of evidence."""
        if value:
            self.score += value
            self.around.append((what, value))

    def reasons(self) -> tuple[tuple[str, float], ...]:
        """All evidence in words, and what it adds to the score."""
        within = [
            (what.format(measure), weight * measure)
            for (what, weight), measure in zip(_WITHIN, self.within, strict=False)
        ]
        return (*within, *self.around)


def compare(a: Mark, b: Mark) -> Comparison:
    """Compare two records. Symmetric, and a function of the pair alone."""
    if len(a.body) < len(b.body) or (len(a.body) == len(b.body) and a.body < b.body):
        a, b = b, a
    if len(b.body) < ENOUGH:
        return _without_text(a, b)
    pair = _with_text(a, b)
    if not pair.same and (a.kind in LESSER) != (b.kind in LESSER):
        # An item of a digest may tell its article in words of its own.
        told = _without_text(a, b)
        if told.same:
            return Comparison(told.score, pair.similarity, around=told.around)
    return pair


def _with_text(a: Mark, b: Mark) -> Comparison:
    """Compare two records that both have a text, the longer one first."""
    around = _around(a, b)
    extra = 0.0
    for _, value in around:
        extra += value
    if a.body == b.body:
        return Comparison(8.0 + extra, 1.0, around=[("the same text", 8.0), *around])
    x = align(a.body, b.body)
    if not x.shared:
        return Comparison(-8.0 + extra, 0.0, around=[("no shared passage", -8.0), *around])
    measures, covered = _within(x)
    swapped = x.other_names + x.other_numbers + x.other_words
    similarity = round(covered * x.shared / (x.shared + swapped), 3)
    return Comparison(sum(map(mul, _WEIGHTS, measures), extra), similarity, measures, around)


def _within(x: Alignment) -> tuple[Measures, float]:
    """What `_WITHIN` weighs, and the share of the better covered text that is covered."""
    a_size, b_size = max(1, x.a_size), max(1, x.b_size)
    a_share, b_share = x.a_covered / a_size, x.b_covered / b_size
    if a_share >= b_share:
        covered, hole, own_lead = a_share, max(0, x.a_hole - FREE_HOLE) / a_size, x.a_lead
    else:
        covered, hole, own_lead = b_share, max(0, x.b_hole - FREE_HOLE) / b_size, x.b_lead
    covered = min(1.0, covered)
    both, lead = sorted(
        (max(0, x.a_lead - FREE_LEAD) / a_size, max(0, x.b_lead - FREE_LEAD) / b_size)
    )
    if covered >= EXCERPT and own_lead <= FREE_LEAD:
        lead *= BEFORE_EXCERPT
    noise = names = numbers = 0.0
    if x.other_words or x.other_names or x.other_numbers:
        noise = x.other_words / max(1, x.other_words + x.shared - x.names - x.numbers)
        # A misread or rewritten text has other names because it has other words throughout.
        names = max(0.0, x.other_names - 1.5 * noise * (x.other_names + x.names))
        numbers = max(0.0, x.other_numbers - 1.5 * noise * (x.other_numbers + x.numbers))
    slots = x.shared + x.other_names + x.other_numbers
    figures = numbers / slots
    if x.clean >= LONG and names < 1:
        figures = min(figures, NUMBERS_IN_LONG)
    length = math.log2(min(256, max(4, min(a_size, b_size))) / 32)
    clean = x.clean / x.shared
    thin = max(0.0, MUCH - covered)
    swaps = (names / slots, figures, noise)
    return (1.0, covered, thin, clean, length, hole, lead, both, *swaps), covered


def _around(a: Mark, b: Mark) -> list[tuple[str, float]]:
    """The evidence of headlines, addresses and dates."""
    evidence: list[tuple[str, float]] = []
    if len(a.title) >= ENOUGH and len(b.title) >= ENOUGH:
        common = 1.0 if a.title == b.title else title_overlap(a, b)
        if common >= 0.6:
            evidence.append(("much the same headline", SAME_TITLE))
        elif common < 0.2:
            evidence.append(("another headline", OTHER_TITLE))
    if a.url and a.url == b.url:
        evidence.append(("the same address", SAME_URL))
    if a.day and b.day:
        apart = abs(a.day - b.day)
        if apart > 2:
            evidence.append((f"{apart} days apart", DAYS * math.log2(apart / 2)))
    return evidence


def title_overlap(a: Mark, b: Mark) -> float:
    """The share of the shorter headline's codes that the other has."""
    first, second = set(a.title), set(b.title)
    return len(first & second) / max(1, min(len(first), len(second)))


def _without_text(a: Mark, b: Mark) -> Comparison:
    """Where texts tell nothing the address decides, or the headline where dates allow it."""
    if a.url and a.url == b.url:
        return Comparison(3.0, 1.0, around=[("the same address", 3.0)])
    apart = abs(a.day - b.day) if a.day and b.day else 0
    told_apart = a.url and b.url and len(a.body) < ENOUGH and a.kind == b.kind
    if a.title == b.title and len(a.title) >= ENOUGH and apart <= 2 and not told_apart:
        return Comparison(2.0, 1.0, around=[("the same headline, and nothing else", 2.0)])
    return Comparison(-8.0, 0.0, around=[("no shared text", -8.0)])
