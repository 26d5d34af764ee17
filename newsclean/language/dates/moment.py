"""A moment as a string gives it, year to second and offset; None for the parts it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

YEARS = range(1500, 2200)
"""Years of the Gregorian calendar that a page may speak of; another year is of another calendar."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The parts that are said; None for those that are not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: timedelta | None = None
    """From UTC."""

    def flaw(self) -> str | None:
        """Why there is no such moment, or None."""
        if self.year is None:
            return "no year"
        if self.year not in YEARS:
            return f"the year {self.year} is of another calendar, or none"
        if self.month is not None and not 1 <= self.month <= 12:
            return f"there is no month {self.month}"
        if self.day is not None and self.date() is None:
            return "there is no such day"
        return None

    def date(self) -> date | None:
        """The day, where it is said and there is one."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def has_time(self) -> bool:
        """Whether a time of day is said that there is."""
        return (
            self.hour is not None
            and 0 <= self.hour <= 23
            and 0 <= (self.minute or 0) <= 59
            and 0 <= (self.second or 0) <= 60
        )

    def iso(self) -> str:
        """ISO 8601, as precise as the string was: ``2023``, ``2023-07``, ``2023-07-11``, or with a
        time to the second and the offset where there is one."""
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        text = f"{self.year:04}-{self.month:02}-{self.day:02}"
        if not self.has_time():
            return text
        text += f"T{self.hour:02}:{self.minute or 0:02}:{min(self.second or 0, 59):02}"
        if self.offset is None:
            return text
        minutes = int(self.offset.total_seconds()) // 60
        return f"{text}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
