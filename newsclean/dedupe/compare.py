"""Whether two records are one story: evidence for and against, added up.

Each piece of evidence is in units of log-odds, so that their sum is one too (a logistic model, as
in Fellegi and Sunter, *A theory for record linkage*, 1969). `weights` has the weights; what is rare
among all records is weighed by `rarity`, which needs to know them.

What is measured is rounded to 1/1024 and weights are multiples of 1/64, so that sums of floats are
exact: the same in any order and on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import mul

from .align import Alignment, align
from .mark import Mark
from .weights import AROUND, NORMAL, TEXT, Policy

#: A dateline, a new first sentence: so many codes before the first shared passage mean nothing.
FREE_LEAD = 10
#: Where a text is an excerpt (so much of it, from its beginning, is in the other one), what stands
#: before that in the other one counts this much less.
EXCERPT = 0.9
BEFORE_EXCERPT = 0.6
#: So many shared codes say all that they can say.
LONG = 60
#: A text with so many codes in runs without another name is an update of itself where only numbers
#: differ: no more of them than this share counts then.
NUMBERS_IN_LONG = 0.09
#: Two headlines are much the same from this share of the shorter one's codes.
SAME_TITLE = 0.6
#: Publications this many days apart are not apart.
NEAR_DAYS = 2
#: Fewer codes than this are not a text.
ENOUGH = 3
#: Kinds of records that are of an article, and are not the article.
LESSER = frozenset({"brief", "link"})

Measures = tuple[float, ...]
STEP = 1024


@dataclass(slots=True)
class Comparison:
    """The verdict on a pair."""

    score: float
    """Log-odds that the two are one story."""
    similarity: float
    """How much of the shorter text is in the other, from 0 to 1."""
    measures: Measures = ()
    """What was measured in the texts, see `weights.TEXT`."""
    around: list[tuple[str, float]] = field(default_factory=list)
    """What else was found, and what it adds to the score."""

    @property
    def same(self) -> bool:
        """Whether the two are one story."""
        return self.score > 0

    @property
    def textual(self) -> bool:
        """Whether their texts were compared: what these share may be rare, or common."""
        return bool(self.measures)

    def add(self, what: str, value: float) -> None:
        """One more piece of evidence."""
        if value:
            self.score += value
            self.around.append((what, value))

    def reasons(self) -> tuple[tuple[str, float], ...]:
        """All evidence in words, and what it adds to the score."""
        within = [
            (what.format(measure), weight * measure)
            for (what, weight), measure in zip(TEXT.values(), self.measures, strict=False)
        ]
        return (*within, *self.around)


def compare(a: Mark, b: Mark, policy: Policy = NORMAL) -> Comparison:
    """Compare two records. Symmetric, and a function of the pair and the policy alone."""
    if len(a.body) < len(b.body) or (len(a.body) == len(b.body) and a.body < b.body):
        a, b = b, a
    if len(b.body) < ENOUGH:
        return _without_text(a, b)
    pair = _with_text(a, b, policy)
    if not pair.same and (a.kind in LESSER) != (b.kind in LESSER):
        # An item of a digest may tell its article in words of its own.
        told = _without_text(a, b)
        if told.same:
            return Comparison(told.score, pair.similarity, around=told.around)
    return pair


_WEIGHTS = tuple(weight for _, weight in TEXT.values())


def _with_text(a: Mark, b: Mark, policy: Policy) -> Comparison:
    """Compare two records that both have a text, the longer one first."""
    if a.body == b.body:
        size = len(a.body)
        x = Alignment(size, size, size, size, size, clean=size)
    else:
        x = align(a.body, b.body)
    if not x.shared:
        return Comparison(-16.0, 0.0, around=[("no shared passage", -16.0)])
    measures = _within(x, a.body == b.body)
    around = _around(a, b)
    if demand := policy.demand(measures):
        around.append((policy.reason, demand))
    score = sum(map(mul, _WEIGHTS, measures))
    for _, value in around:
        score += value
    swapped = x.other_names + x.other_numbers + x.other_words
    similarity = _steps(measures[1] * x.shared / (x.shared + swapped), 1000)
    return Comparison(score, similarity, measures, around)


def _within(x: Alignment, equal: bool) -> Measures:
    """What `weights.TEXT` weighs, in its order."""
    a_size, b_size = max(1, x.a_size), max(1, x.b_size)
    a_share, b_share = min(1.0, x.a_covered / a_size), min(1.0, x.b_covered / b_size)
    covered, own_lead = (a_share, x.a_lead) if a_share >= b_share else (b_share, x.b_lead)
    lead = max(max(0, x.a_lead - FREE_LEAD) / a_size, max(0, x.b_lead - FREE_LEAD) / b_size)
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
    long = covered * min(1.0, x.shared / LONG)
    swaps = (names / slots, figures, noise)
    found = (1.0, covered, min(a_share, b_share), long, *swaps, lead, float(equal))
    return tuple([round(measure * STEP) / STEP for measure in found])


def _steps(measure: float, steps: int = STEP) -> float:
    return round(measure * steps) / steps


def doublings(times: float) -> float:
    """The logarithm to base 2, straight between powers of two: exact on any machine."""
    whole = 0
    while times >= 2:
        times, whole = times / 2, whole + 1
    while times < 1:
        times, whole = times * 2, whole - 1
    return _steps(whole + times - 1)


def _around(a: Mark, b: Mark) -> list[tuple[str, float]]:
    """The evidence of headlines, addresses and dates."""
    evidence: list[tuple[str, float]] = []
    if len(a.title) >= ENOUGH and len(b.title) >= ENOUGH:
        common = 1.0 if a.title == b.title else title_overlap(a, b)
        if common >= SAME_TITLE:
            evidence.append(("much the same headline", AROUND["same title"]))
        missing = 0.0 if a.title == b.title else _steps(max(_missing(a, b), _missing(b, a)))
        if missing:
            text = f"{missing:.0%} of a headline is in its own text and not in the other"
            evidence.append((text, AROUND["title missing"] * missing))
    if a.url and a.url == b.url:
        evidence.append(("the same address", AROUND["same address"]))
    apart = abs(a.day - b.day) if a.day and b.day else 0
    if apart > NEAR_DAYS:
        evidence.append((f"{apart} days apart", AROUND["days"] * doublings(apart / NEAR_DAYS)))
    return evidence


def _missing(a: Mark, b: Mark) -> float:
    """The share of a headline's codes that its own text has and another text lacks."""
    title = set(a.title)
    own = [code for code in title if code in a.body]
    if len(own) < 2:
        return 0.0
    return sum(code not in b.body for code in own) / len(title)


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
    same_title = a.title == b.title and len(a.title) >= ENOUGH
    if same_title and apart <= NEAR_DAYS and not told_apart:
        return Comparison(2.0, 1.0, around=[("the same headline, and nothing else", 2.0)])
    return Comparison(-16.0, 0.0, around=[("no shared text", -16.0)])


def features(pair: Comparison, names: Sequence[str]) -> list[float]:
    """What was measured around the texts, without weights, by name; for fitting these."""
    values = dict.fromkeys(names, 0.0)
    for what, value in pair.around:
        for name, sign in (
            ("same title", "much the same"), ("title missing", "in its own text"),
            ("same address", "same address"), ("days", "days apart"),
        ):  # fmt: skip
            if sign in what and name in values:
                values[name] = value / AROUND[name]
    return [values[name] for name in names]
