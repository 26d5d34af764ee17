"""dedupe: what tells stories apart that look alike, and what joins those that do not."""

from __future__ import annotations

import importlib
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from newsclean.article import Article, Block, Evidence, Source
from newsclean.dedupe import POLICY, Dedupe
from newsclean.dedupe.findings import Findings

from .test_stories import HARBOUR, LATER, ORCHESTRA, ids, run, story

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture(scope="module")
def bench() -> Any:
    sys.path.insert(0, str(BENCH))
    try:
        importlib.import_module("dedupe_corpus")
        yield importlib
    finally:
        sys.path.remove(str(BENCH))


def text_of(bench: Any, seed: int, words: int) -> list[str]:
    corpus = bench.import_module("dedupe_corpus")
    rng = random.Random(seed)
    found: list[str] = corpus.paragraphs(corpus.cast(rng, coining=True), rng, words)
    return found


def stubs(bench: Any, count: int = 30) -> list[Article]:
    """One paper's pages behind a paywall: a headline, a teaser, and the same words below."""
    below = text_of(bench, 1, 160)
    return [
        story(str(n), [text_of(bench, 100 + n, 12)[0], *below], publisher="Paywall Post")
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("policy", "count"),
    [("strict", 3), ("normal", 6), ("normal", 30), ("loose", 10), ("loose", 30)],
)
def test_stubs_of_one_paper_stay_apart_without_dates(bench: Any, policy: str, count: int) -> None:
    records = stubs(bench, count)
    assert len(run(records, policy=policy)) == len(records)


TITLES = ["Ferry runs aground off Lunde", "Mayor opens new school", "Strike at the mill ends"]
PLAYER = ["This video cannot be played. Please try another browser, or enable JavaScript.",
          "More videos from our newsroom."]  # fmt: skip


@pytest.mark.parametrize("options", [{"policy": policy} for policy in POLICY] + [{"stream": True}])
def test_furniture_alone_is_no_story(options: dict[str, Any]) -> None:
    records = [story(title, PLAYER, publisher="Small Post") for title in TITLES]
    for record, title in zip(records, TITLES, strict=True):
        record.title = title
    assert ids(run(records, **options)) == TITLES


@pytest.mark.parametrize("way", ["stream", "seen"])
def test_a_stream_and_a_memory_learn_what_is_furniture(
    bench: Any, way: str, tmp_path: Path
) -> None:
    records = stubs(bench)
    options: dict[str, object] = (
        {"stream": True} if way == "stream" else {"seen": str(tmp_path / "s")}
    )
    assert len(run(records, **options)) >= 0.8 * len(records)


def test_a_story_that_many_papers_carry_is_one(bench: Any) -> None:
    text = text_of(bench, 2, 250)
    records = [
        story(str(n), [*text_of(bench, 200 + n, 15)[:1], *text], publisher=f"Paper {n}")
        for n in range(30)
    ]
    assert len(run(records)) == 1


def test_states_of_one_page_are_one_story(bench: Any) -> None:
    text = text_of(bench, 3, 250)
    records = [
        story(str(n), [*text, text_of(bench, 300 + n, 15)[0]], publisher="Live Post",
              url="https://live.example/a-story")
        for n in range(12)
    ]  # fmt: skip
    assert len(run(records)) == 1


@pytest.mark.parametrize("removed", [(), ("published",), ("title",), ("published", "title")])
def test_serial_reports_stay_apart(bench: Any, removed: tuple[str, ...]) -> None:
    articles, stories = bench.import_module("dedupe_serials").serials(400)
    for article in articles:
        for name in removed:
            setattr(article, name, None)
    story_of = dict(zip((a.id for a in articles), stories, strict=True))
    joined: defaultdict[str, set[int]] = defaultdict(set)
    for article in run(articles, flag=True):
        joined[article.duplicate_of or article.id].add(story_of[article.id])
    wrong = sum(len(found) - 1 for found in joined.values())
    assert wrong <= 0.05 * len(set(stories))


DAYS = [f"2023-{month:02}-17" for month in range(1, 9)]


