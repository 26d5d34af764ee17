"""From the decoded text of a page dump to records.

A page goes through small passes over its lines: `lines.split`, `unwrap.unwrap` (marks of the dump
and hard line breaks), `roles.assign` (what each line is), `masthead.survey` (whose page, which
day), one of the `layouts` (which lines belong to which story) and `assemble.record`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reading import Fate, Reading, note_unread

if TYPE_CHECKING:
    from .dump import Dump
    from .lines import Line

MOST_LINES = 20_000
"""Lines that are read of a page, without empty ones; no page of news has more."""


def read_text(text: str) -> Reading:
    """The records on a page of plain text, and the fate of every line that is not empty.

    Values stand as the page has them, with white space made even. The time taken grows linearly
    with the length of the text. Raises `InputError` where there is no record in the first
    `MOST_LINES` lines and there are more; else never. What was left unread is noted in the
    evidence.

    >>> page = "Rain in the north\\n\\n" + "The rain that fell on Monday filled the lake. " * 9
    >>> read_text(page).articles[0].title
    'Rain in the north'
    """
    # HTML has use for some modules of this folder, and none for all it takes to read text.
    from . import assemble, layouts, marks, masthead, roles, unwrap
    from .dump import Dump
    from .lines import split

    lines, left = split(text), []
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
        left = [f"only the first {MOST_LINES:,} lines of the page were read"]
    dump = Dump(lines)
    marks.read_marks(dump)
    unwrap.unwrap(dump)
    roles.assign(dump)
    masthead.survey(dump)
    stories = layouts.read(dump)
    articles = [assemble.record(dump, found, at) for at, found in enumerate(stories)]
    return note_unread(Reading(articles, fates(dump)), left)


def fates(dump: Dump) -> list[Fate]:
    """One fate for every line of the page that is not empty, in page order."""
    found: list[Fate] = []
    for line in [*dump.lines, *dump.dropped]:
        found += _of(line)
    found.sort(key=lambda fate: int(fate.where[5:]))
    return found


def _of(line: Line) -> list[Fate]:
    field = ", ".join(line.fields) or None
    return [
        Fate(
            where=f"line {number}",
            text=raw,
            role=line.role or "other",
            field=field,
            record=line.record,
            reason=line.reason or ("" if line.fields else "no story claims it"),
        )
        for number, raw in line.parts
    ]
