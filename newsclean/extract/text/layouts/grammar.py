"""One way to explain a whole page: every line is given a place, and the best places are found.

A `Grammar` says which places follow each other and how well each look of a line fits each place.
The best row of places is found with Viterbi's algorithm. Scores are nats: how much likelier the
page is this way than if every line were a button of a menu. Places of a repeated unit also learn
from the page: lines in the same place of all units tend to have the same marks, gaps and looks,
and the units the same parts, so the row is found again with what the first one taught, a few times.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .shapes import LOOKS, Shape

Matrix = npt.NDArray[np.float64]

_NEVER = -1e9
_ROUNDS = 4
_LEARNED = 0.6
"""Traits of a line are not independent: each counts for a part."""
_DOUBT = 4.0
"""So many imagined lines of the whole page stand against what a place has shown."""
_HABIT = 3.0
"""So many imagined steps stand against the steps that were seen."""
_EAGER = 3.0
"""A second start takes every line for a headline that may be one."""
_HEADLINES = "hqxckvt"
_TEACHING = 1500
"""Lines that teach; a longer page is read with what its first lines taught."""


@dataclass(frozen=True)
class Grammar:
    """Places, what follows what, and how well each look fits."""

    places: tuple[str, ...]
    steps: dict[str, dict[str, float]]
    """For each place the places that may follow, in nats; `start` is a place, too."""
    fits: dict[str, dict[str, float]]
    """For each place what a look is worth there; ``*`` for the rest."""
    learning: frozenset[str]
    """Places that learn from the page."""
    stern: frozenset[str] = frozenset()
    """Places whose price stays, however often the page steps there."""
    first: frozenset[str] = frozenset()
    """Places that begin a unit: after a blank line rather than right below another line."""

    keen: frozenset[str] = frozenset()
    """Places of headlines."""

    def step_matrix(self) -> Matrix:
        """Nats of every step, with the start as the last row."""
        at = {place: number for number, place in enumerate(self.places)}
        table = np.full((len(self.places) + 1, len(self.places)), _NEVER)
        for place, followers in self.steps.items():
            row = len(self.places) if place == "start" else at[place]
            for follower, worth in followers.items():
                table[row, at[follower]] = worth
        return table

    def fit_matrix(self) -> Matrix:
        """Nats of every look in every place, one row a look."""
        table = np.zeros((len(LOOKS), len(self.places)))
        for column, place in enumerate(self.places):
            fits = self.fits[place]
            for row, look in enumerate(LOOKS):
                table[row, column] = fits.get(look, fits.get("*", -9.0))
        return table

    def name(self, row: Sequence[int]) -> list[str]:
        """The names of a row of places."""
        return [self.places[at] for at in row]


@dataclass
class Path:
    """The place of every line, and how much better the page is explained so."""

    score: float
    places: list[str]
    fits: Matrix
    """What every line is worth in every place, with what the page taught."""
    steps: Matrix
    """The same of every step."""


def best_path(grammar: Grammar, page: Sequence[Shape], clues: Matrix | None = None) -> Path:
    """The best row of places for a page.

    ``clues`` are nats per line and place from elsewhere.
    """
    fits = grammar.fit_matrix()[[LOOKS.index(shape.look) for shape in page]]
    if grammar.first:
        begins = np.array([place in grammar.first for place in grammar.places])
        gaps = np.array([shape.gap > 0 for shape in page])
        fits[np.ix_(gaps, begins)] += 0.3
        fits[np.ix_(~gaps, begins)] -= 0.3
    if clues is not None:
        fits = fits + clues[:, : len(grammar.places)]
    steps = grammar.step_matrix()
    score, row = _viterbi(fits, steps)
    best = Path(score, grammar.name(row), fits, steps)
    traits = _traits(page)
    for eager in (0.0, _EAGER):
        keen = fits + eager * np.outer(
            [shape.look in _HEADLINES for shape in page],
            [place in grammar.keen for place in grammar.places],
        )
        path = _taught(grammar, traits, fits, steps, _viterbi(keen, steps)[1] if eager else row)
        if path.score > best.score or best.fits is fits:
            best = path
    return best


def _taught(
    grammar: Grammar, traits: Sequence[_Trait], fits: Matrix, steps: Matrix, row: list[int]
) -> Path:
    """The best path the page teaches, from a first row of places."""
    best: Path | None = None
    for _ in range(_ROUNDS):
        taught, habits = fits + _learned(grammar, traits, row), _habits(grammar, steps, row)
        score, again = _viterbi(taught, habits)
        if best is None or score > best.score:
            best = Path(score, grammar.name(again), taught, habits)
        if again == row:
            break
        row = again
    assert best is not None
    return best


def _viterbi(fits: Matrix, steps: Matrix) -> tuple[float, list[int]]:
    count, width = fits.shape
    inner = steps[:-1].T.copy()
    back = np.zeros((count, width), dtype=np.int64)
    columns = np.arange(width)
    worth = steps[-1] + fits[0]
    for at in range(1, count):
        ways = inner + worth
        came = ways.argmax(1)
        back[at] = came
        worth = ways[columns, came] + fits[at]
    last = int(worth.argmax())
    row = [last]
    for at in range(count - 1, 0, -1):
        last = int(back[at, last])
        row.append(last)
    return float(worth.max()), row[::-1]


@dataclass(frozen=True)
class _Trait:
    """One trait of all lines of a page, as numbers."""

    kinds: npt.NDArray[np.intp]
    """What each line has; the last number stands for whatever no teaching line has."""
    share: npt.NDArray[np.float64]
    """How many of the teaching lines have each, as a share."""


def _traits(page: Sequence[Shape]) -> list[_Trait]:
    """The traits of a page's lines, one of each kind of trait."""
    taught = min(len(page), _TEACHING)
    found = []
    for values in zip(*(shape.traits for shape in page), strict=True):
        index: dict[Hashable, int] = {}
        for value in values[:taught]:
            index.setdefault(value, len(index))
        kinds = np.array([index.get(value, len(index)) for value in values], dtype=np.intp)
        found.append(_Trait(kinds, np.bincount(kinds[:taught], minlength=len(index)) / taught))
    return found


