"""No blank where a reader sees none: ``"  Rain \\n falls "`` becomes ``"Rain falls"``.

Runs of blanks become one space and ends are trimmed. Fields are one line. A text of the body keeps
its line breaks (verse, tables), blank lines apart; code keeps its indentation, a table its tabs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._texts import change_texts

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 20


def apply(article: Article, options: Normalize) -> None:
    """Clean the blanks of every text of the record."""
    verbatim = {id(block): block.text for block in article.body if block.type in _VERBATIM}
    change_texts(article, squeeze)
    for block in article.body:
        if id(block) in verbatim:
            block.text = _VERBATIM[block.type](verbatim[id(block)])


def squeeze(text: str, *, lines: bool = False) -> str:
    """A text with single blanks.

    >>> squeeze(" Rain \\n\\n falls  "), squeeze(" Rain \\n\\n falls  ", lines=True)
    ('Rain falls', 'Rain\\nfalls')
    """
    if not lines or "\n" not in text:
        return " ".join(text.split())
    rows = (" ".join(row.split()) for row in text.split("\n"))
    return "\n".join(row for row in rows if row)


def _code(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _table(text: str) -> str:
    rows = ("\t".join(squeeze(cell) for cell in row.split("\t")) for row in text.split("\n"))
    return "\n".join(row for row in rows if row.strip())


_VERBATIM = {"code": _code, "table": _table}
