"""A newsletter: items between rules, each with a link to its story."""

from __future__ import annotations

import itertools

from ..dump import Dump
from ..lines import Line
from ..masthead import list_date
from ..story import Story
from . import entry
from .entry import source_at_end

_LEAST = 2


def read(dump: Dump) -> list[Story]:
    """The items of a newsletter, or nothing where the page is none.

    A segment between two rules is an item when it has a headline and a link::

        ----------
        WEATHER
        Rain at last
        It rained on Monday.
        Read more: https://valleycourier.example/rain
        ----------
    """
    rules = [at for at, line in enumerate(dump.lines) if line.role == "separator"]
    if len(rules) < _LEAST:
        return []
    edges = [-1, *rules, len(dump.lines)]
    segments = [dump.lines[a + 1 : b] for a, b in itertools.pairwise(edges)]
    if segments[0] and not _ends_in_link(segments[0]):
        segments[0] = []
    linked = [segment for segment in segments if _linked(segment)]
    if len(linked) < _LEAST or not _covers(segments, linked):
        return []
    list_date(dump, dump.lines.index(linked[0][0]))
    stories: list[Story] = []
    blurbs = any(line.plain and line.prose for segment in linked[:-1] for line in segment)
    for segment in segments:
        if segment is segments[-1] and blurbs and not any(map(_said, segment)):
            continue  # the foot of the letter
        if _linked(segment) and (story := entry.read(segment, dump)):
            stories.append(story)
    return stories if len(stories) >= _LEAST else []


def _ends_in_link(segment: list[Line]) -> bool:
    """No words of greeting follow the last link, as they do in the head of a letter."""
    links = [at for at, line in enumerate(segment) if line.role in ("readmore", "url")]
    return bool(links) and not any(line.plain for line in segment[links[-1] + 1 :])


def _said(line: Line) -> bool:
    return line.plain and (line.prose or line.sentence)


def _linked(segment: list[Line]) -> bool:
    """A link to the story or a source in brackets, and something to say above it."""
    if not any(line.role in ("readmore", "url") for line in segment) and not _sourced(segment):
        return False
    heads = [line for line in segment if line.plain]
    return bool(heads)


def _sourced(segment: list[Line]) -> bool:
    """``(Valley Courier)`` ends the segment, below a headline and a blurb."""
    plain = [line for line in segment if line.plain]
    if len(plain) < 2:
        return False
    headline, last = plain[0].text, plain[-1].text
    closed = bool(source_at_end(last)[1]) or (last[:1] == "(" and last[-1:] == ")")
    return closed and not headline.endswith(".") and len(last) <= 1200


def _covers(segments: list[list[Line]], linked: list[list[Line]]) -> bool:
    """Most running text stands in segments with a link."""

    def prose(some: list[list[Line]]) -> int:
        return sum(line.size for part in some for line in part if line.plain and line.prose)

    return prose(linked) * 2 >= prose(segments)
