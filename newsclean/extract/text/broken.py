"""What tells a line that goes on with the one above it from one that begins something new.

A table of numbers for every pair of lines with no blank line between them. `unwrap` asks the
fitted trees in `unwrap.json` about each row of it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ...language.script import SENTENCE_ENDS
from .lines import Line, clean

NAMES = (
    "room",  # columns that the first word below would have left free above, by the page's width
    "room in run",  # by the widest of the lines around, up to a blank one
    "room nearby",  # by the widest of some lines before and after
    "share of width",  # that the line above takes
    "width",
    "above",  # columns of the line above, without its indent
    "below",
    "indent",  # of the line below, against that of the line above
    "hang",  # the same, against where the text above begins, behind its bullet
    "indent above",
    "words above",
    "words below",
    "stop",  # sentence, clause or none at the end above
    "end",  # what kind of character ends the line above
    "start",  # what kind of character begins the line below
    "bullet below",
    "links",  # 1: a numbered link begins the line below, 2: and the line above too
    "in run",  # lines of the run above
    "left in run",
    "room above",  # of the pair before
    "room below",  # of the pair after
    "run starts large",  # lines of the run that begin with a capital or a figure
    "even",  # how little the widths of the run differ
    "last word",
    "columns above",  # places within the line where three blanks or more stand, as in a table
    "columns below",
    "votes",  # of pairs of lines, the share that the page's width explains
    "voters",  # how many those are
    "over",  # of lines, the share that is wider
    "runs on",  # of lines that are full, how many go on in small letters with no stop above
    "starts small",  # of lines that are full, the share that goes on in small letters
)

_BULLET = re.compile(
    r"[*•·‣▪◦●○■□◆◇⬥❖★☆✦✱✶➔➜❯▸▹◉➤►▶✓✔⁃∙+#@=-]\s+(?=\S)|o {1,3}(?=\S)|[–—]\s+(?=\S)"
)
_DIGITS = re.compile(r"\d{1,3}")
_ORDINAL = re.compile(r"\(?\d{1,3}[.)]\s+(?=\S)")
_NUMBER = re.compile(r"\[\d{1,4}\](?=\S)")
_GAPS = re.compile(r"\S {3,}(?=\S)")
_CLOSERS = "\"'”’»«“)]）」』*_"
_FAR = 99.0
_NEARBY = 12
_SHORT = 30
"""Columns that no program or person leaves free where a line goes on."""
WIDEST = 200


def columns(text: str) -> int:
    """How many columns a terminal takes for the text: two for a Chinese or Japanese letter.

    >>> columns("Rain"), columns("雨が降る")
    (4, 8)
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@dataclass(slots=True)
class Row:
    """A line as a program that broke it saw it."""

    line: Line
    width: int
    """Columns, with the indent."""
    first: int
    """Columns of the first word, or of the first letter where words are not parted."""
    breakable: bool
    bullet: int
    """0: none; 1: a sign; 2: a dash or the letter o; 3: a number."""
    column: int
    """Where its text begins, behind a bullet."""
    start: float
    end: float
    stop: float
    words: int
    gaps: int
    """Places where three blanks or more stand, as between the columns of a table."""
    linked: bool
    """A numbered link begins it."""


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """What is to be known of each line by itself."""
    rows = [_row(line) for line in lines]
    numbered: list[tuple[Row, int]] = []
    for row in rows:
        if row.bullet == 3 and (found := _DIGITS.search(row.line.text)):
            numbered.append((row, int(found.group())))
    for (one, a), (two, b) in itertools.pairwise(numbered):
        if b == a + 1:
            one.bullet = two.bullet = 1
    return rows


def _row(line: Line) -> Row:
    body = clean(line.raw).expandtabs(8).strip()
    if line.mark:  # a quotation's angle brackets, which were read before
        body = body.lstrip("> ") or body
    head, _, rest = body[: 2 * WIDEST].partition(" ")
    width = line.indent + (columns(body) if len(body) <= 2 * WIDEST else len(body))
    bullet, column = 0, line.indent
    if found := _BULLET.match(body):
        bullet = 2 if body[0] in "o–—-" else 1
        column += found.end()
    elif found := _ORDINAL.match(body):
        bullet, column = 3, column + found.end()
    text = _NUMBER.sub("", line.text) if "[" in line.text else line.text
    text = text or line.text
    wide = _columns_of(head[0]) == 2 if head else False
    bare = text.rstrip(_CLOSERS)
    last = bare[-1:] or text[-1]
    return Row(
        line,
        width,
        2 if wide else columns(head),
        bool(rest) or wide,
        bullet,
        column,
        _start_kind(text),
        _end_kind(text[-1]),
        3.0
        if last in SENTENCE_ENDS
        else 2.0
        if last in ":："
        else 1.0
        if last in ",;，、；"
        else 0.0,
        text.count(" ") + 1,
        min(5, len(_GAPS.findall(body[: 2 * WIDEST]))) if "   " in body else 0,
        line.links > 0 and _NUMBER.match(body, found.end() if found else 0) is not None,
    )


def _start_kind(text: str) -> float:
    """Small letter 0, other letter 1, opening quotation mark 2, capital 3, figure 4 ..."""
    char = text[0]
    if char in "\"'“”„«»‘’‚¿¡(（「『—–-…*_" and len(text) > 1:
        inner = text.lstrip("\"'“”„«»‘’‚¿¡(（「『—–-…*_ ")[:1]
        if not inner:
            return 7.0
        return (
            2.5 if inner.islower() else 5.0 if char in "(（" else 2.0 if char not in "—–-" else 6.0
        )
    if char.islower():
        return 0.0
    if char.isalpha():
        return 3.0 if char.isupper() else 1.0
    if char.isdigit():
        return 4.0
    return 7.0


