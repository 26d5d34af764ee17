"""Meta and link elements of the head: OpenGraph, Twitter, Dublin Core, Parsely and the like."""

from __future__ import annotations

from ....language.lexicon import Lexicon
from .clues import Pool, clean
from .scan import Scan

#: Which field a meta element's key speaks of. Keys are lower case.
_KEYS: dict[str, tuple[str, ...]] = {
    "title": (
        *("og:title", "twitter:title", "twitter:text:title", "dc.title", "dcterms.title"),
        *("parsely-title", "sailthru.title", "headline", "title", "cxenseparse:title"),
    ),
    "authors": (
        *("author", "article:author", "article:author_name", "og:article:author", "dc.creator"),
        *("dcterms.creator", "parsely-author", "sailthru.author", "byl", "byline", "creator"),
        *("article.author", "authors", "citation_author", "cxenseparse:author", "og:author"),
        *("twitter:creator:name", "dcsext.author", "rbauthors", "cxenseparse:recs:author"),
    ),
    "published": (
        *("article:published_time", "og:article:published_time", "og:published_time"),
        *("datepublished", "article.published", "parsely-pub-date", "date", "pubdate"),
        *("publish-date", "publish_date", "publishdate", "publication_date", "dc.date.issued"),
        *("dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created"),
        *("sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime"),
        *("article_date_original", "article:post_date", "ptime", "pub_date", "last_published"),
        *("citation_publication_date", "citation_online_date", "date.issued", "datecreated"),
        *("og:pubdate", "article:published", "originalpublicationdate", "pdate"),
        *("published", "published-date", "published_date", "published_on", "published_at"),
        *("published-on", "publication-date", "w-published-date", "article:publish_date"),
    ),
    "modified": (
        *("article:modified_time", "og:updated_time", "og:modified_time", "datemodified"),
        *("dc.date.modified", "dcterms.modified", "last-modified", "lastmod", "utime"),
        *("article.updated", "revision_date", "date.modified", "modified", "updated_time"),
    ),
    "publisher": ("dc.publisher", "dcterms.publisher", "publisher", "copyright-holder", "source"),
    "site": ("og:site_name", "application-name", "twitter:app:name:iphone", "cxenseparse:sitename"),
    "section": (
        *("article:section", "og:article:section", "parsely-section", "section", "category"),
        *("sailthru.section", "cxenseparse:category", "article.section", "dcterms.subject.section"),
    ),
    "keywords": ("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject"),
    "tag": ("article:tag", "og:article:tag"),
    "summary": ("og:description", "twitter:description", "description", "dc.description"),
    "language": ("og:locale", "content-language", "dc.language", "language", "dcterms.language"),
    "image": ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "thumbnail"),
    "image_alt": ("og:image:alt", "twitter:image:alt"),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "type": ("og:type",),
    "tier": ("article:content_tier", "og:content_tier", "content_tier", "cxenseparse:paywall"),
}
_FIELD_OF = {key: (name, rank) for name, keys in _KEYS.items() for rank, key in enumerate(keys)}


_CARD = "twitter:label"


def read_cards(scan: Scan, pool: Pool, words: Lexicon) -> None:
    """Add the author that a card for messengers names: a label such as "Written by", a value."""
    values = dict(reversed(scan.metas))
    for key, label in scan.metas:
        said = clean(label, 60).lower().rstrip(" :")
        if key.startswith(_CARD) and words.by_pattern.match(f"{said} "):
            source = f"twitter:data{key[len(_CARD) :][:2]}"
            content = values.get(source, "")
            value = clean(content, 300)
            pool.add("authors", [value] if value else [], f"meta:{source}", content[:2000])


def read(scan: Scan, pool: Pool) -> None:
    """Add what the head's meta and link elements say to the pool, the best keys first."""
    found: list[tuple[int, str, str, str]] = []
    for key, content in scan.metas:
        key = key.replace("dcterms:", "dcterms.").replace("dc:", "dc.")
        if key in _FIELD_OF:
            name, rank = _FIELD_OF[key]
            found.append((rank, name, key, content))
    found.sort(key=lambda item: item[0])
    people: dict[str, list[str]] = {}
    for _, name, key, content in found:
        if name == "authors" and (author := clean(content)):
            people.setdefault(key, []).append(author)
    for _, name, key, content in found:
        source = f"og:{key[3:]}" if key.startswith("og:") else f"meta:{key}"
        value = clean(content)
        # Some write an element for each author.
        pool.add(name, people.get(key) if name == "authors" else value, source, content[:2000])
    for link in scan.links:
        rel = (link.get("rel") or "").lower().split()
        href = (link.get("href") or "").strip()[:2000]
        if "canonical" in rel:
            pool.add("url", href, "canonical")
        elif "amphtml" in rel:
            pool.add("url", href, "amphtml")
    root = scan.tree
    language = (
        root.get("lang")
        or root.get("xml:lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
    pool.add("language", clean(language, 40), "html lang")
    pool.add("title", clean(scan.title), "title")
