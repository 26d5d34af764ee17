"""How alike two records are, and what speaks against their being one story.

The codes of two texts are aligned (longest common subsequence). Where the alignment is dense the
texts share a passage; inside shared passages the words that were swapped are looked at by class.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from .mark import Mark
from .words import NAME, NUMBER

#: Codes on either side that may differ inside one shared passage (an edit, a misread word).
GAP = 4
#: A shared passage has at least so many codes in common, and this share of its length.
MIN_SHARED = 4
MIN_DENSITY = 0.35


@dataclass(slots=True)
class Alignment:
    """What two rows of codes have in common."""

    a_size: int = 0
    b_size: int = 0
    a_covered: int = 0
    b_covered: int = 0
    """Codes inside shared passages, those of small edits included."""
    shared: int = 0
    """Codes that are the same."""
    names: int = 0
    numbers: int = 0
    """Names and numbers that are the same."""
    other_names: int = 0
    other_numbers: int = 0
    other_words: int = 0
    """Inside shared passages: names, numbers and words that stand where another one stands."""
    replaced: int = 0
    """Codes outside shared passages where both texts say something else at the same place."""


@dataclass(slots=True)
class Comparison:
    """The verdict on a pair."""

    same: bool
    similarity: float
    reasons: list[str] = field(default_factory=list)


def align(a: str, b: str) -> Alignment:
    """Align two rows of codes."""
    result = Alignment(a_size=len(a), b_size=len(b))
    region: list[tuple[int, int, int]] = []
    last = (0, 0)
    blocks = [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(a, b)
        if op.tag == "equal"
    ]
    for block in [*blocks, (len(a) + GAP + 1, len(b) + GAP + 1, 0)]:
        if region:
            i, j, n = region[-1]
            if block[0] - i - n <= GAP and block[1] - j - n <= GAP:
                region.append(block)
                continue
            if _take(result, region, a, b):
                i0, j0, _ = region[0]
                result.replaced += min(i0 - last[0], j0 - last[1])
                last = (i + n, j + n)
        region = [block]
    result.replaced += min(len(a) - last[0], len(b) - last[1])
    return result


def _take(result: Alignment, region: list[tuple[int, int, int]], a: str, b: str) -> bool:
    """Count a region if it is a shared passage."""
    i0, j0, _ = region[0]
    i1, j1, n1 = region[-1]
    i1, j1 = i1 + n1, j1 + n1
    shared = sum(n for _, _, n in region)
    if shared < MIN_SHARED or shared < MIN_DENSITY * max(i1 - i0, j1 - j0):
        return False
    result.shared += shared
    result.a_covered += i1 - i0
    result.b_covered += j1 - j0
    for i, _, n in region:
        for code in a[i : i + n]:
            if code >= _NUMBER:
                result.numbers += 1
            elif code >= _NAME:
                result.names += 1
    for (i, j, n), (k, m, _) in pairwise(region):
        for x, y in zip(a[i + n : k], b[j + n : m], strict=False):
            if x >= _NUMBER or y >= _NUMBER:
                result.other_numbers += 1
            elif x >= _NAME and y >= _NAME:
                result.other_names += 1
            else:
                result.other_words += 1
    return True


_NAME = chr(NAME[0])
_NUMBER = chr(NUMBER[0])


def compare(a: Mark, b: Mark) -> Comparison:
    """Whether two records are one story. Symmetric; a function of the pair alone."""
    if (len(a.body), a.body) < (len(b.body), b.body):
        a, b = b, a
    if a.body == b.body:
        return _equal_bodies(a, b)
    x = align(a.body, b.body)
    return _judge(a, b, x)


def _equal_bodies(a: Mark, b: Mark) -> Comparison:
    if len(a.body) >= 3:
        return Comparison(True, 1.0, ["same text"])
    same_url = bool(a.url) and a.url == b.url
    same_title = a.title == b.title and len(a.title) >= 3
    near = not (a.day and b.day) or abs(a.day - b.day) <= 2
    if (same_url and same_title) or (same_title and near and not (a.url and b.url)):
        return Comparison(True, 1.0, ["same headline, no text"])
    return Comparison(
        same_url, 1.0 if same_url else 0.0, ["same address" if same_url else "no text"]
    )


def _judge(a: Mark, b: Mark, x: Alignment) -> Comparison:
    short = max(1, min(x.a_size, x.b_size))
    covered = min(x.a_covered, x.b_covered) / short
    conflicts = x.other_names + x.other_numbers
    plain = x.shared - x.names - x.numbers
    slots = conflicts + x.names + x.numbers
    slot_rate = conflicts / max(1, slots)
    word_rate = x.other_words / max(1, x.other_words + plain)
    dense = conflicts / max(1, x.shared + conflicts)
    reasons = [
        f"covered {covered:.2f}",
        f"conflicts {conflicts} of {slots}",
        f"replaced {x.replaced}",
    ]
    same = covered >= (0.35 if a.url and a.url == b.url else 0.6)
    if same and short < 20:
        same = conflicts == 0 and x.shared >= 0.75 * short
    elif same:
        same = not (dense > 0.08 and slot_rate > 2 * word_rate)
    return Comparison(
        same, round(covered * x.shared / max(1, x.shared + conflicts + x.other_words), 3), reasons
    )


def quick_reject(a: Mark, b: Mark) -> bool:
    """Whether two bodies have too little in common to be looked at."""
    short = min(len(a.body), len(b.body))
    return short >= 20 and LCSseq.similarity(a.body, b.body) < 0.25 * short
