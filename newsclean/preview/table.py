"""Records as a table, one row each; as a list where the terminal is too narrow for a table."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from rich import box
from rich.console import Console, Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..article import Article
from ..language.script import count_words
from .clean import line
from .flags import WITH_BODY, flags

NARROW = 80
"""Terminal columns; with fewer a table would wrap every word."""
TWO_LINES = 100
"""From here on no cell has more than two lines."""
ROOMY = 130
ROOM = 6
"""Lines of a screen that a table's head and a prompt take."""

_TITLE_CHARS = 300
_CELL_CHARS = 60
_UNTITLED = "(no title)"


@dataclass(frozen=True, slots=True)
class Row:
    """What a table says of a record."""

    number: int
    """Among the records that came, from 1."""
    title: str
    publisher: str
    date: str
    authors: str
    words: int | None
    flags: tuple[str, ...]
    path: str
    confidence: float | None

    def key(self, sort: str) -> Any:
        """What rows are sorted by; the newest and the longest come first, what is empty last."""
        value = getattr(self, sort)
        if sort == "words":
            return -(value or 0)
        if sort == "date":
            return [-ord(char) for char in value] or [1]
        if sort == "confidence":
            return 2.0 if value is None else value
        return (not value, value.casefold())


def row(article: Article, number: int) -> Row:
    """The row of a record, which is the ``number``-th."""
    return Row(
        number=number,
        title=(article.title or article.url or _UNTITLED)[:_TITLE_CHARS],
        publisher=article.publisher or "",
        date=article.published or "",
        authors=", ".join(article.authors),
        words=_words(article),
        flags=tuple(flags(article)),
        path=article.source.path or "",
        confidence=article.confidence,
    )


def table(rows: list[Row], width: int) -> RenderableType:
    """The records, for a terminal of that width."""
    return _list(rows) if width < NARROW else _table(rows, width)


def more(count: int) -> Text:
    """A line for the records that are not drawn."""
    return Text(f"… and {count:,} more", style="dim")


def _table(rows: list[Row], width: int) -> Table:
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    drawn.row_styles = _stripes()
    size = (width >= ROOMY) + (width >= TWO_LINES)
    cells = [dict(zip(_CAPS, _cells(each, width >= ROOMY), strict=True)) for each in rows]
    columns = [n for n in _CAPS if _CAPS[n][size] and any(each[n].plain for each in cells)]
    widths = [
        min(_CAPS[name][size], max(len(name), *(each[name].cell_len for each in cells)))
        for name in columns
    ]
    title = columns.index("Title")
    others = sum(widths) - widths[title] + 2 * len(widths)
    widths[title] = min(widths[title], width - others)
    for name, given in zip(columns, widths, strict=True):
        justify: Literal["right", "left"] = "right" if name in ("#", "Words") else "left"
        drawn.add_column(name, width=given, overflow="fold", justify=justify)
    for each in cells:
        texts = [each[name] for name in columns]
        if width >= TWO_LINES:
            texts = [_two_lines(t, given) for t, given in zip(texts, widths, strict=True)]
        drawn.add_row(*texts)
    return drawn


def _two_lines(text: Text, width: int) -> Text:
    """The text, cut where it would wrap onto a third line of so many columns."""
    wrapped = text.wrap(_MEASURE, width)
    if len(wrapped) <= 2:
        return text
    first, second = wrapped[0], wrapped[1]
    second.rstrip()
    second.truncate(max(width - 1, 1))
    cut = Text("\n", overflow="fold").join([first, second + Text("…")])
    cut.style = text.style
    return cut


def _stripes() -> list[str]:
    """Styles of rows in turn: a darker or a lighter ground where the terminal tells its own."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    if not ground.isdigit():
        return ["", "dim"]
    return ["", "on color(254)" if int(ground) in (7, 15) else "on color(236)"]


_MEASURE = Console(file=io.StringIO(), width=1000)

#: The columns, and how wide each may be in an ordinary, a wide and a roomy terminal (0: left out).
#: The title has what the others leave.
_CAPS = {
    "#": (6, 6, 6),
    "Title": (200, 200, 200),
    "Publisher": (13, 15, 24),
    "Date": (10, 10, 16),
    "Authors": (13, 15, 24),
    "Words": (9, 9, 12),
    "Flags": (10, 12, 24),
    "File": (0, 12, 30),
}


def _cells(each: Row, roomy: bool) -> list[Text]:
    return [
        linked(Text(str(each.number), "dim"), each.path),
        linked(line(each.title, "bold", _TITLE_CHARS), each.path),
        line(each.publisher, limit=_CELL_CHARS),
        line(_date(each.date, roomy), limit=_CELL_CHARS),
        line(each.authors, limit=_CELL_CHARS),
        Text("" if each.words is None else f"{each.words:,}"),
        _flags(each),
        linked(line(each.path.rpartition("/")[2], "dim", _CELL_CHARS), each.path),
    ]


def linked(text: Text, path: str) -> Text:
    """The text with a link to the file that a record is of, where that is a file here.

    The address is made of the path's bytes alone, each that is no letter or digit escaped.
    """
    if os.path.isfile(path):  # noqa: PTH113
        address = "file://" + quote(os.fsencode(os.path.abspath(path)))  # noqa: PTH100
        text.stylize(Style(link=address))
    return text


def _list(rows: list[Row]) -> RenderableType:
    parts: list[RenderableType] = []
    for each in rows:
        words = "" if each.words is None else f"{each.words:,} words"
        facts = [each.publisher, _date(each.date), each.authors, words]
        below = Text(" · ").join(line(fact, "dim", _CELL_CHARS) for fact in facts if fact)
        if each.flags:
            below += Text(" · ") + _flags(each)
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=len(str(rows[-1].number)), justify="right")
        grid.add_column(overflow="fold")
        title = linked(line(each.title, "bold", _TITLE_CHARS), each.path)
        grid.add_row(Text(str(each.number), "dim"), title)
        grid.add_row(Text(""), below)
        parts.append(grid)
    return Group(*parts)


def _flags(each: Row) -> Text:
    return line(", ".join(each.flags), "yellow")


def _date(date: str, time: bool = True) -> str:
    """The day, and the time where there is one, without seconds and offset."""
    if date[10:11] != "T":
        return date
    return date[:16].replace("T", " ") if time else date[:10]


def _words(article: Article) -> int | None:
    """How many words there are; None for an item that is not meant to have a body."""
    words = article.word_count
    if words is None:
        words = sum(count_words(text) for text in article.texts())
    return words if words or article.kind in WITH_BODY else None
