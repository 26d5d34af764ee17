"""From the pieces of a story to a record with its evidence."""

from __future__ import annotations

import re

from ...article import Article, Block, Source
from ..reading import note
from .confidence import confidence
from .dump import Dump
from .story import Found, Story

_ONE = ("title", "publisher", "section", "published", "modified", "url")


def record(dump: Dump, story: Story, position: int) -> Article:
    """The record a story makes; its lines learn which fields they became."""
    article = Article(kind=story.kind, source=Source())
    for name in _ONE:
        found = getattr(story, name)
        if found is None:
            continue
        setattr(article, name, found.value)
        _credit(found, name, position)
        note(article, name, _where(found), found.line.raw.strip(), _rejected(story, name))
    _authors(article, story, position)
    if story.summary:
        article.summary = "\n\n".join(found.value for found in story.summary)
        for found in story.summary:
            _credit(found, "summary", position)
        note(
            article,
            "summary",
            _where(story.summary[0]),
            [f.line.raw.strip() for f in story.summary],
        )
    if story.tags:
        article.tags = [found.value for found in story.tags]
        _credit(story.tags[0], "tags", position)
        note(article, "tags", _where(story.tags[0]), [f.line.raw.strip() for f in story.tags])
    for at, piece in enumerate(story.body):
        article.body.append(
            Block(type=piece.type, text=piece.text, level=piece.level, ordered=piece.ordered)
        )
        role = "body" if piece.type == "paragraph" else piece.type
        piece.line.become(f"body[{at}]", role, "text of the story")
        piece.line.record = position
    if story.body:
        first, last = story.body[0].line, story.body[-1].line
        note(article, "body", f"lines {first.number} to {last.parts[-1][0]}", None)
    _place(article, story)
    _source(dump, article)
    article.confidence = confidence(dump, story)
    return article


#: ``PORT ALDER (Wire) — It rained.``, ``BERLIN - Es regnete.``
_DATELINE = re.compile(
    r"\A([^\W\d_a-zß-ÿ][^\Wa-zß-ÿ]*(?:[ ,.'’-]+[^\W\d_]+){0,4}?)(?: \([^()]{1,30}\))? [—–-]{1,2} "
)


def _place(article: Article, story: Story) -> None:
    """The dateline's place, in capitals before a dash; it stays in the text too."""
    first = next((piece for piece in story.body if piece.type == "paragraph"), None)
    found = _DATELINE.match(first.text[:120]) if first else None
    if first and found and len(found.group(1)) >= 3 and found.group(1).split(",")[0].isupper():
        article.place = found.group(1)
        note(article, "place", f"{first.line.where}: the dateline", found.group().strip())


def _authors(article: Article, story: Story, position: int) -> None:
    if not story.authors:
        return
    article.authors = [found.value for found in story.authors]
    for found in story.authors:
        _credit(found, "authors", position)
    lines = {found.line.number: found.line for found in story.authors}
    raws = [line.raw.strip() for line in lines.values()]
    note(article, "authors", _where(story.authors[0]), raws[0] if len(raws) == 1 else raws)


def _source(dump: Dump, article: Article) -> None:
    if dump.site and dump.site_name:
        article.source.site = dump.site_name
        note(article, "source.site", dump.site.where, dump.site.raw.strip())
    if dump.retrieved and dump.retrieved_line:
        article.source.retrieved = dump.retrieved
        line = dump.retrieved_line
        note(article, "source.retrieved", f"{line.where}: {line.reason}", line.raw.strip())


def _credit(found: Found, name: str, position: int) -> None:
    line = found.line
    if name not in line.fields:
        line.fields.append(name)
    if line.record is None:
        line.record = position
    if line.plain:
        line.take("headline" if name == "title" else name, found.how)


def _where(found: Found) -> str:
    return f"{found.line.where}: {found.how}"


def _rejected(story: Story, name: str) -> list[dict[str, object]]:
    return [
        {"source": found.line.where, "raw": found.value, "reason": found.how}
        for found in story.rejected.get(name, [])
    ]
