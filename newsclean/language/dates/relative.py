"""Dates that count from another: "3 hours ago", "yesterday, 14:30", "vor 2 Tagen", "3시간 전"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache

from ..script import LETTER, small, words_of
from ..tables import having, section
from .moment import Moment
from .words import DateWords, date_words, known_languages

_DENSE = r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Scripts in which no blank parts a number, its unit and "ago"."""
_SHORT = 3
"""Letters of a unit that may stand for "so long ago" without more words: "3h", "2 Std."."""
#: What may stand around a bare "3h".
_AROUND = " .·|-,"
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
        if ago := _find(folded, date_words(code)):
            return ago
        if code == language:
            for pattern, unit in _forms_of(code):
                if match := pattern.search(folded):
                    return Ago(int(match[1] or 1), unit)
    return None


def _find(folded: str, words: DateWords) -> Ago | None:
    if not _may_be(folded, words.language):
        return None
    amount, compact, phrases = _patterns(words.language)
    if amount and (match := amount.search(folded)):
        return _ago(match, words)
    match = compact.fullmatch(folded.strip(_AROUND)) if compact else None
    if match and len(match["u"]) <= _SHORT and match["u"] != "min":  # which may be reading time
        return Ago(int(match["n"]), words.units[match["u"]])
    for name, pattern in phrases:
        if pattern.search(folded):
            if name != "now":
                return Ago(_DAY_WORDS[name], "day", named=True)
            if not any(c.isdigit() for c in folded):
                return Ago(0, "minute", named=True)
    return None


def _may_be(folded: str, language: str) -> bool:
    """Whether a string has a word without which it is no such date in a language.

    The patterns of all languages take half a second to make, and few are ever needed.
    """
    said, units = _needed(language)
    has = folded.__contains__
    if any(map(has, said)):
        return True
    return any(map(has, units)) and folded.strip(_AROUND)[:1].isdecimal()


@lru_cache(maxsize=64)
def _needed(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words one of which each date but "3h" has, and the units that those have.

    A word that holds another of them is left out.
    """
    words = date_words(language)
    kinds = ("ago_before", "ago_after", "ago_units", "now", *_DAY_WORDS)
    said = {word for kind in kinds for word in words.words(kind)}
    return _shortest(said), _shortest(words.units)


def _shortest(words: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in sorted(words, key=len):
        if not any(map(word.__contains__, found)):
            found.append(word)
    return tuple(found)


@lru_cache(maxsize=64)
def _forms_of(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the whole forms of an amount of time ago."""
    found = []
    for form, unit in date_words(language).ago:
        before, _, after = form.partition("#")
        number = r"(\d{1,4})" if "#" in form else "()"
        pattern = f"{re.escape(before)}{number}{re.escape(after)}"
        found.append((re.compile(_whole(pattern)), unit))
    return tuple(found)


def _ago(match: re.Match[str], words: DateWords) -> Ago | None:
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
    words = date_words(language)
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
    if own := words.words("ago_units"):
        forms.append(rf"(?P<n_self>{number}) ?(?P<u_self>{_any(own)})")
    amount = re.compile(_whole("|".join(f"(?:{form})" for form in forms))) if forms else None
    return amount, re.compile(rf"(?P<n>\d{{1,3}}) ?(?P<u>{unit})\.?"), phrases


def _forms(side: str, ago: str, number: str, unit: str, words: DateWords) -> list[str]:
    """The patterns of "ago, number, unit" and "number, unit, ago"; a smaller unit may follow."""
    bare = "?" if words.unit_is_one else ""
    counted = rf"(?:(?P<n_{side}>{number}) ?){bare}(?P<u_{side}>{unit})\.?"
    rest = rf"(?:,? (?:{LETTER}{{1,3}} )?\d{{1,3}} ?(?:{unit})\.?)?"
    forms = [rf"(?:{ago}) ?{counted}" if side == "before" else rf"{counted}{rest} ?(?:{ago})"]
    if words.duals:
        dual = rf"(?P<d_{side}>{_any(words.duals)})"
        forms.append(rf"(?:{ago}) ?{dual}" if side == "before" else rf"{dual} ?(?:{ago})")
    return forms


def is_relative(said: tuple[str, ...]) -> bool:
    """Whether words (`script.words_of`) are such a date in any language, and nothing else.

    >>> is_relative(("vor", "#", "stunden")), is_relative(("an", "hour", "ago"))
    (True, True)
    """
    forms, numbers, first = _all_forms()
    if said and said[0] not in first:
        return False
    return said in forms or tuple("#" if word in numbers else word for word in said) in forms


@cache
def _all_forms() -> tuple[frozenset[tuple[str, ...]], frozenset[str], frozenset[str]]:
    """The forms of all languages with ``#`` for a number, the words that are numbers, and all
    words that a date may begin with."""
    found: set[tuple[str, ...]] = set()
    numbers: set[str] = set()
    for code in having("dates"):
        own = section(code, "dates")
        for kind in ("today", "yesterday", "before_yesterday", "now"):
            found.update(map(words_of, own.get(kind, ())))
        units = [unit for each in own.get("units", {}).values() for unit in each]
        numbers.update(map(small, own.get("numbers", ())))
        said = [f"0{gap}{unit}" for gap in ("", " ") for unit in units]
        said += [*own.get("duals", ()), *(units if own.get("unit_is_one") else ())]
        for amount, gap in itertools.product(said, ("", " ")):
            found.update(words_of(f"{ago}{gap}{amount}") for ago in own.get("ago_before", ()))
            found.update(words_of(f"{amount}{gap}{ago}") for ago in own.get("ago_after", ()))
        found.update(words_of(f"0 {unit}") for unit in own.get("ago_units", ()))
        # A form such as "-# s" is told by its sign alone, which words do not have.
        forms = (f for each in own.get("ago", {}).values() for f in each if f[0] not in "+-−")
        found.update(words_of(form.replace("#", "0")) for form in forms)
    first = {form[0] for form in found if form} | numbers
    return frozenset(found), frozenset(numbers), frozenset(first)


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
