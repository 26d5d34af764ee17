"""What dedupe found, drawn: the stories told twice, and why pairs were joined or not."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from . import Color, Stream
from .clean import line
from .screen import screen
from .table import NARROW

if TYPE_CHECKING:
    from ..dedupe.findings import Carrier, Cluster, Findings, Pair

CLUSTERS = 20
MEMBERS = 8
CLOSE = 10
"""How much of each is drawn; what is more is counted."""

_TITLE = 200
_NOTHING = 0.05
"""Evidence that weighs less than this is not drawn."""
_NAME = 40


class Look(Protocol):
    """How to draw."""

    color: Color


@dataclass(frozen=True, slots=True)
class DedupeReport:
    """Draws what was found. See `newsclean.dedupe.findings.Observer`."""

    report: bool
    """The stories by size, who carried them when, and the closest pairs that were kept apart."""
    explain: bool
    """Every pair that is, or nearly is, one story, with what spoke for and against it."""
    look: Look
    width: int | None = None
    stream: Stream = "stderr"

    def __call__(self, findings: Findings) -> None:
        """Draw."""
        console = screen(self.stream, self.look.color, self.width)
        if self.explain:
            for pair in findings.pairs:
                console.print(Padding(_evidence(pair), (0, 0, 1, 0)))
        if self.report:
            for drawn in _report(findings, console.width):
                console.print(drawn)


def _report(findings: Findings, width: int) -> Iterator[RenderableType]:
    clusters = sorted(findings.clusters, key=lambda c: (-len(c.others), c.kept.id))
    copies = sum(len(cluster.others) for cluster in clusters)
    yield Text(
        f"{_counted(findings.records, 'record')}, {_counted(findings.records - copies, 'story')}; "
        f"{len(clusters):,} told more than once",
        style="bold",
    )
    for cluster in clusters[:CLUSTERS]:
        yield from _cluster(cluster, width)
    if len(clusters) > CLUSTERS:
        yield Text(f"\n… and {len(clusters) - CLUSTERS:,} more", style="dim")
    close = [pair for pair in findings.pairs if pair.outcome == "kept apart"]
    if close:
        yield Text("\nThe closest pairs that were kept apart", style="bold")
        for pair in close[:CLOSE]:
            yield Padding(_evidence(pair), (1, 0, 0, 0))


def _counted(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def _cluster(cluster: Cluster, width: int) -> Iterator[RenderableType]:
    title = line(cluster.kept.title or "(no title)", "bold", _TITLE)
    yield Text.assemble(f"\n{1 + len(cluster.others):>3} × ", title)
    carriers = sorted((cluster.kept, *cluster.others), key=lambda c: c.published or "~")
    rows = [_cells(carrier, cluster.kept) for carrier in carriers[:MEMBERS]]
    if width < NARROW:
        for row in rows:
            told = Text("  ").join(cell for cell in row if cell.plain)
            yield Padding(told, (0, 0, 0, 6))
    else:
        drawn = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        drawn.add_column(width=16, overflow="fold")
        drawn.add_column(max_width=_NAME, overflow="fold")
        drawn.add_column(justify="right", width=5)
        drawn.add_column(overflow="fold")
        for row in rows:
            drawn.add_row(*row)
        yield Padding(drawn, (0, 0, 0, 6))
    if len(carriers) > MEMBERS:
        yield Padding(Text(f"… and {len(carriers) - MEMBERS:,} more", style="dim"), (0, 0, 0, 6))


def _cells(carrier: Carrier, kept: Carrier) -> tuple[Text, ...]:
    """When, by whom, how alike, and under which headline if under another."""
    likeness = Text("kept", style="green")
    if carrier is not kept:
        likeness = Text("" if carrier.similarity is None else f"{carrier.similarity:.0%}")
    title = carrier.title if carrier.title != kept.title else None
    return (
        line((carrier.published or "no date")[:16]),
        line(carrier.publisher or "unknown", limit=_NAME),
        likeness,
        line(title or "", "dim", _TITLE),
    )


def _evidence(pair: Pair) -> Table:
    """Two records, the verdict on them and how it came about."""
    drawn = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    drawn.add_column(justify="right", width=6)
    drawn.add_column(overflow="fold")
    style = "yellow" if pair.outcome == "kept apart" else "green"
    verdict = f"likely one story: {pair.outcome}"
    drawn.add_row(Text(_chance(pair.score), style=style), Text(verdict, style=style))
    for record in (pair.a, pair.b):
        drawn.add_row("", _named(record))
    for what, value in pair.evidence:
        if abs(value) < _NOTHING:
            continue
        drawn.add_row(Text(f"{value:+.1f}"), line(what, "" if value > 0 else "dim"))
    return drawn


def _named(record: Carrier) -> Text:
    named = line(record.title or "(no title)", "bold", _TITLE)
    for more in (record.publisher, record.published, record.id):
        if more:
            named.append(", ").append_text(line(more, limit=_NAME))
    return named


def _chance(score: float) -> str:
    """Log-odds as a percentage."""
    return f"{1 / (1 + math.exp(-min(30.0, max(-30.0, score)))):.0%}"
