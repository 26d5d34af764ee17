"""Keys by which names are compared, whatever their case, accents, punctuation or article."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ._data import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..article import Article

_LONGEST = 200
"""Characters; no name is longer."""


def name_key(name: str) -> str:
    """The letters and digits of a name, without case, accents and leading article.

    >>> name_key("The Dünen-Bote"), name_key("DUNENBOTE")
    ('dunenbote', 'dunenbote')
    """
    text = unicodedata.normalize("NFKD", name[:_LONGEST]).casefold()
    tokens = "".join(c if c.isalnum() else " " if c.isspace() else "" for c in text).split()
    if len(tokens) > 1 and tokens[0] in words("articles"):
        del tokens[0]
    return "".join(tokens)


def host_keys(url: str | None) -> Iterator[str]:
    """What a site may be called after its host.

    >>> list(host_keys("https://www.duenenbote.example/a"))
    ['duenenbote', 'duenenboteexample']
    >>> "sport" in host_keys("https://sport.duenenbote.example/")
    False
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return
    labels = host[:_LONGEST].split(".")[-4:]
    while len(labels) > 2 and len(labels[-2]) > 3:  # a subdomain; "co" of "co.uk" is none
        del labels[0]
    for end in range(1, len(labels) + 1):
        if len(labels[0]) > 2:
            yield name_key(" ".join(labels[:end]))


def house_keys(article: Article) -> frozenset[str]:
    """The keys of every name of the house that a record comes from."""
    names = [name for name in (article.publisher, article.source.site) if name]
    keys = {name_key(name) for name in names} | set(host_keys(article.url))
    for name in names:
        if "." in name and " " not in name:
            keys.update(host_keys(f"https://{name}"))
    return frozenset(key for key in keys if len(key) > 1)
