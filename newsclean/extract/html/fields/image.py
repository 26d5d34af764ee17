"""The lead image, with its caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from lxml.html import HtmlElement

from ....article import Evidence, Image
from ....article.addresses import is_unsafe
from .clues import Choice, clean
from .lines import clean_of
from .page import Context

_LEGEND = re.compile(
    r"caption|legend|bildunterschrift|image-?(?:text|description)|(?<![a-z])credit", re.IGNORECASE
)
#: What of a file's name is the same in all its sizes: a long mark with a digit, no size, no day.
_MARK = re.compile(
    r"(?=[a-z]{0,40}\d)(?!\d+x\d+(?![a-z\d]))(?!(?:19|20)\d{6}(?![a-z\d]))[a-z\d]{6,}"
)
#: How far around a picture its legend is looked for: elements up, and elements in each of them.
_UP, _WITHIN = 4, 40
_LONGEST = 800
#: Characters of a paragraph; elements below the headline up to which a lead image may stand.
_PARAGRAPH, _FAR = 180, 120


def choose(page: Context) -> Choice:
    """The image that structured data names, with the caption of the figure that shows it; or else
    the first of a figure below the headline.

    The caption is that of the picture itself, else what structured data says of it, else that of
    the first figure below the headline, which shows it in another size.
    """
    clues = [*page.pool.of("image", "json-ld", "og:image", "microdata"), *page.pool.of("image")]
    # One that is refused stands only where there is no other, to be counted.
    clue = next((c for c in clues if not is_unsafe(c.value)), clues[0] if clues else None)
    shown, first = _shown_images(page, clue.value if clue else None)
    if clue is None:
        return Choice(first, _evidence("figure", first.url)) if first else Choice(None, None)
    said = page.pool.first("image_caption", clue.source, "json-ld", "json-ld:page")
    alt = page.pool.first("image_alt")
    figures = [one for one in (shown, first) if one is not None]
    captions = [shown.caption if shown else None, said.value if said else None]
    captions += [one.caption for one in figures]
    image = Image(
        url=_absolute(page, clue.value),
        alt=(shown.alt if shown else None) or (alt.value if alt else None),
        caption=next((caption for caption in captions if caption), None),
    )
    return Choice(image, _evidence(clue.source, clue.value))


def _evidence(source: str, raw: str | None) -> Evidence:
    return Evidence(source=source, raw=raw)


def _absolute(page: Context, url: str) -> str:
    """The address, absolute where the page's own is known or stated."""
    bases = [page.url or "", *(clue.value for clue in page.pool.of("url"))]
    base = next((b for b in bases if b.startswith(("http://", "https://"))), "")
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def _shown_images(page: Context, url: str | None) -> tuple[Image | None, Image | None]:
    """The picture that has the address, and the first one in a figure near the headline."""
    pictures = [(element, _sources(element)) for element in page.scan.images[:120]]
    found = _same_picture(pictures, url) if url else None
    shown = _image(*found, page) if found else None
    text = _start_of_text(page)
    for element, sources in pictures:
        figure = _figure(element)
        if figure is None or not 0 <= page.distance(element) <= text:
            continue
        around = figure.getparent()
        if around is not None and page.elsewhere(around):
            continue
        first = _image(element, sources, page)
        if first.caption:
            return shown, first
    return shown, None


def _start_of_text(page: Context) -> int:
    """How far below the headline the second paragraph stands; the first may be a summary."""
    long = [line for line in page.below if len(line.text) > _PARAGRAPH]
    return min(_FAR, page.distance(long[1].element)) if len(long) > 1 else _FAR


def _same_picture(
    pictures: list[tuple[HtmlElement, list[str]]], url: str
) -> tuple[HtmlElement, list[str]] | None:
    """The picture of an address: its file has the name, or else a long mark of the name."""
    name = _file(url)
    marks = set(_MARK.findall(name))
    for element, sources in pictures:
        if name and name in map(_file, sources):
            return element, sources
    for element, sources in pictures:
        if any(not marks.isdisjoint(_MARK.findall(_file(source))) for source in sources):
            return element, sources
    return None


def _image(element: HtmlElement, sources: list[str], page: Context) -> Image:
    return Image(
        url=_absolute(page, sources[0]) if sources else None,
        alt=clean(element.get("alt"), 500) or None,
        caption=_caption(element, page),
    )


def _sources(element: HtmlElement) -> list[str]:
    """The addresses of a picture, those of its other sizes after them."""
    found = [element.get(key) for key in ("src", "data-src", "srcset", "data-srcset")]
    parent = element.getparent()
    if parent is not None and parent.tag == "picture":
        found += [source.get("srcset") for source in islice(parent.iter("source"), 6)]
    return [s.split()[0] for s in found if s and s.strip() and not s.startswith("data:")]


def _figure(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("figure"), None)


def _caption(element: HtmlElement, page: Context) -> str | None:
    """What a figure says of its picture, or a part next to the picture that is marked so."""
    for legend in _legends(element):
        text = clean_of(legend, _LONGEST)
        linked = sum(len(clean_of(a, _LONGEST)) for a in islice(legend.iter("a"), 10))
        # No portrait of an author, no advertisement of something else.
        if text and not page.words.by_pattern.match(text) and linked <= len(text) / 2:
            return text
    return None


def _legends(element: HtmlElement) -> Iterator[HtmlElement]:
    figure = _figure(element)
    if figure is not None:
        yield from islice(figure.iter("figcaption"), 1)
    for above in islice(element.iterancestors("div", "figure", "picture", "a", "span"), _UP):
        for below in islice(above.iter("div", "p", "span", "small"), _WITHIN):
            if below is not above and _LEGEND.search((below.get("class") or "")[:200]):
                yield below
                return


def _file(url: str) -> str:
    """The file name of an address, which resized copies share."""
    return url.split("?")[0].split(" ")[0].rstrip("/").rsplit("/", 1)[-1].lower()[:200]
