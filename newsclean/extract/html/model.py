"""The body model: how likely each text block of a page is a part of its story.

Two small ensembles of decision trees, kept as data (``data/body.json``) and fitted by
``tests/bench/fit_body.py``. The first looks at each block on its own (`features`); the second looks
again, knowing what the first said of the blocks around it (`context`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from .blocks import Page
from .context import context
from .features import NAMES, rows
from .forest import Rate, Tree, rater
from .measure import Hints, Measure, Tables, trait_bits

#: Blocks under this score are looked at again only within reach of one that is liked.
_HOPELESS = 0.04
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
    likely, table = rows(measure)
    scores = [0.0] * len(measure.chunks)
    for place, row in zip(likely, table, strict=True):
        scores[place] = model.first(row)
    again = _worth_again(likely, scores)
    kept = [(place, row) for place, row in zip(likely, table, strict=True) if again[place]]
    if kept:
        around = context(measure, [place for place, _ in kept], scores)
        for (place, row), more in zip(kept, around, strict=True):
            scores[place] = model.second(row + more)
    return Judged(measure, scores)


def _worth_again(likely: Sequence[int], scores: Sequence[float]) -> list[bool]:
    """Which blocks a second look can change: not those far from the story and next to nothing."""
    again = [score >= _HOPELESS for score in scores]
    for i in likely:
        if scores[i] >= _LIKED:
            first = max(0, i - _REACH)
            again[first : i + _REACH + 1] = [True] * len(again[first : i + _REACH + 1])
    return again


@lru_cache(maxsize=1)
def load() -> Model:
    """The model that comes with the package."""
    data = package_data()
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


def trees_of(data: Sequence[Mapping[str, Sequence[Any]]]) -> list[Tree]:
    """The trees that plain JSON values make up."""
    names = ("feature", "limit", "low", "high", "leaf")
    return [Tree(*(tuple(tree[name]) for name in names)) for tree in data]
