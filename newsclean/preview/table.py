"""Records as a table, one row each; as a list where the terminal is too narrow for a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..article import Article
from ..flags import WITH_BODY, flags
from ..words import count_words
from .clean import line

NARROW = 80
"""Terminal columns; with fewer a table would wrap every word."""
ROOMY = 130

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
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    rows = [_cells(article, width >= ROOMY) for article in articles]
    columns = [name for name in _HEADS if name != "Flags" or any(row[-1].plain for row in rows)]
    widths = [
        min(_CAPS[name][width >= ROOMY], max(len(name), *(row[i].cell_len for row in rows)))
        for i, name in enumerate(columns)
    ]
    widths[0] = min(widths[0], width - 2 * len(widths) - sum(widths[1:]))
    for name, given in zip(columns, widths, strict=True):
        justify: Literal["right", "left"] = "right" if name == "Words" else "left"
        drawn.add_column(name, width=given, overflow="fold", justify=justify)
    for row in rows:
        drawn.add_row(*row[: len(columns)])
    return drawn


#: The columns, and how wide each may be in an ordinary and in a roomy terminal. The title has what
#: the others leave.
_CAPS = {
    "Title": (200, 200),
    "Publisher": (13, 24),
    "Date": (10, 16),
    "Authors": (13, 24),
    "Words": (9, 12),
    "Flags": (10, 24),
}
_HEADS = list(_CAPS)


def _cells(article: Article, roomy: bool) -> list[Text]:
    return [
        _title(article),
        line(article.publisher or "", limit=_CELL_CHARS),
        line(_date(article, roomy), limit=_CELL_CHARS),
        line(", ".join(article.authors), limit=_CELL_CHARS),
        Text(_words(article)),
        _flags(article),
    ]


def _list(articles: list[Article]) -> RenderableType:
    parts: list[RenderableType] = []
    for article in articles:
        facts = [article.publisher or "", _date(article), ", ".join(article.authors)]
        facts.append(f"{words} words" if (words := _words(article)) else "")
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


def _date(article: Article, time: bool = True) -> str:
    """The day, and the time where there is one, without seconds and offset."""
    date = article.published or ""
    if date[10:11] != "T":
        return date
    return date[:16].replace("T", " ") if time else date[:10]


def _words(article: Article) -> str:
    """How many words there are; nothing for an item that is not meant to have a body."""
    words = article.word_count
    if words is None:
        words = sum(count_words(text) for text in article.texts())
    return f"{words:,}" if words or article.kind in WITH_BODY else ""
