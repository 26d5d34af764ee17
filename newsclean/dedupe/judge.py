"""Verdicts on records: in one go when all are known, or one by one as they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .clusters import cluster
from .compare import compare
from .index import index
from .keep import chosen
from .mark import Mark
from .verdict import Drop, Keep

if TYPE_CHECKING:
    from . import Dedupe


def judge_batch(marks: Iterable[Mark], options: Dedupe) -> Iterator[Keep | Drop]:
    """Read all marks, then give one verdict each, in order."""
    all_marks = list(marks)
    verdicts: dict[int, Keep | Drop] = {}
    for members in cluster(all_marks):
        kept = chosen([all_marks[i] for i in members], options.keep)
        keeper = all_marks[members[kept]]
        others = [i for n, i in enumerate(members) if n != kept]
        verdicts[members[kept]] = Keep(tuple(_also(keeper, all_marks[i]) for i in others))
        for i in others:
            verdicts[i] = Drop(keeper.id, options.flag)
    alone = Keep()
    for i in range(len(all_marks)):
        yield verdicts.get(i, alone)


def _also(kept: Mark, other: Mark) -> tuple[bytes, float]:
    return other.about, compare(kept, other).similarity


#: A stream compares a record with at most so many that share most places with it.
_CANDIDATES = 24
_CROWD = 32


def judge_stream(marks: Iterable[Mark], options: Dedupe) -> Iterator[Keep | Drop]:
    """One verdict for each mark as it comes, against those before it."""
    seen: list[Mark] = []
    heads: list[int] = []
    at: defaultdict[int, list[int]] = defaultdict(list)
    alone = Keep()
    for m in marks:
        its_keys = _keys(m)
        match = _match(m, _candidates(its_keys, at), seen)
        heads.append(len(seen) if match is None else heads[match])
        for key in its_keys:
            if len(at[key]) < _CROWD:
                at[key].append(len(seen))
        seen.append(m)
        yield alone if match is None else Drop(seen[heads[match]].id, options.flag)


def _keys(m: Mark) -> list[int]:
    """Keys of the index that a record is found by."""
    found = index([m])
    keys = np.concatenate([found.passages, found.wholes]) >> np.uint64(32)
    return [int(key) for key in keys.tolist()]


def _candidates(its_keys: Sequence[int], at: dict[int, list[int]]) -> list[int]:
    """Those before it that share places with a record, most shared first."""
    shared: defaultdict[int, int] = defaultdict(int)
    for key in its_keys:
        for i in at.get(key, ()):
            shared[i] += 1
    return sorted(shared, key=lambda i: (-shared[i], i))[:_CANDIDATES]


def _match(m: Mark, candidates: Iterable[int], seen: Sequence[Mark]) -> int | None:
    for i in candidates:
        other = seen[i]
        if other.kind == m.kind and compare(m, other).same:
            return i
    return None
