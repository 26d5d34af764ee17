"""Captions of pictures and the credits under them."""

from __future__ import annotations

import re

from ....language.bylines import persons, said
from ....language.lines import line_phrases, singles
from ....language.names import creditable, is_person
from ....language.outlets import outlet
from ....language.script import ends_sentence
from ..dump import Dump
from ..lines import Line

_LONGEST = 320


def credit(text: str) -> bool:
    """A text that is a photographer, an archive or an agency in brackets or after a label.

    >>> credit("(Ana Cruz/Valley Courier)"), credit("Foto: Lise Holm"), credit("(laughs)")
    (True, True, False)
    """
    inner = text.strip()
    found = line_phrases().labelled(inner)
    if found and found.role == "credit" and creditable(found.rest):
        return True
    if not (inner.startswith(("(", "[")) and inner.endswith((")", "]"))) or len(inner) > 90:
        return False
    inner = inner[1:-1].strip()
    found = line_phrases().labelled(inner)
    if found and found.role == "credit":
        return True
    pieces = [piece.strip() for piece in inner.replace("|", "/").replace(",", "/").split("/")]
    return all(_creditable(piece) for piece in pieces) and bool(pieces)


def _creditable(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 5 and all(w[:1].isupper() or len(w) <= 3 for w in words)


def captions(dump: Dump) -> None:
    """A short text that ends in a credit, or has one on the next line, is a caption.

    ``The old mill at dusk. (Ana Cruz)``; ``The old mill at dusk.`` and then ``Ana Cruz``.
    """
    lines = dump.lines
    seen_prose = False
    for at, line in enumerate(lines):
        if line.plain and line.prose and not _inline(line.text):
            seen_prose = True
        if line.role == "legal" and line.text[0] == "©" and persons(line.text[1:].strip()):
            if at and lines[at - 1].plain and not lines[at - 1].prose and not seen_prose:
                line.take("credit", "whose picture it is")
            continue
        if not line.plain or line.kind or line.size > _LONGEST:
            continue
        if _inline(line.text):
            line.take("caption", "ends in a credit")
        elif credit(line.text):
            line.take("credit", "a credit and nothing else")
            _caption_above(lines, at)
        elif seen_prose and _bare_credit(lines, at):
            line.take("credit", "a name under a short text, and running text after it")
            _caption_above(lines, at)
    for at, line in enumerate(lines):
        if line.role == "credit":
            _caption_above(lines, at)


def _inline(text: str) -> bool:
    """``The old mill at dusk. (Ana Cruz)`` or ``The old mill at dusk. Ana Cruz``."""
    if text.endswith("）"):
        inner = text[text.rfind("（") + 1 : -1]
        labelled = line_phrases().labelled(inner)
        return labelled is not None and labelled.role == "credit"
    if text.endswith(")") and len(text) <= _LONGEST:
        start = text.rfind("(")
        before = text[:start].rstrip()
        inner = text[start + 1 : -1]
        pieces = [piece.strip() for piece in inner.replace(",", "/").split("/")]
        named = all(_creditable(p) for p in pieces) and (
            is_person(pieces[0]) or len(pieces) > 1 or outlet(pieces[0]) >= 3
        )
        labelled = line_phrases().labelled(inner)
        if labelled and labelled.role == "credit":
            named = True
        return start > 8 and named and ends_sentence(before)
    for stop in (". ", "! ", "? "):
        head, cut, tail = text.rpartition(stop)
        tail = tail.lstrip("/|–—-· ")
        if cut and len(head) >= 15 and len(text) <= 200:
            if _taken_by(tail):
                return True
            labelled = line_phrases().labelled(tail)
            if labelled and labelled.role == "credit":
                return True
            last = head.rsplit(" ", 1)[-1]
            if tail.startswith(("©", "(C)", "(c)")) and len(tail.split()) <= 9:
                return True
            name, slash, paper = tail.partition("/")
            if slash and is_person(name.strip()) and _creditable(paper.strip()) and tail[-1] != ".":
                return True
            if (
                is_person(tail)
                and len(tail.split()) <= 3
                and len(last) > 3
                and not tail.endswith(".")
            ):
                return True
    return False


def _taken_by(text: str) -> bool:
    """``Photo by Ana Cruz``, ``Foto von Lise Holm``."""
    first, _, rest = text.partition(" ")
    pictured = first.casefold() in singles("pictures.words")
    return pictured and bool(said(rest))


def _bare_credit(lines: list[Line], at: int) -> bool:
    """A name by itself between one short sentence and running text, near the top of the story.

    A name-like subheading further down must not cost the paragraph above it.
    """
    line = lines[at]
    name = re.split(r" for | / |/|, | via ", line.text, maxsplit=1)
    signed = bool(persons(line.text)) or (
        len(name) == 2 and is_person(name[0]) and outlet(name[1]) >= 3 and line.size <= 80
    )
    if not signed or line.text.isupper() or at == 0 or at + 1 >= len(lines):
        return False
    above, below = lines[at - 1], lines[at + 1]
    if sum(1 for other in lines[:at] if other.plain and other.prose) > 3:
        return False
    short = above.plain and above.sentence and above.size <= 140 and not above.kind
    said = any(mark in above.text for mark in '“”"«»„')
    return short and not said and below.plain and (below.prose or below.sentence)


def _caption_above(lines: list[Line], at: int) -> None:
    if at == 0:
        return
    above = lines[at - 1]
    fits = above.size <= _LONGEST and len(above.words) <= 45
    if above.plain and fits and above.sentence and not above.kind:
        above.take("caption", "a credit follows")
