"""From the decoded text of a page dump to records.

A page goes through small passes: `blocks.read_blocks` (the marks of the dump and hard line
breaks), `roles.assign` (what each line is), `masthead.survey` (whose page, which day), one of the
`layouts` (which lines belong to which story) and `assemble.record`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reading import Fate, Reading, note_unread

if TYPE_CHECKING:
    from .dump import Dump
    from .lines import Line


def read_text(text: str, *, fated: bool = True) -> Reading:
    """The records on a page of plain text and, where ``fated``, the fate of every line with text.

    Values stand as the page has them, with white space made even. The time taken grows linearly
    with the length of the text. Raises `InputError` where there is no record in the first
    `blocks.MOST_LINES` lines and there are more; else never. What was left unread is noted in the
    evidence.

    >>> page = "Rain in the north\\n\\n" + "The rain that fell on Monday filled the lake. " * 9
    >>> read_text(page).articles[0].title
    'Rain in the north'
    """
    # HTML has use for some modules of this folder, and none for all it takes to read text.
    from . import assemble, layouts, masthead, roles, tagger
    from .blocks import read_blocks

    dump = read_blocks(text)
    dump.p = tagger.load().roles(dump)
    roles.assign(dump)
    masthead.survey(dump)
    stories = layouts.read(dump)
    articles = [assemble.record(dump, found, at) for at, found in enumerate(stories)]
    if fated:
        tagger.tell(dump)
    return note_unread(Reading(articles, fates=fates(dump) if fated else []), dump.unread)


def fates(dump: Dump) -> list[Fate]:
    """One fate for every line of the page that is not empty, in page order."""
    found: dict[str, Fate] = {}
    for line in [*dump.lines, *dump.dropped]:
        for fate in _of(line):
            # A line of Markdown may hold several blocks; one that is in a record speaks for it.
            known = found.get(fate.where)
            if known is None or (fate.field and not known.field):
                found[fate.where] = fate
    return sorted(found.values(), key=lambda fate: int(fate.where[5:]))


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
