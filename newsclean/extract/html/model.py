"""The body model: how likely each text block of a page is a part of its story.

Two small ensembles of decision trees, kept as data (``data/body.json``) and fitted by
``tests/bench/fit_body.py``. The first looks at each block on its own (`features`); the second looks
again, knowing what the first said of the blocks around it (`context`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from ..forest import Rate, rater, trees_of
from .blocks import Page
from .context import context
from .features import NAMES, Rows
from .measure import Hints, Measure, Tables, trait_bits

#: Blocks under this score are looked at again only within reach of one that is liked.
_HOPELESS = 0.04
#: How many blocks there may be between one that may be of the story and the next.
_NEAR = 6
#: On a page with less running text than this (in letters), every block is looked at.
_LITTLE = 1000
_LIKED = 0.5
_REACH = 2


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learned."""

    tables: Tables
    first: Rate
    """Of the numbers of `features`."""
    second: Rate
    """Of those, and then of the numbers of `context`."""
    threshold: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A page's blocks and, for each, the probability that it is of the story."""

    measure: Measure
    scores: list[float]


def judge(page: Page, hints: Hints, model: Model | None = None) -> Judged:
    """Rate every block of a page from 0 to 1."""
    model = model or load()
    measure = Measure(page, hints, model.tables)
    scores = [0.0] * len(measure.chunks)
    table = _look(measure, scores, model.first)
    again = _worth_again(table, scores)
    places = [place for place in table if again[place]]
    for place, more in zip(places, context(measure, places, scores), strict=True):
        scores[place] = model.second(table[place] + more)
    return Judged(measure, scores)


def _look(measure: Measure, scores: list[float], rate: Rate) -> dict[int, list[float]]:
    """Rate the blocks near the headline and near running text, then those near any they lead to.

    A block leads on if it may be of the story; what stands far from all such is of something else.
    Returns the rows of the blocks rated.
    """
    rows = Rows(measure)
    left = {i for i in range(len(scores)) if measure.likely(i)}
    near = [i for i, prose in enumerate(measure.prose) if prose or i == measure.title_at]
    if measure.total < _LITTLE:
        near = list(left)
    found: dict[int, list[float]] = {}
    while near:
        reached = left.intersection(j for i in near for j in range(i - _NEAR, i + _NEAR + 1))
        left -= reached
        for i in reached:
            found[i] = rows.row(i)
            scores[i] = rate(found[i])
        near = [i for i in reached if scores[i] >= _HOPELESS]
    return dict(sorted(found.items()))


def _worth_again(likely: Iterable[int], scores: Sequence[float]) -> list[bool]:
    """Which blocks a second look can change: not those far from the story and next to nothing."""
    again = [score >= _HOPELESS for score in scores]
    for i in likely:
        if scores[i] >= _LIKED:
            first = max(0, i - _REACH)
            again[first : i + _REACH + 1] = [True] * len(again[first : i + _REACH + 1])
    return again


@lru_cache(maxsize=1)
def load(path: Path | None = None) -> Model:
    """The model that comes with the package, or the one in a file that fit_body.py wrote.

    Raises `ValueError` where it was fitted for other features.
    """
    data = json.loads(path.read_text("utf-8")) if path else package_data()
    lexicon = json.loads((files(__package__) / "data" / "names.json").read_text("utf-8"))
    if data["features"] != list(NAMES):
        raise ValueError("body.json was fitted for other features: run tests/bench/fit_body.py")
    return Model(
        Tables(data["names"], data["words"], trait_bits(lexicon)),
        rater(trees_of(data["first"])),
        rater(trees_of(data["second"])),
        data["threshold"],
    )


def package_data() -> dict[str, Any]:
    """What was fitted, as plain JSON values."""
    text = (files(__package__) / "data" / "body.json").read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))
