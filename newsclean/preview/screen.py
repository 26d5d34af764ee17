"""The console that everything is drawn on."""

from __future__ import annotations

import os
import sys
from typing import Any, Literal, TextIO, cast

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
            return self._stream.write(text.encode(encoding, "replace").decode(encoding))


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Called while a BrokenPipeError is handled: the run decides what it means."""
        raise


def screen(stream: Stream, color: Color = "auto", width: int | None = None) -> Console:
    """A console on a standard stream as it is now. Nothing it prints is taken for markup."""
    system: Literal["auto", "standard"] | None = "auto"
    if color == "always":
        system = "standard"
    elif color == "never" or os.environ.get("NO_COLOR"):
        system = None  # rich's own no_color leaves bold and dim
    return _Screen(
        file=cast("TextIO", _Tolerant(sys.stdout if stream == "stdout" else sys.stderr)),
        width=None if width is None else max(width, MIN_WIDTH),
        force_terminal=True if color == "always" else None,
        no_color=False,
        color_system=system,
        markup=False,
        emoji=False,
        highlight=False,
    )
