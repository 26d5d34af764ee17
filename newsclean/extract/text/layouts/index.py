"""An index page: entries that end in ``Read more``, or show source and date by the headline."""

from __future__ import annotations

import re

from ..dates import clock, left_over, scan
from ..dump import Dump, spans
from ..lines import Line
from ..masthead import list_date
from ..names import domain, outlet
from ..phrases import phrases
from ..story import Found, Story
from . import entry

_LEAST = 3
_BAR = re.compile(r" [|·•/] ")


def read(dump: Dump) -> list[Story]:
    """The entries of an index page, or nothing where the page is none."""
    for cutter in (by_links, by_data):
        blocks = cutter(dump)
        if len(blocks) < _LEAST - (cutter is by_links):
            continue
        if not _covers(dump, blocks):
            continue
        return _stories(dump, blocks)
    return []


def _stories(dump: Dump, blocks: list[list[Line]]) -> list[Story]:
    """Every block with a headline is an entry; a heading above holds for all down to the next."""
    list_date(dump, dump.lines.index(blocks[0][0]))
    above = headings(dump, blocks)
    name_leads(blocks)
    stories: list[Story] = []
    for block in blocks:
        story = entry.read(block, dump)
        if story is None:
            continue
        under(story, above.get(block[0].number))
        on_the_day(dump, story)
        stories.append(story)
    entry.split_titles(stories)
    for line in dump.lines:
        if line.plain and stories:
            line.take("other", "belongs to no entry")
    return stories


def under(story: Story, heading: Line | None) -> None:
    """The heading over an entry is its section."""
    if story.section is None and heading is not None:
        story.section = Found(heading.text.strip("#[]<>*-=~: "), heading, "the heading above")
        if heading.plain:
            heading.take("section", "a heading over entries")


def on_the_day(dump: Dump, story: Story) -> None:
    """A time of day by itself is one of the page's day."""
    found = story.published
    moment = clock(found.value) if found else None
    days = scan(dump.retrieved or "")
    if found is None or moment is None or moment.end < len(found.value) or not days:
        return
    day = days[0].raw
    if days[0].time:
        day = day.replace(days[0].time, "").rstrip(" ,-–—|·")
    story.published = Found(f"{day} {moment.raw}", found.line, f"{found.how}, the page's day")


def name_leads(blocks: list[list[Line]]) -> None:
    """Short lines that lead the entries are papers' names where most of them have a paper's word.

    ``VALLEY COURIER`` / ``Rain at last``, and in the next entry ``COASTLINE`` / ``A whale``. Fewer
    will do where names come back and none is known as a section's.
    """
    leads = [block[0] for block in blocks if len(block) > 1 and entry.source_line(block[0])]
    leads = [line for line in leads if not _BAR.search(line.text)]
    papers = sum(1 for line in leads if outlet(line.text) >= 3)
    known = phrases().words("section")
    again = len({line.words for line in leads}) < len(leads)
    few = again and 4 * papers >= len(blocks) and not any(line.words in known for line in leads)
    if 2 * papers <= len(blocks) and not (few and 4 * len(leads) >= 3 * len(blocks)):
        return
    for line in leads:
        line.take("label publisher", "a name that leads an entry")


def by_links(dump: Dump) -> list[list[Line]]:
    """Cut after every ``Read more``: headline, publisher, blurb, link."""
    blocks: list[list[Line]] = []
    block: list[Line] = []
    lines = dump.lines[dump.masthead :]
    roles = {"readmore"} if any(line.role == "readmore" for line in lines) else {"url"}
    for line in lines:
        if line.role in roles:
            if any(other.plain for other in block):
                blocks.append([*_own(block), line])
            block = []
        else:
            block.append(line)
    return blocks


def _own(block: list[Line]) -> list[Line]:
    """The last entry of a block: its blurb, and the lines without a stop right above that.

    A greeting or a sponsor's words may stand before it.
    """
    at = len(block)
    while at and (not block[at - 1].plain or _stopped(block[at - 1])):
        at -= 1
    if not at:
        at = len(block)
    while at and not (block[at - 1].plain and _stopped(block[at - 1])):
        at -= 1
    own = block[at:]
    for n in range(len(own) - 2, -1, -1):
        if own[n].plain and _heading(own[n]) and any(map(entry.headline_like, own[n + 1 :])):
            return own[n:]
    first = next((n for n, line in enumerate(own) if line.plain or line.role == "section"), 0)
    return own[first:]


def _stopped(line: Line) -> bool:
    """A piece of a blurb: running text, a sentence, or a source in brackets."""
    return (
        line.prose
        or (line.text.endswith((".", ".”", '."')) and not _pointed(line))
        or line.text[:1] + line.text[-1:] == "()"
    )


def _pointed(line: Line) -> bool:
    """A short line that is a link or has a number is a headline, stop or no stop."""
    return line.size <= 120 and (bool(line.urls) or line.mark[:-1].strip("(").isdigit())


