"""Markdown: YAML front matter with the record's fields, then the body (CommonMark, GFM tables).

Any YAML parser, of version 1.1 or 1.2, reads back the values of the record, and a CommonMark parser
the texts of the body: what a page says never becomes markup. Control characters, which
Markdown cannot hold, become U+FFFD in the body.
"""

from __future__ import annotations

import re

import yaml

from ..article import Article
from . import Options, _commonmark, _frontmatter
from ._styles import ID_KEYS, front_matter

SUFFIX = ".md"
ALSO = (".markdown",)
OPTIONS = frozenset({"front_matter"})

_FRONT_MATTER = re.compile(r"---\r?\n(.*?)^---\r?$", re.DOTALL | re.MULTILINE)


def head(options: Options) -> str:
    """Nothing."""
    return ""


def record(article: Article, index: int, options: Options) -> str:
    """Front matter and body, after a blank line if it is not the first record."""
    fields = front_matter(article, options.front_matter)
    body = _commonmark.body(article.body)
    return "".join(
        ["\n" if index else "", "---\n", _frontmatter.dump(fields), "---\n", body and f"\n{body}\n"]
    )


def tail(count: int, options: Options) -> str:
    """Nothing."""
    return ""


def identity(document: str) -> str | None:
    """The id in the front matter."""
    match = _FRONT_MATTER.match(document)
    try:
        fields = yaml.safe_load(match[1]) if match else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    value = next((fields[key] for key in ID_KEYS if key in fields), None)
    return value if isinstance(value, str) else None
