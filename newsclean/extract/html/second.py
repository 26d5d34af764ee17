"""The second opinion: where the body model is in doubt, trafilatura's body is compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from .measure import Measure

_WORD = re.compile(r"\w+")
#: Scores between these can be moved.
_UNSURE = (0.05, 0.97)
#: How much the second opinion counts.
_VOICE = 0.35
_RUN = 4
#: One of its ways takes quadratic time; with more elements of these kinds it is not asked.
_MOST = 3000
#: Nor with more of all kinds together.
_MOST_ELEMENTS = 20_000
_WEIGHED = ("p", "li", "div", "td", "th", "tr", "dd", "dt", "option", "h2", "h3", "pre")


def second_opinion(tree: HtmlElement) -> str:
    """What trafilatura takes for the body, or nothing; the tree is not changed.

    A tree of very many elements gets no second opinion, nor one in which they are nested deeper
    than trafilatura, which is recursive, can follow.
    """
    if _more(tree.iter(*_WEIGHED), _MOST) or _more(tree.iter("*"), _MOST_ELEMENTS):
        return ""
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
        return ""
    return (document.text or "") if document is not None else ""


def _more(elements: Iterator[Any], most: int) -> bool:
    return next(islice(elements, most, None), None) is not None


def vote(measure: Measure, scores: Sequence[float], second: str, threshold: float) -> list[float]:
    """The model's scores moved towards a second opinion, where the model itself is not sure.

    A block is in the second opinion when most runs of four of its words are.
    """
    if not second:
        return list(scores)
    words = _WORD.findall(second)
    runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    lines = {" ".join(_WORD.findall(line)) for line in second.split("\n")}
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
