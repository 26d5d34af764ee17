"""A headline without what converters put in front of it: the mark of a picture, lost characters."""

from __future__ import annotations

import re

from ...language.lines import singles
from ...language.script import words_of

_GLUED = re.compile(r"\[([^\W\d_]{2,20})\][: ]*|([^\W\d_]{2,20}):|!\[\]?(?:\([^)]*\))? ?")


_LOST = re.compile(r"(?:\?{2,}|\ufffd+) ?")


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
    if not words_of(rest):
        return text, ""
    return rest, text[: len(text) - len(rest)]


def _imagelike(label: str, tail: str, bracketed: bool) -> bool:
    """``Img``, ``NextImg``, ``HeroPhoto``: a word for a picture, alone or in a compound."""
    words = singles("pictures.words")
    parts = [part.casefold() for part in re.findall(r"[A-Z]?[a-zß-ÿ]+|[A-Z]+(?![a-z])", label)]
    pictured = any(part in words for part in parts) or label.casefold() in words
    glued = bool(tail) and not tail[0].isspace()
    camel = len(parts) > 1
    if bracketed:
        return pictured or glued
    technical = label.casefold() in singles("pictures.marks")
    if pictured and (glued or camel or technical or label.isupper()):
        return True
    if pictured and label.casefold() in singles("pictures.words") and len(tail.split()) >= 4:
        return True
    # No language sets a colon so, unless a label was glued to a headline.
    unspaced = glued and not tail[0].islower() and not tail[0].isdigit() and tail[0] not in "/:"
    return unspaced and len(label) >= 3 and len(tail.split()) >= 3
