"""Pages in Markdown, read by a CommonMark parser and given back as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from .dump import Dump
from .lines import Line, clean, glue, tidy
from .signs import DEFINITION, TABLE_RULE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST_HEADING = 250


@cache
def _parser(fences: bool = True) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # Text dumps are indented for many reasons, and tags are looked at within paragraphs.
    parser.disable(["code", "html_block"])
    if not fences:
        parser.disable("fence")
    # Addresses are kept as they stand: what they are made into elsewhere costs a fifth of the time.
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@dataclass
class _Piece:
    """Text that stands together: a paragraph, or as much of it as runs on."""

    first: int
    """Number of its first line on the page, from 1."""
    last: int
    texts: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    links: int = 0
    size: int = 0
    linked: int = 0
    strong: int = 0
    emphasised: int = 0

    @property
    def text(self) -> str:
        return _unsigned(tidy("".join(self.texts)))


_LEFT_OVER = re.compile(r"(?<!\S)(?:__+|\*\*+|_)(?!\S)")


def _unsigned(text: str) -> str:
    """Without pairs of signs that meant emphasis of nothing: ``__ Menu``, ``** Rain**``."""
    if "_" in text or "**" in text:
        text = _LEFT_OVER.sub("", text)
        if text.count("**") % 2 == 0:
            text = text.replace("**", "")
        return tidy(text)
    return text


@dataclass
class _Walk:
    """Where in the page's structure the next text stands."""

    depth: int = 0
    quotes: int = 0
    item: Token | None = None
    """The list item that has no text yet."""
    heading: int | None = None
    underlined: bool = False
    row: int | None = None
    cells: list[_Piece] = field(default_factory=list)


def read(dump: Dump, lines: Sequence[Line], goes_on: Sequence[bool]) -> None:
    """Fill the dump with the blocks of a page in Markdown.

    ``lines`` are the page's lines that are not empty, ``goes_on`` says of each whether it would
    run on from the line above if nothing but its look counted: line breaks within a paragraph are
    those of whoever wrote it, or of a program that broke lines at some width.
    """
    source = [""] * (lines[-1].number if lines else 0)
    running = set()
    by_number: dict[int, Line] = {}
    for line, on in zip(lines, goes_on, strict=True):
        source[line.number - 1] = clean(line.raw)
        by_number[line.number] = line
        if on:
            running.add(line.number)
    tokens = _tokens(source)
    taken: set[int] = set()
    blocks: list[Line] = []
    for block in _blocks(tokens, source, running):
        numbers = [n for n in range(block.first, block.last + 1) if n in by_number]
        if not numbers:
            continue
        made = _line(block, [by_number[n] for n in numbers])
        if made is None:
            continue
        taken.update(numbers)
        blocks.append(made)
    _settle(dump, lines, blocks, taken)


def _tokens(source: list[str]) -> list[Token]:
    """The parser's tokens; a fence that is never closed is no fence."""
    text = "\n".join(_mended(source))
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type == "fence" and token.map and token.map[1] >= len(source):
            last = next((line for line in reversed(source) if line.strip()), "")
            if not last.lstrip("> ").startswith(token.markup):
                return _parser(fences=False).parse(text)
    return tokens


_SPACED_LINK = re.compile(
    r"\]\((?=[^\s()<>\"]{1,500} )((?:https?:|mailto:|\w{2,12}:|/)[^()<>\"\n]{1,800})\)"
)


def _mended(source: list[str]) -> list[str]:
    """The lines with what converters write amiss put right: blanks in an address, rows of a table
    that begin with a bar because their first cell is empty."""
    mended = list(source)
    for at, line in enumerate(source):
        if "](" in line:
            mended[at] = _SPACED_LINK.sub(r"](<\1>)", line)
        if at and "|" in line and line[:1] in "-:" and TABLE_RULE.fullmatch(line):
            row = at - 1
            while row < len(source) and (source[row].strip() or row < at):
                if source[row].lstrip().startswith("|"):
                    mended[row] = "|" + source[row].lstrip()
                row += 1
    return mended


