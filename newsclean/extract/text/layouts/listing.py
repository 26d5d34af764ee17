"""The grammar of pages of many stories: units of headline, data and blurb, again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .grammar import Grammar, Matrix
from .shapes import Shape


def _nats(text: str) -> dict[str, float]:
    """What each look is worth in a place: ``h 1.5 w -2``."""
    words = text.split()
    return {look: float(worth) for look, worth in zip(words[::2], words[1::2], strict=True)}


_HEADS = ("A1", "A2")
_TITLES = ("T0", "T1")
_UNIT = ("K", *_HEADS, *_TITLES, "M1", "M2", "M3", "B1", "B2", "B3", "Z1", "Z2", "Z3")
_NEXT = {"A1": -1.4, "T0": -0.6, "K": -1.5, "S": -2.0, "F": -2.5, "P": -3.0}
_OUT = {"A1": -3.0, "T0": -2.0, "K": -3.0, "S": -2.0, "F": 0.0, "P": 0.0}

FURNITURE = _nats("* 0 h -0.2 q -0.2 x -0.4 s -0.3 b -9 p -9 c -2 k 0")
TEXT = _nats("b -1.2 p -3 x -0.8 c -2.5 k -2")
_SECTION = _nats("w 0.4 v -0.6 n -1.5 d -2 h -2.5 # -4 t -4 q -4")
_ABOVE = _nats("# 0.6 t 0.9 k 0.2 d 0.3 m 0.9 n 0.4 w 0.1 v -0.5 h -2.5 u -4 l -4 s -4 q -4 r -6")
TITLE = _nats(
    "h 1.5 q 1.3 x 0.2 v 0.3 w -2.4 n -2.2 c 2.2 s -1.5 b -2 l -1 k -1.5 m -2.5 d -4 r -1 p -5"
)
DATA = _nats(
    "m 1.5 d 1.2 t 1 n 1 w 0.1 v -0.4 # 0.2 u 0.2 l 0.2 k -0.5 h -1.8 q -2 s -2 x -3 "
    "b -4.5 r 3 c -5"
)
SAID = _nats("b 2 p 0.8 x 0.6 s 0.8 h -1 q -0.8 c 0.3 k -2 v -3 w -4.5 n -5 m -4.5")
_BELOW = _nats(
    "l 2 u 0.8 m 1.4 d 1.3 t 0.9 n 0.6 w 0 v -0.5 # 0.2 h -2 q -2.5 s -1.2 k -1 b -5 x -4"
)


_STORY = SAID | {"p": 2.5, "c": 0.9, "s": 1.0, "k": 0.5}
_HEADING = _nats(
    "w -0.5 v 0 h 0.2 q 0.4 n -0.5 k -0.5 # -1 t -1 s -0.5 x -0.5 d -2 m -2 c -0.5 u -1 l -1 r -1"
)


def _grammar(story: bool) -> Grammar:
    """The grammar of lists; ``story`` adds whole stories, which may stand among them."""
    steps = {
        "start": {"F": -0.1, "P": -1.0, "S": -3.0, "A1": -3.0, "T0": -3.0, "K": -4.0},
        "F": {**_OUT, "P": 0.0},
        "P": {**_OUT, "P": -2.0},
        "S": {"S": -2.5, "A1": -1.4, "T0": -0.4, "F": -3.0, "P": -3.0},
        "K": {"T1": -1.0, "M1": -1.5, "B1": -0.8, **_less(1.5)},
        "A1": {"A2": -1.5, "T1": -0.3},
        "A2": {"T1": -0.1},
        "M1": {"M2": -1.3, "B1": -0.9, **_less(1.3)},
        "M2": {"M3": -1.5, "B1": -0.9, **_less(1.3)},
        "M3": {"M3": -1.5, "B1": -0.9, **_less(1.3)},
        "B1": {"B2": -1.5, "Z1": -1.3, **_less(0.6)},
        "B2": {"B3": -2.5, "Z1": -1.3, **_less(0.6)},
        "B3": {"B3": -3.5, "Z1": -1.3, **_less(0.6)},
        "Z1": {"Z2": -1.5, **_less(0.4)},
        "Z2": {"Z3": -1.5, **_less(0.4)},
        "Z3": {"Z3": -0.8, **_less(0.6)},
    }
    for title in _TITLES:
        steps[title] = {"M1": -1.1, "B1": -1.0, **_less(1.2)}
    fits = {"F": FURNITURE, "P": TEXT, "S": _SECTION}
    fits["K"] = {"t": 1.0, "k": 1.2, "m": -2.0}
    fits |= dict.fromkeys(_HEADS, _ABOVE)
    fits |= {"T0": TITLE, "T1": TITLE | {"w": 0.2, "s": -0.6}}
    fits |= dict.fromkeys(("M1", "M2", "M3"), DATA)
    fits |= {"B1": SAID, "B2": SAID, "B3": SAID}
    fits |= dict.fromkeys(("Z1", "Z2", "Z3"), _BELOW)
    places: tuple[str, ...] = ("F", "P", "S", *_UNIT)
    if story:
        places += ("t", "m", "b", "g", "i")
        for place, followers in steps.items():
            if "F" in followers or place == "start":
                worth = followers["F"]
                followers |= {"t": worth - 3.0, "b": worth - 4.0}
        leave = {"S": -6.0, "A1": -5.0, "T0": -5.0, "F": -2.0, "P": -3.0}
        steps |= {
            "t": {"m": -0.7, "b": -0.7},
            "m": {"m": -0.7, "b": -0.7},
            "b": {"b": -0.05, "g": -1.5, "i": -2.0, **leave},
            "g": {"b": -0.3, "g": -1.5, "i": -2.0, **leave},
            "i": {"b": -0.7, "g": -1.5, "i": -0.1, **leave},
        }
        fits |= {"t": TITLE, "m": DATA, "b": _STORY, "g": _HEADING, "i": FURNITURE}
    return Grammar(
        places,
        steps,
        fits,
        frozenset(("S", *_UNIT)),
        frozenset(("B2", "B3")),
        frozenset(("S", "A1", "T0", "K")),
        frozenset((*_TITLES, "K")),
    )


def _less(cost: float) -> dict[str, float]:
    return {place: worth - cost for place, worth in _NEXT.items()}


LIST = _grammar(False)
STORY = _grammar(True)
LIKE = {
    "t": ("T0", "T1"),
    "m": ("M1", "M2", "M3"),
    "b": ("B1", "B2", "B3"),
    "g": ("T0",
    "T1"),
    "i": ("F",),
}  # fmt: skip


_CLUTTER = frozenset(
    (
        *("navigation", "sponsor", "legal", "share", "account", "cookie", "newsletter", "live"),
        *("advertisement", "comments", "form", "related", "popular", "image", "appeal", "wall"),
        "mail header",
    )
)
_UNLIKELY = {"T": -6.0, "B": -6.0, "b": -5.0, "t": -5.0, "g": -1.5}
_UNLIKELY |= {"A": -2.0, "M": -1.5, "Z": -1.5, "S": -3.0, "P": 2.0}


#: The same words three times: no headline and no text.
_BUTTON = {
    "T": -4.0, "B": -4.0, "b": -3.0, "t": -4.0, "g": -1.0,
}  # fmt: skip


def clues(page: Sequence[Shape]) -> Matrix:
    """What is known of the lines beside their looks, for the places of `STORY`."""
    table = np.zeros((len(page), len(STORY.places)))
    worth = np.array([_UNLIKELY.get(place[0], 0.0) for place in STORY.places])
    seen = Counter(shape.line.words for shape in page)
    button = np.array([_BUTTON.get(place[0], 0.0) for place in STORY.places])
    headings = [at for at, place in enumerate(STORY.places) if place == "S"]
    titles = [at for at, place in enumerate(STORY.places) if place[0] in "Tt"]
    leading = [at for at, place in enumerate(STORY.places) if place[0] in "AS"]
    for at, shape in enumerate(page):
        if seen[shape.line.words] > 2 and shape.look not in "td#" and shape.line.size < 60:
            table[at] += button
        if shape.line.role == "section" or _tagged(shape):
            table[at, leading] += 1.2
        elif shape.line.role in _CLUTTER:
            table[at] += worth
        elif len(shape.line.words) <= 3 and (shape.line.text.isupper() or shape.line.level):
            table[at, headings] += 0.8
            table[at, titles] -= 1.0
        elif shape.line.role == "readmore":
            table[at] += button
            table[at, leading] -= 4.0
        elif shape.line.role in ("caption", "credit"):
            table[at] += 0.15 * worth
    return table


def _tagged(shape: Shape) -> bool:
    """``#food``, ``food:``, ``[food]``: a word or two in a dress."""
    text = shape.line.text
    dressed = text[:1] in "#/@" or text.endswith(":") or text[:1] + text[-1:] == "[]"
    return dressed and shape.look in "wvm" and len(shape.line.words) <= 3


