"""What the story is about: its section and its tags."""

from __future__ import annotations

import re

from ....article import Evidence
from .clues import Choice, Clue, chosen
from .likeness import key
from .lines import clean_of
from .names import NODE
from .page import Context

#: What a first breadcrumb or a word over the headline is, when it is no section.
_HOME = frozenset(
    {
        *("home", "homepage", "startseite", "start", "accueil", "inicio", "início", "news"),
        *("live", "breaking news"),
    }
)
_MOST_TAGS = 40
#: Marks of the system that made the page, which readers do not see.
_IDENTIFIER = re.compile(r"[0-9a-f-]{20,40}|\d+|https?:.*|_\w+")


def section(page: Context) -> Choice:
    """The story's section: the most telling statement that is no address and not the headline."""
    clues = [c for c in page.pool.of("section", "json-ld", "microdata") if len(c.value) < 80]
    clues += [c for c in page.pool.of("section") if c not in clues and len(c.value) < 80]
    clues = [c for c in clues if not c.value.startswith(("http", "www."))]
    if clues:
        # Some systems join all sections with bare commas; the first is the main one.
        value = re.split(r",(?=\S)", clues[0].value)[0].strip()
        return chosen(clues[0], page.pool.of("section"), "another source is surer", value or None)
    crumbs = page.pool.first("breadcrumbs")
    titles = {key(clue.value) for clue in page.pool.of("title")} | {key(page.title.value or "")}
    sites = {key(s) for s in page.sites}
    steps = crumbs.value if crumbs else []
    for step in steps[:-1][:4] if len(steps) > 2 else steps:
        bare = key(step)
        if bare and bare not in _HOME | titles | sites and len(step) < 40:
            return Choice(step, Evidence(source="breadcrumbs", raw=steps))
    linked = _category_link(page)
    if linked:
        return Choice(linked, Evidence(source="category link", raw=linked))
    line = _over_headline(page)
    if line:
        return Choice(line, Evidence(source="over the headline", raw=line))
    return Choice(None, None)


def _category_link(page: Context) -> str | None:
    """The first link near the headline that calls itself one to the story's category."""
    for element in page.near.places:
        if element.tag == "a" and "category" in (element.get("rel") or "").lower().split():
            text = clean_of(element, 60)
            if 1 < len(text) < 40 and key(text) not in _HOME and not page.elsewhere(element):
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
    if text.isupper() or any(c.isdigit() for c in text) or key(text) in _HOME:
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
        for word in re.split(r"[,;|،、，]", keywords.value):
            word = word.strip()
            if 1 < len(word) < 80:
                found.setdefault(key(word), word)
    found.pop("", None)
    if source is None or not found:
        return Choice(None, None)
    return Choice(list(found.values())[:_MOST_TAGS], Evidence(source=source.source, raw=source.raw))
