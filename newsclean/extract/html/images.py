"""Images between the paragraphs of a story."""

from __future__ import annotations

from ...article import Block
from .blocks import Chunk, Page

#: Where pages that load images late keep the address.
_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "data-url", "src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
#: Stands for a picture that the page carries in itself; no record keeps it, but it is counted.
_INLINE = "data:,"
#: Smaller pictures (in pixels) are icons and counters.
_SMALLEST = 100
_LONGEST_ADDRESS = 2000


def image_block(chunk: Chunk, page: Page) -> Block | None:
    """The image of a chunk as a block with its caption, or None where it is no picture."""
    element = chunk.image
    for side in ("width", "height"):
        digits = (element.get(side) or "").removesuffix("px")
        if digits.isdecimal() and len(digits) < 6 and int(digits) < _SMALLEST:
            return None
    addresses = [element.get(name) or "" for name in _ADDRESSES]
    addresses += [(element.get(name) or "").strip().partition(" ")[0] for name in _SETS]
    address = next((a.strip() for a in addresses if _usable(a)), None)
    alt = " ".join((element.get("alt") or "").split()) or None
    caption = _caption(chunk, page)
    if address is None and (alt or caption) and any(map(_is_inline, addresses)):
        address = _INLINE
    if address is None:
        return None
    return Block(type="image", url=address, alt=alt, caption=caption)


def _usable(address: str) -> bool:
    address = address.strip()
    return bool(address) and len(address) < _LONGEST_ADDRESS and not _is_inline(address)


def _is_inline(address: str) -> bool:
    return address[:40].lstrip()[:5].lower() == "data:"


def _caption(chunk: Chunk, page: Page) -> str | None:
    """The text of the figure around an image."""
    for _, frame in zip(range(4), chunk.frame.up(), strict=False):
        if frame.tag == "figure":
            texts = [one.text for one in page.chunks[frame.first : frame.end] if one.text]
            return " ".join(texts)[:1000] or None
    return None
