"""One score for explanations of a page: how much likelier a list of stories is than one story."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from ....language.dates.scan import clock
from ....language.people import byline
from ..dump import Dump
from .article import text_blocks
from .grammar import Path
from .listing import Unit
from .shapes import Shape

#: Fitted on dumps of real articles and on invented lists; nats a piece.
WEIGHTS = {
    "gain": -1.9,  # log of the nats that one story explains more
    "muddle": -2.4,  # entropy of the units' templates
    "lines": -0.5,  # of a blurb
    "leftover": -1.0,  # running text in no unit
    "barely": -1.5,  # bare headlines where there is running text
    "data": 1.1,  # blurbs with a date, a name, a button
    "few": -1.5,
    "uneven": -1.9,  # blurbs of different lengths
    "bulky": -4.2,  # blurbs as long as paragraphs
    "signed": -5.0,  # a byline or date above the first unit only
    "worth": 1.4,  # nats a line
    "headed": 2.0,  # headlines of some words
    "asking": -20.0,  # questions: an interview
    "stamped": 7.0,  # times of day
    "outside": -6.0,  # text that the tagger sees, in no unit
    "one story's": -2.0,  # much text under a headline that the tagger is sure of
    "unlinked": -2.8,  # headlines are no links where others are
}
BIAS = 1.7


_TITLE, _OTHER = 0.9, 0.5
_TEXT, _BLOCK = 1500, 150
"""Letters of a story's text, and of its blocks in the mean."""
_HEAD = 0.3
"""A line inside the text that is so likely a byline or a date may begin another story."""
_MOMENTS = 3
_MUCH = 3000
"""Letters; few lists of teasers have more."""


def is_one_story(dump: Dump) -> bool:
    """Whether the tagger leaves no doubt that a page is one story's: nothing needs to be weighed.

    There is one headline, much text in long blocks right below it, and hardly a time of day in it.
    """
    text = text_blocks(dump)
    if not text or not dump.p:
        return False
    lines = dump.lines
    size = sum(lines[at].size for at in text)
    if size < _TEXT or size < _BLOCK * len(text):
        return False
    best = max(range(len(lines)), key=lambda at: dump.p[at]["title"])
    others = (
        dump.p[at]["title"]
        for at in range(len(lines))
        if abs(at - best) > 2 and lines[at].words != lines[best].words
    )
    if dump.p[best]["title"] < _TITLE or max(others, default=0.0) > _OTHER:
        return False
    sure = sum(lines[at].size * dump.p[at]["body"] for at in text)
    if best >= text[0] + 3 or sure < _TITLE * size:
        return False
    inside = range(text[0], text[-1])
    heads = sum(1 for at in inside if dump.p[at]["date"] + dump.p[at]["byline"] > _HEAD)
    moments = sum(1 for at in inside if lines[at].text[:1].isdigit() or clock(lines[at].text[:40]))
    return not heads and moments < _MOMENTS


def tagged(dump: Dump, found: list[Unit]) -> dict[str, float]:
    """What the tagger knows: how much of the text it sees is in no unit, and is under one headline.

    Teasers around a story are units without its text; a story of many short parts has one headline
    over more text than a list of teasers has.
    """
    text = text_blocks(dump)
    inside = {id(shape.line) for unit in found for _, shape in unit.lines}
    size = sum(dump.lines[at].size for at in text)
    outside = sum(dump.lines[at].size for at in text if id(dump.lines[at]) not in inside)
    headline = max((roles["title"] for roles in dump.p), default=0.0)
    return {
        "outside": max(0.0, 2 * outside / max(1, size) - 1),
        "one story's": headline * max(0.0, math.log(max(1, size) / _MUCH)),
    }


def measures(
    page: Sequence[Shape], listed: Path, rival: Path, found: list[Unit]
) -> dict[str, float]:
    """What tells a list from a story among lists of other stories."""
    count = len(found)
    told = [unit for unit in found if unit.at("B")]
    sizes = [sum(shape.line.size for shape in unit.at("B")) for unit in told]
    kinds = Counter(_template(unit) for unit in found)
    prose = sum(shape.line.size for shape in page if shape.look in "bp")
    left = sum(
        shape.line.size
        for shape, place in zip(page, listed.places, strict=True)
        if place in "FP" and shape.look in "bp"
    )
    mean = sum(sizes) / len(sizes) if sizes else 0.0
    spread = math.sqrt(sum((size - mean) ** 2 for size in sizes) / len(sizes)) if sizes else 0.0
    data = _share(bool(unit.at("A", "M", "Z")) for unit in told)
    return {
        "gain": math.log1p(max(0.0, rival.score - listed.score)),
        "few": max(0.0, 4.0 - count) ** 2 * (1.5 - data),
        "muddle": -sum(n / count * math.log(n / count) for n in kinds.values()) if count else 0.0,
        "data": data,
        "leftover": math.log1p(left / 100),
        "barely": max(0.0, 1 - 2 * len(told) / max(1, count)) * math.log1p(prose / 100),
        "bulky": max(0.0, math.log1p(mean) - 5.5),
        "signed": float(_signed(page, found)),
        "headed": _share(unit.title.look in "hqxck" for unit in found),
        "asking": max(0.0, _share(unit.title.line.text.endswith("?") for unit in found) - 0.5),
        "stamped": _share(_stamped(unit) for unit in found),
        "unlinked": float(_unlinked(page, told)),
        "lines": sum(len(unit.at("B")) for unit in told) / max(1, len(told)),
        "uneven": spread / mean if mean else 0.0,
        "worth": min(2.0, listed.score / max(1, len(page))),
    }


def _signed(page: Sequence[Shape], found: list[Unit]) -> bool:
    """A byline stands above or in the first unit, and no data in any other."""
    if len(found) < 2:
        return False
    second = page.index(found[1].lines[0][1])
    above = any(_signs(shape) for shape in page[max(0, second - 8) : second])
    return above and _share(bool(_dated(unit)) for unit in found[1:]) < 0.2


def _stamped(unit: Unit) -> bool:
    return any(shape.look in "tk" for shape in unit.at("A", "M", "K"))


def _unlinked(page: Sequence[Shape], told: list[Unit]) -> bool:
    """The dump shows links, but the headlines are none: they are headings of a text."""
    links = sum(1 for shape in page if shape.line.urls)
    return (
        5 * links > len(page)
        and _share(any(shape.line.urls for _, shape in unit.lines) for unit in told) < 0.4
    )


def _signs(shape: Shape) -> bool:
    return shape.look in "nm" and bool(byline(shape.line.text))


def _dated(unit: Unit) -> bool:
    return any(shape.look in "ndmt" for shape in unit.at("A", "M", "Z"))


def _share(marks: object) -> float:
    found = [bool(mark) for mark in marks]  # type: ignore[attr-defined]
    return sum(found) / len(found) if found else 0.0


def _template(unit: Unit) -> str:
    """``TMB``: the parts of a unit, each once."""
    return re.sub(r"(.)\1+", r"\1", "".join(place[0] for place, _ in unit.lines))


def odds(dump: Dump, page: Sequence[Shape], listed: Path, rival: Path, found: list[Unit]) -> float:
    """Nats for a list of stories, and against one story."""
    seen = {**measures(page, listed, rival, found), **tagged(dump, found)}
    return BIAS + sum(weight * seen[name] for name, weight in WEIGHTS.items())
