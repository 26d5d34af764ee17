"""extract --state: pages are read once, and a killed run is taken up again."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from ..conftest import Command

STORY = (
    "The {n} ferries will sail again\nBy Ada Birk\nMay {n}, 2024\n\n"
    + "Boat number {n} was back in the water on Monday after a winter in the yard, they said. " * 3
    + "\n\nIts crew of {n} had painted it green, which nobody had asked for but everybody liked.\n"
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    for n in range(1, 9):
        (folder / f"{n}.txt").write_text(STORY.format(n=n), encoding="utf-8")
    return tmp_path


def titles(lines: str) -> list[str]:
    return [json.loads(line)["title"] for line in lines.splitlines()]


def test_only_new_and_changed_pages_are_read(saved: Path, newsclean: Command) -> None:
    words = ["extract", "saved", "--state", "state.db"]
    assert len(titles(newsclean(*words, cwd=saved).stdout)) == 8

    again = newsclean(*words, cwd=saved)
    assert (again.code, again.stdout) == (0, "")
    assert "8 pages unchanged" in again.stderr

    (saved / "saved/3.txt").write_text(STORY.format(n=30), encoding="utf-8")
    (saved / "saved/9.txt").write_text(STORY.format(n=9), encoding="utf-8")
    os.utime(saved / "saved/5.txt", (1, 1))  # touched, but the same
    third = newsclean(*words, cwd=saved)
    assert [title.split()[1] for title in titles(third.stdout)] == ["30", "9"]


def test_files_grow_from_run_to_run(saved: Path, newsclean: Command) -> None:
    """They hold what one run over the pages as they are would have written to them."""

    def written(name: str, *state: str) -> list[str]:
        files = {form: f"{name}.{form}" for form in ("jsonl", "json", "csv", "text")}
        words = [word for form, file in files.items() for word in _export(form, file)]
        ended = newsclean("extract", "saved", *state, "normalize", *words, cwd=saved)
        assert ended.code == 0
        return [(saved / file).read_text("utf-8") for file in files.values()]

    state = ("--state", "state.db")
    assert written("grown", *state) == written("whole")
    before = written("grown", *state)
    assert before == written("grown", *state), "nothing was new"

    (saved / "saved/8.txt").write_text(STORY.format(n=80), encoding="utf-8")
    (saved / "saved/9.txt").write_text(STORY.format(n=9), encoding="utf-8")
    assert written("grown", *state) == written("whole")

    (saved / "grown.json").rename(saved / "put away")
    (saved / "saved/99.txt").write_text(STORY.format(n=99), encoding="utf-8")
    lines, begun_anew, *_ = written("grown", *state)
    assert len(titles(lines)) == 10
    assert [record["title"].split()[1] for record in json.loads(begun_anew)] == ["99"]


def _export(form: str, file: str) -> list[str]:
    return ["export", "-f", form, "-o", file]


def test_what_an_earlier_run_made_of_a_page_that_now_fails_stands(
    saved: Path, newsclean: Command
) -> None:
    words = ["extract", "saved/1.txt", "saved/2.txt", "--state", "state.db", "-o", "out.jsonl"]
    newsclean(*words, cwd=saved)
    before = (saved / "out.jsonl").read_bytes()
    (saved / "saved/1.txt").unlink()
    assert newsclean(*words, cwd=saved).code == 1
    assert (saved / "out.jsonl").read_bytes() == before


def test_a_page_that_failed_is_tried_again(saved: Path, newsclean: Command) -> None:
    whole = gzip.compress(STORY.encode())
    (saved / "saved/bad.html.gz").write_bytes(whole[: len(whole) // 2])
    words = ["extract", "saved", "--state", "state.db"]
    assert newsclean(*words, cwd=saved).code == 1
    again = newsclean(*words, cwd=saved)
    assert again.code == 1
    assert "bad.html.gz" in again.stderr


def run(words: Sequence[str], cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "newsclean", *words, "-q"], cwd=cwd, stdout=subprocess.DEVNULL
    )


@pytest.mark.parametrize("pages_read", [1, 8])
def test_a_killed_run_is_taken_up_again(
    pages_read: int, saved: Path, newsclean: Command, tmp_path: Path
) -> None:
    """Killed after so many pages, before its output was in place."""
    undisturbed = newsclean("extract", "saved", "normalize", cwd=saved).stdout
    # The last page is a pipe that never speaks: the run waits there until it is killed.
    names = [f"saved/{n}.txt" for n in range(1, pages_read + 1)]
    listing = tmp_path / "names"
    os.mkfifo(listing)
    words = ["extract", "--files-from", "names", "--state", "state.db", "-j1", "-o", "out.jsonl"]
    process = run(words, saved)
    with listing.open("w") as pipe:
        pipe.write("\n".join(names) + "\n")
        pipe.flush()
        _wait_for(process, saved / "state.db", pages_read)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not (saved / "out.jsonl").exists()

    words = ["extract", "saved", "--state", "state.db", "normalize"]
    assert newsclean(*words, cwd=saved).stdout == undisturbed
    assert newsclean(*words, cwd=saved).stdout == ""


def _wait_for(process: subprocess.Popen[bytes], store: Path, pages: int) -> None:
    """Until so many pages are in the store."""
    for _ in range(3000):
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
        try:
            with sqlite3.connect(store, timeout=10) as db:
                if db.execute("SELECT count(*) FROM page").fetchone()[0] >= pages:
                    return
        except sqlite3.Error:
            continue
    raise AssertionError("the run never got there")


@pytest.mark.parametrize("foreign", [b"not a database at all", b"SQLite format 3\0 but cut short"])
def test_a_foreign_file_is_an_error_and_left_alone(
    foreign: bytes, saved: Path, newsclean: Command
) -> None:
    (saved / "state.db").write_bytes(foreign)
    result = newsclean("extract", "saved", "--state", "state.db", cwd=saved)
    assert result.code == 4
    assert "state.db" in result.stderr
    assert (saved / "state.db").read_bytes() == foreign


@pytest.mark.skipif(os.name != "posix", reason="a bound on the size of files")
def test_a_full_disk_is_not_called_a_damaged_file(saved: Path, shell: Command) -> None:
    ended = shell("ulimit -f 0; newsclean extract saved --state state.db", cwd=saved)
    assert ended.code == 4
    assert "state.db: cannot be used: " in ended.stderr
    assert "damaged" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


def test_another_programs_database_is_left_alone(saved: Path, newsclean: Command) -> None:
    with sqlite3.connect(saved / "other.db") as db:
        db.execute("CREATE TABLE recipe (name TEXT)")
    before = (saved / "other.db").read_bytes()
    result = newsclean("extract", "saved", "--state", "other.db", cwd=saved)
    assert result.code == 4
    assert "not a state file" in result.stderr
    assert (saved / "other.db").read_bytes() == before
