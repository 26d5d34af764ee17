"""The index in two directions: from a passage to its records, and from a record to its passages.

A place that one record has alone is only counted. All is kept in flat arrays and worked on piece by
piece; those that are long lie in temporary files (`rows`), so that millions of records need little
memory. Keys are 56 bits wide, so that hardly any two places of many millions share one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .rows import Row, Sorted

Keys = NDArray[np.uint64]
Pairs = NDArray[np.uint64]
"""``one << 32 | other``."""

#: Bits of a key.
BITS = 56
#: Keys are grouped bucket by bucket where there are more than fit into a batch.
BUCKETS = 64
BATCH = 500_000
_RECORDS = 50_000
_U32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


class Places:
    """The places that records have, by position."""

    def __init__(self, chunks: Iterable[tuple[Keys, NDArray[np.int64]]]) -> None:
        """``chunks``: keys of some records, record by record, and how many each has."""
        counts, keyed, size = Row(np.uint32), Sorted(1 << BITS, BUCKETS, BATCH), 0
        for some, numbers in chunks:
            owners = np.arange(size, size + len(numbers), dtype=np.uint32)
            keyed.add(some, np.repeat(owners, numbers))
            counts.add(numbers)
            size += len(numbers)
        self.counts: NDArray[np.uint32] = counts.whole()
        """How many places each record has."""
        self._group(keyed)

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.counts)

    def _group(self, keyed: Sorted) -> None:
        records, sizes, firsts = Row(np.uint32), Row(np.uint32), Row(np.int64)
        owned = Sorted(max(1, self.size), BUCKETS, BATCH)
        shares = np.zeros(self.size, dtype=np.uint32)
        for key, owner in keyed:
            starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else key
            size = np.diff(np.r_[starts, len(key)]).astype(np.int64)
            shared, size = owner[np.repeat(size > 1, size)], size[size > 1]
            numbers = np.arange(sizes.length, sizes.length + len(size), dtype=np.uint32)
            owned.add(shared, np.repeat(numbers, size))
            np.add.at(shares, shared, np.uint32(1))
            firsts.add(np.cumsum(size) - size + records.length)
            records.add(shared)
            sizes.add(size)
        groups = Row(np.uint32)
        for _, numbers in owned:
            groups.add(numbers)
        self.records: NDArray[np.uint32] = records.whole()
        """Group by group, in order; a group is a place that several records have."""
        self.sizes: NDArray[np.uint32] = sizes.whole()
        """By group, how many records there are."""
        self.firsts: NDArray[np.int64] = firsts.whole()
        """By group, where in ``records`` it begins."""
        self.groups: NDArray[np.uint32] = groups.whole()
        """The groups of each record, record by record."""
        self.starts: NDArray[np.int64] = np.r_[0, np.cumsum(shares, dtype=np.int64)]
        """By record, where in ``groups`` its own begin; one more at the end."""

    def sums(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Sums over the groups of each record of values that the groups have."""
        found: NDArray[np.float64] = _sums(self.groups, self.starts, np.float64, values)
        return found

    def few(self, crowd: int) -> NDArray[np.int64]:
        """How many places of each record no more than so many records have."""
        many = self.sums(self.sizes > crowd).astype(np.int64)
        return self.counts.astype(np.int64) - many

    def of(self, records: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """The groups of some records, and before them for each which of the records it is of."""
        return _expand(self.groups, self.starts[records], self.starts[records + 1])

    def at(self, groups: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """The records at some groups, and before them for each which of the groups it is at."""
        return _expand(self.records, self.firsts[groups], self.firsts[groups] + self.sizes[groups])

    def pairs(self, low: int, high: int, crowd: int) -> tuple[Pairs, Pairs]:
        """Pairs whose second is in a range, the first being before it; not unique.

        Those that share a place of no more than ``crowd`` records, and of larger ones each record
        with the first.
        """
        mine = self.groups[self.starts[low] : self.starts[high]]
        owner = np.repeat(np.arange(low, high), np.diff(self.starts[low : high + 1]))
        large = self.sizes[mine] > crowd
        first = self.records[self.firsts[mine[large]]]
        many = _paired(first, owner[large])
        mine, owner = mine[~large], owner[~large]
        which, others = self.at(mine)
        return _paired(others, owner[which]), many


def distinct(values: Pairs) -> Pairs:
    """Sorted values, each once; numpy's own `unique` takes a hash table, and ten times as long."""
    values = np.sort(values)
    fresh = np.full(len(values), True)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    once: Pairs = values[fresh]
    return once


def _sums(
    entries: NDArray[Any], starts: NDArray[np.int64], kind: type, values: NDArray[Any] | None = None
) -> NDArray[Any]:
    """Sums over slices that follow each other: of entries, or of the values that they number."""
    found = []
    for low in range(0, len(starts) - 1, _RECORDS):
        at = starts[low : low + _RECORDS + 1]
        some = entries[at[0] : at[-1]]
        sums: NDArray[Any] = np.cumsum(some if values is None else values[some], dtype=kind)
        found.append(np.diff(np.r_[0, sums][at - at[0]]))
    return np.concatenate([np.zeros(0, dtype=kind), *found])


def _expand(
    values: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Slices of an array one after the other, and before them for each value its slice."""
    sizes = ends - starts
    which = np.repeat(np.arange(len(sizes)), sizes)
    before = np.cumsum(sizes) - sizes
    return which, values[np.arange(len(which)) + (starts - before)[which]]


def _paired(first: NDArray[np.integer], second: NDArray[np.integer]) -> Pairs:
    before = first < second
    codes: Pairs = first[before].astype(np.uint64) << _U32 | second[before].astype(np.uint64)
    return codes
