"""When the story was published and last changed: the dates on the page's lines, and the choice."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ....language.dates.scan import Span as Scanned
from ....language.dates.scan import clock, relative, scan
from ....language.lexicon import Lexicon
from ..story import Choice, Found
from .score import shares

if TYPE_CHECKING:
    from .setting import Setting

_AHEAD = 45
"""Characters before a date in which its label stands."""
_PARTS = re.compile(r" ?[|•·–—()] ?|, ")
_BY_PART = frozenset(
    {
        *("plain", "alone", "label published", "label updated", "time of day", "relative"),
        *("same day elsewhere", "item of a list", "words before", "another nearer"),
        "a time alone by the headline",
    }
)
"""Clues that mean different things above the headline, below it, in the text and behind it."""
_NEAR = 12
"""Lines from the headline that are near it."""
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Span:
    """A date on a line."""

    raw: str
    """As it stands there, with the time of day that belongs to it."""
    start: int
    end: int
    day: date | None
    """None where it is relative: "3 hours ago"."""
    timed: bool = False
    label: str = ""
    """What is said before it: ``published``, ``updated``, ``today`` or nothing."""


def spans(text: str, words: Lexicon) -> list[Span]:
    """The dates of a line from left to right, each with its label.

    >>> from ....language.lexicon import lexicon
    >>> [(s.raw, s.label) for s in spans("Posted 3 May 2024. Updated 4 May 2024", lexicon("en"))]
    [('3 May 2024', 'published'), ('4 May 2024', 'updated')]
    """
    found: list[Span] = []
    for when in scan(text, words):
        last = found[-1].end if found else 0
        if when.start < last or _addressed(text, when) or not 1990 <= when.day.year <= 2100:
            continue
        label = label_of(text[max(last, when.start - _AHEAD) : when.start], words)
        found.append(Span(when.raw, when.start, when.end, when.day, when.timed, label))
    return found or ago(text, words)


def _addressed(text: str, when: Scanned) -> bool:
    """The date is a part of an address or of a file's name."""
    if text[max(0, when.start - 1) : when.start] in ("/", "=", "_", "-"):
        return True
    first = max(text.rfind(" ", 0, when.start) + 1, when.start - 200)
    return text[when.end : when.end + 1] in ("/", "_", "-") or "://" in text[first : when.start]


def label_of(ahead: str, words: Lexicon) -> str:
    """What the words before a date say that it is of."""
    kinds = [match.lastgroup or "" for match in words.label_pattern.finditer(ahead)]
    return "today" if "today" in kinds else kinds[-1] if kinds else ""


def ago(text: str, words: Lexicon) -> list[Span]:
    """The relative date that a line, or a part of a line of many parts, is."""
    if len(text) > 120:
        return []
    start = 0
    for part in _PARTS.split(text):
        start = text.find(part, start)
        said, label = part.strip(" ,:.-"), ""
        named = words.label_pattern.match(said)
        if named and named.lastgroup != "today" and not relative(said):
            said, label = said[named.end() :].strip(" :,-"), named.lastgroup or ""
        # Without a number, words such as "today" are often a label or a name.
        if any(c.isdigit() for c in said) and relative(said):
            return [Span(said, start, start + len(part), None, False, label)]
    return []


@dataclass(slots=True)
class Candidate:
    """A date that may be the story's, and what speaks for it."""

    span: Span
    at: int
    clues: dict[str, float]
    p: float = 0.0


def candidates(page: Setting) -> list[Candidate]:
    """The dates around the story, each with its clues."""
    found = [
        Candidate(span, at, page.looks(at) | _of_line(page, at, span))
        for at in page.zone
        for span in page.spans(at)
    ]
    days = Counter(one.span.day for one in found)
    latest = max((day for day in days if day), default=None)
    plain = [one.at for one in found if one.clues["plain"]]
    first = next((at for at in plain if at > page.start), None)
    near = {one.at: one.span.day for one in found if abs(one.at - page.start) <= _NEAR}
    for number, one in enumerate(found):
        clues, day = one.clues, one.span.day
        if day and latest:
            apart = [at for at, other in near.items() if other == day and at != one.at]
            clues["same day near the headline"] = float(bool(apart))
            clues["same day elsewhere"] = float(days[day] > 1)
            clues["days before the latest"] = math.log1p((latest - day).days)
            clues["the latest"] = float(day == latest)
        else:
            clues["relative"] = 1.0
        for other in found[max(0, number - 3) : number + 4]:
            if day and other.span.day and other.clues["plain"] and abs(other.at - one.at) <= 2:
                clues["an earlier day beside"] = float(other.span.day < day) or clues.get(
                    "an earlier day beside", 0.0
                )
                clues["a later day beside"] = float(other.span.day > day) or clues.get(
                    "a later day beside", 0.0
                )
        clues["a time alone by the headline"] = float(page.clocked is not None)
        clues["first in the head"] = float(one.at == first)
        clues["only one"] = float(len(days) == 1)
        away = abs(one.at - page.start)
        clues["another nearer"] = float(any(abs(at - page.start) < away for at in plain))
        others = {s.day for o in page.near(one.at, 4) for s in page.spans(o)} - {day}
        clues["other days near"] = math.log1p(len(others))
        clues["first of its line"] = float(number == 0 or found[number - 1].at != one.at)
    for one in found:
        one.clues = page.crossed(one.at, one.clues, _BY_PART)
    return found


