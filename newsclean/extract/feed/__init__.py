"""Feeds: RSS, Atom and JSON Feed; every entry becomes a record.

What an entry is, the feed says by name: headline, authors, dates, address. Its text comes from
what it carries as content, else from its description. An entry with a whole text is an article;
one with a line or two is a brief, whose text is its summary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin

from ...article import Article, Image
from ...language.bylines import split_byline
from ...language.lexicon import lexicon
from ...language.script import count_words
from ..reading import Fate, Reading, note, note_unread

_MOST = 5000
"""Entries that are read."""
_SURE = 0.97
"""The confidence of what is stated by name; as for the header of a reader service."""
_WHOLE, _WHOLE_WITH_PARAGRAPHS = 100, 60
"""Words from which on a text is an article's, of one paragraph and of several."""
_CUT = re.compile(r"(?:\[(?:…|\.{3}|&hellip;|&#8230;)\]|…|\.{3})\s*$")
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]{0,40}\n\s{0,40}")
_LONGEST = 2000
"""Characters of a field."""


@dataclass(slots=True)
class Entry:
    """What a feed says of a story, as it stands there; texts may be HTML."""

    title: str = ""
    authors: list[str] = field(default_factory=list)
    published: str = ""
    modified: str = ""
    url: str = ""
    content: str = ""
    summary: str = ""
    publisher: str = ""
    """Of an entry that was taken over from elsewhere."""
    language: str = ""
    image: str = ""
    tags: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    """What the feed calls a field, where not as usual."""


@dataclass(slots=True)
class Feed:
    """A feed and its entries."""

    title: str = ""
    home: str = ""
    """The address that relative ones are of."""
    language: str = ""
    entries: list[Entry] = field(default_factory=list)


def as_html(text: str) -> str:
    """Plain text as HTML, with its paragraphs.

    >>> as_html("1 < 2\\n\\nIt rained.")
    '<p>1 &lt; 2</p><p>It rained.</p>'
    """
    return "".join(f"<p>{escape(piece)}</p>" for piece in _PARAGRAPH.split(text) if piece.strip())


def read_feed(text: str, *, url: str | None = None, fated: bool = True) -> Reading:
    """The records of a feed's entries and, where ``fated``, a fate for each entry.

    ``text`` is the decoded feed, ``url`` its address where it is known. What is no feed, or one
    too broken to be read, gives no record.
    """
    from . import json, xml

    feed = json.parse(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else xml.parse(text)
    feed.home = urljoin(url or "", feed.home) if _sane(feed.home) else url or ""
    reading = Reading()
    for number, entry in enumerate(feed.entries[:_MOST], 1):
        article = _record(entry, feed)
        kept = bool(article.title or article.body or article.summary)
        if fated:
            reading.fates.append(_fate(entry, number, len(reading.articles) if kept else None))
        if kept:
            reading.articles.append(article)
    left = [f"only the first {_MOST:,} entries of the feed were read"]
    return note_unread(reading, left if len(feed.entries) > _MOST else [])


def _record(entry: Entry, feed: Feed) -> Article:
    from ..html.fields.clues import clean
    from ..html.fragment import read_fragment

    url = _address(entry.url, feed)
    article = Article(url=url, confidence=_SURE)
    article.title = clean(entry.title, _LONGEST) or None
    words = lexicon(entry.language or feed.language or None)
    for value in entry.authors[:40]:
        names = split_byline(clean(value), words, strict=False)
        article.authors += [name for name in names if name not in article.authors]
    article.published = clean(entry.published, 200) or None
    article.modified = clean(entry.modified, 200) or None
    article.language = clean(entry.language or feed.language, 40) or None
    article.source.site = clean(feed.title, 200) or None
    article.publisher = clean(entry.publisher, 200) or article.source.site
    article.tags = list(dict.fromkeys(filter(None, (clean(tag, 200) for tag in entry.tags[:60]))))
    if image := _address(entry.image, feed):
        article.image = Image(url=image)
    blocks = read_fragment(entry.content or entry.summary, url=url)
    texts = [block.text for block in blocks if block.text and block.type != "heading"]
    count = sum(map(count_words, texts))
    cut = bool(texts) and bool(_CUT.search(texts[-1])) and not entry.content
    if not cut and count >= (_WHOLE_WITH_PARAGRAPHS if len(texts) > 1 else _WHOLE):
        article.body = blocks
        if entry.content:
            article.summary = clean(entry.summary, _LONGEST) or None
    else:
        article.kind = "brief"
        article.summary = " ".join(texts)[:_LONGEST] or clean(entry.summary, _LONGEST) or None
    _tell(article, entry)
    return article


def _tell(article: Article, entry: Entry) -> None:
    """Say in the evidence where each field came from."""
    raws: dict[str, Any] = {
        "title": entry.title,
        "authors": entry.authors,
        "published": entry.published,
        "modified": entry.modified,
        "url": entry.url,
    }
    for name, raw in raws.items():
        if getattr(article, name):
            note(article, name, f"feed:{entry.sources.get(name, name)}", raw)
    if article.body:
        note(article, "body", f"feed:{'content' if entry.content else 'summary'}", None)


def _fate(entry: Entry, number: int, record: int | None) -> Fate:
    reason = "" if record is not None else "an entry without a title or a text"
    text = " ".join((entry.title or entry.summary or entry.url)[:300].split())
    where = None if record is None else "title"
    return Fate(f"entry {number}", text, "entry", where, record, reason)


def _address(address: str, feed: Feed) -> str | None:
    """An address in full, where it is one."""
    address = address.strip()[:_LONGEST]
    if not address or not _sane(address):
        return None
    full = urljoin(feed.home, address)
    return full if full.lower().startswith(("http://", "https://")) else None


def _sane(address: str) -> bool:
    """Whether the standard library can take an address apart."""
    try:
        urljoin("https://a.example/", address)
    except ValueError:
        return False
    return True
