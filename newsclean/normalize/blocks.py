"""Empty blocks of the body are dropped: a paragraph without text, an image without a url."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..article import Article, Block
    from . import Normalize

ORDER = 30


def apply(article: Article, options: Normalize) -> None:
    """Drop the blocks that hold nothing."""
    article.body = [block for block in article.body if _holds(block)]


def _holds(block: Block) -> bool:
    texts = (block.text, block.url, block.alt, block.caption)
    return any(text and not text.isspace() for text in texts)
