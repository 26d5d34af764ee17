"""The byline a reader sees: by its links, its class, or its wording, near the headline."""

from __future__ import annotations

from lxml.html import HtmlElement

from .lines import Line, joined
from .names import NODE, split_byline, unique
from .page import Context
from .when import dates

#: How many elements before and after the headline a byline is looked for.
_BEFORE, _AFTER = 60, 160
#: Elements this far apart still belong to one byline.
_APART = 26


def read(page: Context) -> None:
    """Add the visible bylines to the pool: of links, of marked elements, of lines that say "By"."""
    page.pool.add("authors", _linked(page), "byline link")
    names, raw = _marked(page)
    page.pool.add("authors", names, "byline", raw)
    for line in [*page.above[-4:], *page.below]:
        names = said(line, page)
        if names:
            page.pool.add("authors", names, "byline line", line.plain)
            break
    for line in [*page.above, *page.below]:
        name = _source(line, page)
        if name:
            page.pool.add("publisher", name, "source line", line.plain)
            break


def _near(page: Context, elements: list[HtmlElement]) -> list[HtmlElement]:
    """Those of the elements that stand around the headline, not in other parts of the page."""
    start = page.headline_place()
    return [
        element
        for element in elements
        if -_BEFORE <= page.place(element) - start <= _AFTER and not page.elsewhere(element)
    ]


def _cluster(page: Context, elements: list[HtmlElement]) -> list[HtmlElement]:
    """The first elements that follow each other closely, those after the headline preferred."""
    start = page.headline_place()
    after = [e for e in elements if page.place(e) >= start] or elements
    cluster: list[HtmlElement] = []
    for element in after:
        if cluster and page.place(element) - page.place(cluster[-1]) > _APART:
            break
        cluster.append(element)
    return cluster


def _linked(page: Context) -> list[str]:
    names: list[str] = []
    links = [e for e in _near(page, page.scan.author_links) if joined(e, 200)]
    for link in _cluster(page, links):
        names.extend(split_byline(joined(link, 200), page.words))
    return unique(names)


def _marked(page: Context) -> tuple[list[str], str]:
    """The names in the first elements whose class says that they are a byline."""
    raws: list[str] = []
    names: list[str] = []
    inside: set[HtmlElement] = set()
    for element in _cluster(page, _near(page, page.scan.bylines)):
        if element in inside or (
            page.headline is not None and page.headline in set(element.iter())
        ):
            continue
        inside.update(element.iter("*"))
        text = joined(element, 600)
        if not text or len(text) > 400:
            continue
        found = split_byline(_without_dates(text, page), page.words)
        if found:
            names.extend(found)
            raws.append(" ".join(text.replace(NODE, " ").split()))
    return unique(names)[:20], " / ".join(raws)[:500]


def _without_dates(text: str, page: Context) -> str:
    for found in sorted(dates(text, page.words), key=lambda f: -f.start):
        text = text[: found.start] + "\n" + text[found.end :]
    return text


def said(line: Line, page: Context) -> list[str]:
    """The names of a line that begins with "By" or the like; empty if it is no such line."""
    text = line.text
    if len(text) > 220:
        return []
    lower = text.lower()
    for prefix in page.words.by:
        if lower.startswith(prefix):
            rest = text[len(prefix) :]
            if rest[:1] in f" :\xa0：＝/／{NODE}" and rest.strip():
                names = split_byline(_without_dates(text, page), page.words)
                return names if _mostly(names, rest) else []
    return []


def _mostly(names: list[str], rest: str) -> bool:
    """Whether a line after its "By" is names rather than a sentence."""
    size = sum(len(name) for name in names)
    return bool(names) and (size >= 0.3 * len(rest) or len(rest) < 90)


def _source(line: Line, page: Context) -> str:
    """The publisher in a line such as "Source: The Arden Echo"."""
    plain = line.plain
    if len(plain) > 80:
        return ""
    lower = plain.lower()
    for word in page.words.source:
        if lower.startswith(word) and plain[len(word) :].lstrip()[:1] in (":", "："):
            return plain[len(word) :].strip(" :：")[:80]
    return ""
