"""Pages made of a head and a body, and their fields."""

from __future__ import annotations

import json
from typing import Any

from newsclean.extract.html.fields import Fields, read_fields
from newsclean.extract.html.tree import parse

TEXT = "<p>" + "The ferry to the island left an hour late because of the fog. " * 6 + "</p>"


def page(head: str = "", body: str = "", lang: str = "en") -> Fields:
    html = (
        f"<!doctype html><html lang={lang}><head>{head}</head><body>{body}{TEXT * 3}</body></html>"
    )
    tree = parse(html)
    assert tree is not None
    return read_fields(tree)


def linked(**values: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'
