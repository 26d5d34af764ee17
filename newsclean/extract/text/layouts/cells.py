"""The cells of a line of data: ``Ana Cruz, Valley Courier | 3 May 2024 | 12 comments``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ....language.bylines import said
from ....language.dates.scan import clock, relative, scan, yearless
from ....language.script import words_of

_BARS = re.compile(r" ?[|·•‧∙◦⋅] ?| [-–—/] |\t")
_EDGES = " .,;:|·•-–—()[]"
_COUNT = re.compile(
    r"\d[\d.,]{0,12}[km]? [^\W\d_]{2,20}|[^\W\d_]{2,20}: ?\d[\d.,]{0,12}|\d{1,6}", re.I
)
_TAIL = 6
_AGO = re.compile(r"\d")


@dataclass(slots=True)
class Cell:
    """A piece of a line of data."""

    text: str
    role: str = ""
    """``date``, ``count``, ``author``, or nothing where its column must tell."""


def cells(text: str) -> list[Cell]:
    """Cut a line of data at its bars and dates, and tell what a cell by itself can tell.

    >>> [(cell.text, cell.role) for cell in cells("Valley Courier · 3 hours ago · 12 comments")]
    [('Valley Courier', ''), ('3 hours ago', 'date'), ('12 comments', 'count')]
    """
    if len(text) > 200:
        return [Cell(text)]
    found: list[Cell] = []
    dates = scan(text)
    last = 0
    for when in dates:
        found += _cut(text[last : when.first])
        found.append(Cell(when.whole, "date"))
        last = when.end
    found += _cut(text[last:])
    return _drop_words_of_dates(found)


def _cut(text: str) -> list[Cell]:
    return [cell for piece in _BARS.split(text) for cell in _tell(piece.strip(_EDGES))]


def _tell(piece: str) -> list[Cell]:
    if not words_of(piece):
        return []
    if relative(piece) or yearless(piece):
        return [Cell(piece, "date")]
    moment = clock(piece)
    if moment is not None and len(piece) - moment.end <= 6:
        return [Cell(piece, "date")]
    if _COUNT.fullmatch(piece):
        return [Cell(piece, "count")]
    if names := said(piece):
        return [Cell(", ".join(names), "author")]
    before, date = trailing_date(piece)
    if date:
        return [*_tell(before), Cell(date, "date")]
    return [Cell(piece)]


def _drop_words_of_dates(found: list[Cell]) -> list[Cell]:
    """``Published at`` and ``updated`` before or between dates say nothing of their own."""
    if not any(cell.role == "date" for cell in found):
        return found
    return [
        cell
        for at, cell in enumerate(found)
        if cell.role
        or not (cell.text == cell.text.casefold() and len(cell.text.split()) <= 3)
        or at + 1 == len(found)
    ]


def trailing_date(text: str) -> tuple[str, str]:
    """A text and the date, time or relative date it ends with.

    >>> trailing_date("Rain at last (Valley Courier) 3 hours ago")
    ('Rain at last (Valley Courier)', '3 hours ago')
    >>> trailing_date("published at 17:30"), trailing_date("Rain at last")
    (('published at', '17:30'), ('Rain at last', ''))
    """
    dates = scan(text)
    if dates and dates[-1].end >= len(text) - 1:
        last = dates[-1]
        return text[: last.first].rstrip(" -–—·|,(["), last.whole
    tokens = text.split(" ")
    for count in range(min(_TAIL, len(tokens) - 1), 0, -1):
        tail = " ".join(tokens[-count:]).strip(" ()[]-–—·|,")
        name = count == 1 and tail[:1].isupper() and tokens[-2][-1:].isalnum()
        told = relative(tail) or (count > 1 and yearless(tail)) or _time(tail)
        if told and not name:  # "Valley Today" is a paper
            return " ".join(tokens[:-count]).rstrip(" -–—·|,(["), tail
    return text, ""


def _time(text: str) -> bool:
    moment = clock(text)
    return (
        moment is not None and moment.end == len(text) and bool(re.search(r"[:h]|[ap]\.?m", text))
    )
