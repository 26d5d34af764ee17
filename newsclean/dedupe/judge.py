"""Verdicts on records: in one go when all are known, or one by one as they come."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from .clusters import Stories, cluster
from .compare import compare
from .findings import Cluster, Findings, Outcome, Pair, carrier, cluster_lines
from .keep import chosen
from .mark import Mark, entries, entry
from .marks import Marks
from .search import compared
from .verdict import Drop, Keep, Verdict
from .weights import NORMAL, POLICIES

if TYPE_CHECKING:
    from ..stage import Apply
    from . import Dedupe


class Decision:
    """What becomes of records that were looked at together; all by position."""

    def __init__(self, records: Marks, found: Stories, options: Dedupe, apply: Apply) -> None:
        self.records, self.found, self.size = records, found, found.size
        self._options = options
        self.kept = array("I", (_keeper(records, members, options) for members in found))
        """By story that several records tell, the one that stays."""
        self._story = array("i", [-1]) * self.size
        for story, members in enumerate(found):
            for i in members:
                self._story[i] = story
        self._likeness = self._measured(apply)
        self._ties: defaultdict[int, list[int]] = defaultdict(list)
        for article, lesser in found.ties:
            keeper = self._keeper(article)
            if self._keeper(lesser) == lesser:
                self._ties[keeper].append(lesser)
                self._ties[lesser].append(keeper)

    def _measured(self, apply: Apply) -> array[float]:
        """How alike each record is to the one that stays of its story; 1 for that itself."""
        story = np.array(self._story, dtype=np.int64)
        others = np.flatnonzero(story >= 0)
        keepers = np.array(self.kept, dtype=np.int64)[story[others]]
        others, keepers = others[others != keepers], keepers[others != keepers]
        found = self.found.likenesses(keepers, others)
        rest = np.flatnonzero(np.isnan(found))
        found[rest] = compared(self.records, keepers[rest], others[rest], NORMAL, apply)[1]
        every = np.ones(self.size)
        every[others] = found
        return array("d", every.tobytes())

    def stories(self) -> Iterator[list[int]]:
        """Every story's records, the one that stays at the head."""
        for members, keeper in zip(self.found, self.kept, strict=True):
            yield [keeper, *(i for i in members if i != keeper)]
        yield from ([i] for i, story in enumerate(self._story) if story < 0)

    def verdicts(self) -> Iterator[Verdict]:
        """One verdict for each record."""
        options = self._options
        alone = Keep(leave_out=options.only_duplicates)
        for i in range(self.size):
            keeper = self._keeper(i)
            if keeper != i:
                yield Drop(self.records[keeper].id, options.flag or options.only_duplicates)
            elif also := tuple(self._also(i)):
                yield Keep(also, options.only_duplicates)
            else:
                yield alone

    def likeness(self, i: int) -> float:
        """How alike a record is to the one that stays of its story."""
        return self._likeness[i]

    def _keeper(self, i: int) -> int:
        return self.kept[self._story[i]] if self._story[i] >= 0 else i

    def _also(self, i: int) -> Iterator[tuple[list[dict[str, Any]], float]]:
        """What else carries the story of a record that stays."""
        if self._story[i] >= 0:
            for other in self.found[self._story[i]]:
                if other != i:
                    yield entries(self.records[other]), self._likeness[other]
        for other in self._ties.get(i, ()):
            yield [entry(self.records[other])], self._similarity(i, other)

    def _similarity(self, i: int, j: int) -> float:
        return self.found.likeness(i, j) or compare(self.records[i], self.records[j]).similarity


def decide(records: Marks, found: Stories, options: Dedupe, apply: Apply = map) -> Decision:
    """Choose what stays of each story, and tell those who want to know."""
    decision = Decision(records, found, options, apply)
    if options.clusters is not None or options.observer is not None:
        findings = _findings(decision)
        if options.clusters is not None:
            _write(options.clusters, findings)
        if options.observer is not None:
            options.observer(findings)
    return decision


def _keeper(records: Marks, members: list[int], options: Dedupe) -> int:
    if options.keep == "first" and not options.prefer:
        return members[0]
    return members[chosen([records[i] for i in members], options.keep, options.prefer)]


def judge_batch(marks: Iterable[Mark], options: Dedupe, apply: Apply = map) -> Iterator[Verdict]:
    """Read all marks, then give one verdict each, in order."""
    with Marks(marks) as records:
        trace = options.observer is not None
        found = cluster(
            records,
            across_kinds=options.across_kinds,
            trace=trace,
            apply=apply,
            policy=POLICIES[options.policy],
        )
        yield from decide(records, found, options, apply).verdicts()


def _findings(decision: Decision) -> Findings:
    records, stories = decision.records, decision.found
    found = Findings(records=decision.size)
    story = {}
    for members, keeper in zip(stories, decision.kept, strict=True):
        story.update(dict.fromkeys(members, keeper))
        others = tuple(carrier(records[i], decision.likeness(i)) for i in members if i != keeper)
        found.clusters.append(Cluster(carrier(records[keeper]), others))
    ties = set(stories.ties)
    for pair, i, j in sorted(
        [*stories.pairs, *stories.tied], key=lambda p: (-p[0].score, p[1], p[2])
    ):
        one = i in story and story[i] == story.get(j)
        outcome: Outcome = "joined" if one else "tied" if (i, j) in ties else "kept apart"
        a, b = carrier(records[i]), carrier(records[j])
        found.pairs.append(Pair(a, b, pair.score, outcome, pair.reasons()))
    return found


def _write(path: str, findings: Findings) -> None:
    from ..system.places import writing

    with writing(path) as file:
        file.write(cluster_lines(findings.clusters))
