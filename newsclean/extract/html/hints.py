"""What the fields of a page tell the search for its body."""

from __future__ import annotations

from .fields import Fields
from .measure import Hints


def hints_of(fields: Fields) -> Hints:
    """The part of the fields that helps to find the text."""
    return Hints(
        titles=(fields.title,) if fields.title else (),
        summary=fields.summary,
        article_body=fields.article_body,
        authors=tuple(
            author for author in fields.authors if len(author) > (3 if author.isascii() else 1)
        ),
        language=fields.language,
    )
