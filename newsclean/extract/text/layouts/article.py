"""One story on the page: a headline among its date, byline and publisher, then running text."""

from __future__ import annotations

from ..dump import Dump
from ..lines import Line
from ..names import outlet, people
from ..phrases import phrases
from ..story import Found, Story
from .body import fill_body
from .head import (
    cluster_start,
    label_rest,
    metadata,
    same_name,
    take_authors,
    take_section,
    take_tags,
)
from .headline import find_headline, free
from .region import main_text

_HEAD = frozenset({"byline", "date", "reading time"})


def read(dump: Dump) -> Story | None:
    """The page's one story, or None where there is no running text to speak of."""
    lines = dump.lines
    region = main_text(dump)
    if region is None:
        return None
    start = region.start
    story = Story()
    title_at = find_headline(dump, start)
    head_from = cluster_start(dump, title_at if title_at is not None else start)
    body_from = _body_start(dump, title_at, start)
    if title_at is not None:
        line = lines[title_at]
        text, glued = free(line.text)
        if line.role == "label title":
            text = label_rest(line)
        how = f"freed of “{glued}”" if glued else "the line above the text that reads as a headline"
        story.title = Found(text, line, how)
        line.take("headline", how)
    metadata(dump, story, head_from, title_at, body_from)
    fill_body(dump, story, body_from, region.end)
    _late_metadata(dump, story)
    return story if _enough(dump, story) else None


def head(dump: Dump, end: int) -> Story:
    """What stands above line ``end``: headline, names, dates and a standfirst, without a body."""
    lines = dump.lines
    story = Story()
    title_at = find_headline(dump, end)
    if title_at is not None:
        text, glued = free(lines[title_at].text)
        how = f"freed of “{glued}”" if glued else "reads as the page's headline"
        story.title = Found(text, lines[title_at], how)
        lines[title_at].take("headline", how)
    at = title_at if title_at is not None else end
    metadata(dump, story, cluster_start(dump, at), title_at, end)
    _late_metadata(dump, story)
    return story


def _body_start(dump: Dump, title_at: int | None, start: int) -> int:
    """Running text above the story's byline or date is its standfirst; the body begins below."""
    if title_at is None:
        first = start
        while first and dump.lines[first - 1].plain and dump.lines[first - 1].sentence:
            first -= 1
        return first
    last = title_at
    for at in range(title_at + 1, min(len(dump.lines), title_at + 25)):
        line = dump.lines[at]
        if line.role in _HEAD or line.role.startswith("label "):
            last = at
        elif line.plain and line.prose and at > start:
            break
    while last + 1 < start and _name_alone(dump.lines[last + 1]):
        last += 1
    return last + 1


def _name_alone(line: Line) -> bool:
    """A person or a paper by itself between the headline and the text."""
    short = line.plain and not line.sentence and line.size <= 60
    return short and bool(people(line.text) or outlet(line.text) >= 3)


def _late_metadata(dump: Dump, story: Story) -> None:
    """What the head did not say: a source named by a link to it, the copyright line, the site."""
    for line in dump.lines:
        if story.publisher is None and line.role == "readmore":
            name = _named_source(line.text)
            if name:
                story.publisher = Found(name, line, "named by the link to the story")
        if line.role == "label section" and story.section is None:
            take_section(story, line)
        if line.role == "label tags":
            take_tags(story, line)
        if (
            not story.authors
            and line.role == "byline"
            and line.record is None
            and _near(story, line)
        ):
            take_authors(story, line)
    if story.url is None and dump.canonical:
        address, line = dump.canonical
        story.url = Found(address, line, "the page's canonical link")
    if story.publisher is None:
        story.publisher = _house(dump)


def _house(dump: Dump) -> Found | None:
    """Whose page it is: by its masthead where a newspaper is named there, else by the copyright."""
    site = dump.site_name
    found: list[Found] = []
    if dump.owner and dump.owner_line:
        found.append(Found(dump.owner, dump.owner_line, "the copyright line"))
    if dump.aggregator:
        return found[0] if found and not (site and same_name(site, found[0].value)) else None
    if site and dump.site:
        found.insert(0 if outlet(site) >= 3 else 1, Found(site, dump.site, "the site's page"))
    return found[0] if found else None


def _near(story: Story, line: Line) -> bool:
    return bool(story.body) and line.number <= story.body[-1].line.number + 2


def _named_source(text: str) -> str | None:
    found = phrases().labelled(text)
    if not found or not found.rest:
        return None
    name = found.rest.split("http")[0].strip(" ():»›>-–—|")
    return name if outlet(name) or (0 < len(name.split()) <= 4 and name[:1].isupper()) else None


def _enough(dump: Dump, story: Story) -> bool:
    """Running text enough for a story; more of it where nothing else speaks for one."""
    prose = sum(piece.line.size for piece in story.body if piece.line.sentence)
    signs = sum((story.title is not None, story.published is not None, bool(story.authors))) + (
        len([p for p in story.body if p.line.prose]) >= 3
    )
    walls = sum(1 for line in dump.lines if line.role == "wall")
    banners = sum(1 for line in dump.lines if line.role == "cookie")
    dated = story.published is not None or bool(story.authors)
    if (walls and prose < 800 and signs < 3) or (banners and prose < 500 and not dated):
        return False
    return prose >= (120 if signs >= 2 else 240 if story.title else 300)
