"""What the story is about: its section and its tags."""

from __future__ import annotations

import re

from ....article import Evidence
from ....language.bylines import NODE
from ...fields.likeness import key
from .clues import Choice, Clue, chosen
from .lines import clean_of
from .page import Context

_MOST_TAGS = 40
#: Marks of the system that made the page, which readers do not see.
_IDENTIFIER = re.compile(
    r"[0-9a-f-]{20,40}|\d+|https?:.*|_\w+|[a-z\d]{1,40}(?:_[a-z\d]{1,40}){1,9}"
)
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,5}[a-z]{2,10}", re.IGNORECASE)


def section(page: Context) -> Choice:
    """The story's section: the most telling statement that is no address and not the headline."""
    clues = [c for c in page.pool.of("section", "json-ld", "microdata") if len(c.value) < 80]
    clues += [c for c in page.pool.of("section") if c not in clues and len(c.value) < 80]
    clues = [c for c in clues if not _is_mark(c.value)]
    telling = next((c for c in clues if _is_topic(c.value, page)), None)
    if telling is None:
        for source, found in (
            ("breadcrumbs", _breadcrumb(page)),
            ("category link", _category_link(page)),
            ("over the headline", _over_headline(page)),
        ):
            if found:
                return Choice(found, Evidence(source=source, raw=found))
    clue = telling or next(iter(clues), None)
    if clue is None:
        return Choice(None, None)
    # Some systems join all sections with bare commas; the first is the main one.
    value = re.split(r",(?=\S)", clue.value)[0].strip()
    return chosen(clue, page.pool.of("section"), "another source is surer", value or None)


def _breadcrumb(page: Context) -> str | None:
    """The first step of a trail that is neither the front page nor the story."""
    crumbs = page.pool.first("breadcrumbs")
    titles = {key(clue.value) for clue in page.pool.of("title")} | {key(page.title.value or "")}
    sites = {key(s) for s in page.sites}
    steps = crumbs.value if crumbs else []
    for step in steps[:-1][:4] if len(steps) > 2 else steps:
        bare = key(step)
        if bare and bare not in titles | sites and len(step) < 40 and _is_topic(step, page):
            return str(step)
    return None


def _is_topic(text: str, page: Context) -> bool:
    """Whether a text can be a section's name: no address, no mark, not "Home"."""
    return text.lower() not in page.words.home and not _is_mark(text)


def _is_mark(text: str) -> bool:
    """Whether a text is an address or a mark of the system that made the page."""
    return (
        text.startswith("http")
        or _HOST.fullmatch(text) is not None
        or _IDENTIFIER.fullmatch(text) is not None
    )


def _category_link(page: Context) -> str | None:
    """The first link near the headline that calls itself one to the story's category."""
    for element in page.near.places:
        if element.tag == "a" and "category" in (element.get("rel") or "").lower().split():
            text = clean_of(element, 60)
            if 1 < len(text) < 40 and _is_topic(text, page) and not page.elsewhere(element):
                return text
    return None


def _over_headline(page: Context) -> str | None:
    """A word or two right over the headline, in the same part of the page."""
    if page.headline is None or not page.above:
        return None
    line = page.above[-1]
    text = line.text
    uncased = text.upper() == text.lower()
    if NODE in text or not (1 if uncased else 2) < len(text) < 30 or len(text.split()) > 2:
        return None
    if text.isupper() or any(c.isdigit() for c in text) or not _is_topic(text, page):
        return None
    if not uncased and not text[:1].isupper():
        return None
    if key(text) in {key(s) for s in page.sites} or page.elsewhere(line.element):
        return None
    near = list(page.headline.iterancestors())[:2]
    above = [line.element, *line.element.iterancestors()][:4]
    if any(node.tag in ("li", "nav", "button") for node in above):
        return None
    return text if any(node in near for node in above) else None


def tags(page: Context) -> Choice:
    """Tags, split where they stand in one string, without repeats."""
    found: dict[str, str] = {}
    source: Clue | None = None
    for clue in page.pool.of("tag"):
        several = clue.value.count(",") > 1
        for word in re.split(r"[,;]", clue.value) if several else [clue.value]:
            word = word.strip()
            if not _IDENTIFIER.fullmatch(word):
                found.setdefault(key(word), word)
                source = source or clue
    keywords = page.pool.first("keywords")
    if not found and keywords is not None:
        source = keywords
        parts = re.split(r"[,;|،、，；]", keywords.value)
        if len(parts) == 1 and _EAST.search(parts[0]):
            parts = parts[0].split()
        for word in parts:
            word = word.strip()
            if 1 < len(word) < 80 and not _IDENTIFIER.fullmatch(word):
                found.setdefault(key(word), word)
    found.pop("", None)
    if source is None or not found:
        return Choice(None, None)
    return Choice(list(found.values())[:_MOST_TAGS], Evidence(source=source.source, raw=source.raw))
