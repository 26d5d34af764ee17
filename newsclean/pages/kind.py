"""HTML, text, or something that is no page: told by what the bytes hold."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from .charset import mark_lies, wide_codec

FEED = "feed"
"""RSS, Atom or JSON Feed."""
KINDS = frozenset({"html", "text", FEED})
"""What can be read."""
#: Bytes that are looked at.
_HEAD = 65_536
#: Comments and processing instructions before a document's root element.
_MOST_PROLOGUES = 100
_BLOCK = (
    "html|head|body|title|meta|link|script|style|p|div|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|"
    "article|section|main|header|footer|nav|aside|figure|blockquote|center|form"
)
_INLINE = "a|abbr|b|button|code|em|font|i|iframe|img|label|noscript|pre|small|span|strong|sub|sup|u"
_TAG = re.compile(rf"<(/?)(?:({_BLOCK})|(?:{_INLINE}))(?=[\s/>])", re.I)
_SPACE = re.compile(rb"[ \t\r\n\f\0]*")
_LATE_ROOT = re.compile(r"^[ \t]{0,40}<(?:!doctype[ \t]{1,9}html|html)\b", re.I | re.M)
_ROOT = re.compile(r"<(!doctype\s{1,9})?(?:[a-z][\w.-]{0,30}:)?([a-z][\w.-]{0,30})", re.I)
_PAGE = re.compile(r"<html[\s>]", re.I)
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_ROOTS = {
    "rss": FEED,
    "feed": FEED,
    "rdf": "RDF data",
    "opml": "a list of feeds",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "svg": "an SVG image",
    "plist": "a property list",
}
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_JSON_START = re.compile(r'\{\s{0,99}"[^"\n]{0,200}"\s{0,9}:')
_JSON_FEED = re.compile(
    r'"version"\s{0,9}:\s{0,9}"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version'
)
_SCRIPT = re.compile(
    r"\bfunction\b|=>|\b(?:var|let|const)\s[\w$]|\breturn\b|===|\bwindow\.|\bdocument\.|\bimport\s|"
    r"\bexport\s|\(\)|\"use strict\""
)
_RULE = re.compile(r"[\w.#:@*\]\) \n>+~-]\{[^{}<>]{0,300}:")


def sniff(data: bytes, name: str = "") -> str:
    """``html``, ``text`` or ``feed``; or what the bytes are instead: "a PNG image" and so on.

    By content. ``name`` decides only between text and code that could be either, and between text
    and tags in a file that is called Markdown, which may hold both.
    """
    if what := _by_magic(data):
        return what
    text = _look(data)
    if name.lower().endswith(_MARKDOWN) and not _is_binary(text) and not _document(text):
        return "text"
    if kind := _json(data, text) or _markup(text):
        return kind
    if _is_binary(text):
        return "binary data"
    code = _code(text, name)
    # A page may begin with the scripts that a converter let through; code is code to its end.
    rest = _look(data[-_END:]) if code and len(data) > 2 * _END else ""
    return code if code and (not rest or _code(rest, name)) else "text"


@cache
def _magic() -> tuple[tuple[int, bytes, str, bool], ...]:
    source = (files("newsclean.pages") / "data" / "magic.txt").read_text("utf-8")
    rows = (line.split(" ", 2) for line in source.splitlines() if line and line[0] != "#")
    return tuple(
        (int(at), bytes.fromhex(mark), what.removesuffix(", text"), what.endswith(", text"))
        for at, mark, what in rows
    )


def _by_magic(data: bytes) -> str | None:
    for at, mark, what, may_be_text in _magic():
        if data.startswith(mark, at) and not (may_be_text and not _is_binary(_look(data))):
            return what
    return None


def _look(data: bytes) -> str:
    """The beginning of the bytes as characters: all that is ASCII is right, which will do."""
    for mark, codec in _WIDE_MARKS:
        if data.startswith(mark):
            if mark_lies(data[len(mark) : _HEAD]):
                data = data[len(mark) :]
                break
            return data[len(mark) : _HEAD].decode(codec, "replace")
    if wide := wide_codec(data[:_HEAD]):
        return data[:_HEAD].decode(wide, "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    start = _after_comments(data)
    return data[start : start + _HEAD].decode("latin-1")


def _after_comments(data: bytes) -> int:
    """Where the document begins: behind white space, and comments of any length."""
    at = _after_space(data, 0)
    while data.startswith(b"<!--", at):
        end = data.find(b"-->", at + 4)
        following = _after_space(data, end + 3)
        if end < 0 or following == len(data):
            break
        at = following
    return at


def _after_space(data: bytes, at: int) -> int:
    space = _SPACE.match(data, at)
    return space.end() if space else at


def _markup(text: str) -> str | None:
    """HTML, or another kind of document in tags; None for what is not in tags."""
    text = text.lstrip("\ufeff \t\r\n\f\0")
    xml = text.startswith("<?xml")
    for _ in range(_MOST_PROLOGUES):
        if not text.startswith(("<?", "<!--")):
            break
        end = text.find("-->" if text.startswith("<!--") else ">")
        if end < 0:
            return "html" if text.startswith("<!--") else None
        text = text[end:].lstrip("->? \t\r\n\f\0")
        if not text:
            return "html"
    if text[:9].lower() == "<!doctype" and _is_page(text):
        return "html"
    root = _ROOT.match(text)
    if root:
        name = root.group(2).lower()
        if name == "html":
            return "html"
        if name == "rdf" and "purl.org/rss/" in text[:8192]:
            return FEED  # RSS 1.0
        if what := _ROOTS.get(name):
            return what
        if root.group(1) or (xml and not _TAG.match(text)):
            return "XML"
    return "html" if _in_tags(text) else None


def _is_page(text: str) -> bool:
    """Whether a document type, damaged or not (``<!doctype htm``), is that of a page."""
    return text[9:16].strip().lower().startswith("ht") or _PAGE.search(text[:8192]) is not None


def _document(text: str) -> bool:
    """Whether text begins as a document in tags does."""
    return _markup(text) is not None and text.lstrip("\ufeff \t\r\n\f\0").startswith("<")


def _in_tags(text: str) -> bool:
    """Whether text is a piece of HTML, and not text that speaks of tags."""
    tags = [bool(block) for _, block in _TAG.findall(text)]
    blocks = sum(tags)
    words = len(text.split())
    if _TAG.match(text):
        return blocks >= 2 or blocks * 20 >= max(words, 1) or len(tags) >= max(words, 10)
    # Behind a server's warning, HTTP headers or the lines of a mirroring tool; or a fragment.
    enough = 1 if _LATE_ROOT.search(text[:8192]) else 4
    return blocks >= enough and blocks * 40 >= words


#: Controls that no text has.
_ODD = re.compile("[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f]")


def _is_binary(text: str) -> bool:
    """Whether more than one in fifty characters is one that no text has."""
    sample = text[:8192]
    odd = len(_ODD.findall(sample))
    return odd * 50 > len(sample)


def _json(data: bytes, text: str) -> str | None:
    if _JSON_START.match(text.lstrip()):
        return FEED if _JSON_FEED.search(text) else "JSON"
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return None
    return "JSON"


_END = 16_384
"""Bytes at the end of a file that is long enough that must be code, too."""


def _code(text: str, name: str) -> str | None:
    """JavaScript or CSS: braces and semicolons stand closer than in any prose."""
    text = text[:16_384]
    braces = min(text.count("{"), text.count("}"))
    signs = text.count("{") + text.count("}") + text.count(";")
    script = len(_SCRIPT.findall(text))
    lower = name.lower()
    if lower.endswith((".js", ".mjs")) and (script or braces):
        return "JavaScript"
    if signs * 60 < len(text) or signs < 3:
        return None
    if script >= 2 or (script and not braces):
        return "JavaScript"
    rules = len(_RULE.findall(text))
    if braces and rules * 2 >= braces:
        return "CSS"
    return "JavaScript" if script else None
