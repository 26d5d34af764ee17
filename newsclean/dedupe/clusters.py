"""From pairs to stories."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .compare import Comparison, compare
from .index import Rarity, index, pairs, short_hash
from .mark import Mark

#: Fewer codes than this are too few to call two texts equal unseen.
_ENOUGH = 20
#: Two stories grow into one only if their fullest records score at least this.
_NO_CONTRADICTION = -1.5
#: Pairs below this stay apart however rare what they share is.
_HOPELESS = -1.5
#: Pairs are surely one story from here on: so much score, and so much of one text in the other.
_SURE = 3.0
_SURE_COVERED = 0.85

Edge = tuple[float, int, int]
"""Score, and two positions."""


@dataclass(slots=True)
class Stories:
    """Which records are of one story; all by position in the input."""

    groups: list[list[int]]
    """Positions of each story that has more than one record, in order."""
    ties: list[Edge] = field(default_factory=list)
    """A brief or a link, after the article or post that it is of; the surest for each."""
    likeness: dict[tuple[int, int], float] = field(default_factory=dict)
    """How alike two records are, where that is known already."""
    pairs: list[tuple[Comparison, int, int]] = field(default_factory=list)
    """The pairs that were looked at and are, or nearly are, one story; if they were asked for."""


def cluster(marks: Sequence[Mark], *, across_kinds: bool = False, trace: bool = False) -> Stories:
    """Find the stories among records.

    Depends on the set of marks, not on their order: they are put in a canonical order first, the
    fullest one at the head. ``across_kinds``: a brief or a link may be a copy of an article.
    """
    order = _canonical(marks)
    heads = [at for at, i in enumerate(order) if not at or not _twins(marks, order[at - 1], i)]
    found = _Search([marks[order[at]] for at in heads], across_kinds, every_pair=trace)
    ends = [*heads[1:], len(order)][: len(heads)]

    def twins(g: int) -> list[int]:
        return order[heads[g] : ends[g]]

    result = Stories(groups=[])
    stories = found.stories()
    told = {g for story in stories for g in story}
    for story in stories:
        result.groups.append(sorted(i for g in story for i in twins(g)))
    for g, (head, end) in enumerate(zip(heads, ends, strict=True)):
        if end - head > 1 and g not in told:
            result.groups.append(sorted(twins(g)))
    result.groups.sort()
    result.ties = [(s, order[heads[i]], k) for s, i, j in found.ties() for k in twins(j)]
    for similarity, i, j in zip(found.similarities, found.firsts, found.seconds, strict=True):
        result.likeness[order[heads[i]], order[heads[j]]] = similarity
    if trace:
        result.pairs = [(pair, order[heads[i]], order[heads[j]]) for pair, i, j in found.traced]
        for g in range(len(heads)):
            first, *others = twins(g)
            result.pairs += [(compare(marks[first], marks[i]), first, i) for i in others]
    return result


def _canonical(marks: Sequence[Mark]) -> list[int]:
    """Positions in an order that depends on the records alone: fullest first, twins together."""
    size = np.fromiter((len(m.body) for m in marks), dtype=np.int64, count=len(marks))
    text = np.fromiter((short_hash(m.body) for m in marks), dtype=np.int64, count=len(marks))
    words = np.fromiter((m.words for m in marks), dtype=np.int64, count=len(marks))
    rest = np.fromiter(
        (short_hash(m.title + m.kind + m.id) for m in marks), dtype=np.int64, count=len(marks)
    )
    order: list[int] = np.lexsort((rest, -words, text, -size)).tolist()
    return order


def _twins(marks: Sequence[Mark], i: int, j: int) -> bool:
    a, b = marks[i], marks[j]
    return len(a.body) >= _ENOUGH and a.body == b.body and a.kind == b.kind


class _Search:
    """The pairs among marks in canonical order, and what follows from them."""

    def __init__(self, marks: Sequence[Mark], across_kinds: bool, *, every_pair: bool) -> None:
        self.marks = marks
        self.traced: list[tuple[Comparison, int, int]] = []
        # By pair that may be one story; a million records have more pairs than fit as objects.
        self.firsts, self.seconds = array("I"), array("I")
        self.scores, self.similarities = array("d"), array("d")
        self.across: list[tuple[Comparison, int, int]] = []
        places = index(marks)
        sketch = _Sketch(len(marks))
        for i, j in pairs(places):
            a, b = marks[i], marks[j]
            if a.kind == b.kind or across_kinds:
                if sketch.joined(i, j) and not every_pair:
                    continue
                pair = compare(a, b)
                if pair.score > _HOPELESS:
                    self._add(pair, i, j, trace=every_pair)
                    if pair.score >= _SURE and pair.similarity >= _SURE_COVERED:
                        sketch.join(i, j)
            elif (a.kind in _LESSER) != (b.kind in _LESSER):
                pair = compare(a, b)
                if pair.same:
                    self.across.append((pair, i, j))
        self._rarity = Rarity(places, sketch.heads())
        self._weigh()

    def _add(self, pair: Comparison, i: int, j: int, *, trace: bool) -> None:
        self.firsts.append(i)
        self.seconds.append(j)
        self.scores.append(pair.score)
        self.similarities.append(pair.similarity)
        if trace:
            self.traced.append((pair, i, j))

    def _weigh(self) -> None:
        for at, (i, j) in enumerate(zip(self.firsts, self.seconds, strict=True)):
            if self.marks[i].body != self.marks[j].body:
                weight = self._rarity.evidence(i, j)
                self.scores[at] += weight
                if self.traced:
                    self.traced[at][0].add("rarity of what they share", weight)

    def stories(self) -> list[list[int]]:
        """Positions of each story of more than one."""
        final = _Join(self.marks, self._rarity)
        scores = np.array(self.scores)
        order = np.lexsort((np.array(self.seconds), np.array(self.firsts), -scores))
        for at in order.tolist():
            if scores[at] <= 0:
                break
            final.join(self.firsts[at], self.seconds[at])
        return list(final.members.values())

    def ties(self) -> Iterable[Edge]:
        """For each brief or link the surest article or post that it is of."""
        best: dict[int, Edge] = {}
        for pair, i, j in self.across:
            article, lesser = (j, i) if self.marks[i].kind in _LESSER else (i, j)
            tie = (pair.score, article, lesser)
            if pair.same and tie > best.get(lesser, (0.0, 0, 0)):
                best[lesser] = tie
        return best.values()


_LESSER = frozenset({"brief", "link"})


class _Sketch:
    """Stories by sure pairs alone.

    They tell how many stories share a passage. What many stories share (furniture, a template, an
    agency's standing paragraph) says nothing, and is weighed accordingly in the end.
    """

    def __init__(self, size: int) -> None:
        self._up = array("I", range(size))

    def _head(self, i: int) -> int:
        while self._up[i] != i:
            self._up[i] = i = self._up[self._up[i]]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = self._head(i), self._head(j)
        self._up[max(a, b)] = min(a, b)

    def joined(self, i: int, j: int) -> bool:
        return self._head(i) == self._head(j)

    def heads(self) -> NDArray[np.int64]:
        """Each position's story, by the first of its positions."""
        size = len(self._up)
        return np.fromiter((self._head(i) for i in range(size)), dtype=np.int64, count=size)


class _Join:
    """Stories that grow from pairs, the surest first.

    Two stories become one only if their fullest records do not contradict each other, so a short
    copy of both cannot chain them together.
    """

    def __init__(self, marks: Sequence[Mark], rarity: Rarity) -> None:
        self.marks = marks
        self.rarity = rarity
        self.head: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}

    def join(self, i: int, j: int) -> None:
        """Join the stories of a pair, if they agree."""
        a, b = sorted((self.head.get(i, i), self.head.get(j, j)))
        if a != b and ((a, b) == (i, j) or self._agree(a, b)):
            moved = self.members.pop(b, [b])
            self.head.update(dict.fromkeys(moved, a))
            self.members.setdefault(a, [a]).extend(moved)

    def _agree(self, i: int, j: int) -> bool:
        score = compare(self.marks[i], self.marks[j]).score
        if self.marks[i].body != self.marks[j].body:
            score += self.rarity.evidence(i, j)
        return score >= _NO_CONTRADICTION
