"""Two texts as rows of codes (`words`), aligned: the passages that they share.

The rows are aligned by their longest common subsequence (bit-parallel: Hyyrö, *Bit-parallel
LCS-length computation revisited*, 2004, as rapidfuzz has it). Where the alignment is dense the two
share a passage; inside those, the words that were swapped are looked at by class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from .words import MAX_CODES, NAME, NUMBER

#: Codes on either side that may differ inside one shared passage (an edit, a misread word).
GAP = 4
#: So many codes at the end of a text that was cut off may have no place in the other one, whose
#: own end is unknown then.
TAIL = 100
#: A shared passage has at least so many codes in common, and this share of its length.
MIN_SHARED = 4
MIN_DENSITY = 0.35
#: A run of this many shared codes (two dozen words) without another name or number in it.
CLEAN_RUN = 12

#: A shared passage that opens a story is no mere phrase but at least so long.
LEAD_SHARED = 10

#: A row of this many codes that is in another one but for a teaser needs no closer look.
LONG = 100
_INTO = 2
_ODD_CODES = 3

_NAMES = re.compile(f"[{chr(NAME[0])}-{chr(NAME[1])}]")
_NUMBERS = re.compile(f"[{chr(NUMBER[0])}-{chr(NUMBER[1])}]")
_NAME = chr(NAME[0])
_NUMBER = chr(NUMBER[0])


@dataclass(slots=True)
class Alignment:
    """What two rows of codes have in common. All counts are of codes."""

    a_size: int
    b_size: int
    """Sizes of the parts that can be compared: where one row was cut off and the other goes on,
    its rest is unknown."""
    a_covered: int = 0
    b_covered: int = 0
    """In shared passages, small edits included."""
    shared: int = 0
    """The same on both sides, in shared passages."""
    names: int = 0
    numbers: int = 0
    """Those of ``shared`` that are names and numbers; counted only if some differ."""
    other_names: int = 0
    other_numbers: int = 0
    other_words: int = 0
    """In shared passages, names, numbers and words that stand where another one stands."""
    clean: int = 0
    """Those of ``shared`` in long runs without another name or number."""
    a_lead: int = 0
    b_lead: int = 0
    """Before the first shared passage of some length."""
    a_hole: int = 0
    b_hole: int = 0
    """In the longest piece that is in no shared passage."""


def align(a: str, b: str) -> Alignment:
    """Align two rows of codes, the longer one first."""
    if len(b) >= LONG and (whole := _whole(a, b)):
        return whole
    x = Alignment(len(a), len(b))
    passages = _passages(a, b)
    i_end = j_end = 0
    led = False
    for p in passages:
        if not led and (p.shared >= LEAD_SHARED or p is passages[-1]):
            led = True
            x.a_lead, x.b_lead = p.i, p.j
        x.a_hole = max(x.a_hole, p.i - i_end)
        x.b_hole = max(x.b_hole, p.j - j_end)
        i_end, j_end = p.i_end, p.j_end
        x.a_covered += i_end - p.i
        x.b_covered += j_end - p.j
        x.shared += p.shared
        if p.swaps:
            _look_inside(x, p, a, b)
        elif p.shared >= CLEAN_RUN:
            x.clean += p.shared
    # Where one row was cut off and the other goes on, the rest of that is unknown.
    if len(b) >= MAX_CODES and len(b) - j_end <= TAIL:
        x.a_size = i_end
    if len(a) >= MAX_CODES and len(a) - i_end <= TAIL:
        x.b_size = j_end
    x.a_hole = max(x.a_hole, x.a_size - i_end)
    x.b_hole = max(x.b_hole, x.b_size - j_end)
    if x.other_names or x.other_numbers:
        shared = "".join([a[i : i + n] for p in passages for i, _, n in p.blocks])
        x.names = len(_NAMES.findall(shared))
        x.numbers = len(_NUMBERS.findall(shared))
    return x


def _whole(a: str, b: str) -> Alignment | None:
    """The alignment where all of a long row is in the other, in order; most copies are such."""
    at = a.find(b[_INTO : _INTO + LEAD_SHARED])
    if at < 0:
        return None
    shared = LCSseq.similarity(a, b, score_cutoff=len(b) - _ODD_CODES)
    if not shared:
        return None
    x = Alignment(len(a), len(b), shared, shared, shared, clean=shared)
    x.a_lead = max(0, at - _INTO)
    if len(b) >= MAX_CODES:
        x.a_size = max(shared, min(len(a), a.rfind(b[-1]) + 1))
    return x


class _Passage:
    """A shared passage: blocks with small gaps between them."""

    __slots__ = ("blocks", "i", "i_end", "j", "j_end", "shared", "swaps")

    def __init__(self, blocks: list[tuple[int, int, int]], shared: int, swaps: bool) -> None:
        self.blocks, self.shared = blocks, shared
        self.swaps = swaps
        """Whether somewhere in it both rows have something else."""
        self.i, self.j, _ = blocks[0]
        i, j, n = blocks[-1]
        self.i_end, self.j_end = i + n, j + n


def _passages(a: str, b: str) -> list[_Passage]:
    """The shared passages that are dense and long enough."""
    found: list[_Passage] = []
    blocks: list[tuple[int, int, int]] = []
    i_end = j_end = -GAP - 1
    shared, swaps = 0, False
    for block in LCSseq.editops(a, b).as_matching_blocks():
        i, j, n = block.a, block.b, block.size
        if i - i_end <= GAP and j - j_end <= GAP:
            blocks.append((i, j, n))
            shared += n
            swaps = swaps or (i > i_end and j > j_end)
        else:
            if shared >= MIN_SHARED and _dense(blocks, shared):
                found.append(_Passage(blocks, shared, swaps))
            blocks, shared, swaps = [(i, j, n)], n, False
        i_end, j_end = i + n, j + n
    if shared >= MIN_SHARED and _dense(blocks, shared):
        found.append(_Passage(blocks, shared, swaps))
    return found


def _dense(blocks: list[tuple[int, int, int]], shared: int) -> bool:
    (i, j, _), (i_last, j_last, n) = blocks[0], blocks[-1]
    return shared >= MIN_DENSITY * (n + max(i_last - i, j_last - j))


def _look_inside(x: Alignment, passage: _Passage, a: str, b: str) -> None:
    """Count what was swapped inside a shared passage, and what is in long runs without that."""
    run = names = numbers = words = 0
    i_end, j_end = passage.i, passage.j
    for i, j, n in passage.blocks:
        if i > i_end and j > j_end:
            slots = names + numbers
            for p, q in zip(a[i_end:i], b[j_end:j], strict=False):
                if p < _NAME or q < _NAME or (p >= _NUMBER) != (q >= _NUMBER):
                    words += 1
                elif p >= _NUMBER:
                    numbers += 1
                else:
                    names += 1
            if names + numbers > slots:
                if run >= CLEAN_RUN:
                    x.clean += run
                run = 0
        run += n
        i_end, j_end = i + n, j + n
    if run >= CLEAN_RUN:
        x.clean += run
    x.other_names += names
    x.other_numbers += numbers
    x.other_words += words
