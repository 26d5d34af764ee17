"""Which lines under a headline are the story."""

from __future__ import annotations

import re

from ..dump import Dump
from ..lines import Line, fold
from ..names import singles
from ..story import Found, Piece, Story
from .headline import free


def fill_body(dump: Dump, story: Story, start: int, end: int) -> None:
    """Every line that nobody claimed is the story's, down to the last sentence of its region."""
    lines = dump.lines[start:]
    last_number = dump.lines[end - 1].number
    title = fold(story.title.value) if story.title else ()
    for line in lines:
        if (line.plain and line.words == title and title and line.number - lines[0].number < 6) or (
            line.plain and story.title and free(line.text)[1] and fold(free(line.text)[0]) == title
        ):
            line.become("title", "headline", "the headline again")
    _bio(dump, story, lines)
    _appeals(dump, story, lines)
    _cross_links(lines)
    _pull_quotes(lines)
    _said_again(dump, lines)
    ends = (
        at
        for at, line in enumerate(lines)
        if line.number <= last_number and _ends_a_story(lines, at)
    )
    last = max(ends, default=-1)
    for at, line in enumerate(lines):
        if not line.plain:
            continue
        if at > last:
            line.take("tail", "no sentence follows")
            continue
        kind = line.kind or ("heading" if _subheading(lines, at) else "paragraph")
        level = line.level or (2 if kind == "heading" else None)
        story.body.append(Piece(line.text, line, kind, level))  # type: ignore[arg-type]


def _ends_a_story(lines: list[Line], at: int) -> bool:
    """A sentence, or an item of a list that a sentence introduced."""
    line = lines[at]
    if not line.plain:
        return False
    if line.sentence:
        return True
    if line.size >= 140 and line.kind != "list_item":
        return True
    if line.kind != "list_item":
        return False
    for other in reversed(lines[max(0, at - 20) : at]):
        if other.plain and other.kind != "list_item":
            return other.text.endswith(":")
    return False


def _subheading(lines: list[Line], at: int) -> bool:
    """A short line without a stop between paragraphs."""
    line = lines[at]
    if line.sentence or line.size > 90 or line.text.endswith((":", ",", ";", "—", "–", "-")):
        return False
    if (
        not line.text[:1].isupper()
        and not line.text[:1].isdigit()
        and line.text[:1] not in '“"¿¡«„'
    ):
        return False
    return any(other.plain for other in lines[at + 1 : at + 4])


def _bio(dump: Dump, story: Story, lines: list[Line]) -> None:
    """A last paragraph that begins with an author's name and names the paper is about the author.

    ``Ana Cruz covers the harbor for the Valley Courier.``
    """
    names = [fold(found.value) for found in story.authors]
    papers = [fold(n) for n in (_value(story.publisher), dump.site_name, dump.owner) if n]
    plain = [line for line in lines if line.plain]
    for line in plain[2:]:
        words = line.words
        begins = any(words[: len(name)] == name for name in names if name)
        titled = any(words[1 : len(name) + 1] == name for name in names if name)
        if not (begins or titled) or line.size > 400:
            continue
        text = " ".join(words)
        jobs = singles("job")
        named = any(" ".join(paper) in text for paper in papers if paper)
        if named or "@" in line.text or jobs & set(words[:12]):
            line.take("bio", "about the author")


def _appeals(dump: Dump, story: Story, lines: list[Line]) -> None:
    """A short call to the reader: words of asking, of address and the paper's name, three in all.

    ``Join the Valley Courier today.`` Nothing that quotes or reports is one.
    """
    asking, address, saying = (singles(name) for name in ("appeal", "address", "saying"))
    papers = [fold(n) for n in (_value(story.publisher), dump.site_name, dump.owner) if n]
    for line in lines:
        if not line.plain or line.size > 220 or any(mark in line.text for mark in '“”"«»„'):
            continue
        words = set(line.words)
        if words & saying:
            continue
        named = any(" ".join(paper) in " ".join(line.words) for paper in papers)
        asked, addressed = len(words & asking), len(words & address)
        # A longer paragraph that asks and never names the paper may well be a columnist's.
        brief = named or line.size <= 160
        if brief and asked and addressed and asked + addressed + named >= 3:
            line.take("appeal", "asks something of the reader")


_LABEL = re.compile(r"([^\W\d_][\w &'’/-]{2,30}): ")


def _cross_links(lines: list[Line]) -> None:
    """``WORTH READING: Rain in the north``: a label in capitals and a headline without a stop."""
    first = next((line for line in lines if line.plain), None)
    for line in lines:
        if not line.plain or line.kind or line.size > 200 or line.sentence:
            continue
        found = _LABEL.match(line.text)
        words = len(line.text[found.end() :].split()) if found else 0
        if found and found.group(1).isupper() and 3 <= words <= 16 and line is not first:
            line.take("related", "a label in capitals and a headline")


def _said_again(dump: Dump, lines: list[Line]) -> None:
    """A short line without a stop that the page has more than once is a button or a label."""
    seen: dict[tuple[str, ...], int] = {}
    for line in dump.lines:
        if len(line.words) <= 6 and not line.sentence:
            seen[line.words] = seen.get(line.words, 0) + 1
    for line in lines:
        short = line.plain and len(line.words) <= 6 and not line.sentence
        if short and line.kind != "list_item" and seen[line.words] > 1:
            line.take("repeated", "a short line that stands on the page more than once")


def _pull_quotes(lines: list[Line]) -> None:
    """A short paragraph that repeats a sentence of another one is set apart for show."""
    sentences: set[tuple[str, ...]] = set()
    for line in lines:
        if line.plain and line.size > 80:
            pieces = re.split(r"(?<=[.!?…])[\"'”’»]? ", line.text)
            if len(pieces) > 1:
                sentences |= {fold(piece) for piece in pieces}
    for line in lines:
        if line.plain and not line.kind and len(line.words) >= 5 and line.words in sentences:
            line.take("pull quote", "repeats a sentence of the story")


def _value(found: Found | None) -> str | None:
    return found.value if found else None