@dataclass
class _Block:
    """A piece and what the structure says of it."""

    piece: _Piece
    kind: str = ""
    level: int | None = None
    mark: str = ""
    ordered: bool = False
    text: str = ""

    @property
    def first(self) -> int:
        return self.piece.first

    @property
    def last(self) -> int:
        return self.piece.last


def _blocks(tokens: list[Token], source: list[str], running: set[int]) -> Iterator[_Block]:
    at = _Walk()
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            at.depth += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            at.depth -= 1
        elif kind == "list_item_open":
            at.item = token
        elif kind == "list_item_close":
            at.item = None
        elif kind in ("blockquote_open", "blockquote_close"):
            at.quotes += 1 if token.nesting > 0 else -1
        elif kind == "heading_open":
            at.heading, at.underlined = int(token.tag[1:]), token.markup in ("-", "=")
        elif kind == "heading_close":
            at.heading = None
        elif kind == "tr_open":
            at.row, at.cells = (token.map or [0])[0] + 1, []
        elif kind == "tr_close":
            yield from _row(at, source)
            at.row = None
        elif kind == "inline" and at.row is not None:
            at.cells += _pieces(token, at.row, running)
        elif kind == "inline" and token.map:
            pieces = _pieces(token, token.map[0] + 1, running)
            yield from _placed(pieces, at, token)
        elif kind in ("fence", "hr") and token.map:
            first, last = token.map[0] + 1, token.map[1]
            piece = _Piece(first, last)
            if kind == "hr":
                yield _Block(piece, text=tidy(source[first - 1].lstrip("> ")), kind="rule")
            else:
                said = token.info.strip() if token.info.startswith(" ") else ""
                yield _Block(piece, text=f"{said}\n{token.content}".strip("\n"), kind="code")


def _placed(pieces: list[_Piece], at: _Walk, token: Token) -> Iterator[_Block]:
    """The pieces of a paragraph or heading, with what they stand in."""
    if at.underlined and (len(pieces) > 1 or len(token.content) > _LONGEST_HEADING):
        at.heading = None  # a rule right below a paragraph
    for piece in pieces:
        if at.heading is not None:
            yield _Block(piece, "heading", at.heading, "#" * at.heading)
        elif at.item is not None:
            ordered = at.item.markup in (".", ")") and bool(at.item.info)
            mark = at.item.info + at.item.markup if ordered else at.item.markup
            yield _Block(piece, "list_item", at.depth, mark, ordered)
            if piece.text or piece.images:
                at.item = None
        elif at.quotes:
            yield _Block(piece, "quote", None, ">")
        else:
            yield _Block(piece)


_BAR = re.compile(r"(?<!\\)\|")


def _row(at: _Walk, source: list[str]) -> Iterator[_Block]:
    """One row of a table as one block; cells that its head has no column for count too."""
    row = at.row or 1
    cells = at.cells
    raw = _BAR.split(source[row - 1].strip().strip("|"))
    if len(raw) > len(cells):
        parse = _parser().parseInline
        for cell in raw[len(cells) :]:
            for token in parse(cell.strip()):
                cells += _pieces(token, row, {row})
    full = [cell for cell in cells if cell.text]
    whole = _Piece(row, row)
    for cell in cells:
        whole.urls += cell.urls
        whole.images += cell.images
        whole.links += cell.links
        whole.size += cell.size
        whole.linked += cell.linked
        whole.strong += cell.strong
        whole.emphasised += cell.emphasised
    text = "\t".join(cell.text for cell in full)
    yield _Block(whole, "table" if len(full) > 1 else "", text=text)


