"""A page explained: what became of each of its lines or blocks, and where each field came from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..article import Article, Evidence, field_names
from ..extract.reading import Fate, Reading
from . import Color, Stream
from .clean import line
from .panels import losers, shown
from .screen import screen

NARROW = 72
"""Terminal columns; with fewer, texts stand below what became of them."""
WIDE = 100
"""From here on reasons have a column of their own."""

_TEXT_CHARS = 160
_VALUE_CHARS = 300
_CHUNK = 200
"""Lines drawn at a time: a dump may have a hundred thousand."""


def draw_explanation(
    page_name: str,
    reading: Reading,
    articles: list[Article],
    *,
    width: int | None = None,
    color: Color = "auto",
    stream: Stream = "stdout",
    kept: bool = False,
) -> None:
    """Draw what was made of a page; of its lines, where ``kept``, only those that became something.

    ``reading`` has the fates of the page's lines or blocks; ``articles`` are its records as they
    left extract, with full evidence. ``width`` is in columns (None: the terminal's, or 80).
    """
    console = screen(stream, color, width)
    console.print(line(page_name, "bold"))
    if not reading.fates:
        console.print(Text("Nothing on this page.", style="dim"))
    several = len(articles) > 1
    fates = [fate for fate in reading.fates if fate.field is not None or not kept]
    where = max((len(fate.where) for fate in fates), default=0)
    for start in range(0, len(fates), _CHUNK):
        chunk = fates[start : start + _CHUNK]
        console.print(_fates(chunk, several, max(where, 5), console.width))
    console.print(_summary(reading, articles))
    for number, (article, found) in enumerate(zip_longest(articles, reading.articles)):
        if article is not None:
            console.print()
            console.print(_record(article, found, number if several else None))


def _fates(fates: list[Fate], several: bool, where: int, width: int) -> RenderableType:
    """Where each line or block is, its text, what it became, and why."""
    if width < NARROW:
        return Group(*(part for fate in fates for part in _stacked(fate, several)))
    wide = width >= WIDE
    drawn = Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )
    drawn.add_column("Where", width=min(where, 20 if wide else 12), overflow="fold")
    drawn.add_column("Text", ratio=3, overflow="fold")
    drawn.add_column("Became", width=26 if wide else 18, overflow="fold")
    if wide:
        drawn.add_column("Why", ratio=2, overflow="fold")
    for fate in fates:
        text, reason = _text(fate), line(fate.reason, "dim", _TEXT_CHARS)
        cells: list[RenderableType] = [line(fate.where, "dim", 60), text, _became(fate, several)]
        if wide:
            cells.append(reason)
        elif fate.reason:
            cells[1] = Group(text, reason)
        drawn.add_row(*cells)
    return drawn


def _stacked(fate: Fate, several: bool) -> Iterator[RenderableType]:
    yield line(fate.where, "dim", 60) + Text("  ") + _became(fate, several)
    yield Padding(_text(fate), (0, 0, 0, 2))
    if fate.reason:
        yield Padding(line(f"({fate.reason})", "dim", _TEXT_CHARS), (0, 0, 0, 2))


def _text(fate: Fate) -> Text:
    return line(fate.text, "dim" if fate.field is None else "", _TEXT_CHARS)


def _became(fate: Fate, several: bool) -> Text:
    if fate.field is None:
        return line(f"✗ {fate.role}" if fate.role else "✗", "red", 60)
    record = f"#{fate.record + 1} " if several and fate.record is not None else ""
    role = "" if fate.role == fate.field.partition("[")[0] else f" ({fate.role})"
    return line(f"→ {record}{fate.field}{role}", "green", 60)


def _summary(reading: Reading, articles: list[Article]) -> Text:
    kept = sum(fate.field is not None for fate in reading.fates)
    dropped = len(reading.fates) - kept
    records = f"{len(articles):,} record{'' if len(articles) == 1 else 's'}"
    return Text(f"{records}; of {len(reading.fates):,} parts {kept:,} kept, {dropped:,} dropped")


def _record(article: Article, found: Article | None, number: int | None) -> RenderableType:
    """Each field: its value, where that came from, and what lost."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(max_width=14, overflow="fold")
    grid.add_column(overflow="fold")
    evidence = article.evidence or (found.evidence if found is not None else None) or {}
    for name, parts in _fields(article, evidence):
        grid.add_row(line(name, "bold", 40), Group(*parts))
    title = Text("" if number is None else f"Record {number + 1}: ", style="bold")
    return Group(title + line(article.title or "(no title)", "bold", _VALUE_CHARS), grid)


def _fields(
    article: Article, evidence: dict[str, Evidence]
) -> Iterator[tuple[str, list[RenderableType]]]:
    for name, proof in evidence.items():
        text = shown(_value(article, name))
        parts: list[RenderableType] = [line(text, limit=_VALUE_CHARS) if text else Text("–")]
        raw = shown(proof.raw)
        came = f"from {proof.source}" if proof.source else ""
        if raw and raw != text:
            came += f"{', ' if came else ''}where it reads “{raw}”"
        if came:
            parts.append(line(came, "dim", _VALUE_CHARS))
        parts += [Text("not ", style="dim") + loser for loser in losers("", proof)]
        parts += [line(note, "yellow", _VALUE_CHARS) for note in proof.notes]
        yield name, parts


def _value(article: Article, name: str) -> Any:
    """What evidence of that name is about: a field of the record, or of its source."""
    if name == "body":
        return f"{len(article.body)} blocks"
    for part in (article, article.source):
        if name in field_names(type(part)):
            return getattr(part, name)
    return article.extra.get(name)
