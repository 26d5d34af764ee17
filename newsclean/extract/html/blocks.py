"""The text blocks of a page in reading order, as one walk over its tree finds them (`walk`).

A chunk is a run of inline content between two borders of block-level elements (or two line breaks
in a row). Every block-level element is a frame; frames know their parent and, after the walk, how
much text and how many links they hold, so that whatever decides on a chunk need not look at the
tree again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: No page of news has more; what follows is left out, and the page says so (`Page.cut`).
MOST_CHUNKS = 20_000


@dataclass(slots=True, eq=False)
class Frame:
    """A block-level element."""

    tag: str
    parent: Frame | None
    names: str
    """Its class, id, role and the like, as they stand, joined by spaces."""
    depth: int
    element: Any
    hidden: bool = False
    chars: int = 0
    link_chars: int = 0
    first: int = 0
    """The index of the first chunk in it ..."""
    end: int = 0
    """... and the index after its last."""
    ordinal: int = 0
    """Place among its parent's block-level children, from 1."""
    children: int = 0

    def up(self) -> Iterator[Frame]:
        """The frame and those around it, from the inside out."""
        frame: Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.parent


@dataclass(slots=True, eq=False)
class Chunk:
    """A run of text, or an image."""

    frame: Frame
    text: str
    size: int
    """Letters of the text; see `texts.size`."""
    link_chars: int = 0
    links: int = 0
    bold_chars: int = 0
    italic_chars: int = 0
    names: str = ""
    """Class names of an inline element that holds the whole chunk."""
    image: Any = None
    """The ``img`` element where the chunk is an image."""


@dataclass(slots=True)
class Page:
    """All chunks of a page in reading order."""

    chunks: list[Chunk] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    cut: bool = False
    """There was more than is read of any page."""

    def texts(self) -> list[Chunk]:
        """The chunks that are text."""
        return [chunk for chunk in self.chunks if chunk.text]
