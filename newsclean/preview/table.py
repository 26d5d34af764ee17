"""Records as a table, one row each; as a list where the terminal is too narrow for a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..article import Article
from ..words import count_words
from .clean import line
from .flags import flags

NARROW = 80
"""Terminal columns; with fewer a table would wrap every word."""
ROOMY = 110

_TITLE_CHARS = 300
_CELL_CHARS = 60
_UNTITLED = "(no title)"


def table(articles: Iterable[Article], width: int) -> RenderableType:
    """The records, for a terminal of that width."""
    rows = list(articles)
    return _list(rows) if width < NARROW else _table(rows, width)


def more(count: int) -> Text:
    """A line for the records that are not drawn."""
    return Text(f"… and {count:,} more", style="dim")


def _table(articles: list[Article], width: int) -> Table:
    roomy = width >= ROOMY
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    drawn.add_column("Title", min_width=width * 38 // 100 if roomy else 16, overflow="fold")
    drawn.add_column("Publisher", max_width=24 if roomy else 14, overflow="fold")
    drawn.add_column("Date", min_width=10, max_width=16 if roomy else 10, overflow="fold")
    drawn.add_column("Authors", max_width=26 if roomy else 14, overflow="fold")
    drawn.add_column("Words", justify="right", no_wrap=True)
    flagged = any(flags(article) for article in articles)
    if flagged:
        drawn.add_column("Flags", min_width=12, max_width=30 if roomy else 13, overflow="fold")
    for article in articles:
        cells = [
            _title(article),
            line(article.publisher or "", limit=_CELL_CHARS),
            line(_date(article), limit=_CELL_CHARS),
            line(", ".join(article.authors), limit=_CELL_CHARS),
            Text(f"{_words(article):,}"),
        ]
        if flagged:
            cells.append(_flags(article))
        drawn.add_row(*cells)
    return drawn


def _list(articles: list[Article]) -> RenderableType:
    parts: list[RenderableType] = []
    for article in articles:
        facts = [article.publisher or "", _date(article), ", ".join(article.authors)]
        facts.append(f"{_words(article):,} words")
        below = Text(" · ").join(line(fact, "dim", _CELL_CHARS) for fact in facts if fact)
        if flags(article):
            below += Text(" · ") + _flags(article)
        grid = Table.grid()
        grid.add_column(width=2)
        grid.add_column(overflow="fold")
        grid.add_row(Text("•"), _title(article))
        grid.add_row(Text(""), below)
        parts.append(grid)
    return Group(*parts)


def _title(article: Article) -> Text:
    return line(article.title or article.url or _UNTITLED, "bold", _TITLE_CHARS)


def _flags(article: Article) -> Text:
    return line(", ".join(flags(article)), "yellow")


def _date(article: Article) -> str:
    """The day, and the time where there is one, without seconds and offset."""
    date = article.published or ""
    return date[:16].replace("T", " ") if date[10:11] == "T" else date


def _words(article: Article) -> int:
    if article.word_count is not None:
        return article.word_count
    return sum(count_words(text) for text in article.texts())
