"""The console that everything is drawn on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal, TextIO, cast

from rich.cells import cell_len
from rich.console import Console

from . import Color, Stream

MIN_WIDTH = 20


class _Tolerant:
    """A text stream that replaces what its encoding does not have."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except UnicodeEncodeError:
            encoding = self._stream.encoding or "ascii"
            fit = "".join(_fit(char, encoding) for char in text)
            return self._stream.write(fit)


_LIKE = {"…": ".", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "•": "*", "·": "-"}
_LIKE |= {"│": "|", "─": "-", "→": ">", "✗": "x"}


def _fit(char: str, encoding: str) -> str:
    """The character, or something as wide that the encoding has, so that columns stay in line."""
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return _LIKE.get(char, "?" * cell_len(char))
    return char


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Called while a BrokenPipeError is handled: the run decides what it means."""
        raise


@contextmanager
def paged(stream: Stream, color: Color, width: int | None, pager: bool) -> Iterator[Console]:
    """A console on a standard stream; where that is a terminal and a ``pager`` is wanted, on that.

    As git does it: PAGER, else ``less``; LESS is ``FRX`` unless it is set. Where no pager can be
    started the stream is drawn on.
    """
    console = screen(stream, color, width)
    if not pager or not console.is_terminal:
        yield console
        return
    try:
        process = subprocess.Popen(
            os.environ.get("PAGER") or "less",
            shell=True,
            stdin=subprocess.PIPE,
            env={"LESS": "FRX", **os.environ},
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError:
        yield console
        return
    assert process.stdin is not None
    within = _console(
        _Left(cast("TextIO", process.stdin)), console.width, True, console.color_system
    )
    within.height = console.height
    try:
        yield within
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait()


class _Left(_Tolerant):
    """A pager's input: once the reader has left it, nothing is written, and nothing is wrong."""

    def write(self, text: str) -> int:
        with suppress(BrokenPipeError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(BrokenPipeError):
            self._stream.flush()


def screen(stream: Stream, color: Color = "auto", width: int | None = None) -> Console:
    """A console on a standard stream as it is now. Nothing it prints is taken for markup."""
    system: Literal["auto", "standard"] | None = "auto"
    if color == "always":
        system = "standard"
    elif color == "never" or os.environ.get("NO_COLOR"):
        system = None  # rich's own no_color leaves bold and dim
    stream_ = _Tolerant(sys.stdout if stream == "stdout" else sys.stderr)
    wide = None if width is None else max(width, MIN_WIDTH)
    return _console(stream_, wide, True if color == "always" else None, system)


def _console(file: _Tolerant, width: int | None, terminal: bool | None, system: Any) -> Console:
    return _Screen(
        file=cast("TextIO", file),
        width=width,
        force_terminal=terminal,
        no_color=False,
        color_system=system,
        markup=False,
        emoji=False,
        highlight=False,
    )
