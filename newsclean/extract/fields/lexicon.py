"""Words of bylines and dates, one data file per language (``data/<code>.json``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, and English; or of all languages. Lower case."""

    by: frozenset[str]
    """Words that stand before a name."""
    by_pattern: re.Pattern[str]
    """One of these words at the start of a text, whole; with a kind of text before it ("An
    analysis by")."""
    conjunctions: frozenset[str]
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


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a data file."""
    folder = resources.files(__package__) / "data"
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".json")))


def lexicon(language: str | None) -> Lexicon:
    """The words for a page in a language (BCP 47, any case); of all languages when unknown."""
    code = (language or "").lower().replace("_", "-").split("-")[0]
    code = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "sk": "cs"}.get(code, code)
    return _lexicon(code if code in languages() else "")


@cache
def _lexicon(code: str) -> Lexicon:
    codes = (code, "en") if code else languages()
    merged: dict[str, list[str]] = {}
    months: dict[str, int] = {}
    for each in dict.fromkeys(codes):
        table = _table(each)
        for key, words in table.items():
            if key == "months":
                for number, names in enumerate(words, 1):
                    months.update(dict.fromkeys(names, number))
            else:
                # Very short words mean other things in other languages.
                kept = (w for w in words if code or len(w) > 2 or not w.isascii())
                merged.setdefault(key, []).extend(kept)
    if not code:
        merged["by"].append("by")
    calendar = next(iter(merged.get("calendar", ())), "") if code else ""
    return Lexicon(
        by=frozenset(merged["by"]),
        by_pattern=_by_pattern(merged),
        conjunctions=frozenset(merged["and"]),
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
        days=frozenset(merged["days"]),
        date_pattern=_date_pattern(months, calendar),
        calendar=calendar,
    )


def _table(code: str) -> dict[str, list[str]]:
    file = resources.files(__package__) / "data" / f"{code}.json"
    table: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return table


def _by_pattern(words: dict[str, list[str]]) -> re.Pattern[str]:
    by, genres = _any_of(words["by"]), _any_of(words["genres"])
    after_genre = _any_of([*words["by"], *words["genre_by"]])
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


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
