"""What dedupe remembers of a record: small, and enough to compare it with any other."""

from __future__ import annotations

import json
from typing import Any
from zlib import crc32

import msgspec

from ..article import Article, to_dict
from ..article.addresses import twin_host, twin_key
from .dates import trusted_day
from .words import encode

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
    """See `addresses.twin_key`."""
    day: int
    """Publication day, counted from 1970-01-01; 0 where none is known, or to be trusted."""
    outlet: int
    """32 bits that the records of one publisher share, or of one site; 0 where none is told."""
    published: str
    publisher: str
    filled: int
    """Fields that have a value."""
    headline: str | None
    link: str | None
    also: bytes
    """JSON: the entries that its ``also`` had; empty if it had none."""

    @property
    def page(self) -> int:
        """32 bits that the states of one page share: an address, or a headline of one day."""
        if self.url:
            return self.url & 0xFFFFFFFF
        if not self.title or not self.day:
            return 0
        return crc32(self.title.encode("utf-16-le", "surrogatepass"), self.day)


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
        day=trusted_day(article),
        outlet=outlet(article),
        published=article.published or "",
        publisher=article.publisher or "",
        filled=_filled(article),
        headline=article.title,
        link=article.url,
        also=_also(article) if article.also else b"",
    )


def outlet(article: Article) -> int:
    """See `Mark`."""
    name = (article.publisher or "").strip().casefold() or twin_host(article.url)
    return crc32(name.encode("utf-8", "surrogatepass")) if name else 0


def _also(article: Article) -> bytes:
    entries = list(map(to_dict, article.also or ()))
    return json.dumps(entries, ensure_ascii=False).encode("utf-8", "surrogatepass")


def entry(m: Mark) -> dict[str, Any]:
    """A record as another one's ``also`` lists it."""
    return {
        "id": m.id or None,
        "publisher": m.publisher or None,
        "url": m.link,
        "title": m.headline,
        "published": m.published or None,
    }


def entries(m: Mark) -> list[dict[str, Any]]:
    """A record and those that its own ``also`` had."""
    return [entry(m), *(json.loads(m.also.decode("utf-8", "surrogatepass")) if m.also else ())]


def _filled(article: Article) -> int:
    values = (article.title, article.authors, article.publisher, article.section, article.tags)
    more = (article.place, article.language, article.published, article.url, article.summary)
    return sum(map(bool, values + more)) + bool(article.image) + bool(article.body)
