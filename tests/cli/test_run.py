"""How a run ends: exit status, what it says of every input, and what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean.system.stopping import Stopped, Stopping, handled, stopping

from ..conftest import Command

STORY = """<html lang="en"><head><title>Rain at last</title></head><body><article>
<h1>Rain at last</h1>
<p>The rain that farmers around Lower Pomfret had been waiting for since April came down on Friday
night, a little at a time, as if it were not sure of the way.</p>
<p>By Saturday noon the gauge at the mill showed eleven millimetres, which is more than in the three
months before, and the creek could be heard from the road again.</p>
<p>“I stood in it,” said Gideon Storrs, who grows beans on forty acres. “I did not hold out my hand.
One does not want to seem greedy.”</p>
<p>More is expected on Tuesday, but the weather office would not promise it to anybody.</p>
</article></body></html>
"""
WALL = "<html><head><title>Log in</title></head><body><h1>Log in</h1><form></form></body></html>"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with a story, a login wall and something that is no page."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "story.html").write_text(STORY, "utf-8")
    (folder / "wall.html").write_text(WALL, "utf-8")
    (folder / "style.css").write_text("p{}", "utf-8")
    return folder


EXITS = [
    ("extract saved", 0),
    ("extract saved/story.html", 0),
    ("extract saved/wall.html", 3),
    ("extract missing.html", 1),
    ("extract missing.html saved", 1),
    ("extract saved normalize dedupe", 0),
    ("extract --no-such-option", 2),
    ("extract", 2),
    ("extrct saved", 2),
    ("extract saved normalise", 2),
    ("extract saved extract saved", 2),
    ("extract -i records.jsonl saved", 2),
    ("extract saved export normalize", 2),
    ("extract saved schema", 2),
    ("export -f docx", 2),
    ("dedupe --stream --keep longest", 2),
    ("normalize -i missing.jsonl", 1),
    ("normalize", 0),
    ("--version", 0),
    ("--help", 0),
    ("extract --help", 0),
    ("schema", 0),
    ("", 0),
]


@pytest.mark.parametrize(("line", "code"), EXITS)
def test_exit_status(line: str, code: int, saved: Path, newsclean: Command) -> None:
    ended = newsclean(*line.split(), cwd=saved.parent)
    assert ended.code == code, ended.stderr
    assert "Traceback" not in ended.stderr
    if code == 2:
        assert ended.stdout == ""
        assert len(ended.stderr.splitlines()) == 1


def test_every_input_is_accounted_for(saved: Path, newsclean: Command, tmp_path: Path) -> None:
    (saved / "again.html").write_text(STORY, "utf-8")
    words = ["extract", "saved", "gone.html", "dedupe", "--summary-json", "counts.json"]
    ended = newsclean(*words, cwd=tmp_path)
    assert ended.code == 1
    assert ended.stderr.splitlines() == [
        "newsclean: extract: gone.html: no such file or folder",
        "newsclean: 4 pages: 1 done, 1 duplicate, 1 empty, 1 failed; 1 record; "
        "1 duplicate dropped; 1 other file passed over",
    ]
    counts = json.loads((tmp_path / "counts.json").read_text())
    assert counts["inputs"] == 4
    assert counts["done"] + counts["duplicate"] + counts["empty"] + counts["failed"] == 4
    assert counts["passed_over"] == 1


@pytest.mark.parametrize(("verb", "empty"), [("explain", 1), ("learn", 0)])
def test_commands_that_stand_alone_account_for_their_pages(
    verb: str, empty: int, saved: Path, newsclean: Command, tmp_path: Path
) -> None:
    words = [verb, "saved", "gone.html", "--rejects", "bad.jsonl", "--summary-json", "counts.json"]
    ended = newsclean(*words, cwd=tmp_path)
    assert ended.code == 1
    (reject,) = map(json.loads, (tmp_path / "bad.jsonl").read_text().splitlines())
    assert reject["path"] == "gone.html"
    counts = json.loads((tmp_path / "counts.json").read_text())
    assert (counts["inputs"], counts["failed"], counts["empty"]) == (3, 1, empty)
    story = saved / "story.html"
    for option in ("--rejects", "--summary-json"):
        assert newsclean(verb, story, option, story, cwd=tmp_path).code == 2
    assert story.read_text("utf-8") == STORY


def test_quiet_says_nothing_but_errors(saved: Path, newsclean: Command, tmp_path: Path) -> None:
    assert newsclean("-q", "extract", "saved", cwd=tmp_path).stderr == ""
    ended = newsclean("extract", "saved", "gone.html", "-q", cwd=tmp_path)
    assert ended.stderr == "newsclean: extract: gone.html: no such file or folder\n"


def test_rejects_tell_what_failed_and_why(saved: Path, newsclean: Command, tmp_path: Path) -> None:
    newsclean("extract", "saved", "gone.html", "--rejects", "bad.jsonl", cwd=tmp_path)
    empty, failed = map(json.loads, (tmp_path / "bad.jsonl").read_text().splitlines())
    assert failed["path"] == "gone.html"
    assert failed["stage"] == "extract"
    assert "no such file" in failed["reason"]
    assert (empty["path"], empty["reason"]) == ("saved/wall.html", "empty")
    assert "no story" not in empty["why"] and empty["why"]


EMPTY = {
    "login.html": ("<form><input name=p type='password'></form>", "a login wall"),
    "blank.html": ("", "no text"),
    "blank.txt": (" \n", "no text"),
    "index.html": ("<ul>" + "<li><a href=/x>More</a>" * 12 + "</ul>", "without the entries"),
    "captcha.txt": ("Verify that you are human\n", "no line of it"),
}


def test_every_empty_page_is_found(newsclean: Command, tmp_path: Path) -> None:
    """The counts, the file of rejects and what is said agree."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (text, _) in EMPTY.items():
        (folder / name).write_text(f"<html><body>{text}" if name.endswith("html") else text)
    (folder / "story.html").write_text(STORY, "utf-8")
    (folder / "style.css").write_text("p{}")
    words = ["extract", "in", "gone", "--rejects", "r.jsonl", "--summary-json", "s.json"]
    ended = newsclean(*words, "dedupe", cwd=tmp_path)
    rejects = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    whys = {Path(r["path"]).name: r["why"] for r in rejects if r["reason"] == "empty"}
    assert whys.keys() == EMPTY.keys()
    for name, (_, why) in EMPTY.items():
        assert why in whys[name]
    counts = json.loads((tmp_path / "s.json").read_text())
    assert (counts["empty"], counts["failed"]) == (len(EMPTY), 1)
    assert len(rejects) == len(EMPTY) + 1
    assert "blank" not in ended.stderr

    ended = newsclean(*words, "-v", cwd=tmp_path)
    assert "in/blank.txt: empty: no text" in ended.stderr
    assert "in/style.css: passed over: a style sheet" in ended.stderr
    rejects = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    (passed,) = (r for r in rejects if r["reason"] == "passed over")
    assert (passed["path"], passed["why"]) == ("in/style.css", "a style sheet")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("saved gone", 1, True),
        ("saved gone --fail-on some -q", 1, True),
        ("saved gone --fail-on all", 0, True),
        ("saved gone --fail-on all -q", 0, False),
        ("gone --fail-on all -q", 1, True),
        ("gone --fail-on never", 0, True),
        ("gone --fail-on never -q", 0, False),
        ("saved/wall.html --fail-on all -q", 3, False),
        ("saved/wall.html --fail-on never", 0, True),
        ("saved -o missing/x.jsonl --fail-on never -q", 4, True),
    ],
)
def test_what_counts_as_a_failure_can_be_said(
    words: str, code: int, said: bool, saved: Path, newsclean: Command
) -> None:
    ended = newsclean("extract", *words.split(), cwd=saved.parent)
    assert ended.code == code
    assert bool(ended.stderr) == said


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is a device of Linux")
def test_a_run_that_stopped_is_told_from_one_with_failures(saved: Path, shell: Command) -> None:
    for words in ("-o /dev/full", "--rejects /dev/full", "--summary-json /dev/full", "> /dev/full"):
        ended = shell(f"newsclean extract saved gone {words}", cwd=saved.parent)
        assert ended.code == 4, words
        assert "No space left on device" in ended.stderr


