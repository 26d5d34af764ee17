"""Named time zones. ``zones.json`` gives an offset, a zone of the tz database, or either by the
country of the page; a name without an entry for the page's country is ambiguous."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .dates import iso


@lru_cache(maxsize=1)
def _zones() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files(__package__) / "zones.json").read_text("utf-8"))
    return data


def is_zone(name: str) -> bool:
    """Whether a name is that of a zone, in the case given."""
    return name in _zones()


def offset_at(name: str, when: datetime, region: str | None) -> timedelta | None:
    """A zone's offset at a local time; None where the name means several zones or
    none.

    ``name`` is an abbreviation of ``zones.json`` or a name of the tz database. ``region`` is the
    ISO 3166 code of the page's country.

    >>> offset_at("EDT", datetime(2023, 7, 11), None) == timedelta(hours=-4)
    True
    >>> offset_at("IST", datetime(2023, 7, 11), None) is None
    True
    """
    entry = _zones().get(name, name)
    if isinstance(entry, dict):
        entry = entry.get(region or "", entry.get(""))
    if entry is None:
        return None
    if "/" not in entry:
        return iso.offset(entry)
    try:
        return when.replace(tzinfo=ZoneInfo(entry)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no such zone, or no tz database here
        return None
