"""JSON: one array with a record on each line, valid for any number of records, none included."""

from __future__ import annotations

import json

from ..article import Article
from . import Options
from .jsonl import line

SUFFIX = ".json"
OPTIONS = frozenset({"text"})


def head(options: Options) -> str:
    """The array opens."""
    return "["


def record(article: Article, index: int, options: Options) -> str:
    """The record on a line of its own, with the same bytes as in JSON Lines."""
    return (",\n" if index else "\n") + line(article, options)


def tail(count: int, options: Options) -> str:
    """The array closes."""
    return "\n]\n" if count else "]\n"


def identity(document: str) -> str | None:
    """The id of the only record."""
    try:
        (record,) = json.loads(document)
        value = record["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return value if isinstance(value, str) else None