def test_records_under_min_confidence_are_rejects_but_no_failures(
    saved: Path, newsclean: Command, tmp_path: Path
) -> None:
    words = ["extract", "saved/story.html", "--min-confidence", "1", "--rejects", "bad.jsonl"]
    ended = newsclean(*words, cwd=tmp_path)
    rejects = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text().splitlines()]
    assert rejects[0]["raw"]["title"] == "Rain at last"
    assert (rejects[1]["reason"], rejects[1]["why"]) == ("empty", "all its records were left out")
    assert len(rejects) == 2
    assert ended.code == 3
    assert "1 record below --min-confidence" in ended.stderr


@pytest.mark.parametrize(
    "broken",
    [
        '{"title": "Rain"',
        "[]",
        '"Rain"',
        '{"title": 5}',
        '{"body": "Rain"}',
        '{"kind": "poem"}',
        "NaN",
        "[" * 100_000,
        '{"title": "\\ud800',
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(
    broken: str, newsclean: Command, seed_lines: list[str], tmp_path: Path
) -> None:
    stdin = f"{seed_lines[0]}\n\n{broken}\n{seed_lines[1]}\n"
    ended = newsclean("normalize", "--rejects", "bad.jsonl", stdin=stdin, cwd=tmp_path)
    assert ended.code == 1
    assert len(ended.stdout.splitlines()) == 2
    said, summary = ended.stderr.splitlines()
    assert said.startswith("newsclean: read: <stdin>:3: ")
    assert summary == "newsclean: 3 records: 2 done, 1 failed"
    (reject,) = map(json.loads, (tmp_path / "bad.jsonl").read_text("utf-8").splitlines())
    assert reject["position"] == 3
    assert reject["raw"].rstrip("\n") == broken


@given(
    lines=st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(["title", "body", "kind", "authors", "source", "x"]),
                        inner,
                        max_size=4,
                    )
                ),
                max_leaves=6,
            ).map(json.dumps),
        ),
        max_size=6,
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_comes_in_is_a_record_or_a_reject(lines: list[str], newsclean: Command) -> None:
    """No line is lost, none is counted twice, and none stops the run."""
    ended = newsclean("normalize", stdin="".join(line + "\n" for line in lines))
    filled = [line for line in lines if line.encode().strip()]
    out = ended.stdout.splitlines()
    errors = ended.stderr.splitlines()[:-1]
    assert "internal error" not in ended.stderr
    assert len(out) + len(errors) == len(filled)
    assert ended.code == (1 if errors else 0)


