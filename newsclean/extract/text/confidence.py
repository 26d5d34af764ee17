"""How sure is a record? From 0 to 1, from what was found and how much speaks against it."""

from __future__ import annotations

from .dump import Dump
from .story import Story

_ARTICLE = {"title": 0.2, "published": 0.12, "authors": 0.08, "publisher": 0.08}
_ENTRY = {"publisher": 0.12, "summary": 0.12, "url": 0.1, "published": 0.08, "section": 0.06}


def confidence(dump: Dump, story: Story) -> float:
    """The confidence of a story's record.

    An article is sure that has a headline, three paragraphs of running text, a date, an author and
    a publisher; loose lines in its body and words of a wall on the page count against it. An entry
    of a list is sure that has what its page's other entries have.
    """
    score = _article(story) if story.kind in ("article", "post") else _entry(story)
    if any(line.role == "wall" for line in dump.walls):
        score -= 0.2
    return round(min(1.0, max(0.05, score - story.doubts)), 2)


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
