"""RSS (of all versions) and Atom, by feedparser."""

from __future__ import annotations

import io
import re
from typing import Any

from . import Entry, Feed, as_html

_DECLARATION = re.compile(r"\s{0,99}<\?xml[^<>]{0,300}\?>")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\Z", re.I)


def parse(text: str) -> Feed:
    """The entries of a feed, as far as they can be read where it is broken.

    Nothing is fetched: feedparser gets the bytes, and the parser below it resolves no entity from
    outside. Its own cleaning of HTML is left off, as the text is read like that of any page.
    """
    import feedparser

    # The text is decoded: what the declaration says of its encoding no longer holds.
    data = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).encode("utf-8", "replace")
    found = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    about = found.feed
    atom = str(found.get("version") or "").startswith("atom")
    return Feed(
        title=_text(about, "title"),
        home=_text(about, "link"),
        language=_text(about, "language"),
        entries=[_entry(entry, about, atom) for entry in found.entries],
    )


def _entry(entry: Any, about: Any, atom: bool) -> Entry:
    published, modified = _dated(entry, "published"), _dated(entry, "updated")
    if not published and not atom:
        published, modified = modified, ""  # dc:date and the like: RSS has one date
    contents = [part for part in entry.get("content") or () if part.get("value")]
    contents.sort(key=lambda part: "html" not in (part.get("type") or ""))
    content = contents[0]["value"] if contents else ""
    if contents and contents[0].get("type") == "text/plain":
        content = as_html(content)
    summary = _text(entry, "summary")
    return Entry(
        title=_text(entry, "title"),
        # In Atom, the feed's authors are those of entries without any.
        authors=_names(entry) or (_names(about) if atom else []),
        published=published,
        modified="" if modified == published else modified,
        url=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        content=content,
        summary="" if summary == content else summary,
        publisher=_text(entry.get("source") or {}, "title"),
        language=_text(contents[0], "language") if contents else "",
        image=_image(entry),
        tags=[str(tag.get("term") or tag.get("label") or "") for tag in entry.get("tags") or ()],
    )


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _dated(entry: Any, name: str) -> str:
    # `get` would give one date for the other.
    return _text(entry, name) if name in entry else ""


def _names(part: Any) -> list[str]:
    found = [_text(author, "name") for author in part.get("authors") or ()]
    return [name for name in found if name and "@" not in name]


def _image(entry: Any) -> str:
    """The first picture that comes with an entry."""
    media = [*(entry.get("media_content") or ()), *(entry.get("enclosures") or ())]
    for one in media:
        url = _text(one, "url") or _text(one, "href")
        kind = _text(one, "medium") or _text(one, "type")
        if url and (kind.startswith("image") or (not kind and _PICTURE.search(url))):
            return url
    small = entry.get("media_thumbnail") or ()
    return _text(small[0], "url") if small else ""
