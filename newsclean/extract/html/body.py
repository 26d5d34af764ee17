"""The body of a story: which blocks of a page are of it, and as what.

The model (`model`) says how likely each block is a part of the story. This is the place for what
needs no weighing: the headline is not repeated, captions go to their images, a heading with
nothing below it is dropped.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from ...article import Block
from .blocks import Chunk, Frame, Page
from .features import Hints, Measure, is_prose, plain, size
from .images import image_block
from .model import judge, load

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_QUOTES = "\"'“”„«»‘’ "
#: No more quotes are looked for, and in no longer a text.
_MOST_QUOTES = 200
_MOST_TEXT = 200_000
_BOXES = frozenset(("td", "div", "figure", "li", "dd"))
#: A box with an image and no more letters than these holds a caption.
_CAPTION = 250
_LISTS = frozenset(("ul", "ol", "menu"))
#: How far up a list or a quotation around a block is looked for.
_NEAR = 6
#: A text of this length (in letters) is enough to be sure of.
_ENOUGH = 800


@dataclass(slots=True)
class Body:
    """What was found, and why the rest was not taken."""

    blocks: list[Block] = field(default_factory=list)
    chosen: dict[int, int] = field(default_factory=dict)
    """Index among the page's texts -> index of the block it became."""
    dropped: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Index among the page's texts -> role and reason of one that the model liked."""
    scores: list[float] = field(default_factory=list)
    size: int = 0
    """Letters of the text."""
    confidence: float = 0.0
    measure: Measure | None = None


def find_body(page: Page, hints: Hints) -> Body:
    """The body of the story on a page; without blocks where nothing looks like one."""
    judged = judge(page, hints)
    body = Body(scores=judged.scores, measure=judged.measure)
    limit = load().threshold
    taken = [i for i, score in enumerate(judged.scores) if score >= limit]
    taken = _without_captions(body, page, _without_head(body, taken, hints))
    taken = _without_pulled(body, _without_copies(body, taken))
    taken = _without_loose_headings(body, taken)
    _build(body, page, taken)
    chunks = judged.measure.chunks
    body.size = sum(size(chunks[i].text) for i in taken)
    body.confidence = _confidence(body, taken)
    return body


def _without_head(body: Body, taken: list[int], hints: Hints) -> list[int]:
    """Leave out the headline, and a byline above the text."""
    assert body.measure is not None
    chunks = body.measure.chunks
    first = next((i for i in taken if is_prose(chunks[i])), len(chunks))
    titles = {plain(title) for title in hints.titles}
    kept = []
    for i in taken:
        chunk = chunks[i]
        text = plain(chunk.text)
        if text in titles and (i < first or chunk.frame.tag in _HEADINGS):
            body.dropped[i] = ("headline", "the headline again")
        elif i < first and len(chunk.text) < 120 and _is_byline(chunk, hints):
            body.dropped[i] = ("byline", "the authors' names, above the text")
        else:
            kept.append(i)
    return kept


def _is_byline(chunk: Chunk, hints: Hints) -> bool:
    named = sum(len(name) for name in hints.authors if name in chunk.text)
    return named > 0 and named + 40 > len(chunk.text)


def _without_captions(body: Body, page: Page, taken: list[int]) -> list[int]:
    """Leave out a short text that shares a cell or a box with an image and nothing else."""
    assert body.measure is not None
    pictured = {
        id(text)
        for image, text in itertools.pairwise(page.chunks)
        if image.image is not None
        and text.frame is image.frame
        and text.frame.tag in _BOXES
        and text.frame.chars < _CAPTION
    }
    kept = []
    for i in taken:
        if id(body.measure.chunks[i]) in pictured:
            body.dropped[i] = ("caption", "alone with an image")
        else:
            kept.append(i)
    return kept


def _without_copies(body: Body, taken: list[int]) -> list[int]:
    assert body.measure is not None
    chunks = body.measure.chunks
    seen: set[str] = set()
    kept = []
    for i in taken:
        text = chunks[i].text
        if len(text) > 40 and text in seen:
            body.dropped[i] = ("copy", "the same text stands above")
        else:
            kept.append(i)
            seen.add(text)
    return kept


