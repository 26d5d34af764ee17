"""Fit what tells a list of stories from one story, and write the weights.

    python tests/bench/fit_layouts.py [--shared FOLDER] [--models FOLDER] [--dumps FOLDER]
        [--folds N] [--odds] [--check]

Two logistic regressions, over the numbers of `newsclean.extract.text.layouts.evidence`: `odds`
weighs a list against one story once both have explained the page, and `glance` says beforehand,
from the tagger's view alone, on which pages that need not be done. The limit of the second is set
so that no list is below it, by weights that were fitted without the list, less a margin.

Pages of one story are the corpus of dumps (two ways of each page) and, with ``--dumps``, those of
``segments`` and ``articles`` as `fit_tagger` put them out, a dump each. Lists are invented
(`layout_corpus`), or those of the aggregator corpus. Every page is tagged by a tagger that was
fitted without its site. With ``--check`` nothing is written; figures are printed by weights that
were fitted without the page's site, or without its layout and wording. The weights of `odds` are
written with ``--odds`` alone: those of the package are older, and mended by hand for short stories
and interviews, of which there are too few here. Needs: pip install -e .[fit]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import folds
import numpy as np
import sites
from corpora import WAYS, Shared
from fit_choices import PARTS
from layout_corpus import invent
from sklearn.linear_model import LogisticRegression

from newsclean.extract.text import masthead, roles, tagger
from newsclean.extract.text.blocks import read_blocks
from newsclean.extract.text.layouts import evidence
from newsclean.pages import decode

WEIGHTS = Path(evidence.__file__).with_name("weights.json")
WAYS_OF_A_PAGE = 2
COUNT = 14
"""Invented pages of each layout and wording."""
REGULAR = {"glance": 0.1, "odds": 1.0}
"""The inverse strength of the penalty: the less, the better for layouts that are not in the fit."""
LISTS = {"glance": 3.0, "odds": 0.7}
"""What a list weighs beside a page of one story. At a glance none may be missed; where it is
decided, most pages are of one story."""
MARGIN = 0.5
"""Nats between the limit and the list that comes nearest: other lists are not in the fit."""
Clues = dict[str, float]


@dataclass(frozen=True)
class Page:
    """A page in text, what it is, and which pages are of its kind."""

    text: str
    group: str
    """A site, or a layout."""
    stories: str
    """``one``, ``list`` or ``several`` whole articles."""
    half: int = 0
    """Of the wording of a layout."""


@dataclass(frozen=True)
class Case:
    """What is seen of a page."""

    page: Page
    clues: dict[str, Clues]
    """Of each score; those of `odds` are empty where nothing in the page repeats."""

    @property
    def many(self) -> bool:
        return self.page.stories != "one"


def real(shared: Shared) -> Iterator[Page]:
    """The corpus of dumps, each page in some ways."""
    for item in shared.items(["dumps"]):
        way = WAYS.index(item.row.partition("/")[2])
        if (way - sites.fold(item.truth["page"], len(WAYS))) % len(WAYS) < WAYS_OF_A_PAGE:
            text = decode(gzip.decompress(item.path.read_bytes())).text
            yield Page(text, item.site, "one")


def put_out(shared: Shared, dumps: Path) -> Iterator[Page]:
    """Other pages of the corpora, as one of their dumps."""
    for corpus in ("segments", "articles"):
        for item in shared.items([corpus]):
            stem = item.truth["page"].removesuffix(".gz").rpartition(".")[0]
            if ways := sorted(dumps.glob(f"{corpus}/*/{stem}.txt")):
                path = random.Random(stem).choice(ways)
                yield Page(path.read_text("utf-8", errors="replace"), item.site, "one")


def aggregators(shared: Shared) -> Iterator[Page]:
    """The pages in text of the aggregator corpus that hold stories."""
    for item in shared.items(["aggregator"]):
        kind = item.truth["kind"]
        if item.path.suffix == ".txt" and kind != "none":
            text = decode(item.path.read_bytes()).text
            yield Page(text, item.site, "one" if kind == "article" else "list")


def invented(shared: Shared) -> Iterator[Page]:
    """Pages of the layouts."""
    kinds = {"article": "one", "several": "several"}
    for page in invent(shared, COUNT):
        yield Page(page.text, page.layout, kinds.get(page.layout, "list"), page.half)


def look(page: Page) -> Case:
    """The numbers of a page."""
    dump = read_blocks(page.text)
    dump.p = tagger.load().roles(dump)
    roles.assign(dump)
    masthead.survey(dump)
    parsed = evidence.parse(dump)
    odds = evidence.clues(dump, parsed) if parsed else {}
    return Case(page, {"glance": evidence.glance(dump), "odds": odds})


def fit(cases: Sequence[Case], score: str) -> Clues:
    """The weight of every clue of a score; under the empty name the constant."""
    names = sorted(cases[0].clues[score])
    x = np.array([[case.clues[score][name] for name in names] for case in cases])
    y = np.array([case.many for case in cases])
    mean, spread = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(C=REGULAR[score], max_iter=3000)
    model.fit((x - mean) / spread, y, sample_weight=np.where(y, LISTS[score], 1.0))
    weights = model.coef_[0] / spread
    constant = float(model.intercept_[0] - (weights * mean).sum())
    found = dict(zip(names, weights.round(3).tolist(), strict=True))
    return found | {"": round(constant, 3)}


def cross(cases: Sequence[Case], score: str) -> list[float]:
    """The nats for many stories on every page, by weights that were fitted without its group.

    The halves of a layout are never left out together.
    """
    pages = [case.page for case in cases]
    parts = [(sites.fold(one.group, PARTS, "layouts") + 2 * one.half) % PARTS for one in pages]
    found = [0.0] * len(cases)
    for part in set(parts):
        kept = [case for case, own in zip(cases, parts, strict=True) if own != part]
        weights = fit(kept, score)
        for at, (case, own) in enumerate(zip(cases, parts, strict=True)):
            if own == part:
                clues = case.clues[score].items()
                found[at] = weights[""] + sum(weights[name] * value for name, value in clues)
    return found


def fit_glance(cases: Sequence[Case]) -> Clues:
    """The weights of `evidence.is_one_story`; prints what they let through."""
    rated = list(zip(cross(cases, "glance"), cases, strict=True))
    lists = sorted((nats, case.page.group) for nats, case in rated if case.many)
    limit = lists[0][0] - MARGIN
    sure = [nats < limit for nats, case in rated if not case.many]
    print(f"at a glance: {len(sure)} pages of one story, {np.mean(sure):.3f} of them sure")
    print("  nearest lists: " + ", ".join(f"{group} {nats:.2f}" for nats, group in lists[:5]))
    found = fit(cases, "glance")
    return found | {"": round(found[""] - limit, 3)}


def fit_odds(cases: Sequence[Case]) -> Clues:
    """The weights of `evidence.odds`; prints how often they are wrong."""
    rated = list(zip(cross(cases, "odds"), cases, strict=True))
    for name, many in (("one story", False), ("lists", True)):
        right = [(nats > 0) == many for nats, case in rated if case.many == many]
        print(f"weighed: {len(right)} pages of {name}, {np.mean(right):.3f} right")
    return fit(cases, "odds")


def read_cases(shared: Shared, options: argparse.Namespace) -> list[Case]:
    """All pages, each seen with a tagger that was fitted without its site."""
    pages: list[Page] = [*real(shared), *aggregators(shared), *invented(shared)]
    pages += put_out(shared, options.dumps) if options.dumps else []
    found: list[Case] = []
    for own in folds.each(shared, pages, lambda page: page.group, options):
        found += map(look, own)
    return found


def main() -> None:
    """Read, fit, and write or print."""
    parser = folds.options(__doc__ or "")
    parser.add_argument("--dumps", type=Path, help="where fit_tagger has put out the pages")
    parser.add_argument("--odds", action="store_true", help="write the weights of the odds, too")
    options = parser.parse_args()
    shared = Shared(options.shared)
    cases = read_cases(shared, options)
    seen = [case for case in cases if case.clues["glance"]["text"]]
    weighed = [case for case in cases if case.clues["odds"] and case.page.stories != "several"]
    table: dict[str, Clues] = json.loads(WEIGHTS.read_text("utf-8"))
    table["glance"] = fit_glance(seen)
    odds = fit_odds(weighed)
    if options.odds:
        table["odds"] = odds
    if not options.check:
        text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)
        WEIGHTS.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
