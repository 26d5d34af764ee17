"""What a text browser or a converter writes around text: link numbers, bullets, Markdown signs."""

from __future__ import annotations

import itertools
import re

from .dump import Dump
from .lines import Line

_NUMBERED = re.compile(r"\[(\d{1,4})\](?=\S)")
_LINK_BAR = re.compile(r"\[(\d{1,4})\](\w{1,20})")
_REFERENCE = re.compile(r"(?:\[?(\d{1,4})[.\])]:?) +(\S{1,2000})(?: .{0,200})?")
_HEADINGS = {
    ("references",),
    ("visible", "links"),
    ("hidden", "links"),
    ("links",),
    ("link", "list"),
}
_BULLET = re.compile(r"([*•·‣▪◦●○■□◆◇⬥❖★☆✦✱✶➔➜❯▸▹◉➤►▶✓✔⁃∙+o–—-]) +(?=\S)")
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
_TOKEN = re.compile(r"(?:\((?:BUTTON|IMAGE|INLINE)\)|\[(?:INLINE|USEMAP|EMBED|BUTTON)\]) ?")


def read_marks(dump: Dump) -> None:
    """Take the marks off every line and keep what they say.

    >>> from .lines import split
    >>> dump = Dump(split("   * [1]Rain\\n   * [2]Snow\\n   * [3]Ice\\n\\nReferences\\n   1. http://a/"))
    >>> read_marks(dump)
    >>> [(line.text, line.kind, line.urls) for line in dump.lines][0]
    ('Rain', 'list_item', ['http://a/'])
    """
    _references(dump)
    numbered = bool(dump.links) or _counts_up(dump.lines)
    ordinals = _ordinals(dump.lines)
    for line in dump.lines:
        if numbered:
            _link_numbers(dump, line)
        _markdown(line)
        _leading(line, ordinals)
    _underlined(dump.lines)


def _references(dump: Dump) -> None:
    """The list of addresses that ends a lynx dump: off the page, kept as the links' addresses."""
    lines = dump.lines
    first = None
    for at in range(len(lines) - 1, -1, -1):
        if (_REFERENCE.fullmatch(lines[at].text) and _addressed(lines[at].text)) or (
            lines[at].words in _HEADINGS and first is not None
        ):
            first = at
        else:
            break
    if first is None or len(lines) - first < 2:
        return
    for line in lines[first:]:
        line.take("link address", "in the list of link addresses")
        if found := _REFERENCE.fullmatch(line.text):
            dump.links.setdefault(found.group(1), found.group(2))
    if len(dump.links) < 2 and lines[first].words not in _HEADINGS:
        for line in lines[first:]:
            line.take("", "")
        dump.links.clear()
        return
    dump.dropped += lines[first:]
    del lines[first:]


def _addressed(text: str) -> bool:
    target = text.split(" ", 1)[1].lstrip() if " " in text else ""
    return "://" in target or target.startswith(
        ("#", "/", "mailto:", "javascript:", "file:", "www.")
    )


def _counts_up(lines: list[Line]) -> bool:
    """Numbers in brackets that go up by one are a text browser's."""
    numbers = [int(number) for line in lines for number in _NUMBERED.findall(line.text[:2000])]
    steps = sum(1 for a, b in itertools.pairwise(numbers) if b == a + 1)
    return len(numbers) >= 4 and steps >= 0.8 * (len(numbers) - 1)


def _link_numbers(dump: Dump, line: Line) -> None:
    raw = line.text
    toolbar = raw.startswith("#[")
    for number in _NUMBERED.findall(line.text):
        if url := dump.links.get(number):
            line.urls.append(url)
    _retext(line, _NUMBERED.sub("", line.text))
    if toolbar:
        for number, name in _LINK_BAR.findall(raw):
            if name.casefold() == "canonical" and number in dump.links:
                dump.canonical = (dump.links[number], line)
        line.take("navigation", "the link bar of a text browser")


def _retext(line: Line, text: str) -> None:
    text = text.strip()
    if text and text != line.text:
        line.text = text
        for cached in ("words", "size", "sentence"):
            line.__dict__.pop(cached, None)


def _markdown(line: Line) -> None:
    """``[Rain](http://a/)`` is Rain, with an address."""
    if _PICTURE.fullmatch(line.text[:400]):
        line.take("image", "a picture's place")
    if "](" in line.text:
        for _, _, url in _MD_LINK.findall(line.text):
            line.urls.append(url)
        _retext(line, _MD_LINK.sub(lambda m: m.group(2), line.text))
    if "*" in line.text[1:] or "_" in line.text[1:]:
        _retext(line, _EMPHASIS.sub(lambda m: m.group(2), line.text))
    if "**" in line.text or "__" in line.text:
        whole = _BOLD.fullmatch(line.text)
        if whole and not line.sentence:
            line.kind, line.level = "heading", 3
        _retext(line, _BOLD.sub(lambda m: m.group(2), line.text))
    if line.text.startswith(("(", "[")):
        _retext(line, _TOKEN.sub("", line.text))


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


def _leading(line: Line, ordinals: set[int]) -> None:
    """A bullet, a number, a hash or an angle bracket at the front."""
    text = line.text
    if line.role or not any(char.isalnum() for char in text[:200]):
        return  # a rule such as ``* * *`` is no list
    if mark := _HASHES.match(text):
        line.mark, line.kind, line.level = mark.group(1), "heading", len(mark.group(1))
        _retext(line, text[mark.end() :].rstrip("# "))
    elif (mark := _BULLET.match(text)) and len(text) > mark.end():
        if text.endswith(" " + mark.group(1)):
            return  # a frame: ``— food —``
        if mark.group(1) in "o" and line.indent < 3:
            return
        line.mark, line.kind = mark.group(1), "list_item"
        _retext(line, text[mark.end() :])
    elif (mark := _ORDINAL.match(text)) and line.number in ordinals:
        line.mark, line.kind = mark.group().strip(), "list_item"
        _retext(line, text[mark.end() :])
    elif (mark := _QUOTE.match(text)) and len(text) > mark.end():
        line.mark, line.kind = ">", "quote"
        _retext(line, text[mark.end() :])


def _underlined(lines: list[Line]) -> None:
    """A short line with a rule right under it is a heading."""
    for line, rule in itertools.pairwise(lines):
        bare = set(rule.text)
        if rule.gap or line.kind or len(bare) != 1 or not bare <= set("=-~"):
            continue
        if 3 <= len(rule.text) <= len(line.text) + 2 and len(line.text) <= len(rule.text) + 2:
            line.kind, line.level = "heading", 1 if bare == {"="} else 2
            rule.take("separator", "underlines a heading")
