"""What became of each text block of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from ...language.furniture import KINDS
from ..reading import Fate
from .blocks import Frame
from .body import Body
from .measure import TRAITS

_ROLES = {
    "aside": "related",
    "content": "boilerplate",
    "lead": "boilerplate",
    "meta": "credit",
}
_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "footer",
    "figcaption": "caption",
    "aside": "related",
    "form": "form",
    "button": "button",
    "header": "header",
}


def fates(
    body: Body,
    record: int | None,
    titles: tuple[str, ...],
    taken: Mapping[int, tuple[int, str]] | None = None,
) -> list[Fate]:
    """A fate for each block, in page order.

    ``record`` is None where the page gave no article. ``taken`` holds the blocks, by identity,
    that another record has: its position and field.
    """
    measure = body.measure
    if measure is None:
        return []
    found = []
    for i, chunk in enumerate(measure.chunks):
        where = path(chunk.frame)
        score = body.scores[i]
        if taken and id(chunk) in taken:
            position, field = taken[id(chunk)]
            found.append(Fate(where, chunk.text, "entry", field, position, "of an entry"))
        elif record is not None and i in body.chosen:
            place = f"body[{body.chosen[i]}]"
            found.append(Fate(where, chunk.text, "body", place, record, f"score {score:.2f}"))
        elif i in body.dropped:
            role, reason = body.dropped[i]
            name = "title" if role == "headline" and record is not None else None
            found.append(Fate(where, chunk.text, role, name, record if name else None, reason))
        elif record is not None and chunk.text in titles:
            found.append(Fate(where, chunk.text, "headline", "title", record, "the title"))
        else:
            role, reason = _role(body, i)
            found.append(Fate(where, chunk.text, role, reason=f"{reason}; score {score:.2f}"))
    return found


def path(frame: Frame) -> str:
    """Where an element is: ``line 210 #story p[3]``, or ``line 210 article/p[3]``.

    The line is that of the page's source; the id or class is the nearest one around the element.
    """
    parent = frame.parent
    own = f"{frame.tag}[{frame.ordinal}]" if frame.ordinal else frame.tag
    around = next(filter(None, map(_name, islice(frame.up(), _NEAR))), None)
    if around:
        own = f"{around} {own}"
    elif parent is not None:
        own = f"{parent.tag}/{own}"
    line = getattr(frame.element, "sourceline", None)
    return f"line {line} {own}" if line else own


_NEAR = 4
"""Elements around a block, itself included, whose id or class says where it is."""
_NAME = re.compile(r"[A-Za-z][\w-]{0,40}", re.ASCII)


def _name(frame: Frame) -> str | None:
    """An element's id or first class as a CSS selector has it."""
    get = getattr(frame.element, "get", None)
    if get is None:
        return None
    if _NAME.fullmatch(name := get("id") or ""):
        return f"#{name}"
    name = (get("class") or "").strip().split(" ", 1)[0]
    return f".{name}" if _NAME.fullmatch(name) else None


def _role(body: Body, i: int) -> tuple[str, str]:
    """What a block that is not of the body is, and how that is known."""
    measure = body.measure
    assert measure is not None
    chunk = measure.chunks[i]
    for frame in chunk.frame.up():
        if measure.outside(frame) and frame.tag in _TAGS:
            return _TAGS[frame.tag], f"in <{frame.tag}>"
    traits = measure.traits_of(chunk)
    for bit, trait in enumerate(TRAITS):
        if traits >> bit & 1 and _ROLES.get(trait, trait) != "boilerplate":
            return _ROLES.get(trait, trait), f"in a part named as {trait}"
    share, first = measure.furniture.look(chunk.text[:300], chunk.text[:300].lower().split())
    for kind, amount, opens in zip(KINDS, share, first, strict=True):
        if opens or amount > 0.3:
            return kind, f"says what {kind} says"
    if chunk.link_chars > 0.8 * len(chunk.text):
        return "navigation", "all of it is a link"
    if chunk.frame.hidden:
        return "hidden", "not shown"
    return "boilerplate", "unlike the story's text"
