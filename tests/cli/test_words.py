"""How words become verbs, files and options."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import Command
from .test_run import STORY


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with stories in files named like anything."""
    for name in ("story.html", "export", "dedupe", "-odd.html", "normalise"):
        (tmp_path / name).write_text(STORY.replace("Rain at last", f"Rain on {name}"), "utf-8")
    return tmp_path


def paths(stdout: str) -> list[str]:
    return [json.loads(line)["source"]["path"] for line in stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("extract ./export", ["./export"]),
        ("extract ./export ./dedupe export", ["./export", "./dedupe"]),
        ("extract -- export dedupe", ["export", "dedupe"]),
        ("extract -- -odd.html", ["-odd.html"]),
        ("extract story.html -q", ["story.html"]),
        ("extract -q story.html", ["story.html"]),
        ("-q extract story.html normalize", ["story.html"]),
        ("extract story.html normalize -q", ["story.html"]),
        ("extract story.html --min-confidence 0 ./export", ["story.html", "./export"]),
        ("extract story.html --min-confidence=0 dedupe", ["story.html"]),
        ("extract -qj2 story.html", ["story.html"]),
        ("extract normalise", ["normalise"]),
        ("extract --files-from list.txt", ["story.html", "./export"]),
        ("extract dedupe.html story.html", ["story.html"]),
    ],
)
def test_words(line: str, read: list[str], here: Path, newsclean: Command) -> None:
    (here / "list.txt").write_text("story.html\n./export\n", "utf-8")
    ended = newsclean(*line.split(), cwd=here)
    assert paths(ended.stdout) == read, ended.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("extract story.html normlize", "did you mean the verb 'normalize'"),
        ("extract story.html exprot", "did you mean the verb 'export'"),
        ("extrac story.html", "did you mean 'extract'"),
        ("story.html", "newsclean extract story.html"),
        ("normalize story.html", "normalize -i story.html"),
        ("normalize dedup", "did you mean the verb 'dedupe'"),
        ("extract", "no pages"),
        ("extract story.html export normalize", "must come last"),
        ("extract story.html -i x.jsonl", "-i"),
        ("export -f xml", "'xml'"),
    ],
)
def test_a_mistake_is_told_with_the_way_out(
    line: str, said: str, here: Path, newsclean: Command
) -> None:
    ended = newsclean(*line.split(), cwd=here)
    assert ended.code == 2
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("option", ["-o dedupe", "-odedupe", "--output dedupe", "--output=dedupe"])
def test_an_options_value_is_no_verb(option: str, here: Path, newsclean: Command) -> None:
    ended = newsclean("extract", "story.html", *option.split(), "normalize", cwd=here)
    assert ended.code == 0
    assert paths((here / "dedupe").read_text("utf-8")) == ["story.html"]


def test_nul_separated_names(here: Path, newsclean: Command) -> None:
    names = b"story.html\0./export\0"
    ended = newsclean("extract", "--files-from", "-", "-0", stdin=names, cwd=here)
    assert paths(ended.stdout) == ["story.html", "./export"]


def test_a_page_from_standard_input(newsclean: Command) -> None:
    ended = newsclean("extract", "-", stdin=STORY)
    assert paths(ended.stdout) == ["-"]


def test_record_files_instead_of_standard_input(
    newsclean: Command, seed_lines: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(seed_lines[0] + "\n", "utf-8")
    (tmp_path / "b.jsonl").write_text(seed_lines[1] + "\n", "utf-8")
    both = newsclean("normalize", "-i", "a.jsonl", "-i", "b.jsonl", cwd=tmp_path)
    piped = newsclean("normalize", stdin=f"{seed_lines[0]}\n{seed_lines[1]}\n")
    assert both.stdout == piped.stdout != ""


def test_version_names_what_it_runs_on(newsclean: Command) -> None:
    said = newsclean("--version").stdout
    assert said.startswith("newsclean ")
    assert "Python 3" in said
    assert "trafilatura" in said


def test_schema_is_json(newsclean: Command) -> None:
    schema = json.loads(newsclean("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("verb", ["", "extract", "normalize", "dedupe", "export", "preview"])
def test_help_fits_a_narrow_terminal(
    verb: str, newsclean: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = newsclean(*verb.split(), "--help")
    assert ended.stdout.startswith("Usage: newsclean")
    assert max(map(len, ended.stdout.splitlines())) <= 80
