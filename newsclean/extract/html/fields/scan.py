"""One walk over a page's tree, keeping what may say something about a field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

#: Bounds on how many elements of a kind are kept.
MOST = 400

#: Words of class, id, rel and data attributes that mark a byline or a date.
_BYLINE = re.compile(
    r"byline|author|(?<![a-z])(?:by|writer|autor|auteur|autore|firma|reporter|journalist|writtenby|"
    r"contributor|credits?|verfasser|redakteur|yazar|muhabir)(?![a-z])",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"date|time|publish|posted|datum|fecha|data(?![a-z-])|tarih|erschienen|update|modified|meta",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Scan:
    """The elements of a page that name its fields, in page order."""

    tree: HtmlElement
    metas: list[tuple[str, str]] = field(default_factory=list)
    """(property, name, itemprop or http-equiv in lower case; content)."""
    links: list[HtmlElement] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    title: str = ""
    """The text of ``<title>``."""
    headings: list[HtmlElement] = field(default_factory=list)
    """``h1`` elements."""
    times: list[HtmlElement] = field(default_factory=list)
    props: list[HtmlElement] = field(default_factory=list)
    """Elements with an ``itemprop`` (not metas of the head)."""
    bylines: list[HtmlElement] = field(default_factory=list)
    dated: list[HtmlElement] = field(default_factory=list)
    order: dict[HtmlElement, int] = field(default_factory=dict)
    """The place in the page of each element that was kept."""
    images: list[HtmlElement] = field(default_factory=list)


def scan(tree: HtmlElement) -> Scan:
    """Walk a tree once. Nothing is changed."""
    found = Scan(tree)
    for place, element in enumerate(tree.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in _HEAD:
            _head(found, element, tag)
        elif tag == "h1":
            _keep(found.headings, element, found, place)
        elif tag == "time":
            _keep(found.times, element, found, place)
        elif tag in ("img", "amp-img"):
            _keep(found.images, element, found, place)
        attributes = element.attrib
        if attributes and tag not in _SKIPPED:
            _marks(found, element, attributes, place)
    return found


_HEAD = frozenset({"meta", "link", "script", "title"})
_SKIPPED = frozenset({"meta", "link", "script", "style", "html", "body", "svg", "path", "input"})


def _keep(kept: list[HtmlElement], element: HtmlElement, found: Scan, place: int) -> None:
    if len(kept) < MOST:
        kept.append(element)
        found.order[element] = place


def _head(found: Scan, element: HtmlElement, tag: str) -> None:
    get = element.get
    if tag == "meta":
        content = get("content")
        if content:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                key = get(attribute)
                if key and len(found.metas) < MOST:
                    found.metas.append((key.strip().lower(), content))
    elif tag == "link":
        if len(found.links) < MOST:
            found.links.append(element)
    elif tag == "script":
        if "ld+json" in (get("type") or "").lower() and element.text:
            found.json_ld.append(element.text)
    elif not found.title:
        parent = element.getparent()
        if parent is None or parent.tag != "svg":
            found.title = element.text or ""


def _marks(found: Scan, element: HtmlElement, attributes: object, place: int) -> None:
    get = element.get
    if get("itemprop"):
        _keep(found.props, element, found, place)
    marks = get("class") or ""
    for name in ("id", "rel", "data-testid", "data-component", "data-qa"):
        mark = get(name)
        if mark:
            marks = f"{marks} {mark}"
    if not marks:
        return
    if _BYLINE.search(marks):
        _keep(found.bylines, element, found, place)
    if _DATED.search(marks):
        _keep(found.dated, element, found, place)
