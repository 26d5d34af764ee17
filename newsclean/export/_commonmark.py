"""A body as CommonMark: blocks become markup, their texts never do.

Sources: https://spec.commonmark.org/0.31.2/ and https://github.github.com/gfm/ (tables).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from ..article import Block

MAX_LIST_DEPTH = 9

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_BREAK = re.compile(r"\r\n?")
#: Markup wherever it stands: escapes, code, emphasis, links, images, HTML, strikethrough, table
#: cells, templates (Liquid); references to entities; addresses that GFM would make links.
_ANYWHERE = re.compile(
    r"[\\`*\[\]<~|{]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[A-Za-z0-9]{1,40};)|:(?=//)|(?<=www)\."
)
#: Markup at the start of a line: headings, quotes, setext underlines, lists, thematic breaks, the
#: rule under a table's head.
_LINE_START = re.compile(r"[#>=]|[-+](?=[\s:-]|$)|:(?=[\s-])|(?<![0-9])[0-9]{1,9}(?=[.)])")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,40};)")
_BACKTICKS = re.compile("`+")
_SCHEME = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*:")


def body(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown, parted by blank lines, without a line break at the end."""
    parts: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.type):
        parts += _GROUPS[kind](group)
    return "\n\n".join(part for part in parts if part)


def inline(text: str, breaks: str = " ") -> str:
    r"""The text on one line that has something before it; ``breaks`` is put for a line break.

    >>> inline("*Rain* & <b>snow_fall</b>, _now_ &amp; then")
    '\\*Rain\\* & \\<b>snow_fall\\</b>, \\_now\\_ \\&amp; then'
    """
    return breaks.join(_ANYWHERE.sub(r"\\\g<0>", line) for line in _clean(text).split("\n"))


def paragraphs(text: str) -> list[str]:
    r"""The text as paragraphs, parted where it has blank lines, with hard breaks between lines.

    >>> paragraphs("1. Rain\n- snow\n\n# Sun")
    ['1\\. Rain\\\n\\- snow', '\\# Sun']
    """
    found: list[str] = []
    lines: list[str] = []
    for line in [*_clean(text).split("\n"), ""]:
        if line.strip():
            lines.append(_line(line))
        elif lines:
            found.append("\\\n".join(lines))
            lines = []
    return found


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", _LINE_BREAK.sub("\n", text))


def _line(line: str) -> str:
    """A line of a paragraph: no markup at its start, and blanks at its ends kept by references."""
    inner = line.strip()
    start = _LINE_START.match(inner)
    text = inline(inner)
    if start and start[0].isdigit():
        text = f"{start[0]}\\{text[start.end() :]}"
    elif start and text.startswith(start[0]):
        text = "\\" + text
    head, _, tail = line.partition(inner)
    return _referred(head) + text + _referred(tail)


def _referred(blanks: str) -> str:
    return "".join(f"&#{ord(char)};" for char in blanks)


def _indented(text: str, first: str, rest: str) -> str:
    """The text with one prefix before its first line and another before the following."""
    return first + text.replace("\n", "\n" + rest).replace(f"\n{rest}\n", f"\n{rest.rstrip()}\n")


def _paragraph(block: Block) -> list[str]:
    return paragraphs(block.text)


def _heading(block: Block) -> list[str]:
    text = inline(block.text.strip(), "&#10;").replace("#", "\\#").replace("&\\#10;", "&#10;")
    return [f"{'#' * min(max(block.level or 2, 1), 6)} {text}"] if text else []


def _code(block: Block) -> list[str]:
    if not block.text.strip():
        return []
    text = _clean(block.text)
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}\n{text}\n{fence}"]


def _table(block: Block) -> list[str]:
    """A pipe table. Only the head is filled up to the full width, so that it cannot blow up."""
    rows = [row.split("\t") for row in _clean(block.text).split("\n") if row.strip()]
    if not rows:
        return _aside(block.caption)
    width = max(len(row) for row in rows)
    rows[0] += [""] * (width - len(rows[0]))
    lines = ["| " + " | ".join(_table_cell(cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return ["\n".join(lines), *_aside(block.caption)]


def _table_cell(text: str) -> str:
    return inline(text.strip()).replace("\\|", "&#124;")


def _image(block: Block) -> list[str]:
    url = _address(block.url)
    alt = inline((block.alt or "").strip())
    parts = [f"![{alt}]({url})"] if url else _aside(block.alt)
    return parts + _aside(block.caption) + paragraphs(block.text)


def _address(url: str | None) -> str:
    """An image's address as a link destination; empty unless it is of the web or relative."""
    url = (url or "").strip()
    scheme = _SCHEME.match(url)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        return ""
    return _ENTITY.sub(r"\\&", quote(url, safe="%/:?#@!$&'+,;=~-._", errors="replace"))


def _aside(text: str | None) -> list[str]:
    """A caption."""
    text = inline((text or "").strip())
    return [f"*{text}*"] if text else []


@dataclass(slots=True)
class _Level:
    """A list under way."""

    ordered: bool
    number: int = 0
    column: int = 0
    """Where the text of its latest item stands."""


def _list(items: Iterable[Block]) -> Iterator[str]:
    """A list, nested by level; where the kind changes, another list begins."""
    levels: list[_Level] = []
    lines: list[str] = []
    for item in items:
        texts = paragraphs(item.text)
        if not texts:
            continue
        depth = min(max(item.level or 1, 1), len(levels) + 1, MAX_LIST_DEPTH)
        ordered = bool(item.ordered)
        if len(levels) < depth or levels[depth - 1].ordered != ordered:
            levels[depth - 1 :] = [_Level(ordered)]
        del levels[depth:]
        level = levels[-1]
        level.number += 1
        outer = levels[-2].column if depth > 1 else 0
        marker = " " * outer + (f"{level.number}. " if ordered else "- ")
        level.column = len(marker)
        lines.append(_indented("\n\n".join(texts), marker, " " * level.column))
    yield "\n".join(lines)


def _quote(blocks: Iterable[Block]) -> Iterator[str]:
    texts = [text for block in blocks for text in paragraphs(block.text)]
    if texts:
        yield _indented("\n\n".join(texts), "> ", "> ")


def _each(write: Callable[[Block], list[str]]) -> Callable[[Iterable[Block]], Iterator[str]]:
    return lambda blocks: (part for block in blocks for part in write(block))


_GROUPS: dict[str, Callable[[Iterable[Block]], Iterator[str]]] = {
    "paragraph": _each(_paragraph),
    "heading": _each(_heading),
    "list_item": _list,
    "quote": _quote,
    "code": _each(_code),
    "table": _each(_table),
    "image": _each(_image),
}
