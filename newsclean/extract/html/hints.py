"""What the fields of a page tell the search for its body."""

from __future__ import annotations

from collections.abc import Iterator

from .fields import Fields
from .measure import Hints

#: Characters; a shorter date may stand in any text.
_SHORTEST_DATE = 7


def hints_of(fields: Fields) -> Hints:
    """The part of the fields that helps to find the text."""
    return Hints(
        titles=(fields.title,) if fields.title else (),
        summary=fields.summary,
        article_body=fields.article_body,
        authors=tuple(
            author for author in fields.authors if len(author) > (3 if author.isascii() else 1)
        ),
        dates=tuple(dict.fromkeys(_dates(fields))),
        language=fields.language,
    )


def _dates(fields: Fields) -> Iterator[str]:
    for name in ("published", "modified"):
        evidence = fields.evidence.get(name)
        if evidence is not None:
            for raw in (evidence.raw, *(one.get("raw") for one in evidence.rejected)):
                if isinstance(raw, str) and len(raw) > _SHORTEST_DATE:
                    yield raw
