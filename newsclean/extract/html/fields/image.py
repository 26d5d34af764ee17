"""The lead image, with its caption."""

from __future__ import annotations

from urllib.parse import urljoin

from ....article import Evidence, Image
from .clues import Choice, clean
from .lines import clean_of
from .page import Context


def choose(page: Context) -> Choice:
    """The image that structured data names, with the caption of the figure that shows it; or else
    the first of a figure below the headline.
    """
    clue = page.pool.first("image", "json-ld", "og:image", "microdata") or page.pool.first("image")
    shown = _shown_image(page, clue.value if clue else None)
    if clue is None and shown is None:
        return Choice(None, None)
    url = clue.value if clue else (shown.url if shown else None)
    caption = page.pool.first("image_caption", "json-ld")
    alt = page.pool.first("image_alt")
    image = Image(
        url=_absolute(page, url),
        alt=(shown.alt if shown else None) or (alt.value if alt else None),
        caption=(shown.caption if shown else None) or (caption.value if caption else None),
    )
    return Choice(image, Evidence(source=clue.source if clue else "figure", raw=url))


def _absolute(page: Context, url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urljoin(page.url or "", url)
    except ValueError:
        return url


def _shown_image(page: Context, url: str | None) -> Image | None:
    """The picture that has the address, or the first in a figure near the headline."""
    wanted = _file(url) if url else ""
    first: Image | None = None
    for element in page.scan.images[:120]:
        sources = (element.get("src"), element.get("data-src"), element.get("srcset"))
        source = next((s for s in sources if s and not s.startswith("data:")), "")
        figure = next((a for a in element.iterancestors("figure")), None)
        same = bool(wanted) and wanted in (_file(s) for s in sources if s)
        near = figure is not None and 0 <= page.distance(element) <= 120
        if not same and not (near and first is None):
            continue
        legend = None if figure is None else next(figure.iter("figcaption"), None)
        found = Image(
            url=source.split()[0] if source else None,
            alt=clean(element.get("alt"), 500) or None,
            caption=None if legend is None else clean_of(legend, 800) or None,
        )
        if same:
            return found
        first = found
    return first if not wanted else None


def _file(url: str) -> str:
    """The file name of an address, which resized copies share."""
    return url.split("?")[0].split(" ")[0].rstrip("/").rsplit("/", 1)[-1].lower()[:200]
