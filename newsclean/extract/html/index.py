"""Index pages: every entry of a list of stories becomes a record of kind ``link``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin

from lxml.html import HtmlElement

from ...article import Article
from ...language.furniture import KINDS
from ...language.script import ends_sentence
from ..fields.address import host
from ..reading import note
from .blocks import Frame, Page
from .body import Body
from .boxes import promotes
from .entries import Mass, Run, groups, headed_runs, links_by_text, pieces, run_pieces
from .entry_dates import date_in, page_day
from .fields import Fields
from .measure import Measure
from .texts import size

_LEAST = 3
_SHORTEST_TITLE = 12
_LONGEST_TITLE = 250
_BLURB = 60
_LONGEST_BLURB = 700
_LONGEST_LABEL = 60
_SHORTEST_LABEL = 30
_WORD = re.compile(r"\w+")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
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

    first: int
    """The index of its first chunk ..."""
    end: int
    """... and the index after its last."""
    title: str
    url: str
    blurb: list[str] = field(default_factory=list)
    source: str | None = None
    section: str | None = None
    date: str | None = None
    unknown: list[str] = field(default_factory=list)
    before: int = 0
    """How many of the unknown texts stand over the headline."""


def read_index(page: Page, body: Body, fields: Fields, *, url: str | None) -> list[Article]:
    """The entries of an index page, or none where the page is none."""
    measure = body.measure
    if measure is None or _says_story(fields):
        return []
    people = _signed(fields)
    base = url or fields.url
    lists = list(_lists(page, body, measure, base))
    if not lists:
        return []
    entries = max(lists, key=len)
    if people and not people & {_bare(label) for entry in entries for label in _labels(entry)}:
        return []
    _settle_sources(entries, [fields.publisher or fields.site, fields.title])
    _settle_sections(entries, page)
    day = page_day(page, entries[0].first)
    site = fields.site or fields.title
    return [_record(entry, fields.language, site, day) for entry in entries]


def _lists(page: Page, body: Body, measure: Measure, base: str | None) -> Iterator[list[Entry]]:
    """The lists of entries that are most of a page, the likeliest main one first."""
    mass = Mass(page, measure, body.chosen)
    for frames in groups(page, measure)[:20]:
        linked = [frame for frame in frames if _is_linked(frame)]
        if len(linked) * 2 < len(frames) or len(linked) < _LEAST:
            continue
        if mass.led((frame.first, frame.end) for frame in linked):
            entries = _entries(frames, measure, base)
            if len(entries) >= _LEAST and len(entries) * 2 >= len(frames):
                yield from _leading(entries, mass)
    for runs in headed_runs(page, measure)[:5]:
        if mass.led(runs):
            entries = _flat_entries(runs, page, measure, base)
            if len(entries) >= _LEAST and len(entries) * 2 >= len(runs):
                yield from _leading(entries, mass)


def _is_linked(frame: Frame) -> bool:
    """Whether a frame can be an entry: it has a link, which is a headline."""
    return frame.link_chars > 0 or frame.tag == "a"


def _leading(entries: list[Entry], mass: Mass) -> Iterator[list[Entry]]:
    if mass.led((entry.first, entry.end) for entry in entries):
        yield entries


def _says_story(fields: Fields) -> bool:
    """The page calls itself an article."""
    return any(
        kind == "article" or kind.endswith(("article", "posting")) for kind in fields.page_types
    )


def _signed(fields: Fields) -> set[str]:
    """Who wrote the page, where it says that and when: an article is signed, an index is not.

    Such a name may be an entry's, though.
    """
    own = [_bare(name) for name in (fields.site, fields.title, fields.publisher) if name]
    names = {_bare(name) for name in fields.authors} if fields.published else set()
    return {name for name in names if not any(site in name or name in site for site in own)}


def _labels(entry: Entry) -> list[str]:
    """The short texts of an entry."""
    return [label for label in (entry.source, entry.section, *entry.unknown) if label]


def _bare(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _entries(frames: Sequence[Frame], measure: Measure, base: str | None) -> list[Entry]:
    found: list[Entry] = []
    seen: set[str] = set()
    around = {id(outer) for frame in frames if frame.parent for outer in frame.parent.up()}
    for frame in frames:
        if id(frame) in around:
            continue  # a column of entries, and no entry
        if measure.trait(frame) & _SPONSOR:
            continue
        entry = _entry(frame, base)
        if entry is None or entry.url in seen or _is_sponsored(entry, measure):
            continue
        seen.add(entry.url)
        found.append(entry)
    return found


def _flat_entries(
    runs: Sequence[Run], page: Page, measure: Measure, base: str | None
) -> list[Entry]:
    """The entries of a list whose parts stand beside each other without a box for each."""
    found: list[Entry] = []
    seen: set[str] = set()
    links: dict[Frame, dict[str, HtmlElement]] = {}
    for first, end in runs:
        head = page.chunks[first]
        if head.frame not in links:
            links[head.frame] = links_by_text(head.frame)
        link = links[head.frame].get(head.text)
        if link is None or _in_text(link):
            continue
        address = (link.get("href") or "").strip()
        if not address or address.startswith(("#", "javascript:", "mailto:")):
            continue
        entry = Entry(first, end, head.text, _absolute(base, address))
        _sort_parts(entry, _split(run_pieces(page, first + 1, end)))
        if entry.url in seen or _is_sponsored(entry, measure):
            continue
        if sum(map(len, entry.blurb)) > _LONGEST_BLURB:
            continue
        seen.add(entry.url)
        found.append(entry)
    return found


def _entry(frame: Frame, base: str | None) -> Entry | None:
    """The entry in a frame: its headline is the link in a heading, or the longest link."""
    if frame.element.tag == "a":
        return _card(frame, base)
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
    return _filled(frame, text, address, base)


def _card(frame: Frame, base: str | None) -> Entry | None:
    """An entry that is one link as a whole: its headline is a heading in it, or bold, or first."""
    address = (frame.element.get("href") or "").strip()
    if not address or address.startswith(("#", "javascript:", "mailto:")):
        return None
    marked = [
        " ".join(" ".join(part.itertext()).split())
        for part in islice(frame.element.iter("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"), 5)
    ]
    plain = [text for _, _, text in pieces(frame) if not ends_sentence(text)]
    for text in [*marked, *plain]:
        if len(text) <= _LONGEST_TITLE and _is_title(text) and date_in(text) != text:
            return _filled(frame, text, address, base)
    return None


def _absolute(base: str | None, address: str) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:  # such as half an IPv6 address
        return address


def _filled(frame: Frame, title: str, address: str, base: str | None) -> Entry | None:
    entry = Entry(frame.first, frame.end, title, _absolute(base, address))
    for element in frame.element.iter("time"):
        entry.date = (element.get("datetime") or "").strip()[:60] or entry.date
        break
    _sort_parts(entry, _split(pieces(frame)))
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


def _sort_parts(entry: Entry, parts: Iterable[tuple[str, Sequence[str], str]]) -> None:
    """Tell apart the other texts of an entry."""
    for tags, names, text in parts:
        words = set(names[-4:])
        if text in entry.title or entry.title in text:
            entry.before = len(entry.unknown)
            continue
        date = date_in(text)
        if "time" in tags.split() or (date and len(text) < _LONGEST_LABEL):
            entry.date = entry.date or date or text
            rest = text.replace(date or text, "").strip(" ,|·•—–-()")
            if (name := _name(rest)) and "time" not in tags.split():
                entry.unknown.append(name)
        elif size(text) >= _BLURB or (
            ends_sentence(text) and (text.count(" ") > 3 or _EAST.search(text))
        ):
            entry.blurb.append(text)
        elif words & _AUTHOR_NAMES or (tags.split()[-1] == "a" and not words & _SOURCE_NAMES):
            continue
        elif words & _SOURCE_NAMES and len(text) < _LONGEST_LABEL:
            entry.source = entry.source or text
        elif words & _SECTION_NAMES and len(text) < _LONGEST_LABEL:
            entry.section = entry.section or text
        elif len(text) < _LONGEST_LABEL and any(letter.isalpha() for letter in text):
            entry.unknown.append(text)


def _name(text: str) -> str:
    """What stands beside a date, without small words at its ends: ``via Gull Post on``."""
    words = text.split()
    while words and words[0].islower() and "." not in words[0]:
        words.pop(0)
    while words and words[-1].islower() and "." not in words[-1] and len(words[-1]) < 4:
        words.pop()
    return " ".join(words).strip(" ,:|·•—–-()")


def _split(
    parts: Iterable[tuple[str, Sequence[str], str]],
) -> Iterator[tuple[str, Sequence[str], str]]:
    """The texts of an entry; a line of data (``Gull Post · 2 hours ago``) is several."""
    for tags, names, text in parts:
        for part in _BETWEEN.split(text) if len(text) < 2 * _LONGEST_LABEL else (text,):
            if part:
                yield tags, names, part


def _is_sponsored(entry: Entry, measure: Measure) -> bool:
    texts = [
        entry.title,
        entry.section or "",
        *entry.unknown,
        *(blurb[:80] for blurb in entry.blurb),
    ]
    sponsor = KINDS.index("sponsor")
    for text in texts:
        words = [word.lower() for word in _WORD.findall(text)]
        if promotes(text):
            return True
        if measure.furniture.look(text, words)[1][sponsor]:
            return True
    return False


def _settle_sources(entries: list[Entry], own: Sequence[str | None]) -> None:
    """A short text without a name is the source if it comes back; else the link's host is.

    Of a text over the headline and one below it, the one below is the source and the other the
    section, unless the link's host says otherwise. Where none names a source and all links lead to
    one host, the stories are the paper's whose page it is, by one of its names ``own``.
    """
    counts = Counter(label for entry in entries for label in set(entry.unknown))
    first = Counter(entry.unknown[0] for entry in entries if entry.unknown)
    repeated = any(count > 1 for count in first.values())
    hosts = {host(entry.url) for entry in entries}
    for entry in entries:
        site = host(entry.url)
        if entry.source is None and entry.unknown:
            entry.source = next((label for label in entry.unknown if _is_host(label, site)), None)
            over, below = entry.unknown[: entry.before], entry.unknown[entry.before :]
            if entry.source is None and over and below:
                entry.source = below[0]
            elif entry.source is None and repeated:
                entry.source = max(entry.unknown, key=lambda label: counts[label])
            if entry.section is None and over and over[0] != entry.source:
                entry.section = over[0]
        if entry.source is None and len(hosts) > 1:
            entry.source = site or None
    if len(hosts) == 1 and not any(entry.source for entry in entries):
        fitting = [name for name in own if name and _is_host(name, next(iter(hosts)))]
        for entry in entries:
            entry.source = fitting[0] if fitting else own[0]


def _is_host(label: str, site: str) -> bool:
    """Whether a name is that of a host: ``The Gull Post`` of ``gullpost.example``."""
    bare = _bare(label)
    return any(
        len(part) > 4 and (part in bare or bare in part) for part in map(_bare, site.split("."))
    )


def _settle_sections(entries: list[Entry], page: Page) -> None:
    """Where entries stand under headings of their own, those are their sections."""
    if any(entry.section for entry in entries):
        return
    starts = {entry.first for entry in entries}
    titles = {entry.title for entry in entries}
    heading: str | None = None
    at = 0
    under: dict[int, str] = {}
    for i, chunk in enumerate(page.chunks[: entries[-1].first]):
        text = chunk.text if chunk.frame.tag in _HEADINGS else ""
        if text and text not in titles and len(text) < _SHORTEST_LABEL and text.count(" ") < 3:
            heading = text
            at = i
        if i in starts and heading and at < i:
            under[i] = heading
    if entries[-1].first in starts and heading:
        under[entries[-1].first] = heading
    if len(set(under.values())) > 1 and len(under) == len(entries):
        for entry in entries:
            entry.section = under[entry.first]


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