def _of_line(page: Setting, at: int, span: Span) -> dict[str, float]:
    """What the line says besides the date."""
    text = page.lines[at].text
    label = span.label
    beside = _beside(text[: span.start], page), _beside(text[span.end :], page)
    words = sum(beside)
    return {
        f"label {label}": float(bool(label)),
        f"label {label}, few words": float(bool(span.label) and words <= 6),
        "plain": float(words <= 3 or bool(label)),
        "alone": float(words == 0),
        "beside up to 3 words": float(0 < words <= 3),
        "beside up to 8 words": float(3 < words <= 8),
        "beside up to 15 words": float(8 < words <= 15),
        "beside more words": float(words > 15),
        "words before": math.log1p(beside[0]),
        "words behind": math.log1p(beside[1]),
        "time of day": float(span.timed),
        "time near": float(any(_clock(page, other) for other in page.near(at, 1))),
        "right of a letter": float(text[max(0, span.start - 1) : span.start].isalpha()),
        "in brackets": float(text[max(0, span.start - 1) : span.start] in ("(", "[")),
        "rights": float("©" in text or "copyright" in text.casefold()),
        "begins the line": float(span.start == 0),
    }


def _beside(text: str, page: Setting) -> int:
    """How many words of a text are no labels and no names of days."""
    text = page.words.label_pattern.sub(" ", text)
    return sum(1 for word in _WORDS.findall(text) if word.lower() not in page.words.days)


def _clock(page: Setting, at: int) -> str:
    """The time of day that a line is, and nothing else."""
    text = page.lines[at].text
    found = clock(text) if len(text) <= 24 else None
    return text if found and len(text) - found.end <= 4 else ""


def choose_dates(page: Setting) -> tuple[Choice, Choice]:
    """First publication and last change, best or none."""
    found = candidates(page)
    for one, share in zip(found, shares("published", [o.clues for o in found]), strict=True):
        one.p = share
    found.sort(key=lambda one: -one.p)
    days: dict[object, float] = {}
    for one in found:
        said = one.span.day or one.span.raw
        days[said] = days.get(said, 0.0) + one.p
    best = max(found, key=lambda one: days[one.span.day or one.span.raw], default=None)
    sure = days[best.span.day or best.span.raw] if best else 0.0
    if best is None or sure < THRESHOLD:
        rest = [_found(page, one, "not clearly the story's date") for one in found[:12]]
        return Choice([], rest, 1.0 - sure), Choice([], [])
    changed = _changed(page, best, found)
    rest = [
        _found(page, one, "less like the story's date")
        for one in found
        if one is not best and one is not changed and one.span.raw != best.span.raw
    ]
    first = Choice([_found(page, best, "the date beside the story")], rest[:12], sure)
    if changed is None:
        return first, Choice([], [])
    last = _found(page, changed, "a date with a label of change")
    return first, Choice([last], [], sure)


THRESHOLD = 0.7
"""A date is given from this probability on."""


def _changed(page: Setting, best: Candidate, found: list[Candidate]) -> Candidate | None:
    """The date of the last change, said beside that of publication."""
    for one in found:
        if one is not best and one.span.label == "updated" and abs(one.at - best.at) <= 4:
            return one
    return None


def _found(page: Setting, one: Candidate, how: str) -> Found:
    value = one.span.raw
    below = one.at + 1
    if not one.span.timed and one.span.day and below < len(page.lines) and _clock(page, below):
        value = f"{value} {page.lines[below].text}"
    return Found(value, page.lines[one.at], how)
