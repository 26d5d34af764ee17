"""The pairs among records that may be one story, and how sure it is."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .compare import LESSER, Comparison, compare
from .index import index, pairs
from .mark import Mark
from .marks import Marks, short_hash, unpack
from .rarity import Rarity
from .weights import NORMAL, Policy

if TYPE_CHECKING:
    from ..stage import Apply

#: Pairs below this stay apart however rare what they share is.
HOPELESS = -2.0
#: Pairs are surely one story from here on: so much score, and so much of one text in the other.
SURE = 2.0
SURE_COVERED = 0.85

#: Pairs that are compared at a time; those that may turn out needless come in a second round.
_CHUNK = 512
_ROUNDS = 2
#: Pairs that are weighed at a time.
_WEIGHED = 200_000
#: Fewer pairs than this are compared in this process.
WORTH = 4096

Positions = NDArray[np.int64]
Packed = tuple[list[bytes], list[int], list[int]]
"""Marks, and the numbers of those that each pair has."""
Scored = tuple["array[float]", "array[float]", "array[float]"]
"""Scores and similarities of pairs, and 1 for those of which the texts were compared."""


Values = Sequence[NDArray[np.float64]]
"""The same as arrays."""


class Scores:
    """Pairs of positions with their scores and similarities, in flat arrays."""

    def __init__(self) -> None:
        # A million records have more pairs than fit as objects.
        self._pairs = array("I"), array("I")
        self._values: tuple[array[Any], ...] = array("d"), array("f"), array("b")
        self.traced: list[Comparison] = []
        """The comparisons themselves, if they were asked for."""

    def add(self, one: Positions, other: Positions, values: Values) -> None:
        """Some more pairs."""
        for column, positions in zip(self._pairs, (one, other), strict=True):
            column.frombytes(positions.astype(np.uint32).tobytes())
        for store, some, kind in zip(self._values, values, ("<f8", "<f4", "i1"), strict=True):
            packed: bytes = some.astype(kind).tobytes()
            store.frombytes(packed)

    @property
    def one(self) -> Positions:
        """The first position of each pair."""
        return np.array(self._pairs[0], dtype=np.int64)

    @property
    def other(self) -> Positions:
        """The second position of each pair."""
        return np.array(self._pairs[1], dtype=np.int64)

    @property
    def scores(self) -> NDArray[np.float64]:
        """Log-odds that each pair is one story, without what is rare among the records."""
        return np.array(self._values[0])

    @property
    def similarities(self) -> NDArray[np.float64]:
        """How alike the two of each pair are."""
        rounded: NDArray[np.float64] = np.array(self._values[1], dtype=np.float64).round(3)
        return rounded

    @property
    def textual(self) -> NDArray[np.bool_]:
        """Of which pairs the texts were compared."""
        return np.array(self._values[2], dtype=np.bool_)


class Union:
    """Stories that grow as pairs are joined; a story's head is the smallest of its positions."""

    def __init__(self, size: int) -> None:
        self._up = array("I", range(size))

    def copy(self) -> Union:
        """The same stories, to be joined further."""
        other = Union(0)
        other._up = self._up[:]
        return other

    def head(self, i: int) -> int:
        """The head of a position's story."""
        up = self._up
        while up[i] != i:
            up[i] = i = up[up[i]]
        return i

    def apart(self, i: int, j: int) -> tuple[int, int]:
        """The heads of two stories, the smaller one first."""
        a, b = self.head(i), self.head(j)
        return (a, b) if a < b else (b, a)

    def join(self, i: int, j: int) -> bool:
        """Make two stories one; whether they were two."""
        a, b = self.head(i), self.head(j)
        self._up[max(a, b)] = min(a, b)
        return a != b

    def heads(self) -> Positions:
        """Each position's story, by its head."""
        up = np.array(self._up, dtype=np.int64)
        while not np.array_equal(above := up[up], up):
            up = above
        return up


