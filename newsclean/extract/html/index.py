"""Index pages: every entry of a list of stories becomes a record of kind ``link``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from ...article import Article
from ..reading import note
from ..text.dates import is_weekday_or_month, relative, scan
from .blocks import Frame, Page
from .body import Body
from .entries import groups, pieces
from .fields import Fields
from .measure import Measure
from .phrases import KINDS
from .texts import size

_LEAST = 3
_SHORTEST_TITLE = 12
_LONGEST_TITLE = 250
_BLURB = 60
_LONGEST_BLURB = 700
_LONGEST_LABEL = 60
#: The share of a page's text that the entries of an index hold.
_MAIN_PART = 0.5
#: Where the model finds so many letters of a story beside the entries, the page is no index.
_STORY = 250
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r" ?[·|•] ?")
_SPONSOR = 1 << 1  # the trait; see features.TRAITS
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SOURCE_NAMES = frozenset(
    ("src", "source", "publisher", "outlet", "site", "provider", "via", "feed", "origin")
)
_SECTION_NAMES = frozenset(
    ("label", "section", "category", "kicker", "topic", "eyebrow", "rubric", "channel", "tag")
)
_AUTHOR_NAMES = frozenset(("author", "byline", "authors"))


@dataclass(slots=True)
class Entry:
    """One entry as the page shows it."""

    frame: Frame
    title: str
    url: str
    blurb: list[str] = field(default_factory=list)
    source: str | None = None
    section: str | None = None
    date: str | None = None
    unknown: list[str] = field(default_factory=list)


def read_index(page: Page, body: Body, fields: Fields, *, url: str | None) -> list[Article]:
    """The entries of an index page, or none where the page is none."""
    measure = body.measure
    if measure is None or _says_story(fields):
        return []
    base = url or fields.url
    for frames in groups(page, measure)[:20]:
        entries = _entries(frames, measure, base)
        if len(entries) < _LEAST or len(entries) * 2 < len(frames):
            continue
        if not _dominate(entries, page, body, measure):
            return []
        _settle_sources(entries)
        day = _page_day(page, entries[0].frame)
        site = fields.site or fields.title
        return [_record(entry, fields.language, site, day) for entry in entries]
    return []


def _says_story(fields: Fields) -> bool:
    """The page calls itself an article, or names who wrote it and when."""
    return bool(fields.authors and fields.published) or any(
        kind == "article" or kind.endswith(("article", "posting")) for kind in fields.page_types
    )


def _dominate(entries: list[Entry], page: Page, body: Body, measure: Measure) -> bool:
    """The entries hold most of the page's text, and no long text stands beside them."""
    inside: set[int] = set()
    for entry in entries:
        inside.update(id(c) for c in page.chunks[entry.frame.first : entry.frame.end])
    held = beside = 0
    for chunk in measure.chunks:
        if not measure.outside(chunk.frame):
            if id(chunk) in inside:
                held += size(chunk.text)
            else:
                beside += size(chunk.text)
    story = sum(
        size(measure.chunks[i].text) for i in body.chosen if id(measure.chunks[i]) not in inside
    )
    return held >= _MAIN_PART * (held + beside) and story < _STORY and story < 0.2 * held


def _entries(frames: Sequence[Frame], measure: Measure, base: str | None) -> list[Entry]:
    found: list[Entry] = []
    seen: set[str] = set()
    for frame in frames:
        if measure.trait(frame) & _SPONSOR:
            continue
        entry = _entry(frame, base)
        if entry is None or entry.url in seen or _is_sponsored(entry, measure):
            continue
        seen.add(entry.url)
        found.append(entry)
    return found


def _entry(frame: Frame, base: str | None) -> Entry | None:
    """The entry in a frame: its headline is the link in a heading, or the longest link."""
    links = []
    for link in frame.element.iter("a"):
        address = (link.get("href") or "").strip()
        text = " ".join(" ".join(link.itertext()).split())
        if not address or address.startswith(("#", "javascript:", "mailto:")) or _in_text(link):
            continue
        above = link.getparent()
        heading = (above is not None and above.tag in _HEADINGS) or any(
            child.tag in _HEADINGS for child in link.iterdescendants()
        )
        links.append((heading, min(len(text), _LONGEST_TITLE), text, address, link))
    if not links:
        return None
    _, _, text, address, link = max(links, key=lambda found: found[:2])
    for child in link.iterdescendants():
        if child.tag in _HEADINGS:
            text = " ".join(" ".join(child.itertext()).split())
    if len(text) > _LONGEST_TITLE or not _is_title(text):
        return None
    entry = Entry(frame, text, urljoin(base, address) if base else address)
    _fill(entry)
    if sum(map(len, entry.blurb)) > _LONGEST_BLURB:
        return None
    return entry


def _in_text(link: HtmlElement) -> bool:
    """A link amid a sentence is no headline."""
    before = link.getprevious()
    above = link.getparent()
    ahead = before.tail if before is not None else above.text if above is not None else ""
    return any(map(str.isalpha, ahead or "")) or len((link.tail or "").strip()) > _LONGEST_LABEL


