"""Pages without a story: login and cookie walls, error pages, empty shells, search pages."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from .body import Body
from .fields import Fields
from .phrases import KINDS
from .texts import size

#: A text of fewer letters is no story by itself, and needs other marks of one ...
_SHORT = 250
#: ... and of fewer than these, none at all.
_SHORTEST = 60
#: A page whose title says "not found" may hold a longer text that explains it.
_EXPLAINED = 1500
_WORD = re.compile(r"\w+")


def why_nothing(body: Body, fields: Fields) -> str | None:
    """Why a page has no story, or None where it has one."""
    if not body.blocks or body.size < _SHORTEST:
        return "hardly any text that could be a story's"
    title = " ".join(_WORD.findall((fields.title or "").lower()))
    if body.size < _EXPLAINED and any(
        title == phrase or title.startswith(phrase + " ") for phrase in _titles()
    ):
        return f"the title is that of a page without a story: {fields.title}"
    marks = _marks(fields)
    if body.size < _SHORT and marks < 1:
        return "a short text, and nothing says that it is a story"
    if marks < 2 and _is_notice(body):
        return "the text is about cookies, subscriptions or the like"
    return None


def _marks(fields: Fields) -> int:
    """How many things on the page say that it is a story."""
    types = fields.page_types
    return (
        bool(fields.published)
        + bool(fields.authors)
        + any("article" in kind or kind.endswith("posting") for kind in types)
    )


def _is_notice(body: Body) -> bool:
    """Most of the text talks of consent, subscriptions or the site itself."""
    measure = body.measure
    assert measure is not None
    notice = total = 0
    for i in body.chosen:
        text = measure.chunks[i].text
        words = [word.lower() for word in _WORD.findall(text[:3000])]
        share, _ = measure.lexicon.look(text[:3000], words)
        length = size(text)
        total += length
        if share[KINDS.index("legal")] or share[KINDS.index("subscribe")]:
            notice += length
    return notice > 0.5 * total


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    text = (files(__package__) / "data" / "nothing.json").read_text("utf-8")
    phrases = [phrase for found in json.loads(text).values() for phrase in found]
    return tuple(" ".join(_WORD.findall(phrase.lower())) for phrase in phrases)
