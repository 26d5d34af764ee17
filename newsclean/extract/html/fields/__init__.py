"""The fields of an HTML page: everything that is said of a story outside its text.

Each source of evidence (`jsonld_clues`, `meta`, `microdata`, `visible`, `address`) puts clues into
a pool; one file per field or two (`title`, `authors`, `dates`, `publisher`, `topics`, `image`,
`access`, `stated`) chooses between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ....article import Evidence, Image
from ....language.lexicon import lexicon
from . import (
    access,
    authors,
    dates,
    image,
    jsonld_clues,
    meta,
    microdata,
    publisher,
    stated,
    title,
    topics,
    visible,
)
from .clues import Choice, Pool, clean
from .lines import around, clean_of
from .page import Context
from .scan import near, scan

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
    """JSON-LD ``articleBody`` as plain text, a line for each of its lines."""
    page_types: set[str] = field(default_factory=set)
    """Lower-case values of ``og:type`` and of JSON-LD ``@type``."""
    evidence: dict[str, Evidence] = field(default_factory=dict)


def read_fields(tree: HtmlElement, *, url: str | None = None) -> Fields:
    """The fields of a page. ``url`` is its address where it is known. The tree stays as it is."""
    page = _context(tree, url)
    sited, site = publisher.choose(page)
    published, modified = dates.choose(page)
    choices: dict[str, Choice] = {
        "title": page.title,
        "authors": authors.choose(page),
        "publisher": sited,
        "site": site,
        "section": topics.section(page),
        "tags": topics.tags(page),
        "place": stated.place(page),
        "language": stated.language(page),
        "published": published,
        "modified": modified,
        "url": stated.address(page),
        "summary": stated.summary(page),
        "image": image.choose(page),
        "is_accessible_for_free": access.choose(page),
    }
    fields = Fields(
        article_body=stated.plain_body(page.pool.of("article_body")),
        page_types={clue.value.lower() for clue in page.pool.of("type")},
    )
    for name, choice in choices.items():
        if choice.value not in (None, "", []):
            setattr(fields, name, choice.value)
        if choice.evidence is not None:
            fields.evidence[name] = choice.evidence
    return fields


def _context(tree: HtmlElement, url: str | None) -> Context:
    """Read every source of a page, and find its headline."""
    found, pool = scan(tree), Pool()
    window = clean(found.title)
    headings = [clean_of(h) for h in found.headings[:20]]
    meta.read(found, pool)
    jsonld_clues.read(found.json_ld, pool, [h for h in headings if h] or [window])
    microdata.read(found, pool)
    sites = publisher.names_of_site(found, pool)
    headline = title.choose(found, pool, sites)
    if not pool.by_field.get("site") and headline.choice.value:
        pool.add("site", title.site_in_title(window, [headline.choice.value]), "title")
    spoken = pool.first("language", "html lang") or pool.first("language")
    words = lexicon(spoken.value if spoken else None)
    meta.read_cards(found, pool, words)
    round_about = near(tree, headline.element)
    body = next(tree.iter("body"), tree)
    above, below = around(body, headline.element, round_about.start)
    page = Context(
        scan=found,
        near=round_about,
        pool=pool,
        words=words,
        url=url,
        headline=headline.element,
        title=headline.choice,
        above=above,
        below=below,
        sites=sites,
    )
    visible.read(page)
    return page
