"""RSS 2.0 (https://www.rssboard.org/rss-specification): an item for each record, with its text.

The text is in ``content:encoded``, the authors are in ``dc:creator`` and the publisher in
``dc:publisher``: RSS itself has a place for an author's mail address alone.
"""

from __future__ import annotations

from email.utils import format_datetime

from ..article import Article
from . import Options, _feed
from ._html import body, element, text, web

SUFFIX = ".rss"


def head(options: Options) -> str:
    """The channel opens."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>{_feed.TITLE}</title>\n<link>{_feed.FEED_ID}</link>\n"
        "<description>Articles of saved pages</description>\n<generator>newsclean</generator>\n"
    )


def record(article: Article, index: int, options: Options) -> str:
    """The record as an item."""
    published = _feed.published(article)
    parts = [
        f"<title>{text(article.title)}</title>",
        element("link", web(article.url)),
        element("guid", _feed.entry_id(article), isPermaLink="false"),
        element("pubDate", format_datetime(published.moment) if published else None),
        *(element("dc:creator", name) for name in article.authors),
        element("dc:publisher", article.publisher),
        element("dc:language", article.language),
        *(element("category", tag) for tag in article.tags),
        element("description", article.summary),
        element("content:encoded", body(article)),
    ]
    return "<item>\n" + "\n".join(filter(None, parts)) + "\n</item>\n"


def tail(count: int, options: Options) -> str:
    """The channel closes."""
    return "</channel>\n</rss>\n"


def identity(document: str) -> str | None:
    """The id of the only item."""
    return _feed.identified(document)
