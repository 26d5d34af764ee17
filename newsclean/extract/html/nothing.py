"""Pages without a story: login and cookie walls, error pages, empty shells, search pages."""

from __future__ import annotations

import re
from functools import lru_cache

from ...language import tables
from ...language.furniture import KINDS
from .body import Body
from .fields import Fields

#: A text of fewer letters is no story by itself, and needs other marks of one ...
_SHORT = 250
#: ... and of fewer than these, none at all.
_SHORTEST = 60
#: A page whose title says "not found" may hold a longer text that explains it.
_EXPLAINED = 1500
#: A title of one telling word and no more than a name.
_MOST_WORDS = 4
_WORD = re.compile(r"\w+")


def why_nothing(body: Body, fields: Fields) -> str | None:
    """Why a page has no story, or None where it has one."""
    if not body.blocks or body.size < _SHORTEST:
        return "hardly any text that could be a story's"
    marks = _marks(fields)
    if body.size < _EXPLAINED and _names_none(fields.title or "", marks):
        return f"the title is that of a page without a story: {fields.title}"
    if body.size < _SHORT and marks < 1:
        return "a short text, and nothing says that it is a story"
    if body.size < _EXPLAINED and marks < 1 and _is_notice(body):
        return "the text is about cookies, subscriptions or the like"
    return None


def _names_none(title: str, marks: int) -> bool:
    """Whether a title is that of a page without a story, alone or with something after it.

    A single word, as in "Search for lost dog goes on", says so only alone, or with no more than
    a name where nothing else speaks of a story.
    """
    words = _WORD.findall(title.lower())
    whole = " ".join(words)
    for phrase in _titles():
        if whole == phrase:
            return True
        if whole.startswith(phrase + " ") and (
            " " in phrase or (marks < 1 and len(words) <= _MOST_WORDS)
        ):
            return True
    return False


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
        length = measure.chunks[i].size
        total += length
        if share[KINDS.index("legal")] or share[KINDS.index("subscribe")]:
            notice += length
    return notice > 0.5 * total


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    return tuple(sorted(" ".join(_WORD.findall(title)) for title in tables.words("no_story")))
