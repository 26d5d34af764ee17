"""A paper's page in each language, as HTML and as a text dump: byline, dates, furniture, words.

`languages/CODE.json` is such a page in parts. A language is added by adding a file.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from newsclean import Extract, Normalize, pipeline
from newsclean.article import Article
from newsclean.language.tables import section

FOLDER = Path(__file__).parent / "pages"
CODES = sorted(file.stem for file in FOLDER.glob("*.json"))

Parts = dict[str, Any]


def parts_of(code: str) -> Parts:
    parts: Parts = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    return parts


def links(texts: list[str]) -> str:
    return "<ul>" + "".join(f'<li><a href="/x">{escape(t)}</a></li>' for t in texts) + "</ul>"


def as_html(code: str, parts: Parts) -> str:
    """The page without anything that a machine could read instead: no metadata, few classes."""
    page = {key: escape(value) for key, value in parts.items() if isinstance(value, str)}
    text = [f"<p>{escape(paragraph)}</p>" for paragraph in parts["text"]]
    head = (
        f'<header><a href="/">{page["site"]}</a><nav>{links(parts["menu"])}</nav></header><main>'
        f'<article><p><a href="/s">{page["section"]}</a></p><h1>{page["title"]}</h1>'
        f"<p>{page['lead']}</p><div><p>{page['byline']}</p><p>{page['published']}</p>"
        f"<p>{page['updated']}</p></div>{links(parts['share'])}"
    )
    tags = " ".join(f'<a href="/t">{escape(tag)}</a>' for tag in parts["tags"])
    tail = (
        f"<p>{page['subscribe']}</p><p>{page['tags_label']}: {tags}</p></article><section>"
        f"<h3>{page['related_label']}</h3>{links(parts['related'])}</section>"
        f"<p>{page['comments']}</p></main><footer><p>{page['copyright']}</p></footer>"
    )
    between = f'<div>{page["advertisement"]}</div><p><a href="/r">{page["read"]}</a></p>'
    title = f"<meta charset=utf-8><title>{page['title']} | {page['site']}</title>"
    body = f"{head}{''.join(text[:2])}{between}{''.join(text[2:])}{tail}"
    return f'<!doctype html><html lang="{code}"><head>{title}</head><body>{body}</body></html>'


def as_dump(code: str, parts: Parts) -> str:
    blocks = [
        [parts["site"]],
        parts["menu"],
        [parts["section"]],
        [parts["title"]],
        [parts["lead"]],
        [parts["byline"], parts["published"], parts["updated"]],
        parts["share"],
        *([paragraph] for paragraph in parts["text"][:2]),
        [parts["advertisement"]],
        [parts["read"]],
        *([paragraph] for paragraph in parts["text"][2:]),
        [parts["subscribe"]],
        [f"{parts['tags_label']}: {', '.join(parts['tags'])}"],
        [parts["related_label"], *parts["related"]],
        [parts["comments"]],
        [parts["copyright"]],
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def read(page: str, name: str, folder: Path) -> Article:
    (folder / name).write_text(page, "utf-8")
    records = list(pipeline([folder / name], Extract(), Normalize()))
    assert len(records) == 1
    return records[0]


def check(article: Article, code: str, parts: Parts) -> None:
    assert article.title == parts["title"]
    assert article.authors == parts["authors"]
    assert article.publisher == parts["site"]
    assert (article.published or "")[:10] == "2024-03-12"
    assert (article.modified or "")[:10] == "2024-03-13"
    assert (article.language or "").partition("-")[0] == code
    texts = [block.text for block in article.body if block.text]
    texts = texts[1:] if texts[0] == parts["lead"] else texts
    assert texts == parts["text"]


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_its_data(code: str) -> None:
    for part in ("dates.units", "labels", "bylines", "people", "furniture", "lines"):
        assert section(code, part), part


@pytest.mark.parametrize("code", CODES)
def test_a_page_as_html(code: str, tmp_path: Path) -> None:
    parts = parts_of(code)
    check(read(as_html(code, parts), "page.html", tmp_path), code, parts)


@pytest.mark.parametrize("code", [code for code in CODES if parts_of(code).get("dump", True)])
def test_a_page_as_a_text_dump(code: str, tmp_path: Path) -> None:
    """Nothing that is found in a dump is false; what is not sure may be missing."""
    parts = parts_of(code)
    article = read(as_dump(code, parts), "page.txt", tmp_path)
    assert article.title == parts["title"]
    assert article.authors in (parts["authors"], [])
    assert article.publisher in (parts["site"], None)
    assert (article.published or "2024-03-12")[:10] == "2024-03-12"
    assert (article.language or "").partition("-")[0] == code
    texts = [block.text for block in article.body if block.text]
    texts = texts[1:] if texts[0] == parts["lead"] else texts
    assert set(texts) <= set(parts["text"])
    assert 2 * len(texts) >= len(parts["text"])
