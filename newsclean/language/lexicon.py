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

    language: str
    """The code; empty for all languages."""
    by: frozenset[str]
    """Words that stand before a name."""
    by_pattern: re.Pattern[str]
    """One of these words at the start of a text, whole; with a kind of text before it ("An
    analysis by")."""
    helped_pattern: re.Pattern[str]
    """What announces somebody who did not write the text: "Edited by", "Translation:"."""
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
    months: frozenset[str]
    days: frozenset[str]
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
    "helped": "bylines.helped",
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
    dated = codes if code else having("dates")
    months = frozenset(name for each in dated for name in _months(each) if code or len(name) > 2)
    days = (section(each, "dates.weekdays") or () for each in dated)
    calendar: str = section(code, "dates.calendar") or ""
    return Lexicon(
        language=code,
        by=frozenset(merged["by"]),
        by_pattern=_by_pattern(merged),
        helped_pattern=_helped_pattern(merged["helped"]),
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
            rf"(?:(?P<today>{any_of(merged['today'])})|(?P<updated>{any_of(merged['updated'])})"
            rf"|(?P<published>{any_of(merged['published'])}))",
            re.IGNORECASE,
        ),
        stop=frozenset(merged["stop"]),
        home=frozenset(merged["home"]),
        months=months,
        days=frozenset(name for own in days for day in own for name in day),
        calendar=calendar,
    )


def _words(path: str, codes: Iterable[str], one: bool) -> Iterator[str]:
    """The entries of a list; very short ones mean other things in other languages."""
    for code in codes:
        for word in section(code, path) or ():
            if one or len(word) > 2 or not word.isascii():
                yield word


def _months(code: str) -> Iterator[str]:
    """The names of a language's months."""
    for names in section(code, "dates.months") or ():
        yield from names
    for prefix in section(code, "dates.month_prefixes") or ():
        yield from (f"{prefix}{name}" for names in section(code, "dates.months") for name in names)
    if section(code, "dates.calendar") == "solar hijri":
        yield from SOLAR_HIJRI_MONTHS


def _by_pattern(lists: dict[str, list[str]]) -> re.Pattern[str]:
    by, genres = any_of(lists["by"]), any_of(lists["genres"])
    after_genre = any_of([*lists["by"], *lists["genre_by"]])
    return re.compile(
        rf"(?:(?:{genres})\s(?:{after_genre})|{by})(?=[\s:：＝・/／\x1f])", re.IGNORECASE
    )


def _helped_pattern(entries: list[str]) -> re.Pattern[str]:
    """Several words are a label anywhere, one only before a colon: it may be somebody's job."""
    phrases = [f"(?:{any_of(e for e in entries if ' ' in e)})" + r"(?=[\s:：\x1f]|$)"]
    words = any_of(e for e in entries if " " not in e)
    if words:
        phrases.append(rf"(?:{words})\s?[:：／/]")
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})", re.IGNORECASE)


def any_of(entries: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(entries), key=len, reverse=True))
