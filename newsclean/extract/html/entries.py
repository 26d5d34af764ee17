"""Entries: parts of a page that repeat, as the cards of an index or the posts of a live blog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from .blocks import Chunk, Frame, Page
from .measure import Measure
from .texts import name_parts

_LEAST = 3
#: What is smaller is a link of a menu, not an entry.
_SMALLEST = 25


def groups(page: Page, measure: Measure) -> list[list[Frame]]:
    """Frames that look alike and stand in parents that look alike, the largest groups first.

    Frames in a menu, among the comments or at the foot of the page are left out, and so are
    groups that lie within another.
    """
    alike: dict[tuple[object, ...], list[Frame]] = defaultdict(list)
    for frame in page.frames:
        parent = frame.parent
        if parent is None or frame.chars < _SMALLEST or measure.outside(frame):
            continue
        key = (frame.tag, name_parts(frame.names)[:4], parent.tag, name_parts(parent.names)[:4])
        alike[key].append(frame)
    found = [frames for frames in alike.values() if len(frames) >= _LEAST]
    found.sort(key=lambda frames: -sum(frame.chars for frame in frames))
    return found


def texts_of(page: Page, frame: Frame) -> list[Chunk]:
    """The chunks of an entry that are text."""
    return [chunk for chunk in page.chunks[frame.first : frame.end] if chunk.text]


def pieces(frame: Frame) -> Iterator[tuple[str, Sequence[str], str]]:
    """The texts of an entry, each with the tags and the class words around it.

    Yields ``(tags joined by spaces, class words, text)`` from the entry inwards.
    """
    stack: list[tuple[Any, str, tuple[str, ...]]] = [(frame.element, "", ())]
    while stack:
        element, tags, names = stack.pop()
        if isinstance(element, str):
            yield tags, names, element
            continue
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "svg"):
            continue
        inner_tags = f"{tags} {element.tag}".strip()
        inner_names = (*names, *name_parts(element.get("class") or ""))
        todo: list[tuple[Any, str, tuple[str, ...]]] = []
        if element.text and not element.text.isspace():
            todo.append((" ".join(element.text.split()), inner_tags, inner_names))
        for child in element:
            todo.append((child, inner_tags, inner_names))
            if child.tail and not child.tail.isspace():
                todo.append((" ".join(child.tail.split()), inner_tags, inner_names))
        stack.extend(reversed(todo))
