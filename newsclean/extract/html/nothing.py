"""Pages without a story: login and cookie walls, error pages, empty shells, search pages."""

from __future__ import annotations

import re
from functools import lru_cache

from ...language import tables
from ...language.furniture import KINDS
from ...language.script import SENTENCE_ENDS
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
_SENTENCE = re.compile(rf"(?<=[{SENTENCE_ENDS}])\s*|\n")
#: The share of a text that is a notice's; more where the page says that it has a story.
_HALF, _MOST_NOTICE = 0.5, 0.8
NO_TEXT = "hardly any text that could be a story's"
NOTICE = "the text is about cookies, subscriptions or the like"
#: Types of pages that are stories, beside the articles, and of such as list stories.
_STORIES = (
    "posting",
    "videoobject",
    "audioobject",
    "podcastepisode",
    "imagegallery",
    "video.other",
)
_LISTS = frozenset(("collectionpage", "itemlist", "searchresultspage", "profilepage"))
#: Sources that are a page's own data.
_DATA = ("json-ld", "og:", "meta:", "microdata")


def why_nothing(body: Body, fields: Fields) -> str | None:
    """Why a page has no story, or None where it has one."""
    if not body.blocks or body.size < _SHORTEST:
        return NO_TEXT
    marks = _marks(fields)
    if body.size < _EXPLAINED and _names_none(fields.title or "", marks):
        return f"the title is that of a page without a story: {fields.title}"
    if body.size < _SHORT and marks < 1:
        return "a short text, and nothing says that it is a story"
    if body.size < _EXPLAINED and _is_notice(body, _MOST_NOTICE if marks else _HALF):
        return NOTICE
    return None


def only_facts(reason: str, fields: Fields) -> bool:
    """Whether a page without a text still states the facts of a story: of a video, say.

    It must call itself one, say when it was published or who wrote it, and have a headline; a wall
    or an index has none of its own.
    """
    if reason not in (NO_TEXT, NOTICE) or not fields.title:
        return False
    if _names_none(fields.title, 0) or not _stated(fields, "published", "authors"):
        return False
    if _same(fields.title, fields.site) or _same(fields.title, fields.publisher):
        return False
    types = fields.page_types
    if any(kind in _LISTS for kind in types):
        return False
    return any("article" in kind or kind.endswith(_STORIES) for kind in types)


def _same(title: str, name: str | None) -> bool:
    return bool(name) and _WORD.findall(title.lower()) == _WORD.findall((name or "").lower())


def _stated(fields: Fields, *names: str) -> bool:
    """Whether the page's own data, and not only its text, has one of the fields."""
    sources = [fields.evidence[name].source or "" for name in names if name in fields.evidence]
    return any(source.startswith(_DATA) for source in sources)


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


def _is_notice(body: Body, least: float) -> bool:
    """More than a share of a short text talks of consent, subscriptions or the site itself.

    Weighed by sentences: a phrase in one of them says nothing of the others.
    """
    measure = body.measure
    assert measure is not None
    notice = total = 0
    for i in body.chosen:
        for sentence in _SENTENCE.split(measure.chunks[i].text):
            words = [word.lower() for word in _WORD.findall(sentence)]
            share, _ = measure.furniture.look(sentence, words)
            total += len(sentence)
            if share[KINDS.index("legal")] or share[KINDS.index("subscribe")]:
                notice += len(sentence)
    return notice > least * total


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    return tuple(sorted(" ".join(_WORD.findall(title)) for title in tables.words("no_story")))
