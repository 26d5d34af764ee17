"""Fit the body model of HTML pages from labelled corpora, and write it as data.

    python tests/bench/fit_body.py [--shared FOLDER] [-o FILE]
    python tests/bench/fit_body.py --folds 5 --fold 0 -o FILE

FOLDER (``../shared`` where nothing is said) holds the corpora publishers, article-bodies and
segments; see `corpora`. The same pages give the same file. With ``--folds`` the pages of a part of
the sites are left out: `bench_corpora` measures such models on the pages that they have not seen.
Needs the extra ``fit``.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from corpora import Item, Shared
from sites import fold

from newsclean.extract.html import context, features, model, texts
from newsclean.extract.html import measure as measures
from newsclean.extract.html.blocks import Chunk, Page
from newsclean.extract.html.fields import read_fields
from newsclean.extract.html.hints import hints_of
from newsclean.extract.html.measure import Measure, Tables
from newsclean.extract.html.tree import parse
from newsclean.extract.html.walk import read_blocks
from newsclean.pages import decode

WORD = re.compile(r"\w+")
CORPORA = ("publishers", "article-bodies", "segments")
OUTPUT = Path(model.__file__).with_name("data") / "body.json"
THRESHOLD = 0.42
TREES = {
    "objective": "binary",
    "learning_rate": 0.09,
    "num_leaves": 12,
    "max_depth": 5,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "verbose": -1,
    "num_threads": 2,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
}
ROUNDS = (100, 80)
BLANK_WEIGHT = 0.5
INNER = 3


@dataclass(eq=False)
class Example:
    """One page: its blocks, what is known of them, and the numbers of the two looks."""

    group: str
    page: Page
    hints: measures.Hints
    chunks: list[Chunk]
    labels: np.ndarray
    weights: np.ndarray
    blank: bool = False
    """A copy without class names and ids, so that the model does not lean on them alone."""
    likely: list[int] = field(default_factory=list)
    rows: np.ndarray | None = None
    second: np.ndarray | None = None
    measure: Measure | None = None
    scores: list[float] = field(default_factory=list)


def read_pages(items: Iterable[Item]) -> Iterator[Example]:
    """The examples that pages make."""
    for item in items:
        truth, data = item.truth, item.path.read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        tree = parse(decode(data, html=True).text)
        if tree is None:
            continue
        hints = hints_of(read_fields(tree, url=None))
        page = read_blocks(tree)
        chunks = page.texts()
        if not chunks:
            continue
        labels = (
            body_labels(chunks, truth["body"]) if "body" in truth else part_labels(chunks, truth)
        )
        words = np.array([len(WORD.findall(chunk.text)) for chunk in chunks], dtype=float)
        if "body" in truth:
            weights = np.minimum(words / max(1.0, words[labels >= 0.5].sum()), 0.2) + 0.002
        else:
            weights = np.full(len(chunks), 0.01)
        yield Example(item.site, page, hints, chunks, labels, weights)


def body_labels(chunks: Sequence[Chunk], body: str) -> np.ndarray:
    """How much of each block is in the body, by runs of four words; -1 where it can't be told."""
    lines = {tuple(WORD.findall(line)) for line in body.split("\n")}
    words = WORD.findall(body)
    runs = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
    pairs = set(itertools.pairwise(words))
    known = set(words)
    labels = np.zeros(len(chunks))
    for i, chunk in enumerate(chunks):
        own = WORD.findall(chunk.text)
        if tuple(own) in lines:
            labels[i] = 1.0
        elif len(own) >= 4:
            labels[i] = sum(tuple(own[j : j + 4]) in runs for j in range(len(own) - 3)) / (
                len(own) - 3
            )
        elif len(own) == 1:
            labels[i] = -1.0 if own[0] in known else 0.0
        elif all(pair in pairs for pair in itertools.pairwise(own)):
            labels[i] = -1.0
    for i in range(1, len(chunks) - 1):
        around = labels[i - 1] >= 0.5 and labels[i + 1] >= 0.5
        if labels[i] == -1.0 and around and chunks[i].frame.parent is chunks[i - 1].frame.parent:
            labels[i] = 0.6
    _drop_copies(chunks, labels, " " + " ".join(words) + " ")
    return labels


def _drop_copies(chunks: Sequence[Chunk], labels: np.ndarray, text: str) -> None:
    """Of a block that is on the page more often than in the body, keep those amid the body."""
    places = [i for i, label in enumerate(labels) if label >= 0.5]
    copies: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in places:
        copies[tuple(WORD.findall(chunks[i].text))].append(i)
    for own, found in copies.items():
        wanted = max(1, text.count(" " + " ".join(own) + " "))
        if len(found) > wanted:
            near = {
                i: sum(abs(i - j) <= 6 for j in places) - 3 * chunks[i].frame.hidden for i in found
            }
            for i in sorted(found, key=lambda i: -near[i])[wanted:]:
                labels[i] = 0.0


def part_labels(chunks: Sequence[Chunk], truth: dict[str, Any]) -> np.ndarray:
    """1 for a block with a sentence that must be in the body, 0 for one that must not, else -1."""
    labels = np.full(len(chunks), -1.0)
    for i, chunk in enumerate(chunks):
        good = any(sentence in chunk.text for sentence in truth["present"])
        bad = any(sentence in chunk.text for sentence in truth["absent"])
        if good != bad:
            labels[i] = float(good)
    return labels


