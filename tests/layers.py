"""Draw the layers of the package as a wall: each stands on those below it.

python -m tests.layers
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from .house.test_imports import LAYERS

WIDTH = 72
_CROSSINGS = {(False, False): "─", (False, True): "┬", (True, False): "┴", (True, True): "┼"}


def courses(layers: Mapping[str, Set[str]]) -> list[list[str]]:
    """The layers by their height: in a course are those that import from lower ones only."""
    below = {name: {n.partition(".")[0] for n in layers[name]} - {name} for name in layers}
    height: dict[str, int] = {}
    while len(height) < len(below):
        free = [n for n in below if n not in height and below[n] <= height.keys()]
        height |= {n: max((height[b] + 1 for b in below[n]), default=0) for n in free}
    return [[n for n in layers if height[n] == h] for h in range(max(height.values()) + 1)]


def wall(rows: list[list[str]]) -> str:
    """The courses as a picture, the lowest at the bottom."""
    joints = [[i * WIDTH // len(row) for i in range(1, len(row))] for row in reversed(rows)]
    lines = [_seam("┌", [], joints[0], "┐")]
    for index, row in enumerate(reversed(rows)):
        ends = [*joints[index], WIDTH]
        starts = [-1, *joints[index]]
        cells = (
            name.center(end - start - 1) for name, start, end in zip(row, starts, ends, strict=True)
        )
        lines.append(f"│{'│'.join(cells)}│")
        below = joints[index + 1] if index + 1 < len(joints) else []
        corners = "├┤" if index + 1 < len(joints) else "└┘"
        lines.append(_seam(corners[0], joints[index], below, corners[1]))
    return "\n".join(lines)


def _seam(left: str, above: list[int], below: list[int], right: str) -> str:
    return left + "".join(_CROSSINGS[i in above, i in below] for i in range(WIDTH)) + right


if __name__ == "__main__":
    print(wall(courses(LAYERS)))
