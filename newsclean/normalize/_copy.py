"""A copy of a record that can be changed without touching the record."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..article import Article


def copy_article(article: Article) -> Article:
    """A copy as deep as the rules reach; unknown fields are shared, for no rule changes them."""
    new = copy(article)
    new.authors, new.tags = list(article.authors), list(article.tags)
    new.body = [copy(block) for block in article.body]
    new.source = copy(article.source)
    new.image = copy(article.image)
    if article.also is not None:
        new.also = [copy(other) for other in article.also]
    if article.evidence is not None:
        new.evidence = {}
        for name, evidence in article.evidence.items():
            new.evidence[name] = copy(evidence)
            new.evidence[name].notes = list(evidence.notes)
    return new
