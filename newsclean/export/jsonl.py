"""JSON Lines: one record per line, as the verbs pass them to each other."""

from __future__ import annotations

from ..article import Article, decode, encode
from ..errors import RecordError

SUFFIX = ".jsonl"
SIGNATURE = ""


def head() -> str:
    """Nothing."""
    return ""


def record(article: Article, index: int) -> str:
    """The record and a line break."""
    return encode(article) + "\n"


def tail(count: int) -> str:
    """Nothing."""
    return ""


def identity(document: str) -> str | None:
    """The id of the only record."""
    try:
        return decode(document).id
    except RecordError:
        return None
