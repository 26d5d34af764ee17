"""A record as flat and nested values for tables with fixed columns."""

from __future__ import annotations

import json
from typing import Any

from ..article import Article, field_names, to_dict
from ..article.rows import completed


def row(article: Article) -> dict[str, Any]:
    """The columns of a line of JSON; what has no fixed form is JSON; and ``text``, ``extra``."""
    known = to_dict(article)
    extra = {name: known.pop(name) for name in article.extra if name in known}
    found = completed(known, field_names(Article))
    found["text"] = article.text
    found["evidence"] = as_json(found.get("evidence"))
    found["extra"] = as_json(extra or None)
    return found


def as_json(value: Any) -> str | None:
    """Plain values as JSON; None for null."""
    return None if value is None else json.dumps(value, ensure_ascii=False)
