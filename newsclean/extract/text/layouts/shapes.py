"""Each line of a dump becomes a letter that says what it looks like: a name, a date, a blurb ..."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from ....language.bylines import persons, said
from ....language.dates.scan import clock, relative, scan, yearless
from ....language.outlets import titled
from ....language.script import words_of
from ..lines import Line
from .cells import Cell, cells

LOOKS = "ul#tkdmnwvhqxsbpcr"
"""One letter a look:

``u`` an address, ``l`` words and an address, ``#`` a number, ``t`` a time of day, ``k`` a time of
day and more, ``d`` a date, ``m`` data beside a headline (``Valley Courier · 3 May 2024``), ``n`` a
person's name, ``w`` a word or two, ``v`` a few words, ``h`` a headline, ``q`` one that asks or
calls out, ``x`` a long line without a stop, ``s`` a short sentence, ``b`` a blurb, ``p`` a long
paragraph, ``c`` a headline and its blurb in one line, ``r`` the headline above said again.
"""

_RULE = re.compile(r"\W+")
_NUMBER = re.compile(r"[#№(]?\d{1,5}[.):]?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ZONE = re.compile(r" ?\(?[A-Za-z]{0,4}[+\d:]{0,5}\)?[.:,–—| -]*")
_HOURS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?:: | ?[-–—|·] ?| ?h\b)(?=\S)")
_LEAD = re.compile(
    r"([^\Wa-zß-ÿ_][^a-zß-öø-ÿ\n:]{4,80}?)(?:: | ?[–—] | -{1,2} |[.!?] )(?=[\w“„\"«])"
)
_BOLD = re.compile(r"\W{0,4}(\*\*|__)(?=\S)(.{4,120}?)\1(?=.{40})")
_NAMED = re.compile(r"[(\[][^()\[\]]{2,50}[)\]]|(?:--|[—–]) ?\w[^.!?]{2,50}")
_CUT = ("…", "...", "[…]", "[...]")
_GLUES = (": ", " / ", " | ", " · ", " • ", " — ", " – ", " - ")
_LONG = 480
_BLURB = 60
_MOST_ASIDES = 40
"""Lines behind one label."""


@dataclass(slots=True)
class Shape:
    """The look of a line and what else might tell it from lines of another column."""

    line: Line
    look: str
    gap: int
    """0 right below another line, 1 and 2 after blank lines, 3 after a rule."""
    traits: tuple[Hashable, ...] = ()
    aside: bool = False
    """It names those who have the same story, behind a label that comes back."""


def shapes(lines: list[Line]) -> list[Shape]:
    """The shapes of the lines of a page; a rule is a wide gap before the next line.

    >>> from ..lines import split
    >>> page = split("Rain at last in the north\\n3 May 2024\\n\\n----\\n\\nA whale\\n* * *")
    >>> [(shape.look, shape.gap) for shape in shapes(page)]
    [('h', 0), ('d', 0), ('w', 3)]
    """
    found: list[Shape] = []
    ruled, lost = False, 0
    seen = Counter(line.words for line in lines)
    pieces = Counter(piece.strip() for line in lines for piece in line.text[:200].split(","))
    labels = Counter(line.text.partition(":")[0] for line in lines if ":" in line.text[:30])
    for line in lines:
        if line.role == "separator" or not any(char.isalnum() for char in line.text[:200]):
            ruled, lost = True, max(lost, line.gap)
            continue
        gap = 3 if ruled or "\f" in line.raw else min(line.gap, 2)
        ruled = False
        again = bool(found) and _again(found[-1], line)
        look = "r" if again else look_of(line)
        if look in "vhqx" and names(line.text, labels, pieces):
            look = "m"
        found.append(Shape(line, look, gap))
    _take_asides(found, labels)
    for shape in found:
        shape.traits = _traits(shape, seen[shape.line.words])
    return found


def _take_asides(page: Sequence[Shape], labels: Counter[str]) -> None:
    """Lines behind a label that comes back are data: ``Discussion:``, then a paper on each line."""
    found: dict[str, list[list[Shape]]] = defaultdict(list)
    for at, shape in enumerate(page):
        label, cut, rest = shape.line.text.partition(":")
        if not cut or labels[label] < 3 or len(label.split()) > 3:
            continue
        if not rest:
            found[label].append([shape, *_names_below(page, at)])
        elif shape.look == "m":
            found[label].append([shape, shape])
    for groups in found.values():
        if 3 * sum(1 for group in groups if len(group) > 1) >= 2 * len(groups):
            for shape in chain.from_iterable(groups):
                shape.look, shape.aside = "m", True


def _names_below(page: Sequence[Shape], at: int) -> list[Shape]:
    """The names of a few words on the lines below a label, as far as they stand together."""
    below = page[at + 1 : at + 1 + _MOST_ASIDES]
    if not below or below[0].look not in "wvnm":
        return []
    room = below[0].gap
    looks = "wvnm" if room else "wvnmh"
    return list(takewhile(lambda shape: shape.gap <= room and shape.look in looks, below))


def names(text: str, labels: Counter[str], often: Counter[str]) -> bool:
    """A list of names, perhaps after a label that comes back: ``More: Valley Courier, Tern``.

    Without a label most names must come back on the page.

    >>> names("More: Valley Courier, Tern", Counter({"More": 3}), Counter())
    True
    >>> names("Soil, Water, and Seeds", Counter(), Counter())
    False
    """
    label, cut, rest = text.partition(":")
    labelled = bool(cut) and labels[label] > 2 and len(label.split()) <= 3
    pieces = [piece.strip() for piece in (rest if labelled else text).split(",")]
    if len(pieces) < (1 if labelled else 3) or not all(pieces):
        return False
    if not labelled and 2 * sum(1 for piece in pieces if often[piece] > 1) < len(pieces):
        return False
    return all(len(piece.split()) <= 4 and titled(piece) for piece in pieces)


def _again(above: Shape, line: Line) -> bool:
    """The line says the end of the line above again, or the whole that was cut off there."""
    if above.look in "bp" or len(line.words) < 1 or line.size > 240:
        return False
    own, other = line.words, above.line.words
    if not any(word != "#" for word in own):
        return False
    if len(own) >= 2 and len(other) >= len(own) and other[-len(own) :] == own:
        return True
    if len(own) > 4 and len(own) - len(other) in (1, 2) and own[-len(other) :] == other:
        return True  # with something glued to its front
    if not above.line.text.rstrip().endswith(_CUT):
        return False
    for start in range(min(len(other), 8)):
        rest = other[start:]
        if len(rest) >= 3 and own[: len(rest)] == rest:
            return True
    return False


def look_of(line: Line) -> str:
    """The letter of a line.

    >>> from ..lines import split
    >>> [look_of(line) for line in split("7.\\n18:30\\nTern · 3 hours ago\\nAna Cruz")]
    ['#', 't', 'm', 'n']
    """
    text = line.text
    if found := _ADDRESS.search(text[:400]):
        before = text[: found.start()].strip(" <([:")
        if not before:
            return "u"
        if len(before) <= 80 and len(text) - found.end() <= 3:
            return "l"
    if _NUMBER.fullmatch(text):
        return "#"
    if look := _timed(line):
        return look
    if lead(line):
        return "c"
    if line.size <= 160 and (look := _data(line)):
        return look
    return _worded(line)


def _timed(line: Line) -> str:
    """``t`` or ``k`` where a time of day comes first."""
    text = line.text
    bare = text.lstrip("[(")
    if not bare[:1].isdigit() or any(when.start < 12 for when in scan(text)):
        return ""
    moment = clock(bare)
    if moment is not None:
        rest = bare[moment.end :].lstrip("])")
        if _ZONE.fullmatch(rest):
            return "t"
        if rest[:1] in " ,:-–—|·.\t" and not _NUMBER.match(rest.lstrip(" ,:-–—|·.")):
            parts = cells(text)
            if len(parts) > 1 and all(part.role in ("date", "count") for part in parts):
                return "d"
            return "k"
    return "k" if _HOURS.match(text) else ""


def _data(line: Line) -> str:
    """``d``, ``m`` or ``n`` where the line is a date, data or a name."""
    text = line.text
    if relative(text) or yearless(text):
        return "d"
    parts = cells(text)
    kinds = [part.role for part in parts]
    told = sum(1 for kind in kinds if kind in ("date", "count"))
    if told and all(kind != "" or _short(part) for part, kind in zip(parts, kinds, strict=True)):
        return "d" if kinds.count("date") == len(kinds) else "m"
    if _NAMED.fullmatch(text) and len(text.split()) <= 6:
        return "m"
    if scan(text) and line.size <= 70 and not line.sentence and len(words_of(text)) <= 8:
        return "d"
    if said(text) and line.size <= 120 and not line.sentence:
        return "n"
    if persons(text) and not (text.isupper() and len(text.split()) > 3):
        return "n"
    return ""


def _short(part: Cell) -> bool:
    return len(part.text.split()) <= 4 and len(part.text) <= 50 and part.text[-1:] not in ".?!"


def _worded(line: Line) -> str:
    text = line.text
    words = max(len(text.split()), (line.size - len(text)) // 6)
    cut = text.endswith(_CUT) and line.size >= 90
    if line.size >= _LONG:
        return "p"
    if (line.prose or cut) and not (text.endswith(_CUT) and not cut):
        return "b"
    if line.sentence and text.rstrip("\"'”’»).]")[-1:] not in "?!？！" and not text.endswith(_CUT):
        return ("b" if line.size >= _BLURB else "s") if words >= 4 else "w"
    if line.sentence and not text.endswith(_CUT):
        return "q"
    if words <= 2 and line.size <= 40:
        return "w"
    if words <= 4 and line.size <= 48:
        return "v"
    return "x" if line.size >= 120 else "h"


def lead(line: Line) -> tuple[str, str] | None:
    """Headline and blurb of a brief on one line: ``RAIN AT LAST: It rained on Monday.``

    >>> from ..lines import split
    >>> line = split("RAIN AT LAST: It rained on Monday, and the old lake in the north is full.")[0]
    >>> lead(line)
    ('RAIN AT LAST', 'It rained on Monday, and the old lake in the north is full.')
    """
    if line.size < 70:
        return None
    raw = line.raw[:400]
    if bold := _BOLD.match(raw):
        start = bold.group(2).strip().strip("*_ ")
        at = line.text.find(start)
        if 0 <= at <= 4:
            rest = line.text[at + len(start) :].lstrip("*_ .:–—-")
            return start.rstrip(".: "), rest
    if found := _LEAD.match(line.text[:120]):
        start, rest = found.group(1).strip(), line.text[found.end() :]
        letters = [char for char in start if char.isalpha()]
        if len(letters) >= 4 and start.isupper() and len(rest) >= 40:
            return start, rest
    return None


def _traits(shape: Shape, often: int) -> tuple[Hashable, ...]:
    """What lines of one column share: look, mark, gap, indent, case, end, glue, size, the text."""
    line = shape.line
    text = line.text
    first = text[:1]
    case = "A" if text.isupper() and len(text) > 3 else "1" if first.isdigit() else first.islower()
    mark = "#" if line.mark[:1].isdigit() else line.mark
    if text[:1] in "([#":
        mark += text[0]
    glue = next((glue for glue in _GLUES if glue in text[:300]), "")
    end = text[-1:] if not text[-1:].isalnum() else "a"
    return (
        shape.look,
        mark or line.kind,
        shape.gap,
        min(line.indent, 24),
        (case, bool(line.urls)),
        (glue, end),
        line.size.bit_length(),
        line.words if often > 2 else "",
    )
