"""Whether the story can be read without paying."""

from __future__ import annotations

import re

from ....article import Evidence
from .clues import Choice, Clue
from .page import Context

_LOCKED = re.compile(r"locked|metered|paid|premium|subscri|paywall|restricted|plus", re.IGNORECASE)
_FREE = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def choose(page: Context) -> Choice:
    """What ``isAccessibleForFree`` or the content tier says; None where the page does not say."""
    for clue in page.pool.of("free", "json-ld", "microdata", "json-ld:page"):
        if clue.value.lower() in _FREE:
            return _choice(clue, _FREE[clue.value.lower()])
    for clue in page.pool.of("tier"):
        if clue.value.lower() == "free" or _LOCKED.search(clue.value):
            return _choice(clue, clue.value.lower() == "free")
    return Choice(None, None)


def _choice(clue: Clue, free: bool) -> Choice:
    return Choice(free, Evidence(source=clue.source, raw=clue.raw))