@dataclass
class Unit:
    """One story of the list: its lines by their places, and the section above it."""

    lines: list[tuple[str, Shape]] = field(default_factory=list)
    section: Shape | None = None
    ruled: bool = False
    """A rule stands above it, or above its heading."""

    def at(self, *places: str) -> list[Shape]:
        """The lines whose place begins with one of these letters."""
        return [shape for place, shape in self.lines if place[0] in places]

    @property
    def title(self) -> Shape:
        """Its headline."""
        return (self.at("T") or self.at("K"))[0]


def units(page: Sequence[Shape], places: Sequence[str]) -> list[Unit]:
    """The units of a row of places."""
    found: list[Unit] = []
    section: Shape | None = None
    above = ""
    for shape, place in zip(page, places, strict=True):
        if place == "S":
            section = shape
        if place in ("K", "A1", "T0"):
            over = above == "S" and section is not None and section.gap == 3
            found.append(Unit(section=section, ruled=shape.gap == 3 or over))
        above = place
        if place in _UNIT:
            found[-1].lines.append((place, shape))
    found = [unit for unit in found if unit.at("T", "K")]
    sections = {id(unit.section) for unit in found if unit.section}
    if len(sections) >= 3 and 3 * len(found) <= 4 * len(sections):
        _headings_to_leads(found)
    return found


