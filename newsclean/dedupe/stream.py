"""Verdicts on records one by one as they come, against those before them."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .clusters import NO_CONTRADICTION
from .common import Keys, repeated, weigh, weight
from .compare import Comparison, compare
from .index import keys, passage_keys
from .mark import Mark
from .marks import Marks
from .verdict import Drop, Keep, Verdict
from .weights import POLICIES

if TYPE_CHECKING:
    from . import Dedupe

#: A record is compared with at most so many that share most with it.
_CANDIDATES = 10
#: So many records are known of a place.
_CROWD = 32


def judge_stream(marks: Iterable[Mark], options: Dedupe) -> Iterator[Verdict]:
    """One verdict for each mark as it comes, against those before it."""
    alone = Keep(leave_out=options.only_duplicates)
    with Marks() as seen:
        stream = _Stream(seen, options)
        for m in marks:
            head = stream.see(m)
            if head is None:
                yield alone
            else:
                yield Drop(seen[head].id, options.flag or options.only_duplicates)


class _Stream:
    def __init__(self, seen: Marks, options: Dedupe) -> None:
        self._seen, self._policy = seen, POLICIES[options.policy]
        self._across_kinds = options.across_kinds
        self._heads = array("I")
        self._at: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._counts: Counter[int] = Counter()

    def see(self, m: Mark) -> int | None:
        """The first record of the story that a record tells, if it is not the first itself."""
        its_keys = keys(m)
        own = frozenset(passage_keys(m))
        found = []
        for i in self._candidates(its_keys):
            known = self._seen[i]
            if self._across_kinds or known.kind == m.kind:
                found.append((self._compare(m, own, i, known), i))
        match = self._match(m, own, [(pair.score, i) for (pair, *_), i in found])
        self._counts.update(repeated(m, own, ((k, its, pair.same) for (pair, k, its), _ in found)))
        for key in its_keys:
            if len(self._at[key]) < _CROWD:
                self._at[key].append(len(self._seen))
        head = len(self._seen) if match is None else self._heads[match]
        self._heads.append(head)
        self._seen.append(m)
        return None if match is None else head

    def _candidates(self, its_keys: Sequence[int]) -> list[int]:
        """Those before it that share places with a record, those with the rarest ones first."""
        shared: defaultdict[int, int] = defaultdict(int)
        for key in its_keys:
            if key in self._at:
                value = weight(self._counts[key])
                for i in self._at[key]:
                    shared[i] += value
        return sorted(shared, key=lambda i: (-shared[i], i))[:_CANDIDATES]

    def _compare(self, m: Mark, own: Keys, i: int, known: Mark) -> tuple[Comparison, Mark, Keys]:
        pair, its = compare(m, known, self._policy), frozenset(passage_keys(known))
        weigh(pair, own, its, self._counts)
        return pair, known, its

    def _match(self, m: Mark, own: Keys, scores: list[tuple[float, int]]) -> int | None:
        """The one that a record is surest to be a copy of, if the first of its story agrees."""
        known = {i: score for score, i in scores}
        for score, i in sorted(scores, key=lambda found: (-found[0], found[1])):
            if score <= 0:
                break
            head = self._heads[i]
            if head not in known:
                known[head] = self._compare(m, own, head, self._seen[head])[0].score
            if known[head] >= NO_CONTRADICTION:
                return i
        return None
