"""What feeds have in common: what they are called, and when an entry is from."""

from __future__ import annotations

import os
import re
import time
from datetime import datetime, timezone

from ..article import Article
from ..article.instants import Instant, instant

TITLE = "newsclean"
FEED_ID = "urn:newsclean:export"


def entry_id(article: Article) -> str:
    """A URI that is the record's id."""
    return f"urn:newsclean:{article.id}"


def published(article: Article) -> Instant | None:
    """When the story was published, if that can be told."""
    return instant(article.published)


def updated(article: Article) -> Instant:
    """When an entry changed last: as the page says, else when it was saved, else long ago."""
    source = article.source
    dates = (article.modified, article.published, source.saved, source.retrieved)
    found = next(filter(None, map(instant, dates)), None)
    return found or Instant(datetime(1970, 1, 1, tzinfo=timezone.utc), "year")


def now() -> datetime:
    """The time, or what SOURCE_DATE_EPOCH says instead, so that a file can be made again.

    See https://reproducible-builds.org/specs/source-date-epoch/
    """
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(said) if said.isdigit() else int(time.time()), timezone.utc)


def identified(document: str) -> str | None:
    """The id of the only entry of a feed, or None."""
    found = _ENTRY.findall(document)
    return found[0] if len(found) == 1 else None


_ENTRY = re.compile(r"urn:newsclean:(?!export)([^<\"]{1,200})[<\"]")
