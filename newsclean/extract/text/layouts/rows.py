"""An index page whose entries are one line each: headline, source and perhaps a date."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from ..dates import yearless
from ..dump import Dump
from ..lines import Line
from ..masthead import list_date
from ..names import domain, outlet, people
from ..phrases import phrases
from ..story import Found, Story
from . import entry
from .digest import cut_label
from .headline import free
from .index import on_the_day

_LEAST = 4
_BARS = (" | ", " — ", " – ", " - ", " · ", " • ", " / ", ", ")
_DAY = re.compile(
    r"(?:, |[ (\[|·•—–-] ?)([^\W\d_]{3,10}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,10}\.?)[)\]]?$"
)


_RANK = re.compile(r"#?\d{1,3} ?[.:)]? ?[|] ?")
_TIME = re.compile(r"[\[(]?(\d{1,2}[:.]\d\d)[\])]? ?[-–—|·]? +")


@dataclass
class Row:
    """One line taken apart."""

    line: Line
    pattern: str
    headline: str
    source: str
    date: str


def read(dump: Dump) -> list[Story]:
    """The entries of a page of lines that are all taken apart in one way, or nothing.

    ``- Rain at last in the north — Valley Courier, May 3`` or ``Valley Courier: Rain at last``
    """
    _sources_below(dump)
    found = [row for line in dump.lines[dump.masthead :] for row in _rows(line)]
    if len(found) < _LEAST:
        return []
    pattern, count = Counter(row.pattern for row in found).most_common(1)[0]
    rows = {row.line.number: row for row in found if row.pattern == pattern}
    if count < _LEAST or not _covers(dump, rows) or not _sources(list(rows.values())):
        return []
    first = next(at for at, line in enumerate(dump.lines) if line.number in rows)
    list_date(dump, first)
    stories: list[Story] = []
    section: Line | None = None
    for line in dump.lines[min(first, dump.masthead) :]:
        if row := rows.get(line.number):
            stories.append(_story(row, section))
            on_the_day(dump, stories[-1])
        elif line.role == "section" or (line.plain and _heading(line)):
            line.take("section", "a heading over entries")
            section = line
    return stories


def _sources_below(dump: Dump) -> None:
    """A source in brackets that was broken off an item of a list goes back to its line."""
    for above, below in itertools.pairwise(dump.lines):
        bracketed = below.role in ("", "credit") and below.text[:1] + below.text[-1:] == "()"
        inward = above.kind == "list_item" and not below.gap and below.indent > above.indent
        if bracketed and inward and above.plain and not above.sentence:
            above.text += " " + below.text
            above.parts += below.parts
            below.parts = []
            below.take("entry data", "goes on from the line above")
            for cached in ("words", "size", "sentence"):
                above.__dict__.pop(cached, None)


def _rows(line: Line) -> list[Row]:
    """The ways to take a line apart; a line of running text is none."""
    if not line.plain or line.size > 260 or (line.prose and line.size > 200):
        return []
    before = _RANK.match(line.text) or _TIME.match(line.text)
    text, date = entry.trailing_date(line.text[before.end() :] if before else line.text)
    if before and not date and before.re is _TIME:
        date = before.group(1)
    if not date and (found := _DAY.search(text[-40:])) and yearless(found.group(1)):
        text, date = text[: len(text) - len(found.group())], found.group(1)
    text = text.rstrip(" ,|·•—–-(")
    rows: list[Row] = []
    headline, source = entry.source_at_end(text)
    if source and len(headline.split()) > 1:
        rows.append(Row(line, "()", headline, source, date))
    for bar in _BARS:
        headline, cut, source = text.rpartition(bar)
        if cut and len(headline.split()) > 1 and _name(source):
            rows.append(Row(line, bar + "$", headline, source, date))
            break
    parts = cut_label(line.text)
    if parts and parts[2] != "()" and len(parts[1].split()) > 1:
        rows.append(Row(line, parts[2], parts[1], parts[0], ""))
    return rows


def _name(text: str) -> bool:
    words = text.split()
    return domain(text) or (
        0 < len(words) <= 5 and text[:1].isupper() and not text.endswith((".", "?", "!", "”"))
    )


def _covers(dump: Dump, rows: dict[int, Row]) -> bool:
    """Between the first row and the last there is hardly a line of another kind, nor around."""
    numbers = sorted(rows)
    plain = [line for line in dump.lines if line.plain]
    inside = [line for line in plain if numbers[0] <= line.number <= numbers[-1]]
    others = [line for line in inside if line.number not in rows and not _heading(line)]
    beside = sum(line.size for line in plain if line.prose and line.number not in rows)
    held = sum(rows[number].line.size for number in numbers)
    return 5 * len(others) <= len(rows) and 4 * beside <= held


def _heading(line: Line) -> bool:
    known = line.words in phrases().words("section")
    return line.kind == "heading" or (len(line.words) <= 3 and (line.text.isupper() or known))


def _sources(rows: list[Row]) -> bool:
    """The names are sources: they come back, or are newspapers', or dates stand beside them."""
    names = [row.source.casefold() for row in rows]
    papers = sum(1 for row in rows if outlet(row.source) >= 3)
    persons = sum(1 for row in rows if people(row.source) and outlet(row.source) < 3)
    dated = sum(1 for row in rows if row.date)
    again = sum(count for count in Counter(names).values() if count > 1)
    if 2 * persons > len(rows):
        return False  # names that lead what they say
    if 3 * papers >= len(rows) and 2 * max(papers, again) >= len(rows):
        return True
    return 2 * dated > len(rows) and again > 0


def _story(row: Row, section: Line | None) -> Story:
    line = row.line
    story = Story(kind="link")
    text, _ = free(row.headline)
    story.title = Found(text, line, "the headline of an entry")
    story.publisher = Found(row.source, line, "beside the headline")
    if row.date:
        story.published = Found(row.date, line, "beside the headline")
    if line.urls:
        story.url = Found(line.urls[0], line, "the headline's link")
    if section is not None:
        story.section = Found(section.text.strip("#[]<>*-=~: "), section, "the heading above")
    line.take("headline", "the headline of an entry")
    return story
