"""What an extractor makes of one page: records, and the fate of every line or block.

`extract.text` and `extract.html` both return a `Reading`; `extract.stage` completes its records
(id, source, language, word count) and `explain` draws its fates.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..article import Article, Evidence
from ..system.errors import InputError


@dataclass(slots=True)
class Fate:
    """What became of one line of a text dump or one block of an HTML page, and why."""

    where: str
    """``line 12`` of a text dump; ``line 210 #story p[3]`` of an HTML page."""
    text: str
    role: str
    """What it was taken for: sponsor, navigation, headline, byline, body ..."""
    field: str | None = None
    """Which field it became part of (``title``, ``body[2]``), or None: it was dropped."""
    record: int | None = None
    """Position on the page of the record it belongs to."""
    reason: str = ""
    """Why: the heuristic that decided, in a few words."""


@dataclass(slots=True)
class Reading:
    """All that was found on one page. ``articles`` is empty where the page has no story."""

    articles: list[Article] = field(default_factory=list)
    """In page order, fields as the page has them, each with full ``evidence``. ``source.site``
    and ``source.retrieved`` are the extractor's to set; id, path, position, sha256, format,
    language (where the page does not say) and word_count are not."""
    empty: str = ""
    """Why the page has no story, where it has none and the extractor can tell."""
    fates: list[Fate] = field(default_factory=list)
    """One for every non-empty line or block of the page, in page order."""


def note(
    article: Article,
    name: str,
    source: str,
    raw: object,
    rejected: list[dict[str, object]] | None = None,
) -> None:
    """Record where the value of a field came from.

    >>> a = Article(title="Rain")
    >>> note(a, "title", "line 3", "Rain ")
    >>> a.evidence["title"].source
    'line 3'
    """
    if article.evidence is None:
        article.evidence = {}
    article.evidence[name] = Evidence(source=source, raw=raw, rejected=list(rejected or ()))


def note_unread(reading: Reading, left: list[str]) -> Reading:
    """The reading, with what of a huge page was left unread noted in its first record's evidence.

    Raises `InputError` where no record was found because of it.
    """
    if left and not reading.articles:
        raise InputError(f"no story where it was read, but {'; '.join(left)}")
    if left:
        first = reading.articles[0]
        first.evidence = first.evidence or {}
        first.evidence.setdefault("source", Evidence()).notes.extend(left)
    return reading
