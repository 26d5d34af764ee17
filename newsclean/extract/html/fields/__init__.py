"""The fields of an HTML page: everything that is said of a story outside its text.

Each source of evidence (`jsonld`, `meta`, `microdata`, `visible`, `address`) puts clues into a
pool; one file per field (`title`, `authors`, `dates` ...) chooses between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ....article import Evidence, Image
from .clues import Pool, clean
from .scan import scan

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(slots=True, kw_only=True)
class Fields:
    """What a page says of its story. Strings are as the page has them, white space aside."""

    title: str | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    place: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    """Canonical address of the story."""
    summary: str | None = None
    image: Image | None = None
    is_accessible_for_free: bool | None = None
    site: str | None = None
    """Name of the site the page is of."""
    article_body: str | None = None
    """JSON-LD ``articleBody`` as plain text."""
    page_types: set[str] = field(default_factory=set)
    """Lower-case values of ``og:type`` and of JSON-LD ``@type``."""
    evidence: dict[str, Evidence] = field(default_factory=dict)


def read_fields(tree: HtmlElement, *, url: str | None = None) -> Fields:
    """The fields of a page. ``url`` is its address where it is known. The tree stays as it is."""
    found = scan(tree)
    pool = Pool()
    from . import meta

    meta.read(found, pool)
    fields = Fields(url=url)
    for heading in found.headings:
        pool.add("title", clean(heading.text_content()), "h1")
    title = pool.first("title", "h1", "og:title", "title")
    fields.title = title.value if title else None
    published = pool.first("published")
    fields.published = published.value if published else None
    return fields
