"""Dates in running text and in machine form, well enough to tell which day they mean.

Only the day is computed here, to weigh dates against each other; the string is what is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..calendars import BUDDHIST, ERAS, solar_hijri
from ..lexicon import Lexicon
from ..script import plain_digits

#: What every date here has: a year of four digits, or two numbers of two digits.
_YEAR = re.compile(r"(?:19|20|25|1[34])\d\d|\d[./]\s?\d|\d年")
#: All in numbers, in the calendars that count other years.
_COUNTED = re.compile(r"(?<!\d)(?P<y>1[34]\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)")
_BUDDHIST_NUMERIC = re.compile(r"(?<!\d)(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>25\d\d)(?!\d)")
_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"
    r"(?:[T\s]{1,2}\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{4,6}Z?)?")
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<a>\d{1,2})\s?[./-]\s?(?P<b>\d{1,2})\s?[./-]\s?(?P<y>(?:19|20)\d\d)(?!\d)"
)
#: With a year of two digits; read only with full stops, where nothing else is written so.
_SHORT = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d\d)(?![\d.])")
#: With slashes, only where a time of day follows.
_SLASHED = re.compile(
    r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d\d)(?=[\s,|]{1,3}\d{1,2}:\d\d)"
)
_EASTERN = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[年년.]\s{0,2}(?P<m>\d{1,2})\s?[月월.]\s{0,2}(?P<d>\d{1,2})\s?[日일.号號]?"
)
_ERA = re.compile(
    rf"(?P<e>{'|'.join(ERAS)})\s?(?P<y>\d{{1,3}})年\s?(?P<m>\d{{1,2}})月\s?(?P<d>\d{{1,2}})日"
)
_VIETNAMESE = re.compile(
    r"(?P<d>\d{1,2})\s{1,2}tháng\s{1,2}(?P<m>\d{1,2}),?\s{1,2}(?:năm\s)?(?P<y>(?:19|20)\d\d)", re.I
)
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
#: A time of day after a date.
_TIME = re.compile(
    r"(?:\s?[（(]\w{1,4}[)）])?[\s,|/–—-]{0,4}"
    r"(?:(?:at|um|à|a las|alle|às|ore|kl\.?|o|в|о|г\.|,|•|·|\(\w{1,3}\))\s{0,2}){0,2}"
    r"(?:(?:[AP]M\s|오전|오후|上午|下午|午前|午後)\s?)?\d{1,2}\s?[:.hH시時时点]\s?\d{2}(?::\d{2})?(?:[분分])?(?:\s?[ap]\.?m\.?(?![a-z]))?"
    r"(?:\s?Uhr)?(?:\s?\(?(?:(?:UTC|GMT) ?[+−-]\d{1,2}(?::?[0-5]\d)?"
    r"|(?-i:[A-Z]{2,5})|[+-]\d\d:?\d\d)\)?(?![a-z]))?",
    re.IGNORECASE,
)
#: A time of day before a date ("9:41 AM EDT, July 11, 2023").
_TIME_BEFORE = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?(?:Uhr|[A-Z]{2,4}))?[\s,|•·-]{1,4}(?:\w{2,10},\s?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """A date found in a text."""

    day: date
    start: int
    end: int
    raw: str
    """With the time of day that belongs to it."""
    timed: bool


def day_of(text: str, words: Lexicon) -> date | None:
    """The day that a string of machine or human form means; None where it can't be told."""
    text = plain_digits(text.strip()[:120])
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        return date(1970, 1, 1) + timedelta(seconds=seconds)
    compact = _COMPACT.match(text)
    if compact:
        return _day(compact["y"], compact["m"], compact["d"])
    return next((found.day for found in dates(text, words)), None)


def dates(text: str, words: Lexicon) -> Iterator[When]:
    """The dates of a text (its first 1000 characters), in the order of the forms."""
    text = text[:1000]
    plain = plain_digits(text)
    if _YEAR.search(plain) is None:
        return
    for found in _dates(plain, words):
        yield found if plain is text else _as_written(found, text)


def _as_written(found: When, text: str) -> When:
    raw = " ".join(text[found.start : found.end].split())
    return When(found.day, found.start, found.end, raw, found.timed)


def _dates(text: str, words: Lexicon) -> Iterator[When]:
    for pattern in (_ISO, _EASTERN, _VIETNAMESE):
        for match in pattern.finditer(text):
            yield from _found(text, match, _day(match["y"], match["m"], match["d"]))
    for match in _ERA.finditer(text):
        year = ERAS[match["e"]] + int(match["y"])
        yield from _found(text, match, _day(year, match["m"], match["d"]))
    for match in _NUMERIC.finditer(text):
        yield from _found(text, match, _numeric(match["a"], match["b"], match["y"], words))
    for match in _SHORT.finditer(text):
        yield from _found(text, match, _day(f"20{match['y']}", match["m"], match["d"]))
    for match in _SLASHED.finditer(text):
        yield from _found(text, match, _numeric(match["a"], match["b"], f"20{match['y']}", words))
    if words.calendar:
        pattern = _BUDDHIST_NUMERIC if words.calendar == "buddhist" else _COUNTED
        for match in pattern.finditer(text):
            yield from _found(text, match, _counted(match["y"], match["m"], match["d"], words))
    if not words.months:
        return
    for match in words.date_pattern.finditer(text):
        group = match.groupdict()
        n = next(n for n in "123" if group[f"y{n}"])
        month = words.months[_month_key(group[f"m{n}"], words)]
        yield from _found(text, match, _counted(group[f"y{n}"], month, group[f"d{n}"], words))


def _counted(year: str, month: str | int, day: str | int, words: Lexicon) -> date | None:
    """The day of a date whose year may be of the language's own calendar."""
    if words.calendar == "buddhist" and int(year) > 2400:
        return _day(int(year) - BUDDHIST, month, day)
    if words.calendar == "solar hijri" and int(year) < 1900:
        return solar_hijri(int(year), int(month), int(day))
    return _day(year, month, day)


def _month_key(name: str, words: Lexicon) -> str:
    lower = name.lower()
    # Turkish capitals: "İ".lower() is two characters.
    return lower if lower in words.months else lower.replace("i̇", "i")


def _found(text: str, match: re.Match[str], day: date | None) -> Iterator[When]:
    if day is None:
        return
    start, end = match.span()
    time = _TIME.match(text, end)
    if time:
        end = time.end()
    else:
        before = _TIME_BEFORE.search(text[max(0, start - 30) : start])
        if before:
            start -= len(before.group())
            time = before
    raw = text[start:end]
    if time and time.start() == match.end() and raw[match.end() - start].isdigit():
        raw = f"{match.group()} {time.group()}"  # "Apr 28 20232:23 PM", as dumps glue them
    raw = " ".join(raw.split())
    yield When(day, start, end, raw, time is not None or ":" in raw)


def _numeric(a: str, b: str, y: str, words: Lexicon) -> date | None:
    """Day first, unless that is no date: the rest of the world against the United States."""
    return _day(y, b, a) or _day(y, a, b)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
