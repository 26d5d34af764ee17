"""What a page's address says: the day in its path, its host."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

_PARTED = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/.-]|$)")
_SOLID = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)


def day_in(url: str) -> tuple[date, str] | None:
    """The day in a path such as ``/2024/05/17/rain`` and the part that names it.

    >>> day_in("https://news.example/2024/may/17/rain")
    (datetime.date(2024, 5, 17), '2024/may/17')
    """
    path = _path(url)
    for pattern in (_PARTED, _SOLID):
        match = pattern.search(path)
        if match:
            year, month, day = match.groups()
            number = next((n for n, name in enumerate(_NAMES, 1) if name.startswith(month)), 0)
            try:
                found = date(int(year), number or int(month), int(day))
            except ValueError:
                continue
            return found, match.group().strip("/")
    return None


def _path(url: str) -> str:
    try:
        return urlsplit(url[:2000]).path.lower()
    except ValueError:
        return ""


def host(url: str) -> str:
    """The host of an address without ``www.``; empty where there is none."""
    try:
        name = (urlsplit(url[:2000]).hostname or "").lower()
    except ValueError:
        return ""
    return name[4:] if name.startswith("www.") else name


def same_page(a: str, b: str) -> bool:
    """Whether two addresses have the same path, however they are written otherwise."""
    left, right = _path(a).rstrip("/"), _path(b).rstrip("/")
    return len(left) > 1 and left == right
