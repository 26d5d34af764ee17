"""Days of calendars other than the Gregorian one."""

from __future__ import annotations

from datetime import date, timedelta

BUDDHIST = 543
"""Years that the Buddhist era of Thailand is ahead."""
ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "民國": 1911,
    "民国": 1911,
}
"""The Gregorian year before an era's first. Sources: the Japanese era calendar; Minguo."""
SOLAR_HIJRI_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
_FIRST = (1403, date(2024, 3, 20))
_YEARS = range(1300, 1500)


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one of Iran's calendar, or None where there is no such day.

    Method: the arithmetic leap rule of 33 years, right for the years 1178 to 1633.

    >>> solar_hijri(1402, 12, 22), solar_hijri(1402, 12, 30), solar_hijri(1403, 12, 30)
    (datetime.date(2024, 3, 12), None, datetime.date(2025, 3, 20))
    """
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not 1 <= day <= length:
        return None
    known, first = _FIRST
    leaps = sum(map(_is_leap, range(min(year, known), max(year, known))))
    ahead = (year - known) * 365 + (leaps if year > known else -leaps)
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return first + timedelta(days=ahead + before + day - 1)


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8
