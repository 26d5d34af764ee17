"""How inputs may be named: not at all, by a folder, by a pattern, from home."""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from newsclean import Block, Counting, Normalize, encode, pipeline
from newsclean.article import Article

from ..conftest import Command
from ..hostile import page, pages
from ..seedbed import inside


def test_extract_reads_what_is_piped_in(tmp_path: Path, shell: Command) -> None:
    (tmp_path / "a.html").write_text(page(1))
    named = shell("python -m newsclean extract a.html -q export -f text")
    for fed in ("< a.html", "-q < a.html", "normalize < a.html"):
        ended = shell(f"python -m newsclean extract {fed}")
        assert ended.code == 0, ended.stderr
        assert "Ferry number 1" in ended.stdout
    piped = shell("cat a.html | python -m newsclean extract -q export -f text")
    assert piped.stdout.splitlines()[0] == named.stdout.splitlines()[0]
    assert shell("python -m newsclean extract < /dev/null").code == 2


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    """A folder of record files, some compressed, among other files."""
    folder = tmp_path / "shards"
    folder.mkdir()
    packs = {"1.jsonl": bytes, "2.jsonl.gz": gzip.compress, "3.ndjson.xz": lzma.compress}
    packs["4.jsonl.bz2"] = bz2.compress
    for number, (name, pack) in enumerate(packs.items()):
        text = "".join(
            encode(Article(id=f"{number}{i}", title=f"T{number}{i}", body=[Block(text="Rain.")]))
            + "\n"
            for i in range(50)
        )
        (folder / name).write_bytes(pack(text.encode()))
    (folder / "notes.txt").write_text("no records")
    return folder


@pytest.mark.parametrize("name", ["shards", "shards/", "shards/*.*n*", "**/[1-4].*"])
def test_records_of_a_folder_or_a_pattern(name: str, shards: Path, newsclean: Command) -> None:
    ended = newsclean("normalize", "-i", name, cwd=shards.parent)
    assert ended.code == 0, ended.stderr
    assert len(ended.stdout.splitlines()) == 200
    with inside(shards.parent):
        assert len(list(pipeline([name], Normalize()))) == 200


def test_a_file_named_like_a_pattern_is_that_file(shards: Path, newsclean: Command) -> None:
    (shards / "1.jsonl").rename(shards / "[2].jsonl")
    ended = newsclean("normalize", "-i", "[2].jsonl", cwd=shards)
    assert len(ended.stdout.splitlines()) == 50


def test_what_means_no_file_is_told(tmp_path: Path, newsclean: Command) -> None:
    (tmp_path / "empty").mkdir()
    for name, why in (("no*.jsonl", "No such file"), ("empty", "without record files")):
        ended = newsclean("normalize", "-i", name, cwd=tmp_path)
        assert ended.code == 1
        assert why in ended.stderr


def test_a_shard_cannot_be_read_and_written(shards: Path, newsclean: Command) -> None:
    ended = newsclean("dedupe", "-i", "shards", "-o", "shards/1.jsonl", cwd=shards.parent)
    assert ended.code == 2
    assert "both read and written" in ended.stderr


def test_a_compressed_file_of_records_that_is_cut_off(shards: Path) -> None:
    path = shards / "2.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-20])
    ledger = Counting()
    list(pipeline([str(path)], Normalize(), ledger=ledger))
    assert "ends too early" in ledger.rejects[0].reason


def test_inputs_of_a_pipeline_file(
    tmp_path: Path, newsclean: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    pages(home / "saved", 3)
    pages(tmp_path / "more", 12)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    (tmp_path / "p.toml").write_text(
        'inputs = ["~/saved", "more/p00[0-4].html"]\n[[steps]]\nverb = "extract"\n'
    )
    ended = newsclean("run", str(tmp_path / "p.toml"), cwd=home)
    assert ended.code == 0, ended.stderr
    assert len(ended.stdout.splitlines()) == 8
    (tmp_path / "p.toml").write_text('inputs = ["more/x*"]\n[[steps]]\nverb = "extract"\n')
    ended = newsclean("run", str(tmp_path / "p.toml"), cwd=home)
    assert ended.code == 1
    assert "more/x*: no such file" in ended.stderr


def test_a_file_that_the_run_writes_is_not_read_from_its_folder(
    tmp_path: Path, newsclean: Command
) -> None:
    pages(tmp_path / "saved", 2)
    for _ in range(2):
        words = ["extract", ".", "export", "-f", "text", "-o", "saved/all.txt"]
        ended = newsclean(*words, cwd=tmp_path)
        assert ended.code == 0, ended.stderr
        assert "2 pages: 2 done" in ended.stderr
    ended = newsclean("extract", "saved/all.txt", "-o", "saved/all.txt", cwd=tmp_path)
    assert ended.code == 2
