"""A record's dates as instants, for programs that take nothing else.

A record's own dates say no more than the page does: ``2031-04-09``, or a time without an offset.
Here such a date becomes a full one, and its precision tells what of it is known.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Literal, NamedTuple

Precision = Literal["year", "month", "day", "local", "exact"]
"""How much is known: the year; the month; the day; a time, but not its zone; the instant."""

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?"
    r"(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)


class Instant(NamedTuple):
    """A moment in UTC; what is not known of it is the earliest there is, and the zone UTC."""

    moment: datetime
    precision: Precision

    def iso(self) -> str:
        """As RFC 3339 has it, to the second."""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def instant(text: str | None) -> Instant | None:
    """The instant that a date of a record stands for; None where it is no ISO 8601 date.

    >>> instant("2031-04-09").iso(), instant("2031-04-09T10:00+02:00").iso()
    ('2031-04-09T00:00:00Z', '2031-04-09T08:00:00Z')
    >>> instant("2031-04").precision, instant("2031-04-09T10:00").precision, instant("9 Apr")
    ('month', 'local', None)
    """
    match = _ISO.fullmatch((text or "").strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        moment = datetime(
            int(year), int(month or 1), int(day or 1), tzinfo=timezone.utc
        ) + timedelta(hours=int(hour or 0), minutes=int(minute or 0), seconds=int(second or 0))
        if offset and offset != "Z":
            hours, minutes = int(offset[1:3]), int(offset[-2:])
            away = timedelta(hours=hours, minutes=minutes)
            moment -= away if offset[0] == "+" else -away
    except (ValueError, OverflowError):
        return None
    known: Precision = "year"
    if hour:
        known = "exact" if offset else "local"
    elif day or month:
        known = "day" if day else "month"
    return Instant(moment, known)
