"""What two rows of codes have in common, passage by passage.

The rows are aligned by their longest common subsequence (bit-parallel: Hyyrö, *Bit-parallel
LCS-length computation revisited*, 2004, as rapidfuzz has it). Where the alignment is dense the two
share a passage; inside those, the words that were swapped are looked at by class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from .words import MAX_CODES, NAME, NUMBER

#: Codes on either side that may differ inside one shared passage (an edit, a misread word).
GAP = 4
#: A shared passage has at least so many codes in common, and this share of its length.
MIN_SHARED = 4
MIN_DENSITY = 0.35
#: A run of this many shared codes (two dozen words) without another name or number in it.
CLEAN_RUN = 12

_NAMES = re.compile(f"[{chr(NAME[0])}-{chr(NAME[1])}]")
_NUMBERS = re.compile(f"[{chr(NUMBER[0])}-{chr(NUMBER[1])}]")
_NAME = chr(NAME[0])
_NUMBER = chr(NUMBER[0])

Block = tuple[int, int, int]


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
    """Before the first shared passage."""
    a_hole: int = 0
    b_hole: int = 0
    """In the longest piece that is in no shared passage."""


def align(a: str, b: str) -> Alignment:
    """Align two rows of codes."""
    blocks = [(m.a, m.b, m.size) for m in LCSseq.editops(a, b).as_matching_blocks()]
    x = Alignment(len(a), len(b))
    i_end = j_end = 0
    passages = list(_passages(blocks))
    for passage in passages:
        i, j, _ = passage[0]
        if x.shared == 0:
            x.a_lead, x.b_lead = i, j
        if i - i_end > x.a_hole:
            x.a_hole = i - i_end
        if j - j_end > x.b_hole:
            x.b_hole = j - j_end
        k, m, n = passage[-1]
        i_end, j_end = k + n, m + n
        x.a_covered += i_end - i
        x.b_covered += j_end - j
        _look_inside(x, passage, a, b)
    # Where one row was cut off and the other goes on, the rest of that is unknown.
    if len(b) >= MAX_CODES and len(b) - j_end <= GAP:
        x.a_size = i_end
    if len(a) >= MAX_CODES and len(a) - i_end <= GAP:
        x.b_size = j_end
    x.a_hole = max(x.a_hole, x.a_size - i_end)
    x.b_hole = max(x.b_hole, x.b_size - j_end)
    if x.other_names or x.other_numbers:
        shared = "".join([a[i : i + n] for passage in passages for i, _, n in passage])
        x.names = len(_NAMES.findall(shared))
        x.numbers = len(_NUMBERS.findall(shared))
    return x


def _passages(blocks: list[Block]) -> Iterator[list[Block]]:
    """The shared passages: blocks with small gaps between them, if dense and long enough."""
    passage: list[Block] = []
    i_start = j_start = i_end = j_end = shared = 0
    for block in blocks:
        i, j, n = block
        if i - i_end <= GAP and j - j_end <= GAP and n and shared:
            passage.append(block)
            shared += n
        else:
            if shared >= MIN_SHARED:
                least = MIN_DENSITY * max(i_end - i_start, j_end - j_start)
                if shared >= least:
                    yield passage
            passage = [block]
            shared = n
            i_start, j_start = i, j
        i_end, j_end = i + n, j + n


def _look_inside(x: Alignment, passage: list[Block], a: str, b: str) -> None:
    """Count what is the same and what was swapped inside a shared passage."""
    run = names = numbers = words = 0
    i_end, j_end, _ = passage[0]
    for i, j, n in passage:
        if i > i_end and j > j_end:
            slots = names + numbers
            for p, q in zip(a[i_end:i], b[j_end:j], strict=False):
                if p >= _NUMBER or q >= _NUMBER:
                    numbers += 1
                elif p >= _NAME and q >= _NAME:
                    names += 1
                else:
                    words += 1
            if names + numbers > slots:
                if run >= CLEAN_RUN:
                    x.clean += run
                run = 0
        x.shared += n
        run += n
        i_end, j_end = i + n, j + n
    if run >= CLEAN_RUN:
        x.clean += run
    x.other_names += names
    x.other_numbers += numbers
    x.other_words += words
