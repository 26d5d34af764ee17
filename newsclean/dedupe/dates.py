"""The day of a date string, read without more than a glance."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MAX = 60


@lru_cache(maxsize=10_000)
def day_number(published: str | None) -> int:
    """Days since 1970-01-01 of an ISO or a plainly written date, 0 where it cannot be told."""
    text = (published or "").strip()[:_MAX]
    iso = _ISO.match(text)
    try:
        if iso:
            return date(*map(int, iso.groups())).toordinal() - 719_163
        return _loose(text) if any(map(str.isdigit, text)) else 0
    except (ValueError, OverflowError):
        return 0


def _loose(text: str) -> int:
    from ..language.dates.parse import read

    moment = read(text)
    day = moment.date() if moment else None
    return day.toordinal() - 719_163 if day else 0
