"""Dates in a text: where they stand, and which moment each means.

`scan` finds what can be nothing but a whole date, with the time of day and the weekday that belong
to it; what each means, `parse` reads. `clock` and `relative` tell times of day and relative dates
("3 hours ago") that a text is, or begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from ..calendars import ERAS
from ..lexicon import Lexicon, any_of, lexicon
from ..lines import listed
from ..script import plain_digits, words_of
from ..tables import having, section, words
from .parse import read
from .relative import is_relative

LONGEST = 1000
"""Characters of a text that are searched."""
_SHORT = 200
"""Characters; the dates of shorter texts are asked for many times over."""
_WEEKDAY_AHEAD = 30
LABELS = ("labels.published", "labels.updated", "labels.before_date")
"""Lists of what may stand before a date."""

#: What every date here has: a year of four digits, or two numbers of two digits.
_DATED = re.compile(r"(?:19|20|25|1[34])\d\d|\d[./]\s?\d|\d年")
_D, _M = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:1[0-2]|0?[1-9])"
_Y = r"(?:19|20)\d\d"
_NUMBERS = (
    # 2023-07-11, also as machines write it with the time
    rf"(?<!\d){_Y}[-/.] ?\d{{1,2}}[-/.] ?\d{{1,2}}(?!\d)"
    r"(?:[T\s]{1,2}\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    # 2023年7月11日, 2023. 7. 11.
    rf"{_Y}\s?[年년.]\s{{0,2}}\d{{1,2}}\s?[月월.]\s{{0,2}}\d{{1,2}}\s?[日일.号號]?",
    rf"(?:{'|'.join(ERAS)})\s?\d{{1,3}}年\s?\d{{1,2}}月\s?\d{{1,2}}日",
    # 11.07.2023, 7/11/2023, 11.7.23; 7/11/23 where a time of day follows
    rf"(?<![\d.])\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?{_Y}(?!\d)",
    rf"(?<![\d.]){_D}\.\s?{_M}\.\s?\d\d(?![\d.])",
    rf"(?<![\d./-]){_D}/{_D}/\d\d(?![\d/.]*\d)",
    # of the Solar Hijri and the Buddhist calendar
    rf"(?<!\d)1[34]\d\d[/-]{_M}[/-]{_D}(?!\d)",
    rf"(?<!\d){_D}[/-]{_M}[/-]25\d\d(?!\d)",
)
_NUMERIC = re.compile("|".join(_NUMBERS))
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")


@dataclass(frozen=True, slots=True)
class Span:
    """A date found in a text."""

    day: date
    start: int
    end: int
    raw: str
    """With the time of day that belongs to it."""
    time: str = ""
    """That time of day."""
    weekday: str = ""
    """The name of the day that stands before the date, with what parts them."""

    @property
    def whole(self) -> str:
        """The date with its time and weekday."""
        return " ".join(f"{self.weekday}{self.raw}".split())

    @property
    def first(self) -> int:
        """Where the weekday begins, or else the date."""
        return self.start - len(self.weekday)

    @property
    def timed(self) -> bool:
        """Whether it has a time of day."""
        return bool(self.time) or ":" in self.raw


@cache
def _time() -> str:
    """The pattern of a time of day."""
    halves = any_of(word for kind in ("am", "pm") for word in words(f"dates.{kind}") if _far(word))
    hours = any_of(words("dates.hour"))
    # In a dump the next word may be glued on: "7:05 AM ESTUpdated", "15:48 UhrLesedauer".
    end = r"(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))"
    zone = (
        r"(?:utc|gmt) ?[+−-]\d{1,2}(?::?[0-5]\d)?\b"
        r"|(?-i:[A-Z]{2,4}(?=[A-Z][a-z])|[A-Z]{2,5}\b)"
    )
    return (
        rf"(?:(?:{halves}) ?)?"
        r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?"
        rf"(?: ?[ap]\.? ?m\b\.?)?(?: ?(?:{hours}|z){end})?(?: ?\(?(?:[+-]\d\d:?\d\d|{zone})\)?)?"
        r"|(?:1[0-2]|0?[1-9]) ?[ap]\.?m\b\.?(?: ?(?-i:[A-Z]{2,4})\b)?"
        rf"|[01]?\d uhr|(?:(?:{halves}) ?)?[0-2]?\d ?[時时點点시] ?[0-5]?\d ?[分분]"
    )


def _far(word: str) -> bool:
    """Of a script of East Asia."""
    return word[0] >= "\u3000"


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,:])(?:{_time()})(?![\d:])", re.IGNORECASE)


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A time of day after a date, and before one ("9:41 AM EDT, July 11, 2023")."""
    join = (
        r"(?:\s?[（(]\w{1,4}[)）])?[\s,|/–—·•@-]{0,4}"
        r"(?:(?:at|um|à|a las|alle|às|om|ore|saat|klo|kl\.?|o|в|о|г\.|T|,|•|·|\(\w{1,3}\))"
        r"\s{0,2}){0,2}"
    )
    after = re.compile(rf"{join}(?P<time>{_time()})(?![\d])", re.IGNORECASE)
    before = re.compile(
        r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?(?:Uhr|[A-Z]{2,4}))?"
        r"[\s,|•·-]{1,4}(?:\w{2,10},\s?)?$",
        re.IGNORECASE,
    )
    return after, before


