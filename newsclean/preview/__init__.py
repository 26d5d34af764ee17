"""The verb ``preview``: records drawn for people. The only place where rich is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..article import Article

Color = Literal["auto", "always", "never"]
Stream = Literal["stdout", "stderr"]

ROWS = 50
"""Rows that a table has at most, unless the user wants more."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Draw the records and pass them on.

    A table of titles, or with ``full`` everything there is to a record. No more than a screenful of
    records is held in memory.
    """

    full: bool = False
    rows: int | None = ROWS
    """How many records are drawn at most, in a table; None: all. What is more is counted."""
    width: int | None = None
    """In columns. None: the terminal's, or 80."""
    color: Color = "auto"
    """``auto``: on a terminal, unless NO_COLOR is set or TERM is dumb."""
    stream: Stream = "stderr"
    name = "preview"

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `newsclean.stage.Tap`."""
        from .screen import screen

        console = screen(self.stream, self.color, self.width)
        if self.full:
            from .panels import panel

            for number, article in zip(count(1), articles, strict=False):
                console.print(panel(article, number, console.width))
                yield article
            return

        from .table import more, table

        waiting: list[Article] = []
        seen = 0
        for article in articles:
            seen += 1
            if self.rows is None or seen <= self.rows:
                waiting.append(article)
            if len(waiting) == ROWS and (self.rows is None or self.rows > ROWS):
                console.print(table(waiting, console.width))
                waiting = []
            yield article
        if waiting:
            console.print(table(waiting, console.width))
        if self.rows is not None and seen > self.rows:
            console.print(more(seen - self.rows))
