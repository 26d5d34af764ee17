"""How sure is a record? From 0 to 1, from what was found and how much speaks against it."""

from __future__ import annotations

from collections.abc import Iterable

from .dump import Dump
from .lines import fold, small
from .names import singles
from .story import Story

_ARTICLE = {"title": 0.2, "published": 0.12, "authors": 0.08, "publisher": 0.08}
_PEERS = 4
_LONGEST = 600
_QUOTES = '“”"«»„'
_ENTRY = {"publisher": 0.12, "summary": 0.12, "url": 0.1, "published": 0.08, "section": 0.06}


def confidence(dump: Dump, story: Story) -> float:
    """The confidence of a story's record.

    An article is sure that has a headline, three paragraphs of running text, a date, an author and
    a publisher; loose lines in its body and words of a wall on the page count against it. An entry
    of a list is sure that has what its page's other entries have.
    """
    score = _article(story) if story.kind in ("article", "post") else _entry(story)
    if story.kind == "article":
        texts = (piece.text for piece in story.body if piece.line.prose)
        score -= own_voice(texts, (dump.site_name, dump.owner))
    if any(line.role == "wall" for line in dump.walls):
        score -= 0.2
    return round(min(1.0, max(0.05, score - story.doubts)), 2)


def doubt_odd(stories: list[Story]) -> None:
    """Doubt an entry that lacks what nearly all others of its page have, or is not cut as they are.

    It may have begun or ended at the wrong line.
    """
    entries = [story for story in stories if story.kind in ("brief", "link")]
    if len(entries) < _PEERS:
        return
    for name in ("publisher", "summary", "published", "section"):
        lacking = [story for story in entries if not getattr(story, name)]
        if 5 * len(lacking) <= len(entries):
            for story in lacking:
                story.doubts += 0.2
    stopped = [s for s in entries if s.title and s.title.value.endswith(".")]
    if 5 * len(stopped) <= len(entries):
        for story in stopped:
            story.doubts += 0.15
    for story in entries:
        if any(found.value[:1].islower() for found in story.summary):
            story.doubts += 0.15


def own_voice(texts: Iterable[str], names: Iterable[str | None]) -> float:
    """What to take off for paragraphs that name the paper itself and report nobody's words.

    ``The Courier belongs to its readers.`` in every story of a paper is hardly the story's; only
    other pages of the paper can tell (see `newsclean.extract.learn`).

    >>> own_voice(["The Courier belongs to its readers and to nobody else at all."], ["Courier"])
    0.15
    """
    words = {word for name in names for word in fold(name or "") if len(word) > 3}
    words -= singles("article") | {"news"}
    saying, found = singles("saying"), 0
    for text in texts:
        head = text[:_LONGEST]
        if len(text) < 60 or any(mark in text for mark in _QUOTES):
            continue
        folded = small(head)
        if any(word in folded for word in words):
            own = set(fold(head))
            found += bool(own & words) and not own & saying
    return min(0.15 * found, 0.45)


def _article(story: Story) -> float:
    score = 0.3 + sum(value for name, value in _ARTICLE.items() if getattr(story, name))
    prose = sum(1 for piece in story.body if piece.line.prose)
    if story.kind == "post":
        return score + (0.2 if story.body else 0.0)
    score += (0.0, 0.1, 0.16)[prose] if prose < 3 else 0.22
    loose = sum(1 for piece in story.body if piece.type == "heading")
    if story.body:
        score -= 0.6 * loose / len(story.body)
    return score


def _entry(story: Story) -> float:
    score = 0.5 + sum(value for name, value in _ENTRY.items() if getattr(story, name))
    if story.title and len(story.title.value.split()) < 3:
        score -= 0.2
    return score
