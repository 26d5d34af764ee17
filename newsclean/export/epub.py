"""EPUB 3 (https://www.w3.org/TR/epub-33/): a book for an e-reader, with a chapter for each record.

A book fetches nothing, so images are left out, and what is said of them is there.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING
from uuid import UUID

from ..article import Article
from . import Options, _feed
from ._html import body, element, text, web
from ._output import bytes_of

if TYPE_CHECKING:
    from ..system.files import TextOut

SUFFIX = ".epub"

_STYLE = """body { line-height: 1.45; margin: 1em; }
.about { color: #555; font-size: .85em; }
blockquote { border-left: .2em solid #999; margin-left: 0; padding-left: 1em; }
td { border: 1px solid #999; padding: .2em .5em; }
"""
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_XHTML = "application/xhtml+xml"


@dataclass
class _Book:
    """What of the records the table of contents and the package need."""

    titles: list[str] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    digest: blake2b = field(default_factory=lambda: blake2b(digest_size=16))

    def add(self, article: Article) -> str:
        """Note a record; its chapter's file."""
        self.titles.append(article.title or article.url or "(no title)")
        self.languages.update([article.language] if article.language else [])
        self.digest.update(article.id.encode("utf-8", "replace") + b"\0")
        return f"book/{len(self.titles)}.xhtml"


def write(articles: Iterable[Article], out: TextOut, options: Options) -> Iterator[Article]:
    """Write the book to a stream, and pass the records on."""
    now, book = _feed.now(), _Book()
    with zipfile.ZipFile(bytes_of(out), "w") as packed:

        def put(name: str, content: str, how: int = zipfile.ZIP_DEFLATED) -> None:
            info = zipfile.ZipInfo(name, now.timetuple()[:6])
            info.compress_type = how
            packed.writestr(info, content)

        put("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        put("META-INF/container.xml", _CONTAINER)
        put("book/style.css", _STYLE)
        for article in articles:
            put(book.add(article), _chapter(article, book.titles[-1]))
            yield article
        if not book.titles:
            put("book/1.xhtml", _page("No articles", "<p>No articles.</p>"))
            book.titles.append("No articles")
        put("book/nav.xhtml", _contents(book))
        put("book/book.opf", _package(book, f"{now:%Y-%m-%dT%H:%M:%SZ}"))


def _page(title: str, inside: str, language: str | None = None) -> str:
    said = f' lang="{text(language)}" xml:lang="{text(language)}"' if language else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f'{said}>\n<head><title>{text(title)}</title><link rel="stylesheet" href="style.css"/>'
        f"</head>\n<body>\n{inside}\n</body>\n</html>\n"
    )


def _chapter(article: Article, title: str) -> str:
    about = [", ".join(article.authors), article.publisher, article.published]
    url = web(article.url)
    parts = [
        element("h1", title),
        element("p", " · ".join(filter(None, about)), class_="about"),
        body(article, images=False),
        f'<p class="about">{element("a", url, href=url)}</p>' if url else "",
    ]
    return _page(title, "\n".join(filter(None, parts)), article.language)


def _contents(book: _Book) -> str:
    entries = "\n".join(
        f'<li><a href="{number}.xhtml">{text(title)}</a></li>'
        for number, title in enumerate(book.titles, 1)
    )
    return _page("Contents", f'<nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav>')


def _package(book: _Book, modified: str) -> str:
    numbers = range(1, len(book.titles) + 1)
    items = [f'<item id="c{n}" href="{n}.xhtml" media-type="{_XHTML}"/>' for n in numbers]
    languages = [language for language, _ in book.languages.most_common()] or ["und"]
    identifier = UUID(bytes=book.digest.digest(), version=4)
    title = book.titles[0] if len(book.titles) == 1 else f"{len(book.titles):,} articles"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>\n'
        f"{element('dc:title', title)}\n"
        f"{''.join(element('dc:language', each) for each in languages)}\n"
        f'<meta property="dcterms:modified">{modified}</meta>\n</metadata>\n<manifest>\n'
        f'<item id="nav" href="nav.xhtml" media-type="{_XHTML}" properties="nav"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        + "\n".join(items)
        + "\n</manifest>\n<spine>\n"
        + "".join(f'<itemref idref="c{n}"/>' for n in numbers)
        + "\n</spine>\n</package>\n"
    )
