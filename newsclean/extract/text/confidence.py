"""The confidence of a record, from 0 to 1: from what was found, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable
from math import log, log1p

from ...language.lines import singles
from ...language.script import small, words_of
from .dump import Dump
from .fields.score import probability
from .story import Story

_POST = {"title": 0.2, "published": 0.12, "authors": 0.08, "publisher": 0.08}
_PEERS = 4
_LONGEST = 600
_QUOTES = '“”"«»„'
_ENTRY = {"publisher": 0.12, "summary": 0.12, "url": 0.1, "published": 0.08, "section": 0.06}


def confidence(dump: Dump, story: Story) -> float:
    """The confidence of a story's record.

    That of an article is the probability that its headline is right and its text is nearly so, by
    a logistic regression over the margins of the choices made, fitted on real pages. An entry of a
    list is sure that has what its page's other entries have.
    """
    if story.kind == "article":
        score = probability("confidence", article_clues(dump, story))
        texts = (piece.text for piece in story.body if piece.line.prose)
        score -= own_voice(texts, (dump.site_name, dump.owner))
    else:
        score = _post(story) if story.kind == "post" else _entry(story)
    if any(line.role == "wall" for line in dump.walls):
        score -= 0.2
    return round(min(1.0, max(0.05, score - story.doubts)), 2)


def article_clues(dump: Dump, story: Story) -> dict[str, float]:
    """What tells whether an article was read rightly: how clear each choice was.

    Lengths are logarithms, margins log odds, the rest shares from 0 to 1.
    """
    inside = {id(piece.line) for piece in story.body}
    sure = total = doubtful = left = 0.0
    likely = []
    for line, roles in zip(dump.lines, dump.p, strict=True):
        p = roles["body"] + roles["heading"]
        if id(line) in inside:
            total += line.size
            sure += line.size * p
            likely.append(p)
        elif line.size < 2000:
            doubtful += line.size * p
            left += line.size if line.prose else 0
    total = total or 1.0
    title = story.margins.get("title", 0.5)
    rivals = len(story.rejected.get("title", ()))
    return {
        "headline": _odds(title) if story.title else 0.0,
        "no headline": float(story.title is None),
        "headline under .9": float(story.title is not None and title < 0.9),
        "rivals": log1p(rivals),
        "length": log1p(total),
        "short": float(total < 600),
        "blocks": log1p(len(likely)),
        "text sure": _odds(sure / total),
        "blocks in doubt": sum(1 for p in likely if p < 0.8) / (len(likely) or 1),
        "doubtful text left": log1p(20 * doubtful / total),
        "running text left": log1p(left / total),
        "date": _odds(story.margins.get("published", 0.5)),
        "dated": float(story.published is not None),
        "signed": float(bool(story.authors)),
        "page": log1p(len(dump.lines)),
    }


def _odds(p: float) -> float:
    """Log odds of a probability, within reason."""
    p = min(max(p, 0.002), 0.998)
    return log(p / (1 - p))


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
    words = {word for name in names for word in words_of(name or "") if len(word) > 3}
    words -= singles("outlets.articles") | {"news"}
    saying, found = singles("saying"), 0
    for text in texts:
        head = text[:_LONGEST]
        if len(text) < 60 or any(mark in text for mark in _QUOTES):
            continue
        folded = small(head)
        if any(word in folded for word in words):
            own = set(words_of(head))
            found += bool(own & words) and not own & saying
    return min(0.15 * found, 0.45)


def _post(story: Story) -> float:
    score = 0.3 + sum(value for name, value in _POST.items() if getattr(story, name))
    return score + (0.2 if story.body else 0.0)


def _entry(story: Story) -> float:
    score = 0.5 + sum(value for name, value in _ENTRY.items() if getattr(story, name))
    if story.title and len(story.title.value.split()) < 3:
        score -= 0.2
    return score
