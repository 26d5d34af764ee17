"""The verb ``preview``: records drawn for people. The only place where rich is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console

    from ..article import Article
    from .table import Row

Color = Literal["auto", "always", "never"]
Stream = Literal["stdout", "stderr"]
Sort = Literal["title", "publisher", "date", "authors", "words", "confidence"]

ROWS = 50
"""Rows that a table has at most, unless the user wants more."""
SORTS: tuple[Sort, ...] = ("title", "publisher", "date", "authors", "words", "confidence")
FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Preview:
    """Draw the records and pass them on.

    A table of titles, or with ``full`` everything there is to a record. No more than a screenful of
    records is held in memory, unless they are to be sorted: then their rows are.
    """

    full: bool = False
    rows: int | None = ROWS
    """How many records are drawn at most, in a table; None: all. What is more is counted."""
    width: int | None = None
    """In columns. None: the terminal's, or 80."""
    color: Color = "auto"
    """``auto``: on a terminal, unless NO_COLOR is set or TERM is dumb."""
    stream: Stream = "stderr"
    sort: Sort | None = None
    """What the rows of a table are sorted by; None: as the records came."""
    where: str | None = None
    """Draw only records with this flag (``no date``), or with any (``flagged``)."""
    pager: bool = False
    """Draw into the pager where the stream is a terminal."""
    name = "preview"

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `newsclean.stage.Tap`."""
        from .screen import paged

        with paged(self.stream, self.color, self.width, self.pager) as console:
            yield from (self._panels if self.full else self._table)(articles, console)

    def _panels(self, articles: Iterable[Article], console: Console) -> Iterator[Article]:
        from .panels import panel

        for number, article in zip(count(1), articles, strict=False):
            if self._wanted(article):
                console.print(panel(article, number, console.width))
            yield article

    def _table(self, articles: Iterable[Article], console: Console) -> Iterator[Article]:
        from .table import ROOM, more, row, table

        screenful = max(10, console.height - ROOM) if console.is_terminal else ROWS
        waiting: list[Row] = []
        wanted = 0
        for number, article in zip(count(1), articles, strict=False):
            if self._wanted(article):
                wanted += 1
                if self.sort or self.rows is None or wanted <= self.rows:
                    waiting.append(row(article, number))
            if len(waiting) == screenful and not self.sort and wanted != self.rows:
                console.print(table(waiting, console.width))
                waiting = []
            yield article
        if sort := self.sort:
            waiting.sort(key=lambda each: each.key(sort))
            del waiting[wanted if self.rows is None else self.rows :]
        step = screenful if self.sort else max(len(waiting), 1)
        for start in range(0, len(waiting), step):
            console.print(table(waiting[start : start + step], console.width))
        if self.rows is not None and wanted > self.rows:
            console.print(more(wanted - self.rows))

    def _wanted(self, article: Article) -> bool:
        if self.where is None:
            return True
        from .flags import flags, remarks

        return bool(remarks(article)) if self.where == FLAGGED else self.where in flags(article)
