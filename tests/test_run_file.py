"""newsclean run: a pipeline as a file does what the same words do, and errors name the line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filelock import FileLock

from .conftest import Command

PIPELINE = """\
inputs = ["seeds"]
log = "run.log"
rejects = "rejects.jsonl"

[[steps]]
verb = "extract"
evidence = true

[[steps]]
verb = "normalize"
quotes = "straight"

[[steps]]
verb = "dedupe"
keep = "longest"

[[steps]]
verb = "export"
format = "json"
output = "out.json"
"""


@pytest.fixture
def job(bed: Path, tmp_path: Path) -> Path:
    (tmp_path / "seeds").symlink_to(bed)
    (tmp_path / "job.toml").write_text(PIPELINE, encoding="utf-8")
    return tmp_path


def test_it_does_what_the_same_words_do(job: Path, newsclean: Command) -> None:
    assert newsclean("run", job / "job.toml").code == 0
    words = "extract --evidence ./seeds normalize --quotes straight dedupe --keep longest"
    newsclean(*words.split(), "export", "-f", "json", "-o", "words.json", cwd=job)
    assert (job / "out.json").read_bytes() == (job / "words.json").read_bytes()
    assert len(json.loads((job / "out.json").read_text("utf-8"))) > 10
    assert (job / "rejects.jsonl").read_text("utf-8") == ""


def test_each_run_has_a_line_in_the_log(job: Path, newsclean: Command) -> None:
    for _ in range(2):
        newsclean("run", job / "job.toml")
    lines = (job / "run.log").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert all("exit 0" in line and "pages" in line for line in lines)


def test_a_dry_run_says_what_it_would_do_and_does_nothing(job: Path, newsclean: Command) -> None:
    before = sorted(path.name for path in job.iterdir())
    result = newsclean("run", "--dry-run", job / "job.toml")
    assert result.code == 0
    assert "--quotes=straight" in result.stdout
    assert "writes out.json" in result.stdout
    assert sorted(path.name for path in job.iterdir()) == before


def test_two_runs_do_not_collide(job: Path, newsclean: Command) -> None:
    with FileLock(job / "job.toml.lock"):
        result = newsclean("run", job / "job.toml")
    assert result.code == 1
    assert "another run" in result.stderr
    assert not (job / "out.json").exists()


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("quotes =", "qoutes =", 11, "did you mean 'quotes'?"),
        ('"straight"', '"bent"', 11, "'bent' is not one of"),
        ('"dedupe"', '"dedup"', 14, "did you mean 'dedupe'?"),
        ("evidence = true", 'evidence = "yes"', 7, "true or false"),
        ("rejects =", "reject =", 3, "did you mean 'rejects'?"),
        ('log = "run.log"', "log = 3", 2, "name of a file"),
        ('inputs = ["seeds"]', "inputs = [1]", 1, "names of files"),
        ('verb = "normalize"', "", 9, "names its verb"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    old: str, new: str, line: int, complaint: str, job: Path, newsclean: Command
) -> None:
    (job / "job.toml").write_text(PIPELINE.replace(old, new), encoding="utf-8")
    result = newsclean("run", job / "job.toml")
    assert result.code == 2
    assert f"job.toml:{line}: " in result.stderr
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("text", ["", "inputs = [", "\0", "steps = 3", "[[steps]]\nverb = 'run'"])
def test_what_is_no_pipeline(text: str, tmp_path: Path, newsclean: Command) -> None:
    (tmp_path / "job.toml").write_text(text, encoding="utf-8")
    result = newsclean("run", tmp_path / "job.toml")
    assert result.code == 2
    assert len(result.stderr.splitlines()) == 1
