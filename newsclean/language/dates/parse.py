"""`parse_date`: what a string on a page says of a moment, as ISO 8601 and no more precise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from .. import zones
from ..script import fold
from . import absolute, clock, eras, iso, order, relative
from .absolute import FoundDay
from .clock import Clock
from .moment import Moment
from .text import prepare
from .words import date_words, known_languages, words_for

Role = Literal["published", "modified"]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What was read."""

    value: str | None
    """ISO 8601: a year, a month, a day, or a day and time with the offset where one is given."""
    notes: tuple[str, ...] = ()
    """What a reader should know: an ambiguity and how it was settled, why there is no value."""
    ambiguous: bool = False
    """The day and the month might be the other way round."""


@dataclass(slots=True)
class _Reading:
    """A string on its way to a date."""

    text: str
    language: str | None
    region: str | None
    base: Moment | None
    timed: bool = True
    """Whether a time of day is looked for."""
    notes: list[str] = field(default_factory=list)
    ambiguous: bool = False


def parse_date(
    raw: str,
    *,
    language: str | None = None,
    region: str | None = None,
    base: str | None = None,
    role: Role | None = None,
) -> ParsedDate:
    """The date that a string of a page says, never more than it says, never a guess.

    ``language`` is the page's (a BCP 47 tag), ``region`` its country (ISO 3166), ``base`` the ISO
    8601 moment that relative dates count from. With ``role``, a string with two dates gives the
    one that is so labelled. Raises nothing.

    >>> parse_date("Jul 11, 2023 9:41 AM EDT").value
    '2023-07-11T09:41:00-04:00'
    >>> parse_date("03/04/2025", language="en", region="GB").notes
    ('day first, as in en-GB; could be 2025-03-04',)
    >>> parse_date("gestern", language="de", base="2025-06-01").value
    '2025-05-31'
    >>> parse_date("31 February 2023").notes
    ('not a date: there is no such day',)
    """
    text = prepare(raw)
    if text is None:
        return ParsedDate(None, ("not a date: too long",))
    if found := iso.read(text) or iso.read_unix(text):
        return _finish(found, [], False)
    tag, _, rest = (language or "").partition("-")
    region = region or next((p.upper() for p in rest.split("-") if len(p) == 2), None)
    start = iso.read(base) if base else None
    if start and start.flaw():
        start = None
    reading = _Reading(text, tag.lower() or None, region, start)
    moment = None
    for part in _parts_for(role, reading) if role else [text]:
        reading.text, reading.notes, reading.ambiguous = part, [], False
        if moment := _read(reading):
            break
    if moment is None:
        return ParsedDate(None, tuple(reading.notes) or ("not a date: not understood",))
    return _finish(moment, reading.notes, reading.ambiguous)


def read(text: str, language: str | None = None, *, timed: bool = True) -> Moment | None:
    """The moment that a string says by itself, if there is such a day; else None. Unless ``timed``,
    the string is known to have no time of day.

    >>> read("11 July 2023").iso(), read("11 July")
    ('2023-07-11', None)
    """
    prepared = prepare(text)
    if prepared is None:
        return None
    moment = iso.read(prepared) or iso.read_unix(prepared)
    moment = moment or _read(_Reading(prepared, language, None, None, timed))
    return None if moment is None or moment.flaw() else moment


def _finish(moment: Moment, notes: list[str], ambiguous: bool) -> ParsedDate:
    if flaw := moment.flaw():
        return ParsedDate(None, (*notes, f"not a date: {flaw}"))
    if moment.hour is not None and not moment.has_time():
        notes = [*notes, "there is no such time of day"]
    return ParsedDate(moment.iso(), tuple(notes), ambiguous)


def _read(reading: _Reading) -> Moment | None:
    """The moment that a string says, or None with a note why."""
    text, notes = eras.rewrite(reading.text, reading.language)
    reading.notes += notes
    if found := iso.read(" ".join(text.split())):
        return found
    words = words_for(reading.language)
    time = clock.find(text, reading.language) if reading.timed else None
    without = _blank(text, time.start, time.end) if time else text
    day = absolute.find(without, words)
    if day is None or day.year is None or day.parts() < 2:
        said = relative.find(fold(text), reading.language)
        if said is not None and (day is None or not said.named):
            return _count(said, time, reading)
    if day is None:
        found_day = _by_weekday(without, time, reading)
        if found_day is None and time is not None:
            reading.notes.append("not a date: a time without a day")
        return found_day
    if time is None and reading.timed:
        time = clock.find(_blank(text, day.start, day.end), reading.language, loose=True)
    moment = _settle(day, reading)
    if moment is None or moment.flaw():
        return moment
    _check_weekday(moment, absolute.weekday(_blank(text, day.start, day.end), words[:1]), reading)
    return _with_time(moment, time, reading)


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {' ' * (end - start)}{text[end:]}"


def _with_time(moment: Moment, time: Clock | None, reading: _Reading) -> Moment:
    day = moment.date()
    if time is None or day is None:
        return moment
    moment = replace(
        moment, hour=time.hour, minute=time.minute, second=time.second, offset=time.offset
    )
    if time.zone and moment.has_time():
        when = datetime(day.year, day.month, day.day, time.hour, time.minute)
        offset = zones.offset_at(time.zone, when, reading.region)
        if offset is None:
            reading.notes.append(
                f"{time.zone} is no one zone here; the time is left without an offset"
            )
        moment = replace(moment, offset=offset)
    return moment


_LONE_YEAR = re.compile(r"(?<![\d:.])(?:19|20)\d\d(?![\d:])")
_LEAP_YEAR = 2000
"""Stands in for a year that is not given, as it has every day."""


