"""The pairs among records that may be one story, and how sure it is."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .compare import LESSER, Comparison, compare
from .index import index, pairs
from .mark import Mark
from .marks import Marks, short_hash, unpack

if TYPE_CHECKING:
    from ..stage import Apply

#: Pairs below this stay apart however rare what they share is.
HOPELESS = -1.5
#: Pairs are surely one story from here on: so much score, and so much of one text in the other.
SURE = 3.0
SURE_COVERED = 0.85

#: Pairs that are compared at a time; those that may turn out needless come in a second round.
_CHUNK = 512
_ROUNDS = 2
#: Fewer pairs than this are compared in this process.
WORTH = 4096

Positions = NDArray[np.int64]
Packed = list[tuple[bytes, bytes]]
Scored = tuple["array[float]", "array[float]"]
"""Scores and similarities of pairs."""


class Scores:
    """Pairs of positions with their scores and similarities, in flat arrays."""

    def __init__(self) -> None:
        # A million records have more pairs than fit as objects.
        self._pairs = array("I"), array("I")
        self._values = array("d"), array("d")
        self.traced: list[Comparison] = []
        """The comparisons themselves, if they were asked for."""

    def add(self, one: Positions, other: Positions, values: Sequence[NDArray[np.float64]]) -> None:
        """Some more pairs."""
        for column, positions in zip(self._pairs, (one, other), strict=True):
            column.frombytes(positions.astype(np.uint32).tobytes())
        for store, some in zip(self._values, values, strict=True):
            store.frombytes(some.tobytes())

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
        """Log-odds that each pair is one story."""
        return np.array(self._values[0])

    @property
    def similarities(self) -> NDArray[np.float64]:
        """How alike the two of each pair are."""
        return np.array(self._values[1])


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
        self, marks: Marks, order: Positions, *, across_kinds: bool, trace: bool, apply: Apply
    ) -> None:
        """``order``: which mark is at each position."""
        self._marks, self._order = marks, array("I", order.astype(np.uint32).tobytes())
        self._across_kinds, self._trace, self._apply = across_kinds, trace, apply
        self._kinds = marks.kinds()[order]
        self.lesser = np.isin(self._kinds, [short_hash(kind) for kind in LESSER])
        """By position, whether it is a brief or a link."""
        self.found, self.across = Scores(), Scores()
        """Pairs that may be one story, and pairs of an article and a brief that are of one."""
        self.places, self._wholes = index(map(self.mark, range(len(order))))
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

    def _tie(self, one: Positions, other: Positions) -> None:
        values, _ = self._compared(one, other)
        same = values[0] > 0
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
        values, traced = self._compared(one, other)
        scores, similarities = values
        for k in np.flatnonzero((scores >= SURE) & (similarities >= SURE_COVERED)).tolist():
            self.sure.join(int(one[k]), int(other[k]))
        near = scores > HOPELESS
        self.found.add(one[near], other[near], [v[near] for v in values])
        self.found.traced += [traced[k] for k in np.flatnonzero(near).tolist()] if traced else []

    def _compared(
        self, one: Positions, other: Positions
    ) -> tuple[list[NDArray[np.float64]], list[Comparison]]:
        """Scores and similarities of pairs; the comparisons, too, if they were asked for."""
        some = zip(one.tolist(), other.tolist(), strict=True)
        if self._trace:
            traced = [compare(self.mark(i), self.mark(j)) for i, j in some]
            values = [[pair.score for pair in traced], [pair.similarity for pair in traced]]
            return [np.array(v, dtype=np.float64) for v in values], traced
        packed, at = self._marks.packed, self._order
        each = ((packed(at[i]), packed(at[j])) for i, j in some)
        chunks = iter(lambda: list(islice(each, _CHUNK)), [])
        found = list((self._apply if len(one) >= WORTH else map)(scored, chunks))
        return [np.concatenate([np.zeros(0), *(f[n] for f in found)]) for n in (0, 1)], []


def scored(some: Packed) -> Scored:
    """Compare pairs of packed marks."""
    scores, similarities = array("d"), array("d")
    for a, b in some:
        pair = compare(unpack(a), unpack(b))
        scores.append(pair.score)
        similarities.append(pair.similarity)
    return scores, similarities
