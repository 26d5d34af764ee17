"""The day in a string: 11 July 2023, July 11th, 2023, 11.07.23, 2023/7/11, July 2023, 2023."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..script import LETTER, fold
from ..tables import words
from .words import DateWords, everything

# All of these see at most `text.LONGEST` characters.
_TOKEN = re.compile(rf"(?P<n>\d+)|(?P<w>{LETTER}+(?:\.{LETTER}+)*)|(?P<p>\S)")
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4}) ?([./-]) ?(\d{1,2})(?: ?\2 ?(\d{1,2}))?(?!\d|\2\d)")
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?!\d|\2\d)")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])[/.](\d{4})(?![\d/]|[.-]\d)")
_DAY_MONTH = re.compile(
    rf"(?:(?P<word>{LETTER}{{2,20}})[.,]{{0,2}} )?(?P<a>\d{{1,2}})(?P<by>[./-])(?P<b>\d{{1,2}})"
    rf"(?P<stop>\.?)(?P<more>,? {{3,}}\W*{LETTER}*\.?)?"
)
_NO_YEAR = re.compile(r"(?<!\S)--(\d\d)-(\d\d)(?!\S)")
_YEAR = re.compile(r"\A[\W_]*(\d{4})[\W_]*")


@cache
def _between() -> frozenset[str]:
    """What may stand between the parts of a date: articles, ordinals' ends, "of", "year"."""
    return frozenset(fold(word) for word in words("dates.between"))


_GAP = 3
"""Tokens that may stand between two parts of a date."""


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A date in a string as it is written."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    short_year: bool = False
    """The year has two digits."""
    numbers: tuple[int, int] | None = None
    """Two numbers of which one is the day and the other the month."""
    separator: str = ""

    def parts(self) -> int:
        """How many of year, month and day are said."""
        if self.numbers:
            return 2 + (self.year is not None)
        return sum(part is not None for part in (self.year, self.month, self.day))


def find(text: str, known: list[DateWords]) -> FoundDay | None:
    """The fullest date in a string, of several such the first."""
    candidates = [*_numeric(text, known), *_named(text, known)]
    if candidates:
        return max(candidates, key=lambda f: (f.parts(), -f.start))
    if match := _YEAR.fullmatch(text):
        return FoundDay(*match.span(), year=int(match[1]))
    return None


def weekday(text: str, known: list[DateWords]) -> int | None:
    """The one weekday (0 is Monday) that a string names, or None."""
    found = set()
    for token in _TOKEN.finditer(text):
        if token["w"]:
            word = fold(token["w"]).replace(".", "")
            days = (own.weekdays.get(word) for own in known)
            found.add(next((day for day in days if day is not None), None))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _day_and_month(text: str, known: list[DateWords]) -> Iterator[FoundDay]:
    """A bare "18.2." or "28-09", where a weekday or a time of day (now blanks) is beside it."""
    before = len(text) - len(text.lstrip())
    match = _DAY_MONTH.fullmatch(text, before)
    if match is None:
        return
    word = fold(match["word"] or "")
    is_weekday = any(word in own.weekdays for own in known)
    if (is_weekday or not word) and (is_weekday or before or match["more"] or match["stop"]):
        numbers = (int(match["a"]), int(match["b"]))
        yield FoundDay(*match.span("a"), numbers=numbers, separator=match["by"])


def _numeric(text: str, known: list[DateWords]) -> Iterator[FoundDay]:
    for match in _YEAR_FIRST.finditer(text):
        day = int(match[4]) if match[4] else None
        yield FoundDay(*match.span(), int(match[1]), int(match[3]), day, separator=match[2])
    for match in _YEAR_LAST.finditer(text):
        yield FoundDay(
            *match.span(),
            year=int(match[4]),
            short_year=len(match[4]) == 2,
            numbers=(int(match[1]), int(match[3])),
            separator=match[2],
        )
    for match in _MONTH_YEAR.finditer(text):
        yield FoundDay(*match.span(), year=int(match[2]), month=int(match[1]))
    yield from _day_and_month(text, known)
    for match in _NO_YEAR.finditer(text):
        yield FoundDay(*match.span(), month=int(match[1]), day=int(match[2]))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    number: str = ""
    word: str = ""

    @property
    def is_day(self) -> bool:
        return 0 < len(self.number) <= 2

    @property
    def is_year(self) -> bool:
        return len(self.number) == 4


_NOTHING = _Token(0, 0)


def _named(text: str, known: list[DateWords]) -> Iterator[FoundDay]:
    """Dates whose month is a word."""
    tokens = [
        _Token(m.start(), m.end(), m["n"] or "", fold(m["w"]) if m["w"] else "")
        for m in _TOKEN.finditer(text)
    ]
    for at, token in enumerate(tokens):
        month = _month(token.word, known) if token.word else None
        if month is None:
            continue
        left, at_left = _near(tokens, at, -1, known)
        right, at_right = _near(tokens, at, 1, known)
        left2 = _near(tokens, at_left, -1, known)[0] if left.is_day else _NOTHING
        right2, at_right2 = _near(tokens, at_right, 1, known)
        if not right.is_day:
            right2 = _NOTHING
        elif right2.is_day:  # July 11-13, 2023
            right2, _ = _near(tokens, at_right2, 1, known)
        forms = (
            (left, right),  # 11 July 2023
            (right, right2),  # July 11, 2023
            (right, left),  # 2023 July 11
            (left, left2),  # 2023, 11 July
        )
        for day, year in forms:
            if day.is_day and year.is_year:
                yield _found(token, month, day, year)
                break
        else:
            yield from _partial(token, month, left, right)


def _partial(token: _Token, month: int, left: _Token, right: _Token) -> Iterator[FoundDay]:
    """A month's date without a full year, or without a day."""
    # Glued to a word, a number alone is part of a name: "mart1".
    if left.is_day and (right.is_day or left.end < token.start):  # 11-Jul-23, 11 July
        yield _found(token, month, left, right if right.is_day else _NOTHING)
    elif right.is_day and token.end < right.start:  # July 11
        yield _found(token, month, right, _NOTHING)
    elif right.is_year or left.is_year:  # July 2023
        yield _found(token, month, _NOTHING, right if right.is_year else left)


def _found(token: _Token, month: int, day: _Token, year: _Token) -> FoundDay:
    parts = [part for part in (token, day, year) if part is not _NOTHING]
    return FoundDay(
        min(part.start for part in parts),
        max(part.end for part in parts),
        year=int(year.number) if year.number else None,
        month=month,
        day=int(day.number) if day.number else None,
        short_year=year.is_day,
    )


def _month(word: str, known: list[DateWords]) -> int | None:
    for form in {word.replace(".", ""): 0, word.partition(".")[0]: 0}:
        for own in known:
            if form in own.months:
                return own.months[form]
    form = word.replace(".", "")
    return everything().months.get(form) if len(form) > 2 else None


def _near(tokens: list[_Token], at: int, step: int, known: list[DateWords]) -> tuple[_Token, int]:
    """The next number on one side of a token, over what may stand between the parts of a date."""
    for index in range(at + step, at + step * (_GAP + 2), step):
        if not 0 <= index < len(tokens):
            break
        token = tokens[index]
        if token.number:
            return token, index
        if token.word and not _may_stand_between(token.word, known):
            break
    return _NOTHING, at


def _may_stand_between(word: str, known: list[DateWords]) -> bool:
    word = word.replace(".", "")
    return len(word) <= 2 or word in _between() or any(word in own.weekdays for own in known)
