"""How rare the passages are that two records share.

A passage says little where many stories have it (an agency's standing paragraph, a template), or
many pages of one publisher (furniture, a paywall's stub, a serial report): a publisher tells the
same story a few times at most, while many publishers may carry it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .compare import STEP, Comparison
from .places import Places, distinct
from .weights import RARE, VALUES

#: A passage of more stories than this counts less the more they are.
COMMON = 4
#: A passage of more pages of one publisher than this counts less by the square of their number.
OWN = 2
#: What a passage weighs that is not common; weights are whole numbers, so that sums are exact.
UNIT = 1 << 12
#: No less than this, in passages, is shared by any two records, as far as the logarithm goes.
LEAST = 0.25

_STEP = 50_000
_PAIRS = 20_000
_U32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

Weighed = tuple[NDArray[np.float64], NDArray[np.float64]]
"""By pair, the two measures of `weights.RARE`."""


class Rarity:
    """Evidence from what is rare, for pairs of the records at some places."""

    def __init__(
        self, found: Places, outlets: NDArray[np.integer], pages: NDArray[np.integer]
    ) -> None:
        """``outlets``, ``pages``: see `Mark`, of the record at each position."""
        self._found = found
        pages_told = self._counted(_numbered(outlets, pages), outlets)
        self._own = _weights(
            pages_told, lambda told: OWN * OWN * UNIT // np.maximum(OWN, told) ** 2
        )
        """By group, what it weighs by the pages of one publisher that have it."""
        self._weigh(self._own)

    def learn(self, stories: NDArray[np.integer]) -> None:
        """Take into account which story each record is of, as far as is known."""
        told = self._counted(stories)
        shared = _weights(told, lambda told: COMMON * UNIT // np.maximum(COMMON, told))
        self._weigh(np.minimum(self._own, shared))

    def _counted(
        self, value: NDArray[np.integer], of: NDArray[np.integer] | None = None
    ) -> NDArray[np.uint32]:
        """Count the values that the records of each group have: all, or the most of one owner."""
        found = self._found
        counts: NDArray[np.uint32] = np.ones(len(found.sizes), dtype=np.uint32)
        owners = None if of is None else _owners(value, of)
        many = np.flatnonzero(found.sizes > OWN)
        for low in range(0, len(many), _STEP):
            groups = many[low : low + _STEP]
            which, records = found.at(groups)
            if of is not None:
                named = of[records] > 0
                which, records = which[named], records[named]
            pair = distinct(which.astype(np.uint64) << _U32 | value[records].astype(np.uint64))
            which = (pair >> _U32).astype(np.int64)
            if owners is None:
                told = np.bincount(which, minlength=len(groups))
            else:
                told = _most(which, owners[(pair & _LOW).astype(np.int64)], len(groups))
            counts[groups] = np.maximum(1, told)
        return counts

    def _weigh(self, weights: NDArray[np.integer]) -> None:
        self._lost = _weights(weights, lambda weights: UNIT - weights)
        """By group, how much less than a rare one it weighs."""
        # Floats: whole numbers below 2**53 are exact.
        kept = self._found.counts * float(UNIT)
        kept -= self._found.sums(self._lost)
        self._kept = kept.astype(np.uint32)
        """What each record's places weigh together."""

    def evidence(self, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.float64]:
        """What the rarity of what two records share adds to their score, pair by pair."""
        share, mass = self.measure(a, b)
        return VALUES["share"] * share + VALUES["mass"] * mass

    def measure(self, a: NDArray[np.integer], b: NDArray[np.integer]) -> Weighed:
        """By pair, what `weights.RARE` weighs."""
        some = [
            self._measure(a[low : low + _PAIRS], b[low : low + _PAIRS])
            for low in range(0, len(a), _PAIRS)
        ]
        share, mass = (np.concatenate([np.zeros(0), *(s[n] for s in some)]) for n in (0, 1))
        return share, mass

    def _measure(self, a: NDArray[np.integer], b: NDArray[np.integer]) -> Weighed:
        """Shares are of the record of which the other has more."""
        both = np.intersect1d(self._codes(a), self._codes(b), assume_unique=True)
        pair = (both >> _U32).astype(np.int64)
        lost = self._lost[(both & _LOW).astype(np.int64)]
        common = np.bincount(pair, minlength=len(a))
        kept = UNIT * common - np.bincount(pair, lost, minlength=len(a)).astype(np.int64)
        counts = self._found.counts
        return weighed(
            common, np.minimum(counts[a], counts[b]), kept, np.minimum(self._kept[a], self._kept[b])
        )

    def _codes(self, records: NDArray[np.integer]) -> NDArray[np.uint64]:
        which, group = self._found.of(records)
        codes: NDArray[np.uint64] = which.astype(np.uint64) << _U32 | group
        return codes


def _weights(
    counts: NDArray[np.integer], weight: Callable[[NDArray[np.int64]], NDArray[np.int64]]
) -> NDArray[np.uint16]:
    """Weights, none over `UNIT`, by counts: two bytes for each of millions of groups."""
    found = np.empty(len(counts), dtype=np.uint16)
    for low in range(0, len(counts), _STEP):
        found[low : low + _STEP] = weight(counts[low : low + _STEP].astype(np.int64))
    return found


def weighed(common: Any, counts: Any, kept: Any, all_kept: Any) -> Weighed:
    """From numbers of shared passages and of all of the smaller record, and both by weight."""
    share = kept / np.maximum(1, all_kept) - common / np.maximum(1, counts)
    fraction, exponent = np.frexp(np.maximum(LEAST, kept / UNIT))
    return _steps(share), _steps(exponent - 1 + (2 * fraction - 1))


def _steps(values: NDArray[np.float64]) -> NDArray[np.float64]:
    rounded: NDArray[np.float64] = np.round(values * STEP) / STEP
    return rounded


def _numbered(outlets: NDArray[np.integer], pages: NDArray[np.integer]) -> NDArray[np.uint32]:
    """A number for each record that the states of one page of one publisher share."""
    codes = np.where(pages > 0, pages, np.arange(len(pages))).astype(np.uint64)
    codes |= outlets.astype(np.uint64) << _U32
    order = np.argsort(codes).astype(np.uint32)
    codes = codes[order]
    fresh = codes[1:] != codes[:-1]
    numbers = np.zeros(len(order), dtype=np.uint32)
    numbers[order[1:]] = np.cumsum(fresh, dtype=np.uint32)
    return numbers


def _owners(value: NDArray[np.integer], of: NDArray[np.integer]) -> NDArray[np.uint32]:
    """The owner of each value."""
    owners = np.zeros(int(value.max(initial=0)) + 1, dtype=np.uint32)
    owners[value] = of
    return owners


def _most(which: NDArray[np.int64], owner: NDArray[np.uint32], size: int) -> NDArray[np.int64]:
    """By group, how often the commonest owner comes."""
    pairs, counts = np.unique(
        which.astype(np.uint64) << _U32 | owner.astype(np.uint64), return_counts=True
    )
    most = np.zeros(size, dtype=np.int64)
    np.maximum.at(most, (pairs >> _U32).astype(np.int64), counts)
    return most


def explain_rarity(pair: Comparison, share: float, mass: float) -> None:
    """Add the evidence of two measures to a comparison of texts."""
    if pair.textual:
        what = "what they share is common to many" if share < 0 else RARE["share"]
        pair.add(what, VALUES["share"] * share)
        pair.add(RARE["mass"], VALUES["mass"] * mass)
