"""One parse per page: text in, lxml tree out."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from .repair import finish, without_ends

#: Control characters that no HTML text may hold (tab, line feed, form feed and return may stay).
_CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
#: U+FFFE and U+FFFF, which XML does not know.
_UNKNOWN = re.compile(b"\xef\xbf[\xbe\xbf]")
#: Byte order marks and blanks.
_BLANKS = re.compile(b"(?:\xef\xbb\xbf|[ \t\r\n\f])+")
#: From so many bytes on, a page is looked through for a tag with thousands of attributes,
#: for which the parser takes quadratic time.
_LARGE = 100_000
_LONG = 50_000
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{50000,}")
_ATTRIBUTE = re.compile(rb"""[^\s=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']\S*))?""")
_MOST_ATTRIBUTES = 10_000
_HEAD = frozenset(
    ("title", "meta", "link", "script", "style", "base", "basefont", "bgsound", "noscript")
) | {"template", "object", "noframes"}


def parse(text: str, notes: list[str] | None = None) -> HtmlElement | None:
    """The element tree of a page, or None where there is nothing to parse.

    ``text`` is the decoded page; a charset or an XML declaration in it is ignored. Comments and
    processing instructions are left out, characters that XML does not allow are removed. The
    root is always ``html``. The depth is bounded by the parser (255 levels; 2047 where a page
    needs it, deeper content is dropped), so that walking a tree recursively is to be avoided but
    copying and serializing it is safe. What is left out for being too deep is told in ``notes``.
    """
    data = without_ends(_legal(text))
    if len(data) > _LARGE and _may_have_long_tag(data):
        data = _LONG_TAG.sub(_shortened, data)
    if not data:
        return None
    root, cut = _tree(data, huge=False)
    if cut:
        # Hundreds of unclosed <font> or <div> are common enough; the usual bound loses the rest.
        root, cut = _tree(data, huge=True)
        if cut and notes is not None:
            notes.append("elements are nested too deep: from some place on the page was not read")
    if root is not None:
        _empty_head(root)
        finish(root, data)
    return root


def _empty_head(root: HtmlElement) -> None:
    """Move into the body what is no part of a head.

    In a page without <body> the parser, which knows no <article>, <header> or <nav>, leaves them
    in the head, and all that they hold; in browsers the body begins there.
    """
    head = root.find("head")
    if head is None:
        return
    first = next((at for at, one in enumerate(head) if one.tag not in _HEAD), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    body[:0] = head[first:]


def _may_have_long_tag(data: bytes) -> bool:
    """Whether there is a place where no tag ends for long; most pages have none."""
    at = 0
    while len(data) - at > _LONG:
        at = data.rfind(b">", at, at + _LONG) + 1
        if not at:
            return True
    return False


def _shortened(tag: re.Match[bytes]) -> bytes:
    """The tag, without what comes after more attributes than anyone would write in earnest."""
    last = next(islice(_ATTRIBUTE.finditer(tag[0]), _MOST_ATTRIBUTES, None), None)
    return tag[0] if last is None else tag[0][: last.start()]


def _legal(text: str) -> bytes:
    """The page in UTF-8, without what no tree may hold and without blanks before it."""
    # On bytes: a pattern over the characters of a page takes as long as its parser.
    data = text.encode("utf-8", "ignore").translate(None, _CONTROLS)  # "ignore": surrogates
    if "\ufffe" in text or "\uffff" in text:
        data = _UNKNOWN.sub(b"", data)
    blanks = _BLANKS.match(data)
    return data[blanks.end() :] if blanks else data


#: libxml2's XML_ERR_RESOURCE_LIMIT, which lxml has a name for from 6.1 on.
_RESOURCE_LIMIT = 114


def _tree(data: bytes, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether the parser stopped before the end because of depth."""
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=huge,
    )
    # One class for all elements: lxml.html's own choice by tag costs a Python call per element.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # nothing but comments, or an empty document
        return None, False
    cut = any(e.type == _RESOURCE_LIMIT for e in parser.error_log)
    return root, cut
