"""Fit how authors, dates and publishers of dumps are chosen, and write the weights.

    python tests/bench/fit_text_fields.py [--shared FOLDER] [--models FOLDER] [--dumps FOLDER]
        [--check]

Authors and dates are a choice among the candidates of a page or none of them, by a conditional
logit model (McFadden 1974), like the headline's (`fit_choices`). A publisher's name is rated by
itself, by boosted decision trees: what speaks for one counts only where other things agree, which a
sum of weights does not see. The pages are the corpus of dumps and the
single stories among the aggregator's; with ``--dumps`` also those of ``segments`` and ``articles``
as `fit_tagger` put them out, a dump each, whose truth is what the HTML reader says of the page.
Every page is tagged by a tagger that was fitted without its site, and its headline and text are
those that are then found. With ``--check`` nothing is written; of each field is printed what is
right and what is wrong, by weights that were fitted without the page's site.
Needs: pip install -e .[fit]
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import folds
import lightgbm
import numpy as np
import sites
from corpora import Shared
from fit_body import plain
from fit_choices import PARTS, WEIGHTS, Case, fit_headline

from newsclean import Article, Extract, Normalize
from newsclean.extract.text import masthead, roles, tagger
from newsclean.extract.text.blocks import read_blocks
from newsclean.extract.text.fields import authors, dates, publisher
from newsclean.extract.text.fields.setting import Setting
from newsclean.extract.text.fields.title import choose_title
from newsclean.normalize.authors import names as clean_names
from newsclean.normalize.dates import parse_date
from newsclean.pages import decode
from newsclean.pages.page import Page

FIELDS = ("published", "authors", "publisher")
RATED = ("publisher",)
"""Fields whose candidates are rated each by itself, by trees."""
TREES = {
    "objective": "binary",
    "num_leaves": 8,
    "learning_rate": 0.1,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
ROUNDS = 60
MOST_LINES = 2500
Choosing = Callable[[Sequence[Case], Sequence[Case]], Iterator[np.ndarray]]
"""From pages to fit on and others, how probable each candidate of the others is."""


@dataclass
class Dumped:
    """A dump and what is known of its story."""

    text: str
    site: str
    date: str
    authors: list[str] | None
    """None: not known."""
    houses: list[str]
    """The site's names and address."""


def of_dumps(shared: Shared) -> Iterator[Dumped]:
    """The corpus of dumps, whose truth was looked up in each."""
    for item in shared.items(["dumps"]):
        truth = item.truth
        known = bool(truth["date"] or truth["authors"])
        has = truth["has"].get(item.row.partition("/")[2]) or {"authors": [], "date": False}
        yield Dumped(
            decode(gzip.decompress(item.path.read_bytes())).text,
            item.site,
            truth["date"] or "",
            has["authors"] if known else None,
            truth["site"],
        )


