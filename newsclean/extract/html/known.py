"""What a site's profile says of an HTML page, and what a page tells a learner of its containers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from ..profile import Profile, Selector, fold
from ..reading import Fate

_LINES = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figcaption",
        "td",
        "th",
        "dd",
        "dt",
    ]
)
_BOXES = frozenset(
    ["div", "section", "aside", "nav", "footer", "header", "ul", "ol", "form", "table"]
)
_MOST_TEXT = 2000
_NEVER = frozenset(["html", "body", "head", "main", "article"])


def drop_known(tree: HtmlElement, profile: Profile) -> list[Fate]:
    """Take out of a tree what the profile knows as furniture; what was taken out, as fates."""
    taken: list[tuple[HtmlElement, str]] = []
    by_tag: dict[str, list[tuple[frozenset[str], Selector]]] = {}
    for selector in profile.selectors:
        tag, names = _parts(selector.drop)
        by_tag.setdefault(tag, []).append((names, selector))
    for element in _elements(tree):
        tag = element.tag
        if tag in _NEVER:
            continue
        names = _names(element)
        for wanted, selector in [*by_tag.get(tag, ()), *by_tag.get("", ())]:
            if wanted <= names:
                reason = f"the profile drops {selector.drop}, seen on {selector.pages} pages"
                taken.append((element, reason))
                break
        else:
            if tag in _LINES or (tag in _BOXES and not any(c.tag in _LINES for c in element)):
                line = profile.known(text) if (text := _short_text(element)) else None
                if line:
                    taken.append((element, f"a line of the profile, seen on {line.pages} pages"))
    return [fate for element, reason in taken for fate in _take_out(element, reason)]


def containers(tree: HtmlElement, own: Collection[str]) -> dict[str, bool]:
    """Every selector of a page's elements, and whether text of a story stands inside.

    ``own`` holds the folded texts of the story's blocks.
    """
    found: dict[str, bool] = {}
    full: set[HtmlElement] = set()
    for element in _elements(tree):
        if element.tag in _LINES or element.tag in _BOXES:
            text = _short_text(element, 20_000)
            if text and fold(text) in own:
                full.add(element)
                full.update(element.iterancestors())
                full.update(element.iterdescendants())
    for element in _elements(tree):
        if element.tag in _NEVER:
            continue
        for name in _names(element):
            selector = f"{element.tag}{name}"
            found[selector] = found.get(selector, False) or element in full
    return found


def _elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    return (e for e in tree.iter() if isinstance(e.tag, str))


def _names(element: HtmlElement) -> frozenset[str]:
    """The element's id and classes as selectors spell them."""
    names = ["." + name for name in (element.get("class") or "").split()[:20]]
    if element.get("id"):
        names.append("#" + element.get("id", "").strip())
    return frozenset(names)


def _parts(selector: str) -> tuple[str, frozenset[str]]:
    """Tag (or nothing) and names of a selector.

    >>> _parts("div.a#b") == ("div", frozenset({".a", "#b"}))
    True
    """
    spaced = selector.replace(".", " .").replace("#", " #").split()
    tag = spaced[0] if not selector.startswith((".", "#")) else ""
    return tag.lower(), frozenset(spaced[1:] if tag else spaced)


def _short_text(element: HtmlElement, most: int = _MOST_TEXT) -> str:
    """The element's text, or nothing when it is longer than any line of a profile."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        size += len(piece)
        if size > most:
            return ""
        pieces.append(piece)
    return " ".join("".join(pieces).split())


def _take_out(element: HtmlElement, reason: str) -> Iterator[Fate]:
    parent = element.getparent()
    if parent is None:
        return
    text = " ".join(" ".join(element.itertext()).split())
    where = element.tag + "".join(sorted(_names(element)))
    element.drop_tree()
    if text:
        yield Fate(where, text, "furniture", reason=reason)
