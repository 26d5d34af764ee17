"""Fit which headline is chosen and what confidence is given on dumps, and write the weights.

    python tests/bench/fit_choices.py [--shared FOLDER] [--models FOLDER] [--folds N] [--check]

The pages are the corpus of dumps: the truth says which titles stand in each. Every page is tagged
by a tagger that was fitted without its site (one for each of N folds, kept in ``--models``),
so that the choices learn from a tagger as good as it is on pages nobody has seen. Headlines are
chosen by a conditional logit model (McFadden 1974); confidence is a logistic regression on whether
the headline is right and the body's F1 at least 0.7. With ``--check`` nothing is written; figures
of both are printed, each page by weights fitted without its site. Needs: pip install -e .[fit]
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import folds
import numpy as np
import sites
import torch
from corpora import Item, Shared
from sklearn.linear_model import LogisticRegression

from newsclean import Extract, Normalize
from newsclean.article import Article
from newsclean.extract.text import confidence, tagger
from newsclean.extract.text.blocks import read_blocks
from newsclean.extract.text.fields import title
from newsclean.pages import decode
from newsclean.pages.page import Page

WEIGHTS = Path(title.__file__).with_name("weights.json")
PARTS = 5
"""Folds of the check, with another salt than those of the tagger."""
STEPS, RATE, DECAY = 300, 0.03, 0.3
REGULAR = 0.1
GOOD = 0.7


@dataclass
class Case:
    """The candidates for the headline of one page; which of them are right."""

    site: str
    clues: list[dict[str, float]]
    right: Sequence[float]
    """How right each is, from 0 to 1."""


@dataclass
class Matrix:
    """Candidates as an array: pages, candidates, clues."""

    x: torch.Tensor
    y: torch.Tensor
    """Pages, candidates and at the end "none of them"."""
    mask: torch.Tensor
    names: list[str] = field(default_factory=list)


def read_text(item: Item) -> str:
    """The text of a dump."""
    return decode(gzip.decompress(item.path.read_bytes())).text


def titles_of(shared: Shared, item: Item) -> set[str]:
    """The page's titles that stand in a dump."""
    has = item.truth["has"].get(item.row.partition("/")[2]) or {"titles": []}
    return {shared.score_dumps.norm(text) for text in has["titles"]}


def headline_case(shared: Shared, item: Item) -> Case | None:
    """The candidates of a page whose title stands in the dump."""
    wanted = titles_of(shared, item)
    dump = read_blocks(read_text(item))
    dump.p = tagger.load().roles(dump)
    found = title.candidates(dump, dump.p, dump.text)
    if not wanted or not found:
        return None
    norm = shared.score_dumps.norm
    right = [norm(title.free(one.text)[0]) in wanted or norm(one.text) in wanted for one in found]
    return Case(item.site, [one.clues for one in found], right)


def matrix(cases: Sequence[Case], names: list[str]) -> Matrix:
    """The cases as an array."""
    place = {name: at for at, name in enumerate(names)}
    most = max(len(case.clues) for case in cases)
    x = np.zeros((len(cases), most, len(names)), np.float32)
    y, mask = np.zeros((len(cases), most + 1), np.float32), np.zeros((len(cases), most), np.float32)
    for row, case in enumerate(cases):
        for column, clues in enumerate(case.clues):
            mask[row, column] = 1
            y[row, column] = case.right[column]
            for name, value in clues.items():
                if name in place:
                    x[row, column, place[name]] = value
        y[row, most] = not any(case.right)
    return Matrix(torch.tensor(x), torch.tensor(y), torch.tensor(mask), names)


