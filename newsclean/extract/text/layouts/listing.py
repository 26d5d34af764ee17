"""The grammar of pages of many stories: units of headline, data and blurb, again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .grammar import Grammar, Matrix
from .shapes import Shape

_HEADS = ("A1", "A2")
_TITLES = ("T0", "T1")
_UNIT = ("K", *_HEADS, *_TITLES, "M1", "M2", "M3", "B1", "B2", "B3", "Z1", "Z2", "Z3")
_NEXT = {"A1": -1.4, "T0": -0.6, "K": -1.5, "S": -2.0, "F": -2.5, "P": -3.0}
_OUT = {"A1": -3.0, "T0": -2.0, "K": -3.0, "S": -2.0, "F": 0.0, "P": 0.0}

FURNITURE = {
    "*": 0.0, "h": -0.2, "q": -0.2, "x": -0.4, "s": -0.3, "b": -9.0, "p": -9.0, "c": -2.0, "k": 0.0,
}  # fmt: skip
TEXT = {"b": -1.2, "p": -3.0, "x": -0.8, "c": -2.5, "k": -2.0}
_SECTION = {"w": 0.4, "v": -0.6, "n": -1.5, "d": -2.0, "h": -2.5, "#": -4.0, "t": -4.0, "q": -4.0}
_ABOVE = {
    "#": 0.6,
    "t": 0.9,
    "k": 0.2,
    "d": 0.3,
    "m": 0.9,
    "n": 0.4,
    "w": 0.1,
    "v": -0.5,
    "h": -2.5,
    "u": -4.0,
    "l": -4.0,
    "s": -4.0,
    "q": -4.0,
    "r": -6.0,
}
TITLE = {
    "h": 1.5,
    "q": 1.3,
    "x": 0.2,
    "v": 0.3,
    "w": -1.5,
    "n": -2.0,
    "c": 2.2,
    "s": -0.6,
    "b": -2.0,
    "l": -1.0,
    "k": 0.2,
    "m": -2.5,
    "d": -4.0,
    "r": -1.0,
    "p": -5.0,
}
DATA = {
    "m": 1.5,
    "d": 1.2,
    "t": 1.0,
    "n": 1.0,
    "w": 0.1,
    "v": -0.4,
    "#": 0.2,
    "u": 0.2,
    "l": 0.2,
    "k": -0.5,
    "h": -1.8,
    "q": -2.0,
    "s": -2.0,
    "x": -3.0,
    "b": -4.5,
    "r": 3.0,
    "c": -5.0,
}
SAID = {
    "b": 2.0,
    "p": 0.8,
    "x": 0.6,
    "s": 0.8,
    "h": -1.0,
    "q": -0.8,
    "c": 0.3,
    "k": -2.0,
    "v": -3.0,
    "w": -4.5,
    "n": -5.0,
    "m": -4.5,
}
_BELOW = {"l": 1.2, "u": 0.8, "m": 1.1, "d": 1.0, "t": 0.9, "n": 0.6, "w": 0.0, "v": -0.5, "#": 0.2, "h": -2.0, "q": -2.5, "s": -1.2, "k": -1.0, "b": -5.0, "x": -4.0}  # fmt: skip


_STORY = SAID | {"p": 2.5, "c": 0.9, "s": 1.0, "k": 0.5}
_HEADING = {"w": -0.5, "v": 0.0, "h": 0.2, "q": 0.4, "n": -0.5, "k": -0.5, "#": -1.0, "t": -1.0, "s": -0.5, "x": -0.5, "d": -2.0, "m": -2.0, "c": -0.5, "u": -1.0, "l": -1.0, "r": -1.0}  # fmt: skip


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
    fits |= dict.fromkeys(_HEADS, _ABOVE) | dict.fromkeys(_TITLES, TITLE)
    fits |= {place: DATA for place in ("M1", "M2", "M3")}
    fits |= {"B1": SAID, "B2": SAID, "B3": SAID}
    fits |= {place: _BELOW for place in ("Z1", "Z2", "Z3")}
    places = ("F", "P", "S", *_UNIT)
    if story:
        places = (*places, "t", "m", "b", "g", "i")
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
        frozenset(_TITLES),
    )


def _less(cost: float) -> dict[str, float]:
    return {place: worth - cost for place, worth in _NEXT.items()}


LIST = _grammar(False)
STORY = _grammar(True)
LIKE = {
    "t": ("T0", "T1"),
    "m": ("M1", "M2", "M3"),
    "b": ("B1", "B2", "B3"),
    "g": ("T0", "T1"),
    "i": ("F",),
}


_CLUTTER = frozenset(
    "navigation sponsor legal share account cookie newsletter advertisement comments form related popular image live menu appeal wall export".split()
)
_UNLIKELY = {
    "T": -4.0,
    "B": -4.0,
    "b": -4.0,
    "t": -3.0,
    "g": -1.5,
    "A": -2.0,
    "M": -1.0,
    "Z": -0.7,
    "S": -0.5,
    "P": 1.0,
}
#: The same words three times: no headline and no text.
_BUTTON = {"T": -4.0, "B": -4.0, "b": -3.0, "t": -4.0, "g": -1.0}


def clues(page: Sequence[Shape]) -> Matrix:
    """What is known of the lines beside their looks, for the places of `STORY`."""
    table = np.zeros((len(page), len(STORY.places)))
    worth = np.array([_UNLIKELY.get(place[0], 0.0) for place in STORY.places])
    seen = Counter(shape.line.words for shape in page)
    button = np.array([_BUTTON.get(place[0], 0.0) for place in STORY.places])
    leading = [at for at, place in enumerate(STORY.places) if place[0] in "AS"]
    for at, shape in enumerate(page):
        if seen[shape.line.words] > 2 and shape.look not in "td#":
            table[at] += button
        if shape.line.role in _CLUTTER:
            table[at] += worth
        elif shape.line.role == "readmore":
            table[at] += button
            table[at, leading] -= 4.0
        elif shape.line.role in ("caption", "credit"):
            table[at] += 0.5 * worth
    return table


@dataclass
class Unit:
    """One story of the list: its lines by their places, and the section above it."""

    lines: list[tuple[str, Shape]] = field(default_factory=list)
    section: Shape | None = None

    def at(self, *places: str) -> list[Shape]:
        """The lines whose place begins with one of these letters."""
        return [shape for place, shape in self.lines if place[0] in places]

    @property
    def title(self) -> Shape:
        """Its headline."""
        return self.at("T")[0]


def units(page: Sequence[Shape], places: Sequence[str]) -> list[Unit]:
    """The units of a row of places."""
    found: list[Unit] = []
    section: Shape | None = None
    for shape, place in zip(page, places, strict=True):
        if place == "S":
            section = shape
        if place in ("K", "A1", "T0"):
            found.append(Unit(section=section))
        if place in _UNIT:
            found[-1].lines.append((place, shape))
    return found


def regular(found: list[Unit], last: Shape) -> list[Unit]:
    """The units without those at the edges that lack what nearly all have, and no greeting between.

    The head and the foot of a page may look like a headline and its blurb. The last unit stays
    where the page ends in the midst of it.
    """
    if len(found) < 4:
        return found
    parts = {
        part: sum(1 for unit in found if unit.at(*part)) / len(found) for part in ("B", "AMZ", "TK")
    }
    usual = [part for part, share in parts.items() if share >= 0.7]
    whole = [all(unit.at(*part) for part in usual) for unit in found]
    first = whole.index(True) if any(whole) else 0
    end = len(whole) - whole[::-1].index(True) if any(whole) else len(found)
    if end < len(found) and found[end].lines[-1][1] is last and found[end].at("T"):
        end += 1
    return found[first:end]
