"""Live blogs: one article for the blog, one post for each entry, in page order."""

from __future__ import annotations

import re

from ...article import Article, Block
from ...language.bylines import persons
from ...language.dates.scan import clock, scan
from ...language.script import ends_sentence
from ...language.tables import words
from ..reading import note
from .blocks import Chunk, Frame, Page
from .body import Body, as_block
from .entries import groups, texts_of
from .fields import Fields
from .livelines import entries_by_time
from .measure import Measure, is_prose
from .texts import name_parts

_LEAST = 3
_MOST_GROUPS = 30
_WORD = re.compile(r"\w+")
_ISO_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
#: A year, or numbers with a sign that dates have.
_DATE_LIKE = re.compile(r"(?:19|20)\d\d|\d[./-]")
_DOTTED = re.compile(r"\d{1,2}\.\d\d\b")
_LONGEST_TITLE = 160
_LONGEST_STAMP = 60


def read_liveblog(
    page: Page, body: Body, fields: Fields, blog: Article
) -> tuple[list[Article], dict[int, tuple[int, str]]]:
    """The posts of a live blog, or none where the page is no live blog.

    Also returns, for each text block taken (by identity), its record's position (the blog itself
    is 0) and field.
    """
    measure = body.measure
    if measure is None:
        return [], {}
    declared = _says_live(fields)
    if not declared and not any(map(_sound_live, {frame.names for frame in measure.frames})):
        return [], {}
    for frames in groups(page, measure)[:_MOST_GROUPS]:
        if not declared and not _named_live(frames[0]):
            continue
        stamps = [(frame, stamp) for frame in frames if (stamp := _stamp(page, frame))]
        told = [(f, s) for f, s in stamps if any(_is_text(c) for c in texts_of(page, f))]
        if len(told) < _LEAST or len(told) * 2 < len(frames):
            continue
        if sum(_leads_away(page, frame) for frame, _ in told) * 2 > len(told):
            continue
        posts: list[Article] = []
        taken: dict[int, tuple[int, str]] = {}
        for position, (frame, stamp) in enumerate(told, 1):
            posts.append(_post(page, frame, stamp, blog, position, taken))
        return posts, taken
    return _without_boxes(page, measure, blog) if declared else ([], {})


def _without_boxes(
    page: Page, measure: Measure, blog: Article
) -> tuple[list[Article], dict[int, tuple[int, str]]]:
    """The posts where nothing but their times parts them."""
    posts: list[Article] = []
    taken: dict[int, tuple[int, str]] = {}
    for position, entry in enumerate(entries_by_time(page, measure), 1):
        post = _begun(blog, entry.first.frame, entry.stamp)
        taken[id(entry.first)] = (position, "published")
        if entry.title:
            post.title = entry.title
            note(post, "title", "after the entry's time", entry.first.text[:_LONGEST_TITLE])
        if entry.text:
            post.body += [Block(text=line) for line in entry.text.split("\n") if line.strip()]
        last = max((i for i, chunk in enumerate(entry.others) if _is_text(chunk)), default=-1)
        for i, chunk in enumerate(entry.others):
            if _is_text(chunk):
                post.body.append(as_block(chunk))
                taken[id(chunk)] = (position, f"body[{len(post.body) - 1}]")
            elif field := _small(post, chunk, i > last):
                taken[id(chunk)] = (position, field)
        posts.append(post)
    return posts, taken


def _says_live(fields: Fields) -> bool:
    """The page says that it is live: its type or its headline."""
    if "liveblogposting" in fields.page_types:
        return True
    live = words("live")
    title = (fields.title or "").lower()
    if live & set(_WORD.findall(title)):
        return True
    return any(" " in word and word in title for word in live)


def _named_live(frame: Frame) -> bool:
    """The names of an entry, or of the list it is in, say that it is live."""
    parent = frame.parent
    return _sound_live(frame.names) or (parent is not None and _sound_live(parent.names))


def _sound_live(names: str) -> bool:
    return not words("live").isdisjoint(name_parts(names))


def _leads_away(page: Page, frame: Frame) -> bool:
    """An entry whose first words are a link is a teaser of another page."""
    chunks = [c for c in texts_of(page, frame) if len(c.text) > 12][:2]
    return any(2 * chunk.link_chars > len(chunk.text) for chunk in chunks)


