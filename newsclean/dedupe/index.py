"""Which records are worth comparing: those that share a place in the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .mark import Mark, keys

#: A passage of more records than this is no proof of anything: of those, each is compared with
#: the fullest ones and its neighbours only.
CROWD = 8
_PARTS = 16


def pairs(marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in ``marks``, each once, that share a place in the index.

    ``marks`` must be in a canonical order, fullest first: in a crowd every record is paired with
    the first ones and its neighbours, so cost grows with the number of records, not its square.
    """
    if len(marks) < 2:
        return
    entries = _entries(marks)
    entries.sort()
    found = [_pairs_within(part) for part in _split(entries)]
    del entries
    for code in np.unique(np.concatenate(found)).tolist():
        yield code >> 32, code & 0xFFFFFFFF


def _entries(marks: Sequence[Mark]) -> NDArray[np.uint64]:
    """Key and position of every entry in one number, so that sorting groups them."""
    chunks = []
    for position, m in enumerate(marks):
        chunks.append((keys(m).astype(np.uint64) << np.uint64(32)) | np.uint64(position))
    return np.concatenate(chunks)


def _split(entries: NDArray[np.uint64]) -> Iterator[NDArray[np.uint64]]:
    """Runs of whole groups, so that no step needs much memory at once."""
    bounds = [(part << 32) * (2**32 // _PARTS) for part in range(1, _PARTS)]
    cuts = np.searchsorted(entries, np.array(bounds, dtype=np.uint64))
    yield from np.split(entries, cuts)


def _pairs_within(entries: NDArray[np.uint64]) -> NDArray[np.uint64]:
    key = (entries >> np.uint64(32)).astype(np.uint32)
    position = entries & np.uint64(0xFFFFFFFF)
    first = np.r_[True, key[1:] != key[:-1]] if len(key) else np.zeros(0, dtype=bool)
    starts = np.flatnonzero(first)
    sizes = np.diff(np.r_[starts, len(key)])
    size = np.repeat(sizes, sizes)
    start = np.repeat(starts, sizes)
    found = [np.zeros(0, dtype=np.uint64)]
    for step in range(1, CROWD):
        here = np.flatnonzero(key[step:] == key[:-step])
        if step > 2:
            here = here[size[here] <= CROWD]
        found.append(position[here] << np.uint64(32) | position[here + step])
    crowd = np.flatnonzero(size > CROWD)
    for top in (0, 1):
        there = crowd[crowd > start[crowd] + top]
        found.append(position[start[there] + top] << np.uint64(32) | position[there])
    return np.unique(np.concatenate(found))
