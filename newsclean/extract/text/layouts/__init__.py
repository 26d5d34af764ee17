"""How a page is laid out, and the stories in it.

Layouts compete. Each proposes an explanation of the whole page (which lines are the parts of which
record, and which are furniture) with a score; the best explanation is read. Scores are nats: how
much likelier the page is so than if every line were furniture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..confidence import doubt_odd
from ..dump import Dump
from ..story import Story
from . import article, entries, liveblog, several
from .evidence import clues, is_one_story, odds, parse

_CLOSE = 2.0
"""A second explanation is asked where the first holds no story, if it is so many nats near."""


@dataclass(frozen=True)
class Explanation:
    """One way to see a page."""

    layout: str
    score: float
    """Nats saved over a page of nothing but furniture."""
    read: Callable[[], list[Story]]
    """The records of the page, seen so."""


def propose(dump: Dump) -> list[Explanation]:
    """All ways to see a page, the likeliest first."""
    parsed = parse(dump)
    if parsed is None:
        return []
    page, found = parsed.page, parsed.units

    def one() -> list[Story]:
        if parts := several.read(dump, page):
            return parts
        record = article.read(dump)
        return [record] if record else []

    def many() -> list[Story]:
        return liveblog.read(dump, found) or entries.read(dump, found)

    score = parsed.story.score
    ways = [Explanation("article", score, one)]
    if seen := clues(dump, parsed):
        ways.append(Explanation("list", score + odds(seen), many))
    return sorted(ways, key=lambda way: -way.score)


def read(dump: Dump) -> list[Story]:
    """The stories of a page, by the likeliest explanation that holds any."""
    if is_one_story(dump) and (story := article.read(dump)):
        return [story]
    ways = propose(dump)
    for way in ways:
        if way.score < ways[0].score - _CLOSE:
            break
        if stories := way.read():
            doubt_odd(stories)
            return stories
    return []
