"""Text from pages for rich: always `Text`, never markup, and nothing a terminal could obey."""

from __future__ import annotations

import re

from rich.text import Text

from ..system.terminal import plain

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def line(value: str, style: str = "", limit: int | None = None) -> Text:
    """The value on one line that may be wrapped anywhere, cut to ``limit`` characters."""
    short = value if limit is None or len(value) <= limit else value[: limit - 1].rstrip() + "…"
    return Text(plain(short), style=style, overflow="fold")


def lines(value: str, style: str = "") -> Text:
    """The value with its line breaks, but no more than one blank line at a time."""
    text = _BLANK_LINES.sub("\n\n", plain(value, breaks=True).strip("\n"))
    return Text(text, style=style, overflow="fold")
