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

    def move(self, token: Token) -> None:
        """Go on to what stands behind a token that opens or closes a part of the page."""
        name = token.type
        if name in _LISTS:
            self.depth += token.nesting
        elif name in ("list_item_open", "list_item_close"):
            self.item = token if token.nesting > 0 else None
        elif name in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting
        elif name == "heading_open":
            self.heading, self.underlined = int(token.tag[1:]), token.markup in ("-", "=")
        elif name == "heading_close":
            self.heading = None
        elif name == "tr_open":
            self.row, self.cells = (token.map or [0])[0] + 1, []
        elif name == "tr_close":
            self.row = None


_LISTS = frozenset(
    f"{kind}_list_{end}" for kind in ("bullet", "ordered") for end in ("open", "close")
)


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
        if token.type == "inline" and at.row is not None:
            at.cells += _pieces(token, at.row, running)
        elif token.type == "inline" and token.map:
            pieces = _pieces(token, token.map[0] + 1, running)
            yield from _placed(pieces, at, token)
        elif token.type in ("fence", "hr") and token.map:
            yield _plain(token, token.map[0] + 1, token.map[1], source)
        elif token.type == "tr_close":
            yield from _row(at, source)
        at.move(token)


def _plain(token: Token, first: int, last: int, source: list[str]) -> _Block:
    """A rule, or a block of code with what is said beside its fence."""
    piece = _Piece(first, last)
    if token.type == "hr":
        return _Block(piece, text=tidy(source[first - 1].lstrip("> ")), kind="rule")
    said = token.info.strip() if token.info.startswith(" ") else ""
    return _Block(piece, text=f"{said}\n{token.content}".strip("\n"), kind="code")


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
    text = _Text(first, running)
    children = token.children or []
    for at, child in enumerate(children):
        if child.type in ("text", "code_inline"):
            text.say(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            text.end_line(children[at + 1].content if at + 1 < len(children) else "")
        elif child.type == "html_inline":
            text.tag(child.content)
        elif child.type == "image":
            text.piece.images.append(tidy(child.content))
        else:
            text.style(child)
    end = (token.map[1] if token.map else first) or first
    if text.piece.last < end and text.number < end:
        text.piece.last = end  # line breaks within a link's address or title, or a setext rule
    return text.pieces


class _Text:
    """The pieces of a paragraph as its tokens are read."""

    def __init__(self, first: int, running: set[int]) -> None:
        self.number, self.running = first, running
        self.pieces = [_Piece(first, first)]
        self.links, self.strong, self.emphasised = 0, 0, 0
        self.counted = False
        """The open link has text that was seen."""

    @property
    def piece(self) -> _Piece:
        return self.pieces[-1]

    def say(self, content: str) -> None:
        """Text, in the style that holds here."""
        piece, seen = self.piece, len(content) - content.count(" ")
        piece.texts.append(content)
        piece.size += seen
        piece.linked += seen if self.links else 0
        piece.strong += seen if self.strong else 0
        piece.emphasised += seen if self.strong or self.emphasised else 0
        if self.links and seen and not self.counted:
            piece.links, self.counted = piece.links + 1, True

    def end_line(self, below: str) -> None:
        """The end of a line; ``below`` is what the next one begins with."""
        self.number += 1
        if self.links or self.number in self.running:
            self.piece.last = self.number
            above = self.piece.texts[-1] if self.piece.texts else ""
            self.piece.texts.append(glue(above, below))
        else:
            self.pieces.append(_Piece(self.number, self.number))

    def tag(self, content: str) -> None:
        """A tag of HTML, or what a page says of tags."""
        self.number += content.count("\n")
        self.piece.last = self.number
        if not _TAG.match(content):
            self.piece.texts.append(content)
            self.piece.size += len(content)
        elif _TAG_BREAK.match(content):
            self.pieces.append(_Piece(self.number, self.number))

    def style(self, token: Token) -> None:
        """The begin or the end of a link or of emphasis."""
        if token.type in ("strong_open", "strong_close"):
            self.strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            self.emphasised += token.nesting
        elif token.type in ("link_open", "link_close"):
            self.links += token.nesting
            if token.nesting > 0:
                self.counted = False
                self.piece.urls.append(str(token.attrs.get("href", "")))


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
