"""How rare the passages are that two records share, by the stories that have them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .places import Places

#: A passage of more stories than this counts less the more they are.
COMMON = 4
#: Weight of how much less (or more) two records share once rarity is taken into account.
RARITY = 8.0

_STEP = 50_000
_PAIRS = 20_000
_U32 = np.uint64(32)


class Rarity:
    """Evidence from what is rare, for pairs of the records at some places."""

    def __init__(self, found: Places, stories: NDArray[np.integer]) -> None:
        """``stories``: which story the record at each position is of, as far as is known."""
        self._found = found
        self._lost = np.zeros(len(found.sizes), dtype=np.float32)
        """By group, how much less than one it weighs."""
        many = np.flatnonzero(found.sizes > COMMON)
        for low in range(0, len(many), _STEP):
            groups = many[low : low + _STEP]
            told = _told(found, groups, stories)
            self._lost[groups] = 1 - COMMON / np.maximum(COMMON, told)
        self._kept = found.counts - found.sums(self._lost)
        """What each record's places weigh together."""

    def evidence(self, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
        """What the rarity of what two records share adds to their score, pair by pair."""
        some = [
            self._evidence(a[low : low + _PAIRS], b[low : low + _PAIRS])
            for low in range(0, len(a), _PAIRS)
        ]
        return np.concatenate([np.zeros(0), *some])

    def _evidence(self, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
        """The share of one record's places that the other has: weighed by rarity, less plain.

        Of the record of which the other has more.
        """
        both = np.intersect1d(self._codes(a), self._codes(b), assume_unique=True)
        pair = (both >> _U32).astype(np.int64)
        lost = self._lost[(both & np.uint64(0xFFFFFFFF)).astype(np.int64)]
        common = np.bincount(pair, minlength=len(a))
        kept = common - np.bincount(pair, lost, minlength=len(a))
        counts = self._found.counts
        plain = common / np.maximum(1, np.minimum(counts[a], counts[b]))
        weighed = kept / np.maximum(1e-9, np.minimum(self._kept[a], self._kept[b]))
        evidence: NDArray[np.float64] = RARITY * (weighed - plain)
        return evidence

    def _codes(self, records: NDArray[np.integer]) -> NDArray[np.uint64]:
        which, group = self._found.of(records)
        codes: NDArray[np.uint64] = which.astype(np.uint64) << _U32 | group
        return codes


def _told(
    found: Places, groups: NDArray[np.int64], stories: NDArray[np.integer]
) -> NDArray[np.int64]:
    """How many stories are at each of some places."""
    which, records = found.at(groups)
    told = np.unique(which.astype(np.uint64) << _U32 | stories[records].astype(np.uint64))
    return np.bincount((told >> _U32).astype(np.int64), minlength=len(groups))
