"""One spelling of a publisher: ``© 2025 NORTHLINE WIRE`` becomes ``Northline Wire``.

A name in capitals takes the spelling that the record itself has elsewhere (its site, its title's
end, a tag), else is written as a name; letters that stand for words (``AFP``) stay. An address
becomes its host, ``@`` and the sign of copyright go.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..article.addresses import host
from ._case import is_capitals, write_house
from ._keys import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..article import Article
    from . import Normalize

ORDER = 60

_LONGEST = 200
_LEADING = re.compile(r"(?:[©@|·•\-–—:,;/\s]|\(c\)|(?:19|20)\d\d(?=\s))+", re.IGNORECASE)
_TRAILING = "|·•-–—:,;/ "


def apply(article: Article, options: Normalize) -> None:
    """Clean the publisher's name."""
    if article.publisher:
        article.publisher = clean(article.publisher, list(_spellings(article))) or None


def clean(name: str, spellings: list[str] | None = None) -> str:
    """A publisher's name in its one spelling.

    >>> clean("@NorthlineWire"), clean("https://www.northline.example/us"), clean("THE HILLTOP")
    ('NorthlineWire', 'northline.example', 'The Hilltop')
    """
    if len(name) > _LONGEST:
        return name
    if match := _LEADING.match(name):
        name = name[match.end() :] or name
    name = name.rstrip(_TRAILING) or name
    if name.startswith(("http://", "https://")):
        name = host(name).removeprefix("www.") or name
    if not is_capitals(name):
        return name
    key = name_key(name)
    for spelling in spellings or ():
        if name_key(spelling) == key and not is_capitals(spelling) and spelling[0].isupper():
            return spelling
    return write_house(name)


def _spellings(article: Article) -> Iterator[str]:
    """Other places of the record where the publisher's name may stand in its own case."""
    yield from filter(None, (article.source.site, *article.tags, *article.authors))
    for separator in (" - ", " | ", " – ", " — "):
        if article.title and separator in article.title:
            yield article.title.rpartition(separator)[2]
            yield article.title.partition(separator)[0]
