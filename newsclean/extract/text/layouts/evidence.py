"""One score for explanations of a page: how much likelier a list of stories is than one story."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from .grammar import Path
from .listing import Unit
from .shapes import Shape

#: Fitted on dumps of real articles and on invented lists; nats a piece.
WEIGHTS = {
    "gain": -1.6,  # nats that one story explains more
    "muddle": -2.0,  # entropy of the units' templates
    "lines": -1.1,
    "left": -1.9,
    "data": 1.3,
    "few": -0.6,
    "uneven": -2.5,
    "bulky": -3.0,
    "signed": -1.0,
    "worth": 1.8,
    "stamped": 5.0,
    "unlinked": -2.9,
}
BIAS = 3.3


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
    return {
        "gain": math.log1p(max(0.0, rival.score - listed.score)),
        "few": max(0.0, 4.0 - count),
        "muddle": -sum(n / count * math.log(n / count) for n in kinds.values()) if count else 0.0,
        "data": _share(bool(unit.at("A", "M", "Z")) for unit in told),
        "left": left / max(1, prose),
        "bulky": max(0.0, math.log1p(mean) - 5.5),
        "signed": float(_signed(page, found)),
        "stamped": _share(_stamped(unit) for unit in found),
        "unlinked": float(_unlinked(page, told)),
        "lines": sum(len(unit.at("B")) for unit in told) / max(1, len(told)),
        "uneven": spread / mean if mean else 0.0,
        "worth": min(2.0, listed.score / max(1, len(page))),
    }


def _signed(page: Sequence[Shape], found: list[Unit]) -> bool:
    """A date or a name stands above or in the first unit, and in hardly any other."""
    if len(found) < 2:
        return False
    second = page.index(found[1].lines[0][1])
    above = any(shape.look in "ndm" for shape in page[max(0, second - 20) : second])
    return above and _share(bool(_dated(unit)) for unit in found[1:]) < 0.35


def _stamped(unit: Unit) -> bool:
    return any(shape.look in "tk" for shape in unit.at("A", "M", "K"))


def _unlinked(page: Sequence[Shape], told: list[Unit]) -> bool:
    """The dump shows links, but the headlines are none: they are headings of a text."""
    links = sum(1 for shape in page if shape.line.urls)
    return (
        5 * links > len(page)
        and _share(any(shape.line.urls for _, shape in unit.lines) for unit in told) < 0.4
    )


def _dated(unit: Unit) -> bool:
    return any(shape.look in "ndmt" for shape in unit.at("A", "M", "Z"))


def _share(marks: object) -> float:
    found = [bool(mark) for mark in marks]  # type: ignore[attr-defined]
    return sum(found) / len(found) if found else 0.0


def _template(unit: Unit) -> str:
    """``TMB``: the parts of a unit, each once."""
    return re.sub(r"(.)\1+", r"\1", "".join(place[0] for place, _ in unit.lines))


def odds(page: Sequence[Shape], listed: Path, rival: Path, found: list[Unit]) -> float:
    """Nats for a list of stories, and against one story."""
    seen = measures(page, listed, rival, found)
    return BIAS + sum(weight * seen[name] for name, weight in WEIGHTS.items())
