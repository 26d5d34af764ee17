"""From pairs to stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
#: Weight of how much less (or more) two records share once rarity is taken into account.
_RARITY = 8.0


def cluster(marks: Sequence[Mark]) -> list[list[int]]:
    """Positions of the records of each story that has more than one, in input order.

    Depends on the set of marks, not on their order: they are put in a canonical order first, the
    fullest one at the head.
    """
    order = sorted(range(len(marks)), key=lambda i: _rank(marks[i]))
    twins: dict[tuple[str, str] | int, list[int]] = {}
    for i in order:
        m = marks[i]
        twins.setdefault((m.kind, m.body) if len(m.body) >= _ENOUGH else i, []).append(i)
    groups = list(twins.values())
    result = []
    for story in _stories([marks[group[0]] for group in groups]):
        members = sorted(i for g in story for i in groups[g])
        if len(members) > 1:
            result.append(members)
    return sorted(result)


def _rank(m: Mark) -> tuple[int, int, int, str]:
    return (-len(m.body), -m.words, short_hash(m.body + m.title), m.id)


def _stories(marks: Sequence[Mark]) -> Iterable[list[int]]:
    """Positions by story, single ones included; ``marks`` in canonical order.

    Sure pairs come first. They tell how many stories share a passage, and that is weighed in the
    second round: what many stories share (furniture, a template, an agency's standing paragraph)
    says nothing.
    """
    found = index(marks)
    edges = []
    for i, j in pairs(found):
        if marks[i].kind == marks[j].kind:
            pair = compare(marks[i], marks[j])
            if pair.score > _HOPELESS:
                edges.append((pair, i, j))
    sure = [e for e in edges if e[0].score >= _SURE and e[0].similarity >= _SURE_COVERED]
    sketch = _Join(marks)
    sketch.join((-pair.score, i, j) for pair, i, j in sure)
    final = _Join(marks, Rarity(found, sketch.head))
    final.join((-final.score(pair, i, j), i, j) for pair, i, j in edges)
    return final.members.values()


class _Join:
    """Stories that grow from pairs, the surest first.

    Two stories become one only if their fullest records do not contradict each other, so a short
    copy of both cannot chain them together.
    """

    def __init__(self, marks: Sequence[Mark], rarity: Rarity | None = None) -> None:
        self.marks = marks
        self.rarity = rarity
        self.head = list(range(len(marks)))
        self.members = {i: [i] for i in self.head}

    def join(self, edges: Iterable[tuple[float, int, int]]) -> None:
        """Join pairs given as cost, position, position, where the cost is below zero."""
        for cost, i, j in sorted(edges):
            if cost >= 0:
                break
            a, b = sorted((self.head[i], self.head[j]))
            if a != b and ((a, b) == (i, j) or self._agree(a, b)):
                for k in self.members[b]:
                    self.head[k] = a
                self.members[a] += self.members.pop(b)

    def score(self, found: Comparison, i: int, j: int) -> float:
        """A pair's score with rarity weighed in."""
        if self.rarity is None or marks_equal(self.marks[i], self.marks[j]):
            return found.score
        plain, weighed = self.rarity.shared(i, j)
        return found.score + _RARITY * (weighed - plain)

    def _agree(self, i: int, j: int) -> bool:
        found = compare(self.marks[i], self.marks[j])
        return self.score(found, i, j) >= _NO_CONTRADICTION


def marks_equal(a: Mark, b: Mark) -> bool:
    """Whether two texts are the same, word for word."""
    return a.body == b.body
