"""A live blog: posts under times of day, newest or oldest first."""

from __future__ import annotations

import re

from ....language.bylines import persons, said
from ....language.dates.scan import clock, in_order, scan
from ....language.script import words_of
from ..dump import Dump
from ..lines import Line
from ..story import Found, Piece, Story
from . import article
from .listing import Unit
from .shapes import Shape

_HOURS = re.compile(r"\W?([01]\d|2[0-3])([0-5]\d)\b")
_DOTTED = re.compile(r"(\d{1,2})\.(\d\d)")
_AFTER = re.compile(r"\A\W{0,2}(?: ?[A-Z]{2,4}\b)?[\s)\],:.|·•–—-]{1,4}")


def read(dump: Dump, units: list[Unit]) -> list[Story]:
    """The blog as an article and every unit as a post; nothing where the units are no posts.

    A post has a time of day and running text; the times only fall, or only rise.
    """
    head = next((at for at, unit in enumerate(units) if stamp(unit)), 0)
    units = units[head:]
    stamps = [stamp(unit) for unit in units]
    times = [time for time, _, _ in filter(None, stamps)]
    if len(times) < 3 or 5 * len(times) < 4 * len(units) or not in_order(times):
        return []
    stamped = next(unit for unit, found in zip(units, stamps, strict=True) if found)
    first = dump.lines.index(stamped.lines[0][1].line)
    above = dump.lines[max(0, first - 12) : first]
    if not _says([unit for unit in units if stamp(unit)], any(said(a.text) for a in above)):
        return []
    blog = article.head(dump, first)
    blog.kind = "article"
    if blog.published is not None:
        blog.published.value = _day(blog)  # a time beside it is the first post's
    posts = [_post(unit, found, blog) for unit, found in zip(units, stamps, strict=True) if found]
    return [blog, *posts]


def _says(units: list[Unit], signed: bool) -> bool:
    """Most units say something, and are no teasers: they are signed, long or have no headline."""
    said = [unit for unit in units if unit.at("B") or unit.lines[0][1].line.size >= 100]
    bare = sum(1 for unit in units if not unit.at("T"))
    size = sum(shape.line.size for unit in units for shape in unit.at("B")) / max(1, len(units))
    sections = len({unit.section.line.words for unit in units if unit.section}) > 1
    many = signed or 2 * bare >= len(units) or size >= 180
    return 5 * len(said) >= 4 * len(units) and many and not sections


def stamp(unit: Unit) -> tuple[str, Shape, str] | None:
    """The time of a post, its line, and what else that line says."""
    for place, shape in unit.lines:
        if place[0] in "B":
            continue
        text = shape.line.text
        if (hours := _HOURS.match(text)) and shape.look == "k":
            rest = text[hours.end() :].lstrip(" -–—:|·h")
            return f"{hours.group(1)}:{hours.group(2)}", shape, rest
        bare = text.lstrip("[( ")
        moment = clock(bare)
        if moment is None or shape.look not in "tkmd":
            continue
        rest = bare[moment.end :]
        cut = _AFTER.match(rest + " ")
        time = _DOTTED.sub(r"\1:\2", moment.raw, count=1)
        return time, shape, rest[cut.end() :].strip() if cut else ""
    return None


def _post(unit: Unit, found: tuple[str, Shape, str], blog: Story) -> Story:
    time, shape, rest = found
    story = Story(kind="post", publisher=blog.publisher)
    day = _day(blog)
    value = f"{day} {time}" if day else time
    story.published = Found(
        value, shape.line, "the post's time" + (", the blog's day" if day else "")
    )
    titles = unit.at("T")
    if titles and titles[0] is not shape:
        story.title = Found(titles[0].line.text, titles[0].line, "the headline of a post")
        titles[0].line.take("headline", "the headline of a post")
    if words_of(rest):
        _after_time(story, shape.line, rest)
    shape.line.take("time", "the time of a post")
    for place, other in unit.lines:
        if place[0] == "B":
            line = other.line
            story.body.append(Piece(line.text, line, line.kind or "paragraph", line.level))  # type: ignore[arg-type]
        elif place[0] in "MA" and other is not shape:
            _author(story, other.line, other.line.text)
    return story


def _day(blog: Story) -> str:
    """The day of a blog's date, without the time of day that stands beside it."""
    if blog.published is None:
        return ""
    days = scan(blog.published.value)
    if not days:
        return blog.published.value
    return (
        days[0].whole.replace(days[0].time, "").rstrip(" ,-–—|·") if days[0].time else days[0].whole
    )


def _after_time(story: Story, line: Line, rest: str) -> None:
    """What stands on the line of the time: who writes, the headline, or the text."""
    if persons(rest) or said(rest):
        _author(story, line, rest)
    elif len(rest) >= 100 or (line.sentence and rest[-1:] in '.”"' and len(rest.split()) > 5):
        story.body.append(Piece(rest, line))
    elif story.title is None:
        story.title = Found(rest, line, "after the post's time")


def _author(story: Story, line: Line, text: str) -> None:
    if names := said(text) or persons(text):
        for name in names:
            story.authors.append(Found(name, line, "beside the post's time"))
        line.take("byline", "who wrote the post")
