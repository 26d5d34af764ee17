"""When the story was published first, and when it was last changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from lxml.html import HtmlElement

from ....article import Evidence
from ....language.bylines import NODE
from ....language.dates.scan import Span, day_of, scan
from ...fields.address import day_in
from . import apart
from .ago import choose as relative_dates
from .clues import Choice, clean
from .lines import VisibleLine, joined
from .page import FAR, Context

#: How much a source's word counts.
_WEIGHTS = {
    "json-ld": 5.0,
    "microdata": 4.5,
    "og:published_time": 4.5,
    "meta": 3.5,
    "time": 3.0,
    "visible, labelled": 3.0,
    "visible": 2.2,
    "url": 2.0,
    "json-ld:page": 2.0,
    "json-ld:other": 1.0,
    "created": 1.0,
    "page": 0.3,
}
#: Characters that may stand beside a date without a label for it to be the story's.
_MOST_BESIDE = 70
_DIGIT = re.compile(r"\d")
#: How far the time zones of the world are from UTC, at most.
_ZONES = (timedelta(hours=-11), timedelta(hours=13))
_EITHER_ORDER = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?!\d)")
_UPDATED_MARKS = ("updat", "modif", "aktualis", "actualiz", "revis", "edited", "changed")
_PUBLISHED_MARKS = ("publish", "pubdate", "posted", "created", "datepub", "erschien", "entry-date")


@dataclass(frozen=True, slots=True)
class Dated:
    """One statement about a date."""

    day: date
    value: str
    source: str
    weight: float
    timed: bool
    """Whether it has a time of day."""


def choose(page: Context) -> tuple[Choice, Choice]:
    """First publication and last change, each with its evidence."""
    updated: list[Dated] = list(_stated(page, "modified", "modified"))
    published = [*_stated(page, "published", ""), *_stated(page, "created", "created")]
    published += _address(page)
    visible, changed = _visible(page)
    published += visible
    updated += changed
    first = _decide(published)
    if first is not None:
        first = _local(first, published)
    last = _best(updated) if updated else None
    if first is None:
        first = _apart(page)
    if first is None and last is not None:
        shown = [d for d in updated if d.source.startswith(("time", "visible"))]
        if any(d.day == last.day for d in shown):
            first, last = last, None
    if first is None and last is None:
        ago, changed_ago = relative_dates(page)
        if ago.value or changed_ago.value:
            return ago, changed_ago
    return (
        _choice(first, published, [*_unread(page, "published"), *_unread(page, "created")]),
        _choice(last, updated, _unread(page, "modified")),
    )


def _apart(page: Context) -> Dated | None:
    """The only date in the part of the page with the story, however far from the headline."""
    found = apart.day(page)
    if found is None or not _sane(found[0].day):
        return None
    when, element = found
    value = _time_value(element, page)[0] if element.tag == "time" else when.raw
    return Dated(when.day, value or when.raw, "visible", _WEIGHTS["created"], when.timed)


def _local(first: Dated, others: list[Dated]) -> Dated:
    """Of a time in UTC, what the page says of the same instant in the local time of its paper.

    Where no other statement has the offset, a day that both the address and the text have counts,
    if a time zone can lie between; never a day that is only in the text.
    """
    instant = _instant(first.value)
    if instant is None or instant.utcoffset() != timedelta(0):
        return first
    for other in others:
        same = _instant(other.value)
        if same is not None and same.utcoffset() and abs(same - instant) < timedelta(minutes=1):
            return other
    days = {(instant + shift).date() for shift in _ZONES} - {first.day}
    shown = [d for d in others if d.source.startswith("visible") and d.day in days]
    if any(d.source == "url" and d.day == one.day for d in others for one in shown):
        return max(shown, key=lambda d: d.weight)
    return first


def _instant(value: str) -> datetime | None:
    """The instant of an ISO 8601 time with an offset."""
    try:
        found = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo is not None and ":" in value else None


def _stated(page: Context, name: str, weigh_as: str) -> Iterator[Dated]:
    for clue in page.pool.of(name):
        day = day_of(clue.value, page.words)
        if day is None or not _sane(day):
            continue
        weight = _WEIGHTS.get(clue.source, _WEIGHTS["meta"])
        if weigh_as == "created":
            weight = _WEIGHTS["created"]
        elif "published_time" in clue.source:
            weight = _WEIGHTS["og:published_time"]
        yield Dated(day, clue.value, clue.source, weight, _timed(clue.value))


def _unread(page: Context, name: str) -> list[dict[str, Any]]:
    """What is stated as a date and is none, as evidence has it."""
    return [
        {"source": clue.source, "raw": clue.raw, "reason": "not a date that can be read"}
        for clue in page.pool.of(name)
        if (day := day_of(clue.value, page.words)) is None or not _sane(day)
    ]


def _sane(day: date) -> bool:
    return 1990 <= day.year <= 2100


def _timed(value: str) -> bool:
    return ":" in value and not any(z in value for z in ("T00:00:00", " 00:00:00"))


def _address(page: Context) -> list[Dated]:
    for url in _urls(page):
        found = day_in(url)
        if found and _sane(found[0]):
            return [Dated(found[0], found[0].isoformat(), "url", _WEIGHTS["url"], False)]
    return []


def _urls(page: Context) -> Iterator[str]:
    yield from (clue.value for clue in page.pool.of("url"))
    if page.url:
        yield page.url


def _visible(page: Context) -> tuple[list[Dated], list[Dated]]:
    """Dates of time elements and of text near the headline: of publication, of changes."""
    published: list[Dated] = []
    updated: list[Dated] = []
    for element in page.scan.times:
        if page.elsewhere(element):
            continue
        distance = page.distance(element)
        kind = _kind_of_time(element, page)
        value, found = _time_value(element, page)
        if found is None or not _sane(found):
            continue
        weight = _WEIGHTS["time"] * _closeness(distance)
        dated = Dated(found, value, "time", weight, _timed(value))
        (updated if kind == "updated" else published).append(dated)
    for distance, line in _lines(page):
        for when, label in _line_dates(line, page):
            if not _sane(when.day):
                continue
            source, weight = _weighed(label, distance)
            dated = Dated(when.day, when.raw, source, weight, when.timed)
            (updated if label == "updated" else published).append(dated)
    for element in page.near.dated[:80]:
        published += _marked(element, page)
    return published, updated


def _lines(page: Context) -> Iterator[tuple[int, VisibleLine]]:
    """The lines that may hold the story's date, with how far they are from the headline.

    Over the headline up to the next link, which is navigation; below it up to where the story is
    well under way.
    """
    far = False
    for number, line in enumerate(reversed(page.above), 1):
        far = far or any(node.tag == "a" for node in (line.element, line.element.getparent()))
        yield -number - (100 if far else 0), line
    long = 0
    for number, line in enumerate(page.below):
        long += len(line.text) > 250
        if long > 2:
            return
        yield number, line


def _closeness(distance: int) -> float:
    """Less than 1 the further from the headline, and before it."""
    if distance == FAR:
        return 0.3
    return max(0.6, (1.0 if distance >= 0 else 0.85) - abs(distance) / 500)


def _weighed(label: str, distance: int) -> tuple[str, float]:
    if label == "page":
        return "page", _WEIGHTS["page"]
    if label == "published":
        return "visible, labelled", _WEIGHTS["visible, labelled"]
    if distance < 0:
        # A date over the headline is the page's own, unless it stands right over it.
        if distance < -3:
            return "page", _WEIGHTS["page"]
        return "visible", _WEIGHTS["visible"] * 0.6
    return "visible", _WEIGHTS["visible"] * (1.0 - distance / 60 if distance < 12 else 0.4)


def _kind_of_time(element: HtmlElement, page: Context) -> str:
    marks = ""
    node: HtmlElement | None = element
    for _ in range(3):
        if node is None:
            break
        marks += f" {node.get('class') or ''} {node.get('itemprop') or ''} {node.get('id') or ''}"
        node = node.getparent()
    marks = marks.lower()[:600]
    if any(mark in marks for mark in _UPDATED_MARKS) and "publish" not in marks.split("updat")[0]:
        return "updated"
    previous = element.getprevious()
    ahead = (previous.tail or "") if previous is not None else ""
    parent = element.getparent()
    if previous is None and parent is not None:
        ahead = parent.text or ""
    kinds = page.words.label_pattern.finditer(f"{ahead[-40:]} {joined(element, 60)}")
    return "updated" if any(match.lastgroup == "updated" for match in kinds) else "published"


def _time_value(element: HtmlElement, page: Context) -> tuple[str, date | None]:
    for attribute in ("datetime", "content", "data-datetime", "title"):
        value = clean(element.get(attribute), 100)
        if value:
            day = day_of(value, page.words)
            if day is not None:
                return value, day
    text = " ".join(joined(element, 200).replace(NODE, " ").split())
    found = next(iter(scan(text, page.words)), None)
    return (found.raw, found.day) if found else ("", None)


def _line_dates(line: VisibleLine, page: Context) -> Iterator[tuple[Span, str]]:
    """The dates of a line that is short enough to be about the story, each with what it is of."""
    if len(line.text) > 260:
        return
    plain = line.plain
    if len(plain) > 260 or _DIGIT.search(plain) is None:
        return
    if page.elsewhere(line.element):
        return
    found = scan(plain, page.words)
    covered = 0
    for number, when in enumerate(found):
        if when.start < covered:
            continue
        ahead = plain[max(0, covered, when.start - 45) : when.start].lower()
        covered = when.end
        size = when.end - when.start
        label = _label(ahead, page)
        if not label and len(plain) - size > _MOST_BESIDE:
            continue
        if not label and number and _label(plain[: found[0].start].lower(), page) == "published":
            label = ""
        yield when, label


def _label(ahead: str, page: Context) -> str:
    """Whether the words before a date speak of publication, of a change, or of today."""
    kinds = [match.lastgroup or "" for match in page.words.label_pattern.finditer(ahead)]
    if "today" in kinds:
        return "page"
    return kinds[-1] if kinds else ""


def _marked(element: HtmlElement, page: Context) -> list[Dated]:
    """A date in a small element whose class speaks of one, near the headline."""
    if element.tag == "time" or page.elsewhere(element):
        return []
    marks = (element.get("class") or "").lower()
    if any(mark in marks for mark in _UPDATED_MARKS):
        return []
    text = joined(element, 200)
    if len(text) > 120:
        return []
    plain = " ".join(text.replace(NODE, " ").split())
    found = next(iter(scan(plain, page.words)), None)
    if found is None or not _sane(found.day):
        return []
    if _label(plain[: found.start].lower(), page) in ("updated", "page"):
        return []
    strong = any(mark in marks for mark in _PUBLISHED_MARKS)
    return [Dated(found.day, found.raw, "visible", 2.4 if strong else 1.5, found.timed)]


def _decide(found: list[Dated]) -> Dated | None:
    """The date with most weight behind it: sources that mean the same day speak together."""
    found = [one for one in found if one.source != "page"]
    addresses = {one.day for one in found if one.source == "url"}
    found = [_turned(one, addresses) for one in found]
    if not found:
        return None
    score: dict[date, float] = {}
    for one in found:
        seen: dict[str, float] = {}
        for other in found:
            apart = abs(one.day - other.day)
            share = 1.0 if not apart else 0.6 if apart == timedelta(days=1) else 0.0
            if share:
                kind = _kind(other.source)
                seen[kind] = max(seen.get(kind, 0.0), other.weight * share)
        top = max(seen.values())
        score[one.day] = top + 0.5 * (sum(seen.values()) - top)
    best = max(found, key=lambda d: (score[d.day], d.weight, d.timed))
    return _best(d for d in found if d.day == best.day)


def _turned(one: Dated, days: set[date]) -> Dated:
    """A date in numbers, with day and month in the order that gives one of the days."""
    if one.day in days or one.day.day > 12 or _EITHER_ORDER.search(one.value) is None:
        return one
    turned = date(one.day.year, one.day.day, one.day.month)
    return replace(one, day=turned) if turned in days else one


def _kind(source: str) -> str:
    """Sources that are often one and the same string on the page count once."""
    kind = source.split(":")[0].split(",")[0]
    return {"time": "markup", "microdata": "markup", "og": "meta"}.get(kind, kind)


def _best(found: Iterable[Dated]) -> Dated:
    return max(found, key=lambda d: (d.weight + (1.0 if d.timed else 0.0), d.timed))


def _choice(first: Dated | None, others: list[Dated], unread: list[dict[str, Any]]) -> Choice:
    if first is None:
        return Choice(
            None, Evidence(source="nothing", raw=None, rejected=unread) if unread else None
        )
    rejected: list[dict[str, Any]] = []
    for other in others:
        entry = {"source": other.source, "raw": other.value, "reason": _why(first, other)}
        if other.value != first.value and entry not in rejected and len(rejected) < 12:
            rejected.append(entry)
    rejected += unread[: 12 - len(rejected)]
    return Choice(first.value, Evidence(source=first.source, raw=first.value, rejected=rejected))


def _why(first: Dated, other: Dated) -> str:
    if other.source == "page":
        return "the page's own date"
    return "the same day, said less surely" if other.day == first.day else "another day"
