"""The second pass of the body model: numbers from the first pass's scores of the blocks around."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Frame
from .measure import Measure

#: From this score on, a block is taken for a sure part of the story.
_SURE = 0.8
_FAR = 40.0
_REACH = (-3, -2, -1, 1, 2, 3)

_NAMES_TEXT = (
    "score score-3 score-2 score-1 score+1 score+2 score+3 score_before score_after parent_rest "
    "grandparent_rest parent_mass grandparent_mass alike_rest alike_mass sure_before sure_after"
)
NAMES = _NAMES_TEXT.split()


def context(measure: Measure, likely: Sequence[int], scores: Sequence[float]) -> list[list[float]]:
    """The rows of `NAMES` for the blocks ``likely``, given the first scores of all blocks."""
    chunks = measure.chunks
    count = len(chunks)
    sizes = [float(chunk.size) for chunk in chunks]
    mass = [score * one for score, one in zip(scores, sizes, strict=True)]
    total = sum(mass) or 1.0
    before = _running(mass)
    homes = [_homes(chunks[i].frame) for i in likely]
    by_frame = {frame: [0.0, 0.0] for home in homes for frame in home}
    by_kind = {(chunks[i].frame.tag, chunks[i].frame.names): [0.0, 0.0] for i in likely}
    for chunk, one, weight in zip(chunks, sizes, mass, strict=True):
        frame: Frame | None = chunk.frame
        held = by_kind.get((chunk.frame.tag, chunk.frame.names))
        if held is not None:
            held[0] += one
            held[1] += weight
        for _ in range(4):
            if frame is None:
                break
            held = by_frame.get(frame)
            if held is not None:
                held[0] += one
                held[1] += weight
            frame = frame.parent
    sure_before, sure_after = _sure(scores), _sure(scores[::-1])[::-1]
    rows = []
    for i, (parent, above) in zip(likely, homes, strict=True):
        own = chunks[i].frame
        held, high = by_frame[parent], by_frame[above]
        kind = by_kind[own.tag, own.names]
        rows.append(
            [
                scores[i],
                *[scores[i + step] if 0 <= i + step < count else -0.1 for step in _REACH],
                before[i] / total,
                (total - before[i] - mass[i]) / total,
                _rest(held, sizes[i], mass[i]),
                _rest(high, sizes[i], mass[i]),
                held[1] / total,
                high[1] / total,
                _rest(kind, sizes[i], mass[i]),
                kind[1] / total,
                sure_before[i],
                sure_after[i],
            ]
        )
    return rows


def _homes(frame: Frame) -> tuple[Frame, Frame]:
    """The frame around a frame, and the one around that, as far as there are any."""
    parent = frame.parent or frame
    return parent, parent.parent or parent


def _rest(held: Sequence[float], one: float, weight: float) -> float:
    """The mean score of a group without the block itself; -0.1 where it is alone."""
    left = held[0] - one
    return (held[1] - weight) / left if left > 0.5 else -0.1


def _running(mass: Sequence[float]) -> list[float]:
    """The sum of all before each."""
    sums, total = [], 0.0
    for one in mass:
        sums.append(total)
        total += one
    return sums


def _sure(scores: Sequence[float]) -> list[float]:
    """How many blocks back the last sure one is."""
    steps, found = _FAR, []
    for score in scores:
        found.append(steps)
        steps = 1.0 if score > _SURE else min(_FAR, steps + 1.0)
    return found