@lru_cache(maxsize=64)
def _named(code: str) -> re.Pattern[str] | None:
    """A date whose month is a word of a language, English, or of all languages."""
    known = lexicon(code or None)
    if not known.months:
        return None
    century = {"buddhist": "19|20|24|25", "solar hijri": "19|20|13|14"}.get(
        known.calendar, "19|20" if code else "19|20|25|1[34]"
    )
    day = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|º|ª|°|-?го|-?е)?"
    month = rf"(?:{any_of(known.months)})(?![^\W\d_])"
    # A time of day may be glued to the year, too: "Apr 28 20232:23 PM".
    year = rf"(?:{century})\d\d(?:(?!\d)|(?=[012]?\d:[0-5]\d))"
    # In a dump, what stood side by side may be glued: "The GazetteApril 28, 2023".
    front = r"(?:(?<![^\W\d_])|(?-i:(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])))"
    glue, of = r"[\s.,/-]{0,3}", r"(?:(?:de|del|of|d[’']|do|da|ב)\s?)?"
    forms = [
        f"{day}{glue}{of}{month}{glue}{of}{year}",
        rf"{front}{month}{glue}{day}[\s,.]{{1,3}}(?:at\s)?{year}",
        rf"{year}{glue}{of}{month}{glue}{day}(?!\d)",
    ]
    if numbered := words("dates.numbered_months", code or None):
        forms.append(
            rf"\d{{1,2}}\s{{1,2}}(?:{any_of(numbered)})\s{{1,2}}\d{{1,2}},?\s{{1,2}}"
            rf"(?:năm\s)?{_Y}"
        )
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


def day_of(text: str, known: Lexicon) -> date | None:
    """The day that a string of machine or human form means; None where it can't be told."""
    return _day(" ".join(text[:120].split()), known.language, True)


@lru_cache(maxsize=4096)
def _day(raw: str, language: str, timed: bool) -> date | None:
    moment = read(raw, language or None, timed=timed)
    return moment.date() if moment else None


def scan(text: str, known: Lexicon | None = None) -> list[Span]:
    """The dates of a text (its first `LONGEST` characters) from left to right.

    ``known``: the words of the page's language; of all languages if not given.

    >>> [span.raw for span in scan("Published June 19, 2024 · Updated June 20, 2024 10:15")]
    ['June 19, 2024', 'June 20, 2024 10:15']
    """
    language = known.language if known else ""
    found = _scanned if len(text) <= _SHORT else _scan
    return list(found(text[:LONGEST], language))


