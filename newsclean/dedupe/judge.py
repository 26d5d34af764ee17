"""Verdicts on records: in one go when all are known, or one by one as they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .clusters import Stories, cluster
from .compare import compare
from .findings import Cluster, Findings, Pair, carrier, cluster_lines
from .index import index
from .keep import chosen
from .mark import Mark, entries, entry
from .verdict import Drop, Keep, Verdict

if TYPE_CHECKING:
    from . import Dedupe


@dataclass(slots=True)
class Decision:
    """What becomes of records that were looked at together; all by position."""

    stories: list[list[int]]
    """Every story's records, the one that stays at the head."""
    verdicts: dict[int, Verdict]
    """Of the records that are not alone."""


def decide(records: Sequence[Mark], options: Dedupe) -> Decision:
    """Find the stories, choose what stays of each, and tell those who want to know."""
    watched = options.observer is not None
    found = cluster(records, across_kinds=options.across_kinds, trace=watched)
    kept = [
        members[chosen([records[i] for i in members], options.keep, options.prefer)]
        for members in found.groups
    ]
    if options.clusters is not None or watched:
        findings = _findings(records, found, kept)
        if options.clusters is not None:
            _write(options.clusters, findings)
        if options.observer is not None:
            options.observer(findings)
    told = {i for members in found.groups for i in members}
    stories = [[i] for i in range(len(records)) if i not in told]
    for members, keeper in zip(found.groups, kept, strict=True):
        stories.append([keeper, *(i for i in members if i != keeper)])
    return Decision(stories, _verdicts(records, found, kept, options))


def judge_batch(marks: Iterable[Mark], options: Dedupe) -> Iterator[Verdict]:
    """Read all marks, then give one verdict each, in order."""
    records = list(marks)
    verdicts = decide(records, options).verdicts
    alone = Keep(leave_out=options.only_duplicates)
    for i in range(len(records)):
        yield verdicts.get(i, alone)


def _verdicts(
    records: Sequence[Mark], stories: Stories, kept: Sequence[int], options: Dedupe
) -> dict[int, Verdict]:
    """The verdicts on records that are not alone, by position."""
    also: defaultdict[int, list[tuple[list[dict[str, Any]], float]]] = defaultdict(list)
    verdicts: dict[int, Verdict] = {}
    stays: dict[int, int] = {}
    for members, keeper in zip(stories.groups, kept, strict=True):
        for i in members:
            stays[i] = keeper
            if i != keeper:
                also[keeper].append((entries(records[i]), _similarity(records, stories, keeper, i)))
                verdicts[i] = Drop(records[keeper].id, options.flag or options.only_duplicates)
    for _, article, lesser in stories.ties:
        keeper = stays.get(article, article)
        if lesser not in verdicts:
            likeness = _similarity(records, stories, keeper, lesser)
            also[keeper].append(([entry(records[lesser])], likeness))
            also[lesser].append(([entry(records[keeper])], likeness))
    for i, others in also.items():
        verdicts[i] = Keep(tuple(others), options.only_duplicates)
    return verdicts


def _similarity(records: Sequence[Mark], found: Stories, i: int, j: int) -> float:
    known = found.likeness.get((i, j)) or found.likeness.get((j, i))
    return known or compare(records[i], records[j]).similarity


def _findings(records: Sequence[Mark], stories: Stories, kept: Sequence[int]) -> Findings:
    found = Findings(records=len(records))
    story = {}
    for members, keeper in zip(stories.groups, kept, strict=True):
        story.update(dict.fromkeys(members, keeper))
        others = tuple(
            carrier(records[i], _similarity(records, stories, keeper, i))
            for i in members
            if i != keeper
        )
        found.clusters.append(Cluster(carrier(records[keeper]), others))
    for pair, i, j in sorted(stories.pairs, key=lambda p: (-p[0].score, p[1], p[2])):
        joined = i in story and story[i] == story.get(j)
        a, b = carrier(records[i]), carrier(records[j])
        found.pairs.append(Pair(a, b, pair.score, joined, pair.reasons()))
    return found


def _write(path: str, findings: Findings) -> None:
    from ..files import atomic_text

    with atomic_text(path) as file:
        file.write(cluster_lines(findings.clusters))


#: A stream compares a record with at most so many that share most places with it.
_CANDIDATES = 24
_CROWD = 32


def judge_stream(marks: Iterable[Mark], options: Dedupe) -> Iterator[Verdict]:
    """One verdict for each mark as it comes, against those before it."""
    seen: list[Mark] = []
    heads: list[int] = []
    at: defaultdict[int, list[int]] = defaultdict(list)
    alone = Keep(leave_out=options.only_duplicates)
    for m in marks:
        its_keys = keys(m)
        match = _match(m, _candidates(its_keys, at), seen, options)
        heads.append(len(seen) if match is None else heads[match])
        for key in its_keys:
            if len(at[key]) < _CROWD:
                at[key].append(len(seen))
        seen.append(m)
        if match is None:
            yield alone
        else:
            yield Drop(seen[heads[match]].id, options.flag or options.only_duplicates)


def keys(m: Mark) -> list[int]:
    """Keys of the index that a record is found by."""
    found = index([m])
    both = np.concatenate([found.passages, found.wholes]) >> np.uint64(32)
    return [int(key) for key in both.tolist()]


def _candidates(its_keys: Sequence[int], at: dict[int, list[int]]) -> list[int]:
    """Those before it that share places with a record, most shared first."""
    shared: defaultdict[int, int] = defaultdict(int)
    for key in its_keys:
        for i in at.get(key, ()):
            shared[i] += 1
    return sorted(shared, key=lambda i: (-shared[i], i))[:_CANDIDATES]


def _match(m: Mark, candidates: Iterable[int], seen: Sequence[Mark], options: Dedupe) -> int | None:
    """The one of those before it that a record is surest to be a copy of."""
    best: tuple[float, int] = (0.0, -1)
    for i in candidates:
        if options.across_kinds or seen[i].kind == m.kind:
            best = max(best, (compare(m, seen[i]).score, i))
    return best[1] if best[0] > 0 else None
