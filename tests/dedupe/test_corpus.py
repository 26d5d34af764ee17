"""dedupe on a generated corpus: floors that must not drop, and what must not change a result."""

from __future__ import annotations

import importlib
import pickle
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from newsclean.article import Article, Block
from newsclean.dedupe import Dedupe
from newsclean.dedupe.marks import Marks

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture(scope="module")
def bench() -> Any:
    sys.path.insert(0, str(BENCH))
    try:
        yield importlib.import_module("dedupe_corpus")
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def told(bench: Any) -> Any:
    return bench.corpus(700, seed=21)


def elsewhere(work: Any, items: Iterable[Any]) -> list[Any]:
    """A map as workers do it."""
    there = pickle.loads(pickle.dumps((work, list(items))))
    return [pickle.loads(pickle.dumps(there[0](item))) for item in there[1]]


def groups(articles: Iterable[Article], *, travel: bool = False) -> set[frozenset[str]]:
    articles = list(articles)
    stage = Dedupe(flag=True)
    marks = [stage.mark(a) for a in articles]
    if travel:
        marks = [pickle.loads(pickle.dumps(m)) for m in marks]
    found: defaultdict[str, set[str]] = defaultdict(set)
    verdicts = stage.judge(marks, elsewhere if travel else map)
    for a, verdict in zip(articles, verdicts, strict=True):
        marked = verdict.apply(a)
        assert marked is not None
        found[marked.duplicate_of or marked.id].add(a.id)
    return set(map(frozenset, found.values()))


def pairs(stories: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for story in stories for pair in combinations(sorted(story), 2)}


def test_pairs_are_right(told: Any) -> None:
    truth: defaultdict[int, list[str]] = defaultdict(list)
    for one in told:
        truth[one.story].append(one.article.id)
    found, true = pairs(groups(one.article for one in told)), pairs(truth.values())
    assert len(found & true) >= 0.98 * len(found)
    assert len(found & true) >= 0.95 * len(true)


def test_neither_order_nor_workers_matter(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.dedupe.search.WORTH", 100)
    articles = [one.article for one in told]
    once = groups(articles)
    random.Random(2).shuffle(articles)
    assert groups(articles) == once
    assert groups(articles, travel=True) == once


def test_signatures_wait_on_disk_and_come_back(told: Any) -> None:
    marks = [Dedupe().mark(one.article) for one in told[:50]]
    marks[0].words = -5
    with Marks(marks, in_memory=10_000) as packed:
        assert list(packed) == marks
        assert packed[7] == marks[7]
        assert sorted(packed.order().tolist()) == list(range(50))


def text_of(bench: Any, seed: int, words: int) -> list[str]:
    rng = random.Random(seed)
    found: list[str] = bench.paragraphs(bench.cast(rng), rng, words)
    return found


def record(name: str, paragraphs: list[str]) -> Article:
    return Article(id=name, body=[Block(text=text) for text in paragraphs])


def test_what_a_hundred_records_share_says_nothing(bench: Any) -> None:
    standing = text_of(bench, 0, 150)
    records = [record(str(n), text_of(bench, n, 60) + standing) for n in range(1, 101)]
    assert len(groups(records)) == 100


def test_a_story_that_a_hundred_sites_carry_is_one(bench: Any) -> None:
    rng = random.Random(1)
    text = text_of(bench, 0, 400)
    edits = importlib.import_module("dedupe_edits")
    copies = [record(f"w{n}", edits.edit(text, rng)[0]) for n in range(100)]
    others = [record(f"o{n}", text_of(bench, n, 300)) for n in range(1, 50)]
    found = sorted(groups(copies + others), key=len)
    assert len(found[-1]) >= 97
    assert all(name.startswith("w") for name in found[-1])


def test_twice_is_once(told: Any) -> None:
    articles = [one.article for one in told]
    stage = Dedupe()
    verdicts = stage.judge(map(stage.mark, articles))
    once = [a for v, b in zip(verdicts, articles, strict=True) if (a := v.apply(b)) is not None]
    assert len(groups(once)) >= 0.995 * len(once)


def emitted(articles: list[Article], path: Path, runs: int, **options: Any) -> list[str]:
    stage = Dedupe(seen=str(path), **options)
    found = []
    for n in range(runs):
        part = articles[n * len(articles) // runs : (n + 1) * len(articles) // runs]
        verdicts = stage.judge(map(stage.mark, part))
        found += [a.id for a, v in zip(part, verdicts, strict=True) if v.apply(a) is not None]
        verdicts.finish()  # type: ignore[attr-defined]
    return found


def test_how_the_input_is_split_into_runs_does_not_matter(told: Any, tmp_path: Path) -> None:
    articles = [one.article for one in told[:400]]
    story = {one.article.id: one.story for one in told[:400]}
    whole = emitted(articles, tmp_path / "1", 1)
    assert len({story[name] for name in whole}) >= 0.99 * len(set(story.values()))
    assert len(whole) <= 1.05 * len(set(story.values()))
    for runs in (2, 7, 20):
        assert emitted(articles, tmp_path / str(runs), runs) == whole
    assert emitted(articles, tmp_path / "stream", 3, stream=True) == whole
    assert len(emitted(articles, tmp_path / "longest", 1, keep="longest")) == len(whole)