def _pieces(token: Token, first: int, running: set[int]) -> list[_Piece]:
    """A paragraph's text, parted where its lines do not run on."""
    piece = _Piece(first, first)
    pieces = [piece]
    number, links, strong, emphasised, counted = first, 0, 0, 0, False
    children = token.children or []
    for at, child in enumerate(children):
        kind = child.type
        if kind in ("text", "code_inline"):
            seen = len(child.content) - child.content.count(" ")
            piece.texts.append(child.content)
            piece.size += seen
            piece.linked += seen if links else 0
            piece.strong += seen if strong else 0
            piece.emphasised += seen if strong or emphasised else 0
            if links and seen and not counted:
                piece.links, counted = piece.links + 1, True
        elif kind in ("softbreak", "hardbreak"):
            number += 1
            if links or number in running:
                piece.last = number
                below = children[at + 1].content if at + 1 < len(children) else ""
                piece.texts.append(glue(piece.texts[-1] if piece.texts else "", below))
            else:
                piece = _Piece(number, number)
                pieces.append(piece)
        elif kind == "link_open":
            links, counted = links + 1, False
            piece.urls.append(str(child.attrs.get("href", "")))
        elif kind == "link_close":
            links -= 1
        elif kind in ("strong_open", "strong_close"):
            strong += child.nesting
        elif kind in ("em_open", "em_close"):
            emphasised += child.nesting
        elif kind == "image":
            piece.images.append(tidy(child.content))
        elif kind == "html_inline":
            number += child.content.count("\n")
            piece.last = number
            if not _TAG.match(child.content):
                piece.texts.append(child.content)  # what a page says of tags
                piece.size += len(child.content)
            elif _TAG_BREAK.match(child.content):
                piece = _Piece(number, number)
                pieces.append(piece)
    end = (token.map[1] if token.map else first) or first
    if pieces[-1].last < end and number < end:
        pieces[-1].last = end  # line breaks within a link's address or title, or a setext rule
    return pieces


_TAG = re.compile(
    r"<(?:!--|[?!]|/?(?:a|abbr|b|big|blockquote|br|button|center|cite|code|dd|del|details|div|dl|dt|"
    r"em|embed|fig\w+|font|form|h[1-6r]|i|iframe|img|input|ins|kbd|label|li|mark|nav|nobr|ol|"
    r"p|picture|pre|q|s|script|section|small|source|span|strike|strong|style|su[bmp]\w*|svg|"
    r"t[abdhrt]\w*|time|u|ul|video|wbr|article|audio|aside|footer|header|main|noscript|object)"
    r"(?=[\s/>]))",
    re.IGNORECASE,
)
_TAG_BREAK = re.compile(r"</?(?:br|p|div|li|tr|td|th|ul|ol|table|h[1-6])\b", re.IGNORECASE)


def _line(block: _Block, raws: list[Line]) -> Line | None:
    """The block as a line of the dump; None where it has no text at all."""
    piece, first = block.piece, raws[0]
    text = block.text or piece.text
    line = Line(first.number, first.raw, text, indent=first.indent, gap=first.gap)
    line.parts = [part for raw in raws for part in raw.parts]
    line.urls = [url for url in piece.urls if url]
    if not text:
        if not piece.images:
            return None
        line.text = next((alt for alt in piece.images if alt), "") or tidy(first.raw)
        line.take("image", "a picture's place")
        return line
    if block.kind == "rule":
        return line
    line.kind, line.level = block.kind, block.level
    line.mark, line.ordered = block.mark, block.ordered
    line.links = piece.links
    line.linked = round(piece.linked / piece.size, 3) if piece.size else 0.0
    line.emphasis = 0 < piece.size <= piece.emphasised
    if not line.kind and 0 < piece.size <= piece.strong and not line.sentence:
        line.kind, line.level = "heading", 3
    return line


def _settle(dump: Dump, lines: Sequence[Line], blocks: list[Line], taken: set[int]) -> None:
    """Blocks in page order, blank lines before each, and what of the page became no block."""
    blocks.sort(key=lambda line: line.number)
    ended = 0
    by_number = {line.number: line for line in lines}
    for block in blocks:
        if block.number <= ended:
            block.gap = 0
        else:
            block.gap = sum(1 for n in range(ended + 1, block.number) if n not in by_number)
        ended = max(ended, block.parts[-1][0])
    for line in lines:
        if line.number not in taken:
            role = "link address" if DEFINITION.match(line.raw[:1000]) else "separator"
            line.take(role, "nothing but signs of Markdown")
            dump.dropped.append(line)
    dump.lines = blocks
