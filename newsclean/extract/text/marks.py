"""What a text browser or a converter writes around text: link numbers, bullets, form fields."""

from __future__ import annotations

import itertools
import re

from .dump import Dump
from .lines import Line, tidy

_NUMBERED = re.compile(r"\[(\d{1,4})\](?=\S)")
_LINK_BAR = re.compile(r"\[(\d{1,4})\](\w{1,20})")
_REFERENCE = re.compile(r"\[?(\d{1,4})[.\])]:? +(\S{1,2000})")
_HEADINGS = {
    ("references",),
    ("visible", "links"),
    ("hidden", "links"),
    ("links",),
    ("link", "list"),
}
_BULLET = re.compile(r"([*•·‣▪◦●○■□◆◇⬥❖★☆✦✱✶➔➜❯▸▹◉➤►▶✓✔⁃∙+o@–—-]) +(?=\S)")
_ORDINAL = re.compile(r"\(?(\d{1,3})[.)] +(?=\S)")
_HASHES = re.compile(r"(#{1,6}) +(?=\S)")
_QUOTE = re.compile(r"(?:> ?){1,5}(?=\S)")
_MD_LINK = re.compile(r"(!?)\[([^\[\]]{0,400})\]\(<?([^()\s<>]{1,2000})>?(?: \"[^\"]{0,300}\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]{1,300})(?<=[^\s*_])\1(?![\w*_])")
_PICTURE = re.compile(
    r"!\[[^\[\]]{0,300}\]\([^()\s]{0,300}\)"
    r"|\[[^\[\]]{0,100}\.(?:jpe?g|png|gif|webp|svg|avif|bmp)\]|\[(?:image|img|inline|picture)\]",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__)([^*_]{1,300})\1")
_TOKEN = re.compile(r"\((?:BUTTON|IMAGE|INLINE|SUBMIT)\) ?|\[(?:INLINE|USEMAP|EMBED|BUTTON)\] ?")
_EDIT = re.compile(r"\[(?:INS|DEL): ?|:(?:INS|DEL)\]")
_FRAME = re.compile(r"I?FRAME: \S{1,2000}")
_NAMED_PICTURE = re.compile(
    r"\[[^\[\]\s]{1,100}\.(?:jpe?g|png|gif|webp|svg|avif|bmp)\] ?", re.IGNORECASE
)


def read_numbers(dump: Dump) -> None:
    """Take the link list and the link numbers off the page and keep what they say.

    >>> from .lines import split
    >>> dump = Dump(split("   * [1]Rain\\n   * [2]Snow\\n   * [3]Ice\\n\\nReferences\\n   1. http://a/"))
    >>> read_numbers(dump)
    >>> [(line.text, line.links, line.urls) for line in dump.lines][0]
    ('* Rain', 1, ['http://a/'])
    """
    _quotes(dump)
    _references(dump)
    dump.tells_links = bool(dump.links) or _counts_up(dump.lines)
    if dump.tells_links:
        bar = False
        for line in dump.lines:
            bar = line.text.startswith("#[") or (bar and not line.gap)
            _link_numbers(dump, line, bar)


def read_marks(dump: Dump) -> None:
    """Take the marks off every block and keep what they say.

    >>> from .lines import split
    >>> dump = Dump(split("  • Rain\\n  • (BUTTON) Snow"))
    >>> read_marks(dump)
    >>> [(line.text, line.kind, line.mark, line.level) for line in dump.lines]
    [('Rain', 'list_item', '•', 1), ('Snow', 'list_item', '•', 1)]
    """
    lines = dump.lines
    ordinals = _ordinals(lines)
    for at, line in enumerate(lines):
        _tokens(line)
        _markdown(line)
        _leading(line, ordinals, lines[at - 1] if at else None)
    _underlined(lines)
    _levels(lines)
    _drop_empty(dump)


def _quotes(dump: Dump) -> None:
    """The angle brackets of a mail before what it quotes; a line of nothing else is blank."""
    kept: list[Line] = []
    gap = 0
    for line in dump.lines:
        line.gap += gap
        gap = 0
        if set(line.text) <= {">", " "}:
            line.take("separator", "a blank line of a quotation")
            dump.dropped.append(line)
            gap = line.gap + 1
            continue
        if (mark := _QUOTE.match(line.text)) and len(line.text) > mark.end():
            line.mark, line.kind = ">" * mark.group().count(">"), "quote"
            line.retext(line.text[mark.end() :])
        kept.append(line)
    dump.lines = kept


def _references(dump: Dump) -> None:
    """The list of addresses that ends a dump: off the page, kept as the links' addresses."""
    first = _list_of_links(dump.lines)
    if first is None:
        return
    for line in dump.lines[first:]:
        line.take("link address", "in the list of link addresses")
        if found := _REFERENCE.match(line.text):
            dump.links.setdefault(found.group(1), found.group(2))
    dump.dropped += dump.lines[first:]
    del dump.lines[first:]


def _list_of_links(lines: list[Line]) -> int | None:
    """Where it begins: at its heading; without one, at the first of the addresses that end the
    page. An address may hold line breaks, so below a heading not every line need look like one.
    """
    first, addressed, unbroken = None, 0, True
    for at in range(len(lines) - 1, -1, -1):
        found = _REFERENCE.match(lines[at].text)
        seen = len(lines) - at
        if found and _ADDRESS.match(found.group(2)):
            addressed += 1
            if unbroken and addressed >= 2:
                first = at
        elif lines[at].words in _HEADINGS and addressed and addressed >= 0.7 * (seen - 3):
            first = at
        else:
            unbroken = False
    return first


