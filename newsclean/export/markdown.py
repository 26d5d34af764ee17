"""Markdown: YAML front matter with the record's fields, then the body (CommonMark, GFM tables).

Any YAML parser, of version 1.1 or 1.2, reads back the values of the JSON record, and a CommonMark
parser the texts of the body: what a page says never becomes markup. Control characters, which
Markdown cannot hold, become U+FFFD in the body.
"""

from __future__ import annotations

import re

import yaml

from ..article import Article, to_dict
from . import _commonmark, _frontmatter

SUFFIX = ".md"
SIGNATURE = ""

_FRONT_MATTER = re.compile(r"---\r?\n(.*?)^---\r?$", re.DOTALL | re.MULTILINE)


def head() -> str:
    """Nothing."""
    return ""


def record(article: Article, index: int) -> str:
    """Front matter and body, after a blank line if it is not the first record."""
    fields = to_dict(article)
    del fields["body"]
    body = _commonmark.body(article.body)
    return "".join(
        ["\n" if index else "", "---\n", _frontmatter.dump(fields), "---\n", body and f"\n{body}\n"]
    )


def tail(count: int) -> str:
    """Nothing."""
    return ""


def identity(document: str) -> str | None:
    """The id in the front matter."""
    match = _FRONT_MATTER.match(document)
    try:
        value = yaml.safe_load(match[1])["id"] if match else None
    except (yaml.YAMLError, TypeError, KeyError, ValueError, RecursionError):
        return None
    return value if isinstance(value, str) else None
