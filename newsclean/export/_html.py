"""A body as HTML that is XML as well: blocks become elements, their texts never do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import groupby

from ..article import Article, Block

MAX_LIST_DEPTH = 9

#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), and the C1 controls.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)


def web(url: str | None) -> str | None:
    """The address if it is one of the web, else None.

    >>> web(" https://a.example/x "), web("/relative"), web("javascript:alert(1)")
    ('https://a.example/x', None, None)
    """
    url = (url or "").strip()
    return url if _WEB.fullmatch(url) and not _ILLEGAL.search(url) else None


def text(value: str | None) -> str:
    """A text for an element or an attribute in quotes.

    >>> text('<b> & "\\x00')
    '&lt;b&gt; &amp; &quot;�'
    """
    return escape(_ILLEGAL.sub("\ufffd", value or ""))


def element(name: str, value: str | None, **attributes: str | None) -> str:
    """An element with a text; nothing where there is neither text nor attribute.

    >>> element("title", "Rain & wind", lang="en"), element("title", None)
    ('<title lang="en">Rain &amp; wind</title>', '')
    """
    given = {key.rstrip("_"): v for key, v in attributes.items() if v}
    if not value and not given:
        return ""
    inside = "".join(f' {key}="{text(v)}"' for key, v in given.items())
    return f"<{name}{inside}>{text(value)}</{name}>" if value else f"<{name}{inside}/>"


def body(article: Article, *, images: bool = True) -> str:
    """The blocks of a record, or its summary where it has none, an element a line.

    Images are fetched by whoever shows it; without ``images`` there is only what is said of them.
    """
    if not any(article.texts()) and article.summary:
        return element("p", article.summary)
    blocks = article.body
    if not images:
        blocks = [replace(b, url=None) if b.type == "image" else b for b in blocks]
    return "\n".join(_blocks(blocks))


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.type):
        if kind == "list_item":
            yield "".join(_list(group))
        elif kind == "quote":
            yield f"<blockquote>{''.join(map(_lines, group))}</blockquote>"
        else:
            yield from filter(None, map(_block, group))


def _block(block: Block) -> str:
    if block.type == "heading":
        level = min(max(block.level or 2, 2), 6)
        return element(f"h{level}", block.text.strip())
    if block.type == "code":
        return f"<pre><code>{text(block.text)}</code></pre>"
    if block.type == "table":
        return _table(block)
    if block.type == "image":
        return _image(block)
    return _lines(block)


def _lines(block: Block) -> str:
    lines = [text(line) for line in block.text.split("\n") if line.strip()]
    return f"<p>{'<br/>'.join(lines)}</p>" if lines else ""


def _table(block: Block) -> str:
    rows = [row.split("\t") for row in block.text.split("\n") if row.strip()]
    inside = element("caption", block.caption) if block.caption else ""
    for row in rows:
        inside += f"<tr>{''.join(f'<td>{text(cell.strip())}</td>' for cell in row)}</tr>"
    return f"<table>{inside}</table>" if rows else ""


def _image(block: Block) -> str:
    """An image of the web by its address; else what is said of it."""
    said = element("figcaption", block.caption or block.text)
    if url := web(block.url):
        picture = f'<img src="{text(url)}" alt="{text(block.alt)}"/>'
        return f"<figure>{picture}{said}</figure>"
    return element("p", block.caption or block.alt or block.text)


def _list(items: Iterable[Block]) -> Iterator[str]:
    """A list, nested by level; where the kind changes, another list begins."""
    open_: list[str] = []
    for item in items:
        depth = min(max(item.level or 1, 1), len(open_) + 1, MAX_LIST_DEPTH)
        kind = "ol" if item.ordered else "ul"
        while len(open_) > depth or (len(open_) == depth and open_[-1] != kind):
            yield f"</li></{open_.pop()}>"
        if len(open_) == depth:
            yield "</li>"
        else:
            open_.append(kind)
            yield f"<{kind}>"
        yield f"<li>{text(item.text)}"
    while open_:
        yield f"</li></{open_.pop()}>"
