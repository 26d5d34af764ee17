"""Hard line breaks: lines that a text browser or a mail program broke at its width."""

from __future__ import annotations

import itertools
import re

from .dump import Dump
from .lines import Line
from .phrases import phrases

_WIDEST = 140
_NARROWEST = 30
_BRACKETED = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]")


def unwrap(dump: Dump) -> None:
    """Join the lines of each paragraph where the page is broken at a fixed width.

    A line was broken where the first word of the next would not have fitted any more:

    >>> from .lines import split
    >>> text = "The rain that fell over\\nthe whole north of the\\nisland did not stop."
    >>> dump = Dump(split(text))
    >>> unwrap(dump)
    >>> [line.text for line in dump.lines]
    ['The rain that fell over the whole north of the island did not stop.']
    """
    width = _width(dump.lines)
    if width is None:
        return
    indented = _first_lines_indented(dump.lines)
    joined: list[Line] = []
    for line in dump.lines:
        if joined and _continues(joined[-1], line, width, indented):
            _join(joined[-1], line)
        else:
            joined.append(line)
    dump.lines = joined


def _linked(line: Line) -> bool:
    """An address on the line: programs do not break inside those."""
    return "://" in line.text or "@" in line.text


def _last(line: Line) -> str:
    return line.parts[-1][1].expandtabs(8).rstrip()


def _first_word(line: Line) -> int:
    raw = line.raw.split(maxsplit=1)
    return len(raw[0]) if raw else 0


def _full(above: Line, below: Line, width: int) -> bool:
    """The first word of the line below would not have fitted above."""
    return len(_last(above)) + 1 + _first_word(below) > width


def _width(lines: list[Line]) -> int | None:
    """The width the page was broken at, or None where it was not."""
    pairs = [
        (above, below)
        for above, below in itertools.pairwise(lines)
        if not below.gap
        and not below.mark
        and not (above.role or below.role)
        and not _linked(above)
        and not _linked(below)
        and not _BRACKETED.fullmatch(below.text)
    ]
    return _usual_width(pairs, lines) or _small_letters(pairs, lines)


def _usual_width(pairs: list[tuple[Line, Line]], lines: list[Line]) -> int | None:
    """The width of most lines that have another right below, or None.

    The widest line that has company nearly as wide, among lines with another right below; most
    lines near that width must then be full.
    """
    widths = sorted((len(_last(above)) for above, _ in pairs), reverse=True)
    if not widths:
        return None
    width = next((w for w, second in itertools.pairwise(widths) if second >= 0.9 * w), widths[0])
    if not 15 <= width <= _WIDEST or widths[0] > 2 * _WIDEST:
        return None
    near = [(a, b) for a, b in pairs if 0.6 * width <= len(_last(a)) <= width + 2]
    broken = [above for above, below in near if _full(above, below, width)]
    begun = sum(1 for above, below in near if _full(above, below, width) and _begins(below))
    if 4 * begun > 3 * len(broken):
        return None  # lines of a list, of much the same length
    full = len(broken)
    if 2 * sum(1 for above in broken if above.sentence) > full:
        return None  # a line that was broken seldom ends with a sentence
    wider = sum(
        1 for line in lines if len(_last(line)) > width + 2 and not line.role and not _linked(line)
    )
    if 4 * wider > full:
        return None
    if full >= 2 and full >= 0.6 * len(near):
        return width
    return width if full and full == len(near) and 50 <= width <= 100 else None


def _begins(line: Line) -> bool:
    """A line that begins with a capital or a figure, as most that go on do not."""
    first = line.text[:1]
    return first.isdigit() or (first.isupper() and not line.text.isupper())


def _small_letters(pairs: list[tuple[Line, Line]], lines: list[Line]) -> int | None:
    """The width, where three lines or more without a stop go on in small letters, each full."""
    on = [
        (above, below)
        for above, below in pairs
        if below.text[:1].islower() and not above.sentence and len(above.words) > 3
    ]
    if len(on) < 3:
        return None
    width = max(len(_last(above)) for above, _ in on)
    full = sum(1 for above, below in on if _full(above, below, width))
    wider = sum(1 for line in lines if len(_last(line)) > width + 2 and not _linked(line))
    return width if 50 <= width <= 100 and full >= 0.8 * len(on) and 4 * wider <= full else None


def _first_lines_indented(lines: list[Line]) -> bool:
    """Paragraphs begin further right than they go on: twice at least, and seldom otherwise."""
    inward = sum(
        1
        for above, below in itertools.pairwise(lines)
        if not below.gap and not above.mark and not below.mark and above.indent > below.indent
    )
    return inward >= 2


def _continues(above: Line, below: Line, width: int, indented: bool) -> bool:
    """The line below goes on with the paragraph above."""
    if below.gap or below.mark or below.role or above.role or above.kind == "heading":
        return False
    if above.mark and above.text.isupper() and below.text.isupper():
        return True
    if _BRACKETED.fullmatch(below.text) or below.text.startswith(("http://", "https://")):
        return False
    if len(below.words) <= 4 and phrases().whole.get(below.words) in ("readmore", "navigation"):
        return False
    if above.text.isupper() and len(above.words) > 2 and not below.text.isupper():
        return False
    if not _full(above, below, width) and not _runs_on(above, below, width):
        return False
    if len(_last(above)) > width + 2:
        return False
    column = below.indent
    if above.mark:
        return column > above.indent
    first = len(above.parts) == 1
    level = len(above.parts[-1][1].expandtabs(8)) - len(above.parts[-1][1].expandtabs(8).lstrip())
    if indented and first and column == above.indent > 0:
        return False
    if indented and not first and column > level:
        return False
    if column == level or (first and column < level <= column + 8):
        return True
    return _centred(above, below)


def _runs_on(above: Line, below: Line, width: int) -> bool:
    """A nearly full line without a stop, and small letters below: broken by hand."""
    wide = len(_last(above)) >= 0.75 * width
    return wide and not above.sentence and below.text[:1].islower()


def _centred(above: Line, below: Line) -> bool:
    """Both lines have their middle in the same column, as a text browser sets a headline."""
    if above.indent < 5 or below.indent < 5:
        return False
    last = _last(above)
    start = len(last) - len(last.lstrip())
    end = len(below.raw.expandtabs(8).rstrip())
    return abs((start + len(last)) - (below.indent + end)) <= 3


def _join(above: Line, below: Line) -> None:
    hyphenated = above.text.endswith("\u00ad")
    above.text = above.text.rstrip("\u00ad") + ("" if hyphenated else " ") + below.text
    above.parts += below.parts
    above.urls += below.urls
    for cached in ("words", "size", "sentence"):
        above.__dict__.pop(cached, None)
