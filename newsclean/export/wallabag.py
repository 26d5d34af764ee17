"""What wallabag imports (Import contents > wallabag v2, a JSON file): texts to read later.

wallabag passes over what has no address, so a record without one gets ``urn:newsclean:ID``.
"""

from __future__ import annotations

from ..article import Article
from . import Options, _feed
from ._array import close, item, only
from ._html import body, web

SUFFIX = ".wallabag.json"

_WORDS_A_MINUTE = 200
"""As wallabag counts its reading time."""


def head(options: Options) -> str:
    """The array opens."""
    return "["


def record(article: Article, index: int, options: Options) -> str:
    """The record as an entry, unread."""
    published = _feed.published(article)
    image = article.image.url if article.image else None
    fields = {
        "url": web(article.url) or _feed.entry_id(article),
        "uid": article.id,
        "title": article.title or web(article.url) or article.id,
        "content": body(article) or "<p></p>",
        "is_archived": 0,
        "is_starred": 0,
        "tags": article.tags,
        "mimetype": "text/html",
        "language": (article.language or "").replace("-", "_"),
        "published_at": published.iso() if published else None,
        "published_by": article.authors,
        "created_at": _feed.updated(article).iso(),
        "reading_time": (article.word_count or 0) // _WORDS_A_MINUTE,
        "preview_picture": web(image),
    }
    # wallabag reads these keys whether there is anything in them or not.
    return item(fields, index, keep=("tags", "published_by"))


def tail(count: int, options: Options) -> str:
    """The array closes."""
    return close(count) + "\n"


def identity(document: str) -> str | None:
    """The id of the only entry."""
    found = only(document)
    value = found.get("uid") if found else None
    return value if isinstance(value, str) else None
