"""From pairs to stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .compare import Comparison, compare
from .marks import Marks
from .rarity import explain_rarity
from .search import Positions, Search, Union
from .weights import NORMAL, Policy

#: Fewer codes than this are too few to call two texts one story unseen: serial reports under one
#: headline differ in a date, or in words so short that they have no code.
_ENOUGH = 60
_SOME = 10_000
#: Two stories grow into one only if their fullest records score at least this.
NO_CONTRADICTION = -2.0

if TYPE_CHECKING:
    from ..stage import Apply

Tie = tuple[int, int]
"""An article's or a post's position, and that of a brief or a link that is of it."""


class _ByPair:
    """Values by pairs of positions."""

    def __init__(self, one: Positions, other: Positions, values: NDArray[np.float64]) -> None:
        codes = (np.minimum(one, other) << 32 | np.maximum(one, other)).astype(np.uint64)
        at = np.argsort(codes)
        self._codes, self._values = codes[at], values[at]

    def of(self, one: Positions, other: Positions) -> NDArray[np.float64]:
        """The values of some pairs; not a number where there is none."""
        codes = (np.minimum(one, other) << 32 | np.maximum(one, other)).astype(np.uint64)
        at = np.minimum(self._codes.searchsorted(codes), max(0, len(self._codes) - 1))
        if not len(self._codes):
            return np.full(len(codes), np.nan)
        found: NDArray[np.float64] = np.where(self._codes[at] == codes, self._values[at], np.nan)
        return found

    def get(self, i: int, j: int) -> float | None:
        code = np.uint64(min(i, j) << 32 | max(i, j))
        at = int(self._codes.searchsorted(code))
        known = at < len(self._codes) and self._codes[at] == code
        return float(self._values[at]) if known else None


@dataclass(slots=True)
class Stories:
    """Which records are of one story; all by position in the input."""

    size: int
    """How many records there are."""
    members: Positions
    """Those of each story that has more than one record, story by story, in order."""
    starts: Positions
    """Where in ``members`` each story begins; one more at the end."""
    ties: list[Tie] = field(default_factory=list)
    """For each brief or link the surest article or post that it is of."""
    pairs: list[tuple[Comparison, int, int]] = field(default_factory=list)
    """The pairs that were looked at and are, or nearly are, one story; if they were asked for."""
    tied: list[tuple[Comparison, int, int]] = field(default_factory=list)
    """The comparisons behind ``ties``; if they were asked for."""
    similarities: _ByPair | None = None

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, story: int) -> list[int]:
        found: list[int] = self.members[self.starts[story] : self.starts[story + 1]].tolist()
        return found

    def __iter__(self) -> Iterator[list[int]]:
        return (self[story] for story in range(len(self)))

    def likenesses(self, one: Positions, other: Positions) -> NDArray[np.float64]:
        """How alike the two of each pair are; not a number where that is not known yet."""
        if self.similarities is None:
            return np.full(len(one), np.nan)
        return self.similarities.of(one, other)

    def likeness(self, i: int, j: int) -> float | None:
        """How alike two records are, where that is known already."""
        return self.similarities.get(i, j) if self.similarities else None


def cluster(
    marks: Marks,
    *,
    across_kinds: bool = False,
    trace: bool = False,
    apply: Apply = map,
    policy: Policy = NORMAL,
) -> Stories:
    """Find the stories among records.

    Depends on the set of marks, not on their order: they are put in a canonical order first, the
    fullest one at the head. ``across_kinds``: a brief or a link may be a copy of an article.
    """
    texts = _Texts(marks)
    search = Search(
        marks, texts.heads, across_kinds=across_kinds, trace=trace, apply=apply, policy=policy
    )
    search.run()
    found = search.found
    one, other = found.one, found.other
    final = _Join(search)
    final.join_all(one, other, search.weighed(one, other, found.scores, found.textual))
    result = Stories(len(marks), *rows(final.stories.heads()[texts.number]))
    result.similarities = _ByPair(texts.heads[one], texts.heads[other], found.similarities)
    result.ties = [(int(texts.heads[i]), k) for i, j in _ties(search) for k in texts.of(j)]
    if trace:
        at = texts.heads
        share, mass = (column.tolist() for column in search.rarity.measure(one, other))
        for n, pair in enumerate(found.traced):
            explain_rarity(pair, share[n], mass[n])
            result.pairs.append((pair, int(at[one[n]]), int(at[other[n]])))
        result.pairs += texts.pairs(marks)
        for i, j in result.ties:
            first, second = texts.number[[i]], texts.number[[j]]
            pair = compare(marks[i], marks[j], policy)
            explain_rarity(pair, *(float(v[0]) for v in search.rarity.measure(first, second)))
            result.tied.append((pair, i, j))
    return result


class _Texts:
    """Records by text, headline, address and kind, in canonical order.

    One of each is compared with others.
    """

    def __init__(self, marks: Marks) -> None:
        self._order = order = marks.order()
        fresh = np.full(len(order), True)
        fresh[1:] = False
        for column in (marks.texts(), marks.kinds(), marks.titles()):
            value = column[order]
            fresh[1:] |= value[1:] != value[:-1]
        for at in np.flatnonzero(~fresh).tolist():
            a, b = marks[int(order[at - 1])].body, marks[int(order[at])].body
            fresh[at] = len(a) < _ENOUGH or a != b
        self.heads: Positions = order[fresh]
        """By text, the first record that has it."""
        self._starts = np.r_[np.flatnonzero(fresh), len(order)]
        self.number: Positions = np.empty(len(order), dtype=np.int64)
        """By record, its text."""
        self.number[order] = np.cumsum(fresh) - 1

    def of(self, text: int) -> list[int]:
        """The records that have a text."""
        found: list[int] = self._order[self._starts[text] : self._starts[text + 1]].tolist()
        return found

    def pairs(self, marks: Marks) -> Iterator[tuple[Comparison, int, int]]:
        """The first record of each text beside the others."""
        for text in np.flatnonzero(np.diff(self._starts) > 1).tolist():
            first, *others = self.of(text)
            yield from ((compare(marks[first], marks[i]), first, i) for i in others)


def rows(story: Positions) -> tuple[Positions, Positions]:
    """The members of stories of more than one, those of the first record's story first."""
    several = np.flatnonzero(np.bincount(story)[story] > 1) if len(story) else story
    first = np.full(int(story.max(initial=0)) + 1, len(story))
    np.minimum.at(first, story, np.arange(len(story)))
    members = several[np.argsort(first[story[several]], kind="stable")]
    fresh = np.flatnonzero(np.diff(story[members], prepend=-1))
    return members, np.r_[fresh, len(members)]