def _end_kind(char: str) -> float:
    if char.islower():
        return 0.0
    if char.isalpha():
        return 2.0 if char.isupper() else 1.0
    if char.isdigit():
        return 3.0
    if char in "-\u2010\u00ad/–—":
        return 4.0
    return 5.0 if char in SENTENCE_ENDS else 6.0 if char in ",;:，、；：" else 7.0


def _room(above: Row, below: Row, width: int) -> float:
    """Columns that stay free if the first word below stood above; below zero if it can't."""
    gap = 0 if below.first == 2 and above.end == 1.0 else 1
    return max(-_FAR, min(_FAR, float(width - above.width - gap - below.first)))


def usual_width(rows: Sequence[Row]) -> tuple[int | None, float, float, float]:
    """The column that the page's lines are broken at, if at all; what share of pairs of lines it
    explains, and how many these are; the share of lines that are wider.

    Each pair of lines says between which columns it may have been broken; the column that most
    agree on is it, unless many lines are wider.
    """
    votes, wider = [0] * (WIDEST + 2), [0] * (WIDEST + 2)
    pairs = 0
    for at, below in enumerate(rows):
        if below.breakable:
            wider[min(below.width, WIDEST)] += 1
        above = rows[at - 1] if at else below
        if not at or below.line.gap or below.bullet == 1 or above.width - above.line.indent < 15:
            continue
        pairs += 1
        low, high = above.width, above.width + 1 + below.first
        if low < WIDEST:
            votes[low] += 1
            votes[min(high, WIDEST + 1)] -= 1
    best, score, held, beyond = None, 0.0, 0, 0
    running, over = 0, sum(wider)
    for width in range(WIDEST):
        running += votes[width]
        over -= wider[width]
        if running - 1.5 * over > score:
            best, score, held, beyond = width, running - 1.5 * over, running, over
    return best, held / max(1, pairs), float(min(held, 60)), beyond / max(1, len(rows))


def table(rows: Sequence[Row]) -> tuple[list[int], list[list[float]], int | None]:
    """Which lines have another right above, the numbers of each such pair, the page's width."""
    width, *held = usual_width(rows)
    runs = _runs(rows)
    where: list[int] = []
    numbers: list[list[float]] = []
    page = width or max((row.width for row in rows), default=0)
    page = min(page, WIDEST)
    of_page = [*held, *_small(rows, page)] if width else [0.0, 0.0, 1.0, 0.0, 0.5]
    for first, end in runs:
        if end - first < 2:
            continue
        part = rows[first:end]
        run = _of_run(part)
        for at in range(1, end - first):
            if part[at].line.mark != part[at - 1].line.mark:
                continue
            if part[at].bullet == 1 or _room(part[at - 1], part[at], min(page, run[0])) > _SHORT:
                continue
            where.append(first + at)
            nearby = max(row.width for row in part[max(0, at - _NEARBY) : at + _NEARBY])
            numbers.append(_pair(part, at, page, min(nearby, WIDEST), run) + of_page)
    return where, numbers, width


def _runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    starts = [at for at, row in enumerate(rows) if not at or row.line.gap]
    return list(zip(starts, [*starts[1:], len(rows)], strict=False))


def _small(rows: Sequence[Row], width: int) -> tuple[float, float]:
    """How many lines that are full go on in small letters with no stop above, and what share."""
    full = small = on = 0
    for at in range(1, len(rows)):
        above, below = rows[at - 1], rows[at]
        if below.line.gap or below.bullet == 1 or _room(above, below, width) >= 0:
            continue
        full += 1
        if below.start in (0.0, 1.0, 2.5):
            small += 1
            on += above.stop < 2
    return float(min(30, on)), small / full if full >= 3 else 0.5


def _of_run(part: Sequence[Row]) -> tuple[int, float, float]:
    """The widest line of a run, the share that begins with a capital, how even the widths are."""
    widths = [min(row.width, 2 * WIDEST) for row in part]
    usual = sum(widths) / len(widths)
    spread = sum(abs(width - usual) for width in widths) / len(widths)
    large = sum(1 for row in part if row.start in (2.0, 3.0, 4.0)) / len(part)
    return min(max(widths), WIDEST), large, spread


def _pair(
    part: Sequence[Row], at: int, page: int, nearby: int, run: tuple[int, float, float]
) -> list[float]:
    """The numbers of one pair of lines, in the order of `NAMES`, without those of the page."""
    above, below = part[at - 1], part[at]
    before = _room(part[at - 2], above, page) if at > 1 else _FAR
    after = _room(below, part[at + 1], page) if at + 1 < len(part) else _FAR
    text = above.line.text[-2 * WIDEST :]
    return [
        _room(above, below, page),
        _room(above, below, run[0]),
        _room(above, below, nearby),
        above.width / max(1, page),
        float(page),
        float(min(above.width - above.line.indent, 2 * WIDEST)),
        float(min(below.width - below.line.indent, 2 * WIDEST)),
        float(max(-30, min(30, below.line.indent - above.line.indent))),
        float(max(-30, min(30, below.line.indent - above.column))),
        float(min(above.line.indent, 60)),
        float(min(above.words, 40)),
        float(min(below.words, 40)),
        above.stop,
        above.end,
        below.start,
        float(below.bullet),
        float(below.linked + (below.linked and above.linked)),
        float(min(at, 20)),
        float(min(len(part) - at, 20)),
        before,
        after,
        run[1],
        run[2],
        float(min(20, len(text) - text.rfind(" ") - 1)),
        float(above.gaps),
        float(below.gaps),
    ]
