"""Front matter as the programs want it that read Markdown.

Plain front matter has the record's own fields, but for ``url``, which Hugo takes for where the page
is to go: the story's address is ``link``. The other styles have what the program knows by the name
it knows it by, nothing empty, and the record's id.
"""

from __future__ import annotations

import re
from typing import Any

from ..article import Article, to_dict
from . import FrontMatter

ID_KEYS = ("id", "newsclean_id")
"""Under which of these front matter has the record's id depends on its style."""

_NO_TAG = re.compile(r"[^\w/-]+")


def front_matter(article: Article, style: FrontMatter) -> dict[str, Any]:
    """The front matter of a record."""
    if style != "plain":
        return {key: value for key, value in _STYLES[style](article).items() if value not in _EMPTY}
    fields = to_dict(article)
    del fields["body"]
    address = "url" if "link" in fields else "link"
    return {address if key == "url" else key: value for key, value in fields.items()}


_EMPTY: tuple[Any, ...] = (None, "", [], {})


def _about(article: Article) -> dict[str, Any]:
    """What no program has a use of its own for."""
    image = article.image
    return {
        "link": article.url,
        "publisher": article.publisher,
        "place": article.place,
        "image": image.url if image else None,
        "word_count": article.word_count,
        "newsclean_id": article.id,
    }


def _hugo(article: Article) -> dict[str, Any]:
    """https://gohugo.io/content-management/front-matter/"""
    return {
        "title": article.title,
        "date": article.published,
        "lastmod": article.modified,
        "summary": article.summary,
        "authors": article.authors,
        "tags": article.tags,
        "categories": [article.section] if article.section else [],
        **_about(article),
    }


def _jekyll(article: Article) -> dict[str, Any]:
    """https://jekyllrb.com/docs/front-matter/"""
    return {
        "layout": "post",
        "title": article.title,
        "date": article.published,
        "last_modified_at": article.modified,
        "excerpt": article.summary,
        "author": article.authors,
        "tags": article.tags,
        "categories": [article.section] if article.section else [],
        "lang": article.language,
        "render_with_liquid": False,  # what a page says is no template
        **_about(article),
    }


def _obsidian(article: Article) -> dict[str, Any]:
    """As Obsidian's own clipper names properties; none is nested, and no tag has a blank in it.

    See https://help.obsidian.md/properties and https://help.obsidian.md/tags
    """
    tags = (_NO_TAG.sub("-", tag).strip("-") for tag in article.tags)
    about = _about(article)
    del about["link"]
    return {
        "title": article.title,
        "source": article.url,
        "author": article.authors,
        "published": article.published,
        "created": (article.source.retrieved or article.source.saved or "")[:10],
        "description": article.summary,
        "tags": [tag for tag in tags if tag and not tag.isdigit()],
        "section": article.section,
        "language": article.language,
        **about,
    }


_STYLES = {"hugo": _hugo, "jekyll": _jekyll, "obsidian": _obsidian}
