"""Which records are worth comparing: those that share a passage in the index.

A record's places in the index are passages of three codes whose hash is small: the same passages
are picked in any two texts that share them (Broder, *On the resemblance and containment of
documents*, 1997; with a threshold in place of a fixed number, Heintze 1996). A text's head gives
more of them, because that is what a copy that was cut short still has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .mark import Mark
from .marks import short_hash
from .places import BITS, Keys, Pairs, Places, distinct

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
NEAR_SHARE = 0.16
NEAR = 2
MANY = 5
CROWDS = 4
CROWD_SHARE = 0.4

_CHUNK = 256
_BLOCK = 20_000
_U32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_ODD = [np.uint32(n) for n in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)]
_MIX = np.uint32(0x27D4EB2F)
_TOP = 2.0**32 - 1
#: Bits of a key beyond the hash that it is picked by, and bits of the other hash that are left out.
_EXTRA, _REST = np.uint64(BITS - 32), np.uint32(64 - BITS)
_ALL = (1 << BITS) - 1
_KEY = np.uint64(_ALL)


def keys(m: Mark) -> list[int]:
    """Keys of all places that a record has, those of its passages first and in order."""
    return [*passage_keys(m), *(key & 0xFFFFFFFF for key in _wholes([m])[0].tolist())]


def passage_keys(m: Mark) -> list[int]:
    """Keys of the passages that a record has, in order."""
    found: list[int] = _passages([m])[0].tolist()
    return sorted({key & 0xFFFFFFFF for key in found})


def index(marks: Iterable[Mark]) -> tuple[Places, Places]:
    """The passages of some records, and what each has one of: its address and its headline.

    Positions are counted from 0.
    """
    rest, wholes = iter(marks), []

    def passages() -> Iterator[tuple[Keys, NDArray[np.int64]]]:
        while chunk := list(islice(rest, _CHUNK)):
            wholes.append(_wholes(chunk))
            yield _passages(chunk)

    return Places(passages()), Places(wholes)


def _passages(marks: Sequence[Mark]) -> tuple[Keys, NDArray[np.int64]]:
    """Keys record by record, sorted and each once, and how many each record has.

    The lower 32 bits of a key are the hash that it was picked for, the others are of another one.
    """
    sizes = np.array([len(m.body) for m in marks])
    codes = np.frombuffer("".join([m.body for m in marks]).encode("utf-16-le"), dtype="<u2")
    if len(codes) < 3:
        return np.zeros(0, dtype=np.uint64), np.zeros(len(marks), dtype=np.int64)
    owner = np.repeat(np.arange(len(marks), dtype=np.uint32), sizes)
    wide = codes.astype(np.uint32)
    h = wide[:-2] * _ODD[0] + wide[1:-1] * _ODD[1] + wide[2:] * _ODD[2]
    h ^= h >> np.uint32(15)
    h *= _MIX
    h ^= h >> np.uint32(13)
    other = wide[:-2] * _ODD[1] + wide[1:-1] * _ODD[2] + wide[2:] * _ODD[0]
    other ^= other >> np.uint32(16)
    other *= _MIX
    share = np.minimum(1.0, PICKED / np.maximum(1, sizes))
    limit = (share * _TOP).astype(np.uint32)[owner[:-2]]
    start = (np.cumsum(sizes) - sizes)[owner[:-2]]
    dense = (share < HEAD_SHARE)[owner[:-2]] & (np.arange(len(h)) - start < HEAD)
    limit[dense] = np.uint32(HEAD_SHARE * _TOP)
    picked = np.flatnonzero((h <= limit) & (owner[:-2] == owner[2:]))
    upper = (owner.astype(np.uint64)[picked] << _EXTRA) | other[picked] >> _REST
    found = distinct(upper << _U32 | h[picked])
    numbers = np.bincount((found >> np.uint64(BITS)).astype(np.int64), minlength=len(marks))
    return found & _KEY, numbers


def _wholes(marks: Sequence[Mark]) -> tuple[Keys, NDArray[np.int64]]:
    found = []
    for m in marks:
        address = [m.url & _ALL] if m.url else []
        title = short_hash(m.title) | short_hash(m.title[::-1]) << 32
        found.append([*address, title & _ALL] if len(m.title) >= 3 else address)
    every = np.array([key for some in found for key in some], dtype=np.uint64)
    return every, np.array(list(map(len, found)), dtype=np.int64)


def pairs(found: Places, whole: Places) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of positions worth comparing, block by block, the likeliest of a block first.

    Each comes once and the smaller position first. Positions must be in a canonical order, fullest
    first. Two records are worth it if they share enough of the passages that few records have; in a
    crowd, every record is paired with the fullest one there, if that happens in several crowds.
    """
    own = found.few(CROWD)
    limit = _least(np.where(own < MANY, 1, NEAR), NEAR_SHARE * own)
    crowd_limit = _least(CROWDS, CROWD_SHARE * (found.counts - own))
    del own
    for low in range(0, found.size, _BLOCK):
        high = min(low + _BLOCK, found.size)
        near, crowd = (np.unique(p, return_counts=True) for p in found.pairs(low, high, CROWD))
        one, other = _apart(near[0])
        enough = near[1] >= np.minimum(limit[one], limit[other])
        often = crowd[1] >= crowd_limit[_apart(crowd[0])[1]]
        alike = np.unique(np.concatenate(whole.pairs(low, high, CROWD)), return_counts=True)
        codes, counts = _sum(
            (near[0][enough], near[1][enough]), (crowd[0][often], crowd[1][often]), alike
        )
        yield _apart(codes[np.lexsort((codes, -counts))])


def _least(number: NDArray[np.int64] | int, share: NDArray[np.floating[Any]]) -> NDArray[np.uint32]:
    """The smallest whole numbers that are neither below a number nor below a share."""
    least: NDArray[np.uint32] = np.ceil(np.maximum(number, share)).astype(np.uint32)
    return least


def _apart(codes: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return (codes >> _U32).astype(np.int64), (codes & _LOW).astype(np.int64)


def _sum(*counted: tuple[Pairs, NDArray[np.int64]]) -> tuple[Pairs, NDArray[np.int64]]:
    """The sum of some countings of pairs."""
    codes, at = np.unique(np.concatenate([codes for codes, _ in counted]), return_inverse=True)
    counts = np.concatenate([counts for _, counts in counted])
    return codes, np.bincount(at, counts, minlength=len(codes)).astype(np.int64)
