"""The words of dates in a language: months and weekdays from CLDR (babel), the rest from
``languages/<code>.json``. Tables are built when a language is first met.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .text import LETTER, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel import Locale

_NOT_LETTERS = re.compile(r"[.׳॰'’]")
_WORD = re.compile(f"{LETTER}+")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, folded (`text.fold`)."""

    language: str
    months: dict[str, int] = field(default_factory=dict)
    """1 to 12."""
    weekdays: dict[str, int] = field(default_factory=dict)
    """0 is Monday."""
    units: dict[str, str] = field(default_factory=dict)
    duals: dict[str, str] = field(default_factory=dict)
    """Words for two of a unit."""
    numbers: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """today, yesterday, ago_before, am, updated ..., the longest first."""
    bare_unit: bool = False
    """A unit without a number is one: Russian "час назад"."""

    def words(self, kind: str) -> tuple[str, ...]:
        """The phrases of a kind, the longest first."""
        return self.phrases.get(kind, ())


@lru_cache(maxsize=1)
def known_languages() -> tuple[str, ...]:
    """The languages that have a file of words."""
    names = (entry.name for entry in (files(__package__) / "languages").iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".json")))


@lru_cache(maxsize=256)
def lexicon(language: str) -> Lexicon:
    """The words of a language, given by its ISO 639 code; few or none where it is not known."""
    data = _file(language)
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for locale in data.get("locales", [_CLDR.get(language, language)]):
        _add_names(locale, months, weekdays)
    months.update({fold(word): month for word, month in data.get("months", {}).items()})
    for prefix in data.get("month_prefixes", ()):
        months.update({prefix + word: month for word, month in list(months.items())})
    units = {fold(w): unit for unit in UNITS for w in data.get("units", {}).get(unit, ())}
    spoken = {kind: words for kind, words in data.items() if isinstance(words, list)}
    for half, word in _halves(language):
        spoken[half] = [*spoken.get(half, ()), word]
    phrases = {
        kind: tuple(sorted({fold(word) for word in words if word}, key=lambda w: (-len(w), w)))
        for kind, words in spoken.items()
    }
    return Lexicon(
        language=language,
        months=months,
        weekdays=weekdays,
        units=units,
        duals={fold(word): unit for word, unit in data.get("duals", {}).items()},
        numbers={fold(word): number for word, number in data.get("numbers", {}).items()},
        phrases=phrases,
        bare_unit=bool(data.get("bare_unit")),
    )


def lexicons(language: str | None) -> list[Lexicon]:
    """The words to try for a page: its own language's, then those of English."""
    codes = dict.fromkeys([language, "en"] if language else ["en"])
    return [lexicon(code) for code in codes if code]


@lru_cache(maxsize=1)
def everything() -> Lexicon:
    """The months and weekdays of all known languages, those apart that mean two things."""
    months: dict[str, set[int]] = {}
    weekdays: dict[str, set[int]] = {}
    for code in known_languages():
        for word, month in lexicon(code).months.items():
            months.setdefault(word, set()).add(month)
        for word, day in lexicon(code).weekdays.items():
            weekdays.setdefault(word, set()).add(day)
    return Lexicon(
        language="",
        months={word: min(found) for word, found in months.items() if len(found) == 1},
        weekdays={word: min(found) for word, found in weekdays.items() if len(found) == 1},
    )


#: Where CLDR has the names under another code.
_CLDR = {"no": "nb", "iw": "he", "in": "id", "tl": "fil", "sh": "sr"}


def _file(language: str) -> dict[str, Any]:
    language = {"nb": "no", "nn": "no"}.get(language, language)
    if language not in known_languages():
        return {}
    text = (files(__package__) / "languages" / f"{language}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def _locale(name: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None


def _halves(language: str) -> Iterator[tuple[str, str]]:
    """The words for a.m. and p.m."""
    locale = _locale(_CLDR.get(language, language))
    words = locale.day_periods.get("format", {}).get("abbreviated", {}) if locale else {}
    yield from ((half, words[half]) for half in ("am", "pm") if half in words)


def _add_names(name: str, months: dict[str, int], weekdays: dict[str, int]) -> None:
    locale = _locale(name)
    if locale is None:
        return
    months.update(_one_meaning(locale.months, months))
    if not any(" " in name for name in locale.days["format"]["wide"].values()):
        weekdays.update(_one_meaning(locale.days, weekdays))


def _one_meaning(names: Mapping[str, Any], known: dict[str, int]) -> dict[str, int]:
    """The words among a locale's names of months or days that mean one of them only."""
    found: dict[str, set[int]] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names.get(context, {}).get(width, {}).items():
                word = _NOT_LETTERS.sub("", fold(name).strip(" .'"))
                if _WORD.fullmatch(word):
                    found.setdefault(word, set()).add(number)
    return {
        word: min(numbers)
        for word, numbers in found.items()
        if len(numbers) == 1 and word not in known
    }
