"""The words of the body are counted again, since other rules may have changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..language.script import count_words

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 100


def apply(article: Article, options: Normalize) -> None:
    """Count the body's words."""
    article.word_count = count_words(article.text)
