"""What tests share: planted seeds, and the command line in this process or in one of its own."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from . import seedbed


@dataclass
class Result:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str


Command = Callable[..., Result]


def pytest_configure() -> None:
    """Ctrl-C reaches the commands that tests start, even where the tests run in the background.

    A shell starts a background job with SIGINT ignored, which its children inherit.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def bed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ``seeds`` with the seeds in it, all of one age. Only to be read."""
    return seedbed.plant(tmp_path_factory.mktemp("bed"))


@pytest.fixture(scope="session")
def seed_lines(bed: Path) -> list[str]:
    """The records of all seeds as extract gives them, as JSON Lines, without line breaks."""
    from newsclean import Extract, encode, pipeline

    with seedbed.inside(bed.parent):
        return [encode(article) for article in pipeline(["seeds"], Extract())]


@pytest.fixture(scope="session")
def imported() -> None:
    """Everything that reading a page needs: workers, which are forked, need not import it again."""
    from newsclean import Extract, Page

    for data in (b"<html><body><p>Rain.</p></body></html>", b"Rain\n"):
        Extract().open(Page("rain", data))


@pytest.fixture
def newsclean(monkeypatch: pytest.MonkeyPatch, imported: None) -> Command:
    """The command line in this process: ``newsclean("extract", "-", stdin="...", cwd=...)``.

    Nothing of it is replaced but the three standard streams, which are no terminals.
    """

    def run(*words: str | Path, stdin: str | bytes = b"", cwd: Path | None = None) -> Result:
        from newsclean.cli import main

        data = stdin.encode() if isinstance(stdin, str) else stdin
        streams = {"stdin": _stream(data), "stdout": _stream(), "stderr": _stream()}
        with monkeypatch.context() as patch, seedbed.inside(cwd or Path.cwd()):
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as ended:
                main([*map(str, words), "-j1"] if _runs(words) else [*map(str, words)])
        code = ended.value.code
        return Result(
            code if isinstance(code, int) else 0,
            _written(streams["stdout"]),
            _written(streams["stderr"]),
        )

    return run


def _stream(data: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def _runs(words: tuple[str | Path, ...]) -> bool:
    """Whether one process is to do the work, which is faster for a few pages."""
    alone = {"-j", "--jobs", "--help", "-h", "--version", "schema", "explain", "run", "--"}
    alone |= {"-V", "help", "completion"}
    return bool(words) and not alone & {str(word) for word in words}


@pytest.fixture
def shell(tmp_path: Path) -> Command:
    """A shell command line in a process of its own, where ``newsclean`` is this one."""

    def run(script: str, stdin: str = "", cwd: Path | None = None, **env: str) -> Result:
        bin_folder = Path(sys.executable).parent
        ended = subprocess.run(
            ["bash", "-c", script],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd or tmp_path,
            env={**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", **env},
            timeout=120,
        )
        return Result(ended.returncode, ended.stdout, ended.stderr)

    return run
