"""The visible text of a page as lines, around its headline."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from ....language.bylines import NODE

_HIDDEN = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "button", "select", "option"),
        *("textarea", "iframe", "head", "object"),
    }
)
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "big", "cite", "code", "data", "em", "font", "i", "ins", "kbd"),
        *("label", "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr", "address"),
    }
)


#: A line this long is a paragraph, and after so many the story is well under way.
_LONG, _MOST_LONG = 250, 3
#: How many texts of one element are read.
_MOST_TEXTS = 2000
_LONGEST_PIECE = 3000


@dataclass(frozen=True, slots=True)
class VisibleLine:
    """A line of visible text; `NODE` stands between the texts of different elements."""

    text: str
    element: HtmlElement
    """Where the line begins."""

    @property
    def plain(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.replace(NODE, " ").split())


def joined(element: HtmlElement, longest: int = 1500) -> str:
    """The text of an element: `NODE` between inline elements, a line break between blocks."""
    parts: list[str] = []
    size = 0
    before = " "
    for text, tag, _ in islice(_texts(element), _MOST_TEXTS):
        if tag == "\n":
            parts.append("\n")
            before = " "
        elif words := text[: 2 * longest].split():
            glued = parts and _one_word(before, text)
            parts.append(f"{'' if glued or not parts or before == ' ' else NODE}{' '.join(words)}")
            before = text
            size += len(parts[-1])
            if size > longest:
                break
        elif text:
            before += " "
    return "".join(parts).strip(f"\n{NODE}")


def _one_word(before: str, text: str) -> bool:
    """Whether a text goes on with the word of the one before, as after a drop cap."""
    return before[-1].isalpha() and text[0].islower()


def clean_of(element: HtmlElement, longest: int = 400) -> str:
    """The text of an element with single spaces."""
    return " ".join(joined(element, longest).replace(NODE, " ").split())


def ahead(element: HtmlElement, longest: int = 60) -> str:
    """The end of the text that stands right before an element, as a label would."""
    node = element
    for _ in range(4):
        before, parent = node.getprevious(), node.getparent()
        for _ in range(3):
            if before is None:
                text = (parent.text if parent is not None else "") or ""
            else:
                text = before.tail or ""
                if not text.strip() and isinstance(before.tag, str) and before.tag not in _HIDDEN:
                    text = joined(before, 4 * longest)
            if text.strip() or before is None:
                break
            before = before.getprevious()
        if text.strip() or parent is None:
            return text.strip()[-longest:]
        node = parent
    return ""


def around(
    body: HtmlElement,
    headline: HtmlElement | None,
    start: HtmlElement | None = None,
    *,
    before: int = 14,
    after: int = 32,
) -> tuple[list[VisibleLine], list[VisibleLine]]:
    """The last lines before the headline and the first ones after it.

    ``start``: where to begin to read, the page's body if not given. Without a headline the page's
    first lines count as after it.
    """
    above: deque[VisibleLine] = deque(maxlen=before)
    below: list[VisibleLine] = []
    inside = set(headline.iter("*")) if headline is not None else set()
    passed = headline is None
    long = 0
    for line, headed in _lines(body if start is None else start, body, inside):
        if headed:
            passed = True
        elif passed:
            below.append(line)
            long += len(line.text) > _LONG
            if len(below) >= after or long > _MOST_LONG:
                break
        else:
            above.append(line)
    return list(above), below


def _lines(
    start: HtmlElement, root: HtmlElement, marked: set[HtmlElement]
) -> Iterator[tuple[VisibleLine, bool]]:
    """The lines from an element on, and whether some of a line's text is of a marked element."""
    parts: list[str] = []
    first: HtmlElement | None = None
    hit = False
    last = " "
    for text, tag, element in _onward(start, root):
        if tag == "\n":
            if first is not None:
                yield VisibleLine(NODE.join(parts), first), hit
            parts, first, hit = [], None, False
        elif len(parts) < 200 and text.strip():
            piece = " ".join(text[:_LONGEST_PIECE].split())
            if parts and _one_word(last, text):
                if len(parts[-1]) < _LONGEST_PIECE:
                    parts[-1] += piece
            else:
                parts.append(piece)
            last = text
            first = element if first is None else first
            hit = hit or element in marked
    if first is not None:
        yield VisibleLine(NODE.join(parts), first), hit


def _onward(start: HtmlElement, root: HtmlElement) -> Iterator[tuple[str, str, HtmlElement]]:
    """The texts of an element and of all that comes after it below a root."""
    node: HtmlElement | None = start
    while node is not None:
        yield from _texts(node)
        if node is root:
            return
        parent = node.getparent()
        if parent is None:
            return
        if node.tail:
            yield node.tail, "", parent
        following = node.getnext()
        if following is None:
            yield "", "\n", parent
        while following is None and parent is not None and parent is not root:
            if parent.tail:
                yield parent.tail, "", parent
            following, parent = parent.getnext(), parent.getparent()
        node = following


def _texts(root: HtmlElement) -> Iterator[tuple[str, str, HtmlElement]]:
    """(text, "", element it is of) and ("", line break, element) in page order, no recursion."""
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        tag = element.tag
        if not done and isinstance(tag, str) and tag not in _HIDDEN:
            if tag not in _INLINE:
                yield "", "\n", element
            if element.text:
                yield element.text, "", element
            stack.append((element, True))
            child = next(element.iterchildren(), None)
            if child is not None:
                stack.append((child, False))
            continue
        if done and tag not in _INLINE:
            yield "", "\n", element
        if element is root:
            return
        if element.tail:
            parent = element.getparent()
            yield element.tail, "", element if parent is None else parent
        following = element.getnext()
        if following is not None:
            stack.append((following, False))
