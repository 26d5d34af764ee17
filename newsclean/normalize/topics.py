"""Section and tags: ``["#Rain", "rain ", "Tides, Wind"]`` becomes ``["Rain", "Tides", "Wind"]``.

``#`` goes, a tag said twice is kept once, a lone tag that lists several is taken apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 65

_EDGES = "#,;|·•›»> "


def apply(article: Article, options: Normalize) -> None:
    """Clean the section and the tags."""
    if article.section:
        article.section = article.section.strip(_EDGES) or None
    article.tags = unique(article.tags)


def unique(tags: list[str]) -> list[str]:
    """Every tag once, in order, as it is first written.

    >>> unique(["#Rain", "rain", "", "Rain, at last"]), unique(["Tides; Wind"])
    (['Rain', 'Rain, at last'], ['Tides', 'Wind'])
    """
    kept = _kept(tags)
    while len(kept) == 1 and (separators := [s for s in ";," if s in kept[0]]):
        kept = _kept(kept[0].split(separators[0]))
    return kept


def _kept(tags: list[str]) -> list[str]:
    kept: dict[str, str] = {}
    for tag in tags:
        bare = tag.strip(_EDGES)
        if bare:
            kept.setdefault(bare.casefold(), bare)
    return list(kept.values())
