"""Section, tags, language, address, summary, image, access: fields with a clear source each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from ....article import Evidence, Image
from .clues import Choice, Clue, chosen, clean
from .likeness import key
from .lines import clean_of
from .names import NODE
from .page import Context

_HOME = frozenset(
    {
        *("home", "homepage", "startseite", "start", "accueil", "inicio", "início", "news"),
        *("live", "breaking news"),
    }
)
_MOST_TAGS = 40
_IDENTIFIER = re.compile(r"[0-9a-f-]{20,40}|\d+|https?:.*")
_LOCKED = re.compile(r"locked|metered|paid|premium|subscri|paywall|restricted|plus", re.IGNORECASE)
_FREE = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def section(page: Context) -> Choice:
    """The story's section: the most telling statement that is no address and not the headline."""
    clues = [c for c in page.pool.of("section", "json-ld", "microdata") if len(c.value) < 80]
    clues += [c for c in page.pool.of("section") if c not in clues and len(c.value) < 80]
    clues = [c for c in clues if not c.value.startswith(("http", "www."))]
    if clues:
        return chosen(clues[0], page.pool.of("section"), "another source is surer")
    crumbs = page.pool.first("breadcrumbs")
    title = key((page.pool.first("title", "json-ld") or Clue("", "", "")).value)
    sites = {key(s) for s in page.sites}
    for step in (crumbs.value if crumbs else [])[:4]:
        bare = key(step)
        if bare and bare not in _HOME and bare != title and bare not in sites and len(step) < 60:
            return Choice(
                step, Evidence(source="breadcrumbs", raw=crumbs.value if crumbs else None)
            )
    line = _over_headline(page)
    if line:
        return Choice(line, Evidence(source="over the headline", raw=line))
    return Choice(None, None)


def _over_headline(page: Context) -> str | None:
    """A word or two right over the headline, in the same part of the page."""
    if page.headline is None or not page.above:
        return None
    line = page.above[-1]
    text = line.text
    if NODE in text or not 2 < len(text) < 30 or len(text.split()) > 2 or text.isupper():
        return None
    if any(c.isdigit() for c in text) or not text[:1].isupper() or key(text) in _HOME:
        return None
    if key(text) in {key(s) for s in page.sites} or page.elsewhere(line.element):
        return None
    near = list(page.headline.iterancestors())[:2]
    above = [line.element, *line.element.iterancestors()][:4]
    if any(node.tag in ("li", "nav", "button") for node in above):
        return None
    return text if any(node in near for node in above) else None


def tags(page: Context) -> list[str]:
    """Tags, split where they stand in one string, without repeats."""
    found: dict[str, str] = {}
    for clue in page.pool.of("tag"):
        several = clue.value.count(",") > 1
        for word in re.split(r"[,;]", clue.value) if several else [clue.value]:
            word = word.strip()
            if not _IDENTIFIER.fullmatch(word):
                found.setdefault(key(word), word)
    for clue in page.pool.of("keywords") if not found else ():
        for word in re.split(r"[,;|،、，]", clue.value):
            word = word.strip()
            if 1 < len(word) < 80:
                found.setdefault(key(word), word)
        break
    found.pop("", None)
    return list(found.values())[:_MOST_TAGS]


def language(page: Context) -> Choice:
    """The language as the page states it, the statement about the story first."""
    clues = list(page.pool.of("language", "json-ld", "html lang", "microdata"))
    clues += [c for c in page.pool.of("language") if c not in clues]
    clues = [
        c for c in clues if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}", c.value)
    ]
    return chosen(clues[0] if clues else None, iter(clues), "another source is surer")


def address(page: Context) -> Choice:
    """The canonical address, absolute where the page's own address is known."""
    clues = list(page.pool.of("url", "canonical", "og:url", "json-ld"))
    clues += [c for c in page.pool.of("url") if c not in clues and c.source != "amphtml"]
    for clue in clues:
        try:
            value = urljoin(page.url or "", clue.value)
        except ValueError:
            continue
        if value.lower().startswith(("http://", "https://")) and value.count("/") >= 3:
            return chosen(clue, page.pool.of("url"), "another source is surer", value)
    return Choice(page.url, None)


def summary(page: Context) -> Choice:
    """The page's own blurb."""
    clues = list(page.pool.of("summary", "json-ld", "og:description", "meta:description"))
    clues += [c for c in page.pool.of("summary") if c not in clues]
    clues = [c for c in clues if len(c.value) > 20]
    return chosen(clues[0] if clues else None, page.pool.of("summary"), "another source is surer")


def place(page: Context) -> Choice:
    """The dateline's place, where structured data names one."""
    return chosen(page.pool.first("place", "json-ld"), page.pool.of("place"), "another story's")


def image(page: Context) -> Image | None:
    """The lead image, with the caption of the figure that shows it where there is one."""
    clue = page.pool.first("image", "json-ld", "og:image", "microdata") or page.pool.first("image")
    shown = _shown_image(page, clue.value if clue else None)
    if clue is None and shown is None:
        return None
    url = clue.value if clue else (shown.url if shown else None)
    caption = page.pool.first("image_caption", "json-ld")
    alt = page.pool.first("image_alt")
    return Image(
        url=_absolute(page, url),
        alt=(shown.alt if shown else None) or (alt.value if alt else None),
        caption=(shown.caption if shown else None) or (caption.value if caption else None),
    )


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


def free(page: Context) -> bool | None:
    """Whether the story can be read without paying; None where the page does not say."""
    for clue in page.pool.of("free", "json-ld", "microdata", "json-ld:page"):
        if clue.value.lower() in _FREE:
            return _FREE[clue.value.lower()]
    for clue in page.pool.of("tier"):
        if clue.value.lower() == "free":
            return True
        if _LOCKED.search(clue.value):
            return False
    return None


def plain_body(values: Iterable[Clue]) -> str | None:
    """JSON-LD ``articleBody`` as text: the longest one; line breaks stay."""
    texts = [clue.value for clue in values if clue.source in ("json-ld", "json-ld:other")]
    if not texts:
        return None
    text = max(texts, key=len)[:500_000]
    lines = (clean(line, 20_000) for line in re.split(r"\n|<br ?/?>|</p>", text))
    return "\n".join(line for line in lines if line) or None
