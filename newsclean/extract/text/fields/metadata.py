"""Fields from what stands above a page: front matter, the header of a reader service.

Such a header states its fields by name, so they come before what the page's own blocks say; the
title alone gives way to a headline of the page that it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....language.script import words_of
from ..dump import Dump
from ..lines import Line, tidy
from ..story import Found, Story

_NAMES = {
    "title": ("title", "headline"),
    "published": (
        "published time",
        "published",
        "date",
        "datepublished",
        "publish_date",
        "created",
    ),
    "modified": ("modified time", "modified", "updated", "lastmod", "last_modified"),
    "url": ("url source", "url", "source_url", "canonical", "canonical_url", "link", "permalink"),
    "publisher": ("publisher", "site", "sitename", "site_name", "hostname"),
    "section": ("section", "category", "categories"),
}
_AUTHORS = ("author", "authors", "byline", "creator")
_TAGS = ("tags", "keywords")
_SUMMARY = ("description", "summary", "excerpt")
_MOST = 20
_LONGEST = 500
"""Characters of a value."""


def read_metadata(dump: Dump, story: Story) -> None:
    """Fill a story's fields from the header above its page.

    >>> story, dump = Story(), Dump([], metadata={"title": "Rain", "author": ["Ana Cruz"]})
    >>> read_metadata(dump, story)
    >>> story.title.value, [found.value for found in story.authors]
    ('Rain', ['Ana Cruz'])
    """
    if not dump.metadata:
        return
    for field, names in _NAMES.items():
        found = next(_values(dump, names), None)
        if found is None:
            continue
        own = story.title if field == "title" else None
        if own is not None and " ".join(words_of(own.value)) in " ".join(words_of(found.value)):
            continue  # the header has the window's title: headline and site
        setattr(story, field, found)
        story.margins[field] = 0.97
    if authors := list(_values(dump, _AUTHORS)):
        story.authors, story.margins["authors"] = authors, 0.97
    if tags := list(_values(dump, _TAGS)):
        story.tags = tags
    if not story.summary:
        story.summary = list(_values(dump, _SUMMARY))[:1]


def _values(dump: Dump, names: tuple[str, ...]) -> Iterator[Found]:
    """The values of the first of the names that the header has."""
    for name in names:
        value = dump.metadata.get(name)
        if value is None:
            continue
        line = dump.metadata_lines.get(name) or Line(1, "", "")
        parts = value if isinstance(value, list) else [value]
        for part in parts[:_MOST]:
            text = tidy(part)[:_LONGEST] if isinstance(part, str) else ""
            if text:
                yield Found(text, line, f"“{name}” above the page")
        return
