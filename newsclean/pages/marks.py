"""What the tools that save pages write into them: the page's address, and when it was saved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

_NEAR = 4096
_FAR = 262_144
_URL = rb"(https?://[^\s\"'<>]{1,2000})"
#: "Tue Mar 05 2024 10:00:00 GMT+0100", as JavaScript writes a date.
_JS_DATE = (
    rb"\w{3} (?P<month>\w{3}) (?P<day>\d\d) "
    rb"(?P<year>\d{4}) (?P<time>[\d:]{8}) GMT(?P<zone>[+-]\d{4})"
)
#: Browsers' "save page as": Chromium, and Internet Explorer before it.
_BROWSER = re.compile(rb"<!--\s?saved from url=\(\d{4}\)" + _URL)
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s{1,9}url: " + _URL + rb"\s{1,9}saved date: " + _JS_DATE
)
_SAVE_PAGE_WE_URL = re.compile(rb"<meta name=\"savepage-url\" content=\"" + _URL)
_SAVE_PAGE_WE_DATE = re.compile(rb"<meta name=\"savepage-date\" content=\"" + _JS_DATE)
_HTTRACK = re.compile(
    rb"<!-- Mirrored from ([^\s\"'<>]{1,2000}) by HTTrack Website Copier/[^,<>]{1,60}, "
    rb"\w{3}, (?P<day>\d\d) (?P<month>\w{3}) (?P<year>\d{4}) (?P<time>[\d:]{8}) (?P<zone>GMT)"
)
#: The Internet Archive writes below the page when it was archived.
_ARCHIVE = re.compile(
    rb"FILE ARCHIVED ON (?P<time>[\d:]{8}) (?P<month>\w{3}) (?P<day>\d\d), (?P<year>\d{4})"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a saving tool wrote into a page."""

    url: str | None = None
    saved: datetime | None = None
    """Aware, UTC."""


def find_mark(data: bytes) -> Mark:
    """The mark in a page's bytes; an empty one where there is none."""
    head = data[:_NEAR]
    if found := _SINGLE_FILE.search(head):
        return Mark(_text(found.group(1)), _date(found))
    if found := _HTTRACK.search(head) or _HTTRACK.search(data[-_NEAR:]):
        return Mark("http://" + _text(found.group(1)), _date(found))
    url = _BROWSER.search(head)
    saved = _ARCHIVE.search(data[-_NEAR:])
    if b"savepage-" in data[:_FAR]:
        url = url or _SAVE_PAGE_WE_URL.search(data, 0, _FAR)
        saved = saved or _SAVE_PAGE_WE_DATE.search(data, 0, _FAR)
    return Mark(_text(url.group(1)) if url else None, _date(saved) if saved else None)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _date(found: re.Match[bytes]) -> datetime | None:
    part = {name: value.decode("ascii", "replace") for name, value in found.groupdict().items()}
    zone = part.get("zone", "GMT")
    try:
        date = parsedate_to_datetime(
            f"{part['day']} {part['month']} {part['year']} {part['time']} {zone}"
        )
        return date.astimezone(timezone.utc)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
