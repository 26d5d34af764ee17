"""JSON Lines: one record per line, as the verbs pass them to each other."""

from __future__ import annotations

from ..article import Article, decode, encode, field_names, to_dict
from ..article.line import as_line
from ..article.rows import completed
from ..system.errors import RecordError
from . import Options

SUFFIX = ".jsonl"
ALSO = (".ndjson",)
OPTIONS = frozenset({"text"})


def head(options: Options) -> str:
    """Nothing."""
    return ""


def record(article: Article, index: int, options: Options) -> str:
    """The record and a line break."""
    return line(article, options) + "\n"


def line(article: Article, options: Options) -> str:
    """The record on one line, with its body as plain ``text`` where that is asked for."""
    if not options.text:
        return encode(article)
    row = completed(to_dict(article), field_names(Article))
    return as_line({**row, "text": article.text})


def tail(count: int, options: Options) -> str:
    """Nothing."""
    return ""


def identity(document: str) -> str | None:
    """The id of the only record."""
    try:
        return decode(document).id
    except RecordError:
        return None