def of_html(shared: Shared, dumps: Path, corpus: str) -> Iterator[Dumped]:
    """Pages with what the HTML reader says of them, as one of their dumps."""
    folder = shared.corpora / corpus
    for row in (folder / "truth.jsonl").read_text("utf-8").strip().split("\n"):
        truth = json.loads(row)
        stem = truth["page"].removesuffix(".gz").rpartition(".")[0]
        ways = sorted(dumps.glob(f"{corpus}/*/{stem}.txt"))
        data = (folder / "pages" / truth["page"]).read_bytes()
        page = Page(truth["page"], gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        found = [one for one in Extract().open(page) if isinstance(one, Article)]
        stories = [Normalize().each(one) for one in found if one.kind == "article"]
        if not ways or not stories:
            continue
        story = max(stories, key=lambda one: len(one.text))
        host = (urlsplit(truth.get("url") or "").hostname or "").removeprefix("www.")
        names = [name for name in (story.publisher, story.source.site, host) if name]
        stated = "datetime" in truth  # what people say of the page, not the HTML reader
        way = random.Random(stem).choice(ways)
        yield Dumped(
            way.read_text("utf-8", errors="replace"),
            sites.site(truth.get("url") or stem),
            ((truth["datetime"] if stated else story.published) or "")[:10],
            (truth["authors"] if stated else story.authors) or None,
            names,
        )


def of_aggregator(shared: Shared) -> Iterator[Dumped]:
    """The invented pages of aggregators that hold one story: heads that publishers' pages lack."""
    for item in shared.items(["aggregator"]):
        stories = item.truth["records"]
        if item.path.suffix != ".txt" or len(stories) != 1 or stories[0]["kind"] != "article":
            continue
        story = stories[0]
        yield Dumped(
            decode(item.path.read_bytes()).text,
            item.site,
            (story["published"] or "")[:10],
            story["authors"],
            [story["publisher"]] if story["publisher"] else [],
        )


def cases(shared: Shared, page: Dumped) -> dict[str, Case]:
    """The candidates of a page for every field of which the truth is known."""
    dump = read_blocks(page.text)
    del dump.lines[MOST_LINES:]
    if not dump.lines:
        return {}
    dump.p = tagger.load().roles(dump)
    roles.assign(dump)
    masthead.survey(dump)
    body = dump.text
    title_at, _ = choose_title(dump, dump.p, body)
    body = [at for at in body if at != title_at]
    setting = Setting(dump, dump.p, title_at, (body[0], body[-1] + 1) if body else None)
    found: dict[str, Case] = {}
    if page.date:
        able = dates.candidates(setting)
        days = [_day(one.span.raw, setting.language) for one in able]
        if page.date not in days:  # of another time zone
            near = date.fromisoformat(page.date)
            days = [page.date if _near(day, near) else day for day in days]
        right = [day == page.date and _stands(one) for day, one in zip(days, able, strict=True)]
        found["published"] = Case(page.site, [one.clues for one in able], right)
    if page.authors is not None:
        signed = authors.candidates(setting)
        wanted = {shared.score_dumps.norm(name) for name in page.authors}
        given = [clean_names(one.names, setting.language or "") for one in signed]
        hits = [{shared.score_dumps.norm(name) for name in names} for names in given]
        agree = [2 * len(hit & wanted) / (len(hit) + len(wanted) or 1) for hit in hits]
        found["authors"] = Case(page.site, [one.clues for one in signed], agree)
        authors.choose_authors(setting)
    if page.houses:
        houses = publisher.candidates(setting)
        right = [shared.score_dumps.publisher_right(one.name, page.houses) for one in houses]
        found["publisher"] = Case(page.site, [one.clues for one in houses], right)
    return {name: case for name, case in found.items() if case.clues}


def _stands(one: dates.Candidate) -> bool:
    """Whether a date is more than a part of a sentence."""
    sentence = ("beside up to 15 words", "beside more words")
    return "plain" in one.clues or not any(name in one.clues for name in sentence)


def _day(raw: str, language: str | None) -> str:
    return (parse_date(raw, language=language).value or "")[:10]


def _near(day: str, near: date) -> bool:
    return day in {(near + timedelta(days=step)).isoformat() for step in (-1, 1)}


def chosen_by_weights(train: Sequence[Case], cases: Sequence[Case]) -> Iterator[np.ndarray]:
    """How probable each candidate of a page is, by weights fitted on other pages."""
    weights = fit_headline(train)
    for case in cases:
        scores = [sum(weights.get(n, 0.0) * x for n, x in one.items()) for one in case.clues]
        shares = np.exp(np.array([*scores, weights[""]]) - max(*scores, weights[""]))
        yield shares[:-1] / shares.sum()


def chosen_by_trees(train: Sequence[Case], cases: Sequence[Case]) -> Iterator[np.ndarray]:
    """How probable each candidate of a page is, by trees fitted on other pages."""
    names, trees = fit_trees(train)
    for case in cases:
        yield trees.predict(rows([case], names))


def rows(found: Sequence[Case], names: Sequence[str]) -> np.ndarray:
    """The clues of all candidates, a row each."""
    return np.array(
        [[one.get(name, 0.0) for name in names] for case in found for one in case.clues]
    )


def fit_trees(found: Sequence[Case]) -> tuple[list[str], lightgbm.Booster]:
    """The names of the clues, and the trees that rate candidates by them."""
    names = sorted({name for case in found for one in case.clues for name in one})
    right = np.array([float(ok) for case in found for ok in case.right])
    return names, lightgbm.train(TREES, lightgbm.Dataset(rows(found, names), right), ROUNDS)


def check(found: Sequence[Case], chosen: Choosing) -> None:
    """Print what is right and wrong at some thresholds, each page without its site."""
    rated: list[tuple[float, bool, bool]] = []
    for part in range(PARTS):
        inside = [case for case in found if sites.fold(case.site, PARTS, "choices") == part]
        others = [case for case in found if sites.fold(case.site, PARTS, "choices") != part]
        for case, shares in zip(inside, chosen(others, inside), strict=True):
            best = int(np.argmax(shares))
            rated.append((shares[best], case.right[best], any(case.right)))
    able = sum(any_right for _, _, any_right in rated)
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        right = sum(1 for share, ok, _ in rated if share >= least and ok)
        wrong = sum(1 for share, ok, _ in rated if share >= least and not ok)
        print(f"  >= {least:.1f}  right {right / able:.3f}  wrong {wrong / len(rated):.3f}")


def main() -> None:
    """Tag every dump without its site, fit, and write or print."""
    parser = folds.options(__doc__ or "")
    parser.add_argument("--dumps", type=Path, help="where fit_tagger has put out the pages")
    options = parser.parse_args()
    shared = Shared(options.shared)
    pages = [*of_dumps(shared), *of_aggregator(shared)]
    for corpus in ("segments", "articles") if options.dumps else ():
        pages += of_html(shared, options.dumps, corpus)
    found: dict[str, list[Case]] = {name: [] for name in FIELDS}
    for own in folds.each(shared, pages, lambda page: page.site, options):
        for page in own:
            for name, case in cases(shared, page).items():
                found[name].append(case)
    table: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    for name, own in found.items():
        print(f"{name}: {len(own)} pages, {sum(any(case.right) for case in own)} with a right one")
        if options.check:
            check(own, chosen_by_trees if name in RATED else chosen_by_weights)
        elif name in RATED:
            names, trees = fit_trees(own)
            write(WEIGHTS.with_name(f"{name}.json"), {"clues": names, "trees": plain(trees)}, None)
        else:
            table[name] = dict(sorted(fit_headline(own).items()))
    if not options.check:
        write(WEIGHTS, table, 1)


def write(path: Path, fitted: dict[str, Any], indent: int | None) -> None:
    """Write what was fitted as JSON that is the same for the same values."""
    text = json.dumps(fitted, ensure_ascii=False, indent=indent, sort_keys=True)
    path.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
