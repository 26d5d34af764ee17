"""From named clues to the probability that a candidate is right."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from ...forest import Rate, rater, trees_of


@cache
def weights(field: str) -> Mapping[str, float]:
    """The fitted weight of each clue for a field (``weights.json``; see the fit's script)."""
    file = resources.files(__package__) / "weights.json"
    table: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return table.get(field, {})


def shares(field: str, candidates: Sequence[Mapping[str, float]]) -> list[float]:
    """How probable each of several candidates is, where at most one is right.

    >>> shares("no such field", [{"alone": 1.0}])
    [0.5]
    """
    table = weights(field)
    scores = [sum(table.get(name, 0.0) * x for name, x in one.items()) for one in candidates]
    none = table.get("", 0.0)
    top = max([none, *scores])
    parts = [math.exp(score - top) for score in scores]
    total = sum(parts) + math.exp(none - top)
    return [part / total for part in parts]


def probability(field: str, clues: Mapping[str, float]) -> float:
    """How probable it is that a candidate with these clues is the field's.

    >>> probability("no such field", {"alone": 1.0})
    0.5
    """
    table = weights(field)
    total = table.get("", 0.0) + sum(table.get(name, 0.0) * x for name, x in clues.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def forest(field: str) -> tuple[tuple[str, ...], Rate]:
    """The clues that a field's decision trees ask for, and the trees (``FIELD.json``)."""
    file = resources.files(__package__) / f"{field}.json"
    fitted = json.loads(file.read_text(encoding="utf-8"))
    return tuple(fitted["clues"]), rater(trees_of(fitted["trees"]))


def likelihood(field: str, clues: Mapping[str, float]) -> float:
    """How probable it is that a candidate with these clues is the field's, by decision trees.

    They see what several clues say together, which a sum of weights does not.
    """
    names, rate = forest(field)
    return rate([clues.get(name, 0.0) for name in names])
