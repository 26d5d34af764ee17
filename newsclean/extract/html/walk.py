"""The walk over a page's tree that finds its blocks: one, and without recursion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from ...language.script import ends_sentence
from .blocks import MOST_CHUNKS, Chunk, Frame, Page
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
_LETTER = re.compile(r"[^\W_]")
#: The attributes that name an element.
_NAMES = ("class", "id", "role", "itemprop", "data-component")
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.I)

#: A line break of ``br`` in a run that is still open; the parser lets no such character in.
_BREAK = "\x0b"

#: Where one line break does not end a paragraph.
_KEEP_BREAKS_TEXT = "p li h1 h2 h3 h4 h5 h6 blockquote figcaption caption dd dt pre"
_KEEP_BREAKS = frozenset(_KEEP_BREAKS_TEXT.split())

#: A ``span`` with so many letters that ends like a sentence is a paragraph.
_PARAGRAPH = 60

#: A walk goes no deeper; below, an element counts as its text.
_DEEPEST = 300
#: A table that holds one of these is there for the layout ...
_NO_DATA = ("table", "script", "form", "article", "h1", "h2", "h3", "input", "nav")
#: ... and so is one with a longer cell, or where so much of the text is links.
_LONGEST_CELL = 300
_LINKED_TABLE = 0.2


def read_blocks(tree: HtmlElement) -> Page:
    """The chunks of a page. The tree stays as it is."""
    body = tree if tree.tag == "body" else tree.find("body")
    walk = _Walk()
    walk.through(tree if body is None else body)
    return walk.page


#: What an element adds to the style of the text in it.
_PLAIN, _LINKED, _BOLD, _ITALIC = 0, 1, 2, 4
_STYLES = {"a": _LINKED, **dict.fromkeys(("b", "strong"), _BOLD)}
_STYLES |= dict.fromkeys(("i", "em", "cite"), _ITALIC)

_Open = tuple[Any, Any, Frame, int, int, bool]
"""An element that is being walked: its children that are left, itself, the frame that it is or
stands in, its depth, the style of the text around it, and if it is the frame itself."""


class _Walk:
    """State of one walk: the page so far, and the run of text that is open."""

    __slots__ = ("breaks", "chunks", "frames", "inline", "links", "open", "page", "parts", "style")

    def __init__(self) -> None:
        self.page = Page()
        self.chunks, self.frames = self.page.chunks, self.page.frames
        #: (text, its style) of the open run.
        self.parts: list[tuple[str, int]] = []
        self.style = _PLAIN
        """Whether text is in a link, bold, italic: a bit each."""
        self.links = 0
        self.breaks = 0
        self.inline: list[str] = []
        self.open: list[_Open] = []

    def through(self, root: Any) -> None:
        """Walk a tree, with a stack of the elements around the place and without recursion."""
        stack = self.open
        self.element(root, None, 0, _PLAIN)
        while stack:
            children, element, frame, depth, style, own = stack[-1]
            for child in children:
                tag = child.tag
                if tag in _BLOCK_TAGS:
                    if self.parts or self.links or self.inline:
                        self.flush(frame)
                    if (
                        tag not in _SKIPPED
                        and self.room()
                        and self.element(child, frame, depth + 1)
                    ):
                        break
                elif tag not in _SKIPPED and self.within_line(child, tag, frame, depth):
                    break
                tail = child.tail
                if tail and (self.parts or not tail.isspace()):
                    self.text(tail)
            else:
                stack.pop()
                self.style = style
                if own:
                    self.leave(frame)
                if stack and element.tail:
                    self.text(element.tail)

    def element(self, element: Any, around: Frame | None, depth: int, style: int = -1) -> bool:
        """Begin a block-level element; returns whether it is open, with children to be walked.

        ``style`` is that of the text around it, where it is not that of the text in it.
        """
        attributes = element.keys()
        names = _names(element, attributes) if attributes else ""
        frame = Frame(element.tag, around, names, depth, element)
        if around is not None:
            around.children += 1
            frame.ordinal = around.children
            frame.hidden = around.hidden
        if attributes and not frame.hidden:
            frame.hidden = _is_hidden(element, attributes)
        self.frames.append(frame)
        frame.first = len(self.chunks)
        if depth > _DEEPEST:
            self.text("".join(element.itertext()))
        elif frame.tag != "table" or not self.table(element, frame):
            if text := element.text:
                self.text(text)
            if len(element):
                style = self.style if style < 0 else style
                self.open.append((iter(element), element, frame, depth, style, True))
                return True
        self.style = self.style if style < 0 else style
        self.leave(frame)
        return False

    def leave(self, frame: Frame) -> None:
        """End a block-level element."""
        if self.parts or self.links or self.inline:
            self.flush(frame)
        frame.end = len(self.chunks)
        around = frame.parent
        if around is not None:
            around.chars += frame.chars
            around.link_chars += frame.link_chars

    def within_line(self, element: Any, tag: Any, frame: Frame, depth: int) -> bool:
        """Begin an element that runs with the text, unless it is a box of its own.

        Returns whether it is open, with children to be walked.
        """
        if tag == "br" or tag == "hr":
            self.line_break(frame)
        elif tag == "img":
            self.image(element, frame)
        elif tag == "a" and _is_card(element):
            if self.parts or self.links or self.inline:
                self.flush(frame)
            style, self.style = self.style, self.style | _LINKED
            self.links += 1
            return self.element(element, frame, depth + 1, style)
        elif not isinstance(tag, str):
            pass
        elif _stands_alone(element, tag):
            if self.parts or self.links or self.inline:
                self.flush(frame)
            return self.element(element, frame, depth + 1)
        else:
            return self.inline_element(element, tag, frame, depth)
        return False

    def inline_element(self, element: Any, tag: str, frame: Frame, depth: int) -> bool:
        if depth > _DEEPEST:
            self.text("".join(element.itertext()))
            return False
        if tag == "ruby" and element.find("rp") is None:
            self.text("".join(element.xpath("text()|*[not(self::rt)]//text()")))
            return False
        style, own = self.style, _STYLES.get(tag, _PLAIN)
        if own == _LINKED:
            self.links += 1
        elif not own and (name := element.get("class")):
            if not self.parts:
                self.inline.append(name)
            if _is_hidden(element, element.keys()):
                return False
        self.style = style | own
        if text := element.text:
            self.text(text)
        if len(element):
            self.open.append((iter(element), element, frame, depth + 1, style, False))
            return True
        self.style = style
        return False

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
        self.chunks.append(chunk)
        return True

    def room(self) -> bool:
        """Whether one more chunk may be taken."""
        if len(self.chunks) < MOST_CHUNKS:
            return True
        self.page.cut = True
        return False

    def text(self, text: str) -> None:
        if self.parts or not text.isspace():
            self.parts.append((text, self.style))
            if self.breaks and not text.isspace():
                self.breaks = 0

    def line_break(self, frame: Frame) -> None:
        if not self.parts:
            return
        self.breaks += 1
        if self.breaks > 1 or frame.tag not in _KEEP_BREAKS:
            self.flush(frame)
        else:
            self.parts.append((_BREAK, _PLAIN))

    def image(self, element: Any, frame: Frame) -> None:
        if self.room():
            if any(not part[0].isspace() for part in self.parts):
                return  # an icon in running text
            self.parts.clear()
            self.chunks.append(Chunk(frame, "", 0, image=element))

    def flush(self, frame: Frame) -> None:
        """Close the open run and make it a chunk of ``frame``."""
        parts = self.parts
        if parts:
            raw = parts[0][0] if len(parts) == 1 else "".join([part[0] for part in parts])
            if frame.tag == "pre":
                text = raw.strip("\n")
            elif _BREAK not in raw:
                text = " ".join(raw.split())
            else:
                text = _tidy(raw)
            if _LETTER.search(text) and self.room():
                length = len(text)
                chunk = Chunk(frame, text, length if text.isascii() else size(text), 0, self.links)
                if self.inline:
                    chunk.names = " ".join(self.inline)
                for part, style in parts:
                    if style:
                        _count(chunk, len(part.strip()), style)
                frame.chars += length
                frame.link_chars += chunk.link_chars
                self.chunks.append(chunk)
            parts.clear()
        self.links = 0
        self.breaks = 0
        if self.inline:
            self.inline.clear()


def _count(chunk: Chunk, length: int, style: int) -> None:
    """Add to a chunk's letters in links, in bold and in italic type."""
    if style & _LINKED:
        chunk.link_chars += length
    if style & _BOLD:
        chunk.bold_chars += length
    if style & _ITALIC:
        chunk.italic_chars += length


def _stands_alone(element: Any, tag: str) -> bool:
    """Whether an element that is inline by itself is drawn as a block by its site.

    So are elements of a site's own making, and a ``span`` that holds sentences; unless text stands
    right beside them.
    """
    span = tag == "span"
    if not span and "-" not in tag:
        return False
    text = ""
    if span and len(element) == 0:
        text = (element.text or "").strip()
        if len(text) < _PARAGRAPH:  # as most are
            return False
    parent = element.getparent()
    if parent is None or parent.tag in _KEEP_BREAKS or _amid_text(element, parent):
        return False
    if not span:
        return "amp-" not in tag
    beside = (element.getprevious(), element.getnext())
    if not any(other is not None and other.tag == "span" for other in beside):
        return False
    text = text or _start(element)
    return len(text) >= _PARAGRAPH and ends_sentence(text)


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
