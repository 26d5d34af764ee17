"""Keys by which names are compared, whatever their case, accents, punctuation or article."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from ..article.addresses import host
from ..language.tables import words

if TYPE_CHECKING:
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
    if len(tokens) > 1 and tokens[0] in words("outlets.articles"):
        del tokens[0]
    return "".join(tokens)


def host_keys(url: str | None) -> tuple[str, ...]:
    """What a site may be called after its host.

    >>> host_keys("https://www.duenenbote.example/a")
    ('duenenbote', 'duenenboteexample')
    >>> host_keys("https://sport.dbz.de/")
    ('dbz', 'dbzde')
    """
    return _host_keys(host(url)[:_LONGEST])


@lru_cache(maxsize=1024)
def _host_keys(name: str) -> tuple[str, ...]:
    from courlan import extract_domain

    labels = (extract_domain(f"https://{name}") or name).split(".")
    while len(labels) > 2 and len(labels[-2]) > 3:  # a subdomain; "co" of "co.uk" is none
        del labels[0]
    if len(labels[0]) < 3:
        return ()
    return tuple(name_key(" ".join(labels[:end])) for end in range(1, len(labels) + 1))


def house_keys(article: Article) -> frozenset[str]:
    """The keys of every name of the house that a record comes from."""
    names = [name for name in (article.publisher, article.source.site) if name]
    keys = {name_key(name) for name in names} | set(host_keys(article.url))
    for name in names:
        if "." in name and " " not in name:
            keys.update(host_keys(f"https://{name}"))
    return frozenset(key for key in keys if len(key) > 1)
