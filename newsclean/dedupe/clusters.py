"""From pairs to stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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
    order = sorted(range(len(marks)), key=lambda i: _rank(marks[i]))
    twins: dict[tuple[str, str] | int, list[int]] = {}
    for i in order:
        m = marks[i]
        twins.setdefault((m.kind, m.body) if len(m.body) >= _ENOUGH else i, []).append(i)
    groups = list(twins.values())
    found = _Search([marks[group[0]] for group in groups], across_kinds, every_pair=trace)
    result = Stories(groups=[])
    for story in found.stories():
        members = sorted(i for g in story for i in groups[g])
        if len(members) > 1:
            result.groups.append(members)
    result.groups.sort()
    result.ties = [(s, groups[i][0], k) for s, i, j in found.ties() for k in groups[j]]
    for pair, i, j in found.edges:
        result.likeness[groups[i][0], groups[j][0]] = pair.similarity
    if trace:
        result.pairs = [(pair, groups[i][0], groups[j][0]) for pair, i, j in found.edges]
        for first, *others in groups:
            result.pairs += [(compare(marks[first], marks[i]), first, i) for i in others]
    return result


def _rank(m: Mark) -> tuple[int, int, int, str]:
    return (-len(m.body), -m.words, short_hash(m.body + m.title), m.id)


class _Search:
    """The pairs among marks in canonical order, and what follows from them."""

    def __init__(self, marks: Sequence[Mark], across_kinds: bool, *, every_pair: bool) -> None:
        self.marks = marks
        self.edges: list[tuple[Comparison, int, int]] = []
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
                    self.edges.append((pair, i, j))
                    if pair.score >= _SURE and pair.similarity >= _SURE_COVERED:
                        sketch.join(i, j)
            elif (a.kind in _LESSER) != (b.kind in _LESSER):
                pair = compare(a, b)
                if pair.same:
                    self.across.append((pair, i, j))
        self._rarity = Rarity(places, sketch.heads())
        for pair, i, j in self.edges:
            if marks[i].body != marks[j].body:
                pair.add("rarity of what they share", self._rarity.evidence(i, j))

    def stories(self) -> Iterable[list[int]]:
        """Positions by story, single ones included."""
        final = _Join(self.marks, self._rarity)
        final.join((pair.score, i, j) for pair, i, j in self.edges)
        return final.members.values()

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
        self._up = list(range(size))

    def _head(self, i: int) -> int:
        while self._up[i] != i:
            self._up[i] = i = self._up[self._up[i]]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = self._head(i), self._head(j)
        self._up[max(a, b)] = min(a, b)

    def joined(self, i: int, j: int) -> bool:
        return self._head(i) == self._head(j)

    def heads(self) -> list[int]:
        return [self._head(i) for i in range(len(self._up))]


class _Join:
    """Stories that grow from pairs, the surest first.

    Two stories become one only if their fullest records do not contradict each other, so a short
    copy of both cannot chain them together.
    """

    def __init__(self, marks: Sequence[Mark], rarity: Rarity) -> None:
        self.marks = marks
        self.rarity = rarity
        self.head = list(range(len(marks)))
        self.members = {i: [i] for i in self.head}

    def join(self, edges: Iterable[Edge]) -> None:
        """Join the pairs that are one story."""
        for score, i, j in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
            if score <= 0:
                break
            a, b = sorted((self.head[i], self.head[j]))
            if a != b and ((a, b) == (i, j) or self._agree(a, b)):
                for k in self.members[b]:
                    self.head[k] = a
                self.members[a] += self.members.pop(b)

    def _agree(self, i: int, j: int) -> bool:
        score = compare(self.marks[i], self.marks[j]).score
        if self.marks[i].body != self.marks[j].body:
            score += self.rarity.evidence(i, j)
        return score >= _NO_CONTRADICTION
