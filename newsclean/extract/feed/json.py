"""JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from . import Entry, Feed, as_html


def parse(text: str) -> Feed:
    """The entries of a feed; none where it is broken. Whatever is of another type is left out."""
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return Feed()
    found = found if isinstance(found, dict) else {}
    authors = _names(found)
    return Feed(
        title=_text(found, "title"),
        home=_text(found, "home_page_url") or _text(found, "feed_url"),
        language=_text(found, "language"),
        entries=[_entry(item, authors) for item in _list(found, "items") if isinstance(item, dict)],
    )


def _entry(item: dict[str, Any], authors: list[str]) -> Entry:
    content = _text(item, "content_html") or as_html(_text(item, "content_text"))
    return Entry(
        title=_text(item, "title"),
        authors=_names(item) or authors,
        published=_text(item, "date_published"),
        modified=_text(item, "date_modified"),
        url=_text(item, "external_url") or _text(item, "url") or _address(_text(item, "id")),
        content=content,
        summary=_text(item, "summary"),
        language=_text(item, "language"),
        image=_text(item, "image") or _text(item, "banner_image"),
        tags=[tag for tag in _list(item, "tags") if isinstance(tag, str)],
        sources={
            **{"published": "date_published", "modified": "date_modified"},
            "content": "content_html" if item.get("content_html") else "content_text",
        },
    )


def _text(part: dict[str, Any], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _list(part: dict[str, Any], name: str) -> list[Any]:
    value = part.get(name)
    return value if isinstance(value, list) else []


def _names(part: dict[str, Any]) -> list[str]:
    """Of version 1.1 ``authors``, of version 1 ``author``."""
    people = [*_list(part, "authors"), part.get("author")]
    return [name for one in people if isinstance(one, dict) and (name := _text(one, "name"))]


def _address(text: str) -> str:
    """The id of an item where it is an address, as the format asks for."""
    return text if text.startswith(("http://", "https://")) else ""
