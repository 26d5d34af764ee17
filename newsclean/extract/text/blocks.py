"""From the decoded text of a page to its blocks: paragraphs, headings, list items.

A page in Markdown is parsed (`markdown`). Any other is freed of what a text browser writes around
text (`marks`), and the lines that belong together are joined (`unwrap`).
"""

from __future__ import annotations

from . import marks
from .dump import Dump
from .front import take_front
from .lines import split
from .signs import bounded, looks_like
from .unwrap import goes_on, unwrap

MOST_LINES = 20_000
"""Lines that are read of a page, without empty ones; no page of news has more."""


def read_blocks(text: str) -> Dump:
    """The blocks of a page of plain text, in page order, and what a dump tells of each.

    The time taken grows linearly with the length of the text.

    >>> dump = read_blocks("   * [1]Rain\\n   * [2]Snow\\n\\nReferences\\n"
    ...     "\\n   1. http://a/\\n   2. http://b/\\n")
    >>> [(line.text, line.kind, line.links, line.urls) for line in dump.lines]
    [('Rain', 'list_item', 1, ['http://a/']), ('Snow', 'list_item', 1, ['http://b/'])]
    >>> read_blocks("# Rain\\n\\nIt [rained](http://a/) on\\n**Monday**.").markdown
    True
    """
    lines, dump = split(text), Dump([])
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
        dump.unread.append(f"only the first {MOST_LINES:,} lines of the page were read")
    lines = take_front(dump, lines)
    if bounded(lines) and (dump.metadata or looks_like(lines)):
        from . import markdown

        dump.markdown = dump.tells_links = True
        on, dump.width = goes_on(lines)
        markdown.read(dump, lines, on)
        return dump
    dump.lines = lines
    marks.read_numbers(dump)
    unwrap(dump)
    marks.read_marks(dump)
    return dump