def test_a_closed_pipe_ends_quietly(shell: Command, seed_lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("".join(f"{line}\n" for line in seed_lines * 400), "utf-8")
    ended = shell("set -o pipefail; newsclean normalize -i many.jsonl | head -n 1")
    assert ended.code == 141
    assert len(ended.stdout.splitlines()) == 1
    assert ended.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_in_good_order(
    stop: signal.Signals, code: int, seed_lines: list[str], tmp_path: Path
) -> None:
    """Stopped while it waits for more input: an orderly end, and no file half written."""
    command = [sys.executable, "-m", "newsclean", "normalize", "-j1"]
    command += ["export", "-o", "out.jsonl", "export"]
    run = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert run.stdin and run.stdout and run.stderr
    feed(run.stdin, seed_lines * 40)
    assert run.stdout.readline().startswith(b'{"id"')
    run.send_signal(stop)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == code
    assert b"Traceback" not in errors
    assert b"stopped before the end" in errors
    assert list(tmp_path.iterdir()) == []


def test_a_signal_in_a_finalizer_stops_the_run_and_is_not_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """What is raised there, Python only prints."""

    class Gone:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(Stopped), handled(Stopping()):
        Gone()
        stopping().check()
    assert capfd.readouterr().err == ""


def feed(stream: IO[bytes], lines: list[str]) -> None:
    """Write lines, and leave the stream open; beside the reader, as a pipe holds only so much."""

    def write() -> None:
        with suppress(BrokenPipeError):
            stream.write("".join(f"{line}\n" for line in lines).encode())
            stream.flush()

    Thread(target=write, daemon=True).start()


def test_records_stream(seed_lines: list[str]) -> None:
    """The first record is written long before the last one is read."""
    command = [sys.executable, "-m", "newsclean", "normalize", "dedupe", "--stream", "-j1"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as run:
        assert run.stdin and run.stdout
        feed(run.stdin, seed_lines * 40)
        first = run.stdout.readline()
        run.kill()
    assert first.startswith(b'{"id"')


def test_errors_from_hostile_names_cannot_control_the_terminal(
    newsclean: Command, tmp_path: Path
) -> None:
    ended = newsclean("extract", "gone\x1b[31m\nnewsclean: all is well.html", cwd=tmp_path)
    assert "\x1b" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 2
