"""A digest: stories under their publishers' names, as in ``Valley Courier: Rain at last``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..dump import Dump
from ..lines import Line, fold
from ..names import outlet, people, singles
from ..phrases import phrases
from ..story import Found, Story
from .entry import meta, source_at_end, trailing_date
from .head import take_dates
from .headline import free

_CUTS = (": ", " | ", " - ", " – ", " — ", " » ", " › ", " > ", " · ")
_BRACKET = re.compile(r"\[([^\[\]]{2,50})\] +")
_CUT_OFF = re.compile(r" ?(?:\.{3}|…)$")
_LOOK = 6


@dataclass
class Anchor:
    """A line that begins an item."""

    at: int
    label: str
    headline: str
    cut: str
    again: list[int]
    """Indexes of the lines that repeat the headline."""
    strong: bool = False
    bare: bool = False
    """Nothing is said below."""
    vague: bool = False
    """It ends with a stop, as a sentence does: the name must lead another item too."""


def read(dump: Dump) -> list[Story]:
    """The items of a digest, or nothing where the page is none.

    At least two lines must be a name and a headline with running text below, parted in the same
    way; and half of them must be vouched for: a tag above, the headline once more below, or a
    name that is a newspaper's.
    """
    anchors = _anchors(dump)
    sure = [anchor for anchor in anchors if anchor.strong]
    repeats = sum(1 for anchor in anchors if anchor.again)
    links = sum(1 for line in dump.lines if line.role == "readmore")
    if links > max(2, len(anchors)):
        return []
    asked = sum(1 for anchor in anchors if anchor.headline.endswith(("?", "？")))
    bare = sum(1 for anchor in anchors if anchor.bare)
    if (2 * asked >= len(anchors) and not repeats) or 2 * bare > len(anchors):
        return []
    vouched = bool(sure) and len(sure) * 2 >= len(anchors)
    if not (vouched or _regular(dump, anchors)) or (len(anchors) < 2 and not repeats):
        return []
    if not _covers(dump, anchors):
        return []
    _tags(dump, anchors)
    _head(dump, anchors[0].at)
    date = next(
        (line for line in dump.lines[dump.masthead : anchors[0].at] if line.role == "date"), None
    )
    stories: list[Story] = []
    ends = [anchor.at for anchor in anchors[1:]] + [len(dump.lines)]
    for anchor, end in zip(anchors, ends, strict=True):
        stories.append(_item(dump, anchor, end, date))
    return stories


def _regular(dump: Dump, anchors: list[Anchor]) -> bool:
    """Four names and headlines or more, and nothing between them but a few sentences each."""
    persons = sum(1 for anchor in anchors if people(anchor.label) and outlet(anchor.label) < 3)
    if len(anchors) < 4 or 2 * persons > len(anchors):
        return False
    starts = {anchor.at for anchor in anchors}
    plain = [at for at in range(anchors[0].at, len(dump.lines)) if dump.lines[at].plain]
    texts = [at for at in plain if at not in starts]
    for _ in range(2):
        if texts and not dump.lines[texts[-1]].sentence:
            texts.pop()  # the foot of the page
    sentences = sum(1 for at in texts if dump.lines[at].sentence)
    return len(texts) <= 3 * len(anchors) and sentences >= 0.9 * len(texts)


def cut_label(text: str, known: bool = False) -> tuple[str, str, str] | None:
    """Name, headline and what parts them; ``known`` says that the label is a name in any case.

    >>> cut_label("Valley Courier: Rain at last in the north")
    ('Valley Courier', 'Rain at last in the north', ': ')
    >>> cut_label("Rain at last in the north (Valley Courier)")
    ('Valley Courier', 'Rain at last in the north', '()')
    >>> cut_label("Rain at last: the north is green") is None
    True
    """
    if found := _BRACKET.match(text):
        return found.group(1), text[found.end() :], "[]"
    headline, source = source_at_end(text)
    if source and len(headline.split()) >= 3:
        return source, headline, "()"
    places = [(at, cut) for cut in _CUTS if 0 < (at := text.find(cut)) <= 60]
    if not places:
        return None
    at, cut = min(places)
    label, headline = text[:at], text[at + len(cut) :].strip()
    words = label.split()
    if not 1 <= len(words) <= 6 or len(headline.split()) < 2:
        return None
    particles = singles("particle") | {"of", "the", "and", "&"}
    small = not all(not w[:1].islower() or w.casefold() in particles or "." in w for w in words)
    if small and not known and outlet(label) < 3:
        return None
    if words[0][:1].islower() and "." not in label and not known:
        return None
    return label, headline, cut


def cut_source(text: str) -> tuple[str, str, str] | None:
    """Name, headline and what parts them, where the newspaper's name comes last.

    >>> cut_source("Rain at last in the north — Valley Courier")
    ('Valley Courier', 'Rain at last in the north', ' — $')
    """
    if trailing_date(text)[1]:
        return None
    for cut in _CUTS[1:]:
        headline, found, label = text.rpartition(cut)
        words = label.split()
        if found and len(headline.split()) >= 3 and 0 < len(words) <= 6 and words[0][:1].isupper():
            return label, headline, cut + "$"
    return None


def _anchors(dump: Dump) -> list[Anchor]:
    found = [anchor for at in range(len(dump.lines)) if (anchor := _anchor(dump, at))]
    if not found:
        return []
    votes: dict[str, int] = {}
    for anchor in found:
        votes[anchor.cut] = votes.get(anchor.cut, 0) + 1 + 2 * anchor.strong
    cut = max(votes, key=lambda key: votes[key])
    kept: list[Anchor] = []
    covered: set[int] = set()
    names = {anchor.label for anchor in found if anchor.cut == cut and not anchor.vague}
    for anchor in found:
        if anchor.vague and anchor.label not in names:
            continue
        if anchor.cut == cut and anchor.at not in covered:
            kept.append(anchor)
            covered |= set(anchor.again)
    return kept


def _anchor(dump: Dump, at: int) -> Anchor | None:
    line = dump.lines[at]
    if not line.plain or line.size > 260:
        return None
    stopped = line.text.endswith((".", "”")) and not _CUT_OFF.search(line.text)
    if free(line.text)[1].strip("? "):
        return None
    parts = cut_label(line.text, known=True)
    if parts and cut_label(line.text) is None and not _repeats(dump, at, parts[1]):
        parts = None
    parts = parts or cut_source(line.text)
    if parts is None:
        return None
    label, headline, cut = parts
    again = _repeats(dump, at, headline)
    above = dump.lines[at - 1] if at else None
    tagged = above is not None and (above.role == "section" or _colon_tag(above))
    if meta(line.text).sure and not again and not tagged:
        return None
    below = next(
        (
            other
            for place, other in enumerate(dump.lines[at + 1 : at + 1 + _LOOK], start=at + 1)
            if place not in again and other.plain
        ),
        None,
    )
    bare = below is None or not (below.sentence or below.prose)
    if bare and not again:
        return None
    strong = bool(again) or tagged or outlet(label) >= 3
    return Anchor(
        at, label, headline, cut, again, strong, bare, stopped and not again and not tagged
    )


def _repeats(dump: Dump, at: int, headline: str) -> list[int]:
    """The lines right below that say the headline again, whole where it was cut off."""
    own = fold(free(_CUT_OFF.sub("", headline))[0])
    cut_off = _CUT_OFF.search(headline) is not None
    found: list[int] = []
    for place in range(at + 1, min(at + 4, len(dump.lines))):
        words = fold(free(dump.lines[place].text)[0])
        same = words == own or (cut_off and words[: len(own)] == own)
        if not own or not same or not dump.lines[place].plain:
            break
        found.append(place)
    return found


def _covers(dump: Dump, anchors: list[Anchor]) -> bool:
    """Hardly any running text stands above the first item, and items are not whole articles."""
    before = sum(line.size for line in dump.lines[: anchors[0].at] if line.plain and line.prose)
    inside = sum(line.size for line in dump.lines[anchors[0].at :] if line.plain and line.prose)
    return before * 2 <= inside and inside <= 2500 * len(anchors)


def _head(dump: Dump, end: int) -> None:
    for line in dump.lines[dump.masthead : end]:
        if line.plain and len(line.words) <= 7:
            line.take("header", "above the first item")


def _item(dump: Dump, anchor: Anchor, end: int, date: Line | None) -> Story:
    lines = dump.lines
    story = Story(kind="brief")
    line = lines[anchor.at]
    title_line = lines[anchor.again[0]] if anchor.again else line
    title = free(title_line.text if anchor.again else anchor.headline)[0]
    story.title = Found(title, title_line, "the headline after its publisher's name")
    story.publisher = Found(anchor.label, line, "the name before the headline")
    line.become("title", "headline", "a publisher's name and a headline")
    for at in anchor.again:
        lines[at].become("title", "headline", "the headline again")
    story.section = _section(dump, anchor.at)
    if date is not None:
        take_dates(story, date)
    last = max(
        (at for at in range(anchor.at, end) if lines[at].plain and lines[at].sentence), default=-1
    )
    for at in range(anchor.at + 1, end):
        other = lines[at]
        if other.role == "readmore" and other.urls:
            story.url = Found(other.urls[0], other, "the link to the story")
        if not other.plain:
            continue
        if at > last:
            other.take("tail", "no sentence follows")
            continue
        story.summary.append(Found(other.text, other, "under the headline"))
        other.take("summary", "under the headline")
    return story


def _section(dump: Dump, at: int) -> Found | None:
    """The tag above, which holds for every item down to the next tag."""
    for place in range(at - 1, max(-1, at - 40), -1):
        line = dump.lines[place]
        if line.role == "section" or (place >= dump.masthead and _heading(line)):
            if line.plain:
                line.take("section", "a heading over items")
            return Found(line.text.strip("#[]<>*-=~:@/—–·|+ "), line, "the tag above")
    return None


def _colon_tag(line: Line) -> bool:
    """``food:`` by itself: a tag over an item."""
    return line.plain and line.text.endswith(":") and len(line.words) <= 3 and line.size <= 32


def _tags(dump: Dump, anchors: list[Anchor]) -> None:
    """A word or two right above most items are tags, whatever marks them: ``food:``, ``/food/``."""
    above = [dump.lines[anchor.at - 1] for anchor in anchors if anchor.at]
    short = [
        line
        for line in above
        if line.role in ("", "navigation", "section")
        and len(line.words) in (1, 2, 3)
        and line.size <= 32
        and not line.sentence
    ]
    if len(short) >= 2 and 2 * len(short) > len(anchors):
        for line in short[1:] if short[0] is above[0] and _paper(short) else short:
            line.take("section", "a word or two over an item")


def _paper(short: list[Line]) -> bool:
    """The first is the paper's name in the head of the page and no tag."""
    return outlet(short[0].text) >= 3 and not any(outlet(line.text) >= 3 for line in short[1:])


def _heading(line: Line) -> bool:
    """``FOOD``, ``Sports``: a section's name over the items that follow."""
    if not line.plain or line.sentence or len(line.text.split()) > 3:
        return False
    return line.text.isupper() or line.words in phrases().words("section")
