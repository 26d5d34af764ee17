"""Dates that count from another: "3 hours ago", "yesterday, 14:30", "vor 2 Tagen", "3시간 전"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from .lexicon import Lexicon, known_languages, lexicon
from .moment import Moment
from .text import LETTER, fold

_DENSE = r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Scripts in which no blank parts a number, its unit and "ago"."""
_SHORT = 3
"""Letters of a unit that may stand for "so long ago" without more words: "3h", "2 Std."."""
_DAY_WORDS = {"today": 0, "yesterday": 1, "before_yesterday": 2}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400}


@dataclass(frozen=True, slots=True)
class Ago:
    """So many of a unit before the base; ``hour`` and smaller ones count from its time."""

    count: int
    unit: str
    named: bool = False
    """A word for the day, such as "yesterday"."""


def find(folded: str, language: str | None) -> Ago | None:
    """What a folded string says relative to another moment, in the page's language, English, or
    else any language that is known."""
    codes = dict.fromkeys([language or "en", "en", *known_languages()])
    for code in codes:
        if ago := _find(folded, lexicon(code)):
            return ago
        if code == language:
            for pattern, unit in _cldr(code):
                if match := pattern.search(folded):
                    return Ago(int(match[1]), unit)
    return None


def _find(folded: str, words: Lexicon) -> Ago | None:
    amount, compact, phrases = _patterns(words.language)
    if amount and (match := amount.search(folded)):
        return _ago(match, words)
    match = compact.fullmatch(folded.strip(" .·|-,")) if compact else None
    if match and len(match["u"]) <= _SHORT and match["u"] != "min":  # which may be reading time
        return Ago(int(match["n"]), words.units[match["u"]])
    for name, pattern in phrases:
        if pattern.search(folded):
            if name != "now":
                return Ago(_DAY_WORDS[name], "day", named=True)
            if not any(c.isdigit() for c in folded):
                return Ago(0, "minute", named=True)
    return None


