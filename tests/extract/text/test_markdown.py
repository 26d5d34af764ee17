"""Markdown dumps: signs are read as what they mean, and stray ones stay text."""

from __future__ import annotations

import textwrap

import pytest

from newsclean.extract.text.blocks import read_blocks
from newsclean.pages import find, sniff

from .blocks import HEAD, MENU, STORY, kinds, texts

MARKDOWN = """[](https://a.example/)

  * [Home](https://a.example/)
    * [Boats \\- new](/boats "Boats")

# Ferry late for the ninth Friday

By [Ana Cruz](/ana)
May 9, 2025

The **ferry** to [Oster
Mill](https://a.example/mill) was _late_ again\\. It costs 5 \\* 4 crowns.

![A boat](/boat.jpg)

**All of it bold**

> It is always late.

1. Rain
2. Snow

Time | Boat
---|---
9:00 | Ada | late

* * *

Underlined
----------

First line\x20\x20
second line
"""


def test_markdown_has_no_signs_left() -> None:
    dump = read_blocks(MARKDOWN)
    assert dump.markdown and dump.tells_links
    lines = {line.text: line for line in dump.lines}
    assert lines["Home"].level == 1 and lines["Home"].linked == 1.0
    assert lines["Boats - new"].level == 2 and lines["Boats - new"].urls == ["/boats"]
    assert lines["Ferry late for the ninth Friday"].level == 1
    assert lines["By Ana Cruz"].links == 1 and 0 < (lines["By Ana Cruz"].linked or 0) < 1
    assert "May 9, 2025" in lines
    mill = lines["The ferry to Oster Mill was late again. It costs 5 * 4 crowns."]
    assert len(mill.parts) == 2 and not mill.emphasis
    assert lines["All of it bold"].emphasis
    assert lines["It is always late."].kind == "quote"
    assert lines["Snow"].ordered and lines["Snow"].mark == "2."
    assert lines["9:00\tAda\tlate"].kind == "table"
    assert lines["Underlined"].kind == "heading" and lines["Underlined"].level == 2
    assert "First line" in lines and "second line" in lines
    assert lines["A boat"].role == "image"


def test_markdown_that_is_broken_at_a_width_is_whole() -> None:
    broken = "\n\n".join(textwrap.fill(text, 78) for text in STORY)
    end = "[More](/more) and **more** [news](/news)"
    page = f"# {HEAD[0]}\n\n{HEAD[1]}\n{HEAD[2]}\n\n{broken}\n\n{end}\n"
    assert texts(page)[:6] == [*HEAD, *STORY]


def test_what_a_page_says_of_tags_stays() -> None:
    page = (
        "# Feed\n\nThe <reviewer> element and **one** [link](http://a/) and <b>bold</b>.\n\n"
        "## End\n"
    )
    assert "The <reviewer> element and one link and bold." in texts(page)


def test_an_address_may_hold_blanks() -> None:
    page = "# Rain\n\n[Sign up](/signup?to=the paper of today) for **more**\n\n[a](/b)\n"
    line = read_blocks(page).lines[1]
    assert line.text == "Sign up for more" and line.urls == ["/signup?to=the paper of today"]


def test_an_open_fence_hides_nothing() -> None:
    page = "# Rain\n\n[a](/b) **c**\n\n```\nIt rained.\n\n## Snow\n\nIt snowed.\n"
    assert ("Snow", "heading", 2) in kinds(page)


@pytest.mark.parametrize(
    "page",
    [
        "Rain * and snow\n\n* Required field\n\n5 * 3 is 15, she said.",
        "[1]Home [2](BUTTON) News\n\n[3](713) 555-0100\n\n" + STORY[0],
        "\n".join(["# comment of a program", *MENU] * 9),
    ],
)
def test_a_stray_sign_is_no_markdown(page: str) -> None:
    assert not read_blocks(page).markdown


def test_front_matter_is_metadata() -> None:
    page = (
        "---\ntitle: 'Rain: a story'\nauthor:\n  - Ana Cruz\n  - Bo Oak\ndate: 2025-05-09\n---\n\n"
        f"# Rain\n\n{STORY[0]}\n"
    )
    dump = read_blocks(page)
    assert dump.metadata == {
        "title": "Rain: a story",
        "author": ["Ana Cruz", "Bo Oak"],
        "date": "2025-05-09",
    }
    assert dump.metadata_lines["date"].number == 6
    assert [line.text for line in dump.lines] == ["Rain", STORY[0]]
    assert dump.lines[0].number == 9


def test_front_matter_with_a_stray_colon() -> None:
    dump = read_blocks("---\ntitle: Rain: a story\nauthor: Ana Cruz\n---\nIt rained.\n")
    assert dump.metadata == {"title": "Rain: a story", "author": "Ana Cruz"}


@pytest.mark.parametrize(
    "page",
    [
        "---\nRain\n---\nIt rained.\n",
        "---\nIt rained on Monday.\n",
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nIt rained.\n",
        "---\na: " + "[" * 5000 + "\n---\nIt rained.\n",
    ],
)
def test_rules_are_no_front_matter(page: str) -> None:
    assert not read_blocks(page).metadata


def test_the_header_of_a_reader_service_is_metadata() -> None:
    page = (
        "Title: Rain in the north\n\nURL Source: https://a.example/rain\n\n"
        "Published Time: 2025-05-09T07:00:00Z\n\nMarkdown Content:\n"
        f"Rain in the north\n=================\n\n{STORY[0]}\n"
    )
    dump = read_blocks(page)
    assert dump.metadata["url source"] == "https://a.example/rain"
    assert dump.metadata["published time"] == "2025-05-09T07:00:00Z"
    assert kinds(page) == [("Rain in the north", "heading", 1), (STORY[0], "", None)]


def test_files_of_markdown_are_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("notes")
    for name in ("rain.md", "snow.markdown", "README.md", "CHANGELOG.md"):
        (folder / name).write_text(MARKDOWN)
    found = [item.path for item in find([str(folder)]) if type(item).__name__ == "Page"]
    assert [path.rsplit("/", 1)[-1] for path in found] == ["rain.md", "snow.markdown"]


def test_markdown_with_tags_and_code_is_text() -> None:
    page = b"# Rain\n\n<div>\n<p>a</p><p>b</p>\n</div>\n\n```js\nfunction a() { return 1; }\n```\n"
    assert sniff(page, "rain.md") == "text"
    assert sniff(b"<!DOCTYPE html><title>x</title>", "rain.md") == "html"
