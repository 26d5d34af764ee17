"""Links that run something or carry their content with them; no record keeps one."""

from __future__ import annotations

import re
from html import unescape

from .article import Article, Evidence

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
