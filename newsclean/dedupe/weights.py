"""The weights of dedupe's evidence, and what each policy asks for beyond it.

Fitted by tests/bench/fit_dedupe.py; see there what on, and how each set fares with the weights that
the others give. They lie between that fit and an earlier one that gave more weight to rarity, which
a publisher with few stubs of a paywall needs: no set that is fitted on has such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import PolicyName

TEXT: dict[str, tuple[str, float]] = {
    "bias": ("any two records", -7.8125),
    "covered": ("{:.0%} of one text is in the other", 7.5),
    "both": ("{:.0%} of both, as in reports of one form", -3.125),
    "long": ("{:.0%} of it where the text is long", 4.1875),
    "names": ("other names, {:.0%} of what is shared", -21.0),
    "numbers": ("other numbers, {:.0%} of what is shared", -40.0),
    "words": ("{:.0%} other words", -6.25),
    "lead": ("first {:.0%} not shared", -7.25),
    "equal": ("the same text", 3.125),
}
"""What the texts tell: in words, and the weight of a measure from 0 to 1."""

AROUND: dict[str, float] = {
    "same title": 0.25,
    "title missing": -2.5,
    "same address": 2.0,
    "days": -0.375,
}
"""What stands around them: ``days`` by doublings over two days, the others whole or by share."""

RARE: dict[str, float] = {"share": 4.5, "mass": 1.0}
"""What the records as a whole tell, see `rarity`: how much more of a text is shared once what is
common counts less, and by doublings how many rare passages are."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How much alike two records of a story must be."""

    reason: str
    """In words, for those who ask why a pair was kept apart or joined."""
    bar: float = 0.0
    """Log-odds that are taken off."""
    rest: float = 0.0
    """What the part of a text that the other lacks takes off, of the text where that is more."""
    numbers: float = 0.0
    """What other numbers take off, besides their weight."""
    lead: float = 0.0
    """What is given back of the weight of a first part that is not shared."""

    def demand(self, measures: Sequence[float]) -> float:
        """What is added to the score of two texts by their measures."""
        _, _, both, _, _, numbers, _, lead, _ = measures
        return (
            self.bar + self.rest * (1 - both) + self.numbers * numbers + self.lead * lead
            if self is not NORMAL
            else 0.0
        )


NORMAL = Policy("")
POLICIES: dict[PolicyName, Policy] = {
    "strict": Policy("copies only", -2.0, -12.0, -40.0),
    "normal": NORMAL,
    "loose": Policy("excerpts, too", 2.0, 0.0, 0.0, 5.0),
}
