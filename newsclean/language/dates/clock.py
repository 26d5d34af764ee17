"""The time of day in a string: 9:41, 9:41 AM EDT, 14.30 Uhr, 14h30, kl. 14.30, 下午3:41."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from .. import zones
from ..script import fold
from . import iso
from .words import date_words, known_languages

# All of these see at most `text.LONGEST` characters.
_COLON = re.compile(r"(?<![\d:.])(\d{1,2}) ?: ?(\d{2})(?: ?: ?(\d{2})(?:[.,]\d{1,9})?)?(?!\d)")
_H = re.compile(r"(?<![\d:.])(\d{1,2}) ?[hH](?: ?(\d{2})(?!\d))?(?![^\W\d_])()")
_DOT = re.compile(r"(?<![\d:.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.]\d|\d)")
_LONE = re.compile(r"(?<![\d:./-])(\d{1,2})(?![\d:/-])()()")
_CJK = re.compile(r"(\d{1,2}) ?[時时點点시] ?(?:(\d{1,2}) ?[分분])?(?: ?(\d{1,2}) ?[秒초])?")
_NUMERIC_ZONE = re.compile(r"[ ,(\[]{0,3}(?:GMT|UTC|UT)? ?([+-] ?\d{1,2}(?::?\d{2})?)(?![\d:])\)?")
_NAMED_ZONE = re.compile(
    r"[ ,(\[]{0,3}([^\W\d_]{1,5}|[A-Z][A-Za-z]{2,20}/[A-Z][A-Za-z_]{2,30})(?![\w.])"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day and where in the string it stands."""

    hour: int
    minute: int = 0
    second: int = 0
    start: int = 0
    end: int = 0
    offset: timedelta | None = None
    zone: str | None = None
    """A named zone."""


def find(text: str, language: str | None, *, loose: bool = False) -> Clock | None:
    """The first time of day in a string.

    Unless ``loose``, only one that can be nothing else (hours and minutes parted by a colon); what
    else may be a time is so only in a string whose date has been found.
    """
    patterns = (_CJK, _COLON, _H, _DOT, _LONE) if loose else (_CJK, _COLON)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if clock := _read(text, match, pattern, language):
                return clock
    return None


def _read(
    text: str, match: re.Match[str], pattern: re.Pattern[str], language: str | None
) -> Clock | None:
    hour, minute, second = (int(group) if group else 0 for group in match.groups())
    start, end = match.span()
    half, start, end = _half_of_day(text, start, end, language)
    cue = half is not None
    after = re.compile(rf" ?(?:{_alternatives('hour', language)})(?!\w)\.?", re.I)
    if pattern is not _CJK and (hour_word := after.match(text, end)):
        end, cue = hour_word.end(), True
    if pattern is _LONE and not cue:
        return None
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half else 0)
    offset, zone, end = _zone(text, end, relaxed=cue)
    return Clock(hour, minute, second, start, end, offset, zone)


def _half_of_day(
    text: str, start: int, end: int, language: str | None
) -> tuple[bool | None, int, int]:
    """Whether the time is of the afternoon (None: not said), and the span with what says so."""
    after, before = _halves(language)
    if match := after.match(text, end):
        return match["pm"] is not None, start, match.end()
    if match := before.search(text, max(0, start - 12), start):
        return match["pm"] is not None, match.start(), end
    return None, start, end


@lru_cache(maxsize=64)
def _halves(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a.m. and p.m. after and before a time."""
    either = f"(?:(?P<am>{_alternatives('am', language)})|(?P<pm>{_alternatives('pm', language)}))"
    return re.compile(rf" ?{either}(?!\w)", re.I), re.compile(rf"{either} ?$", re.I)


@lru_cache(maxsize=256)
def _alternatives(kind: str, language: str | None) -> str:
    """The words of a kind in the page's language and English, and those of all languages that
    no Latin word can be mistaken for."""
    found = {w for code in ("en", language) if code for w in date_words(code).words(kind)}
    for code in known_languages():
        found |= {w for w in date_words(code).words(kind) if not w.isascii()}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda w: (-len(w), w))) or "(?!)"


def _zone(text: str, at: int, *, relaxed: bool) -> tuple[timedelta | None, str | None, int]:
    """The offset or the named zone after a time, and where it ends.

    ``relaxed``: a name may be in small letters, as behind "am" or "pm".
    """
    if match := _NUMERIC_ZONE.match(text, at):
        offset = iso.offset(match[1].replace(" ", ""))
        if offset is not None:
            return offset, None, match.end()
    if match := _NAMED_ZONE.match(text, at):
        name = match[1]
        if relaxed and len(fold(name)) > 2:
            name = name if "/" in name else name.upper()
        if zones.is_zone(name) or "/" in name:
            return None, name, match.end()
    return None, None, at
