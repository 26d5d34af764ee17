"""newsclean run: a pipeline as a file does what the same words do, and errors name the line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
import pytest
from filelock import FileLock

from newsclean.cli._group import cli
from newsclean.cli.run import words_of
from newsclean.job.pipeline_file import read_pipeline_file

from ..conftest import Command

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
    ended = newsclean(*words.split(), "export", "-f", "json", "-o", "words.json", cwd=job)
    assert ended.code == 0, ended.stderr
    assert (job / "out.json").read_bytes() == (job / "words.json").read_bytes()
    assert len(json.loads((job / "out.json").read_text("utf-8"))) > 10
    lines = (job / "rejects.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["reason"] for line in lines} == {"empty"}


def test_what_stands_beside_run_counts_for_the_run(job: Path, newsclean: Command) -> None:
    """Before the verb or behind it; it takes the place of what the file says."""
    assert newsclean("-q", "run", job / "job.toml").stderr == ""
    words = ["run", job / "job.toml", "--quiet", "--rejects", "mine.jsonl"]
    assert newsclean(*words, cwd=job.parent).stderr == ""
    mine = (job.parent / "mine.jsonl").read_text("utf-8")
    assert mine == (job / "rejects.jsonl").read_text("utf-8") != ""


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
    assert result.code == 75
    assert "another run" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (job / "out.json").exists()
    assert not (job / "run.log").exists()
    assert newsclean("run", job / "job.toml").code == 0, "the lock's file alone is in nobody's way"


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
        ('verb = "normalize"', 'verb = "extract"', 10, "only come first"),
        ('inputs = ["seeds"]', "inputs = []", 1, "name no pages"),
        ('inputs = ["seeds"]\n', "", 1, "name no pages"),
        ('quotes = "straight"', 'quotes = "straight"\nquotes = "keep"', 12, "given twice"),
        ('quotes = "straight"', "quotes = straight", 11, "not TOML"),
        ('"out.json"', '"out\\udc80.json"', 20, "not TOML"),
        ('output = "out.json"', "output = 3", 20, "text, in quotes"),
        ('output = "out.json"', "[steps.more]", 20, "no key 'more'"),
        ('"json"', '"jsno"', 19, "'json'"),
        ('rejects = "rejects.jsonl"', "jobs = 0", 3, "not in the range"),
        ('rejects = "rejects.jsonl"', "jobs = 1.5", 3, "not a valid whole number"),
        ('rejects = "rejects.jsonl"', 'rejects = "out.json"', 5, "written twice"),
        ('rejects = "rejects.jsonl"', 'rejects = "job.toml"', 5, "both read and written"),
        ('rejects = "rejects.jsonl"', 'lock = "run.log"', 5, "written twice"),
        ('rejects = "rejects.jsonl"', 'lock = ""', 3, "name of a file"),
        ('verb = "dedupe"\nkeep = "longest"', 'verb = "export"', 13, "must come last"),
        ('keep = "longest"', "stream = true\nexplain = true", 13, "stream"),
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


def test_a_file_that_is_not_utf8_or_not_a_file(tmp_path: Path, newsclean: Command) -> None:
    (tmp_path / "job.toml").write_bytes(b'inputs = ["in"]\nlog = "\xff"\n')
    assert "job.toml:2: not UTF-8" in newsclean("run", tmp_path / "job.toml").stderr
    os.mkfifo(tmp_path / "fifo")
    for name in ("fifo", ".", "missing.toml"):
        result = newsclean("run", tmp_path / name)
        assert result.code == 2
        assert len(result.stderr.splitlines()) == 1


def test_a_file_has_every_option_of_the_command_line(tmp_path: Path) -> None:
    """Each long option of each verb is a key, with a value of its kind."""
    values = {"jobs": 2, "seen-for": "30d", "max-page-size": 10, "rows": 5, "width": 80}
    context = click.Context(cli)
    for verb in ("extract", "normalize", "dedupe", "export", "preview"):
        command = cli.get_command(context, verb)
        assert command is not None
        lines, expected = ["[[steps]]", f"verb = '{verb}'"], [verb]
        for option in command.params:
            if not isinstance(option, click.Option) or "--help" in option.opts:
                continue
            name = next(name for name in option.opts if name.startswith("--"))[2:]
            choices = getattr(option.type, "choices", None)
            number = 0.5 if isinstance(option.type, click.FloatRange) else "some"
            value = True if option.is_flag else choices[0] if choices else values.get(name, number)
            lines.append(f"{name} = {json.dumps(value)}")
            expected.append(f"--{name}" if option.is_flag else f"--{name}={value}")
        (tmp_path / "job.toml").write_text("\n".join(lines), "utf-8")
        assert list(words_of(read_pipeline_file(str(tmp_path / "job.toml")), cli)) == expected
