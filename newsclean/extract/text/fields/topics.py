"""What a story is filed under, and the fields that the page labels by name."""

from __future__ import annotations

import re

from ....language.bylines import split_byline
from ....language.lines import line_phrases, listed
from ..dump import Dump
from ..lines import Line
from ..story import Choice, Found, Story
from .setting import Setting

_ABOVE = 8
"""Blocks above the headline in which its section stands."""
_SURE = 0.35
"""A block is the section from this probability on, where nothing else speaks for it."""
_PATH = re.compile(r" ?[/›»>→|] ?")
_MARKS = "#[]<>*-=~:@/—–·|+•@ "
_LABELS = {
    "label title": "title",
    "label publisher": "publisher",
    "label section": "section",
    "label url": "url",
    "label date": "published",
}
_MORE_LABELS = frozenset(("label tags", "label summary", "label author"))
_TELLING = frozenset(("label title", "label publisher", "label author", "label date", "label url"))


def rest_of(line: Line) -> str:
    """What follows the label that a line begins with."""
    found = line_phrases().labelled(line.text)
    return found.rest.strip() if found else ""


def read_labels(story: Story, setting: Setting) -> None:
    """Fields that the page itself names, as an export of a press archive does: they win."""
    first, end = setting.text
    zone = range(max(0, first - 40), min(len(setting.lines), end + 20))
    told = {setting.lines[at].role for at in zone} & _TELLING
    for at in zone:
        line = setting.lines[at]
        name = _LABELS.get(line.role)
        rest = rest_of(line) if name or line.role in _MORE_LABELS else ""
        if not rest or len(rest) > 300:
            continue
        found = Found(rest, line, "after a label")
        if line.role == "label tags":
            _take_tags(story, line, rest)
        elif line.role == "label author":
            names = split_byline(rest, setting.words)
            if names and (len(told) > 1 or not story.authors):
                story.authors = [Found(name, line, "after a label") for name in names]
        elif line.role == "label summary":
            story.summary.append(found)
        elif name == "published":
            if story.published is None and setting.spans(at):
                story.published = Found(setting.spans(at)[0].raw, line, "after a label")
        elif name in ("publisher", "title") and len(told) < 2:
            continue  # "Source: ..." by itself is of a picture, or of what the text says
        elif name and (name in ("publisher", "title") or getattr(story, name) is None):
            setattr(story, name, found)
            story.margins[name] = 0.95


def _take_tags(story: Story, line: Line, rest: str) -> None:
    """``Topics: Town, Courts``; a single topic stands in for a section."""
    tags = [piece.strip(_MARKS) for piece in re.split(r"[,;|·]", rest)]
    tags = [tag for tag in tags if tag]
    if not tags or story.tags or any(len(tag) > 60 for tag in tags):
        return
    if len(tags) == 1 and story.section is None:
        story.section = Found(tags[0], line, "the only topic")
    story.tags = [Found(tag, line, "after a label") for tag in tags]


def choose_section(dump: Dump, title_at: int | None) -> Choice:
    """The section: the end of a path, or a word above the headline that the page's menu has."""
    if title_at is None:
        return Choice([], [])
    above = range(max(0, title_at - _ABOVE), title_at)
    menu = {
        line.words
        for at, line in enumerate(dump.lines[: max(0, title_at - 1)])
        if dump.p[at]["nav"] > 0.5 and len(line.words) <= 3
    }
    sections = listed("sections")
    for at in reversed(above):
        line = dump.lines[at]
        if line.role == "breadcrumb":
            pieces = [piece for piece in _PATH.split(line.text) if piece.strip(_MARKS)]
            if len(pieces) > 1 and len(pieces[-1]) <= 60:
                return Choice([Found(pieces[-1].strip(_MARKS), line, "the end of a path")], [], 0.9)
    for at in reversed(above):
        line, p = dump.lines[at], dump.p[at]
        if not 1 <= len(line.words) <= 4 or line.size > 40 or line.sentence or "#" in line.words:
            continue
        if not line.plain and line.role != "section":
            continue
        known = line.words in sections or line.words in menu
        if (at > 0 and _in_list(dump, at)) or (p["site"] > p["section"] and not known):
            continue
        if p["section"] >= _SURE or (known and title_at - at <= 3):
            return Choice(
                [Found(line.text.strip(_MARKS), line, "a section's name above the headline")],
                [],
                max(p["section"], 0.6 if known else 0.0),
            )
    return Choice([], [])


def _in_list(dump: Dump, at: int) -> bool:
    """The last of the short lines of a menu."""
    above = range(max(0, at - 2), at)
    menu = sum(dump.p[i]["nav"] > 0.6 and dump.lines[i].size < 30 for i in above) == 2
    alike = all(dump.lines[i].kind == dump.lines[at].kind for i in above)
    return menu and alike and not dump.lines[at].gap
