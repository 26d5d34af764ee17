"""Pages that stand in a story's place: log-in and consent pages, 404s, checks for robots.

Forty of each kind, ten languages (``walls.json``) in four layouts; none of them has a story, not
even where the page around it is a story's own.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from newsclean.extract.html import read_html

WALLS: dict[str, dict[str, dict[str, str | list[str]]]] = json.loads(
    Path(__file__).with_name("walls.json").read_text("utf-8")
)
KINDS = ("login", "consent", "missing", "captcha")


def bare(heading: str, lines: list[str], button: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return f"<h1>{heading}</h1>{paragraphs}<button>{button}</button>"


def framed(heading: str, lines: list[str], button: str) -> str:
    links = "".join(f'<li><a href="/{n}">{n.title()}</a></li>' for n in ("sport", "kultur", "wo"))
    return (
        f"<header><nav><ul>{links}</ul></nav></header><main><article><h1>{heading}</h1>"
        f"<div class='text'><p>{' '.join(lines)}</p></div><form><input name='mail'>"
        f"<input type='submit' value='{button}'></form></article></main>"
        f"<footer><p>© 2024</p><ul>{links}</ul></footer>"
    )


def dialog(heading: str, lines: list[str], button: str) -> str:
    spans = "<br><br>".join(lines)
    return (
        f"<div id='root'></div><div role='dialog' class='overlay'><div><h2>{heading}</h2>"
        f"<div>{spans}</div><div><a href='#'>{button}</a></div></div></div>"
    )


def listed(heading: str, lines: list[str], button: str) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return (
        f"<table><tr><td><b>{heading}</b></td></tr><tr><td><ul>{items}</ul>"
        f"<a href='/'>{button}</a></td></tr></table>"
    )


@pytest.mark.parametrize("language", WALLS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", [bare, framed, dialog, listed])
def test_a_wall_gives_no_record(kind: str, language: str, layout) -> None:
    wall = WALLS[language][kind]
    inside = layout(
        escape(str(wall["heading"])), [escape(line) for line in wall["lines"]], wall["button"]
    )
    title = escape(str(wall["title"]))
    page = (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:type" content="website"></head><body>{inside}</body></html>'
    )
    assert not read_html(page).articles
