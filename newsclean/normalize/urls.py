"""Canonical links: ``HTTP://www.gull.example/amp/rain?utm_source=x#top`` becomes
``http://www.gull.example/rain``.

Method: courlan's normalisation and tracking parameters; then AMP's marks (a cache's host, ``amp``
as host, path segment or parameter) and the fragment go. The host of a mobile site stays: whether
the desktop's has the same page, only the network could tell. A link that is not of the web, or has
a name and password, becomes null.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ..links import drop_unsafe

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 50

_LONGEST = 4000
"""Characters; a longer link is none."""
_CACHE_PATH = re.compile(r"/(?:amp|[cvi])/(?:s/)?([\w.-]+\.[a-z]{2,})(/.*)?", re.DOTALL)
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")
_AMP_VALUES = frozenset({"", "1", "true", "amp"})
_AMP_NAMES = frozenset(
    {"amp", "isamp", "outputtype", "amp_js_v", "amp_gsa", "amp_r", "usqp", "amp_markup"}
)


def apply(article: Article, options: Normalize) -> None:
    """Make the record's links canonical; those of images are only trimmed."""
    drop_unsafe(article)
    if article.url is not None:
        article.url = canonical(article.url)
    for image in (article.image, *article.body):
        if image is not None and image.url is not None:
            image.url = _BLANK.sub("", image.url) or None
    for other in article.also or ():
        if other.url:
            other.url = canonical(other.url) or other.url


def canonical(url: str) -> str | None:
    """The canonical form of a link, or None where it is no link of the web.

    >>> canonical("https://www.gull.example/sport/amp/?amp=1&id=7&utm_medium=mail#c")
    'https://www.gull.example/sport/?id=7'
    >>> canonical("https://www-gull-example.cdn.ampproject.org/c/s/www.gull.example/a")
    'https://www.gull.example/a'
    >>> canonical("javascript:alert(1)")
    """
    url = _BLANK.sub("", url) if len(url) <= _LONGEST else ""
    if url.startswith("//"):
        url = "https:" + url
    try:
        parts = _without_amp(urlsplit(url))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or parts.username is not None:
        return None
    from courlan import normalize_url

    netloc = _full_host(host) + (f":{port}" if port and port not in (80, 443) else "")
    plain = urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))
    try:
        return str(normalize_url(plain))
    except ValueError:
        return None


def _without_amp(parts: SplitResult) -> SplitResult:
    """The link of the page that an AMP link is a version of."""
    host = parts.hostname or ""
    cached = host.endswith(".cdn.ampproject.org") or (
        host.startswith("www.google.") and parts.path.startswith("/amp/")
    )
    if cached and (match := _CACHE_PATH.fullmatch(parts.path)):
        scheme = "https" if "/s/" in parts.path[: match.start(1)] else "http"
        return _without_amp(SplitResult(scheme, match[1], match[2] or "/", parts.query, ""))
    path, query = parts.path, parts.query
    segments = path.split("/")
    if len(segments) > 2 and "amp" in segments:
        segments = [s for s in segments if s != "amp"]
        path = "/".join(segments) or "/"
    path = path.removesuffix(".amp").replace(".amp.html", ".html")
    if query:
        query = "&".join(pair for pair in query.split("&") if not _is_amp(pair))
    return parts._replace(path=path, query=query)


def _is_amp(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return name.lower() in _AMP_NAMES and (value.lower() in _AMP_VALUES or name.lower() == "usqp")


def _full_host(host: str) -> str:
    """The host of the page for that of its AMP version."""
    labels = host.split(".")
    if len(labels) > 2 and labels[0] == "amp":
        from courlan import extract_domain

        rest = ".".join(labels[1:])
        bare = len(labels) == 3 or extract_domain(f"http://{rest}") == rest
        return f"www.{rest}" if bare and labels[1] != "www" else rest
    if len(labels) > 3 and labels[1] == "amp" and labels[0] != "www":
        del labels[1]
    return ".".join(labels)
