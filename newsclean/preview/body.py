"""A body drawn block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..article import Block
from .clean import line, lines

_MAX_COLUMNS = 6
_MAX_ROWS = 100
_MAX_INDENT = 6


def body(blocks: list[Block], width: int) -> Iterator[RenderableType]:
    """The blocks, with blank lines between paragraphs but not between list items."""
    numbers: list[int] = []
    before: Block | None = None
    for block in blocks:
        if block.type == "list_item":
            depth = min(max(block.level or 1, 1), _MAX_INDENT)
            numbers[depth:] = []
            numbers += [0] * (depth - len(numbers))
            numbers[-1] += 1
        else:
            numbers = []
        if before is not None and not (before.type == block.type == "list_item"):
            yield Text("")
        yield from _block(block, numbers, width)
        before = block


def _block(block: Block, numbers: list[int], width: int) -> Iterator[RenderableType]:
    if block.type == "heading":
        yield lines(block.text, "bold")
    elif block.type == "list_item":
        marker = f"{numbers[-1]}. " if block.ordered else "• "
        yield _hanging("  " * (len(numbers) - 1) + marker, lines(block.text))
    elif block.type == "quote":
        yield _Barred(lines(block.text, "italic"))
    elif block.type == "code":
        yield Padding(lines(block.text, "cyan"), (0, 0, 0, 2))
    elif block.type == "table":
        yield from _table(block, width)
    elif block.type == "image":
        parts = [part for part in (block.alt, block.caption, block.text) if part]
        yield line("[image] " + " – ".join(dict.fromkeys(parts)), "dim")
    else:
        yield lines(block.text)


@dataclass(frozen=True, slots=True)
class _Barred:
    """A text with a bar along its left side."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for wrapped in self.text.wrap(console, max(options.max_width - 2, 1)):
            yield Text("│ ", style="dim") + wrapped


def _hanging(marker: str, text: Text) -> Table:
    """The text with its later lines under its first."""
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(marker, style="dim"), text)
    return grid


def _table(block: Block, width: int) -> Iterator[RenderableType]:
    rows = [row.split("\t") for row in block.text.split("\n") if row.strip()]
    columns = max((len(row) for row in rows), default=0)
    if columns > min(_MAX_COLUMNS, width // 10):
        for row in rows[:_MAX_ROWS]:
            yield line(" | ".join(row))
    elif columns:
        grid = Table(box=box.SIMPLE, show_header=False, padding=(0, 1))
        for _ in range(columns):
            grid.add_column(overflow="fold")
        for row in rows[:_MAX_ROWS]:
            grid.add_row(*(line(cell.strip()) for cell in row))
        yield grid
    if len(rows) > _MAX_ROWS:
        yield Text(f"… and {len(rows) - _MAX_ROWS:,} more rows", style="dim")
    if block.caption:
        yield line(block.caption, "dim")