def fit_headline(cases: Sequence[Case]) -> dict[str, float]:
    """The weight of every clue; under the empty name what "none of them" scores."""
    torch.manual_seed(0)
    data = matrix(cases, sorted({name for case in cases for one in case.clues for name in one}))
    spread = data.x.flatten(0, 1)[data.mask.flatten() > 0].std(0) + 0.05
    weights = torch.zeros(len(data.names), requires_grad=True)
    none = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.AdamW([weights, none], lr=RATE, weight_decay=DECAY)
    x = data.x / spread
    for _ in range(STEPS):
        scores = x @ weights - 1e4 * (1 - data.mask)
        shares = torch.log_softmax(torch.cat([scores, none.expand(len(scores), 1)], 1), 1)
        loss = -torch.logsumexp(shares + torch.log(data.y + 1e-9), 1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    plain = (weights.detach() / spread).tolist()
    found = {name: round(value, 3) for name, value in zip(data.names, plain, strict=True)}
    return {name: value for name, value in found.items() if value} | {"": round(none.item(), 3)}


def choose(case: Case, weights: dict[str, float]) -> bool:
    """Whether the headline that weights choose is right."""
    scores = [sum(weights.get(n, 0.0) * x for n, x in clues.items()) for clues in case.clues]
    return case.right[int(np.argmax(scores))]


def check_headline(cases: Sequence[Case]) -> float:
    """The share of right headlines, each page by weights fitted without its site."""
    right = []
    for part in range(PARTS):
        inside = [case for case in cases if sites.fold(case.site, PARTS, "choices") == part]
        others = [case for case in cases if sites.fold(case.site, PARTS, "choices") != part]
        weights = fit_headline(others)
        right += [choose(case, weights) for case in inside]
    return float(np.mean(right))


def confidence_case(shared: Shared, item: Item) -> tuple[str, dict[str, float], bool] | None:
    """The clues of a page's article and whether it is right; None where there is none."""
    seen: list[dict[str, float]] = []
    clues_of = confidence.article_clues

    def spy(*of: Any) -> dict[str, float]:
        seen.append(clues_of(*of))
        return seen[-1]

    confidence.article_clues = spy
    try:
        page = Page(item.path.name, gzip.decompress(item.path.read_bytes()))
        found = [Normalize().each(one) for one in Extract().open(page) if isinstance(one, Article)]
    finally:
        confidence.article_clues = clues_of
    if len(seen) != 1 or found[0].kind != "article":
        return None
    p, r = shared.score_dumps.body_pr(item.truth["body"], found[0].text)
    wanted = titles_of(shared, item)
    titled = not wanted or shared.score_dumps.norm(found[0].title) in wanted
    return item.site, seen[0], titled and 2 * p * r >= GOOD * (p + r) > 0


def fit_confidence(cases: Sequence[tuple[str, dict[str, float], bool]]) -> dict[str, float]:
    """The weight of every clue, and under the empty name the constant."""
    names = sorted({name for _, clues, _ in cases for name in clues})
    x = np.array([[clues.get(name, 0.0) for name in names] for _, clues, _ in cases])
    mean, spread = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(C=REGULAR, max_iter=1000)
    model.fit((x - mean) / spread, [right for _, _, right in cases])
    weights = model.coef_[0] / spread
    constant = float(model.intercept_[0] - (weights * mean).sum())
    return dict(zip(names, weights.round(4).tolist(), strict=True)) | {"": round(constant, 4)}


def check_confidence(cases: Sequence[tuple[str, dict[str, float], bool]]) -> None:
    """Print how many records are sure and how many of those are wrong, without their sites."""
    rated = []
    for part in range(PARTS):
        others = [case for case in cases if sites.fold(case[0], PARTS, "choices") != part]
        weights = fit_confidence(others)
        for site, clues, right in cases:
            if sites.fold(site, PARTS, "choices") == part:
                score = weights[""] + sum(weights.get(n, 0.0) * x for n, x in clues.items())
                rated.append((1 / (1 + np.exp(-score)), right))
    print("confidence   pages   wrong")
    for least in (0.5, 0.7, 0.8, 0.9, 0.95):
        sure = [right for score, right in rated if score >= least]
        wrong = 1 - float(np.mean(sure)) if sure else 0.0
        print(f">= {least:.2f}      {len(sure) / len(rated):6.3f}  {wrong:6.3f}")


def main() -> None:
    """Tag every dump without its site, fit, and write or print."""
    parser = folds.options(__doc__ or "")
    options = parser.parse_args()
    shared = Shared(options.shared)
    items = shared.items(["dumps"])
    table = json.loads(WEIGHTS.read_text("utf-8"))
    for name, case_of in (("title", headline_case), ("confidence", confidence_case)):
        cases: list[Any] = []
        for own in folds.each(shared, items, lambda item: item.site, options):
            cases += [case for item in own if (case := case_of(shared, item)) is not None]
        if name == "title":
            print(f"{len(cases)} pages, {check_headline(cases):.3f} of the headlines right")
            table[name] = dict(sorted(fit_headline(cases).items()))
        else:
            check_confidence(cases)
            table[name] = dict(sorted(fit_confidence(cases).items()))
    if not options.check:
        text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)
        WEIGHTS.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