def _without_pulled(body: Body, taken: list[int]) -> list[int]:
    """Leave out pull quotes: a sentence of the story shown again beside it."""
    assert body.measure is not None
    chunks = body.measure.chunks
    whole = "\n".join(chunks[i].text for i in taken if chunks[i].frame.tag == "p")[:_MOST_TEXT]
    kept, looked = [], 0
    for i in taken:
        text, tag = chunks[i].text.strip(_QUOTES), chunks[i].frame.tag
        pulled = False
        if 25 < len(text) < 400 and tag not in _HEADINGS and looked < _MOST_QUOTES:
            if tag != "p":
                looked += 1
                pulled = text in whole
            elif _in_quote(chunks[i].frame):
                looked += 1
                pulled = whole.count(text) > 1
        if pulled:
            body.dropped[i] = ("pull quote", "a sentence of the story again")
        else:
            kept.append(i)
    return kept


def _in_quote(frame: Frame) -> bool:
    return any(
        up.tag in ("blockquote", "aside") for _, up in zip(range(3), frame.up(), strict=False)
    )


def _without_loose_headings(body: Body, taken: list[int]) -> list[int]:
    """Leave out headings at the very end: what they head is not of the story."""
    assert body.measure is not None
    chunks = body.measure.chunks
    while taken and chunks[taken[-1]].frame.tag in _HEADINGS:
        body.dropped[taken[-1]] = ("heading", "nothing of the story below it")
        taken = taken[:-1]
    return taken


def _build(body: Body, page: Page, taken: list[int]) -> None:
    """Blocks in reading order, with the images that stand between them."""
    assert body.measure is not None
    texts = body.measure.chunks
    place = {id(texts[i]): i for i in taken}
    if not taken:
        return
    first, last = texts[taken[0]], texts[taken[-1]]
    inside = False
    images: set[str] = set()
    for chunk in page.chunks:
        if chunk is first:
            inside = True
        if inside and chunk.image is not None:
            block = image_block(chunk, page)
            if block is not None and block.url and block.url not in images:
                images.add(block.url)
                body.blocks.append(block)
        elif id(chunk) in place:
            body.chosen[place[id(chunk)]] = len(body.blocks)
            body.blocks.append(as_block(chunk))
        if chunk is last:
            break


def as_block(chunk: Chunk) -> Block:
    """A chunk as a block of a record."""
    frame = chunk.frame
    tag = frame.tag
    if tag in _HEADINGS:
        return Block(type="heading", text=chunk.text, level=int(tag[1]))
    if tag == "table":
        return Block(type="table", text=chunk.text)
    if tag == "pre":
        return Block(type="code", text=chunk.text)
    item: Frame | None = None
    level, ordered = 0, None
    for _, up in zip(range(_NEAR), frame.up(), strict=False):
        if up.tag == "blockquote":
            return Block(type="quote", text=chunk.text)
        if up.tag in _LISTS and item is not None:
            level += 1
            if ordered is None:
                ordered = up.tag == "ol"
        if up.tag in ("li", "dd", "dt") and item is None:
            item = up
    if item is not None and len(list(_texts_of(item))) <= _NEAR:
        return Block(type="list_item", text=chunk.text, level=max(level, 1), ordered=bool(ordered))
    return Block(text=chunk.text)


def _texts_of(frame: Frame) -> range:
    return range(frame.first, frame.end)


def _confidence(body: Body, taken: list[int]) -> float:
    """How sure the model was of what it took and of what it left, and if there is enough of it."""
    assert body.measure is not None
    if not taken:
        return 0.0
    chunks, scores = body.measure.chunks, body.scores
    inside = [(size(chunks[i].text), scores[i]) for i in taken]
    total = sum(length for length, _ in inside)
    sure = sum(length * score for length, score in inside) / (total or 1)
    chosen = set(taken)
    doubtful = sum(
        size(chunks[i].text) * score
        for i, score in enumerate(scores)
        if i not in chosen and score > 0.1
    )
    sure *= 1 - 0.5 * min(1.0, doubtful / (total or 1))
    return max(0.0, min(1.0, sure * (0.6 + 0.4 * min(1.0, total / _ENOUGH))))
