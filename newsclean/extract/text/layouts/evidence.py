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
WEIGHTS = {"gain": -1.3, "muddle": -1.6, "lines": -2.5, "headed": 2.5, "uneven": -1.5, "left": -1.0}
BIAS = 5.0


def measures(page: Sequence[Shape], listed: Path, rival: Path, found: list[Unit]) -> dict[str, float]:
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
        "units": math.log1p(count),
        "told": math.log1p(len(told)),
        "muddle": -sum(n / count * math.log(n / count) for n in kinds.values()) if count else 0.0,
        "data": _share(bool(unit.at("A", "M", "Z")) for unit in told),
        "headed": _share(bool(unit.at("T")) and unit.title.look in "hqxc" for unit in found),
        "left": left / max(1, prose),
        "long": math.log1p(mean),
        "lines": sum(len(unit.at("B")) for unit in told) / max(1, len(told)),
        "uneven": spread / mean if mean else 0.0,
        "worth": listed.score / max(1, len(page)),
    }


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
