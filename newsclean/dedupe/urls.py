"""One key for a story's address and its AMP, mobile, print and tracked twins."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, unquote

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


def host(url: str | None) -> str:
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
    if host.endswith(".cdn.ampproject.org") or (
        host.startswith("www.google.") and path.startswith("/amp/")
    ):
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
