"""What tells a list of stories from one story, weighed by fitted weights.

Two scores, both in nats for many stories and with weights of ``weights.json``, which
``tests/bench/fit_layouts.py`` fits on dumps of real articles and on invented lists: `glance` gives
the numbers of the first, which are had from the tagger's view alone; `clues` those of the second,
which takes that the page has been explained both ways.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ....language.bylines import said
from ....language.dates.scan import clock
from ..dump import Dump
from ..lines import Line
from .grammar import Path, best_path, rival_path
from .listing import LIKE, LIST, STORY, Unit, regular, units
from .listing import clues as known_of
from .shapes import Shape, lead, shapes

_MENU = 0.97
"""What is so likely a menu is no entry of a list of stories."""
_HEAD = 0.3
"""A line inside the text that is so likely a byline or a date may begin another story."""
_MUCH = 3000
"""Letters; few lists of teasers have more."""


@cache
def weights(name: str) -> Mapping[str, float]:
    """The fitted weight of each number in nats; under the empty name the constant.

    In that of ``glance`` is the limit of `is_one_story`.
    """
    file = resources.files(__package__) / "weights.json"
    table: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return table[name]


def _nats(name: str, seen: Mapping[str, float]) -> float:
    known = weights(name)
    return known[""] + sum(known[clue] * value for clue, value in seen.items())


def is_one_story(dump: Dump) -> bool:
    """Whether the tagger leaves no doubt that a page is one story's: nothing is to be weighed."""
    return bool(dump.text) and _nats("glance", glance(dump)) < 0


def glance(dump: Dump) -> dict[str, float]:
    """What the tagger's view tells of how many stories a page holds.

    text
        how many blocks (log)
    sure
        how sure it is that the text is text
    title, under
        how sure of a headline, and that it is right above the text
    titles, headings, entries, standfirsts
        how many more headlines, headings ... there are from the first block of text to the last
        (log)
    between
        blocks that are no text, for each that is
    data
        bylines and dates between the text (log, at most 1)
    times
        blocks that begin with a time or a number (three are 1)
    unbroken
        share of the text that stands together, without a headline, a time or a name between
    """
    text, lines, p = dump.text, dump.lines, dump.p
    inside, known = range(text[0], text[-1] + 1) if text else range(0), set(text)
    between = [at for at in inside if at not in known]
    size = max(1, sum(lines[at].size for at in text))
    timed = {at for at in inside if _timed(lines[at])}
    best = max(range(len(p)), key=lambda at: p[at]["title"])

    def much(role: str, among: Sequence[int] = inside) -> float:
        return math.log1p(sum(p[at][role] for at in among))

    return {
        "text": math.log1p(len(text)),
        "sure": sum(lines[at].size * p[at]["body"] for at in text) / size,
        "title": p[best]["title"],
        "under": float(bool(text) and 1 <= text[0] - best <= 3),
        "titles": much("title"),
        "headings": much("heading", text),
        "entries": much("entry"),
        "standfirsts": much("standfirst"),
        "between": len(between) / max(1, len(text)),
        "data": min(1.0, math.log1p(sum(p[at]["date"] + p[at]["byline"] for at in between))),
        "times": min(3, len(timed)) / 3,
        "unbroken": max(_stretches(dump, inside, timed)) / size,
    }


def _stretches(dump: Dump, inside: Sequence[int], timed: set[int]) -> list[int]:
    """Letters of the stretches of text that no headline, time or name breaks."""
    found, text = [0], set(dump.text)
    for at in inside:
        line, roles = dump.lines[at], dump.p[at]
        headline = not line.prose and len(line.words) >= 4
        headline = headline and (not line.sentence or line.text.rstrip('"”»').endswith(("?", "!")))
        dated = roles["date"] + roles["byline"] > _HEAD
        if headline or dated or at in timed or lead(line) is not None:
            found.append(0)
        if at in text and not headline:
            found[-1] += line.size
    return found


def _timed(line: Line) -> bool:
    return line.text[:1].isdigit() or clock(line.text[:40]) is not None


def tagged(dump: Dump, found: list[Unit]) -> dict[str, float]:
    """What the tagger knows: how much of the text it sees is in no unit, and is under one headline.

    Teasers around a story are units without its text; a story of many short parts has one headline
    over more text than a list of teasers has.
    """
    text = dump.text
    inside = {id(shape.line) for unit in found for _, shape in unit.lines}
    size = sum(dump.lines[at].size for at in text)
    outside = sum(dump.lines[at].size for at in text if id(dump.lines[at]) not in inside)
    headline = max((roles["title"] for roles in dump.p), default=0.0)
    return {
        "outside": max(0.0, 2 * outside / max(1, size) - 1),
        "one story's": headline * max(0.0, math.log(max(1, size) / _MUCH)),
    }


@dataclass(frozen=True)
class Parsed:
    """A page, explained as a list of stories and as one story."""

    page: list[Shape]
    listed: Path
    story: Path
    units: list[Unit]
    """The stories of the list."""


def parse(dump: Dump) -> Parsed | None:
    """Both explanations of a page; None where it is nothing but menus."""
    page = shapes([line for line, p in zip(dump.lines, dump.p, strict=True) if p["nav"] < _MENU])
    if not page:
        return None
    known = known_of(page)
    listed = best_path(LIST, page, known)
    story = rival_path(STORY, LIKE, LIST, listed, page, known)
    return Parsed(page, listed, story, regular(units(page, listed.places), page))


def measures(parsed: Parsed) -> dict[str, float]:
    """What tells a list from a story among lists of other stories.

    gain
        log of the nats that one story explains more
    few
        how many units are lacking to four
    muddle
        entropy of the units' templates
    told
        share of the blurbs with a date, a name, a button
    leftover
        running text in no unit
    barely
        bare headlines where there is running text
    bulky
        blurbs as long as paragraphs
    signed
        a byline or date above the first unit only
    headed
        share of headlines of some words
    asking
        questions as headlines: an interview
    stamped
        share of units with a time of day
    unlinked
        headlines are no links where others are
    lines
        of a blurb
    uneven
        blurbs of different lengths
    worth
        nats a line
    """
    page, listed, found = parsed.page, parsed.listed, parsed.units
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
        "gain": math.log1p(max(0.0, parsed.story.score - listed.score)),
        "few": max(0.0, 4.0 - count) ** 2 * (1.5 - data),
        "muddle": -sum(n / count * math.log(n / count) for n in kinds.values()) if count else 0.0,
        "told": data,
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
    return shape.look in "nm" and bool(said(shape.line.text))


def _dated(unit: Unit) -> bool:
    return any(shape.look in "ndmt" for shape in unit.at("A", "M", "Z"))


def _share(marks: object) -> float:
    found = [bool(mark) for mark in marks]  # type: ignore[attr-defined]
    return sum(found) / len(found) if found else 0.0


def _template(unit: Unit) -> str:
    """``TMB``: the parts of a unit, each once."""
    return re.sub(r"(.)\1+", r"\1", "".join(place[0] for place, _ in unit.lines))


def clues(dump: Dump, parsed: Parsed) -> dict[str, float]:
    """All numbers that `odds` weighs; nothing where there is no list to speak of."""
    if len(parsed.units) < 2 or dump.walled:
        return {}
    return {**measures(parsed), **tagged(dump, parsed.units)}


def odds(seen: Mapping[str, float]) -> float:
    """Nats for a list of stories, and against one story."""
    return _nats("odds", seen)
