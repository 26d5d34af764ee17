"""From named clues to the probability that a candidate is right."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def weights(field: str) -> Mapping[str, float]:
    """The fitted weight of each clue for a field (``weights.json``; see the fit's script)."""
    file = resources.files(__package__) / "weights.json"
    table: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return table.get(field, {})


def probability(field: str, clues: Mapping[str, float]) -> float:
    """How probable it is that a candidate with these clues is the field's.

    >>> probability("no such field", {"alone": 1.0})
    0.5
    """
    table = weights(field)
    total = table.get("", 0.0) + sum(table.get(name, 0.0) * x for name, x in clues.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
