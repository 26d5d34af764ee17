"""Broken and unfinished pages, made what a browser would show of them.

Before the parser: end tags of the page that stand before its end. After it: parts that a script
was to put in their places, and a text for readers without scripts where the page has no other.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

#: The parser drops what stands after these; browsers go on as if they were not there.
_ENDS = re.compile(rb"</(?:body|html)(?=[\s>])[^<>]{0,200}>", re.IGNORECASE)
_FIRST_ENDS = ((b"</body", b"</html"), (b"</BODY", b"</HTML"), (b"</Body", b"</Html"))
#: Where React's server streams a part that was not ready in time.
_STREAMED = re.compile(r"S:[\w:.-]{1,60}")
_MOST_STREAMED = 1000
#: A text for readers without scripts is the page's own from so many letters on.
_LONG = 500
#: Text that is of none of the elements that readers with scripts do not see.
_SHOWN: Any = etree.XPath(
    "descendant-or-self::*[not(ancestor-or-self::script or ancestor-or-self::style"
    " or ancestor-or-self::noscript or ancestor-or-self::template)]/text()",
    smart_strings=False,
)


def without_ends(data: bytes) -> bytes:
    """A page without the end tags of ``html`` and ``body``, so that no text is after them."""
    for pair in _FIRST_ENDS:
        found = [at for end in pair if (at := data.find(end)) >= 0]
        if found:
            first = min(found)  # most often near the end: the pattern is slower than a search
            return data[:first] + _ENDS.sub(b"", data[first:])
    return data


def finish(root: HtmlElement, data: bytes) -> None:
    """Do for a tree what scripts would: ``data`` is the page it was parsed from."""
    if b'id="S:' in data:
        _place_streamed(root)
    if b"<noscript" in data:
        _show_noscript(root)


def _place_streamed(root: HtmlElement) -> None:
    """Put parts that React's server sent late where their placeholders stand, and show them.

    A part is ``<div hidden id="S:1">``, its placeholder ``<template id="B:1">`` (or ``P:1``, in
    another part); without one, the part stays where it is.
    """
    places = {
        element.get("id", ""): element for element in islice(root.iter("template"), _MOST_STREAMED)
    }
    parts = [e for e in root.iter("div") if "hidden" in e.attrib and _is_streamed(e)]
    for part in parts[:_MOST_STREAMED]:
        del part.attrib["hidden"]
        number = part.get("id", "")[2:]
        place = places.get(f"B:{number}")
        if place is None:
            place = places.get(f"P:{number}")
        if place is not None and part not in place.iterancestors():
            # Where it stood, the text after it must stay.
            before, tail = part.getprevious(), part.tail
            parent = part.getparent()
            part.tail = None
            if tail and before is not None:
                before.tail = (before.tail or "") + tail
            elif tail and parent is not None:
                parent.text = (parent.text or "") + tail
            place.addnext(part)
            part.drop_tag()


def _is_streamed(element: HtmlElement) -> bool:
    return _STREAMED.fullmatch(element.get("id") or "") is not None


def _show_noscript(root: HtmlElement) -> None:
    """Show what readers without scripts see, where it is most of a page's text."""
    body = root.find("body")
    if body is None:
        return
    found = [(len(_text(one)), one) for one in islice(body.iter("noscript"), 100)]
    longest, hidden = max(found, default=(0, None), key=lambda pair: pair[0])
    if hidden is None or longest < _LONG:
        return
    shown = 0
    for text in _SHOWN(body):
        shown += len(text.strip())
        if shown > longest:
            return
    hidden.tag = "div"


def _text(element: HtmlElement) -> str:
    """The text of an element, with single spaces."""
    return " ".join("".join(element.itertext("*")).split())