def _ties(search: Search) -> Iterable[Tie]:
    """For each brief or link the surest article or post that it is of."""
    best: dict[int, tuple[float, int]] = {}
    across = search.across
    one, other = across.one, across.other
    scores = search.weighed(one, other, across.scores, across.textual)
    for score, i, j in zip(scores.tolist(), one, other, strict=True):
        article, lesser = (int(j), int(i)) if search.lesser[i] else (int(i), int(j))
        best[lesser] = max(best.get(lesser, (0.0, 0)), (score, article))
    return ((article, lesser) for lesser, (_, article) in best.items())


class _Join:
    """Stories that grow from pairs, the surest first.

    Two stories become one only if their fullest records do not contradict each other, so a short
    copy of both cannot chain them together.
    """

    def __init__(self, search: Search) -> None:
        self._search = search
        self.stories = Union(search.places.size)

    def join_all(self, one: Positions, other: Positions, scores: NDArray[np.float64]) -> None:
        """Join the stories of the pairs that are one by their scores, if they agree."""
        known = _ByPair(one, other, scores)
        order = np.lexsort((other, one, -scores))
        order = order[scores[order] > 0]
        one, other = one[order], other[order]
        met = self._scores(*self._meetings(one, other, known))
        for i, j in _each(one, other):
            a, b = self.stories.apart(i, j)
            if a != b and ((a, b) == (i, j) or self._agree(a, b, known, met)):
                self.stories.join(a, b)

    def _meetings(
        self, one: Positions, other: Positions, known: _ByPair
    ) -> tuple[Positions, Positions]:
        """The pairs of fullest records that would meet if all agreed, and are not known yet."""
        stories, found = Union(self._search.places.size), []
        for i, j in _each(one, other):
            a, b = stories.apart(i, j)
            if stories.join(a, b) and (a, b) != (i, j) and known.get(a, b) is None:
                found.append((a, b))
        first, second = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return first, second

    def _scores(self, one: Positions, other: Positions) -> _ByPair:
        search = self._search
        values, _ = search.compared(one, other)
        return _ByPair(one, other, search.weighed(one, other, values[0], values[2] > 0))

    def _agree(self, i: int, j: int, known: _ByPair, met: _ByPair) -> bool:
        score = known.get(i, j)
        if score is None:
            score = met.get(i, j)
        if score is None:
            score = self._scores(np.array([i]), np.array([j])).get(i, j)
        return score is not None and score >= NO_CONTRADICTION


def _each(one: Positions, other: Positions) -> Iterator[tuple[int, int]]:
    """Pairs as plain numbers, some at a time, because these take more memory."""
    for low in range(0, len(one), _SOME):
        some = slice(low, low + _SOME)
        yield from zip(one[some].tolist(), other[some].tolist(), strict=True)
