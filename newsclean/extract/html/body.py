"""The body of a story: which blocks of a page are of it, and as what.

The model (`model`) says how likely each block is a part of the story; where it is in doubt,
trafilatura is asked (`second`); what needs no weighing is left to `prune`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ...article import Block
from ...language.furniture import KINDS
from .blocks import Chunk, Frame, Page
from .images import image_block
from .measure import TRAIT_BITS, TRAITS, Hints, Measure
from .model import judge, load
from .prune import HEADINGS, Pruner
from .second import second_opinion, vote

_LISTS = frozenset(("ul", "ol", "menu"))
#: How far up a list or a quotation around a block is looked for.
_NEAR = 6
#: A text of this length (in letters) is enough to be sure of.
_ENOUGH = 800
#: From this doubt on, a second opinion is worth its time: about one page in ten. Below, it did
#: more harm than good on pages of sites that the model had not seen.
_DOUBT = 0.2
#: From this one on, what the model hesitates about is more often of the story than not: on pages
#: of sites it has not seen, this limit loses less (of 0.42 to 0.2, measured across sites).
_GREAT_DOUBT, _LOW_LIMIT = 0.3, 0.3
#: On a page of so many blocks it would take too long.
_TOO_MANY = 2000
_WORD = re.compile(r"\w+")
_SPONSOR = TRAIT_BITS[TRAITS.index("sponsor")]


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
    asked: bool = False
    """Whether trafilatura was asked."""

    def give_up(self, taken: Collection[int]) -> None:
        """Leave the texts (by identity) to other records that have them."""
        texts = self.measure.chunks if self.measure else ()
        gone = {at for i, at in self.chosen.items() if id(texts[i]) in taken}
        kept = [at for at in range(len(self.blocks)) if at not in gone]
        place = {at: new for new, at in enumerate(kept)}
        self.blocks = [self.blocks[at] for at in kept]
        self.chosen = {i: place[at] for i, at in self.chosen.items() if at in place}


def find_body(page: Page, hints: Hints, tree: HtmlElement | None = None) -> Body:
    """The body of the story on a page; without blocks where nothing looks like one.

    Where the model is in doubt and the page's ``tree`` is given, trafilatura is asked too.
    """
    model = load()
    judged = judge(page, hints, model)
    measure, scores, limit = judged.measure, judged.scores, model.threshold
    body = Body(scores=scores, measure=measure)
    doubt = _doubt(measure, scores)
    if tree is not None and doubt > _DOUBT and len(scores) < _TOO_MANY:
        body.asked = True
        second = second_opinion(tree)
        scores = body.scores = vote(measure, scores, second, limit)
    if doubt > _GREAT_DOUBT:
        limit = min(limit, _LOW_LIMIT)
    pruner = Pruner(page, measure, scores)
    taken = pruner.prune([i for i, score in enumerate(scores) if score >= limit])
    body.dropped = pruner.dropped
    _build(body, page, taken)
    body.size = sum(measure.chunks[i].size for i in taken)
    body.confidence = _confidence(body, taken)
    return body


def _doubt(measure: Measure, scores: Sequence[float]) -> float:
    """How much text is neither clearly of the story nor clearly not, as a share of the story."""
    sure = unsure = 0.0
    for chunk, score in zip(measure.chunks, scores, strict=True):
        length = len(chunk.text)
        sure += length * score
        unsure += length * min(score, 1 - score)
    return unsure / sure if sure > 1 else 1.0


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
            block = None if _advertises(chunk, body.measure) else image_block(chunk, page)
            if block is not None and block.url and block.url not in images:
                images.add(block.url)
                body.blocks.append(block)
        elif id(chunk) in place:
            body.chosen[place[id(chunk)]] = len(body.blocks)
            body.blocks.append(as_block(chunk))
        if chunk is last:
            break


def _advertises(chunk: Chunk, measure: Measure) -> bool:
    """An image that says so itself, or in a box that is named as a sponsor's."""
    words = _WORD.findall((chunk.image.get("alt") or "")[:100].lower())
    if words and measure.furniture.look(" ".join(words), words)[0][KINDS.index("sponsor")] == 1:
        return True
    boxes = [frame.names for _, frame in zip(range(3), chunk.frame.up(), strict=False)]
    names = _WORD.findall(" ".join([chunk.names or "", *boxes])[:300].lower().replace("_", " "))
    return any(measure.tables.traits.get(name, 0) & _SPONSOR for name in names)


def as_block(chunk: Chunk) -> Block:
    """A chunk as a block of a record."""
    frame = chunk.frame
    tag = frame.tag
    if tag in HEADINGS:
        return Block(type="heading", text=chunk.text, level=int(tag[1]))
    if tag == "table":
        return Block(type="table", text=chunk.text, caption=_table_caption(frame))
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


def _table_caption(frame: Frame) -> str | None:
    caption = frame.element.find("caption")
    return " ".join(caption.text_content().split())[:1000] or None if caption is not None else None


def _texts_of(frame: Frame) -> range:
    return range(frame.first, frame.end)


def _confidence(body: Body, taken: list[int]) -> float:
    """How sure the model was of what it took and of what it left, and if there is enough of it."""
    assert body.measure is not None
    if not taken:
        return 0.0
    chunks, scores = body.measure.chunks, body.scores
    inside = [(chunks[i].size, scores[i]) for i in taken]
    total = sum(length for length, _ in inside)
    sure = sum(length * score for length, score in inside) / (total or 1)
    chosen = set(taken)
    doubtful = sum(
        chunks[i].size * score for i, score in enumerate(scores) if i not in chosen and score > 0.1
    )
    sure *= 1 - 0.5 * min(1.0, doubtful / (total or 1))
    return max(0.0, min(1.0, sure * (0.6 + 0.4 * min(1.0, total / _ENOUGH))))
