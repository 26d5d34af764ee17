"""A record as a panel: its fields, its body, and what was dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..article import Article, Evidence, Part, to_dict
from ..flags import flags
from .body import body
from .clean import line

_VALUE_CHARS = 500
_REJECTED = 10
"""Values that lost, per field, that are worth a reader's time."""

#: Drawn apart, or of no use to a reader.
_ELSEWHERE = frozenset({"title", "body", "evidence", "id"})
_NO_SOURCE = frozenset({"sha256", "position", "saved"})


def panel(article: Article, number: int, width: int) -> Panel:
    """The record, which is the ``number``-th, for a terminal of that width."""
    parts: list[RenderableType] = [
        line(article.title or "(no title)", "bold", _VALUE_CHARS),
        Text(""),
        _fields(article),
    ]
    blocks = list(body(article.body, width - 4))
    if blocks:
        parts += [_rule("Body"), *blocks]
    dropped = list(_dropped(article))
    if dropped:
        parts += [_rule("Dropped"), *dropped]
    remarks = flags(article)
    return Panel(
        Group(*parts),
        box=box.ROUNDED,
        title=Text(f" {number} "),
        title_align="left",
        subtitle=line(f" {', '.join(remarks)} ", "yellow") if remarks else None,
        subtitle_align="right",
        border_style="dim",
        padding=(0, 1),
        width=min(width, 120),
    )


def _rule(name: str) -> RenderableType:
    return Group(Text(""), Rule(Text(name), style="dim", align="left"))


def _fields(article: Article) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", overflow="fold", max_width=14)
    grid.add_column(overflow="fold")
    for name, value in _rows(to_dict(article)):
        grid.add_row(line(name.replace("_", " "), "dim", 40), line(value, limit=_VALUE_CHARS))
    return grid


def _rows(fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if name == "source":
            value = {key: value[key] for key in value if key not in _NO_SOURCE}
        text = shown(value)
        if text and name not in _ELSEWHERE:
            yield name, text


def _rows_of(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, inner in value.items() if (text := shown(inner)))


def shown(value: Any) -> str:
    """A value of a record in few words.

    >>> shown(["A. Lee", "B. Roy"]), shown({"site": "Hill News", "format": None}), shown(True)
    ('A. Lee, B. Roy', 'site: Hill News', 'yes')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Part):
        value = to_dict(value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, text in _rows_of(value))
    if isinstance(value, list):
        nested = any(isinstance(item, dict) for item in value)
        return ("; " if nested else ", ").join(shown(item) for item in value)
    return str(value)


def _dropped(article: Article) -> Iterator[Text]:
    """Lines and values of the page that lost, and what a reader should know."""
    for name, evidence in (article.evidence or {}).items():
        yield from losers("" if name == "dropped" else name, evidence)
        for note in evidence.notes:
            yield line(f"{name}: {note}", "yellow", _VALUE_CHARS)


def losers(name: str, evidence: Evidence) -> Iterator[Text]:
    """The values that were rejected for a field (named where ``name`` is given), a line each."""
    label = line(f"{name}: " if name else "", "dim")
    for loser in evidence.rejected[:_REJECTED]:
        raw, source, reason = (shown(loser.get(key) or "") for key in ("raw", "source", "reason"))
        text = Text(overflow="fold") + label + line(f"“{raw}”", limit=_VALUE_CHARS)
        text += line(f" {source}" if source else "", "dim")
        text += line(f" – {reason}" if reason else "", "dim", _VALUE_CHARS)
        yield text
    if len(evidence.rejected) > _REJECTED:
        yield label + Text(f"… and {len(evidence.rejected) - _REJECTED:,} more", style="dim")
