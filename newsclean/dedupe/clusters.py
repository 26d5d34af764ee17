"""From pairs to stories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .compare import compare
from .index import pairs
from .mark import Mark, hash_text

#: Fewer codes than this are too few to call two texts equal unseen.
_ENOUGH = 20


def cluster(marks: Sequence[Mark]) -> list[list[int]]:
    """Positions of the records of each story that has more than one, in input order.

    Depends on the set of marks, not on their order: they are put in a canonical order first, the
    fullest one at the head. A record joins a story only if it matches one of its records and does
    not contradict the fullest one, so stories are not chained into each other.
    """
    order = sorted(range(len(marks)), key=lambda i: _rank(marks[i]))
    twins: dict[tuple[str, str] | int, list[int]] = {}
    for i in order:
        m = marks[i]
        twins.setdefault((m.kind, m.body) if len(m.body) >= _ENOUGH else i, []).append(i)
    groups = list(twins.values())
    fullest = [marks[group[0]] for group in groups]
    stories = _stories(fullest)
    result = []
    for story in stories:
        members = sorted(i for g in story for i in groups[g])
        if len(members) > 1:
            result.append(members)
    return sorted(result)


def _rank(m: Mark) -> tuple[int, int, int, str]:
    return (-len(m.body), -m.words, hash_text(m.body + m.title), m.id)


def _stories(marks: Sequence[Mark]) -> list[list[int]]:
    """Positions by story, single ones included; ``marks`` in canonical order."""
    matches: list[list[int]] = [[] for _ in marks]
    for i, j in pairs(marks):
        a, b = marks[i], marks[j]
        if a.kind == b.kind and compare(a, b).same:
            matches[j].append(i)
    story_of = np.arange(len(marks))
    stories: dict[int, list[int]] = {}
    for j in range(len(marks)):
        for i in matches[j]:
            head = int(story_of[i])
            if head == i or head in matches[j] or compare(marks[head], marks[j]).similarity >= 0.3:
                story_of[j] = head
                break
        stories.setdefault(int(story_of[j]), []).append(j)
    return list(stories.values())