def _is_title(text: str) -> bool:
    """Long enough for a headline: several words, or some letters of a script without spaces."""
    return (len(text) >= _SHORTEST_TITLE and " " in text) or size(text) >= 2 * _SHORTEST_TITLE


def _fill(entry: Entry) -> None:
    """Tell apart the other texts of an entry."""
    for element in entry.frame.element.iter("time"):
        entry.date = (element.get("datetime") or "").strip()[:60] or entry.date
        break
    for tags, names, text in _parts(entry.frame):
        words = set(names[-4:])
        if text in entry.title or entry.title in text:
            continue
        date = _date(text)
        if "time" in tags.split() or (date and len(text) < _LONGEST_LABEL):
            entry.date = entry.date or date or text
            rest = text.replace(date or text, "").strip(" ,|·•—–-()")
            if rest and "time" not in tags.split():
                entry.unknown.append(rest)
        elif size(text) >= _BLURB or (text[-1:] in ".!?。…" and text.count(" ") > 3):
            entry.blurb.append(text)
        elif words & _AUTHOR_NAMES or (tags.split()[-1] == "a" and not words & _SOURCE_NAMES):
            continue
        elif words & _SOURCE_NAMES and len(text) < _LONGEST_LABEL:
            entry.source = entry.source or text
        elif words & _SECTION_NAMES and len(text) < _LONGEST_LABEL:
            entry.section = entry.section or text
        elif len(text) < _LONGEST_LABEL and any(letter.isalpha() for letter in text):
            entry.unknown.append(text)


def _parts(frame: Frame) -> Iterator[tuple[str, Sequence[str], str]]:
    """The texts of an entry; a line of data (``Gull Post · 2 hours ago``) is several."""
    for tags, names, text in pieces(frame):
        for part in _BETWEEN.split(text) if len(text) < 2 * _LONGEST_LABEL else (text,):
            if part:
                yield tags, names, part


def _date(text: str) -> str | None:
    """The date in a short text, absolute or relative."""
    if len(text) > 120:
        return None
    found = [when for when in scan(text) if when.kind == "date"]
    if found:
        return found[0].raw
    moment = relative(text)
    if moment is not None:
        return moment.raw
    return text if _is_day(text) else None


def _is_day(text: str) -> bool:
    """A day without its year.

    >>> _is_day("12 June"), _is_day("Jun. 12"), _is_day("June 2025"), _is_day("12 men")
    (True, True, False, False)
    """
    words = text.lower().split()[:3] if len(text) < 30 else []
    numbers = [word.rstrip(".") for word in words if word[:1].isdigit()]
    names = [word for word in words if not word[:1].isdigit()]
    return (
        len(numbers) == len(names) == 1
        and numbers[0].isdecimal()
        and 0 < int(numbers[0]) < 32
        and is_weekday_or_month(names[0])
    )


def _is_sponsored(entry: Entry, measure: Measure) -> bool:
    texts = [entry.title, *entry.unknown, *(blurb[:80] for blurb in entry.blurb)]
    sponsor = KINDS.index("sponsor")
    for text in texts:
        words = [word.lower() for word in _WORD.findall(text)]
        if measure.lexicon.look(text, words)[1][sponsor]:
            return True
    return False


def _settle_sources(entries: list[Entry]) -> None:
    """A short text without a name is the source if it comes back; else the link's host is."""
    counts = Counter(label for entry in entries for label in set(entry.unknown))
    first = Counter(entry.unknown[0] for entry in entries if entry.unknown)
    repeated = any(count > 1 for count in first.values())
    hosts = {urlsplit(entry.url).hostname for entry in entries}
    for entry in entries:
        if entry.source is None and entry.unknown and repeated:
            entry.source = max(entry.unknown, key=lambda label: counts[label])
        if entry.source is None and len(hosts) > 1:
            entry.source = (urlsplit(entry.url).hostname or "").removeprefix("www.") or None


def _page_day(page: Page, first: Frame) -> str | None:
    """The page's own date: the first that stands above the entries."""
    for chunk in page.chunks[: first.first]:
        if chunk.text and len(chunk.text) < 120:
            for when in scan(chunk.text):
                if when.kind == "date":
                    return when.raw
    return None


def _record(entry: Entry, language: str | None, site: str | None, day: str | None) -> Article:
    record = Article(
        kind="link",
        title=entry.title,
        url=entry.url,
        publisher=entry.source,
        section=entry.section,
        published=entry.date,
        language=language,
        summary="\n".join(entry.blurb) or None,
        confidence=0.9 if entry.blurb or entry.date or entry.source else 0.7,
    )
    record.source.site = site
    record.source.retrieved = day
    note(record, "title", "the entry's link", entry.title)
    for name, value in (("publisher", entry.source), ("published", entry.date)):
        if value:
            note(record, name, "the entry", value)
    return record
