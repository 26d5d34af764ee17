"""Microdata and microformats: what elements say with ``itemprop``."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from .clues import Pool, clean
from .lines import clean_of
from .scan import Scan

_PROPS = {
    "headline": "title",
    "datepublished": "published",
    "datecreated": "created",
    "datemodified": "modified",
    "articlesection": "section",
    "keywords": "keywords",
    "description": "summary",
    "inlanguage": "language",
    "isaccessibleforfree": "free",
}
_WHOLE = 12


def read(scan: Scan, pool: Pool) -> None:
    """Add what itemprops say, those of comments and of lists of other stories left out."""
    authors: list[str] = []
    for element in scan.props:
        names = (element.get("itemprop") or "").lower().split()
        if not any(n in _PROPS or n in ("author", "creator", "publisher", "image") for n in names):
            continue
        if _elsewhere(element):
            continue
        for name in names:
            if name in ("author", "creator") and len(authors) < 60:
                authors.append(_named(element))
            elif name == "publisher":
                pool.add("publisher", _named(element), "microdata")
            elif name == "image":
                src = element.get("src") or element.get("content") or element.get("href")
                pool.add("image", (src or "").strip()[:2000], "microdata")
            elif name in _PROPS:
                pool.add(_PROPS[name], _value(element), "microdata")
    pool.add("authors", list(dict.fromkeys(a for a in authors if a)), "microdata")


def _elsewhere(element: HtmlElement) -> bool:
    """Whether the element is of a comment, a product or an item of a list."""
    for number, parent in enumerate(element.iterancestors()):
        kind = (parent.get("itemtype") or "").lower()
        if kind.endswith(("comment", "listitem", "product", "review", "imageobject")):
            return True
        if number >= _WHOLE:
            break
    return False


def _value(element: HtmlElement) -> str:
    for attribute in ("content", "datetime"):
        value = element.get(attribute)
        if value:
            return clean(value)
    return clean_of(element, 3000)


def _named(element: HtmlElement) -> str:
    """The name of the person or organisation an element describes."""
    for below in islice(element.iter("*"), 200):
        if "name" in (below.get("itemprop") or "").lower().split():
            return _value(below)[:300]
    value = _value(element)
    return value if len(value) < 120 and not value.startswith("http") else ""
