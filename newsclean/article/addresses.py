"""What is known of web addresses: hosts, unsafe schemes, AMP versions, trackers, twins.

Two forms of an address are made here. `canonical` gives the link that a record keeps, and changes
only what certainly leads to the same page: courlan's normalisation and tracking parameters, AMP's
marks (a cache's host, ``amp`` as host, path segment or parameter), the fragment. `twin_url` gives a
key for comparing, in which a story's mobile, print, AMP and tracked addresses are one; it leads
nowhere.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from html import unescape
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from . import Article, Evidence


def host(url: str | None) -> str:
    """The host of an address, in lower case; empty where there is none.

    >>> host("https://WWW.Gull.example:8080/a"), host("http://[")
    ('www.gull.example', '')
    """
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


# Links that run something or carry their content with them; no record keeps one.

_SCHEMES = frozenset(
    {
        *("javascript", "vbscript", "livescript", "data", "blob", "file", "filesystem"),
        *("about", "chrome", "feed", "intent", "jar", "resource", "view-source"),
    }
)
_LONGEST = 4000
"""Characters in front of a colon that are looked at; with more in it nothing is a scheme."""
#: What browsers pass over in front of a scheme and in it, and what is not seen.
_PASSED_OVER = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]+")


def is_unsafe(url: str) -> bool:
    """Whether a link is of a scheme that must not be followed.

    >>> is_unsafe(" Java\\nScript:alert(1)"), is_unsafe("/data:x"), is_unsafe("https://a.example/")
    (True, False, False)
    >>> is_unsafe("java&#10;script&colon;alert(1)")
    True
    """
    head = _PASSED_OVER.sub("", url)[:_LONGEST]
    return _is_unsafe(head) or ("&" in head and _is_unsafe(unescape(head)))


def _is_unsafe(url: str) -> bool:
    scheme, colon, _ = _PASSED_OVER.sub("", url).partition(":")
    return bool(colon) and scheme.lower() in _SCHEMES


def drop_unsafe(article: Article) -> None:
    """Take such links out of a record; its evidence says how many."""
    if article.url and is_unsafe(article.url):
        article.url = None
        _count(article, "url", 1)
    if article.image and article.image.url and is_unsafe(article.image.url):
        article.image = None
        _count(article, "image", 1)
    unsafe = [block for block in article.body if block.url and is_unsafe(block.url)]
    if unsafe:
        for block in unsafe:
            block.url = None
        _count(article, "body", len(unsafe))


def _count(article: Article, field: str, number: int) -> None:
    if article.evidence is None:
        article.evidence = {}
    article.evidence.setdefault(field, Evidence()).notes.append(dropped(number))


def dropped(number: int) -> str:
    """What the evidence says of so many dropped links."""
    links = "1 link was" if number == 1 else f"{number} links were"
    return f"{links} dropped: not of the web (javascript:, data: and the like)"


# The canonical link.

_LONGEST_LINK = 4000
"""Characters; a longer link is none."""
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")
_CACHED = re.compile(r"/(?:amp|[cvi])/(?:s/)?([\w.-]+\.[a-z]{2,})(/.*)?", re.DOTALL)
_AMP_VALUES = frozenset({"", "1", "true", "amp"})
_AMP_NAMES = frozenset(
    {"amp", "isamp", "outputtype", "amp_js_v", "amp_gsa", "amp_r", "usqp", "amp_markup"}
)


def without_blanks(url: str) -> str:
    """The link without spaces, line breaks and control characters, which browsers pass over."""
    return _BLANK.sub("", url)


def in_amp_cache(host: str, path: str) -> bool:
    """Whether an address is that of a copy in Google's AMP caches."""
    return host.endswith(".cdn.ampproject.org") or (
        host.startswith("www.google.") and path.startswith("/amp/")
    )


def canonical(url: str) -> str | None:
    """The canonical form of a link, or None where it is no link of the web.

    >>> canonical("https://www.gull.example/sport/amp/?amp=1&id=7&utm_medium=mail#c")
    'https://www.gull.example/sport/?id=7'
    >>> canonical("https://www-gull-example.cdn.ampproject.org/c/s/www.gull.example/a")
    'https://www.gull.example/a'
    >>> canonical("javascript:alert(1)")
    """
    url = without_blanks(url) if len(url) <= _LONGEST_LINK else ""
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
    cached = in_amp_cache(parts.hostname or "", parts.path)
    if cached and (match := _CACHED.fullmatch(parts.path)):
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


# The key of twins.

#: Host, path and query. urllib's reader is exacter, and takes ten times as long.
_URL = re.compile(
    r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#@:\[\]]+)(?::\d*)?(?=[/?#]|$)"
    r"([^?#]*)(?:\?([^#]*))?"
)
_HOST_PREFIX = re.compile(r"^(?:(?:www\d?|m|mobile|amp|mobil)\.)+")
_CACHE = re.compile(r"^/(?:amp|c|v|i)/(?:s/)?")
_TWIN_SEGMENTS = frozenset({"amp", "amp.html", "print", "printable", "mobile"})
_TWIN_SUFFIX = re.compile(r"\.(?:amp|print)(?=\.|$)")
#: Query keys that name a view or a campaign, never a story.
_IDLE_QUERY = re.compile(
    r"^(?:utm_.*|mc_.*|at_.*|ns_.*|pk_.*|ga_.*|hsa_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|ref|"
    r"referrer|referer|source|src|cmp|cmpid|cid|ncid|ocid|mod|smid|smtyp|partner|output|outputtype|"
    r"view|amp|print|share|sharetype|feed|rss|ito|sr_share|xtor|spm|trk|wt_mc|__twitter_impression)$"
)
_INDEX = re.compile(r"/(?:index\.\w{3,5})?$")


def twin_key(url: str | None) -> int:
    """64 bits that a story's addresses share, 0 where there is no address of a single page.

    >>> twin_key("https://www.a.org/x?utm_source=y#top") == twin_key("http://amp.a.org/x/amp/")
    True
    """
    twin = twin_url(url)
    return (
        int.from_bytes(blake2b(twin.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        if twin
        else 0
    )


def twin_host(url: str | None) -> str:
    """The host of an address, without what tells its twins apart; empty where there is none."""
    parts = _URL.match((url or "").strip()[:2000])
    return _HOST_PREFIX.sub("", parts[1].lower()) if parts else ""


def twin_url(url: str | None) -> str:
    """The address without what tells twins apart; empty for a front page or no address."""
    parts = _URL.match((url or "").strip()[:2000])
    if not parts:
        return ""
    host, path, query_string = parts[1].lower(), parts[2], parts[3]
    path = unquote(path) if "%" in path else path
    if in_amp_cache(host, path):
        host, _, path = _CACHE.sub("", path).partition("/")
        path = "/" + path
    host = _HOST_PREFIX.sub("", host.lower())
    segments = [s for s in path.split("/") if s and s.lower() not in _TWIN_SEGMENTS]
    path = _INDEX.sub("", _TWIN_SUFFIX.sub("", "/" + "/".join(segments)))
    query = _telling(query_string) if query_string else []
    if not host or (not path and not query):
        return ""
    return f"{host}{path}?{query}" if query else host + path


def _telling(query: str) -> list[tuple[str, str]]:
    """What names the story in a query string, sorted."""
    pairs = parse_qsl(query)[:50]
    return sorted((key, value) for key, value in pairs if not _IDLE_QUERY.match(key.lower()))
