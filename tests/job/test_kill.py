"""A run that is killed at whatever moment: nothing is half written, the next run makes it whole."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from ..hostile import pages

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")

COUNT = 40
MOMENTS = (0.05, 0.3, 0.6, 0.8, 1.0, 1.2)
"""Seconds after the start. Whatever the run is at then, the outcome must be the same."""


def command(jobs: int) -> list[str]:
    words = f"extract in --state pages.db -j{jobs} -q normalize dedupe -o all.jsonl"
    return [sys.executable, "-m", "newsclean", *words.split(), "export", "-f", "text", "-o", "out/"]


def written(folder: Path) -> dict[str, bytes]:
    """Everything under a final name."""
    files = [*folder.glob("out/*"), *folder.glob("all.jsonl")]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if not path.name.startswith(".newsclean-")
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    plant(folder)
    subprocess.run(command(1), cwd=folder, check=True, timeout=120)
    found = written(folder)
    assert len(found) == COUNT + 1
    return found


def plant(folder: Path) -> None:
    for path in pages(folder / "in", COUNT).iterdir():
        os.utime(path, (1_750_000_000, 1_750_000_000))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM])
def test_the_next_run_makes_a_killed_one_whole(
    stop: signal.Signals, jobs: int, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    plant(tmp_path)
    for moment in MOMENTS:
        run = subprocess.Popen(command(jobs), cwd=tmp_path, stderr=subprocess.PIPE)
        try:
            run.wait(moment)
        except subprocess.TimeoutExpired:
            run.send_signal(stop)
        _, errors = run.communicate(timeout=60)
        assert b"Traceback" not in errors
        assert run.returncode in (0, -stop, 128 + stop)
        so_far = written(tmp_path)
        assert so_far.items() <= undisturbed.items(), "something half written, or something else"
        if so_far == undisturbed:  # the run was faster than the signal
            break
    else:
        assert subprocess.run(command(jobs), cwd=tmp_path, timeout=120).returncode == 0
        assert written(tmp_path) == undisturbed
    # Nothing is left to be done; what is there stays.
    assert subprocess.run(command(jobs), cwd=tmp_path, timeout=120).returncode == 0
    assert written(tmp_path) == undisturbed
    assert not list(tmp_path.rglob(".newsclean-*.tmp"))


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_says_what_was_done(stop: signal.Signals, code: int, tmp_path: Path) -> None:
    """The record in hand is finished: every line that was begun is whole."""
    plant(tmp_path)
    words = "extract in -j1 --summary-json sum.json --rejects rejects.jsonl"
    run = subprocess.Popen(
        [sys.executable, "-m", "newsclean", *words.split(), *["in"] * 200],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    assert run.stdout is not None
    first = run.stdout.read(1)  # it is under way
    run.send_signal(stop)
    rest, errors = run.communicate(timeout=60)
    assert run.returncode == code
    lines = (first + rest).decode().splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["article"] * len(lines)
    (summary,) = errors.decode().splitlines()
    assert f"{len(lines)} done" in summary
    assert "stopped before the end" in summary
    assert json.loads((tmp_path / "sum.json").read_text())["done"] == len(lines)
    assert (tmp_path / "rejects.jsonl").read_text() == ""


def test_a_run_stopped_before_it_compares_says_what_it_has_read(tmp_path: Path) -> None:
    plant(tmp_path)
    words = "extract --files-from - -j1 --state pages.db dedupe"
    run = subprocess.Popen(
        [sys.executable, "-m", "newsclean", *words.split()],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stdin is not None
    names = sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "in").iterdir())[:3]
    run.stdin.write("".join(f"{name}\n" for name in names))
    run.stdin.flush()
    while pages_read(tmp_path / "pages.db") < len(names):
        with suppress(subprocess.TimeoutExpired):
            run.wait(0.05)
        assert run.poll() is None
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    found = re.search(r"pages: 0 done, (\d) read and not yet compared; .*before the end", errors)
    assert found and int(found[1]) >= len(names) - 1


def pages_read(store: Path) -> int:
    with suppress(sqlite3.Error), closing(sqlite3.connect(store, timeout=10)) as db:
        count: int = db.execute("SELECT count(*) FROM page").fetchone()[0]
        return count
    return 0


@pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
def test_a_killed_run_leaves_no_worker_and_no_lock(tmp_path: Path) -> None:
    """Not even where a worker hangs in a page."""
    plant(tmp_path)
    os.mkfifo(tmp_path / "names")
    (tmp_path / "job.toml").write_text(
        "jobs = 1\n[[steps]]\nverb = 'extract'\nfiles-from = 'names'\nstate = 'pages.db'\n"
        "output = 'out.jsonl'\n"
    )
    words = [sys.executable, "-m", "newsclean", "run", "job.toml"]
    run = subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.DEVNULL)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    with (tmp_path / "names").open("w") as names:
        print(*(f"in/p{number:03}.html" for number in range(9)), sep="\n", file=names, flush=True)
        while not pages_read(tmp_path / "pages.db"):
            with suppress(subprocess.TimeoutExpired):
                run.wait(0.02)
        (worker,) = children.read_text().split()
        os.kill(int(worker), signal.SIGSTOP)
        run.kill()
        run.wait()
    (tmp_path / "names").unlink()
    (tmp_path / "names").write_text("in/p000.html\n")
    again = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert again.returncode == 0, again.stderr
    assert sorted(path.name for path in tmp_path.glob("*.jsonl")) == ["out.jsonl"]
