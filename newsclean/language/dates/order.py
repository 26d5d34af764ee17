"""Whether a place writes the day or the month first."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

#: Two letters that are sold as a word, not used as a country's.
_SOLD = frozenset({"ai", "cc", "co", "eu", "fm", "gg", "io", "la", "ly", "me", "to", "tv", "ws"})


@lru_cache(maxsize=512)
def day_first(language: str | None, region: str | None) -> bool | None:
    """Whether "3/4" is the third day of April there; None where neither is known.

    Source: the short date, else the month-and-day pattern, of CLDR's locale (babel).
    """
    if not language and not region:
        return None
    from babel import Locale, UnknownLocaleError

    for name in (f"{language}_{region}", f"und_{region}" if region else "", language):
        if not name or "None" in name:
            continue
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        pattern = str(locale.date_formats["short"].pattern)
        if pattern.lstrip("'").startswith(("y", "G")):
            skeleton = locale.datetime_skeletons.get("Md")
            pattern = str(skeleton.pattern) if skeleton else pattern
        return pattern.find("d") < pattern.find("M")
    return None


def country(url: str | None) -> str | None:
    """The ISO 3166 code that the last label of a link's host is.

    >>> country("https://www.gull.co.uk/a"), country("https://gull.example/a")
    ('GB', None)
    """
    try:
        label = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    if len(label) != 2 or not label.isalpha() or not label.isascii() or label in _SOLD:
        return None
    return {"uk": "GB"}.get(label, label.upper())
