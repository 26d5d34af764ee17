"""Canonical links: ``HTTP://www.gull.example/amp/rain?utm_source=x#top`` becomes
``http://www.gull.example/rain``.

Method: see `newsclean.article.addresses.canonical`. The host of a mobile site stays: whether the
desktop's has the same page, only the network could tell. A link that is not of the web, or has a
name and password, becomes null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..article.addresses import canonical, drop_unsafe, without_blanks

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 50


def apply(article: Article, options: Normalize) -> None:
    """Make the record's links canonical; those of images are only trimmed."""
    drop_unsafe(article)
    if article.url is not None:
        article.url = canonical(article.url)
    for image in (article.image, *article.body):
        if image is not None and image.url is not None:
            image.url = without_blanks(image.url) or None
    for other in article.also or ():
        if other.url:
            other.url = canonical(other.url) or other.url
