"""Atom (RFC 4287): a feed with an entry for each record, its text included."""

from __future__ import annotations

from ..article import Article
from . import Options, _feed
from ._html import body, element, text, web

SUFFIX = ".atom"


def head(options: Options) -> str:
    """The feed opens; its time comes with the first record, so that a file can be made again."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<id>{_feed.FEED_ID}</id>\n<title>{_feed.TITLE}</title>\n"
        f"<author><name>{_feed.TITLE}</name></author>\n<generator>newsclean</generator>\n"
    )


def record(article: Article, index: int, options: Options) -> str:
    """The record as an entry."""
    published = _feed.published(article)
    parts = [
        f"<id>{text(_feed.entry_id(article))}</id>",
        f"<title>{text(article.title)}</title>",
        f"<updated>{_feed.updated(article).iso()}</updated>",
        element("published", published.iso() if published else None),
        *(f"<author>{element('name', name)}</author>" for name in article.authors if name),
        element("link", None, rel="alternate", href=url) if (url := web(article.url)) else "",
        *(element("category", None, term=tag) for tag in article.tags),
        element("dc:publisher", article.publisher),
        element("summary", article.summary),
        element("content", body(article), type="html"),
    ]
    language = f' xml:lang="{text(article.language)}"' if article.language else ""
    first = "" if index else f"<updated>{_feed.updated(article).iso()}</updated>\n"
    return f"{first}<entry{language}>\n" + "\n".join(filter(None, parts)) + "\n</entry>\n"


def tail(count: int, options: Options) -> str:
    """The feed closes."""
    empty = "" if count else f"<updated>{_feed.updated(Article()).iso()}</updated>\n"
    return f"{empty}</feed>\n"


def identity(document: str) -> str | None:
    """The id of the only entry."""
    return _feed.identified(document)