@pytest.mark.parametrize("policy", POLICY)
def test_notices_that_differ_in_a_short_word_stay_apart(policy: str) -> None:
    text = (
        "The central bank entered the market to arrange {} billion crowns of overnight agreements "
        "with its customers, a spokesman said. Dealers said overnight money was trading at 3-1/8 "
        "per cent when the bank began its temporary and indirect supply of reserves to the system."
    )
    records = [
        story(day, [text.format(count)], publisher="Wire", published=day)
        for count, day in zip(["one", "six", "ten", "two"] * 2, DAYS, strict=True)
    ]
    for record in records:
        record.title = "Central bank adds reserves to money market"
    assert run(records, policy=policy) == records


def test_most_of_a_text_outweighs_years_between_two_dates() -> None:
    records = [
        story("a", HARBOUR, published="2021-03-25"),
        story("b", ["What the council has decided.", *HARBOUR], published="2019-07-17"),
    ]
    assert ids(run(records)) == ["a"]


@pytest.mark.parametrize(
    ("fields", "trusted"),
    [
        ({"published": "2012-11-01"}, True),
        ({"published": "2012-11-01", "url": "https://a.example/2012/01/11/ferry"}, False),
        ({"published": "2012-01-11", "url": "https://a.example/2012/01/11/ferry"}, True),
        ({"published": "2012-01-12", "url": "https://a.example/20120111/ferry"}, True),
        ({"published": "2012-11-01", "note": "month first, as in US; could be 2012-01-11"}, False),
        ({"published": "2012-11-01", "note": "counted from 2012-11-01T08:00:00"}, False),
        ({"published": "2012-11-01", "note": "counted from 2012-11-01", "retrieved": "x"}, True),
        ({"published": "2012-11-01", "note": "2012-11-01 is a Thursday, not a Monday"}, False),
    ],
)
def test_a_date_that_its_own_evidence_doubts_is_not_trusted(
    fields: dict[str, str], trusted: bool
) -> None:
    note, retrieved = fields.pop("note", None), fields.pop("retrieved", None)
    article = Article(id="a", body=[Block(text=HARBOUR[0])], **fields)  # type: ignore[arg-type]
    article.source = Source(retrieved=retrieved)
    if note:
        article.evidence = {"published": Evidence(notes=[note])}
    assert bool(Dedupe().mark(article).day) == trusted


CASES = {
    "copy": (HARBOUR, ["EASTERBY (Wire) -", *HARBOUR], {"strict", "normal", "loose"}),
    "cut": (HARBOUR, [*HARBOUR[:2], "Read more"], {"normal", "loose"}),
    "item of a live blog": (
        [*LATER, *ORCHESTRA, HARBOUR[2], HARBOUR[0]],
        [HARBOUR[2]],
        {"loose"},
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("policy", POLICY)
def test_policy(name: str, policy: str) -> None:
    whole, part, joins = CASES[name]
    records = [story("a", whole), story("b", part)]
    assert ids(run(records, policy=policy)) == (["a"] if policy in joins else ["a", "b"])


def test_a_policy_that_is_none() -> None:
    with pytest.raises(ValueError, match="policy must be one of strict"):
        Dedupe(policy="lenient")  # type: ignore[arg-type]


def test_why_stubs_are_kept_apart_is_told_in_words(bench: Any) -> None:
    found: list[Findings] = []
    run(stubs(bench, 6), observer=found.append)
    apart = [pair for pair in found[0].pairs if pair.outcome == "kept apart"]
    told = {what for pair in apart for what, value in pair.evidence if value < 0}
    assert "what they share is common to many" in told
    assert any(what.endswith("as in one publisher's reports of one form") for what in told)


@pytest.mark.parametrize("policy", POLICY)
def test_neither_pairs_nor_likeness_depend_on_order(bench: Any, policy: str) -> None:
    records = [one.article for one in bench.import_module("dedupe_corpus").corpus(150, seed=4)]

    def compared(articles: list[Article]) -> dict[frozenset[str], tuple[float, str]]:
        found: list[Findings] = []
        run(articles, observer=found.append, policy=policy)
        return {frozenset((p.a.id, p.b.id)): (p.score, p.outcome) for p in found[0].pairs}

    once = compared(records)
    assert len(once) > 100
    for seed in range(3):
        shuffled = random.Random(seed).sample(records, len(records))
        assert compared(shuffled) == once
