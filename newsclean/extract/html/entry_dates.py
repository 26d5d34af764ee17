"""Dates of the entries of an index page, and of the page itself."""

from __future__ import annotations

from ...language.dates.scan import is_weekday_or_month, relative, scan
from .blocks import Page

_LONGEST_LABEL = 60


def date_in(text: str) -> str | None:
    """The date in a short text, absolute or relative."""
    if len(text) > 120:
        return None
    found = scan(text)
    if found:
        return found[0].whole
    words = text.split()
    for count in range(min(len(words), 5), 0, -1):
        for part in (words[-count:], words[:count]):
            said = " ".join(part).strip("()[], -–—")
            if relative(said) and (count == len(words) or len(text) < _LONGEST_LABEL):
                return said
    return text if _is_day(text) else None


def _is_day(text: str) -> bool:
    """A day without its year.

    >>> _is_day("12 June"), _is_day("Jun. 12"), _is_day("June 2025"), _is_day("12 men")
    (True, True, False, False)
    """
    words = text.lower().split()[:3] if len(text) < 30 else []
    numbers = [word.rstrip(".") for word in words if word[:1].isdigit()]
    names = [word for word in words if not word[:1].isdigit()]
    return (
        len(numbers) == len(names) == 1
        and numbers[0].isdecimal()
        and 0 < int(numbers[0]) < 32
        and is_weekday_or_month(names[0])
    )


def page_day(page: Page, first: int) -> str | None:
    """The page's own date: the first that stands above the entries."""
    for chunk in page.chunks[:first]:
        if chunk.text and len(chunk.text) < 120:
            for when in scan(chunk.text):
                return when.whole
    return None