@lru_cache(maxsize=64)
def _cldr(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of an amount of time ago as CLDR has them (babel)."""
    from babel import UnknownLocaleError
    from babel.dates import format_timedelta

    found: dict[str, str] = {}
    for unit, count, width in itertools.product(_CLDR_UNITS, _COUNTS, _WIDTHS):
        span = timedelta(seconds=-_SECONDS[unit] * count)
        try:
            said = format_timedelta(
                span, unit, threshold=1e9, add_direction=True, format=width, locale=language
            )
        except (UnknownLocaleError, ValueError, KeyError):
            continue
        before, digits, after = fold(" ".join(said.split())).partition(str(count))
        if digits and len(before + after) > 3:
            pattern = rf"{re.escape(before)}(\d{{1,4}}){re.escape(after)}"
            found.setdefault(_whole(pattern), unit)
    return tuple((re.compile(pattern), unit) for pattern, unit in found.items())


_COUNTS = (1, 2, 3, 5, 11, 21)
"""Counts that between them take every plural form of a language."""
_CLDR_UNITS: tuple[Literal["minute", "hour", "day", "week"], ...] = (
    "minute",
    "hour",
    "day",
    "week",
)
_WIDTHS: tuple[Literal["long", "short"], ...] = ("long", "short")


def _ago(match: re.Match[str], words: Lexicon) -> Ago | None:
    found = {name: value for name, value in match.groupdict().items() if value}
    if dual := next((v for k, v in found.items() if k[0] == "d"), None):
        return Ago(2, words.duals[dual])
    number = next((v for k, v in found.items() if k[0] == "n"), "1")
    unit = next(v for k, v in found.items() if k[0] == "u")
    count = int(number) if number.isdigit() else words.numbers[number]
    return Ago(count, words.units[unit])


_Patterns = tuple[
    "re.Pattern[str] | None", "re.Pattern[str] | None", "tuple[tuple[str, re.Pattern[str]], ...]"
]


@lru_cache(maxsize=64)
def _patterns(language: str) -> _Patterns:
    """Patterns of an amount of time ago, of a bare "3h", and of the words for single days."""
    words = lexicon(language)
    phrases = tuple(
        (name, re.compile(_whole(_any(words.words(name)))))
        for name in ("before_yesterday", "yesterday", "today", "now")
        if words.words(name)
    )
    if not words.units:
        return None, None, phrases
    unit = _any(words.units)
    number = rf"\d{{1,4}}|{_any(words.numbers)}" if words.numbers else r"\d{1,4}"
    forms = []
    for side in ("before", "after"):
        if ago := words.words(f"ago_{side}"):
            forms += _forms(side, _any(ago), number, unit, words)
    if own := words.words("self_ago"):
        forms.append(rf"(?P<n_self>{number}) ?(?P<u_self>{_any(own)})")
    amount = re.compile(_whole("|".join(f"(?:{form})" for form in forms))) if forms else None
    return amount, re.compile(rf"(?P<n>\d{{1,3}}) ?(?P<u>{unit})\.?"), phrases


def _forms(side: str, ago: str, number: str, unit: str, words: Lexicon) -> list[str]:
    """The patterns of "ago, number, unit" and "number, unit, ago"; a smaller unit may follow."""
    bare = "?" if words.bare_unit else ""
    counted = rf"(?:(?P<n_{side}>{number}) ?){bare}(?P<u_{side}>{unit})\.?"
    rest = rf"(?:,? (?:{LETTER}{{1,3}} )?\d{{1,3}} ?(?:{unit})\.?)?"
    forms = [rf"(?:{ago}) ?{counted}" if side == "before" else rf"{counted}{rest} ?(?:{ago})"]
    if words.duals:
        dual = rf"(?P<d_{side}>{_any(words.duals)})"
        forms.append(rf"(?:{ago}) ?{dual}" if side == "before" else rf"{dual} ?(?:{ago})")
    return forms


def _any(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    found = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word) for word in found)


def _whole(pattern: str) -> str:
    """A pattern that begins and ends at the ends of words, where the script has such."""
    letter = rf"(?!{_DENSE}){LETTER}"
    return rf"(?:(?<![^\W_])|(?<={_DENSE}))(?:{pattern})(?:(?!{letter})|(?<={_DENSE}))"


def resolve(ago: Ago, base: Moment) -> tuple[Moment | None, str]:
    """The moment that lies so long before the base, and a remark where it is not exact.

    Hours need a base with a time of day: counted from a bare day they may reach into the day
    before. Less than an hour is taken to be of the same day. Months and years lose the day.
    """
    day = base.date()
    if day is None:
        return None, "the day to count from is not known"
    if ago.unit in ("month", "year"):
        from dateutil.relativedelta import relativedelta

        count = min(ago.count, 1000)
        then = day - (
            relativedelta(months=count) if ago.unit == "month" else relativedelta(years=count)
        )
        month = then.month if ago.unit == "month" else None
        return Moment(then.year, month), f"to the {ago.unit}"
    span = timedelta(seconds=_SECONDS[ago.unit] * ago.count)
    if ago.unit in ("day", "week"):
        then = day - span
        return Moment(then.year, then.month, then.day), "" if ago.unit == "day" else "to the week"
    if base.has_time():
        start = datetime(
            day.year, day.month, day.day, base.hour or 0, base.minute or 0, base.second or 0
        )
        at = start - span
        exact = Moment(at.year, at.month, at.day, at.hour, at.minute, at.second, base.offset)
        return exact, f"to the {ago.unit}"
    if span < timedelta(hours=1):
        return Moment(day.year, day.month, day.day), "to the day"
    if span >= timedelta(hours=24) and span.seconds == 0:
        then = day - span
        return Moment(then.year, then.month, then.day), "to the day"
    return None, "the time to count from is not known, so that it may be either of two days"
