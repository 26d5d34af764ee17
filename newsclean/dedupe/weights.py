"""The weights of dedupe's evidence, and what each policy asks for beyond it.

The numbers stand in ``weights.json``, as tests/bench/fit_dedupe.py wrote them; see there what they
are fitted on, and how each set fares with the weights that the others give.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import PolicyName

FILE = Path(__file__).with_name("weights.json")
VALUES: dict[str, float] = json.loads(FILE.read_text("ascii"))
"""Log-odds by the name of a measure."""

TEXT = {
    "bias": "any two records",
    "covered": "{:.0%} of one text is in the other",
    "both": "{:.0%} of both, as in reports of one form",
    "one publisher": "{:.0%} of both, as in one publisher's reports of one form",
    "long": "{:.0%} of it where the text is long",
    "names": "other names, {:.0%} of what is shared",
    "numbers": "other numbers, {:.0%} of what is shared",
    "words": "{:.0%} other words",
    "lead": "first {:.0%} not shared",
    "equal": "the same text",
}
"""What the texts tell, in words; measures are from 0 to 1."""

AROUND = {
    "same title": "much the same headline",
    "title missing": "{:.0%} of a headline is in its own text and not in the other",
    "title untold": "{:.0%} of two headlines are in neither text, which are short",
    "same address": "the same address",
    "days": "{days} days apart",
}
"""What stands around them: ``days`` by doublings over two days, the others whole or by share."""

RARE = {
    "share": "what they share is rare",
    "mass": "how many rare passages they share",
}
"""What the records as a whole tell, see `rarity`: how much more of a text is shared once what is
common counts less, and by doublings how many rare passages are."""

_BOTH, _NUMBERS, _LEAD = (list(TEXT).index(name) for name in ("both", "numbers", "lead"))


@dataclass(frozen=True, slots=True)
class Policy:
    """How much alike two records of a story must be."""

    reason: str
    """In words, for those who ask why a pair was kept apart or joined."""
    bar: float = 0.0
    """Log-odds for any two records."""
    rest: float = 0.0
    """For the part of a text that the other lacks, of the text where that is more."""
    numbers: float = 0.0
    """For other numbers, besides their weight."""
    lead: float = 0.0
    """For a first part that is not shared, besides its weight."""

    def demand(self, measures: Sequence[float]) -> float:
        """What is added to the score of two texts by their measures."""
        if self is NORMAL:
            return 0.0
        rest = self.rest * (1 - measures[_BOTH])
        return self.bar + rest + self.numbers * measures[_NUMBERS] + self.lead * measures[_LEAD]


NORMAL = Policy("")
POLICIES: dict[PolicyName, Policy] = {
    "strict": Policy("copies only", bar=-2.0, rest=-12.0, numbers=-40.0),
    "normal": NORMAL,
    "loose": Policy("excerpts, too", rest=2.5, lead=5.0),
}