def _stamp(page: Page, frame: Frame) -> str | None:
    """The time an entry begins with: of a ``time`` element, or a time of day that is shown."""
    for element in frame.element.iter("time"):
        value = (element.get("datetime") or "").strip()
        if value and len(value) < _LONGEST_STAMP:
            return value
    for chunk in texts_of(page, frame)[:3]:
        if len(chunk.text) < _LONGEST_STAMP:
            moment = clock(chunk.text)
            if moment is not None and 2 * len(moment.raw) >= len(chunk.text) - 12:
                return chunk.text
    return None


def _is_text(chunk: Chunk) -> bool:
    return is_prose(chunk) or (len(chunk.text) > 30 and ends_sentence(chunk.text))


def _post(
    page: Page,
    frame: Frame,
    stamp: str,
    blog: Article,
    position: int,
    taken: dict[int, tuple[int, str]],
) -> Article:
    post = _begun(blog, frame, stamp)
    chunks = texts_of(page, frame)
    last = max((i for i, chunk in enumerate(chunks) if _is_text(chunk)), default=-1)
    for i, chunk in enumerate(chunks):
        moment = clock(chunk.text) if len(chunk.text) < _LONGEST_STAMP else None
        field = None
        if moment is not None and i < 3 and 2 * len(moment.raw) >= len(chunk.text) - 12:
            field = "published"
            rest = chunk.text.replace(moment.raw, " ", 1).strip(" ,|·•–—-")
            if not post.authors and rest and (names := persons(rest)):
                post.authors = names
                note(post, "authors", "beside the entry's time", chunk.text)
        elif not _is_text(chunk):
            field = _small(post, chunk, i > last)
        elif i <= last:
            post.body.append(as_block(chunk))
            field = f"body[{len(post.body) - 1}]"
        if field:
            taken[id(chunk)] = (position, field)
    return post


def _begun(blog: Article, frame: Frame, stamp: str) -> Article:
    """A post that says what the blog says, with its own time."""
    post = Article(
        kind="post",
        publisher=blog.publisher,
        language=blog.language,
        url=_anchor(frame, blog.url),
        confidence=blog.confidence,
    )
    post.source.site = blog.source.site
    post.published = _when(stamp, blog.published)
    note(post, "published", "the entry's time", stamp)
    return post


def _small(post: Article, chunk: Chunk, after: bool) -> str | None:
    """Take a short text of an entry: its headline, or the name of who wrote it."""
    names = persons(chunk.text)
    marked = {"byline", "author", "authors", "who", "autor"} & set(name_parts(chunk.frame.names))
    heading = chunk.frame.tag[0] == "h" and chunk.frame.tag[1:].isdigit()
    if names and not heading and not post.authors and (marked or post.title or after):
        post.authors = names
        note(post, "authors", "the entry's byline", chunk.text)
        return "authors"
    if post.title is None and not post.body and not after and len(chunk.text) <= _LONGEST_TITLE:
        post.title = chunk.text
        note(post, "title", "the entry's first line", chunk.text)
        return "title"
    if not after and not marked and chunk.frame.tag != "button":
        post.body.append(as_block(chunk))
        return f"body[{len(post.body) - 1}]"
    return None


def _when(stamp: str, day: str | None) -> str:
    """The entry's time, with the blog's day where it has none of its own."""
    # The month names of all languages take a while to load; most stamps need none.
    if _ISO_DAY.match(stamp) or (_DATE_LIKE.search(stamp) and scan(stamp)):
        return stamp
    moment = clock(stamp)
    if moment is None or not day:
        return stamp
    time = moment.raw.replace(".", ":", 1) if _DOTTED.match(moment.raw) else moment.raw
    if _ISO_DAY.match(day):
        return f"{day[:10]} {time}"
    dates = scan(day)
    only = dates[0].whole if dates else day
    if dates and dates[0].time:
        only = only.replace(dates[0].time, "").strip(" ,T")
    return f"{only} {time}"


def _anchor(frame: Frame, url: str | None) -> str | None:
    """The address of an entry on its page."""
    name = frame.element.get("id")
    return f"{url.split('#')[0]}#{name}" if url and name and " " not in name else None