class Search:
    """The pairs among records in canonical order, fullest first."""

    def __init__(
        self,
        marks: Marks,
        order: Positions,
        *,
        across_kinds: bool,
        trace: bool,
        apply: Apply,
        policy: Policy = NORMAL,
    ) -> None:
        """``order``: which mark is at each position."""
        self._marks, self._order = marks, array("I", order.astype(np.uint32).tobytes())
        self._across_kinds, self._trace, self._apply = across_kinds, trace, apply
        self.policy = policy
        self._kinds = marks.kinds()[order]
        self.lesser = np.isin(self._kinds, [short_hash(kind) for kind in LESSER])
        """By position, whether it is a brief or a link."""
        self.found, self.across = Scores(), Scores()
        """Pairs that may be one story, and pairs of an article and a brief that are of one."""
        self.places, self._wholes = index(map(self.mark, range(len(order))))
        self.rarity = Rarity(self.places, marks.outlets()[order], marks.pages()[order])
        self.sure = Union(len(order))
        """Stories by sure pairs alone. They tell how many stories share a passage: what many share
        (furniture, a template, an agency's standing paragraph) says nothing."""

    def mark(self, i: int) -> Mark:
        """The mark at a position."""
        return self._marks[self._order[i]]

    def run(self) -> None:
        """Compare all pairs that are worth it."""
        for one, other in pairs(self.places, self._wholes):
            lesser = self.lesser[one] != self.lesser[other]
            alike = self._kinds[one] == self._kinds[other]
            if self._across_kinds:
                alike[:] = True
            self._tie(one[lesser & ~alike], other[lesser & ~alike])
            self._look(one[alike], other[alike])
        self.rarity.learn(self.sure.heads())

    def weighed(
        self,
        one: Positions,
        other: Positions,
        scores: NDArray[np.float64],
        textual: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Scores of pairs with what is rare among the records."""
        total: NDArray[np.float64] = scores.copy()
        for low in range(0, len(total), _WEIGHED):
            some = low + np.flatnonzero(textual[low : low + _WEIGHED])
            total[some] += self.rarity.evidence(one[some], other[some])
        return total

    def _tie(self, one: Positions, other: Positions) -> None:
        values, _ = self.compared(one, other)
        same = self.weighed(one, other, values[0], values[2] > 0) > 0
        self.across.add(one[same], other[same], [v[same] for v in values])

    def _look(self, one: Positions, other: Positions) -> None:
        """Compare pairs, except for those that sure ones among them make one story anyhow."""
        if self._trace:
            self._score(one, other)
            return
        for left in reversed(range(_ROUNDS)):
            now, later = self._needed(one, other, put_off=left > 0)
            self._score(one[now], other[now])
            one, other = one[later], other[later]

    def _needed(
        self, one: Positions, other: Positions, *, put_off: bool
    ) -> tuple[list[int], list[int]]:
        """Which pairs are to be compared now, and which may not be needed then."""
        now: list[int] = []
        later: list[int] = []
        sure = self.sure.copy()
        for k, (i, j) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
            if self.sure.head(i) != self.sure.head(j):
                fresh = not put_off or sure.join(i, j)
                (now if fresh else later).append(k)
        return now, later

    def _score(self, one: Positions, other: Positions) -> None:
        near_by = np.lexsort((other, one))  # so that a chunk has few marks
        one, other = one[near_by], other[near_by]
        values, traced = self.compared(one, other)
        total = self.weighed(one, other, values[0], values[2] > 0)
        for k in np.flatnonzero((total >= SURE) & (values[1] >= SURE_COVERED)).tolist():
            self.sure.join(int(one[k]), int(other[k]))
        near = total > HOPELESS
        self.found.add(one[near], other[near], [v[near] for v in values])
        self.found.traced += [traced[k] for k in np.flatnonzero(near).tolist()] if traced else []

    def compared(self, one: Positions, other: Positions) -> tuple[Values, list[Comparison]]:
        """What `scored` says of pairs; the comparisons, too, if they were asked for."""
        if self._trace:
            some = zip(one.tolist(), other.tolist(), strict=True)
            traced = [compare(self.mark(i), self.mark(j), self.policy) for i, j in some]
            rows = [(pair.score, pair.similarity, float(pair.textual)) for pair in traced]
            return list(np.array(rows, dtype=np.float64).reshape(-1, 3).T), traced
        order = np.array(self._order)
        return compared(self._marks, order[one], order[other], self.policy, self._apply), []


def compared(
    marks: Marks, one: Positions, other: Positions, policy: Policy, apply: Apply
) -> Values:
    """What `scored` says of pairs of marks."""

    def packed(low: int) -> Packed:
        """Some of the pairs, each mark once."""
        both = np.r_[one[low : low + _CHUNK], other[low : low + _CHUNK]]
        needed, at = np.unique(both, return_inverse=True)
        half = len(at) // 2
        return list(map(marks.packed, needed.tolist())), at[:half].tolist(), at[half:].tolist()

    some = map(packed, range(0, len(one), _CHUNK))
    found = list((apply if len(one) >= WORTH else map)(partial(scored, policy), some))
    return [np.concatenate([np.zeros(0), *(f[n] for f in found)]) for n in range(3)]


def scored(policy: Policy, some: Packed) -> Scored:
    """Compare pairs of packed marks."""
    scores, similarities, textual = array("d"), array("d"), array("d")
    marks = list(map(unpack, some[0]))
    for i, j in zip(*some[1:], strict=True):
        pair = compare(marks[i], marks[j], policy)
        scores.append(pair.score)
        similarities.append(pair.similarity)
        textual.append(pair.textual)
    return scores, similarities, textual
