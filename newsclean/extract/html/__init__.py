"""HTML pages: a tree, the fields, the body; records and fates."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ...article import Article, Evidence
from ..profile import Profile
from ..reading import Fate, Reading, note_unread

#: The confidence of a record that has no text.
_FACTS_ALONE = 0.2
#: How many elements are kept as objects between the walks over a page.
_MOST_ALIVE = 50_000

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from .body import Body
    from .fields import Fields


def read_html(
    text: str, *, url: str | None = None, profile: Profile | None = None, fated: bool = True
) -> Reading:
    """The records of one HTML page, and where ``fated`` what became of each of its blocks.

    ``text`` is the decoded page, ``url`` its address where it is known. What ``profile`` knows as
    furniture of the site is taken out of the tree before the body is looked for (a masthead is
    furniture, but fields are found there). A page without a story gives no record. Raises
    `InputError` where there is none because so much of the page had to be left unread; else never
    on a page, however broken. What was left unread is noted in the evidence.
    """
    from .tree import parse

    left: list[str] = []
    tree = parse(text, left)
    if tree is None:
        return Reading()
    # An element's object is made anew whenever a walk comes to it, unless one is there already.
    alive = list(islice(tree.iter(), _MOST_ALIVE))
    reading = note_unread(_read(tree, url, profile, left, fated=fated), left)
    del alive
    return reading


def _read(
    tree: HtmlElement, url: str | None, profile: Profile | None, left: list[str], *, fated: bool
) -> Reading:
    """What `read_html` gives for a tree; what is left unread is told in ``left``."""
    from .blocks import MOST_CHUNKS
    from .body import find_body
    from .fates import fates
    from .fields import read_fields
    from .hints import hints_of
    from .index import read_index
    from .known import drop_known
    from .liveblog import read_liveblog
    from .nothing import only_facts, why_nothing
    from .walk import read_blocks

    fields = read_fields(tree, url=url)
    known = drop_known(tree, profile) if profile else []
    page = read_blocks(tree)
    if page.cut:
        left.append(f"only the first {MOST_CHUNKS:,} blocks of the page were read")
    body = find_body(page, hints_of(fields), tree)
    titles = (fields.title,) if fields.title else ()
    links = read_index(page, body, fields, url=url)
    if links:
        return Reading(links, fates=[*known, *fates(body, None, titles)] if fated else [])
    article = _article(fields, body)
    posts, taken = read_liveblog(page, body, fields, article)
    reason = why_nothing(body, fields)
    if reason and not posts:
        lost = [_lost(fate, reason) for fate in fates(body, None, titles)] if fated else []
        found = [_without_text(article, reason)] if only_facts(reason, fields) else []
        told = [*known, *lost] if fated else []
        return Reading(found, "" if found else reason, told)
    if posts:
        body.give_up(taken)
        article.body = body.blocks
    told = [*known, *fates(body, 0, titles, taken)] if fated else []
    return Reading([article, *posts], fates=told)


def prepare() -> None:
    """Load what every page needs. Languages and trafilatura wait for pages that ask for them."""
    from ..text import confidence  # noqa: F401
    from . import body, fates, fields, index, known, liveblog, nothing, tree, walk  # noqa: F401
    from .model import load

    load()


def _article(fields: Fields, body: Body) -> Article:
    from ..text.confidence import own_voice

    texts = (block.text or "" for block in body.blocks if block.type == "paragraph")
    doubt = own_voice(texts, (fields.site, fields.publisher))
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
        body=body.blocks,
        confidence=round(max(0.0, body.confidence - doubt), 2),
        evidence=dict(fields.evidence),
    )
    article.source.site = fields.site
    return article


def _without_text(article: Article, reason: str) -> Article:
    """The record of a page that states a story's facts and does not have its text."""
    article.body, article.confidence = [], _FACTS_ALONE
    evidence = Evidence(source="the page", raw=None, notes=[f"no text was found: {reason}"])
    article.evidence = {**(article.evidence or {}), "body": evidence}
    return article


def _lost(fate: Fate, reason: str) -> Fate:
    fate.reason = f"{fate.reason}; no story: {reason}" if fate.reason else reason
    return fate