def _headings_to_leads(found: list[Unit]) -> None:
    """A heading over every unit is a line of it, such as the paper's name."""
    taken: set[int] = set()
    for unit in found:
        if unit.section is not None and id(unit.section) not in taken:
            taken.add(id(unit.section))
            unit.lines.insert(0, ("A0", unit.section))
        unit.section = None


def regular(found: list[Unit], page: Sequence[Shape]) -> list[Unit]:
    """The units without those at the edges that are none of the list.

    The head and the foot of a page, or another list beside it, may look like headlines: they lack
    what nearly all units between the first and the last whole one have, and stand apart or are set
    otherwise. A unit that the end of the dump cuts off stays.
    """
    for part in ("B", "AMZ", "TK"):
        having = [at for at, unit in enumerate(found) if unit.at(*part)]
        if len(having) < 3 or len(having) < 0.7 * (having[-1] - having[0] + 1):
            continue
        first, end = having[0], having[-1] + 1
        core = Counter(_setting(unit) for unit in found[first:end])
        usual = core.most_common(1)[0][0]
        at = {id(shape): number for number, shape in enumerate(page)}
        while first and _joined(found[first - 1], found[first], at, usual):
            first -= 1
        while (
            end < len(found)
            and _joined(found[end], found[end], at, usual)
            and (at[id(found[end].lines[0][1])] - at[id(found[end - 1].lines[-1][1])] <= 2)
        ):
            end += 1
        found = found[first:end]
    return _ruled(found)


def _ruled(found: list[Unit]) -> list[Unit]:
    """Where rules part the units, hardly one before the first rule is an item: a greeting is."""
    ruled = [at for at, unit in enumerate(found) if unit.ruled]
    if len(ruled) < 3 or ruled[0] < 2 or len(ruled) < 0.8 * (len(found) - ruled[0]):
        return found
    before, usual = found[ruled[0] - 1], found[ruled[0] : ruled[-1] + 1]
    whole = all(
        before.at(part)
        for part in "BZ"
        if 5 * sum(bool(u.at(part)) for u in usual) > 4 * len(usual)
    )
    return found[ruled[0] - whole :]


def _setting(unit: Unit) -> Hashable:
    """How the headline of a unit is set: its mark, the gap above it, its indent."""
    place, first = unit.lines[0]
    gap = first.gap if first.line.number > 1 else 1
    return place, first.traits[1], gap, first.traits[3]


def _joined(unit: Unit, below: Unit, at: dict[int, int], usual: Hashable) -> bool:
    """The unit is set as the others are, and hardly a line stands between it and the next."""
    near = at[id(below.lines[0][1])] - at[id(unit.lines[-1][1])] <= 2
    stopped = not unit.at("B") and unit.title.look == "s"
    return _setting(unit) == usual and near and not stopped
