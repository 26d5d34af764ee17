"""Which records are worth comparing: those that share a passage in the index.

A record's places in the index are passages of three codes whose hash is small: the same passages
are picked in any two texts that share them (Broder, *On the resemblance and containment of
documents*, 1997; with a threshold in place of a fixed number, Heintze 1996). A text's head gives
more of them, because that is what a copy that was cut short still has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .mark import Mark

#: Passages picked from the whole of a text, about, and from its first codes, as a share of them.
PICKED = 24
HEAD = 64
HEAD_SHARE = 0.2
#: A passage of more records than this tells little: of those, each is compared with the fullest
#: one only, so that cost grows with the records and not with their square.
CROWD = 8
#: Two records are compared if they share this much of the passages that few records have (and more
#: than one of them, where they have many), or if one is the fullest in so many crowds of the other,
#: and in such a share of them.
NEAR_SHARE = 0.125
NEAR = 2
MANY = 5
CROWDS = 3
CROWD_SHARE = 0.25
#: A passage of more stories than this counts less the more they are.
COMMON = 4
#: Weight of how much less (or more) two records share once rarity is taken into account.
RARITY = 8.0

_CHUNK = 1024
_PARTS = 16
_BLOCK = 100_000
_U32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_ODD = [np.uint32(n) for n in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)]
_MIX = np.uint32(0x27D4EB2F)
_TOP = 2.0**32 - 1

Entries = NDArray[np.uint64]
_NONE: Entries = np.zeros(0, dtype=np.uint64)
_NO_KEYS: NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)


@dataclass(slots=True)
class Index:
    """Places of records, as ``key << 32 | position``, sorted."""

    passages: Entries
    wholes: Entries
    """What a record has one of: its address and its headline."""
    keys: NDArray[np.uint32]
    """Keys of the passages, record by record."""
    starts: NDArray[np.int64]
    """Where in ``keys`` each record's begin; one more at the end."""

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.starts) - 1


def index(marks: Iterable[Mark]) -> Index:
    """The places of some records, whose positions are counted from 0."""
    rest = iter(marks)
    passages, wholes, keys, counts = [_NONE], [_NONE], [_NO_KEYS], [np.zeros(1, dtype=np.int64)]
    size = 0
    while chunk := list(islice(rest, _CHUNK)):
        found = _passages(chunk, size)
        wholes.append(_wholes(chunk, size))
        position = (found & _LOW).astype(np.int64) - size
        keys.append((found >> _U32).astype(np.uint32)[np.argsort(position, kind="stable")])
        counts.append(np.bincount(position, minlength=len(chunk)))
        passages.append(found)
        size += len(chunk)
    starts = np.cumsum(np.concatenate(counts))
    every = np.concatenate(passages)
    passages.clear()
    every.sort()
    return Index(every, np.unique(np.concatenate(wholes)), np.concatenate(keys), starts)


def _passages(marks: Sequence[Mark], first: int) -> Entries:
    sizes = np.array([len(m.body) for m in marks])
    codes = np.frombuffer("".join([m.body for m in marks]).encode("utf-16-le"), dtype="<u2")
    if len(codes) < 3:
        return _NONE
    owner = np.repeat(np.arange(len(marks), dtype=np.uint32), sizes)
    wide = codes.astype(np.uint32)
    h = wide[:-2] * _ODD[0] + wide[1:-1] * _ODD[1] + wide[2:] * _ODD[2]
    h ^= h >> np.uint32(15)
    h *= _MIX
    h ^= h >> np.uint32(13)
    starts = np.cumsum(sizes) - sizes
    limit = np.repeat(
        (np.minimum(1.0, PICKED / np.maximum(1, sizes)) * _TOP).astype(np.uint32), sizes
    )
    head = np.uint32(HEAD_SHARE * _TOP)
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        if HEAD_SHARE * size > PICKED:
            limit[start : start + HEAD] = head
    picked = np.flatnonzero((h <= limit[:-2]) & (owner[:-2] == owner[2:]))
    position = owner[picked].astype(np.uint64) + np.uint64(first)
    return np.unique(h[picked].astype(np.uint64) << _U32 | position)


