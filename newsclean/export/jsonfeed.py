"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): an item for each record, with its text."""

from __future__ import annotations

from ..article import Article
from ..article.instants import instant
from . import Options, _feed
from ._array import close, item, only
from ._html import body, web

SUFFIX = ".feed.json"


def head(options: Options) -> str:
    """The feed opens."""
    return f'{{"version": "https://jsonfeed.org/version/1.1", "title": "{_feed.TITLE}",\n"items": ['


def record(article: Article, index: int, options: Options) -> str:
    """The record as an item."""
    published, modified = _feed.published(article), instant(article.modified)
    image = article.image.url if article.image else None
    fields = {
        "id": _feed.entry_id(article),
        "url": web(article.url),
        "title": article.title,
        "summary": article.summary,
        "image": web(image),
        "date_published": published.iso() if published else None,
        "date_modified": modified.iso() if modified else None,
        "authors": [{"name": name} for name in article.authors],
        "tags": article.tags,
        "language": article.language,
        "content_html": body(article),
    }
    return item(fields, index, keep=("content_html",))  # an item must have it, be it empty


def tail(count: int, options: Options) -> str:
    """The feed closes."""
    return close(count) + "}\n"


def identity(document: str) -> str | None:
    """The id of the only item."""
    found = only(document, "items")
    return _feed.identified(f"{found.get('id')}<") if found else None
