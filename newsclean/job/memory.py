"""What `dedupe --seen FILE` remembers, shown and trimmed."""

from __future__ import annotations

import time
from datetime import datetime, timezone

from ..system.streams import tell
from .journal import counted


def show_memory(path: str, forget: float | None) -> None:
    """Tell what a memory of stories holds, once it has forgotten what it is to forget.

    ``forget``: stories that were not seen for so many seconds. Raises `NewscleanError`.
    """
    from ..dedupe.seen import Memory

    memory = Memory(path, create=False)
    if forget is not None:
        memory.begin()
        gone = memory.forget(time.time() - forget)
        memory.commit()
        memory.compact()
        tell(f"forgot   {_stories(gone)}")
    held = memory.contents()
    memory.close()
    tell(f"holds    {_stories(held.stories)}, told by {counted(held.records, 'record')}")
    tell(f"seen     {_day(held.first)} to {_day(held.last)}")
    tell(f"size     {held.size / 1e6:,.1f} MB")


def _day(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%d %H:%M} UTC"


def _stories(number: int) -> str:
    return f"{number:,} {'story' if number == 1 else 'stories'}"