def by_data(dump: Dump) -> list[list[Line]]:
    """Cut at every headline that has a date, counts or a source on it or right below it."""
    lines = dump.lines
    starts = _leading_data(dump)
    for at, line in enumerate(lines if not starts else ()):
        if _dated_headline(line) or _sourced(line):
            starts.append(at)
        elif at and _is_data(line):
            above = _headline_above(lines, at, starts[-1] if starts else dump.masthead - 1)
            if above is not None and (not starts or above > starts[-1]):
                starts.append(above)
    if starts and not _is_data(lines[starts[0]]) and _led_by_sources(lines, starts):
        starts = [start - 1 for start in starts]
    blocks: list[list[Line]] = []
    for start, end in spans(starts, len(lines)):
        block = [lines[start]]
        for line in lines[start + 1 : end]:
            if line.role in ("section", "related", "popular", "legal", "newsletter", "comments"):
                break
            if line.role == "navigation" and end == len(lines):
                break
            block.append(line)
        blocks.append(_until_heading(block))
    return blocks


def _leading_data(dump: Dump) -> list[int]:
    """Where source and date stand over the headlines: ``Valley Courier · 3 hours ago``.

    Over nearly all of them, and a blank line, a sentence or the head of the page above that.
    """
    lines = dump.lines
    data = [at for at in range(dump.masthead, len(lines) - 1) if _is_data(lines[at])]
    leading = [
        at
        for at in data
        if (not lines[at + 1].gap or lines[at + 1].gap < lines[at].gap)
        and entry.headline_like(lines[at + 1])
        and not lines[at + 1].text.endswith(".")
        and (at == dump.masthead or lines[at].gap or lines[at - 1].text.endswith((".", "…", "”")))
    ]
    enough = len(leading) >= _LEAST and 5 * len(leading) >= 4 * len(data)
    return leading if enough else []


def _led_by_sources(lines: list[Line], starts: list[int]) -> bool:
    """Above nearly every headline, the first one too, stands a short name."""
    leads = [start > 0 and entry.source_line(lines[start - 1]) for start in starts]
    return bool(leads) and leads[0] and sum(leads) >= 0.8 * len(leads)


def _dated_headline(line: Line) -> bool:
    """``Rain at last (Valley Courier) 3 hours ago``"""
    if not line.plain or line.size > 260 or line.sentence:
        return False
    text, date = entry.trailing_date(line.text)
    found = scan(line.text)
    if found and line.size == len(line.text) and len(left_over(line.text, found)) < 3:
        return False  # a heading of the page
    return bool(date) and len(text.split()) >= 4 and not entry.meta(line.text).sure


def _sourced(line: Line) -> bool:
    """``Rain at last (valleycourier.example)`` as an item of a list."""
    if not line.plain or line.kind != "list_item" or line.size > 260:
        return False
    text, source = entry.source_at_end(line.text)
    return len(text.split()) >= 3 and (domain(source) or outlet(source) >= 2)


def _is_data(line: Line) -> bool:
    if line.role in ("relative date", "date"):
        return True
    free = line.plain or line.role == "byline"
    return free and not line.prose and entry.meta(line.text).sure


def _headline_above(lines: list[Line], at: int, floor: int) -> int | None:
    """The nearest line above that can be a headline; a publisher's name may stand between."""
    for place in range(at - 1, max(floor, at - 4), -1):
        line = lines[place]
        if not line.plain:
            break
        stopped = line.text.endswith(".")  # a blurb between the headline and its data
        if entry.headline_like(line) and not stopped and not entry.meta(line.text).sure:
            named = outlet(line.text) >= 3 and len(line.words) <= 5 and place - 1 > floor
            if named and entry.headline_like(lines[place - 1]):
                continue
            return place
    above = lines[at - 1]
    short = above.plain and at - 1 > floor and len(above.text.split()) == 2 and not above.sentence
    begins = above.gap > 0 or lines[at - 2].role == "number" if at > 1 else False
    return at - 1 if short and begins and outlet(above.text) < 3 else None


def _until_heading(block: list[Line]) -> list[Line]:
    """Without the section heading of the next entries at its end."""
    while len(block) > 1 and block[-1].plain and _heading(block[-1]):
        block = block[:-1]
    return block


def _heading(line: Line) -> bool:
    """``CULTURE``, ``Business``: one to three words, capital or a known section."""
    if line.sentence or len(line.text.split()) > 3 or line.kind == "list_item":
        return False
    known = line.words in phrases().words("section") | phrases().words("nav")
    return line.role == "section" or line.text.isupper() or known or line.kind == "heading"


def headings(dump: Dump, blocks: list[list[Line]]) -> dict[int, Line]:
    """For each block's first line the section heading above it."""
    taken = {line.number for block in blocks for line in block}
    firsts = {block[0].number for block in blocks}
    current: Line | None = None
    found: dict[int, Line] = {}
    for line in dump.lines[dump.masthead :]:
        if line.number in firsts:
            if current is not None:
                found[line.number] = current
        elif line.number not in taken and _heading(line) and (line.plain or line.role == "section"):
            current = line
    return found


_BLURB = 1200
_BLURB_LINES = 5


def _covers(dump: Dump, blocks: list[list[Line]]) -> bool:
    """Most running text of the page stands in the blocks, and none is more than a blurb.

    Otherwise the page is an article with a list of other stories beside it.
    """
    texts = [[line.size for line in block if line.plain and line.prose] for block in blocks]
    total = sum(line.size for line in dump.lines if line.plain and line.prose)
    if any(sum(text) > _BLURB or len(text) > _BLURB_LINES for text in texts):
        return False
    return sum(map(sum, texts)) * 2 >= total
