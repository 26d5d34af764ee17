"""All strings of a record that a reader would read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..article import Article

_FIELDS = ("title", "publisher", "section", "place", "language", "published", "modified", "summary")


class Change(Protocol):
    """A text made better. ``lines``: its line breaks mean something."""

    def __call__(self, text: str, *, lines: bool) -> str: ...


def change_texts(article: Article, change: Change) -> None:
    """Replace every text of a record; one that becomes empty becomes null."""
    for name in _FIELDS:
        value = getattr(article, name)
        if value is not None:
            setattr(article, name, change(value, lines=name == "summary") or None)
    article.authors = [t for a in article.authors if (t := change(a, lines=False))]
    article.tags = [t for tag in article.tags if (t := change(tag, lines=False))]
    for block in article.body:
        block.text = change(block.text, lines=block.type != "heading")
        block.alt = _maybe(change, block.alt)
        block.caption = _maybe(change, block.caption)
    if article.image is not None:
        article.image.alt = _maybe(change, article.image.alt)
        article.image.caption = _maybe(change, article.image.caption)
    article.source.site = _maybe(change, article.source.site)
    article.source.retrieved = _maybe(change, article.source.retrieved)


def short_texts(article: Article) -> list[str]:
    """The texts that rules cut from: names, titles and tags."""
    fields = (article.title, article.publisher, article.section, article.place)
    return [*filter(None, fields), *article.authors, *article.tags]


def _maybe(change: Change, text: str | None) -> str | None:
    return None if text is None else change(text, lines=False) or None
