"""Floors: the figures that extraction once reached on real pages and must not fall below."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).with_name("floors.json")
SLACK = 0.003
#: Figures that are better when they are lower.
LOW = frozenset({"under .5", "false date", "false publ.", "sure wrong", "leaks"})
#: Figures that are neither good nor bad.
NEUTRAL = frozenset({"pages", "found", "exp", "match", "none_wrong", "sure"})

Table = dict[str, dict[str, float]]


def worse(kind: str, found: Table) -> list[str]:
    """A line for every figure that is worse than its floor."""
    known: Table = read().get(kind, {})
    lines = []
    for row, own in found.items():
        for name, floor in known.get(row, {}).items():
            value = own.get(name, 0.0 if name not in LOW else floor)
            drop = value - floor if name in LOW else floor - value
            if drop > SLACK + 1e-9:
                bound = "above" if name in LOW else "below"
                lines.append(f"{row}: {name} is {value:.3f}, {bound} its floor of {floor:.3f}")
    return lines


def read() -> dict[str, Table]:
    """The floors of all pages, of the sample, and of the cross-validation."""
    found: dict[str, Table] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return found


def write(kind: str, found: Table) -> None:
    """Make what was found the floors of these rows; those of other rows stay."""
    known = read()
    table = known.setdefault(kind, {})
    for row, own in found.items():
        if kind == "sample" and row.partition("/")[0] in found and "/" in row:
            table.pop(row, None)  # Few pages: their mean is enough.
            continue
        table[row] = {n: round(v, 4) for n, v in own.items() if n not in NEUTRAL}
    lines = [
        f'"{kind}": {{\n'
        + ",\n".join(f'  "{row}": {json.dumps(own)}' for row, own in sorted(table.items()))
        + "\n}"
        for kind, table in sorted(known.items())
    ]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