_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}:|[#/?.]|www\.", re.IGNORECASE)


def _counts_up(lines: list[Line]) -> bool:
    """Numbers in brackets that go up by one are a text browser's."""
    numbers = [int(number) for line in lines for number in _NUMBERED.findall(line.text[:2000])]
    steps = sum(1 for a, b in itertools.pairwise(numbers) if b == a + 1)
    return len(numbers) >= 4 and steps >= 0.8 * (len(numbers) - 1)


def _link_numbers(dump: Dump, line: Line, bar: bool) -> None:
    raw = line.text
    for number in _NUMBERED.findall(raw):
        line.links += 1
        if url := dump.links.get(number):
            line.urls.append(url)
    line.retext(_NUMBERED.sub("", raw))
    if bar:
        for number, name in _LINK_BAR.findall(raw):
            if name.casefold() == "canonical" and number in dump.links:
                dump.canonical = (dump.links[number], line)
        line.take("navigation", "the link bar of a text browser")


def _drop_empty(dump: Dump) -> None:
    """Lines that hold a button without words, or a frame: nobody sees text there."""
    kept: list[Line] = []
    gap = 0
    for line in dump.lines:
        if line.role == "navigation" and line.reason in (_NO_WORDS, _A_FRAME):
            gap += line.gap
            dump.dropped.append(line)
            continue
        line.gap += gap
        gap = 0
        kept.append(line)
    dump.lines = kept


_NO_WORDS = "a button without words"
_A_FRAME = "the address of a frame"


def _tokens(line: Line) -> None:
    """Buttons, pictures, form fields and edits that a text browser writes out as words."""
    text = line.text
    if "[" in text or "(" in text or ":" in text:
        if _PICTURE.fullmatch(text[:400]):
            line.take("image", "a picture's place")
            return
        if _FRAME.fullmatch(text[:2000]):
            line.take("navigation", _A_FRAME)
            return
        if not _TOKEN.sub("", text).strip():
            line.take("navigation", _NO_WORDS)
            return
        text = _NAMED_PICTURE.sub("", _TOKEN.sub("", _EDIT.sub("", text)))
        if len(text) < len(line.text):
            line.retext(tidy(text))


def _markdown(line: Line) -> None:
    """A stray sign of Markdown on a page that is none: ``[Rain](http://a/)`` is Rain."""
    if "](" in line.text:
        for _, _, url in _MD_LINK.findall(line.text):
            line.urls.append(url)
        line.retext(_MD_LINK.sub(lambda m: m.group(2), line.text))
    if "*" in line.text[1:] or "_" in line.text[1:]:
        whole = _EMPHASIS.fullmatch(line.text)
        line.retext(_EMPHASIS.sub(lambda m: m.group(2), line.text))
        line.emphasis = whole is not None
    if "**" in line.text or "__" in line.text:
        whole = _BOLD.fullmatch(line.text)
        if whole and not line.sentence:
            line.kind, line.level = "heading", 3
        line.retext(_BOLD.sub(lambda m: m.group(2), line.text))
        line.emphasis = line.emphasis or whole is not None


def _ordinals(lines: list[Line]) -> set[int]:
    """Numbers of the lines that count up with a neighbour: ``1. Rain``, ..., ``2. Snow``."""
    found: list[tuple[int, Line]] = []
    for line in lines:
        if mark := _ORDINAL.match(line.text):
            found.append((int(mark.group(1)), line))
    chosen: set[int] = set()
    for (a, one), (b, two) in itertools.pairwise(found):
        if b == a + 1:
            chosen |= {one.number, two.number}
    return chosen


def _leading(line: Line, ordinals: set[int], above: Line | None) -> None:
    """A bullet, a number, a hash or an angle bracket at the front."""
    text = line.text
    if line.role or not any(char.isalnum() for char in text[:200]):
        return  # a rule such as ``* * *`` is no list
    if mark := _HASHES.match(text):
        line.mark, line.kind, line.level = mark.group(1), "heading", len(mark.group(1))
        line.retext(text[mark.end() :].rstrip("# "))
    elif (mark := _BULLET.match(text)) and len(text) > mark.end():
        if text.endswith(" " + mark.group(1)):
            return  # a frame: ``— food —``
        if mark.group(1) == "o" and not _in_list(line, above):
            return
        line.mark, line.kind = mark.group(1), "list_item"
        line.retext(text[mark.end() :])
    elif (mark := _ORDINAL.match(text)) and line.number in ordinals:
        line.mark, line.kind, line.ordered = mark.group().strip(), "list_item", True
        line.retext(text[mark.end() :])


def _in_list(line: Line, above: Line | None) -> bool:
    """Whether a small o may be a bullet: it is a word of many languages too."""
    if line.indent < 3:
        return False
    if above is None or above.kind != "list_item" or line.gap > 1:
        return line.indent >= 5
    return line.indent >= above.indent if above.mark == "o" else line.indent > above.indent


def _levels(lines: list[Line]) -> None:
    """How deep each list item is nested, by how far it is indented."""
    open_: list[int] = []
    for line in lines:
        if line.kind != "list_item":
            if open_ and line.indent <= open_[0]:
                open_.clear()
            continue
        while open_ and open_[-1] > line.indent:
            open_.pop()
        if not open_ or open_[-1] < line.indent:
            open_.append(line.indent)
        line.level = len(open_)


def _underlined(lines: list[Line]) -> None:
    """A short line with a rule right under it is a heading."""
    for line, rule in itertools.pairwise(lines):
        bare = set(rule.text)
        if rule.gap or line.kind or len(bare) != 1 or not bare <= set("=-~"):
            continue
        if 3 <= len(rule.text) <= len(line.text) + 2 and len(line.text) <= len(rule.text) + 2:
            line.kind, line.level = "heading", 1 if bare == {"="} else 2
            rule.take("separator", "underlines a heading")
