"""What dedupe remembers of a record: small, and enough to compare it with any other."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from ..article import Also, Article, to_dict
from .dates import day_number
from .urls import twin_key
from .words import MAX_CODES, encode

#: A headline's codes.
MAX_TITLE = 24


class Mark(msgspec.Struct, gc=False, array_like=True):
    """The signature of a record."""

    id: str
    kind: str
    title: str
    """The headline's codes, see `words`."""
    body: str
    """The body's codes; the summary's where there is no body."""
    words: int
    """Words of the body, or a near guess of it."""
    url: int
    """See `urls.twin_key`."""
    day: int
    """Publication day, counted from 1970-01-01; 0 where none is known."""
    published: str
    publisher: str
    filled: int
    """Fields that have a value."""
    about: bytes
    """JSON: the entries for ``also``, first that of the record itself, then those it had."""

    @property
    def capped(self) -> bool:
        """Whether the text goes on after the codes."""
        return len(self.body) >= MAX_CODES


def mark(article: Article) -> Mark:
    """The signature of a record, normalised or not."""
    body, words = encode(article.texts())
    if not words and article.summary:
        body, words = encode([article.summary])
    return Mark(
        id=article.id,
        kind=article.kind,
        title=encode([article.title or ""], MAX_TITLE)[0],
        body=body,
        words=article.word_count or words,
        url=twin_key(article.url),
        day=day_number(article.published),
        published=article.published or "",
        publisher=article.publisher or "",
        filled=_filled(article),
        about=_about(article),
    )


def _about(article: Article) -> bytes:
    entries = [_entry(article), *map(to_dict, article.also or ())]
    return json.dumps(entries, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _entry(article: Article) -> dict[str, Any]:
    also = Also(
        id=article.id or None,
        publisher=article.publisher,
        url=article.url,
        title=article.title,
        published=article.published,
    )
    return to_dict(also)


def _filled(article: Article) -> int:
    values = (article.title, article.authors, article.publisher, article.section, article.tags)
    more = (article.place, article.language, article.published, article.url, article.summary)
    return sum(map(bool, values + more)) + bool(article.image) + bool(article.body)
