"""Where on the page the story's running text is, among menus, teasers and comments."""

from __future__ import annotations

from dataclasses import dataclass

from ..dump import Dump
from ..lines import Line
from .headline import ABOVE, SIGNS, free, headline_shaped

_GAP = 15
"""So many lines without a sentence part one text from another."""


@dataclass(frozen=True)
class Region:
    """The lines of the story's text."""

    start: int
    """Index of its first line of running text."""
    end: int
    """Index after its last line."""


def running(line: Line) -> bool:
    """Free, running text, and no headline with something glued to it."""
    return line.plain and line.prose and not free(line.text)[1].strip("? ")


def main_text(dump: Dump) -> Region | None:
    """The largest stretch of running text, from below its byline where that stands inside.

    A teaser or a standfirst above ``Rain at last`` / ``By Ana Cruz`` / ``3 May 2024`` is not where
    the text starts.
    """
    groups = _groups(dump.lines)
    if not any(running(line) for line in dump.lines):
        return None
    first, last = _largest(dump.lines, groups)
    start = _below_meta(dump.lines, first, last)
    return Region(start, last + 1)


def _groups(lines: list[Line]) -> list[list[int]]:
    """Indexes of sentences, parted where many lines without one stand between."""
    groups: list[list[int]] = []
    idle = 0
    for at, line in enumerate(lines):
        if line.plain and (line.sentence or line.prose):
            if groups and idle <= _GAP:
                groups[-1].append(at)
            else:
                groups.append([at])
            idle = 0
        elif not (line.plain and line.kind == "list_item"):
            idle += 1
    return groups


def _largest(lines: list[Line], groups: list[list[int]]) -> tuple[int, int]:
    """First line of running text and last sentence of the group with the most running text."""
    best: tuple[int, int] = (groups[0][0], groups[0][-1])
    most = -1
    for group in groups:
        texts = [at for at in group if running(lines[at])]
        size = sum(lines[at].size for at in texts)
        if size > most:
            best, most = (texts[0] if texts else group[0], group[-1]), size
    return best


def _below_meta(lines: list[Line], first: int, last: int) -> int:
    """The start of the text below a byline or date with a headline above it, near the top."""
    texts = [at for at in range(first, last + 1) if running(lines[at])]
    limit = texts[min(2, len(texts) - 1)]
    for at in range(first + 1, limit):
        if lines[at].role not in SIGNS:
            continue
        if any(headline_shaped(lines[up]) for up in range(max(0, at - ABOVE), at)):
            return next(place for place in texts if place > at)
    return first
