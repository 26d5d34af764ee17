"""Microdata and microformats: what elements say with ``itemprop``."""

from __future__ import annotations

from itertools import chain, islice

from lxml import etree
from lxml.html import HtmlElement

from ...fields.likeness import key, likeness
from .clues import Pool, clean
from .lines import clean_of
from .scan import MOST, Scan

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
#: Headlines that have a smaller share of their words in common are of two stories.
_LIKE = 1 / 3
_TYPED = etree.XPath("descendant::*[@itemtype]")
#: How far up the item that an element describes is looked for.
_DEEPEST = 40


def read(scan: Scan, pool: Pool) -> None:
    """Add what itemprops say, those of comments and of lists of other stories left out."""
    authors: list[str] = []
    for element in _of_story(scan, pool):
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


def _of_story(scan: Scan, pool: Pool) -> list[HtmlElement]:
    """The elements with an itemprop, without those of the cards of other stories.

    Where several items of the page are stories, its own is the one that holds a heading of the
    first level, or has a headline that the page's head has too; without either, none is told.
    """
    typed: list[HtmlElement] = list(_TYPED(scan.tree))  # type: ignore[arg-type]
    stories = {element for element in typed[:MOST] if _is_story(element)}
    if not stories:
        return list(scan.props)
    items: dict[HtmlElement, list[HtmlElement]] = {}
    loose: list[HtmlElement] = []
    for element in scan.props:
        around = (up for up in islice(element.iterancestors(), _DEEPEST) if up in stories)
        item = next(around, None)
        if item is None:
            loose.append(element)
        else:
            items.setdefault(item, []).append(element)
    if len(items) < 2:
        others = [props for props in items.values() if _is_another(props, scan, pool)]
        dropped = set(chain.from_iterable(others))
        return [element for element in scan.props if element not in dropped]
    headed = {up for heading in scan.headings for up in heading.iterancestors()}
    own = [item for item in items if item in headed]
    if not own:
        said = {key(clue.value) for clue in pool.of("title") if clue.source != "microdata"}
        own = [
            item
            for item, props in items.items()
            if any(e.get("itemprop") == "headline" and key(_value(e)) in said for e in props)
        ]
    kept = {element for item in own[:1] for element in items[item]}
    kept.update(loose)
    return [element for element in scan.props if element in kept]


def _is_another(props: list[HtmlElement], scan: Scan, pool: Pool) -> bool:
    """Whether the one story that is described has a headline that the page says nowhere else."""
    own = [_value(e) for e in props if e.get("itemprop") == "headline"]
    said = [clean_of(heading, 300) for heading in scan.headings]
    said += [clue.value for clue in pool.of("title") if clue.source != "microdata"]
    return bool(own and said) and all(likeness(x, y) < _LIKE for x in own for y in said)


def _is_story(element: HtmlElement) -> bool:
    kind = (element.get("itemtype") or "").lower()
    return kind.endswith(("article", "posting", "/report", "/review"))


def _elsewhere(element: HtmlElement) -> bool:
    """Whether the element is of a comment, a product or an item of a list."""
    for number, parent in enumerate(element.iterancestors()):
        kind = (parent.get("itemtype") or "").lower()
        if "comment" in kind or kind.endswith(("listitem", "product", "review", "imageobject")):
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