def _wholes(marks: Sequence[Mark], first: int) -> Entries:
    found = []
    for position, m in enumerate(marks, first):
        if m.url:
            found.append((m.url & 0xFFFFFFFF) << 32 | position)
        if len(m.title) >= 3:
            found.append(short_hash(m.title) << 32 | position)
    return np.array(found, dtype=np.uint64)


def short_hash(text: str) -> int:
    """32 bits of a row of codes, the same on every machine."""
    return crc32(text.encode("utf-16-le", "surrogatepass"))


def pairs(found: Index) -> Iterator[tuple[int, int]]:
    """Pairs of positions worth comparing, each once and the smaller first, the likeliest first.

    Positions must be in a canonical order, fullest first. Two records are worth it if they share
    enough of the passages that few records have; in a crowd, every record is paired with the
    fullest one there, if that happens in several crowds.
    """
    own, crowded = _zeros(found.size), _zeros(found.size)
    for part in _split(found.passages):
        _pairs_within(part, own, crowded)
    limit = np.maximum(np.where(own < MANY, 1, NEAR), NEAR_SHARE * own)
    crowd_limit = np.maximum(CROWDS, CROWD_SHARE * crowded)
    for low in range(0, found.size, _BLOCK):
        yield from _pairs_from(found, low, low + _BLOCK, limit, crowd_limit)


