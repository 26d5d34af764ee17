"""The review page: one HTML file to look through what was extracted, beside where it came from.

It fetches nothing and runs no script but its own: a Content Security Policy names that script and
the style by their hashes and forbids all else. Records and pages are data (JSON, compressed) which
the script puts in as text. What the page's lines became is known where the command that reads the
pages writes this file, too; else there is what the records' evidence has.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from gzip import compress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..article import Article, to_dict
from ..preview.flags import WITH_BODY, flags
from . import Options

if TYPE_CHECKING:
    from ..system.files import TextOut

SUFFIX = ".html"
ALSO = (".htm",)
OPTIONS = frozenset({"rejects"})

_EXCERPT = 200
#: What could end a script element, or means something to whoever looks at the file itself.
_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_WORTH = {"duplicate": 10.0, "no title": 30.0, "no body": 20.0, "low confidence": 50.0}
"""How soon a reader should see a record with such a flag; rejects come before all."""


def write(articles: Iterable[Article], out: TextOut, options: Options) -> Iterator[Article]:
    """Write the page to a stream, and pass the records on.

    The lines of a page stand with the first of its records; the others refer to them.
    """
    out.write(_head())
    pages, last = 0, b""
    for article in articles:
        view = article.view
        if view is not None and view.packed != last:
            pages, last = pages + 1, view.packed
            out.write(_packed(view.packed, f'id="page-{pages}"'))
        out.write(_data("record", _entry(article, pages if view else None)))
        out.write(_packed(_content(article)))
        yield article
    rejects = [
        {"path": each.path, "stage": each.stage, "reason": each.reason}
        for each in options.rejects or ()
    ]
    out.write(_data("rejects", rejects, 'id="rejects"'))
    out.write(f"<script>{_file('review.js')}</script>\n</body>\n</html>\n")


def _head() -> str:
    """The policy, the style and the frame."""
    style, script = _file("review.css"), _file("review.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="generator" content="newsclean">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>newsclean review</title>\n<style>{style}</style>\n</head>\n"
        f'<body data-view="list">\n{_file("review.html")}'
    )


@cache
def _file(name: str) -> str:
    return (Path(__file__).parent / "data" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _entry(article: Article, page: int | None) -> dict[str, Any]:
    """What the list shows of a record, and sorts and filters by."""
    found, missing = flags(article), _missing(article)
    confidence = article.confidence
    worst = sum(_WORTH.get(flag, 0.0) for flag in [*found, *(f"no {name}" for name in missing)])
    excerpt = article.summary or next(article.texts(), "")
    place = f"#{article.source.position}" if article.source.position else ""
    return {
        "kind": article.kind,
        "title": article.title,
        "authors": article.authors,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
        "tags": article.tags,
        "words": article.word_count,
        "confidence": confidence,
        "path": (article.source.path or "") + place,
        "position": article.source.position,
        "excerpt": excerpt[:_EXCERPT],
        "flags": [flag for flag in found if not flag.startswith("no ")],
        "missing": missing,
        "duplicate": bool(article.duplicate_of or article.also),
        "worst": worst + 5 * len(missing) + (1 - (1.0 if confidence is None else confidence)),
        "page": page,
    }


def _missing(article: Article) -> list[str]:
    """The fields that are empty and that a record of its kind should have."""
    wanted: dict[str, Any] = {
        "title": article.title,
        "publisher": article.publisher,
        "date": article.published,
    }
    if article.kind in WITH_BODY:
        wanted["authors"] = article.authors
        wanted["body"] = next(article.texts(), None)
    return [name for name, value in wanted.items() if not value]


def _content(article: Article) -> bytes:
    values = to_dict(article)
    evidence = values.pop("evidence", None)
    if article.view is not None:
        evidence = {name: to_dict(each) for name, each in article.view.evidence.items()}
    return compress(json.dumps({"record": values, "evidence": evidence}).encode(), 6, mtime=0)


def _data(kind: str, value: Any, attributes: str = "") -> str:
    """An element that holds a value as JSON."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    content = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", content)
    return f'<script type="application/json" class="{kind}" {attributes}>{content}</script>\n'


def _packed(data: bytes, attributes: str = "") -> str:
    """An element that holds compressed JSON."""
    content = b64encode(data).decode()
    return f'<script type="application/octet-stream" {attributes}>{content}</script>\n'
