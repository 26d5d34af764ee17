"""Which records are worth comparing: those that share a passage in the index.

A record's places in the index are passages of three codes whose hash is small: the same passages
are picked in any two texts that share them (Broder, *On the resemblance and containment of
documents*, 1997; with a threshold in place of a fixed number, Heintze 1996). A text's head gives
more of them, because that is what a copy that was cut short still has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from .mark import Mark

#: Passages picked from the whole of a text, about, and from its first codes, as a share of them.
PICKED = 24
HEAD = 64
HEAD_SHARE = 0.2
#: A passage of more records than this tells little: of those, each is compared with the fullest
#: one and its neighbours only, so that cost grows with the records and not with their square.
CROWD = 8
#: A passage of more stories than this counts less the more they are.
COMMON = 4

_CHUNK = 1024
_PARTS = 16
_U32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_ODD = [np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)]
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Entries = NDArray[np.uint64]


def places(marks: Sequence[Mark], first: int = 0) -> Entries:
    """The places of some records, as ``key << 32 | position``, positions from ``first``."""
    sizes = np.array([len(m.body) for m in marks])
    codes = np.frombuffer("".join([m.body for m in marks]).encode("utf-16-le"), dtype="<u2")
    owner = np.repeat(np.arange(len(marks)), sizes)
    found = [_whole(marks, first)]
    if len(codes) >= 3:
        wide = codes.astype(np.uint64)
        h = wide[:-2] * _ODD[0] + wide[1:-1] * _ODD[1] + wide[2:] * _ODD[2]
        h ^= h >> np.uint64(29)
        h *= _MIX
        h >>= _U32
        share = np.minimum(1.0, PICKED / np.maximum(1, sizes))
        limit = share[owner[:-2]]
        at = np.arange(len(codes)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        limit[at[:-2] < HEAD] = np.maximum(limit[at[:-2] < HEAD], HEAD_SHARE)
        # The order of hashes must not be that of the keys' own low bits: any order will do.
        picked = (h < limit * 2.0**32) & (owner[:-2] == owner[2:])
        found.append(h[picked] << _U32 | (owner[:-2][picked] + first).astype(np.uint64))
    return np.concatenate(found)


def _whole(marks: Sequence[Mark], first: int) -> Entries:
    """Places for what a record has one of: its address and its headline."""
    found = []
    for position, m in enumerate(marks, first):
        if m.url:
            found.append((m.url & 0xFFFFFFFF) << 32 | position)
        if len(m.title) >= 3:
            found.append(short_hash(m.title) << 32 | position)
    return np.array(found, dtype=np.uint64)


def short_hash(text: str) -> int:
    """32 bits of a row of codes, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-16-le"), digest_size=4).digest(), "big")


def index(marks: Iterable[Mark]) -> Entries:
    """The places of all records, sorted by key."""
    rest = iter(marks)
    chunks = []
    first = 0
    while chunk := list(islice(rest, _CHUNK)):
        chunks.append(places(chunk, first))
        first += len(chunk)
    entries = np.concatenate(chunks) if chunks else np.zeros(0, dtype=np.uint64)
    del chunks
    entries.sort()
    return entries


def pairs(entries: Entries) -> Iterator[tuple[int, int]]:
    """Pairs of positions, each once and the smaller first, that share a place.

    Positions must be in a canonical order, fullest first: in a crowd every record is paired with
    the first one and its neighbours.
    """
    found = [_pairs_within(part) for part in _split(entries)]
    for code in np.unique(np.concatenate(found)).tolist():
        yield code >> 32, code & 0xFFFFFFFF


def _split(entries: Entries) -> Iterator[Entries]:
    """Runs of whole groups, so that no step needs much memory at once."""
    bounds = [(part << 32) * (2**32 // _PARTS) for part in range(1, _PARTS)]
    yield from np.split(entries, np.searchsorted(entries, np.array(bounds, dtype=np.uint64)))


def _pairs_within(entries: Entries) -> Entries:
    key = entries >> _U32
    position = entries & _LOW
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, int)
    sizes = np.diff(np.r_[starts, len(key)])
    size = np.repeat(sizes, sizes)
    found = [np.zeros(0, dtype=np.uint64)]
    for step in range(1, CROWD):
        here = np.flatnonzero(key[step:] == key[:-step])
        if step > 1:
            here = here[size[here] <= CROWD]
        found.append(position[here] << _U32 | position[here + step])
    crowd = size > CROWD
    crowd[starts] = False
    start = np.repeat(starts, sizes)
    found.append(position[start[crowd]] << _U32 | position[crowd])
    result = np.unique(np.concatenate(found))
    return result[result >> _U32 != result & _LOW]


class Rarity:
    """How rare the passages are that records share, by the stories that have them."""

    def __init__(self, entries: Entries, stories: NDArray[np.int64]) -> None:
        """``stories``: which story the record at each position is of, as far as is known."""
        self._starts, self._keys, self._weights = _by_record(entries, stories)

    def shared(self, a: int, b: int) -> tuple[float, float]:
        """The share of one record's places that the other has: plain, and weighed by rarity.

        Of the record of which the other has more.
        """
        first, second = self._of(a), self._of(b)
        common = first.keys() & second.keys()
        if not common:
            return 0.0, 0.0
        weight = sum(first[key] for key in common)
        few = min(len(first), len(second))
        little = min(sum(first.values()), sum(second.values()))
        return len(common) / few, weight / little

    def _of(self, position: int) -> dict[int, float]:
        part = slice(self._starts[position], self._starts[position + 1])
        return dict(zip(self._keys[part].tolist(), self._weights[part].tolist(), strict=True))


def _by_record(
    entries: Entries, stories: NDArray[np.int64]
) -> tuple[list[int], NDArray[np.uint32], NDArray[np.float32]]:
    """Keys and weights, grouped by position."""
    key = entries >> _U32
    position = (entries & _LOW).astype(np.int64)
    told = np.unique(key << _U32 | stories[position].astype(np.uint64)) >> _U32
    keys, counts = np.unique(told, return_counts=True)
    weights = (COMMON / np.maximum(COMMON, counts)).astype(np.float32)
    weight = weights[np.searchsorted(keys, key)]
    order = np.argsort(position, kind="stable")
    starts = np.searchsorted(position[order], np.arange(len(stories) + 1)).tolist()
    return starts, key[order].astype(np.uint32), weight[order]
