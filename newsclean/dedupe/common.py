"""How common passages are among records that come one by one: rarity for streams and memories.

A passage is counted once for each record that is not the first to have it, by what it was compared
with: a record of another story, or another page of its own publisher. So only the few passages that
are common take room, and all others are rare. See `rarity` for why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .compare import Comparison, doublings
from .mark import Mark
from .rarity import LEAST, OWN, UNIT, explain_rarity

Keys = frozenset[int]
Counts = Mapping[int, int]
"""By passage, how many records more than one have it; passages that are missing are rare."""


def weight(count: int) -> int:
    """What a passage weighs, see `rarity.UNIT`."""
    return OWN * OWN * UNIT // max(OWN, count + 1) ** 2


def weigh(pair: Comparison, a: Keys, b: Keys, counts: Counts) -> None:
    """Add what the rarity of two texts' passages says to a comparison of them."""
    both = a & b
    less = {key: UNIT - weight(counts[key]) for key in a | b if key in counts}

    def kept(keys: Keys) -> int:
        return UNIT * len(keys) - sum(less[key] for key in keys & less.keys())

    smaller = min(kept(a), kept(b))
    share = kept(both) / max(1, smaller) - len(both) / max(1, min(len(a), len(b)))
    mass = doublings(max(LEAST, kept(both) / UNIT))
    explain_rarity(pair, round(share * 1024) / 1024, mass)


def repeated(m: Mark, own: Keys, compared: Iterable[tuple[Mark, Keys, bool]]) -> set[int]:
    """The passages of a record that are to be counted once more.

    ``compared``: other records, their passages, and whether they tell the same story.
    """
    found: set[int] = set()
    for other, its, same in compared:
        if not same or (m.outlet and m.outlet == other.outlet and not _one_page(m, other)):
            found |= own & its
    return found


def _one_page(a: Mark, b: Mark) -> bool:
    return bool(a.page) and a.page == b.page
