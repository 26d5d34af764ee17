"""Entries: parts of a page that repeat, as the cards of an index or the posts of a live blog."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from .blocks import Chunk, Frame, Page
from .measure import Measure
from .texts import name_parts

#: The indices of the first chunk and after the last.
Run = tuple[int, int]

_LEAST = 3
#: What is smaller is a link of a menu, not an entry.
_SMALLEST = 25
#: The share of a page's text that the entries of an index hold.
_MAIN_PART = 0.5
#: Where the model finds so many letters of a story beside the entries, the page is no index.
_STORY = 250


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
        if frame.names:
            # Names made by a program differ in their numbers alone.
            alike[(frame.tag, frame.names, parent.tag, parent.names, "as they stand")].append(frame)
    found = [frames for frames in alike.values() if len(frames) >= _LEAST]
    found.sort(key=lambda frames: -sum(frame.chars for frame in frames))
    return found


def headed_runs(page: Page, measure: Measure) -> list[list[Run]]:
    """Lines that look alike and are links as a whole, each with what follows up to the next.

    So stand the entries of a list that has no box for each of them: ``dt`` and ``dd``, headings
    and paragraphs side by side, or lines parted by ``br``.
    """
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, chunk in enumerate(page.chunks):
        frame = chunk.frame
        if not chunk.text or chunk.link_chars < 0.9 * len(chunk.text) or measure.outside(frame):
            continue
        if chunk.size >= _SMALLEST or (len(chunk.text) > 12 and " " in chunk.text):
            around = frame.parent
            shape = (frame.tag, frame.names, around, chunk.bold_chars > 0)
            alike[shape].append(i)
    found: list[list[Run]] = []
    for heads in alike.values():
        if len(heads) < _LEAST:
            continue
        around = common_frame([page.chunks[i].frame for i in heads])
        last = around.end if around is not None else heads[-1] + 1
        ends = [*heads[1:], min(last, heads[-1] + 1 + _longest_run(heads))]
        found.append(list(zip(heads, ends, strict=True)))
    found.sort(key=lambda runs: -sum(len(c.text) for a, b in runs for c in page.chunks[a:b]))
    return found


def _longest_run(heads: Sequence[int]) -> int:
    """How many chunks follow a head before the next."""
    return max(after - before - 1 for before, after in itertools.pairwise(heads))


def common_frame(frames: Sequence[Frame]) -> Frame | None:
    """The innermost frame around all frames, which may be one of them."""
    around = frames[0] if len(set(frames)) == 1 else frames[0].parent
    while around is not None and any(around not in frame.up() for frame in frames):
        around = around.parent
    return around


class Mass:
    """How much of a page's text, and of what the model takes for a story, is before each chunk."""

    def __init__(self, page: Page, measure: Measure, chosen: Collection[int]) -> None:
        story = {id(measure.chunks[i]) for i in chosen}
        self.text, self.story = [0], [0]
        for chunk in page.chunks:
            counts = chunk.text and not measure.outside(chunk.frame)
            self.text.append(self.text[-1] + (chunk.size if counts else 0))
            self.story.append(self.story[-1] + (chunk.size if id(chunk) in story else 0))

    def led(self, spans: Iterable[tuple[int, int]]) -> bool:
        """Whether spans of chunks hold most of the page's text, and no long text is beside them.

        What holds of some of them holds of all: more spans hold no less, and leave no more.
        """
        held, story, at = 0, self.story[-1], 0
        for first, end in sorted(spans):
            if end > at:
                held += self.text[end] - self.text[max(first, at)]
                story -= self.story[end] - self.story[max(first, at)]
                at = end
        return held >= _MAIN_PART * self.text[-1] and story < _STORY and story < 0.2 * held


def links_by_text(frame: Frame) -> dict[str, Any]:
    """The links in a frame by their text, the first of each."""
    found: dict[str, Any] = {}
    for link in frame.element.iter("a"):
        found.setdefault(" ".join("".join(link.itertext()).split()), link)
    return found


def run_pieces(page: Page, first: int, end: int) -> Iterator[tuple[str, Sequence[str], str]]:
    """The texts of chunks that follow each other, as of `pieces`."""
    before: Frame | None = None
    for chunk in page.chunks[first:end]:
        frame = chunk.frame
        if not chunk.text or frame is before:
            continue
        if frame.end - frame.first == 1:
            before = frame
            yield from pieces(frame)
        else:
            yield frame.tag, name_parts(chunk.names), chunk.text


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
