"""How a page is laid out, and the stories in it.

Each layout is one file with ``read(dump)``: the stories of a page laid out that way, or nothing.
"""

from __future__ import annotations

from ..confidence import doubt_odd
from ..dump import Dump
from ..story import Story
from . import article, digest, index, liveblog, newsletter, rows, series, several

#: In the order they are tried; a page of several stories shows more of its shape than one of one.
MANY = (
    liveblog.read,
    newsletter.read,
    digest.read,
    rows.read,
    series.parted,
    index.read,
    series.read,
    several.read,
)


def read(dump: Dump) -> list[Story]:
    """The stories of a page, by the first layout that fits it."""
    for layout in MANY:
        if stories := layout(dump):
            doubt_odd(stories)
            return stories
    story = article.read(dump)
    return [story] if story else []
