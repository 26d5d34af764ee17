"""What helps at the command line: completion, help of a verb, manual pages, hints."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from newsclean import __version__
from newsclean.cli._group import cli
from newsclean.cli.help import man_pages

from ..conftest import Command
from ..seedbed import ROOT

BASH = """
eval "$(newsclean completion bash)"
COMP_WORDS=({words}) COMP_CWORD={at}
_newsclean_completion newsclean 2> /dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("nor", ["normalize"]),
        ("extract pages/ nor", ["normalize", "north.html"]),
        ("extract pages/ -j 2 dedupe exp", ["export"]),
        ("extract pages/ normalize ded", ["dedupe"]),
        ("extract --min-c", ["--min-confidence"]),
        ("extract pages/ export -f js", ["json", "jsonfeed", "jsonl", "jsonld"]),
        ("completion f", ["fish"]),
        # Files are left to the shell, which gets no words.
        ("extract nor", [""]),
        ("extract pages/ north.", [""]),
        ("extract pages/ export -o no", [""]),
        ("preview no", [""]),
    ],
)
def test_bash_completes(words: str, offered: list[str], shell: Command, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "north.html").write_text("x")
    ended = shell(BASH.format(words=f"newsclean {words}", at=len(words.split())))
    assert ended.stdout.splitlines() == offered


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_other_shells_take_the_script(name: str, newsclean: Command, tmp_path: Path) -> None:
    script = newsclean("completion", name).stdout
    assert "_NEWSCLEAN_COMPLETE" in script
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    (tmp_path / "script").write_text(script)
    subprocess.run([name, "-n", tmp_path / "script"], check=True)


def test_help_of_a_verb_is_its_help(newsclean: Command) -> None:
    assert newsclean("help", "export").stdout == newsclean("export", "--help").stdout
    assert newsclean("help").stdout == newsclean("--help").stdout
    assert newsclean("-V").stdout.startswith(f"newsclean {__version__} ")
    wrong = newsclean("help", "exprot")
    assert wrong.code == 2 and "did you mean 'export'?" in wrong.stderr


def test_every_verb_has_a_manual_page(tmp_path: Path) -> None:
    pages = dict(man_pages(cli, __version__))  # type: ignore[arg-type]
    assert {"newsclean.1", "newsclean-extract.1", "newsclean-help.1"} <= pages.keys()
    assert "\\-\\-min\\-confidence" in pages["newsclean-extract.1"]
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    for text in pages.values():
        ended = subprocess.run(
            ["groff", "-man", "-Tutf8", "-ww"], input=text, capture_output=True, text=True
        )
        assert (ended.returncode, ended.stderr) == (0, "")


def test_the_wheel_installs_the_manual_pages(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("data/share/man/man1/newsclean-extract.1") for name in names)
    assert "newsclean/export/data/review.js" in names


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("news.jsonl", "newsclean preview news.jsonl"),
        ("news.jsonl.gz", "newsclean preview news.jsonl.gz"),
        ("page.html", "newsclean extract page.html"),
        ("xtract page.html", "did you mean 'extract'"),
        ("normalise page.html", "did you mean 'normalize'"),
    ],
)
def test_a_hint_is_a_command_that_works(
    words: str, said: str, newsclean: Command, tmp_path: Path
) -> None:
    for name in ("news.jsonl", "news.jsonl.gz", "page.html"):
        (tmp_path / name).write_text("x")
    ended = newsclean(*words.split(), cwd=tmp_path)
    assert ended.code == 2
    assert said in ended.stderr


@pytest.mark.parametrize("words", ["clean page.html", "normalize learnt", "extract lern"])
def test_no_hint_is_better_than_one_that_cannot_work(
    words: str, newsclean: Command, tmp_path: Path
) -> None:
    ended = newsclean(*words.split(), cwd=tmp_path)
    assert ended.code in (1, 2)
    assert "learn" not in ended.stderr.replace("learnt", "")


def test_preview_takes_record_files(
    newsclean: Command, seed_lines: list[str], tmp_path: Path
) -> None:
    (tmp_path / "news.jsonl").write_text(seed_lines[0] + "\n", "utf-8")
    ended = newsclean("preview", "news.jsonl", "normalize", cwd=tmp_path)
    assert "Wexmoor" in ended.stderr and "2024-03-12" in ended.stdout


def test_explain_kept_leaves_out_what_was_dropped(newsclean: Command, bed: Path) -> None:
    seed = "seeds/aggregator-article.txt"
    everything = newsclean("explain", seed, "--width", "100", cwd=bed.parent).stdout
    kept = newsclean("explain", "--kept", seed, "--width", "100", cwd=bed.parent).stdout
    assert "✗" in everything and "✗" not in kept
    assert "Hanne Brightwell" in kept


def test_blocks_of_html_are_named_by_what_is_around_them(
    newsclean: Command, tmp_path: Path
) -> None:
    from .test_run import STORY

    page = STORY.replace("<article>", '<article id="story">\n')
    (tmp_path / "page.html").write_text(page, "utf-8")
    told = newsclean("explain", "page.html", "--width", "160", cwd=tmp_path).stdout
    assert "#story p[2]" in " ".join(told.split())
    assert "line 4" in told
