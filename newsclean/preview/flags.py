"""What a reader should know of a record at a glance."""

from __future__ import annotations

TYPE_CHECKING = False  # not typing's: the command line imports this at once

if TYPE_CHECKING:
    from ..article import Article

LOW_CONFIDENCE = 0.5
WITH_BODY = frozenset({"article", "post"})
"""Kinds of record that are meant to have a body."""


def flags(article: Article) -> list[str]:
    """Short words, the weightiest first; empty for an article with nothing to remark.

    >>> from newsclean import Article
    >>> flags(Article(title="Rain", kind="post"))
    ['post', 'no date', 'no body']
    """
    found: list[str] = []
    if article.duplicate_of:
        found.append("duplicate")
    if article.kind != "article":
        found.append(article.kind)
    if article.is_accessible_for_free is False:
        found.append("paywall")
    if not article.title:
        found.append("no title")
    if not article.published:
        found.append("no date")
    if article.kind in WITH_BODY and not any(article.texts()):
        found.append("no body")
    if article.confidence is not None and article.confidence < LOW_CONFIDENCE:
        found.append("low confidence")
    if article.also:
        found.append(f"+{len(article.also)} more")
    return found


NAMES = (
    *("duplicate", "brief", "link", "post", "paywall", "no title", "no date", "no body"),
    "low confidence",
)
"""The flags, but for the number of other records of the story."""


def remarks(article: Article) -> list[str]:
    """The flags that a reader should look into; of what kind a record is, is none of them."""
    return [flag for flag in flags(article) if flag != article.kind and not flag.startswith("+")]
