"""Stories do not depend on how the work is cut up: any split, any order, any number of parts."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import Article, Block, Dedupe, Export, encode
from newsclean.dedupe import places, rows
from newsclean.job import Job
from newsclean.job.attended import Telling, attend
from newsclean.scale.joining import attend_collect
from newsclean.scale.shard import attend_shard
from newsclean.scale.shares import Shard

QUIET = Telling(quiet=True)
NOTE = "The agency is owned by its members and prints what they send in by telegraph or by hand."


def records() -> list[Article]:
    """Stories that are told once or several times, cut and edited, and reports of one form."""
    dice = random.Random(14)
    words = ["".join(dice.choices("bdfgklmnprstvwaeiou", k=dice.randint(4, 9))) for _ in range(900)]
    found = []
    for story in range(40):
        text = [dice.choice(words) for _ in range(dice.randint(40, 120))]
        for copy in range(dice.choice((1, 1, 2, 4))):
            told = text[: len(text) - 15 * (copy % 3)]
            told[dice.randrange(20)] = dice.choice(words)
            body = (
                [" ".join(told).capitalize() + ".", NOTE] if story % 3 else [" ".join(told) + "."]
            )
            found.append(_article(f"Story {story} of {words[story]}", body, f"p{copy}"))
    for day in range(12):
        report = (
            f"Wheat was quoted at {day * 7 + 3} crowns in Lindenmouth, barley at {day + 90}. " * 4
        )
        found.append(_article(f"Grain prices, day {day}", [report, NOTE], "p0"))
    dice.shuffle(found)
    return found


def _article(title: str, body: list[str], publisher: str) -> Article:
    identity = sha256(f"{title} {publisher}".encode()).hexdigest()[:16]
    blocks = [Block(type="paragraph", text=text) for text in body]
    return Article(id=identity, kind="article", title=title, publisher=publisher, body=blocks)


RECORDS = records()
LINES = [encode(record) + "\n" for record in RECORDS]


@contextmanager
def cut_up(batch: int, buckets: int, in_memory: int) -> Iterator[None]:
    """Judging that goes through files, however little there is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "BATCH", batch)
        patch.setattr(places, "BUCKETS", buckets)
        patch.setattr(rows, "IN_MEMORY", in_memory)
        yield


def job(folder: Path, files: list[str], keep: Any) -> Job:
    stages = (
        Dedupe(keep=keep, clusters=str(folder / "clusters.jsonl")),
        Export(output=str(folder / "all.jsonl")),
    )
    return Job(inputs=files, stages=stages, summary=str(folder / "counts.json"), workers=1)


def outputs(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in ("all.jsonl", "clusters.jsonl", "counts.json")]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    """What one process makes of one file."""
    found = {}
    for keep in ("first", "complete"):
        folder = tmp_path_factory.mktemp(keep)
        (folder / "all-in-one.jsonl").write_text("".join(LINES), "utf-8")
        assert attend(job(folder, [str(folder / "all-in-one.jsonl")], keep), QUIET) == 0
        found[keep] = outputs(folder)
    assert found["first"][1].count(b"\n") > 10
    assert 40 < found["first"][0].count(b"\n") < len(RECORDS)
    return found


@given(
    cuts=st.sets(st.integers(1, len(RECORDS) - 1), max_size=8),
    count=st.integers(1, 6),
    seed=st.integers(0, 99),
    keep=st.sampled_from(["first", "complete"]),
    spill=st.tuples(st.integers(1, 3000), st.integers(1, 9), st.integers(0, 9999)),
)
@settings(max_examples=12, deadline=None)
def test_any_split_gives_the_same(
    expected: dict[str, list[bytes]],
    cuts: set[int],
    count: int,
    seed: int,
    keep: str,
    spill: tuple[int, int, int],
) -> None:
    with TemporaryDirectory() as name, cut_up(*spill):
        folder = Path(name)
        ends = [0, *sorted(cuts), len(LINES)]
        for number, (low, high) in enumerate(pairwise(ends)):
            (folder / f"in{number}.jsonl").write_text("".join(LINES[low:high]), "utf-8")
        files = [str(folder / f"in{number}.jsonl") for number in range(len(ends) - 1)]
        work = job(folder, files, keep)
        parts = str(folder / "parts")
        for number in random.Random(seed).sample(range(1, count + 1), count):
            assert attend_shard(work, Shard(number, count), parts, QUIET) == 0
        assert attend_collect(work, parts, QUIET) == 0
        assert outputs(folder) == expected[keep]


@given(seed=st.integers(0, 999), spill=st.tuples(st.integers(1, 3000), st.integers(1, 9)))
@settings(max_examples=8, deadline=None)
def test_any_order_gives_the_same_stories(seed: int, spill: tuple[int, int]) -> None:
    def stories(articles: list[Article]) -> set[frozenset[str]]:
        found: list[Any] = []
        stage = Dedupe(observer=lambda findings: found.extend(findings.clusters))
        list(stage.judge(map(stage.mark, articles)))
        return {frozenset([c.kept.id, *(other.id for other in c.others)]) for c in found}

    with cut_up(*spill, 1000):
        shuffled = random.Random(seed).sample(RECORDS, len(RECORDS))
        assert stories(shuffled) == stories(RECORDS)


def test_what_waits_in_buckets_is_bounded_by_a_row_and_a_batch() -> None:
    batch, keys = 20_000, np.random.default_rng(3).integers(0, 1 << places.BITS, 400_000)
    with cut_up(batch, places.BUCKETS, 1_000_000):
        waiting = rows.Sorted(1 << places.BITS, places.BUCKETS, batch)
        tracemalloc.start()
        try:
            for some in np.split(keys, 20):
                waiting.add(some, np.arange(len(some)))
            held, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert held < 2_000_000  # all of them are 4,800,000 bytes
        put_in_order = [key for key, _ in waiting]
    assert np.array_equal(np.concatenate(put_in_order), np.sort(keys))
