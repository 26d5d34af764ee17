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
from math import exp
from typing import Any

from .blocks import Page
from .context import context
from .features import NAMES, rows
from .measure import Hints, Measure, Tables, trait_bits

#: Blocks under this score are looked at again only within reach of one that is liked.
_HOPELESS = 0.04
_LIKED = 0.5
_REACH = 2


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree. A child below zero is the leaf ``-child - 1``."""

    feature: tuple[int, ...]
    limit: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    leaf: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learned."""

    tables: Tables
    first: tuple[Tree, ...]
    second: tuple[Tree, ...]
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
    if table:
        _fill(scores, likely, forest(model.first, _columns(table), len(table)))
        again = _worth_again(likely, scores)
        kept = [row for place, row in zip(likely, table, strict=True) if again[place]]
        places = [place for place in likely if again[place]]
        if kept:
            columns = [*_columns(kept), *context(measure, places, scores)]
            _fill(scores, places, forest(model.second, columns, len(kept)))
    return Judged(measure, scores)


def _columns(table: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    return list(zip(*table, strict=True))


def _worth_again(likely: Sequence[int], scores: Sequence[float]) -> list[bool]:
    """Which blocks a second look can change: not those far from the story and next to nothing."""
    again = [score >= _HOPELESS for score in scores]
    for i in likely:
        if scores[i] >= _LIKED:
            first = max(0, i - _REACH)
            again[first : i + _REACH + 1] = [True] * len(again[first : i + _REACH + 1])
    return again


def _fill(scores: list[float], places: Sequence[int], found: Sequence[float]) -> None:
    for place, score in zip(places, found, strict=True):
        scores[place] = score


def forest(trees: Sequence[Tree], columns: Sequence[Sequence[float]], count: int) -> list[float]:
    """The probability for each of ``count`` rows, given as columns.

    A tree parts all rows at once, which is several times faster than row by row.
    """
    total = [0.0] * count
    for tree in trees:
        feature, limit, low, high, leaf = tree.feature, tree.limit, tree.low, tree.high, tree.leaf
        open_nodes: list[tuple[int, Sequence[int]]] = [(0 if feature else -1, range(count))]
        while open_nodes:
            node, rows = open_nodes.pop()
            if node < 0:
                value = leaf[-node - 1]
                for row in rows:
                    total[row] += value
                continue
            column, bound = columns[feature[node]], limit[node]
            left = [row for row in rows if column[row] <= bound]
            if len(left) == len(rows):
                open_nodes.append((low[node], rows))
            elif not left:
                open_nodes.append((high[node], rows))
            else:
                open_nodes.append((low[node], left))
                open_nodes.append((high[node], [row for row in rows if column[row] > bound]))
    return [1.0 / (1.0 + exp(-max(-30.0, min(30.0, value)))) for value in total]


@lru_cache(maxsize=1)
def load() -> Model:
    """The model that comes with the package."""
    folder = files(__package__) / "data"
    data = json.loads((folder / "body.json").read_text("utf-8"))
    lexicon = json.loads((folder / "names.json").read_text("utf-8"))
    if data["features"] != list(NAMES):
        raise ValueError("body.json was fitted for other features: run tests/bench/fit_body.py")
    return from_data(data, lexicon)


def from_data(data: Mapping[str, Any], lexicon: Mapping[str, str]) -> Model:
    """The model that plain JSON values make up."""
    return Model(
        Tables(data["names"], data["words"], trait_bits(lexicon)),
        tuple(_tree(tree) for tree in data["first"]),
        tuple(_tree(tree) for tree in data["second"]),
        data["threshold"],
    )


def _tree(data: Mapping[str, Sequence[Any]]) -> Tree:
    return Tree(*(tuple(data[name]) for name in ("feature", "limit", "low", "high", "leaf")))
