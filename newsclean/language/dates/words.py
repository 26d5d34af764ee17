"""The words of dates of one language, folded, from the part ``dates`` of its file. For a language
without a file months and weekdays are CLDR's (babel). Tables are built when a language is first
met."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ..script import LETTER, fold
from ..tables import code_of, having, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT_LETTERS = re.compile(r"[.׳॰'’]")
_WORD = re.compile(f"{LETTER}+")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_LABELS = ("published", "updated")


@dataclass(frozen=True)
class DateWords:
    """The words of one language, folded (`script.fold`)."""

    language: str
    months: dict[str, int] = field(default_factory=dict)
    """1 to 12."""
    weekdays: dict[str, int] = field(default_factory=dict)
    """0 is Monday."""
    units: dict[str, str] = field(default_factory=dict)
    duals: dict[str, str] = field(default_factory=dict)
    """Words for two of a unit."""
    numbers: dict[str, int] = field(default_factory=dict)
    ago: tuple[tuple[str, str], ...] = ()
    """Whole forms of an amount of time ago, with ``#`` for the number, and their units."""
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """today, yesterday, ago_before, am, updated ..., the longest first."""
    unit_is_one: bool = False
    """A unit without a number is one: Russian "час назад"."""

    def words(self, kind: str) -> tuple[str, ...]:
        """The phrases of a kind, the longest first."""
        return self.phrases.get(kind, ())


@cache
def known_languages() -> tuple[str, ...]:
    """The languages whose file has all words of dates."""
    return having("dates.units")


@lru_cache(maxsize=256)
def date_words(language: str) -> DateWords:
    """The words of a language, given by its ISO 639 code; few or none where it is not known."""
    code = code_of(language)
    data: dict[str, Any] = section(code, "dates") or {} if code else _from_cldr(language)
    months = _numbered(data.get("months", ()), 1)
    for prefix in data.get("month_prefixes", ()):
        months.update({prefix + word: month for word, month in list(months.items())})
    week: Sequence[Iterable[str]] = data.get("weekdays", ())
    if any(" " in names[0] for names in week if isinstance(names, list) and names):
        week = ()  # "thứ hai": words that mean other things by themselves
    lists = {kind: words for kind, words in data.items() if isinstance(words, list)}
    lists |= {kind: list(section(code, f"labels.{kind}") or ()) for kind in _LABELS}
    return DateWords(
        language=language,
        months=months,
        weekdays=_numbered(week, 0),
        units={fold(w): unit for unit in UNITS for w in data.get("units", {}).get(unit, ())},
        duals={fold(word): unit for word, unit in data.get("duals", {}).items()},
        numbers={fold(word): number for word, number in data.get("numbers", {}).items()},
        ago=tuple((fold(w), unit) for unit, own in data.get("ago", {}).items() for w in own),
        phrases={kind: _longest_first(own) for kind, own in lists.items() if kind not in _TABLES},
        unit_is_one=bool(data.get("unit_is_one")),
    )


_TABLES = frozenset({"months", "weekdays"})


def _longest_first(entries: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in entries if word}, key=lambda w: (-len(w), w)))


def _numbered(names: Iterable[Iterable[str]], first: int) -> dict[str, int]:
    """Each name of one word that means one month or day only, with its number."""
    found: dict[str, set[int]] = {}
    for number, own in enumerate(names, first):
        for name in own:
            word = _NOT_LETTERS.sub("", fold(name).strip(" .'"))
            if _WORD.fullmatch(word):
                found.setdefault(word, set()).add(number)
    return {word: min(numbers) for word, numbers in found.items() if len(numbers) == 1}


def words_for(language: str | None) -> list[DateWords]:
    """The words to try for a page: its own language's, then those of English."""
    codes = dict.fromkeys([language, "en"] if language else ["en"])
    return [date_words(code) for code in codes if code]


@cache
def everything() -> DateWords:
    """The months and weekdays of all known languages, those apart that mean two things."""
    months: dict[str, set[int]] = {}
    weekdays: dict[str, set[int]] = {}
    for code in known_languages():
        for word, month in date_words(code).months.items():
            months.setdefault(word, set()).add(month)
        for word, day in date_words(code).weekdays.items():
            weekdays.setdefault(word, set()).add(day)
    return DateWords(
        language="",
        months={word: min(found) for word, found in months.items() if len(found) == 1},
        weekdays={word: min(found) for word, found in weekdays.items() if len(found) == 1},
    )


#: Where CLDR has the names under another code.
_CLDR = {"tl": "fil", "sh": "sr"}


def _from_cldr(language: str) -> dict[str, Any]:
    """Months and weekdays as babel has them, in the form of a language's file."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(_CLDR.get(language, language))
    except (UnknownLocaleError, ValueError):
        return {}
    tables: dict[str, list[list[str]]] = {"months": [[] for _ in range(12)]}
    tables["weekdays"] = [[] for _ in range(7)]
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months.get(context, {}).get(width, {}).items():
                tables["months"][number - 1].append(name)
            for number, name in locale.days.get(context, {}).get(width, {}).items():
                tables["weekdays"][number].append(name)
    return tables
