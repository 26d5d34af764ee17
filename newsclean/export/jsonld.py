"""JSON-LD with the terms of schema.org: a NewsArticle for each record (a post is a BlogPosting)."""

from __future__ import annotations

from typing import Any

from ..article import Article
from . import Options
from ._array import close, filled, item, only

SUFFIX = ".jsonld"


def head(options: Options) -> str:
    """The graph opens."""
    return '{"@context": "https://schema.org", "@graph": ['


def record(article: Article, index: int, options: Options) -> str:
    """The record as a node of the graph."""
    return item(node(article), index)


def node(article: Article) -> dict[str, Any]:
    """The record in the terms of schema.org."""
    image = article.image
    return {
        "@type": "BlogPosting" if article.kind == "post" else "NewsArticle",
        "@id": f"urn:newsclean:{article.id}",
        "headline": article.title,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": _named("Organization", article.publisher),
        "datePublished": article.published,
        "dateModified": article.modified,
        "articleSection": article.section,
        "keywords": article.tags,
        "contentLocation": _named("Place", article.place),
        "inLanguage": article.language,
        "url": article.url,
        "description": article.summary,
        "image": image
        and filled({"@type": "ImageObject", "url": image.url, "caption": image.caption}),
        "isAccessibleForFree": article.is_accessible_for_free,
        "wordCount": article.word_count,
        "articleBody": article.text,
    }


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def tail(count: int, options: Options) -> str:
    """The graph closes."""
    return close(count) + "}\n"


def identity(document: str) -> str | None:
    """The id of the only node."""
    found = only(document, "@graph")
    value = found.get("@id") if found else None
    return value.removeprefix("urn:newsclean:") if isinstance(value, str) else None
