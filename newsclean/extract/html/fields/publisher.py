"""Who published the story, and on which site the page is."""

from __future__ import annotations

from dataclasses import replace

from ...fields.address import host
from ...fields.likeness import key, words
from .clues import Choice, Clue, Pool, chosen
from .lines import clean_of
from .masthead import shown_name
from .page import Context
from .scan import Scan
from .title import is_logo, site_in_title

_PUBLISHER = ("json-ld", "microdata")
_SITE = ("og:site_name", "json-ld", "title")


def names_of_site(scan: Scan, pool: Pool) -> list[str]:
    """All that the page calls itself, before its headline is known."""
    headings = [clean_of(h) for h in scan.headings[:10] if not is_logo(h)]
    headings += [c.value for c in pool.of("title") if c.source != "title"]
    named = site_in_title(" ".join(scan.title.split())[:500], headings)
    pool.add("site", named, "title")
    _without_headlines(pool, headings)
    if not pool.by_field.get("site"):
        pool.add("site", shown_name(scan), "masthead")
    names = [c.value for c in pool.of("site")]
    names += [c.value for c in pool.of("organisation")]
    names += [c.value for c in pool.of("publisher") if c.source in ("json-ld", "microdata")]
    for url in [c.value for c in pool.of("url")]:
        domain = host(url)
        if domain:
            names += [domain, domain.rsplit(".", 1)[0]]
    return list(dict.fromkeys(names))


def _without_headlines(pool: Pool, headings: list[str]) -> None:
    """Take headlines out of what is said to be the site's name; some systems put them there."""
    known = [h for h in headings if len(words(h)) > 2]
    kept: list[Clue] = []
    for clue in pool.by_field.get("site", []):
        name = clue.value
        if any(key(h) in key(name) for h in known):
            name = site_in_title(name, known) or ""
        if name:
            kept.append(replace(clue, value=name))
    pool.by_field["site"] = kept


def choose(page: Context) -> tuple[Choice, Choice]:
    """Publisher and site. Where the page names no publisher, its site is the publisher."""
    pool = page.pool
    named = [c for c in pool.of("site") if _is_name(c)]
    sites = [c for source in _SITE for c in named if c.source == source]
    sites += [c for c in named if c not in sites]
    site = sites[0] if sites else None
    said = [c for source in _PUBLISHER for c in pool.of("publisher", source) if _is_name(c)]
    publisher = said[0] if said else None
    if publisher is not None and site is not None:
        publisher = _of_two(publisher, site, page)
    if publisher is None:
        others = [*pool.of("organisation"), *pool.of("publisher")]
        publisher = site or next((c for c in others if _is_name(c)), None)
    everything = [*pool.of("publisher"), *pool.of("site")]
    return (
        chosen(publisher, iter(everything), "another source is surer"),
        chosen(site, iter(sites), "another source is surer"),
    )


def _is_name(clue: Clue) -> bool:
    return not clue.value.startswith(("http", "@", "#")) and 1 < len(clue.value) < 100


def _of_two(publisher: Clue, site: Clue, page: Context) -> Clue:
    """The stated publisher, unless it is the site's name written worse, or that of a platform."""
    if key(publisher.value) == key(site.value):
        return max(publisher, site, key=lambda c: (c.value.count(" "), not c.value.islower()))
    if publisher.source != "json-ld":
        return publisher
    label = max((_label(c.value) for c in page.pool.of("url")), key=len, default="")
    if not label or not _related(site.value, label) or _related(publisher.value, label):
        return publisher
    if set(words(publisher.value)) & set(words(site.value)):
        return publisher
    texts = [page.scan.title, *(line.plain for line in [*page.above, *page.below])]
    wanted = key(publisher.value)
    return publisher if any(wanted in key(text[:300]) for text in texts) else site


def _label(url: str) -> str:
    """The longest part of an address's host: ``example`` of ``www.example.co.uk``."""
    return max(host(url).split("."), key=len)


def _related(name: str, label: str) -> bool:
    """Whether a host's label is made from a name: from its words or its initials."""
    bare, initials = key(name), "".join(word[0] for word in words(name))
    plain = key(label)
    return bool(bare) and (plain in bare or bare in plain or initials == plain)
