"""A piece of HTML that is known to be a story's text, such as the content of a feed's entry."""

from __future__ import annotations

import re

from ...article import Block
from .blocks import Chunk
from .body import as_block
from .images import image_block
from .tree import parse
from .walk import read_blocks

_MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,20});")
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]{0,40}\n\s{0,40}")
_LINKED = 0.4
"""Share of a paragraph that is links, from which on it may only say where the text is from."""


def read_fragment(html: str, *, url: str | None = None) -> list[Block]:
    """The blocks of a fragment, all of them, in order; of text without markup its paragraphs.

    ``url`` is the story's address: a last paragraph that is mostly links, one of them to the story
    itself, only says where it is from, and is left out. Never raises.
    """
    if not _MARKUP.search(html):
        return [
            Block(text=text)
            for piece in _PARAGRAPH.split(html)
            if (text := " ".join(piece.split()))
        ]
    tree = parse(html)
    if tree is None:
        return []
    page = read_blocks(tree)
    chunks = [chunk for chunk in page.chunks if chunk.text or chunk.image is not None]
    if chunks and _says_where_from(chunks[-1], url):
        chunks.pop()
    blocks = (
        image_block(chunk, page) if chunk.image is not None else as_block(chunk) for chunk in chunks
    )
    return [block for block in blocks if block is not None]


def _says_where_from(chunk: Chunk, url: str | None) -> bool:
    if not url or not chunk.text or chunk.link_chars < _LINKED * len(chunk.text):
        return False
    links = (link.get("href") or "" for link in chunk.frame.element.iter("a"))
    return any(_bare(link) == _bare(url) for link in links)


def _bare(address: str) -> str:
    """An address without what only counts where its readers come from."""
    return address.strip().partition("?")[0].partition("#")[0].rstrip("/")
