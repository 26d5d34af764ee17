"""A live blog: entries under times of day, newest or oldest first."""

from __future__ import annotations

import re

from ..dates import clock, in_order
from ..dump import Dump, spans
from ..lines import Line, fold
from ..names import people
from ..story import Found, Piece, Story
from . import article, entry
from .head import take_authors

_LEAST = 3
_QUOTES = ("“", "„", "«", "‘", "'", '"', "¿", "¡")
_DOTTED = re.compile(r"\d{1,2}\.\d\d\b")
_DASH = re.compile(r"^ ?[-–—:|·•.] ?|^ ")


def read(dump: Dump) -> list[Story]:
    """The blog as an article and every entry as a post, or nothing where the page is no live blog.

    An entry is a time of day, alone or before a headline, and running text below it::

        20:15
        Polls close
        Voting has ended across the island.
    """
    stamps = [at for at, line in enumerate(dump.lines) if _stamp(line)]
    stamps = [
        at
        for at, end in spans(stamps, len(dump.lines))
        if _says_something(dump.lines[at + 1 : end])
    ]
    if len(stamps) < _LEAST or not in_order(dump.lines[at].text for at in stamps):
        return []
    if not _covers(dump.lines, stamps) or _sources(dump.lines, stamps):
        return []
    blog = article.head(dump, stamps[0])
    blog.kind = "article"
    date = blog.published
    posts = []
    for at, end in spans(stamps, len(dump.lines)):
        posts.append(_post(dump.lines[at:end], date, blog.publisher))
    return [blog, *posts]


def _stamp(line: Line) -> bool:
    """``20:15``, ``8:15 p.m.``, or ``20:15 - Polls close``."""
    if line.role == "time":
        return True
    if not line.plain or line.prose or line.size > 160:
        return False
    moment = clock(line.text)
    if moment is None or moment.end >= len(line.text) or line.sentence:
        return False
    cut = _DASH.match(line.text[moment.end :])
    rest = line.text[moment.end :][cut.end() :] if cut else ""
    return bool(cut) and (rest[:1].isupper() or rest[:1] in _QUOTES)


def _says_something(lines: list[Line]) -> bool:
    """There is a sentence under the time."""
    return any(line.plain and (line.sentence or line.prose) for line in lines[:12])


def _covers(lines: list[Line], stamps: list[int]) -> bool:
    """Hardly any running text stands above the entries or, like an article, in a single one."""
    texts = [_prose(lines[start:end]) for start, end in spans(stamps, len(lines))]
    return 2 * _prose(lines[: stamps[0]]) <= sum(texts) and max(texts) <= 0.7 * sum(texts) + 500


def _sources(lines: list[Line], stamps: list[int]) -> bool:
    """After the times stand few names, again and again, and headlines below: a list of links."""
    rests = [_after(lines[at]) for at in stamps]
    below = [lines[at + 1] for at in stamps if at + 1 < len(lines)]
    heads = sum(1 for line in below if entry.headline_like(line) and not line.sentence)
    if 2 * sum(1 for rest in rests if people(rest)) >= len(rests):
        return False  # who wrote the entries
    again = 1 < len(set(rests)) < len(rests) and all(0 < len(rest.split()) <= 5 for rest in rests)
    return again and 5 * heads >= 4 * len(stamps)


def _after(stamp: Line) -> str:
    """What follows the time of an entry on its line."""
    moment = clock(stamp.text)
    rest = stamp.text[moment.end :] if moment else ""
    cut = _DASH.match(rest)
    return rest[cut.end() :] if cut else rest


def _prose(lines: list[Line]) -> int:
    return sum(line.size for line in lines if line.plain and line.prose)


def _post(lines: list[Line], date: Found | None, publisher: Found | None) -> Story:
    story = Story(kind="post", publisher=publisher)
    stamp = lines[0]
    moment = clock(stamp.text)
    time = moment.raw if moment else stamp.text
    if _DOTTED.match(time):
        time = time.replace(".", ":", 1)
    stamp_value = f"{date.value} {time}" if date else time
    story.published = Found(
        stamp_value, stamp, "the entry's time" + (", the blog's day" if date else "")
    )
    rest = _after(stamp)
    if fold(rest):
        story.title = Found(rest, stamp, "after the entry's time")
    stamp.take("time", "the time of an entry")
    last = max((at for at, line in enumerate(lines) if line.plain and line.sentence), default=-1)
    for at, line in enumerate(lines[1:], start=1):
        if line.role == "byline":
            take_authors(story, line)
        elif not line.plain:
            continue
        elif at > last:
            line.take("tail", "no sentence follows")
        elif not story.body and not story.authors and people(line.text) and story.title:
            take_authors(story, line)
        elif story.title is None and not story.body and not line.sentence and line.size <= 160:
            story.title = Found(line.text, line, "the line under the entry's time")
            line.take("headline", "the line under the entry's time")
        else:
            story.body.append(Piece(line.text, line, line.kind or "paragraph", line.level))  # type: ignore[arg-type]
    return story