def _scan(text: str, language: str) -> tuple[Span, ...]:
    plain = plain_digits(text)
    if _DATED.search(plain) is None:
        return ()
    found: list[Span] = []
    named = _named(language)
    matches = [*_NUMERIC.finditer(plain), *(named.finditer(plain) if named else ())]
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        if found and match.start() < found[-1].end:
            continue
        day = _day(" ".join(match[0].split()), language, False)
        if day is not None:
            found.append(_with_time(text, plain, match, day))
    return tuple(found)


_scanned = lru_cache(maxsize=4096)(_scan)


def _with_time(text: str, plain: str, match: re.Match[str], day: date) -> Span:
    start, end = match.span()
    after, before = _beside()
    time = ""
    if follows := after.match(plain, end):
        end, time = follows.end(), follows["time"]
    elif ahead := before.search(plain[max(0, start - 30) : start]):
        start -= len(ahead.group())
        time = ahead.group()
    raw = " ".join(text[start:end].split())
    if follows and follows.start("time") == match.end() and raw[match.end() - start].isdigit():
        raw = f"{match[0]} {time}"  # "Apr 28 20232:23 PM", as dumps glue them
    week = _weekday().search(plain[max(0, start - _WEEKDAY_AHEAD) : start])
    return Span(day, start, end, raw, time, week[0] if week else "")


@cache
def _weekday() -> re.Pattern[str]:
    """The name of a day right before a date."""
    weeks = (section(code, "dates.weekdays") for code in having("dates.weekdays"))
    days = (name for week in weeks for day in week for name in day if len(name) > 1)
    return re.compile(rf"\b(?:{any_of(days)})\b\.?,? ?(?:the |den |le |el )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day that a text begins with."""

    raw: str
    end: int


def clock(text: str) -> Clock | None:
    """A time of day that a text is, or begins with.

    >>> clock("23:20").raw, clock("8:15 p.m. Polls close").raw, clock("Polls close")
    ('23:20', '8:15 p.m.', None)
    """
    found = _clock().match(text[:40])
    return Clock(found.group(), found.end()) if found else None


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
    return [found.group() for found in _clock().finditer(text)] if len(text) <= _SHORT else []


def relative(text: str) -> bool:
    """Whether a text is a relative date.

    >>> relative("vor 2 Stunden"), relative("yesterday"), relative("three men")
    (True, True, False)
    """
    said = words_of(text[:60])
    return len(text) <= 60 and 0 < len(said) <= 6 and is_relative(said)


def yearless(text: str) -> bool:
    """The text is a day and a month and nothing else.

    >>> yearless("Oct 6"), yearless("6. Oktober"), yearless("Oct 6, 2025"), yearless("May it rain")
    (True, True, False, False)
    """
    said = words_of(text)
    if len(text) > 24 or len(said) not in (2, 3) or said.count("#") != 1:
        return False
    others = [word for word in said if word != "#" and word not in ("de", "di", "of")]
    number = re.search(r"\d+", text)
    fits = number is not None and len(number.group()) <= 2 and 1 <= int(number.group()) <= 31
    return fits and len(others) == 1 and others[0] in lexicon(None).months


def is_weekday_or_month(word: str) -> bool:
    """A word in small letters that names a day of the week or a month."""
    known = lexicon(None)
    return word.strip(".") in known.months or (len(word) > 1 and word.strip(".") in known.days)


def left_over(text: str, found: list[Span]) -> tuple[str, ...]:
    """The words of a text (`words_of`) that its dates, times and date labels do not cover.

    >>> left_over("Updated: 3 May 2024, 10:15 EDT", scan("Updated: 3 May 2024, 10:15 EDT"))
    ()
    """
    said: list[str] = []
    labels = listed(*LABELS)
    for piece in _between(text, found):
        piece = _clock().sub(" ", piece)
        folded = words_of(piece)
        if folded not in labels:
            said += [word for word in folded if not is_weekday_or_month(word)]
    known = _label_words()
    return tuple(word for word in said if word not in known)


def _between(text: str, found: list[Span]) -> Iterator[str]:
    last = 0
    for span in found:
        yield text[last : span.start]
        last = span.end
    yield text[last:]


@cache
def _label_words() -> frozenset[str]:
    return frozenset(word for label in listed(*LABELS) for word in label)
