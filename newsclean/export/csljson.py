"""CSL-JSON (https://docs.citationstyles.org): a reference for each record, for Zotero and citeproc.

Names stand as the page has them (``literal``): which part of a name is the family's, it does not
say. Zotero takes them as names of one field.
"""

from __future__ import annotations

from typing import Any

from ..article import Article
from ..article.instants import instant
from . import Options
from ._array import close, item, only

SUFFIX = ".csl.json"


def head(options: Options) -> str:
    """The array opens."""
    return "["


def record(article: Article, index: int, options: Options) -> str:
    """The record as a reference."""
    fields = {
        "id": article.id,
        "type": "post-weblog" if article.kind == "post" else "article-newspaper",
        "title": article.title,
        "author": [{"literal": name} for name in article.authors],
        "container-title": article.publisher,
        "section": article.section,
        "issued": _date(article.published),
        "accessed": _date(article.source.retrieved or article.source.saved),
        "language": article.language,
        "URL": article.url,
        "abstract": article.summary,
        "keyword": ", ".join(article.tags),
    }
    return item(fields, index)


def _date(text: str | None) -> dict[str, Any] | None:
    """As much of a date as is known, as the page has it: the day there, not in UTC."""
    found = instant(text)
    if found is None or text is None:
        return None
    parts = [int(part) for part in text.strip()[:10].split("-")]
    return {"date-parts": [parts]}


def tail(count: int, options: Options) -> str:
    """The array closes."""
    return close(count) + "\n"


def identity(document: str) -> str | None:
    """The id of the only reference."""
    found = only(document)
    value = found.get("id") if found else None
    return value if isinstance(value, str) else None