def _learned(grammar: Grammar, traits: Sequence[_Trait], row: list[int]) -> Matrix:
    """What the traits of a line say for each place, by the lines that stand there so far."""
    result = np.zeros((len(row), len(grammar.places)))
    learning = [at for at, place in enumerate(grammar.places) if place in grammar.learning]
    taught = min(len(row), _TEACHING)
    places = np.array(row[:taught], dtype=np.intp)
    for trait in traits:
        share = trait.share[:, None]
        counts = np.zeros((len(share), len(grammar.places)))
        np.add.at(counts, (trait.kinds[:taught], places), 1.0)
        table = np.zeros((len(share) + 1, len(grammar.places)))
        said = (counts + _DOUBT * share) / (counts.sum(0) + _DOUBT)
        table[:-1, learning] = np.log(said / share)[:, learning]
        result += table[trait.kinds]
    return np.asarray(_LEARNED * result)


def _habits(grammar: Grammar, steps: Matrix, row: list[int]) -> Matrix:
    """The steps, nearer to those that were taken so far."""
    taken = np.zeros_like(steps)
    taken[-1, row[0]] += 1
    np.add.at(taken, (row[:-1], row[1:]), 1)
    learning = [at for at, place in enumerate(grammar.places) if place in grammar.learning]
    likely = np.exp(np.maximum(steps, -60.0)) * (steps > _NEVER / 2)
    result = steps.copy()
    kept = np.array([place in grammar.stern for place in grammar.places])
    for at in learning:
        total = likely[at].sum()
        if not taken[at].sum() or not total:
            continue
        share = (taken[at] + _HABIT * likely[at] / total) / (taken[at].sum() + _HABIT)
        allowed = (steps[at] > _NEVER / 2) & ~kept
        result[at, allowed] = np.log(np.maximum(share[allowed], 1e-4)) + np.log(total)
    return np.asarray(result)


def rival_path(
    rival: Grammar,
    like: dict[str, tuple[str, ...]],
    grammar: Grammar,
    path: Path,
    page: Sequence[Shape],
    clues: Matrix,
) -> Path:
    """The best path of a grammar that has more places, with what the page taught the first one.

    A new place is worth what the best of the places it is ``like`` learned, beside its own fits.
    """
    looks = [LOOKS.index(shape.look) for shape in page]
    count = len(grammar.places)
    fits = np.concatenate([path.fits, (rival.fit_matrix()[looks] + clues)[:, count:]], axis=1)
    learned = path.fits - grammar.fit_matrix()[looks] - clues[:, :count]
    for at, place in enumerate(rival.places[count:], start=count):
        if same := [grammar.places.index(other) for other in like.get(place, ())]:
            fits[:, at] += learned[:, same].max(1)
    steps = rival.step_matrix()
    steps[:count, :count] = path.steps[:count]
    steps[-1, :count] = path.steps[-1]
    score, row = _viterbi(fits, steps)
    return Path(score, rival.name(row), fits, steps)
