"""What of a page's tree may say something about a field: of the whole page by tag and attribute,
of the part around the headline by class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

#: How many elements of a kind are kept.
MOST = 400
#: How many elements before and after the headline are looked at one by one.
BEFORE, AFTER = 60, 150

#: Parts of a class, id or rel that mark a byline or a date; looked for with ``in``, which is fast.
_BYLINE = ("author", "byline", "by-line", "autor", "writer", "auteur", "yazar", "muhabir", "report")
_BYLINE_WORD = re.compile(
    r"(?<![a-z])(?:firma|autore|contributors?|redakteur|verfasser|journalist)"
)
_AUTHOR = re.compile(r"author|autor(?!e?n?r)|byline|writer", re.IGNORECASE)
_DATED = ("date", "time", "publish", "posted", "datum", "fecha", "tarih", "data-", "-data", "when")
_HEADLINE = ("headline", "title")
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:es|en|a|i)?|auteurs?|autore|staff|people|person|profiles?|reporters?|"
    r"journalists?|contributors?|writers?|by|yazar(?:lar)?|muhabir|redaktion|redakteure?|"
    r"columnists?|byline)/[^/?#]"
)
_SKIPPED = frozenset(
    {"meta", "link", "script", "title", "style", "svg", "path", "input", "button", "form", "nav"}
)

_PROPS = etree.XPath("descendant::*[@itemprop]")
_LEVEL_ONE = etree.XPath("descendant::*[@aria-level='1'][@role='heading']")
_PRECEDING = etree.XPath(f"preceding::*[position() <= {BEFORE}]")


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
    times: list[HtmlElement] = field(default_factory=list)
    props: list[HtmlElement] = field(default_factory=list)
    """Elements with an ``itemprop``."""
    images: list[HtmlElement] = field(default_factory=list)

    def subheadings(self) -> Iterator[HtmlElement]:
        """Elements other than ``h1`` that are marked as a headline, and smaller headings."""
        for element in self.tree.iter("h2", "h3", "div", "p", "span", "header"):
            if element.tag in ("h2", "h3") or _judged(_marks(element))[2]:
                yield element


@dataclass(slots=True)
class Near:
    """The elements around a headline, or of the beginning of a page that has none."""

    start: HtmlElement
    """Where to begin to read lines."""
    places: dict[HtmlElement, int] = field(default_factory=dict)
    """How many elements an element stands after the headline; less than 0 before it."""
    bylines: list[HtmlElement] = field(default_factory=list)
    author_links: list[HtmlElement] = field(default_factory=list)
    dated: list[HtmlElement] = field(default_factory=list)


def scan(tree: HtmlElement) -> Scan:
    """Read a page's head, headings, times, images and itemprops. Nothing is changed."""
    found = Scan(tree)
    kept = {"h1": found.headings, "time": found.times, "img": found.images, "link": found.links}
    for element in tree.iter("meta", "link", "script", "title", "h1", "time", "img", "amp-img"):
        tag = element.tag
        if tag == "meta":
            _meta(found, element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                found.json_ld.append(element.text)
        elif tag == "title":
            parent = element.getparent()
            if not found.title and (parent is None or parent.tag != "svg"):
                found.title = element.text or ""
        else:
            elements = kept["img" if tag == "amp-img" else tag]
            if len(elements) < MOST:
                elements.append(element)
    if not found.headings:
        found.headings += _elements(_LEVEL_ONE(tree))[:20]
    found.props = _elements(_PROPS(tree))[:MOST]
    return found


def _elements(result: Any) -> list[HtmlElement]:
    """What an XPath expression found, which always is elements here."""
    return list(result)


def _meta(found: Scan, element: HtmlElement) -> None:
    content = element.get("content")
    if content and len(found.metas) < MOST:
        get = element.get
        named, property_ = get("name"), get("property")
        for key in (
            (property_, named) if named or property_ else (get("itemprop"), get("http-equiv"))
        ):
            if key:
                found.metas.append((key.strip().lower(), content))


def near(tree: HtmlElement, headline: HtmlElement | None) -> Near:
    """The elements around the headline, judged by their class, id and rel."""
    before: list[HtmlElement] = []
    if headline is None:
        start = next(tree.iter("body"), tree)
        after = list(islice(start.iter("*"), AFTER))
    else:
        before = _elements(_PRECEDING(headline))
        start = before[0] if before else headline
        after = [*islice(headline.iter("*"), MOST), *islice(_following(headline), AFTER)]
    found = Near(start)
    for place, element in enumerate([*before, *after], -len(before)):
        found.places[element] = place
        if element.tag in _SKIPPED:
            continue
        if element.tag == "a" and author_link(element):
            found.author_links.append(element)
        marks = _marks(element)
        if marks:
            byline, dated, _ = _judged(marks)
            if byline:
                found.bylines.append(element)
            if dated:
                found.dated.append(element)
    return found


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    """All elements after an element and what it holds, in page order."""
    node: HtmlElement | None = element
    while node is not None:
        for sibling in node.itersiblings():
            yield from sibling.iter("*")
        node = node.getparent()


def author_link(element: HtmlElement) -> bool:
    """Whether a link leads to an author's page."""
    if "author" in (element.get("rel") or "").lower():
        return True
    href = element.get("href")
    return href is not None and _AUTHOR_LINK.search(href[:300].lower()) is not None


def marks_author(element: HtmlElement) -> bool:
    """Whether a class or the like of an element speaks of an author."""
    marks = _marks(element)
    return bool(marks) and _AUTHOR.search(marks) is not None


def _marks(element: HtmlElement) -> str:
    get = element.get
    marks = get("class") or ""
    for mark in (get("id"), get("data-testid")):
        if mark:
            marks = f"{marks} {mark}"
    return marks[:300]


@lru_cache(maxsize=8192)
def _judged(marks: str) -> tuple[bool, bool, bool]:
    """Whether a class and the like speak of a byline, a date, a headline."""
    marks = marks.lower()
    byline = _has(marks, _BYLINE) or _BYLINE_WORD.search(marks) is not None
    return byline, _has(marks, _DATED), _has(marks, _HEADLINE)


def _has(marks: str, parts: tuple[str, ...]) -> bool:
    return any(part in marks for part in parts)
