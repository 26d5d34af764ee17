"""The command line where the world around it is broken: one clear line, the right exit status."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from ..conftest import Command
from ..hostile import page, pages

pytestmark = pytest.mark.skipif(os.name != "posix", reason="descriptors, links, FIFOs")

ODD_NAMES = (
    b"new\nline.html",
    b"esc\x1b[31m.html",
    b"bad\xff\xfe.html",
    b"-dash.html",
    b"\xe2\x80\xae.html",
)


def one_line_each(stderr: str) -> list[str]:
    """The lines of standard error, which are ours and nothing else."""
    assert "Traceback" not in stderr
    assert "internal error" not in stderr
    assert not any(ord(c) < 32 and c != "\n" for c in stderr)
    lines = stderr.splitlines()
    assert all(line.startswith("newsclean: ") for line in lines)
    return lines


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_odd_input_is_told_of_once_and_the_rest_is_done(
    jobs: int, shell: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(ODD_NAMES):
        (tmp_path / "in" / os.fsdecode(name)).write_text(page(number))
    (folder / os.fsdecode(b"broken\x07\xe9.gz")).write_bytes(b"\x1f\x8b\x08 no more")
    (folder / "folder.html").mkdir()
    os.mkfifo(folder / "fifo.html")
    (folder / "dangling.html").symlink_to("nowhere")
    (folder / "loop1").symlink_to("loop2")
    (folder / "loop2").symlink_to("loop1")
    (folder / "up").symlink_to("..")
    ended = shell(f"newsclean extract in gone -j{jobs} --rejects r.jsonl --summary-json s.json")
    *errors, summary = one_line_each(ended.stderr)
    assert ended.code == 1
    assert len(ended.stdout.splitlines()) == len(ODD_NAMES)
    rejects = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    tally = json.loads((tmp_path / "s.json").read_text())
    assert len(errors) == len(rejects) == tally["failed"] == 7
    assert tally["done"] == len(ODD_NAMES)
    assert tally["inputs"] == len(ODD_NAMES) + 7
    assert f"{len(ODD_NAMES)} done, 7 failed" in summary


def test_names_of_files_that_are_not_unicode(shell: Command, tmp_path: Path) -> None:
    """They are told of in a form that UTF-8 can hold, and that names the file again."""
    names = [b"\xff\x1b[2J.html", b"\xff\\.html", b"plain\\xff.html"]
    for number, name in enumerate(names):
        (tmp_path / os.fsdecode(name)).write_text(page(number))
    ended = shell("newsclean extract *.html gone$'\\xfe' --rejects r.jsonl --state s.db")
    assert ended.code == 1
    told, _ = one_line_each(ended.stderr)
    assert "gone\\xfe: no such file" in told
    (reject,) = map(json.loads, (tmp_path / "r.jsonl").read_text("utf-8").splitlines())
    assert reject["path"] == "gone\\xfe"
    records = [json.loads(line) for line in ended.stdout.splitlines()]
    paths = [record["source"]["path"] for record in records]
    assert sorted(paths) == ["\\xff\x1b[2J.html", "\\xff\\x5c.html", "plain\\xff.html"]
    (tmp_path / "names").write_text("\n".join(paths), "utf-8")
    again = shell("newsclean extract --files-from names")
    assert again.stdout == ended.stdout
    assert "3 pages unchanged" in shell("newsclean extract *.html --state s.db").stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("extract a.html >&-", 4, "standard output"),
        ("export -i r.jsonl -f csv >&-", 4, "standard output"),
        ("--help >&-", 4, "Bad file descriptor"),
        ("normalize <&-", 1, "cannot be read"),
        ("extract - <&-", 1, "bad file descriptor"),
        ("extract a.html >/dev/full", 4, "No space left"),
        ("schema >/dev/full", 4, "No space left"),
        ("explain a.html >/dev/full", 4, "No space left"),
        ("export -i r.jsonl -o /dev/full", 4, "No space left"),
        ("extract a.html gone --rejects /dev/full", 4, "No space left"),
        ("extract a.html --summary-json /dev/full", 4, "No space left"),
        ("extract a.html --rejects nodir/x", 4, "does not exist"),
        ("extract a.html --summary-json nodir/x", 4, "does not exist"),
        ("extract a.html --rejects .", 4, "it is a folder"),
        ("export -i r.jsonl -o a.html/", 4, "cannot make the folder"),
        ("extract a.html --state .", 4, "cannot be opened"),
        ("extract a.html --state r.jsonl", 4, "it was not touched"),
        ("export -i r.jsonl -o ''", 2, "is empty"),
        ("extract a.html -o x --rejects ./x", 2, "written twice"),
        ("export -i r.jsonl -f csv -o x export -o x", 2, "written twice"),
        ("extract --files-from .", 4, "a folder"),
    ],
)
def test_what_cannot_be_read_or_written(
    words: str, code: int, said: str, shell: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(page(1))
    record = '{"title": "Rain", "body": [{"text": "It rained."}]}\n'
    (tmp_path / "r.jsonl").write_text(record)
    ended = shell(f"newsclean {words}")
    assert ended.code == code
    lines = one_line_each(ended.stderr)
    assert sum(said in line for line in lines) == 1
    assert (tmp_path / "a.html").read_text() == page(1)
    assert (tmp_path / "r.jsonl").read_text() == record


@pytest.mark.parametrize(
    "words",
    [
        "extract a.html -o a.html",
        "extract a.html export -o hard.html",
        "extract a.html export -o soft.html",
        "extract . --rejects a.html",
        "extract - -o a.html < a.html",
        "extract a.html >> a.html",
        "extract . >> hard.html",
        "normalize -i r.jsonl -o r.jsonl",
        "normalize < r.jsonl >> r.jsonl",
        "dedupe -i r.jsonl --seen r.jsonl",
        "extract --files-from r.jsonl -o r.jsonl",
    ],
)
def test_no_input_is_written_over(words: str, shell: Command, tmp_path: Path) -> None:
    files = {"a.html": page(1), "r.jsonl": '{"title": "Rain", "body": [{"text": "It rained."}]}\n'}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "hard.html").hardlink_to(tmp_path / "a.html")
    (tmp_path / "soft.html").symlink_to("a.html")
    ended = shell(f"newsclean {words}")
    assert ended.code == 2
    (line,) = one_line_each(ended.stderr)
    assert "both read and written" in line
    assert {name: (tmp_path / name).read_text() for name in files} == files


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("extract a.html --page-timeout nan", 2),
        ("extract a.html --page-timeout inf", 2),
        ("extract a.html --page-timeout 1e300", 0),
        ("extract a.html --min-confidence nan", 2),
        ("extract a.html -j 100000", 0),
        ("normalize -i fifo", 1),
        ("normalize -i /dev/zero", 1),
        ("normalize -i <(newsclean -q extract a.html)", 0),
        ("extract --files-from <(ls *.html)", 0),
    ],
)
def test_odd_values(words: str, code: int, shell: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(1))
    os.mkfifo(tmp_path / "fifo")
    ended = shell(f"newsclean {words}")
    assert ended.code == code
    assert one_line_each(ended.stderr)


@pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_that_is_killed_takes_only_its_page(jobs: int, tmp_path: Path) -> None:
    pages(tmp_path / "in", 8)
    os.mkfifo(tmp_path / "names")
    words = f"extract --files-from names -j{jobs} --state s.db -o out.jsonl --rejects r.jsonl"
    command = [sys.executable, "-m", "newsclean", *words.split()]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    with (tmp_path / "names").open("w") as names:
        print("in/p000.html", "in/p001.html", sep="\n", file=names, flush=True)
        while not (workers := children.read_text().split()):
            with suppress(subprocess.TimeoutExpired):
                run.wait(0.02)
        os.kill(int(workers[0]), signal.SIGKILL)
        print(*(f"in/p00{number}.html" for number in range(2, 8)), sep="\n", file=names)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 1
    told, summary = one_line_each(errors)
    assert "its worker process died (signal 9, SIGKILL)" in told
    assert "8 pages: 7 done, 1 failed" in summary
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 7
    (reject,) = map(json.loads, (tmp_path / "r.jsonl").read_text().splitlines())

    words = "extract in --state s.db -o out.jsonl"
    command = [sys.executable, "-m", "newsclean", *words.split()]
    again = subprocess.run(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, timeout=60)
    assert again.stderr.startswith("newsclean: 1 page: 1 done; 1 record; 7 pages unchanged")
    paths = [json.loads(line)["source"]["path"] for line in (tmp_path / "out.jsonl").open()]
    assert sorted(paths) == [f"in/p00{number}.html" for number in range(8)]
    assert paths[-1] == reject["path"]


def test_closed_streams_do_not_lose_their_places_to_files(shell: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(1))
    ended = shell("newsclean extract a.html gone --state s.db -o out.jsonl <&- >&- 2>&-")
    assert ended.code == 1
    assert json.loads((tmp_path / "out.jsonl").read_text())["kind"] == "article"
    assert shell("newsclean extract a.html --state s.db").code == 0


def test_messages_that_nobody_takes_stop_nothing(shell: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(1))
    ended = shell("newsclean extract gone a.html 2>/dev/full")
    assert ended.code == 1
    assert json.loads(ended.stdout)["kind"] == "article"


@pytest.mark.parametrize(
    "output", ["-f json -o all.json", "-f json -o out/", "-f markdown -o out/"]
)
def test_a_full_disk_leaves_no_half_file(output: str, tmp_path: Path) -> None:
    """A bound on the size of files stands in for the disk."""
    records = [
        {"id": f"i{n}", "title": f"T{n}", "body": [{"text": "x" * 500 * n}]} for n in range(40)
    ]
    (tmp_path / "r.jsonl").write_text("".join(f"{json.dumps(r)}\n" for r in records))
    ended = subprocess.run(
        [sys.executable, "-m", "newsclean", "export", "-i", "r.jsonl", *output.split()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )
    assert ended.returncode == 4
    error, summary = one_line_each(ended.stderr)
    assert "File too large" in error
    assert "stopped before the end" in summary
    assert not list(tmp_path.rglob(".newsclean-*"))
    assert not (tmp_path / "all.json").exists()
    for path in tmp_path.glob("out/*.json"):
        assert json.loads(path.read_text())


@pytest.mark.parametrize(
    ("umask", "file", "folder"),
    [("077", 0o600, 0o700), ("002", 0o664, 0o775), ("000", 0o664, 0o775)],
)
def test_files_are_made_with_the_umask_and_never_for_all_to_write(
    umask: str, file: int, folder: int, shell: Command, tmp_path: Path
) -> None:
    pages(tmp_path / "in", 2)
    (tmp_path / "run.toml").write_text(
        'inputs = ["../in"]\nlog = "log"\nlock = "lock"\n[[steps]]\nverb = "extract"\n'
        'state = "s2.db"\noutput = "o2"\n'
    )
    (tmp_path / "made").mkdir()
    (tmp_path / "run.toml").rename(tmp_path / "made" / "run.toml")
    ended = shell(
        f"umask {umask}; cd made; newsclean extract ../in --state s.db --rejects r -o o "
        "--summary-json s dedupe --seen seen.db --clusters c export -f text -o folder/ && "
        "newsclean learn ../in -o profile.toml && newsclean run run.toml"
    )
    assert ended.code == 0
    made = [path for path in (tmp_path / "made").rglob("*") if path.name != "run.toml"]
    assert len(made) >= 13
    for path in made:
        assert path.stat().st_mode & 0o777 == (folder if path.is_dir() else file), path


@pytest.mark.parametrize("environment", ["LC_ALL=C PYTHONUTF8=0", "PYTHONWARNINGS=error", "-O"])
def test_the_environment_changes_nothing(environment: str, shell: Command, tmp_path: Path) -> None:
    pages(tmp_path / "in", 3)
    words = "-m newsclean extract in normalize dedupe export -f markdown"
    usual = shell(f"{sys.executable} {words}")
    if environment == "-O":
        other = shell(f"{sys.executable} -O {words}")
    else:
        other = shell(f"env -i PATH=$PATH {environment} {sys.executable} {words}")
    assert usual.code == 0
    assert (other.code, other.stdout, other.stderr) == (0, usual.stdout, usual.stderr)


def test_many_workers_give_the_bytes_of_one(shell: Command, tmp_path: Path) -> None:
    pages(tmp_path / "in", 60)
    (tmp_path / "in" / "p030.gz").write_bytes(b"\x1f\x8b\x08 broken")
    words = "newsclean extract in --rejects r{0} -j{0} --evidence normalize dedupe --mark"
    one, many = (shell(words.format(jobs)) for jobs in (1, 4))
    assert one.code == many.code == 1
    assert one.stdout == many.stdout
    assert one.stderr == many.stderr
    assert (tmp_path / "r1").read_text() == (tmp_path / "r4").read_text()
