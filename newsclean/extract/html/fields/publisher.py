"""Who published the story, and on which site the page is."""

from __future__ import annotations

from .address import host
from .clues import Choice, Clue, Pool, chosen
from .likeness import key
from .lines import clean_of
from .scan import Scan
from .title import site_in_title

_PUBLISHER = ("source line", "json-ld", "microdata")


def names_of_site(scan: Scan, pool: Pool) -> list[str]:
    """All that the page calls itself, before its headline is known."""
    headings = [clean_of(h) for h in scan.headings[:10]]
    headings += [c.value for c in pool.of("title") if c.source != "title"]
    named = site_in_title(" ".join(scan.title.split())[:500], headings)
    pool.add("site", named, "title")
    names = [c.value for c in pool.of("site")]
    names += [c.value for c in pool.of("organisation")]
    names += [c.value for c in pool.of("publisher") if c.source in ("json-ld", "microdata")]
    for url in [c.value for c in pool.of("url")]:
        domain = host(url)
        if domain:
            names += [domain, domain.rsplit(".", 1)[0]]
    return list(dict.fromkeys(names))


def choose(pool: Pool) -> tuple[Choice, Choice]:
    """Publisher and site. Where the page names no publisher, its site is the publisher."""
    site = pool.first("site", "og:site_name") or pool.first("site", "json-ld", "title")
    site = site or pool.first("site")
    clues = [c for source in _PUBLISHER for c in pool.of("publisher", source)]
    clues = [c for c in clues if _is_name(c)]
    publisher = clues[0] if clues else None
    if publisher is not None and site is not None and _prefer_site(publisher, site, pool):
        publisher = site
    if publisher is None:
        publisher = site or pool.first("organisation")
    if publisher is None:
        publisher = next((c for c in pool.of("publisher") if _is_name(c)), None)
    everything = [*pool.of("publisher"), *pool.of("site")]
    return (
        chosen(publisher, iter(everything), "another source is surer"),
        chosen(site, pool.of("site"), "another source is surer"),
    )


def _is_name(clue: Clue) -> bool:
    return not clue.value.startswith(("http", "@")) and len(clue.value) < 100


def _prefer_site(publisher: Clue, site: Clue, pool: Pool) -> bool:
    """Whether the publisher is only the site's name in another form, such as its domain."""
    return publisher.source == "json-ld" and key(publisher.value) == key(site.value)
