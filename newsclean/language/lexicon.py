"""The words of bylines and of the labels of dates, of one language or of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .calendars import SOLAR_HIJRI_MONTHS
from .tables import code_of, having, section, words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, and English; or of all languages. Lower case."""

    by: frozenset[str]
    """Words that stand before a name."""
    by_pattern: re.Pattern[str]
    """One of these words at the start of a text, whole; with a kind of text before it ("An
    analysis by")."""
    conjunctions: frozenset[str]
    glued: frozenset[str]
    """"And" where it is written as the first letter of the next word."""
    of: frozenset[str]
    """Words between a name and the house someone writes for."""
    roles: frozenset[str]
    things: frozenset[str]
    """Words that no name ends with, such as "comments"."""
    published: frozenset[str]
    updated: frozenset[str]
    source: tuple[str, ...]
    label_pattern: re.Pattern[str]
    """What stands before a date: group ``today``, ``updated`` or ``published``."""
    stop: frozenset[str]
    home: frozenset[str]
    """What a front page is called, which is no section."""
    months: dict[str, int]
    days: frozenset[str]
    date_pattern: re.Pattern[str]
    """Day, month name, year; or month name, day, year."""
    calendar: str
    """``buddhist`` or ``solar hijri`` where papers count years so, else empty."""


def lexicon(language: str | None) -> Lexicon:
    """The words for a page in a language (BCP 47, any case); of all languages when unknown."""
    code = code_of(language) or _LIKE.get((language or "").lower().partition("-")[0], "")
    return _lexicon(code if code in having("bylines") else _LIKE.get(code, ""))


#: A language without bylines of its own whose papers can be read with those of another.
_LIKE = {"sk": "cs"}
_LISTS = {
    "by": "bylines.by",
    "genres": "bylines.genres",
    "genre_by": "bylines.genre_by",
    "and": "bylines.and",
    "of": "bylines.of",
    "roles": "people.roles",
    "things": "people.not_last",
    "stop": "people.not_names",
    "home": "outlets.front_page",
    "published": "labels.published",
    "updated": "labels.updated",
    "today": "labels.page",
    "source": "labels.source",
}
"""Where the lists stand in a language's file."""


@cache
def _lexicon(code: str) -> Lexicon:
    codes = tuple(dict.fromkeys((code, "en"))) if code else having("bylines")
    merged = {name: list(_words(path, codes, bool(code))) for name, path in _LISTS.items()}
    if not code:
        merged["by"].append("by")
        merged["and"] = list(words("bylines.and"))
    months = _months(codes if code else having("dates.months"))
    days = (section(each, "dates.weekdays") or () for each in codes)
    calendar: str = section(code, "dates.calendar") or ""
    return Lexicon(
        by=frozenset(merged["by"]),
        by_pattern=_by_pattern(merged),
        conjunctions=frozenset(merged["and"]),
        glued=words("bylines.glued_and", code) if code else frozenset(),
        of=frozenset(merged["of"]),
        roles=frozenset(merged["roles"]),
        things=frozenset(merged["things"]),
        published=frozenset(merged["published"]),
        updated=frozenset(merged["updated"]),
        source=tuple(merged["source"]),
        label_pattern=re.compile(
            r"(?<![A-Za-zÀ-ɏЀ-ӿ])"
            rf"(?:(?P<today>{_any_of(merged['today'])})|(?P<updated>{_any_of(merged['updated'])})"
            rf"|(?P<published>{_any_of(merged['published'])}))",
            re.IGNORECASE,
        ),
        stop=frozenset(merged["stop"]),
        home=frozenset(merged["home"]),
        months=months,
        days=frozenset(name for own in days for day in own for name in day),
        date_pattern=_date_pattern(months, calendar),
        calendar=calendar,
    )


def _words(path: str, codes: Iterable[str], one: bool) -> Iterator[str]:
    """The entries of a list; very short ones mean other things in other languages."""
    for code in codes:
        for word in section(code, path) or ():
            if one or len(word) > 2 or not word.isascii():
                yield word


def _months(codes: Iterable[str]) -> dict[str, int]:
    """The names of months, those apart that mean two of them."""
    found: dict[str, set[int]] = {}
    for code in codes:
        for number, names in enumerate(section(code, "dates.months") or (), 1):
            for name in names:
                found.setdefault(name, set()).add(number)
        if section(code, "dates.calendar") == "solar hijri":
            for number, name in enumerate(SOLAR_HIJRI_MONTHS, 1):
                found.setdefault(name, set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}


def _by_pattern(lists: dict[str, list[str]]) -> re.Pattern[str]:
    by, genres = _any_of(lists["by"]), _any_of(lists["genres"])
    after_genre = _any_of([*lists["by"], *lists["genre_by"]])
    return re.compile(
        rf"(?:(?:{genres})\s(?:{after_genre})|{by})(?=[\s:：＝・/／\x1f])", re.IGNORECASE
    )


#: The years of this and the last century, by calendar.
_CENTURIES = {"": "19|20", "buddhist": "19|20|24|25", "solar hijri": "19|20|13|14"}


def _date_pattern(months: dict[str, int], calendar: str) -> re.Pattern[str]:
    names = _any_of(months)
    day = r"(?<!\d)(?P<d#>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|-?го|-?е)?"
    month = rf"(?P<m#>{names})(?![^\W\d_])"
    # A time of day may be glued to the year, too: "Apr 28 20232:23 PM".
    year = rf"(?P<y#>(?:{_CENTURIES[calendar]})\d\d)(?:(?!\d)|(?=[012]?\d:[0-5]\d))"
    # In a dump, what stood side by side may be glued: "The GazetteApril 28, 2023".
    front = r"(?:(?<![^\W\d_])|(?-i:(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])))"
    glue, of = r"[\s.,/-]{0,3}", r"(?:(?:de|del|of|d[’']|do|da|ב)\s?)?"
    forms = (
        f"{day}{glue}{of}{month}{glue}{of}{year}",
        rf"{front}{month}{glue}{day}[\s,.]{{1,3}}(?:at\s)?{year}",
        rf"{year}{glue}{of}{month}{glue}{day}(?!\d)",
    )
    numbered = (form.replace("#", str(n)) for n, form in enumerate(forms, 1))
    return re.compile("|".join(f"(?:{form})" for form in numbered), re.IGNORECASE)


def _any_of(entries: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(entries), key=len, reverse=True))
