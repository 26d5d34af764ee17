"""The text blocks of a page in reading order, from one walk over the tree.

A chunk is a run of inline content between two borders of block-level elements (or two line breaks
in a row). Every block-level element is a frame; frames know their parent and, after the walk, how
much text and how many links they hold, so that whatever decides on a chunk need not look at the
tree again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from .texts import size

_BLOCK_TAGS_TEXT = (
    "address article aside blockquote body button caption center dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li "
    "main menu nav ol option p pre search section select summary table tbody td tfoot th thead "
    "tr ul"
)
_BLOCK_TAGS = frozenset(_BLOCK_TAGS_TEXT.split())
#: Elements whose text no reader sees as text of the page.
_SKIPPED_TEXT = (
    "applet area audio base canvas col colgroup datalist embed frame frameset head iframe input "
    "link map math meta meter noframes noscript object optgroup option output param progress "
    "script source style svg template textarea title track video wbr"
)
_SKIPPED = frozenset(_SKIPPED_TEXT.split())
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("i", "em", "cite"))
_LETTER = re.compile(r"[^\W_]")
#: The attributes that name an element.
_NAMES = ("class", "id", "role", "itemprop", "data-component")
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.I)

#: A line break of ``br`` in a run that is still open; the parser lets no such character in.
_BREAK = "\x0b"

#: Where one line break does not end a paragraph.
_KEEP_BREAKS = frozenset(
    (
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figcaption",
        "caption",
        "dd",
        "dt",
        "pre",
    )
)

#: A ``span`` with so many letters that ends like a sentence is a paragraph.
_PARAGRAPH = 60
_ENDS = tuple('.!?…。！？।؟"”»“')

#: A walk goes no deeper; below, an element counts as its text.
_DEEPEST = 300
#: A table that holds one of these is there for the layout ...
_NO_DATA = ("table", "script", "form", "article", "h1", "h2", "h3", "input", "nav")
#: ... and so is one with a longer cell, or where so much of the text is links.
_LONGEST_CELL = 300
_LINKED_TABLE = 0.2
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


def read_blocks(tree: HtmlElement) -> Page:
    """The chunks of a page. The tree stays as it is."""
    body = tree if tree.tag == "body" else tree.find("body")
    walk = _Walk()
    if body is None:
        body = tree
    walk.element(body, None, 0)
    return walk.page


class _Walk:
    """State of one walk: the page so far, and the run of text that is open."""

    __slots__ = ("bold", "breaks", "inline", "italic", "link", "links", "page", "parts")

    def __init__(self) -> None:
        self.page = Page()
        #: (text, in a link, bold, italic) of the open run.
        self.parts: list[tuple[str, bool, bool, bool]] = []
        self.link = 0
        self.links = 0
        self.bold = 0
        self.italic = 0
        self.breaks = 0
        self.inline: list[str] = []

    def element(self, element: Any, around: Frame | None, depth: int) -> None:
        """Walk one block-level element."""
        attributes = element.keys()
        names = _names(element, attributes) if attributes else ""
        frame = Frame(element.tag, around, names, depth, element)
        if around is not None:
            around.children += 1
            frame.ordinal = around.children
            frame.hidden = around.hidden
        if attributes and not frame.hidden:
            frame.hidden = _is_hidden(element, attributes)
        frames = self.page.frames
        frames.append(frame)
        frame.first = len(self.page.chunks)
        if depth > _DEEPEST:
            self.text("".join(element.itertext()))
        elif frame.tag != "table" or not self.table(element, frame):
            self.content(element, frame, depth)
        if self.parts or self.links or self.inline:
            self.flush(frame)
        frame.end = len(self.page.chunks)
        if around is not None:
            around.chars += frame.chars
            around.link_chars += frame.link_chars

    def content(self, element: Any, frame: Frame, depth: int) -> None:
        """Walk what is in an element, block-level or not."""
        if element.text:
            self.text(element.text)
        for child in element:
            tag = child.tag
            if tag in _BLOCK_TAGS:
                if self.parts or self.links or self.inline:
                    self.flush(frame)
                if tag not in _SKIPPED and self.room():
                    self.element(child, frame, depth + 1)
            elif tag == "br" or tag == "hr":
                self.line_break(frame)
            elif tag == "img":
                self.image(child, frame)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self.within_line(child, tag, frame, depth)
            tail = child.tail
            if tail:
                self.text(tail)

    def within_line(self, element: Any, tag: str, frame: Frame, depth: int) -> None:
        """Walk an element that runs with the text, unless it is a box of its own."""
        if tag == "a" and _is_card(element):
            self.card(element, frame, depth)
        elif _stands_alone(element, tag):
            if self.parts or self.links or self.inline:
                self.flush(frame)
            self.element(element, frame, depth + 1)
        else:
            self.inline_element(element, tag, frame, depth)

    def table(self, element: Any, frame: Frame) -> bool:
        """Take a table of data as one chunk; a table that lays out a page is walked instead."""
        rows, longest, wide = [], 0, 0
        for inner in element.iter(*_NO_DATA):
            if inner is not element:
                return False
        for row in element.iter("tr"):
            cells = [" ".join("".join(cell.itertext()).split()) for cell in row]
            if any(cells):
                rows.append("\t".join(cells))
                longest = max(longest, *map(len, cells))
                wide += len(cells) > 1
        if wide < 2 or wide * 2 < len(rows) or longest > _LONGEST_CELL:
            return False
        linked = sum(len(" ".join(a.itertext()).strip()) for a in element.iter("a"))
        text = "\n".join(rows)
        if linked > _LINKED_TABLE * len(text):
            return False
        chunk = Chunk(frame, text, size(text), link_chars=linked)
        frame.chars += len(text)
        frame.link_chars += linked
        self.page.chunks.append(chunk)
        return True

    def card(self, element: Any, frame: Frame, depth: int) -> None:
        """Walk a link that is a box of its own."""
        if self.parts or self.links or self.inline:
            self.flush(frame)
        self.link += 1
        self.links += 1
        self.element(element, frame, depth + 1)
        self.link -= 1

    def inline_element(self, element: Any, tag: str, frame: Frame, depth: int) -> None:
        if depth > _DEEPEST:
            self.text("".join(element.itertext()))
            return
        if tag == "ruby" and element.find("rp") is None:
            self.text("".join(element.xpath("text()|*[not(self::rt)]//text()")))
        elif tag == "a":
            self.link += 1
            self.links += 1
            self.content(element, frame, depth + 1)
            self.link -= 1
        elif tag in _BOLD:
            self.bold += 1
            self.content(element, frame, depth + 1)
            self.bold -= 1
        elif tag in _ITALIC:
            self.italic += 1
            self.content(element, frame, depth + 1)
            self.italic -= 1
        else:
            name = element.get("class")
            if name:
                if not self.parts:
                    self.inline.append(name)
                if _is_hidden(element, element.keys()):
                    return
            self.content(element, frame, depth + 1)

    def room(self) -> bool:
        """Whether one more chunk may be taken."""
        if len(self.page.chunks) < MOST_CHUNKS:
            return True
        self.page.cut = True
        return False

    def text(self, text: str) -> None:
        if self.parts or not text.isspace():
            self.parts.append((text, self.link > 0, self.bold > 0, self.italic > 0))
            if self.breaks and not text.isspace():
                self.breaks = 0

    def line_break(self, frame: Frame) -> None:
        if not self.parts:
            return
        self.breaks += 1
        if self.breaks > 1 or frame.tag not in _KEEP_BREAKS:
            self.flush(frame)
        else:
            self.parts.append((_BREAK, False, False, False))

    def image(self, element: Any, frame: Frame) -> None:
        if self.room():
            if any(not part[0].isspace() for part in self.parts):
                return  # an icon in running text
            self.parts.clear()
            self.page.chunks.append(Chunk(frame, "", 0, image=element))

    def flush(self, frame: Frame) -> None:
        """Close the open run and make it a chunk of ``frame``."""
        parts = self.parts
        if parts:
            raw = "".join([part[0] for part in parts])
            text = raw.strip("\n") if frame.tag == "pre" else _tidy(raw)
            if _LETTER.search(text) and self.room():
                chunk = Chunk(frame, text, size(text), 0, self.links)
                if self.inline:
                    chunk.names = " ".join(self.inline)
                for part, link, bold, italic in parts:
                    if link or bold or italic:
                        length = len(part.strip())
                        chunk.link_chars += length if link else 0
                        chunk.bold_chars += length if bold else 0
                        chunk.italic_chars += length if italic else 0
                frame.chars += len(text)
                frame.link_chars += chunk.link_chars
                self.page.chunks.append(chunk)
            parts.clear()
        self.links = 0
        self.breaks = 0
        self.inline.clear()


def _stands_alone(element: Any, tag: str) -> bool:
    """Whether an element that is inline by itself is drawn as a block by its site.

    So are elements of a site's own making, and a ``span`` that holds sentences; unless text stands
    right beside them.
    """
    span = tag == "span"
    if not span and "-" not in tag:
        return False
    parent = element.getparent()
    if parent is None or parent.tag in _KEEP_BREAKS or _amid_text(element, parent):
        return False
    if not span:
        return "amp-" not in tag
    beside = (element.getprevious(), element.getnext())
    if not any(other is not None and other.tag == "span" for other in beside):
        return False
    text = (element.text or "").strip() if len(element) == 0 else _start(element)
    return len(text) >= _PARAGRAPH and text.endswith(_ENDS)


def _is_card(element: Any) -> bool:
    """A link that holds several elements and no text of its own, as a teaser does."""
    if len(element) < 2 or (element.text and not element.text.isspace()):
        return False
    parent = element.getparent()
    if parent is None or parent.tag in _KEEP_BREAKS or _amid_text(element, parent):
        return False
    return not any(child.tail and not child.tail.isspace() for child in element)


def _start(element: Any) -> str:
    """The text of an element, or of as much of it as matters here."""
    return "".join(islice(element.itertext(), 200)).strip()


def _amid_text(element: Any, parent: Any) -> bool:
    """Text, or an inline element with text, right before or after an element."""
    before = element.getprevious()
    ahead = parent.text if before is None else before.tail
    return bool((ahead and not ahead.isspace()) or (element.tail and not element.tail.isspace()))


def _tidy(raw: str) -> str:
    """White space as a browser draws it; line breaks are those of ``br``.

    >>> _tidy(" a  b ")
    'a b'
    """
    if _BREAK not in raw:
        return " ".join(raw.split())
    lines = [" ".join(line.split()) for line in raw.split(_BREAK)]
    return "\n".join([line for line in lines if line])


def _names(element: Any, attributes: Sequence[str]) -> str:
    get = element.get
    if len(attributes) == 1:
        return (get(attributes[0]) or "") if attributes[0] in _NAMES else ""
    return " ".join([found for name in _NAMES if name in attributes and (found := get(name))])


def _is_hidden(element: Any, attributes: Sequence[str]) -> bool:
    if "hidden" in attributes:
        return True
    return "style" in attributes and _HIDDEN.search(element.get("style")) is not None
