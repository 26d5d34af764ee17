"""dedupe --seen: what is remembered from run to run, and what a killed run must not cost."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean.article import Article, Block, encode
from newsclean.cli import main
from newsclean.dedupe import Dedupe
from newsclean.dedupe.seen import Memory
from newsclean.system.errors import InputError, OutputError

WORDS = """
    harbour terminal council orchestra landslide bridge village musicians conductor railway barley
    warehouse pension museum ferry lighthouse vineyard glacier referendum teacher hospital nurse
    satellite reservoir drought orchard festival cathedral archive mosaic carpenter violin library
    puppet tramway beekeeper windmill quarry salmon lantern almanac embassy treaty ballot budget
    strike tariff copper lithium cobalt timber harvest locust blizzard avalanche
""".split()  # noqa: SIM905


def story(name: str, seed: int, cut: float = 1.0, kind: str = "article") -> Article:
    rng = random.Random(seed)
    words = [rng.choice(WORDS) + rng.choice(["", "s", "ing", "ed"]) for _ in range(200)]
    words = words[: int(len(words) * cut)]
    paragraphs = [" ".join(words[i : i + 40]) + "." for i in range(0, len(words), 40)]
    body = [Block(text=text) for text in paragraphs]
    return Article(id=name, title=f"Title {seed}", kind=kind, body=body)  # type: ignore[arg-type]


def run(
    records: list[Article], path: Path, *, finish: bool = True, **options: object
) -> list[Article]:
    stage = Dedupe(seen=str(path), **options)  # type: ignore[arg-type]
    verdicts = stage.judge(map(stage.mark, records))
    passed = [v.apply(a) for v, a in zip(verdicts, records, strict=True)]
    (verdicts.finish if finish else verdicts.close)()  # type: ignore[attr-defined]
    return [a for a in passed if a is not None]


def newsclean(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as end:
        main(list(words))
    return int(end.value.code or 0), capsys.readouterr().out


def ids(articles: list[Article]) -> list[str]:
    return [a.id for a in articles]


@pytest.mark.parametrize("stream", [False, True])
def test_a_story_comes_once(tmp_path: Path, stream: bool) -> None:
    path = tmp_path / "seen"
    first = [story("a", 1), story("b", 2), story("a2", 1, 0.5)]
    assert ids(run(first, path, stream=stream)) == ["a", "b"]
    later = [story("a3", 1, 0.8), story("c", 3), story("b2", 2)]
    assert ids(run(later, path, stream=stream)) == ["c"]
    marked = run(later, path, stream=stream, flag=True)
    assert [a.duplicate_of for a in marked] == ["a", "c", "b"]


def test_a_cut_first_copy_does_not_hide_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    run([story("cut", 1, 0.4)], path)
    assert run([story("whole", 1)], path) == []
    tail = story("tail", 1)
    tail.body = tail.body[2:]
    assert run([tail], path) == []


@pytest.mark.parametrize("stream", [False, True])
def test_a_run_that_does_not_end_well_has_seen_nothing(tmp_path: Path, stream: bool) -> None:
    path = tmp_path / "seen"
    run([story("a", 1)], path)
    assert ids(run([story("b", 2)], path, finish=False, stream=stream)) == ["b"]
    assert ids(run([story("b", 2), story("a", 1)], path, stream=stream)) == ["b"]


def test_a_failed_output_has_seen_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(encode(story("a", 1)) + "\n", encoding="utf-8")
    seen = tmp_path / "seen"
    words = ["dedupe", "-i", str(records), "--seen", str(seen), "-j", "1"]
    code, _ = newsclean(capsys, *words, "export", "-o", str(records / "impossible"))
    assert code == 4
    assert Memory(str(seen)).contents().stories == 0
    code, output = newsclean(capsys, *words)
    assert code == 0
    assert '"id": "a"' in output
    assert Memory(str(seen)).contents().stories == 1


def test_forgetting(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    memory = Memory(str(path))
    memory.begin()
    stage = Dedupe()
    for record, now in ((story("old", 1), 1000.0), (story("new", 2), 5000.0)):
        mark = stage.mark(record)
        memory.add(mark, memory.find(mark), now)
    assert memory.forget(before=2000.0) == 1
    memory.commit()
    assert memory.contents().stories == 1
    memory.close()
    tables = sqlite3.connect(path)
    assert tables.execute("SELECT count(DISTINCT mark) FROM place").fetchone() == (1,)
    tables.close()
    assert ids(run([story("1", 1), story("2", 2)], path)) == ["1"]


def test_killed_runs_lose_nothing_and_two_at_once_pass_a_story_once(tmp_path: Path) -> None:
    records = [story(str(n), n) for n in range(120)]
    lines = "".join(encode(a) + "\n" for a in records)
    (tmp_path / "in").write_text(lines, encoding="utf-8")
    assert len(lines) > 2 * 65_536, "more than a pipe holds"
    words = [sys.executable, "-m", "newsclean", "-q", "dedupe", "-j1", "--seen", "seen"]

    def start(*more: str, **streams: int) -> subprocess.Popen[str]:
        return subprocess.Popen([*words, *more], cwd=tmp_path, text=True, **streams)  # type: ignore[call-overload,no-any-return]

    def kill(process: subprocess.Popen[str]) -> None:
        process.kill()
        process.communicate()
        assert process.returncode != 0

    reading = start(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert reading.stdin is not None
    reading.stdin.write(lines[: len(lines) // 2])
    kill(reading)
    writing = start("-i", "in", stdout=subprocess.PIPE)
    assert writing.stdout is not None
    assert writing.stdout.readline()
    kill(writing)

    outputs = [tmp_path / "one", tmp_path / "other"]
    both = [start("-i", "in", "-o", str(out), "export", "-o", os.devnull) for out in outputs]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    passed = [len(out.read_text(encoding="utf-8").splitlines()) for out in outputs]
    assert sorted(passed) == [0, len(records)]
    assert Memory(str(tmp_path / "seen")).contents().records == 2 * len(records)


def test_a_busy_file_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    first = Memory(str(path))
    first.begin()
    with pytest.raises((InputError, OutputError), match="another run"):
        Memory(str(path), wait=0.05).begin()
    first.close()


def test_seen_shows_what_a_busy_file_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "seen"
    run([story("a", 1)], path)
    busy = Memory(str(path))
    busy.begin()
    mark = Dedupe().mark(story("b", 2))
    busy.add(mark, busy.find(mark), now=0.0)
    assert "1 story, told by 1 record" in newsclean(capsys, "seen", str(path))[1]
    busy.close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough" * 30, b"x"])
def test_a_foreign_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "seen"
    path.write_bytes(content)
    with pytest.raises(InputError, match="memory of stories"):
        run([story("a", 1)], path)
    assert path.read_bytes() == content


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE story (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="not a memory of stories"):
        run([story("a", 1)], path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "seen"
    run([story("a", 1)], path)
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="version 99"):
        run([story("b", 2)], path)
    assert newsclean(capsys, "seen", str(path), "--forget", "0d")[0] == 4
    assert path.read_bytes() == before


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="may write anything")
def test_a_file_that_may_only_be_read_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    run([story("a", 1)], path)
    path.chmod(0o444)
    before = path.read_bytes()
    with pytest.raises((InputError, OutputError), match="may only be read"):
        run([story("b", 2)], path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    run([story(str(n), n) for n in range(50)], path)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises((InputError, OutputError), match=r"damaged|seen"):
        run([story("1", 1)], path)


def test_a_brief_is_tied_whether_it_comes_first_or_last(tmp_path: Path) -> None:
    article, brief = story("a", 1), story("b", 1, 0.2, kind="brief")
    for name, records in (("one", [article, brief]), ("two", [brief, article])):
        tied = run(records, tmp_path / name)
        assert {a.id: [e.id for e in a.also or ()] for a in tied} == {"a": ["b"], "b": ["a"]}


def test_kinds_are_remembered_apart(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    run([story("a", 1)], path)
    assert ids(run([story("b", 1, kind="brief")], path)) == ["b"]


def test_seen_shows_and_trims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "seen"
    run([story("a", 1), story("b", 2), story("a2", 1)], path)
    assert "2 stories, told by 3 records" in newsclean(capsys, "seen", str(path))[1]
    assert "forgot   2 stories" in newsclean(capsys, "seen", str(path), "--forget", "0d")[1]
    assert Memory(str(path)).contents().stories == 0
    assert newsclean(capsys, "seen", str(tmp_path / "none"))[0] == 4
    assert not (tmp_path / "none").exists()
