"""What the JSON-LD of a page says of its story."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...fields.address import same_page
from ...fields.likeness import bag, likeness
from .clues import Pool, clean
from .jsonld import Node, by_id, listed, parse, types

#: Types beside those that end in "article" or "posting", and how surely they are the story.
_RANKS = {
    **dict.fromkeys(("report", "review", "critiquereview", "claimreview", "newsitem"), 2),
    **dict.fromkeys(("recipe", "quiz", "interview", "creativework", "book"), 2),
    **dict.fromkeys(("videoobject", "audioobject", "podcastepisode", "imagegallery"), 1),
    **dict.fromkeys(("webpage", "itempage", "medicalwebpage", "qapage", "mediagallery"), 1),
}
_ORGANISATIONS = ("newsmediaorganization", "organization", "corporation", "website")


def read(blocks: Iterable[str], pool: Pool, titles: list[str]) -> None:
    """Add what the blocks say. ``titles`` are the page's own headings and ``<title>``: a node with
    another headline describes another story, or the site, and counts as ``json-ld:other``.
    """
    nodes = parse(blocks)
    if not nodes:
        return
    table = by_id(nodes)
    for node in nodes:
        for kind in types(node):
            pool.add("type", kind, "json-ld")
    addresses = [clue.value for clue in pool.of("url")]
    for node in _in_order(nodes, titles):
        _story(node, pool, table, _source(node, titles, addresses))
    for node in nodes:
        kinds = types(node)
        if kinds and kinds[0] in _ORGANISATIONS:
            name = clean(node.get("name"), 200)
            if kinds[0] == "website":
                pool.add("site", name, "json-ld")
            elif not any(name in clue.value for clue in pool.of("authors")):
                pool.add("organisation", name, "json-ld")
        elif "breadcrumblist" in kinds:
            _breadcrumbs(node, pool, table)


def _rank(node: Node) -> int:
    rank = 0
    for kind in types(node):
        if kind.endswith(("article", "posting")):
            return 3
        rank = max(rank, _RANKS.get(kind, 0))
    return rank if rank else (2 if "headline" in node and "@type" not in node else 0)


def _heading(node: Node) -> str:
    return clean(node.get("headline") or node.get("name"))


def _fit(node: Node, titles: list[str]) -> float:
    """How much a node's headline has in common with the page's own, in words that tell."""
    mine = _telling(_heading(node))
    theirs = [_telling(title) for title in titles]
    if not mine or not any(theirs):
        return 0.5
    return max(len(mine & other) / min(len(mine), len(other)) for other in theirs if other)


def _telling(text: str) -> set[str]:
    words = bag(text)
    return {word for word in words if len(word) > 3 or not word.isascii()} or words


def _source(node: Node, titles: list[str], addresses: list[str]) -> str:
    if _rank(node) < 2:
        return "json-ld:page"
    address = _address(node.get("url")) or _address(node.get("mainEntityOfPage"))
    if address and any(same_page(address, other) for other in addresses):
        return "json-ld"
    if _fit(node, titles) < 0.3:
        return "json-ld:other"
    return "json-ld"


def _in_order(nodes: list[Node], titles: list[str]) -> list[Node]:
    """The nodes that may be the story, the surest first."""
    stories = [node for node in nodes[:300] if _rank(node)]
    if not stories:
        return []
    ranked = sorted(stories, key=lambda n: (-_rank(n), -round(_fit(n, titles), 1)))
    best = ranked[0]
    heading = _heading(best)
    same = [n for n in ranked[1:12] if _rank(n) < 2 or likeness(_heading(n), heading) > 0.8]
    return [best, *same[:3]]


def _story(node: Node, pool: Pool, table: dict[str, Node], source: str) -> None:
    get = node.get
    pool.add("title", clean(get("headline") or get("name")), source, get("headline"))
    pool.add("title", clean(get("alternativeHeadline")), f"{source}:alternative")
    for name, key in (
        ("published", "datePublished"),
        ("modified", "dateModified"),
        ("created", "dateCreated"),
    ):
        for value in listed(get(key)):
            pool.add(name, clean(value, 100), source)
    if not get("datePublished"):
        pool.add("published", clean(get("uploadDate"), 100), source)
    people, others = _names(get("author") or get("authors"), table)
    if not people and not others:
        people, others = _names(get("creator") or get("contributor"), table)
    pool.add("authors", people, source)
    pool.add("authors", others, f"{source}, organisation")
    for value in listed(get("publisher") or get("sourceOrganization")):
        pool.add("publisher", _name(value, table), source)
    sections = [clean(s, 200) for s in listed(get("articleSection"))]
    for section in sections[:5]:
        pool.add("section", section, source)
    for word in listed(get("keywords")):
        label = word.get("name") if isinstance(word, dict) else word
        pool.add("tag" if isinstance(get("keywords"), list) else "keywords", clean(label), source)
    for thing in listed(get("inLanguage")):
        if isinstance(thing, dict):
            thing = thing.get("alternateName") or thing.get("name")
        pool.add("language", clean(thing, 40), source)
    pool.add("summary", clean(get("description")), source)
    place = get("dateline") or next(listed(get("locationCreated")), None)
    pool.add("place", _name(place, table)[:100], source)
    pool.add("url", _address(get("url")) or _address(get("mainEntityOfPage")), source)
    _image(get("image"), pool, table, source)
    free = get("isAccessibleForFree")
    if free is not None:
        pool.add("free", str(free).rsplit("/", 1)[-1].strip().lower(), source)
    body = get("articleBody") or get("text")
    if isinstance(body, str) and len(body) > 200:
        pool.add("article_body", body, source)


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return (
        value.strip()[:2000] if isinstance(value, str) and value.startswith(("http", "/")) else ""
    )


def _resolved(value: Any, table: dict[str, Node]) -> Any:
    """A node that is only a reference, as the node it refers to."""
    if isinstance(value, dict) and "name" not in value:
        key = value.get("@id")
        return table.get(key, value) if isinstance(key, str) else value
    return value


def _name(value: Any, table: dict[str, Node]) -> str:
    value = _resolved(value, table)
    if isinstance(value, dict):
        name = value.get("name") or value.get("legalName")
        if not name and (value.get("givenName") or value.get("familyName")):
            name = f"{value.get('givenName') or ''} {value.get('familyName') or ''}"
        if isinstance(name, list):
            name = next((n for n in name if isinstance(n, str)), "")
        if isinstance(name, dict):
            name = name.get("name") or name.get("@value")
        return clean(name, 600)
    return clean(value, 600)


def _names(value: Any, table: dict[str, Node]) -> tuple[list[str], list[str]]:
    """Names in order, and apart from them names that are those of organisations alone.

    Organisations beside people are authors like them.
    """
    found: list[str] = []
    people = False
    for item in listed(value):
        item = _resolved(item, table)
        kinds = types(item) if isinstance(item, dict) else []
        if "role" in kinds:  # schema.org's way to say in which part somebody is the author
            item = _resolved(item.get("author") or item.get("creator"), table)
        people = people or not any("organi" in kind for kind in kinds)
        names = item.get("name") if isinstance(item, dict) else None
        for one in names[:20] if isinstance(names, list) else [item]:
            name = _name(one, table)
            if name and name not in found and not name.startswith(("http:", "https:")):
                found.append(name)
    return (found[:40], []) if people else ([], found[:40])


def _image(value: Any, pool: Pool, table: dict[str, Node], source: str) -> None:
    for item in listed(value):
        item = _resolved(item, table)
        if isinstance(item, dict):
            url = item.get("url") or item.get("contentUrl") or item.get("@id")
            pool.add("image", url.strip()[:2000] if isinstance(url, str) else "", source)
            pool.add("image_caption", clean(item.get("caption") or item.get("description")), source)
            return
        if isinstance(item, str):
            pool.add("image", item.strip()[:2000], source)
            return


def _breadcrumbs(node: Node, pool: Pool, table: dict[str, Node]) -> None:
    steps: list[str] = []
    for item in listed(node.get("itemListElement")):
        if isinstance(item, dict):
            steps.append(_name(item, table) or _name(item.get("item"), table))
    pool.add("breadcrumbs", [s for s in steps[:10] if s], "json-ld")
