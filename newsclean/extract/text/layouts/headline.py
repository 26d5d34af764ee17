"""Which line is the headline, and what was glued to its front."""

from __future__ import annotations

import re

from ..dates import scan
from ..dump import Dump
from ..lines import Line, fold
from ..names import outlet, people, singles

_GLUED = re.compile(r"\[([^\W\d_]{2,20})\][: ]*|([^\W\d_]{2,20}):|!\[\]?(?:\([^)]*\))? ?")


_LOST = re.compile(r"(?:\?{2,}|\ufffd+) ?")


STOPS = (".", "。", "．", "।", "۔")
"""Full stops of many scripts."""

ABOVE = 5
"""So many lines above its byline or date a headline may stand."""
SIGNS = frozenset({"byline", "date", "label date", "label author", "reading time"})
"""Roles of lines that stand by a headline."""


def free(text: str) -> tuple[str, str]:
    """A headline without what was glued to its front, and what that was.

    >>> free("NextImg:Rain in the north"), free("Rain: what to expect")
    (('Rain in the north', 'NextImg:'), ('Rain: what to expect', ''))
    >>> free("Photo: Rain falls on the north"), free("Photos: Rain falls on the north")
    (('Rain falls on the north', 'Photo: '), ('Photos: Rain falls on the north', ''))
    >>> free("LeadArt:Rain in the north"), free("Kiosk:closed for good and all")
    (('Rain in the north', 'LeadArt:'), ('Kiosk:closed for good and all', ''))
    >>> free("[IMG] ???? Rain in the north")
    ('Rain in the north', '[IMG] ???? ')
    """
    rest = text
    if found := _GLUED.match(rest):
        label = found.group(1) or found.group(2) or ""
        tail = rest[found.end() :]
        if found.group().startswith("![") or _imagelike(label, tail, bool(found.group(1))):
            rest = tail.lstrip()
    if found := _LOST.match(rest):
        rest = rest[found.end() :]
    if not fold(rest):
        return text, ""
    return rest, text[: len(text) - len(rest)]


def _imagelike(label: str, tail: str, bracketed: bool) -> bool:
    """``Img``, ``NextImg``, ``HeroPhoto``: a word for a picture, alone or in a compound."""
    words = singles("image")
    parts = [part.casefold() for part in re.findall(r"[A-Z]?[a-zß-ÿ]+|[A-Z]+(?![a-z])", label)]
    pictured = any(part in words for part in parts) or label.casefold() in words
    glued = bool(tail) and not tail[0].isspace()
    camel = len(parts) > 1
    if bracketed:
        return pictured or glued
    technical = label.casefold() in singles("image mark")
    if pictured and (glued or camel or technical or label.isupper()):
        return True
    if pictured and label.casefold() in singles("image") and len(tail.split()) >= 4:
        return True
    # No language sets a colon so, unless a label was glued to a headline.
    unspaced = glued and not tail[0].islower() and not tail[0].isdigit() and tail[0] not in "/:"
    return unspaced and len(label) >= 3 and len(tail.split()) >= 3


def find_headline(dump: Dump, start: int) -> int | None:
    """The best headline above the first running text."""
    best, best_score = None, 0.0
    between = 0
    for at in range(start - 1, max(-1, start - 60), -1):
        line = dump.lines[at]
        if line.role == "label title":
            return at
        if not line.plain:
            continue
        score = _headline_score(dump, at, start) - 0.4 * between
        between += 1
        if score > best_score:
            best, best_score = at, score
    return best


def _headline_score(dump: Dump, at: int, start: int) -> float:
    """How much a line looks like the headline of the text that begins at ``start``."""
    line = dump.lines[at]
    count = max(len(line.text.split()), (line.size - len(line.text)) // 6)
    score = 2.0 if at >= dump.masthead else 0.0
    if free(line.text)[1].strip("? "):
        score += 8
    if line.kind == "heading":
        score += 3
    if 4 <= count <= 22:
        score += 2
    elif count > 30:
        score -= 3
    if line.text.endswith(STOPS):
        score -= 1.5
    if people(line.text) or (count <= 8 and people(line.text.split(",")[0])):
        score -= 3
    if outlet(line.text) >= 3 and count <= 4:
        score -= 3
    if any(when.time for when in scan(line.text)):
        score -= 4
    if line.kind == "list_item":
        score -= 2
    above = dump.lines[at - 1] if at else None
    below = dump.lines[at + 1] if at + 1 < len(dump.lines) else None
    if above is not None and above.role in ("breadcrumb", "section"):
        score += 1.5
    if above is not None and above.plain and at > 1 and _kicker(above):
        score += 1.5
    if below is not None and below.role in ("byline", "date", "reading time"):
        score += 1.5
    if headline_shaped(line) and _signed_below(dump, at, start):
        score += 2.5
    if line.indent >= 8 and above is not None and line.indent > above.indent:
        score += 0.5
    if line.text.endswith(STOPS) and above is not None and above.plain and not above.sentence:
        score -= 3  # a standfirst under its headline
    if above is not None and at > dump.masthead and _title_like(above) and not above.sentence:
        score -= 1.5  # a second headline under the first
    if any(line.words == other.words for other in dump.lines[max(0, at - 20) : at]):
        score += 0.5 if count >= 4 else -2
    if dump.lines[at + 1 : start] == [] or all(not o.plain for o in dump.lines[at + 1 : start]):
        score += 1
    return score


def _kicker(line: Line) -> bool:
    """One to three words over a headline: a section or a topic."""
    words = line.text.split()
    capital = not line.text[:1].islower() and not any(char.isdigit() for char in line.text)
    return len(words) <= 3 and line.size <= 30 and capital and not line.sentence


def _title_like(line: Line) -> bool:
    """Free, four words or more, and nobody's name."""
    words = max(len(line.words), (line.size - len(line.text)) // 6)
    return line.plain and words >= 4 and not people(line.text) and outlet(line.text) < 3


def headline_shaped(line: Line) -> bool:
    """Free, four words or more, no running text and no name."""
    words = max(len(line.text.split()), (line.size - len(line.text)) // 6)
    if not line.plain or words < 4 or line.size > 240 or line.text.endswith(STOPS):
        return False
    named = bool(people(line.text)) and not (line.text.isupper() and words > 6)
    return not named and not (outlet(line.text) >= 3 and words <= 5)


def _signed_below(dump: Dump, at: int, start: int) -> bool:
    """A byline or a date follows within a few lines, above the text."""
    return any(
        dump.lines[place].role in SIGNS for place in range(at + 1, min(start, at + ABOVE + 1))
    )