def _pairs_from(
    found: Index,
    low: int,
    high: int,
    limit: NDArray[np.float64],
    crowd_limit: NDArray[np.float64],
) -> Iterator[tuple[int, int]]:
    """The pairs whose first position is in a range: all of them at once would take much memory."""
    near, near_counts, crowd, crowd_counts = _NONE, _NONE, _NONE, _NONE
    unused = _zeros(found.size)
    for part in _split(found.passages):
        few, many = (_between(codes, low, high) for codes in _pairs_within(part, unused, unused))
        near, near_counts = _add(near, near_counts, *_counted(few))
        crowd, crowd_counts = _add(crowd, crowd_counts, *_counted(many))
    one, other = (near >> _U32).astype(np.int64), (near & _LOW).astype(np.int64)
    enough = near_counts >= np.minimum(limit[one], limit[other])
    often = crowd_counts >= crowd_limit[(crowd & _LOW).astype(np.int64)]
    codes, counts = _add(near[enough], near_counts[enough], crowd[often], crowd_counts[often])
    few, many = _pairs_within(found.wholes, unused, unused)
    wholes = _between(np.concatenate([few, many]), low, high)
    codes, counts = _add(codes, counts, *_counted(wholes))
    codes = codes[np.lexsort((codes, -counts.astype(np.int64)))]
    del near, near_counts, crowd, crowd_counts, counts
    for some in np.array_split(codes, len(codes) // _CHUNK + 1):
        yield from zip((some >> _U32).tolist(), (some & _LOW).tolist(), strict=True)


def _between(codes: Entries, low: int, high: int) -> Entries:
    first = codes >> _U32
    inside: Entries = codes[(first >= np.uint64(low)) & (first < np.uint64(high))]
    return inside


def _zeros(size: int) -> Entries:
    return np.zeros(size, dtype=np.uint64)


def _split(entries: Entries) -> Iterator[Entries]:
    """Runs of whole groups, so that no step needs much memory at once."""
    bounds = [(part << 32) * (2**32 // _PARTS) for part in range(1, _PARTS)]
    yield from np.split(entries, np.searchsorted(entries, np.array(bounds, dtype=np.uint64)))


def _pairs_within(entries: Entries, own: Entries, crowded: Entries) -> tuple[Entries, Entries]:
    """Pairs that share an entry few have, and pairs with the first of a crowd; not unique.

    Counts in ``own`` each record's entries that few have, and in ``crowded`` the others.
    """
    if not len(entries):
        return _NONE, _NONE
    key = entries >> _U32
    position = entries & _LOW
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    sizes = np.diff(np.r_[starts, len(key)])
    size = np.repeat(sizes, sizes)
    np.add.at(own, position[size <= CROWD].astype(np.int64), np.uint64(1))
    np.add.at(crowded, position[size > CROWD].astype(np.int64), np.uint64(1))
    found = []
    for step in range(1, CROWD):
        here = np.flatnonzero((key[step:] == key[:-step]) & (size[step:] <= CROWD))
        found.append(position[here] << _U32 | position[here + step])
    crowd = size > CROWD
    crowd[starts] = False
    first = position[np.repeat(starts, sizes)[crowd]]
    return np.concatenate(found), first << _U32 | position[crowd]


def _counted(codes: Entries) -> tuple[Entries, Entries]:
    unique, counts = np.unique(codes, return_counts=True)
    return unique, counts.astype(np.uint64)


def _add(
    codes: Entries, counts: Entries, more: Entries, more_counts: Entries
) -> tuple[Entries, Entries]:
    """The sum of two countings of pairs."""
    if not len(codes):
        return more, more_counts
    both, both_counts = np.concatenate([codes, more]), np.concatenate([counts, more_counts])
    order = np.argsort(both, kind="stable")
    both, both_counts = both[order], both_counts[order]
    starts = np.flatnonzero(np.r_[True, both[1:] != both[:-1]])
    return both[starts], np.add.reduceat(both_counts, starts)


class Rarity:
    """How rare the passages are that records share, by the stories that have them."""

    def __init__(self, found: Index, stories: NDArray[np.int64]) -> None:
        """``stories``: which story the record at each position is of, as far as is known."""
        self._found = found
        parts = [_common(part, stories) for part in _split(found.passages)]
        self._common = np.concatenate([keys for keys, _ in parts])
        """Keys that more stories have than `COMMON`, in order."""
        self._weights = np.concatenate([weights for _, weights in parts]).tolist()

    def evidence(self, a: int, b: int) -> float:
        """What the rarity of what two records share adds to their score."""
        plain, weighed = self._shared(a, b)
        return RARITY * (weighed - plain)

    def _shared(self, a: int, b: int) -> tuple[float, float]:
        """The share of one record's places that the other has: plain, and weighed by rarity.

        Of the record of which the other has more.
        """
        first, second = self._keys(a), self._keys(b)
        common = set(first.tolist()).intersection(second.tolist())
        if not common:
            return 0.0, 0.0
        few = min(len(first), len(second))
        little = min(len(first) - self._lost(first), len(second) - self._lost(second))
        both = np.array(sorted(common), dtype=np.uint32)
        return len(common) / few, (len(common) - self._lost(both)) / little

    def _keys(self, position: int) -> NDArray[np.uint32]:
        return self._found.keys[self._found.starts[position] : self._found.starts[position + 1]]

    def _lost(self, keys: NDArray[np.uint32]) -> float:
        """How much less than their number some keys weigh."""
        lost = 0.0
        at = np.searchsorted(self._common, keys).tolist()
        for i, key in zip(at, keys.tolist(), strict=True):
            if i < len(self._weights) and self._common[i] == key:
                lost += 1 - self._weights[i]
        return lost


def _common(
    entries: Entries, stories: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """The keys that many stories have, and what each weighs."""
    key = entries >> _U32
    _, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    many = entries[counts[inverse] > COMMON]
    told = np.unique(many & ~_LOW | stories[(many & _LOW).astype(np.int64)].astype(np.uint64))
    keys, counts = np.unique(told >> _U32, return_counts=True)
    keys, counts = keys[counts > COMMON], counts[counts > COMMON]
    return keys.astype(np.uint32), COMMON / counts
