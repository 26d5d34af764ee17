"""Several whole articles, one after the other, in one file."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

from .. import masthead
from ..dump import Dump, spans
from ..lines import Line
from ..names import people
from ..story import Story
from . import article
from .headline import free, headline_shaped

_NEAR = 5
"""So many lines from the headline its date and its names may stand."""
_LEAST_TEXT = 400
_DATES = frozenset({"date", "label date"})
_NAMES = frozenset({"byline", "label author"})


def read(dump: Dump) -> list[Story]:
    """The articles of a file that holds more than one, or nothing.

    A new one begins where, below running text, a headline with a date stands beside a byline, or
    below a rule, a wide gap or the site's name, and running text follows::

        Rain at last
        By Ana Cruz
        3 May 2024
        ...
        ----------
        A whale is seen
        By Lise Holm
        4 May 2024
        ...
    """
    starts = _starts(dump)
    if len(starts) < 2:
        return []
    stories: list[Story] = []
    for start, end in spans(starts, len(dump.lines)):
        part = _part(dump, start, end)
        if story := article.read(part):
            stories.append(story)
    return stories


def _part(dump: Dump, start: int, end: int) -> Dump:
    """The lines of one article as a page of its own; what it does not say, the whole page says."""
    part = Dump(dump.lines[start:end], links=dump.links)
    if not start:
        return replace(dump, lines=part.lines)
    masthead.survey(part)
    if part.site is None:
        part.site, part.site_name = dump.site, dump.site_name
        part.aggregator = dump.aggregator
    if part.owner is None:
        part.owner, part.owner_line = dump.owner, dump.owner_line
    if part.retrieved is None:
        part.retrieved, part.retrieved_line = dump.retrieved, dump.retrieved_line
    return part


def _starts(dump: Dump) -> list[int]:
    """Index of the first line of every article."""
    lines = dump.lines
    texts = [at for at, line in enumerate(lines) if line.plain and line.prose]
    shape = _head(lines, 0, texts[0]) if len(texts) >= 4 else None
    if shape is None:
        return []
    usual = Counter(lines[at].gap for at in texts).most_common(1)[0][0]
    starts = [0]
    for above, below in itertools.pairwise(texts):
        first = above + 1
        while first < below and lines[first].plain and lines[first].sentence:
            first += 1
        if below - first < 2 or _head(lines, first, below) != shape:
            continue
        if _parted(dump, first, below, usual + 2):
            starts.append(first)
    enough = all(_enough(lines[start:end]) for start, end in spans(starts, len(lines)))
    return starts if enough else []


def _enough(lines: list[Line]) -> bool:
    """Three paragraphs, and not a heap of teasers about them."""
    plain = [line for line in lines if line.plain]
    texts = [line.size for line in plain if line.prose]
    return len(texts) >= 3 and sum(texts) >= _LEAST_TEXT and 3 * len(texts) >= len(plain)


def _headlines(lines: list[Line], start: int, end: int) -> list[int]:
    return [
        at
        for at in range(start, end)
        if lines[at].kind != "list_item"
        and (
            headline_shaped(lines[at]) or (lines[at].plain and free(lines[at].text)[1].strip("? "))
        )
    ]


def _head(lines: list[Line], start: int, end: int) -> bool | None:
    """Whether the date stands below the last headline that has one near it; None: none has."""
    for at in reversed(_headlines(lines, start, end)):
        dates = [n for n in _around(at, start, end) if lines[n].role in _DATES]
        if dates:
            return dates[0] > at
    return None


def _around(at: int, start: int, end: int) -> range:
    return range(max(start, at - _NEAR), min(end, at + _NEAR + 1))


def _parted(dump: Dump, start: int, end: int, wide: int) -> bool:
    """A border stands above the headline, or a name beside it, and nothing calls it a teaser."""
    lines = dump.lines
    site = dump.site.words if dump.site else None
    between = lines[start:end]
    if any(line.role in ("related", "popular", "readmore", "comments") for line in between):
        return False
    if any(line.gap >= wide or line.role == "separator" for line in between):
        return True
    if any(line.words == site for line in between):
        return True
    return any(
        lines[n].role in _NAMES or (lines[n].plain and n != at and people(lines[n].text))
        for at in _headlines(lines, start, end)
        for n in _around(at, start, end)
    )