def word_weights(examples: Sequence[Example], names: bool) -> dict[str, float]:
    """How much a word of a class name, or of a short text, speaks for the body: mean log odds.

    Every site has one voice, few sites count for little, and a word that is part of a site's own
    name is left out.
    """
    votes: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.5, 0.5]))
    for example in examples:
        for chunk, label in zip(example.chunks, example.labels, strict=True):
            if label < 0:
                continue
            words: set[str] = set()
            if names:
                words.update(texts.name_parts(chunk.names))
                for _, frame in zip(range(6), chunk.frame.up(), strict=False):
                    words.update(texts.name_parts(frame.names))
            elif texts.size(chunk.text) < 200:
                words.update(texts.short_words(chunk.text))
            for word in words:
                votes[word][example.group][int(label < 0.5)] += 1
    least, shrink, centre = (5, 6.0, 0.5) if names else (8, 5.0, 0.8)
    hosts = " ".join({example.group for example in examples})
    labels = set(hosts.replace(".", " ").split())
    weights = {}
    for word, sites in votes.items():
        if len(sites) >= least and word not in labels and not (len(word) > 3 and word in hosts):
            odds = [max(-2.5, min(2.5, math.log(a / b))) + centre for a, b in sites.values()]
            weights[word] = round(sum(odds) / (len(odds) + shrink), 2)
    return {word: weights[word] for word in sorted(weights) if abs(weights[word]) >= 0.1}


def measure(example: Example, tables: Tables) -> None:
    """The numbers of the first look."""
    if example.blank:
        tables = Tables({}, tables.words, {})
    example.measure = Measure(example.page, example.hints, tables)
    example.likely = [i for i in range(len(example.chunks)) if example.measure.likely(i)]
    maker = features.Rows(example.measure)
    rows = [maker.row(i) for i in example.likely]
    example.rows = np.array(rows, dtype=np.float32).reshape(len(rows), len(features.NAMES))


def look_again(example: Example) -> None:
    """The numbers of the second look, from the scores of the first."""
    assert example.measure is not None and example.rows is not None
    around = context.context(example.measure, example.likely, example.scores)
    example.second = np.concatenate([example.rows, np.array(around, dtype=np.float32)], axis=1)


def fit(examples: Sequence[Example], again: bool) -> lightgbm.Booster:
    """An ensemble for the first look, or for the second."""
    rows, labels, weights = [], [], []
    for example in examples:
        if not example.likely:
            continue
        numbers = example.second if again else example.rows
        own = example.labels[example.likely]
        known = own >= 0
        rows.append(numbers[known])
        labels.append(own[known] >= 0.5)
        weights.append(example.weights[example.likely][known] * 1000)
    data = lightgbm.Dataset(
        np.concatenate(rows), np.concatenate(labels).astype(float), weight=np.concatenate(weights)
    )
    return lightgbm.train(TREES, data, ROUNDS[again])


def score(booster: lightgbm.Booster, example: Example, again: bool) -> None:
    """Rate the blocks of a page."""
    scores = [0.0] * len(example.chunks)
    if example.likely:
        found = booster.predict(example.second if again else example.rows)
        for place, one in zip(example.likely, found, strict=True):
            scores[place] = float(one)
    example.scores = scores


def fit_all(train: Sequence[Example]) -> tuple[Tables, lightgbm.Booster, lightgbm.Booster]:
    """Both looks. The second learns from scores that the first gave to sites it had not seen."""
    lexicon = json.loads(Path(model.__file__).with_name("data").joinpath("names.json").read_text())
    bits = measures.trait_bits(lexicon)
    tables = Tables(word_weights(train, True), word_weights(train, False), bits)
    blank = [replace(e, blank=True, weights=e.weights * BLANK_WEIGHT) for e in train]
    seen = train
    train = [*train, *blank]
    for inner in range(INNER):
        rest = [example for example in seen if _inner(example) != inner]
        some = Tables(word_weights(rest, True), word_weights(rest, False), bits)
        for example in train:
            if _inner(example) == inner:
                measure(example, some)
    for inner in range(INNER):
        booster = fit([example for example in train if _inner(example) != inner], False)
        for example in train:
            if _inner(example) == inner:
                score(booster, example, False)
                if example.likely:
                    look_again(example)
    return tables, fit(train, False), fit(train, True)


def _inner(example: Example) -> int:
    return fold(example.group, INNER, "inner")


def plain(booster: lightgbm.Booster) -> list[dict[str, list[float]]]:
    """The trees of an ensemble as plain values."""
    return [_plain_tree(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def _plain_tree(root: dict[str, Any]) -> dict[str, list[float]]:
    tree: dict[str, list[float]] = {n: [] for n in ("feature", "limit", "low", "high", "leaf")}

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            tree["leaf"].append(round(node["leaf_value"], 4))
            return -len(tree["leaf"])
        at = len(tree["feature"])
        tree["feature"].append(node["split_feature"])
        tree["limit"].append(float(f"{node['threshold']:.5g}"))
        tree["low"].append(0)
        tree["high"].append(0)
        tree["low"][at] = add(node["left_child"])
        tree["high"][at] = add(node["right_child"])
        return at

    add(root)
    return tree


def main() -> None:
    """Read the corpora, fit, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--folds", type=int, default=1, metavar="N")
    parser.add_argument("--fold", type=int, metavar="K", help="leave out this fold of N, from 0 on")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    items = Shared(options.shared).items(CORPORA)
    items = [item for item in items if fold(item.site, options.folds) != options.fold]
    examples = list(read_pages(items))
    if not examples:
        parser.error("no pages; say where the corpora are with --shared")
    tables, first, second = fit_all(examples)
    data = {
        "about": "Written by tests/bench/fit_body.py; do not edit.",
        "threshold": THRESHOLD,
        "features": list(features.NAMES),
        "names": tables.names,
        "words": tables.words,
        "first": plain(first),
        "second": plain(second),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    options.output.write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
    print(f"{len(examples)} pages, {len(text)} characters", file=sys.stderr)


if __name__ == "__main__":
    main()
