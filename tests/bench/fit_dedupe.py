"""Fit the weights of dedupe's evidence on several sets at once, and say how each set fares.

    python tests/bench/fit_dedupe.py [--write] [--without-each] [--as-it-is]

A logistic model (fitted by scipy, ``pip install -e '.[fit]'``) over all pairs that are compared,
each set with the same weight, and each once as it is and, with less weight, without dates, without
headlines and without both. Prints the weights, rounded to what is exact in sums (see
`newsclean.dedupe.compare`), and the precision, recall and F1 that dedupe itself reaches with them;
with ``--write`` they are put into ``newsclean/dedupe/weights.json``, as they are, whatever stood
there before; with ``--without-each`` it also says what each set gets with the weights that the
other sets give; with ``--as-it-is`` nothing is fitted.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from dedupe_sets import SETS, Labelled, Score, score
from numpy.typing import NDArray

from newsclean.dedupe import Dedupe, compare, weights
from newsclean.dedupe.clusters import _Texts
from newsclean.dedupe.index import pairs
from newsclean.dedupe.mark import Mark
from newsclean.dedupe.marks import Marks
from newsclean.dedupe.search import Search

Numbers = NDArray[np.float64]
VARIANTS: dict[str, tuple[tuple[str, ...], float]] = {
    "as they are": ((), 1.0),
    "no dates": (("published",), 0.35),
    "no headlines": (("title",), 0.35),
    "neither": (("published", "title"), 0.35),
}
"""What is removed, and the weight in the fit."""
NAMES = [*weights.TEXT, *weights.AROUND, *weights.RARE]
_FOR, _AGAINST = (0.0, None), (None, 0.0)
_BOUNDS: dict[str, tuple[float | None, float | None]] = {
    **dict.fromkeys(NAMES, _AGAINST),
    **dict.fromkeys(("covered", "long", "equal", "same title", "same address"), _FOR),
    **dict.fromkeys(weights.RARE, _FOR),
}
"""Which evidence can only speak for one story, and which only against it."""
_START = {
    **{"bias": -9.0, "covered": 10.0, "both": -0.5, "one publisher": -4.0, "long": 3.0},
    **{"names": -40.0, "numbers": -36.0, "words": -5.0, "lead": -7.0, "equal": 4.0},
    **{
        "same title": 1.0,
        "title missing": -3.0,
        "title untold": -4.0,
        "same address": 5.0,
        "days": -0.5,
    },
    **{"share": 4.5, "mass": 1.0},
}
"""Weights that tell, before there are others, which pairs are sure: rarity is counted by these."""
_ROUND = 16
_STRENGTH = 3.0
"""Inverse of the penalty on squared weights (of measures scaled to one standard deviation)."""
_BAR = 1.25
"""Log-odds that one story needs, because a story lost costs more than one that comes twice."""
_MOST = 6000
"""Pairs of a set that are used, at random."""


@dataclass
class Compared:
    """A set in one variant: its marks, its pairs' measures, and which pairs are one story."""

    labelled: Labelled
    marks: list[Mark]
    measures: Numbers
    same: NDArray[np.bool_]


def compared(labelled: Labelled) -> Compared:
    """Measure all pairs of a set that are worth comparing."""
    stage = Dedupe()
    marks = [stage.mark(article) for article in labelled.articles]
    found: list[list[float]] = []
    same: list[bool] = []
    with Marks(marks) as packed:
        heads = _Texts(packed).heads
        search = Search(packed, heads, across_kinds=False, trace=False, apply=map)
        search.run()
        for one, other in pairs(search.places, search._wholes):
            rare = zip(*search.rarity.measure(one, other), strict=True)
            for i, j, rarities in zip(one.tolist(), other.tolist(), rare, strict=True):
                a, b = search.mark(i), search.mark(j)
                pair = compare.compare(a, b)
                first, second = sorted((a.id, b.id))
                if pair.textual and (first, second) not in labelled.free:
                    found.append([*pair.measures, *rarities])
                    same.append((first, second) in labelled.same)
    return Compared(labelled, marks, np.array(found), np.array(same))


def fit(sets: Iterable[dict[str, Compared]]) -> dict[str, float]:
    """Weights by name, rounded. A weight is zero where its sign would make no sense."""
    from scipy.optimize import minimize

    rng = np.random.default_rng(0)
    x, y, counted = [], [], []
    for variants in sets:
        for name, one in variants.items():
            at = rng.permutation(len(one.same))[:_MOST]
            x.append(one.measures[at])
            y.append(one.same[at])
            counted.append(np.full(len(at), 2000 * VARIANTS[name][1] / len(at)))
    every, weight, sign = np.concatenate(x), np.concatenate(counted), 2 * np.concatenate(y) - 1.0
    scale = every.std(0)
    scale[scale < 1e-6] = 1.0
    every /= scale

    def loss(w: Numbers) -> tuple[float, Numbers]:
        margin = sign * (every @ w)
        slope = -sign * weight / (1 + np.exp(np.minimum(margin, 500)))
        value = (weight * np.logaddexp(0, -margin)).sum() + w @ w / (2 * _STRENGTH)
        return float(value), every.T @ slope + w / _STRENGTH

    bounds = [_BOUNDS[name] for name in NAMES]
    found = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B", bounds=bounds)
    plain = found.x / scale
    plain[NAMES.index("bias")] -= _BAR
    rounded = np.round(plain * _ROUND) / _ROUND
    return dict(zip(NAMES, rounded.tolist(), strict=True))


def use(found: dict[str, float]) -> None:
    """Let dedupe use some weights."""
    weights.VALUES.update(found)
    compare.WEIGHTS[:] = [found[name] for name in (*weights.TEXT, *weights.AROUND)]


def reached(one: Compared, **options: str) -> Score:
    """What dedupe makes of a set."""
    stage = Dedupe(flag=True, **options)  # type: ignore[arg-type]
    groups: defaultdict[str, list[str]] = defaultdict(list)
    verdicts = stage.judge(one.marks)
    for m, verdict in zip(one.marks, verdicts, strict=True):
        groups[getattr(verdict, "of", m.id)].append(m.id)
    return score(one.labelled, groups.values())


def show(title: str, names: Sequence[str], sets: dict[str, dict[str, Compared]]) -> None:
    """Print a row for each set."""
    for name in names:
        row = "   ".join(f"{what} {reached(one)}" for what, one in sets[name].items())
        print(f"{title}{name:<10} {row}", flush=True)


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--without-each", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--as-it-is", action="store_true", help="Only show what is reached now.")
    options = parser.parse_args()
    if not options.as_it_is:
        use(_START)
    sets: dict[str, dict[str, Compared]] = {}
    for name, make in SETS.items():
        labelled = make()
        sets[name] = {
            what: compared(labelled.without(*fields)) for what, (fields, _) in VARIANTS.items()
        }
    if not options.as_it_is:
        found = fit(sets.values())
        told = json.dumps(found, indent=2)
        print(told)
        if options.write:
            weights.FILE.write_text(told + "\n", "ascii")
        use(found)
    print("Precision / recall / F1 of pairs, with the weights of all sets:")
    show("  ", list(sets), sets)
    if options.without_each:
        print("With the weights that the other sets give:")
        for name in sets:
            use(fit(one for other, one in sets.items() if other != name))
            show("  ", [name], sets)


if __name__ == "__main__":
    main()
