"""The day on which a record was published; none where the record itself casts doubt on it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..article import Article

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MAX = 60
#: Parts of normalize's notes on a date that may be of another day.
_DOUBTS = ("could be ", "later than the page itself", ", not a ")
#: The same where the page does not say when it was fetched: counted from when its file was saved.
_COUNTED = "counted from "
_IN_ADDRESS = re.compile(r"/(20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D)")
#: An address may have the day on which a story was planned, or that of another time zone.
_NEAR = 3


def trusted_day(article: Article) -> int:
    """Publication day, counted from 1970-01-01; 0 where it is not known, or to be doubted.

    A date is doubted where its evidence says that it may be of another day, and where the address
    has another one.
    """
    day = day_number(article.published)
    noted = (article.evidence or {}).get("published") if day else None
    fetched = article.source.retrieved if article.source else None
    for note in noted.notes if noted else ():
        if any(doubt in note for doubt in _DOUBTS) or (note.startswith(_COUNTED) and not fetched):
            return 0
    in_address = _IN_ADDRESS.search((article.url or "")[:2000]) if day else None
    if in_address:
        told = day_number("-".join(in_address.groups()))
        if told and abs(told - day) > _NEAR:
            return 0
    return day


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
