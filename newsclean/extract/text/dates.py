"""Is this a date? A recogniser of date, time and relative-date strings; it does not read them.

Month and weekday names and the forms of "3 hours ago" are CLDR's for 34 languages, in dates.json
(tests/regenerate_date_words.py writes it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ...language.calendars import SOLAR_HIJRI_MONTHS
from ...language.dates.relative import is_relative
from ...language.lines import listed
from ...language.script import plain_digits
from ...language.tables import having, section
from .lines import fold

_LONGEST = 200
_ZONE = r"(?:utc|gmt) ?[+−-]\d{1,2}(?::?[0-5]\d)?\b|(?-i:[A-Z]{2,5})\b"
_TIME = (
    r"(?:(?:오전|오후|上午|下午|午前|午後) ?)?"
    r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?"
    r"(?: ?[ap]\.? ?m\b\.?)?(?: ?(?:uhr|hrs|h|z)\b)?(?: ?(?:[+-]\d\d:?\d\d|" + _ZONE + r"))?"
    r"|(?:1[0-2]|0?[1-9]) ?[ap]\.?m\b\.?(?: ?(?-i:[A-Z]{2,4})\b)?"
    r"|[01]?\d uhr|(?:(?:오전|오후|上午|下午|午前|午後) ?)?[0-2]?\d ?[時时点시] ?[0-5]?\d ?[分분]"
)
_JOIN = r"(?:,? ?(?:at|um|à|a las|às|alle|om|o|kl\.?|в|о|saat|klo|[-–—·|•/@])? ?|T)"


@dataclass(frozen=True)
class When:
    """A date or time found in a text."""

    raw: str
    start: int
    end: int
    kind: Literal["date", "time", "relative"]
    time: str = ""
    """The time of day that belongs to a date."""


DATE_LABELS = ("labels.published", "labels.updated", "labels.before_date")


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Month names and weekday names, wide and abbreviated, small."""
    month_names = (name for code in having("dates.months") for name in _flat(code, "months"))
    months = {name for name in month_names if len(name) > 2 and not name[0].isdigit()}
    months |= {month for month in SOLAR_HIJRI_MONTHS if len(month) > 2}
    months |= {f"ב{name}" for name in months if "א" <= name[:1] <= "ת"}  # "in March"
    day_names = (name for code in having("dates.weekdays") for name in _flat(code, "weekdays"))
    return frozenset(months), frozenset(name for name in day_names if len(name) > 1)


def _flat(code: str, kind: str) -> Iterator[str]:
    return (name for names in section(code, f"dates.{kind}") for name in names)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    months, days = _names()
    longest_first = sorted(months, key=len, reverse=True)
    # The last sign of a word may be a vowel, which is no letter to Python.
    month = r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)\.?"
    day = r"\b(?:" + "|".join(map(re.escape, sorted(days, key=len, reverse=True))) + r")\b\.?"
    other_months = "|".join(
        re.escape(name)
        for name in longest_first
        if name in SOLAR_HIJRI_MONTHS or "ก" <= name[0] <= "ฮ"
    )
    number = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])"
    year = r"(?:19|20)\d\d(?!\d)"
    other_year = r"(?:25|1[34])\d\d(?!\d)"
    dates = "|".join(
        (
            rf"{year}[-/.] ?(?:1[0-2]|0?[1-9])[-/.] ?(?:3[01]|[12]\d|0?[1-9])(?!\d)",
            rf"(?<![\d.]){number}[-/.] ?(?:1[0-2]|0?[1-9]|[12]\d|3[01])[-/.] ?{year}",
            rf"(?<![\d./-]){number}/(?:0?[1-9]|[12]\d|3[01])/\d\d(?![\d/.]*\d)",
            rf"(?<![\d./-]){number}\.(?:1[0-2]|0[1-9])\.\d\d(?![\d/.]*\d)",
            rf"{number}(?:st|nd|rd|th|er|º|ª|\.)?(?: | de | of | di | del |-){month},?"
            rf"(?: | de | del | do |-){year}(?: ?(?:г|р)\.)?",
            rf"{month} {number}(?:st|nd|rd|th)?,? {year}",
            rf"{year}\.? {month} {number}\.?",
            rf"(?:{year}|(?:令和|平成|民國) ?\d{{1,3}})年 ?\d{{1,2}}月 ?\d{{1,2}}日",
            rf"{year}년 ?\d{{1,2}}월 ?\d{{1,2}}일",
            rf"{number} (?:{other_months})\.? {other_year}",
            r"(?<!\d)1[34]\d\d/(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?!\d)",
        )
    )
    return re.compile(
        rf"(?:{day},? ?(?:the |den |le |el )?)?(?P<date>{dates})"
        rf"(?:(?: ?[（(]\w{{1,4}}[)）])?{_JOIN}(?P<time>{_TIME}))?",
        re.IGNORECASE,
    )


