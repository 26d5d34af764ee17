"""The source view of a browser, saved: HTML that shows the lines of another page's HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ..charset import decode
from ..page import Page
from . import Bounds, packed_in

SINGLE = True
#: What marks a line of source in Chromium's view, and the end of it.
_CELL = re.compile('<td class="(?:webkit-)?line-content">')
_CELL_END = "</td>"
#: What marks Firefox's view.
_BODY = re.compile(r'<body[^<>]{0,200}\bid="viewsource"', re.I)
_PRE = re.compile(r"<pre\b[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_ENTITIES = (
    *(("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", "\xa0")),
    ("&amp;", "&"),  # last, so that what is escaped twice is unescaped once
)
_ADDRESS = re.compile(r"view-source:(https?://[^\s\"'<>]{1,2000})")


def matches(head: bytes, name: str) -> bool:
    """By the marks that the browsers' views have near their beginning."""
    return b'line-gutter-backdrop"' in head or b'id="viewsource"' in head


def members(stream: BinaryIO, page: Page, bounds: Bounds) -> Iterator[Page]:
    """The page whose source is shown; the page itself where it only looked like such a view."""
    data = stream.read()
    decoded = decode(data, charset=page.charset, html=True)
    source = _source(decoded.text)
    if source is None:
        yield page
        return
    address = _ADDRESS.search(decoded.text[:4096])
    yield replace(
        page,
        data=source.encode("utf-8", "replace"),
        container=packed_in(page, "view-source"),
        url=address.group(1) if address else page.url,
        charset="utf-8",
    )


def _source(view: str) -> str | None:
    lines = _CELL.split(view)[1:]
    if lines:
        return "\n".join(_plain(line.partition(_CELL_END)[0]) for line in lines)
    body = _BODY.search(view[:4096])
    if body is None:
        return None
    blocks = _PRE.split(view[body.end() :])[1:]
    return "".join(_plain(block.partition("</pre>")[0]) for block in blocks) or None


def _plain(markup: str) -> str:
    """The characters that are shown; all markup of a source view is colouring and links."""
    text = _TAG.sub("", markup)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text.rstrip("\n")
