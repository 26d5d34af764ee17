"""Whether two records are one story: evidence for and against, added up.

Each piece of evidence is in units of log-odds, so that their sum is one too (a logistic model, as
in Fellegi and Sunter, *A theory for record linkage*, 1969). `weights` has the weights; what is rare
among all records is weighed by `rarity`, which needs to know them.

What is measured is rounded to 1/1024 and weights are multiples of 1/64, so that sums of floats are
exact: the same in any order and on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import mul

from .align import Alignment, align
from .mark import Mark
from .weights import AROUND, NORMAL, TEXT, VALUES, Policy

#: A dateline, a new first sentence: so many codes before the first shared passage mean nothing.
FREE_LEAD = 10
#: Two records of which one has no publisher are of one publisher to this degree.
UNTOLD = 0.75
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

_WORDS = {**TEXT, **AROUND}
WEIGHTS = [VALUES[name] for name in _WORDS]
"""By measure of a pair of texts."""


@dataclass(slots=True)
class Comparison:
    """The verdict on a pair."""

    score: float
    """Log-odds that the two are one story."""
    similarity: float
    """How much of the shorter text is in the other, from 0 to 1."""
    measures: Measures = ()
    """What was measured in the texts and around them, see `weights.TEXT` and `weights.AROUND`."""
    more: list[tuple[str, float]] = field(default_factory=list)
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
            self.more.append((what, value))

    def reasons(self) -> tuple[tuple[str, float], ...]:
        """All evidence in words, and what it adds to the score."""
        days = _apart(self.measures[-1]) if self.measures else 0
        told = [
            (words.format(measure, days=days), weight * measure)
            for words, weight, measure in zip(_WORDS.values(), WEIGHTS, self.measures, strict=False)
            if measure
        ]
        return (*told, *self.more)


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
            return Comparison(told.score, pair.similarity, more=told.more)
    return pair


def _with_text(a: Mark, b: Mark, policy: Policy) -> Comparison:
    """Compare two records that both have a text, the longer one first."""
    equal = a.body == b.body
    if equal:
        size = len(a.body)
        x = Alignment(size, size, size, size, size, clean=size)
    else:
        x = align(a.body, b.body)
    if not x.shared:
        return Comparison(-16.0, 0.0, more=[("no shared passage", -16.0)])
    told = a.outlet and b.outlet
    one_publisher = float(a.outlet == b.outlet) if told else UNTOLD
    short = one_publisher * max(0.0, 1 - x.shared / LONG)
    measures = _within(x, equal, one_publisher) + _around(a, b, short)
    swapped = x.other_names + x.other_numbers + x.other_words
    similarity = _steps(measures[1] * x.shared / (x.shared + swapped), 1000)
    pair = Comparison(sum(map(mul, WEIGHTS, measures)), similarity, measures)
    if policy is not NORMAL:
        pair.add(policy.reason, policy.demand(measures))
    return pair


def _within(x: Alignment, equal: bool, one_publisher: float) -> Measures:
    """What `weights.TEXT` weighs, in its order."""
    a_size, b_size = x.a_size or 1, x.b_size or 1
    a_share, b_share = min(1.0, x.a_covered / a_size), min(1.0, x.b_covered / b_size)
    covered, both = max(a_share, b_share), min(a_share, b_share)
    lead = max(0.0, (x.a_lead - FREE_LEAD) / a_size, (x.b_lead - FREE_LEAD) / b_size)
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
    both = round(both * STEP) / STEP
    return (
        *(1.0, round(covered * STEP) / STEP, both, both * one_publisher),
        *(round(long * STEP) / STEP, round(names / slots * STEP) / STEP),
        *(round(figures * STEP) / STEP, round(noise * STEP) / STEP, round(lead * STEP) / STEP),
        float(equal),
    )


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


def _apart(measure: float) -> int:
    """The days whose doublings were measured, as nearly as these were."""
    whole = int(measure)
    return round(NEAR_DAYS * (1 << whole) * (1 + measure - whole))


def _around(a: Mark, b: Mark, short: float) -> Measures:
    """What `weights.AROUND` weighs, in its order.

    ``short``: how short what they share is, and of one publisher.
    """
    same_title = missing = untold = days = 0.0
    if len(a.title) >= ENOUGH and len(b.title) >= ENOUGH:
        if a.title == b.title:
            same_title = 1.0
        else:
            first, second = set(a.title), set(b.title)
            common = len(first & second)
            same_title = float(common >= SAME_TITLE * min(len(first), len(second)))
            one, one_told = _missing(first, a.body, b.body)
            other, other_told = _missing(second, b.body, a.body)
            missing = max(one, other)
            if not same_title:
                untold = short * (1 - max(one_told, other_told))
    apart = abs(a.day - b.day) if a.day and b.day else 0
    if apart > NEAR_DAYS:
        days = doublings(apart / NEAR_DAYS)
    same_address = a.url > 0 and a.url == b.url
    return same_title, _steps(missing), _steps(untold), float(same_address), days


def _missing(title: set[str], its_body: str, body: str) -> tuple[float, float]:
    """The share of a headline's codes that its own text has and another text lacks.

    And the share of those that its own text has.
    """
    own = [code for code in title if code in its_body]
    told = len(own) / len(title)
    if len(own) < 2:
        return 0.0, told
    return len([code for code in own if code not in body]) / len(title), told


def _without_text(a: Mark, b: Mark) -> Comparison:
    """Where texts tell nothing the address decides, or the headline where dates allow it."""
    if a.url and a.url == b.url:
        return Comparison(3.0, 1.0, more=[("the same address", 3.0)])
    apart = abs(a.day - b.day) if a.day and b.day else 0
    told_apart = a.url and b.url and len(a.body) < ENOUGH and a.kind == b.kind
    same_title = a.title == b.title and len(a.title) >= ENOUGH
    if same_title and apart <= NEAR_DAYS and not told_apart:
        return Comparison(2.0, 1.0, more=[("the same headline, and nothing else", 2.0)])
    return Comparison(-16.0, 0.0, more=[("no shared text", -16.0)])