#: What every full date has: a year, or two points or strokes. Most lines have neither, and the
#: pattern of all months takes a thousand times as long.
_DATED = re.compile(r"(?:19|20)\d\d|\d[/.]\d\d?[/.]\d\d")
_OTHERWISE_DATED = re.compile(r"(?:25|1[34])\d\d|(?:令和|平成|民國) ?\d")
_CLOCK = re.compile(rf"(?<![\d.,:])(?:{_TIME})(?![\d:])", re.IGNORECASE)


def scan(text: str) -> list[When]:
    """The full dates in a short text, from left to right.

    >>> [when.raw for when in scan("Published June 19, 2024 · Updated June 20, 2024")]
    ['June 19, 2024', 'June 20, 2024']
    """
    return list(_scanned(text)) if len(text) <= _LONGEST else []


@lru_cache(maxsize=4096)
def _scanned(text: str) -> tuple[When, ...]:
    plain = plain_digits(text)
    if not _DATED.search(plain) and (text.isascii() or not _OTHERWISE_DATED.search(plain)):
        return ()
    found = _pattern().finditer(plain)
    return tuple(When(text[m.start() : m.end()], *m.span(), "date", m["time"] or "") for m in found)


def yearless(text: str) -> bool:
    """The text is a day and a month and nothing else.

    >>> yearless("Oct 6"), yearless("6. Oktober"), yearless("Oct 6, 2025"), yearless("May it rain")
    (True, True, False, False)
    """
    words = fold(text)
    if len(text) > 24 or len(words) not in (2, 3) or words.count("#") != 1:
        return False
    months, _ = _names()
    others = [word for word in words if word != "#" and word not in ("de", "di", "of")]
    number = re.search(r"\d+", text)
    fits = number is not None and len(number.group()) <= 2 and 1 <= int(number.group()) <= 31
    return fits and len(others) == 1 and others[0] in months


def clock(text: str) -> When | None:
    """A time of day that a text is, or begins with.

    >>> clock("23:20").raw, clock("8:15 p.m. Polls close").raw, clock("Polls close")
    ('23:20', '8:15 p.m.', None)
    """
    found = _CLOCK.match(text[:40])
    return When(found.group(), 0, found.end(), "time") if found else None


def minutes(text: str) -> int:
    """The time of day that a text begins with, in minutes; 0 where it begins with none.

    >>> minutes("8:15 p.m. Polls close"), minutes("23.20 Uhr")
    (1215, 1400)
    """
    moment = clock(text)
    numbers = [int(number) for number in re.findall(r"\d{1,2}", moment.raw)[:2]] if moment else []
    if moment is None or not numbers:
        return 0
    late = "p" in moment.raw.casefold() and numbers[0] < 12
    return (numbers[0] + 12 * late) * 60 + (numbers[1] if len(numbers) > 1 else 0)


def in_order(texts: Iterable[str]) -> bool:
    """Whether the times that texts begin with only fall, or only rise; midnight may come between.

    >>> in_order(["18:05", "17:40", "17:10"]), in_order(["9:00", "17:00", "8:00", "16:00", "7:00"])
    (True, False)
    """
    day = [minutes(text) for text in texts]
    falls = sum(1 for a, b in pairwise(day) if b <= a)
    rises = sum(1 for a, b in pairwise(day) if b >= a)
    return max(falls, rises) >= len(day) - 2


def times(text: str) -> list[str]:
    """The times of day in a short text."""
    return [found.group() for found in _CLOCK.finditer(text)] if len(text) <= _LONGEST else []


def relative(text: str) -> When | None:
    """The relative date that a text is.

    >>> relative("vor 2 Stunden").raw, relative("yesterday").kind, relative("three men")
    ('vor 2 Stunden', 'relative', None)
    """
    words = fold(text[:60])
    if len(text) <= 60 and 0 < len(words) <= 6 and is_relative(words):
        return When(text, 0, len(text), "relative")
    return None


def is_weekday_or_month(word: str) -> bool:
    """A folded word that names a day of the week or a month."""
    months, days = _names()
    return word.strip(".") in months or word.strip(".") in days


def left_over(text: str, found: list[When]) -> tuple[str, ...]:
    """The folded words of a text that its dates, times and date labels do not cover.

    >>> left_over("Updated: 3 May 2024, 10:15 EDT", scan("Updated: 3 May 2024, 10:15 EDT"))
    ()
    """
    rest, last = [], 0
    for when in found:
        rest.append(text[last : when.start])
        last = when.end
    rest.append(text[last:])
    words: list[str] = []
    for piece in rest:
        piece = _CLOCK.sub(" ", piece)
        if fold(piece) in listed(*DATE_LABELS):
            continue
        words += [word for word in fold(piece) if not is_weekday_or_month(word)]
    labels = {word for label in listed(*DATE_LABELS) for word in label}
    return tuple(word for word in words if word not in labels)
