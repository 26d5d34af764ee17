"""HTML pages: a tree, the fields, the body; records and fates."""

from __future__ import annotations

from ...article import Article, Block
from ..profile import Profile
from ..reading import Fate, Reading


def read_html(text: str, *, url: str | None = None, profile: Profile | None = None) -> Reading:
    """The records of one HTML page.

    ``text`` is the decoded page, ``url`` its address where it is known. What ``profile`` knows as
    furniture of the site is taken out of the tree before the body is looked for (a masthead is
    furniture, but fields are found there). A page without a story gives no record. Never raises on
    a page, however broken.
    """
    from .fields import read_fields
    from .known import drop_known
    from .second import second_opinion
    from .tree import parse

    tree = parse(text)
    if tree is None:
        return Reading()
    fields = read_fields(tree, url=url)
    known = drop_known(tree, profile) if profile else []
    body = second_opinion(tree)
    if not body:
        return Reading()
    article = Article(
        title=fields.title,
        authors=list(fields.authors),
        publisher=fields.publisher,
        section=fields.section,
        tags=list(fields.tags),
        place=fields.place,
        language=fields.language,
        published=fields.published,
        modified=fields.modified,
        url=fields.url,
        summary=fields.summary,
        image=fields.image,
        is_accessible_for_free=fields.is_accessible_for_free,
        body=body,
        confidence=0.7,
        evidence=dict(fields.evidence),
    )
    article.source.site = fields.site
    return Reading([article], [*known, *(_fate(block, i) for i, block in enumerate(body))])


def _fate(block: Block, i: int) -> Fate:
    return Fate(f"block {i + 1}", block.text or block.url or "", block.type, f"body[{i}]", 0)
