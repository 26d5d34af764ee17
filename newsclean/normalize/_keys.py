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
    """What a site may be called after its host: ``dunenbote`` and ``dunenboteexample``."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return
    labels = [label for label in host.split(".") if label not in ("www", "m", "amp", "mobile")]
    for end in range(1, len(labels) + 1):
        if len(labels[0]) > 2:
            yield name_key(" ".join(labels[:end]))


def house_keys(article: Article) -> frozenset[str]:
    """The keys of every name of the house that a record comes from."""
    names = (article.publisher, article.source.site)
    keys = {name_key(name) for name in names if name} | set(host_keys(article.url))
    return frozenset(key for key in keys if len(key) > 1)
