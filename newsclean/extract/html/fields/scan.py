"""One walk over a page's tree, keeping what may say something about a field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

#: How many elements of a kind are kept.
MOST = 400

#: Parts of a class, id or rel that mark a byline or a date; looked for with ``in``, which is fast.
_BYLINE = ("author", "byline", "by-line", "autor", "writer", "auteur", "yazar", "muhabir", "report")
_BYLINE_WORD = re.compile(
    r"(?<![a-z])(?:firma|autore|contributors?|redakteur|verfasser|journalist)"
)
_DATED = ("date", "time", "publish", "posted", "datum", "fecha", "tarih", "data-", "-data", "when")
_HEADLINE = ("headline", "entry-title", "article-title", "article__title", "post-title", "title")
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:es|en|a|i)?|auteurs?|autore|staff|people|person|profiles?|reporters?|"
    r"journalists?|contributors?|writers?|by|yazar(?:lar)?|muhabir|redaktion|redakteure?|"
    r"columnists?|byline)/[^/?#]"
)
_MARKS = ("id", "rel", "data-testid")
_TITLED = frozenset({"h2", "h3", "div", "p", "span", "header"})
_HEAD = frozenset({"meta", "link", "script", "title"})
_SKIPPED = frozenset({"style", "html", "body", "svg", "path", "input", "button", "form", "nav"})


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
    """``h1`` and what has its role."""
    subheadings: list[HtmlElement] = field(default_factory=list)
    """Other elements that are marked as a headline."""
    times: list[HtmlElement] = field(default_factory=list)
    props: list[HtmlElement] = field(default_factory=list)
    """Elements with an ``itemprop``."""
    bylines: list[HtmlElement] = field(default_factory=list)
    author_links: list[HtmlElement] = field(default_factory=list)
    dated: list[HtmlElement] = field(default_factory=list)
    images: list[HtmlElement] = field(default_factory=list)
    elements: list[HtmlElement] = field(default_factory=list)
    """Every element, in page order."""
    order: dict[HtmlElement, int] = field(default_factory=dict)
    """The place in the page of each element that was kept."""


def scan(tree: HtmlElement) -> Scan:
    """Walk a tree once. Nothing is changed."""
    found = Scan(tree)
    found.elements = elements = list(tree.iter("*"))
    for place, element in enumerate(elements):
        tag = element.tag
        if tag in _HEAD:
            _head(found, element, tag, place)
            continue
        if tag in _SKIPPED:
            continue
        get = element.get
        if tag == "h1" or (get("aria-level") == "1" and get("role") == "heading"):
            _keep(found.headings, element, found, place)
        elif tag == "time":
            _keep(found.times, element, found, place)
        elif tag == "img" or tag == "amp-img":
            _keep(found.images, element, found, place)
        elif tag == "a" and _author_link(element):
            _keep(found.author_links, element, found, place)
        if get("itemprop"):
            _keep(found.props, element, found, place)
        marks = get("class")
        for name in _MARKS:
            mark = get(name)
            if mark:
                marks = f"{marks} {mark}"
        if marks:
            byline, dated, headline = _judged(marks[:300])
            if byline:
                _keep(found.bylines, element, found, place)
            if dated:
                _keep(found.dated, element, found, place)
            if headline and tag in _TITLED:
                _keep(found.subheadings, element, found, place)
    return found


def _keep(kept: list[HtmlElement], element: HtmlElement, found: Scan, place: int) -> None:
    if len(kept) < MOST:
        kept.append(element)
        found.order[element] = place


def _head(found: Scan, element: HtmlElement, tag: str, place: int) -> None:
    get = element.get
    if tag == "meta":
        content = get("content")
        if not content:
            return
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = get(attribute)
            if key and len(found.metas) < MOST:
                found.metas.append((key.strip().lower(), content))
        if get("itemprop"):
            _keep(found.props, element, found, place)
    elif tag == "link":
        if len(found.links) < MOST:
            found.links.append(element)
            if get("itemprop"):
                _keep(found.props, element, found, place)
    elif tag == "script":
        if "ld+json" in (get("type") or "").lower() and element.text:
            found.json_ld.append(element.text)
    elif not found.title:
        parent = element.getparent()
        if parent is None or parent.tag != "svg":
            found.title = element.text or ""


def _author_link(element: HtmlElement) -> bool:
    if "author" in (element.get("rel") or "").lower():
        return True
    href = element.get("href")
    return href is not None and _AUTHOR_LINK.search(href[:300].lower()) is not None


@lru_cache(maxsize=8192)
def _judged(marks: str) -> tuple[bool, bool, bool]:
    """Whether a class and the like speak of a byline, a date, a headline."""
    marks = marks.lower()
    byline = _has(marks, _BYLINE) or _BYLINE_WORD.search(marks) is not None
    return byline, _has(marks, _DATED), _has(marks, _HEADLINE)


def _has(marks: str, parts: tuple[str, ...]) -> bool:
    for part in parts:  # noqa: SIM110 - faster than any() here, where time goes
        if part in marks:
            return True
    return False
