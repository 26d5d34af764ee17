"""The second opinion: trafilatura's body of a page, as our blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from ...article import Block
from .measure import Measure

#: trafilatura's elements that are a block of ours.
_BLOCKS = {"p": "paragraph", "head": "heading", "item": "list_item", "quote": "quote"}
_WORD = re.compile(r"\w+")
#: Scores between these can be moved.
_UNSURE = (0.05, 0.97)
#: How much the second opinion counts.
_VOICE = 0.35
_RUN = 4
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\n{2,}")


#: One of its ways takes quadratic time; with more elements of these kinds it is not asked.
_MOST = 3000
#: Nor with more of all kinds together.
_MOST_ELEMENTS = 20_000
_WEIGHED = ("p", "li", "div", "td", "th", "tr", "dd", "dt", "option", "h2", "h3", "pre")


def second_opinion(tree: HtmlElement) -> list[Block]:
    """What trafilatura takes for the body, or an empty list; the tree is not changed.

    A tree of very many elements gets no second opinion, nor one in which they are nested deeper
    than trafilatura, which is recursive, can follow.
    """
    if _more(tree.iter(*_WEIGHED), _MOST) or _more(tree.iter("*"), _MOST_ELEMENTS):
        return []
    import trafilatura

    try:
        document: Any = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_images=False,  # asking for images lets more furniture in
            with_metadata=False,
            fast=True,  # for a vote, its own way is as good as all that it falls back on
        )
    except RecursionError:
        return []
    if document is None or document.body is None:
        return []
    return list(_blocks(document.body))


def _more(elements: Iterator[Any], most: int) -> bool:
    return next(islice(elements, most, None), None) is not None


def vote(
    measure: Measure, scores: Sequence[float], second: Sequence[Block], threshold: float
) -> list[float]:
    """The model's scores moved towards a second opinion, where the model itself is not sure.

    A block is in the second opinion when most runs of four of its words are.
    """
    if not second:
        return list(scores)
    words = [word for block in second for word in _WORD.findall(block.text)]
    runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    lines = {" ".join(_WORD.findall(line)) for block in second for line in block.text.split("\n")}
    voted = []
    for chunk, score in zip(measure.chunks, scores, strict=True):
        if _UNSURE[0] < score < _UNSURE[1]:
            own = _WORD.findall(chunk.text)
            if len(own) < _RUN:
                agrees = " ".join(own) in lines
            else:
                count = len(own) - _RUN + 1
                agrees = sum(tuple(own[i : i + _RUN]) in runs for i in range(count)) * 2 > count
            score = (1 - _VOICE) * score + _VOICE * agrees
            # Two voices: a block needs an even share of both, whatever the model's own limit is.
            score = score * threshold / 0.5 if score < 0.5 else score
        voted.append(score)
    return voted


def _blocks(parent: Any, level: int = 0, ordered: bool | None = None) -> Iterator[Block]:
    """The blocks of an element of trafilatura's, in order. Lists nest at most a few levels."""
    yield from _text("paragraph", parent.text)
    for child in parent:
        tag = child.tag
        if tag == "list" and level < 20:
            yield from _blocks(child, level + 1, child.get("rend") == "ol")
        elif tag == "table":
            yield from _table(child)
        elif tag == "code":
            code = "".join(child.itertext()).strip("\n")
            if code.strip():
                yield Block(type="code", text=code)
        elif tag in _BLOCKS:
            for block in _text(_BLOCKS[tag], _inner(child)):
                if block.type == "heading":
                    block.level = _heading_level(child.get("rend"))
                elif block.type == "list_item":
                    block.level, block.ordered = level or 1, ordered
                yield block
        else:
            yield from _text("paragraph", _inner(child))
        yield from _text("paragraph", child.tail)


def _inner(element: Any) -> str:
    parts = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag in ("lb", "p", "item", "row", "quote"):
            parts.append("\n")
        parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def _text(kind: str, text: str | None) -> Iterator[Block]:
    text = _BREAKS.sub("\n", _SPACES.sub(" ", text or "")).strip()
    if text:
        yield Block(type=kind, text=text)  # type: ignore[arg-type]


def _table(table: Any) -> Iterator[Block]:
    rows = []
    for row in table.iter("row"):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell")]
        if any(cells):
            rows.append("\t".join(cells))
    if rows:
        yield Block(type="table", text="\n".join(rows))


def _heading_level(rend: str | None) -> int:
    return int(rend[1]) if rend and len(rend) == 2 and rend[1] in "123456" else 2