def _settle(found: FoundDay, reading: _Reading) -> Moment | None:
    """The day that is written, with the year and the order of day and month made sure of."""
    year = found.year
    if found.short_year and year is not None:
        year += 1900 if year >= 70 else 2000
        reading.notes.append(f"the year is written with two digits; read as {year}")
    if found.numbers and year is not None:
        return _in_order(year, found, reading)
    if found.numbers:
        return _nearest_year(_in_order(_LEAP_YEAR, found, reading), reading)
    if year is None:
        return _nearest_year(Moment(None, found.month, found.day), reading)
    return Moment(year, found.month, found.day)


def _in_order(year: int, found: FoundDay, reading: _Reading) -> Moment:
    first, second = found.numbers or (0, 0)
    by_day, by_month = Moment(year, second, first), Moment(year, first, second)
    if by_month.flaw() or by_day.flaw() or first == second:
        return by_month if by_day.flaw() and not by_month.flaw() else by_day
    known = order.day_first(reading.language, reading.region)
    if found.separator == "." and known:
        return by_day  # nothing else is written with dots there
    known = True if found.separator == "." else known
    place = "-".join(filter(None, (reading.language, reading.region)))
    day_first = known is not False
    chosen, other = (by_day, by_month) if day_first else (by_month, by_day)
    why = f"as in {place}" if known is not None else "for the page does not say where it is from"
    if found.separator == ".":
        why = "as dates with dots are"
    last = reading.base.date() if reading.base else None
    a, b = chosen.date(), other.date()
    if last and a and b and a > last + timedelta(days=1) >= b:
        chosen, other, day_first = other, chosen, not day_first
        why = f"for the other lies after {last.isoformat()}"
    else_day = other.iso() if found.year is not None else other.iso()[len("2000-") :]
    reading.notes.append(f"{'day' if day_first else 'month'} first, {why}; could be {else_day}")
    reading.ambiguous = True
    return chosen


def _nearest_year(moment: Moment, reading: _Reading) -> Moment | None:
    """A day without a year: the last such day up to the base, as news leaves out its own year. A
    weekday beside it settles the year."""
    last = reading.base.date() if reading.base else None
    if last is None or moment.month is None or moment.day is None:
        reading.notes.append("not a date: no year")
        return None
    if _LONE_YEAR.search(reading.text):
        reading.notes.append("not a date: the year is not beside the day")
        return None
    years = (replace(moment, year=year) for year in range(last.year, last.year - 9, -1))
    past = [then for then in years if (day := then.date()) and day <= last + timedelta(days=1)]
    said = absolute.weekday(reading.text, words_for(reading.language)[:1])
    right = [then for then in past if (day := then.date()) and day.weekday() == said]
    reading.notes.append(f"the year is not given; counted from {last.isoformat()}")
    return next(iter(right or past), replace(moment, year=last.year))


def _check_weekday(moment: Moment, said: int | None, reading: _Reading) -> None:
    day = moment.date()
    if said is not None and day is not None and day.weekday() != said:
        reading.notes.append(
            f"{moment.iso()} is a {_WEEKDAYS[day.weekday()]}, not a {_WEEKDAYS[said]}"
        )


def _count(said: relative.Ago, time: Clock | None, reading: _Reading) -> Moment | None:
    """A relative date counted from the base."""
    if reading.base is None:
        reading.notes.append("not a date: relative, and the day to count from is not known")
        return None
    moment, remark = relative.resolve(said, reading.base)
    if moment is None:
        reading.notes.append(f"not a date: {remark}")
        return None
    remark = f" ({remark})" if remark else ""
    reading.notes.append(f"counted from {reading.base.iso()}{remark}")
    if said.named and said.unit == "day":
        time = time or clock.find(reading.text, reading.language, loose=True)
    return _with_time(moment, time, reading) if said.unit == "day" else moment


def _by_weekday(text: str, time: Clock | None, reading: _Reading) -> Moment | None:
    """A weekday alone: the last such day up to the base."""
    said = absolute.weekday(text, words_for(reading.language))
    last = reading.base.date() if reading.base else None
    if said is None or last is None or len(text.split()) > 4 or any(c.isdigit() for c in text):
        return None
    day: date = last - timedelta(days=(last.weekday() - said) % 7)
    reading.notes.append(f"counted from {last.isoformat()}")
    return _with_time(Moment(day.year, day.month, day.day), time, reading)


@lru_cache(maxsize=64)
def _labels(kind: str, language: str | None) -> tuple[str, ...]:
    """The words before a date that say what it is the date of."""
    codes = dict.fromkeys([language, "en"] if language in known_languages() else known_languages())
    found = {word for code in codes if code for word in date_words(code).words(kind)}
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


def _parts_for(role: Role, reading: _Reading) -> list[str]:
    """The parts of a string to read, in this order: what follows the label of the role up to that
    of the other; else what stands before the other's label, then all."""
    text, folded = reading.text, fold(reading.text)
    if len(folded) != len(text):
        return [text]
    mine, other = ("published", "updated") if role == "published" else ("updated", "published")
    start = _position(folded, mine, reading.language)
    stop = _position(folded, other, reading.language)
    if start is not None and stop is not None:
        return [text[start:stop] if start < stop else text[start:]]
    return [text[:stop], text] if stop else [text]


def _position(folded: str, kind: str, language: str | None) -> int | None:
    """Where the first label of a kind stands as a word."""
    spots = []
    for word in _labels(kind, language):
        at = folded.find(word)
        if (
            at >= 0
            and not folded[at - 1 : at].isalpha()
            and not folded[at + len(word) :][:1].isalpha()
        ):
            spots.append(at)
    return min(spots, default=None)
