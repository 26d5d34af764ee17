"""Strings that are dates in a standard's form and nothing else: ISO 8601 and Unix time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from .moment import Moment

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2})"
    r"(?:(?:T|\s|T\s)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,12})?)?\s?"
    r"(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?(?::?\d{2})?)?(?:\[[\w/+-]{1,40}\])?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"((?:19|20)\d\d)(\d\d)(\d\d)"
    r"(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_WEEK = re.compile(r"\d{4}-W\d\d-\d")
_UNIX = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d{1,9})?")
_EARLIEST, _LATEST = datetime(1990, 1, 1), datetime(2100, 1, 1)


def read(text: str) -> Moment | None:
    """What an ISO 8601 string says, or None where it is not one.

    >>> read("2023-07-11T13:41:00.250Z").iso()
    '2023-07-11T13:41:00+00:00'
    >>> read("2023-07").iso(), read("11 July") is None
    ('2023-07', True)
    """
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = (int(p) if p else None for p in match.groups()[:6])
        return Moment(year, month, day, hour, minute, second, offset(match[7]))
    if _WEEK.fullmatch(text):
        from dateutil.parser import isoparse

        try:
            found = isoparse(text)
        except ValueError:
            return Moment(int(text[:4]), 99, 99)
        return Moment(found.year, found.month, found.day)
    return None


def read_unix(text: str) -> Moment | None:
    """What a count of seconds (or milliseconds) since 1970 says; it is UTC by definition.

    >>> read_unix("1689082860").iso()
    '2023-07-11T13:41:00+00:00'
    """
    match = _UNIX.fullmatch(text)
    if not match:
        return None
    found = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=int(match[1]))
    if not _EARLIEST <= found.replace(tzinfo=None) < _LATEST:
        return None
    return Moment(
        found.year, found.month, found.day, found.hour, found.minute, found.second, timedelta()
    )


def offset(text: str | None) -> timedelta | None:
    """The offset that ``Z``, ``+02``, ``+0200`` or ``+02:00`` is; None where it is none.

    >>> offset("-0430") == -timedelta(hours=4, minutes=30)
    True
    """
    if not text:
        return None
    if text[0] not in "+-":
        return timedelta()
    digits = text[1:].replace(":", "")
    digits = digits.zfill(2) if len(digits) < 3 else digits.zfill(4)
    hours, minutes = int(digits[:2]), int(digits[2:4] or 0)
    if hours > 14 or minutes > 59:
        return None
    found = timedelta(hours=hours, minutes=minutes)
    return -found if text[0] == "-" else found
