"""Write anew what CLDR calls months, weekdays and times ago, from the babel that is installed.

    python -m tests.regenerate_date_words

The file that it writes (newsclean/extract/text/dates.json) is there so that reading a page need
not load the data of all locales, which takes longer than the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from babel.dates import format_timedelta, get_day_names, get_month_names

import newsclean.extract.text.dates as reader

LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "tr", "ru", "uk"),
    *("sv", "da", "nb", "fi", "ro", "hu", "el", "bg", "hr", "sk", "sl", "ca", "id", "vi"),
    *("ar", "he", "fa", "hi", "th", "ko", "ja", "zh"),
)
#: Where other names are in use for the months, or the same year has another number.
REGIONS = ("ar_LB", "ar_TN", "ar_MA")
SECONDS = {
    **{"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800},
    **{"month": 2629800, "year": 31557600},
}
FILE = Path(reader.__file__).with_name("dates.json")


def main() -> None:
    """Write the file."""
    months: set[str] = set()
    days: set[str] = set()
    for language in (*LANGUAGES, *REGIONS):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months |= _plain(get_month_names(width, context, language).values())
                days |= _plain(get_day_names(width, context, language).values())
    ago = {text for each in LANGUAGES for unit in SECONDS for text in _ago(each, unit)}
    words = {
        "months": sorted(m for m in months if len(m) > 2 and not m[0].isdigit()),
        "days": sorted(day for day in days if len(day) > 1),
        "ago": sorted(ago),
    }
    FILE.write_text(json.dumps(words, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _plain(names: Any) -> set[str]:
    return {name.casefold().strip(".") for name in names}


def _ago(language: str, unit: str) -> Iterator[str]:
    for number in (1, 2, 5):
        for style in ("long", "short"):
            try:
                yield format_timedelta(
                    timedelta(seconds=-number * SECONDS[unit]),
                    granularity=cast("Any", unit),
                    threshold=number + 1,
                    add_direction=True,
                    format=cast("Any", style),
                    locale=language,
                )
            except KeyError:  # babel has no such form for the language
                continue


if __name__ == "__main__":
    main()
