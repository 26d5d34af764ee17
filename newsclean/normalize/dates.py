"""Dates as ISO 8601, no more precise than the page: ``11 Jul 2023`` becomes ``2023-07-11``.

- A date without a time stays a date; a month or year alone stays that (``2023-07``, ``2023``). An
  offset is written only where the page gives one. Times are given to the second.
- A relative date counts from the day the page says it was fetched, else from when its file was
  saved (where that is not when it was unpacked with many others); never from now. Hours need a time
  of day to count from.
- 03/04/2025 is read as the page's language and country write dates, and says so in the evidence.
- What is no date, or an impossible one, becomes null; its string is kept in the evidence.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..article import Evidence
from ..language.dates.order import country
from ..language.dates.parse import ParsedDate, Role, parse_date

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

__all__ = ["ORDER", "ParsedDate", "apply", "parse_date"]

ORDER = 90


def apply(article: Article, options: Normalize) -> None:
    """Read the record's dates."""
    source = article.source
    source.retrieved = _read(article, "retrieved", source.retrieved, source.saved, None)
    base = _base(source.retrieved, source.saved)
    article.published = _read(article, "published", article.published, base, "published")
    article.modified = _read(article, "modified", article.modified, base, "modified")


def _base(retrieved: str | None, saved: str | None) -> str | None:
    """What relative dates count from: the page's own day, with the file's time where that is of
    the same day."""
    if retrieved and saved and len(retrieved) == 10 and saved.startswith(retrieved):
        return saved
    return retrieved or saved


def _read(
    article: Article, name: str, raw: str | None, base: str | None, role: Role | None
) -> str | None:
    """A date of the record; what is noteworthy about it goes to the evidence."""
    if not raw:
        return None
    parsed = parse_date(
        raw, language=article.language, region=country(article.url), base=base, role=role
    )
    notes = list(parsed.notes)
    if name != "retrieved" and _is_later(parsed.value, base):
        notes.append(f"later than the page itself, which is of {base}")
    if notes:
        _note(article, name, raw, notes)
    return parsed.value


def _is_later(value: str | None, base: str | None) -> bool:
    """Whether a day lies more than a day after the base; time zones explain one."""
    if not value or not base or len(value) < 10 or len(base) < 10:
        return False
    try:
        return date.fromisoformat(value[:10]) - date.fromisoformat(base[:10]) > timedelta(days=1)
    except ValueError:
        return False


def _note(article: Article, name: str, raw: str, notes: list[str]) -> None:
    if article.evidence is None:
        article.evidence = {}
    evidence = article.evidence.setdefault(name, Evidence())
    if evidence.raw is None:
        evidence.raw = raw
    evidence.notes += [note for note in notes if note not in evidence.notes]
