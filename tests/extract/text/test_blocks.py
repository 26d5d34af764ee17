"""Text dumps become blocks: line breaks, marks of text browsers, Markdown, front matter."""

from __future__ import annotations

import re
import textwrap
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.extract.text.blocks import read_blocks
from newsclean.extract.text.lines import Line
from newsclean.pages import find, sniff

STORY = [
    "The ferry to Oster Mill was late again on Friday, and nobody on the pier was surprised by "
    "it, for the boat has been late on every Friday since the timetable was put up in spring.",
    "Passengers said they had stopped looking at the clock. One of them, a baker, brings bread for "
    "the others and sells it at the usual price, which the company has allowed until then.",
    "A second boat is to be bought before the winter. It will be smaller, the harbour office said, "
    "and it will carry bicycles only on weekdays between nine in the morning and four "
    "in the afternoon.",
]
HEAD = ["Ferry late for the ninth Friday", "By Ana Cruz", "May 9, 2025"]
MENU = ["Home", "News", "Weather and tides", "Boats for sale", "About the paper"]


def _texts(page: str) -> list[str]:
    return [line.text for line in read_blocks(page).lines]


def _kinds(page: str) -> list[tuple[str, str, int | None]]:
    return [(line.text, line.kind, line.level) for line in read_blocks(page).lines]


@pytest.mark.parametrize("width", [60, 72, 80, 100, 132])
@pytest.mark.parametrize("indent", ["", "   "])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_paragraphs_are_whole_and_headlines_apart(width: int, indent: str, between: str) -> None:
    broken = [textwrap.fill(text, width, break_on_hyphens=False) for text in STORY]
    page = textwrap.indent("\n".join(HEAD) + "\n\n" + "\n\n".join(broken), indent)
    page = textwrap.indent(between.join(MENU), indent) + "\n\n" + page
    assert _texts(page) == [*MENU, *HEAD, *STORY]


def test_an_unbroken_page_stays_as_it_is() -> None:
    lines = [*MENU, *HEAD, *STORY, "Share", "More from the harbour", *HEAD]
    assert _texts("\n".join(lines)) == lines


def test_entries_of_much_the_same_length_stay_apart() -> None:
    lines = [
        f"The {word} of the harbour is painted green again" for word in ("gate", "wall", "door")
    ]
    assert _texts("\n".join([*lines, *lines, *lines])) == lines * 3


def test_items_hang_and_stay_apart() -> None:
    items = [text[:150] for text in STORY]
    page = "\n".join(
        textwrap.fill(item, 72, initial_indent="     * ", subsequent_indent="       ")
        for item in items
    )
    assert _kinds("\n\n".join(textwrap.fill(t, 72) for t in STORY) + "\n\n" + page)[3:] == [
        (item, "list_item", 1) for item in items
    ]


def test_a_mail_s_quotation_is_whole() -> None:
    page = "\n>\n".join(
        textwrap.fill(t, 70, initial_indent="> ", subsequent_indent="> ") for t in STORY
    )
    found = [line for line in read_blocks(page).lines if line.kind == "quote"]
    assert " ".join(line.text for line in found).split() == " ".join(STORY).split()


def test_chinese_is_joined_without_blanks() -> None:
    text = "港口办公室星期五表示第二艘船将在冬天之前购买这艘船会小一些而且只在工作日运载自行车" * 4
    page = "\n".join(text[at : at + 49] for at in range(0, len(text), 49))
    assert _texts(f"新闻\n\n{page}\n\n{page}") == ["新闻", text, text]


def test_link_numbers_count_and_do_not_stand_in_the_text() -> None:
    page = (
        "#[1]canonical\n\n   [2]Home [3]News\n\n   The [4]ferry was late on [5]Friday.\n\n"
        "References\n\n   Visible links:\n   1. http://a.example/\n   2. http://a.example/home\n"
        "   3. tel:123\n   4. http://a.example/ferry\n   5. http://a.example/friday\n\n"
        "   Hidden links:\n   6. http://a.example/hidden\n"
    )
    dump = read_blocks(page)
    assert dump.tells_links and dump.canonical and dump.canonical[0] == "http://a.example/"
    line = dump.lines[-1]
    assert line.text == "The ferry was late on Friday."
    assert line.links == 2 and line.linked is None
    assert line.urls == ["http://a.example/ferry", "http://a.example/friday"]
    assert {line.role for line in dump.dropped} == {"link address"}


def test_buttons_edits_and_pictures_of_a_text_browser() -> None:
    page = (
        "   (BUTTON)\n   (BUTTON) Subscribe\n   [boat.jpg] The boat\n   It costs [DEL: 4 :DEL] "
        "[INS: 5 :INS] crowns.\n   [hut.png]\n"
    )
    dump = read_blocks(page)
    assert [line.text for line in dump.lines if line.role != "image"] == [
        "Subscribe",
        "The boat",
        "It costs 4 5 crowns.",
    ]


def test_nested_lists_have_levels() -> None:
    page = (
        "     * News\n          + World\n               o Europe\n          + Town\n     * Sport\n"
    )
    assert [(line.text, line.level) for line in read_blocks(page).lines] == [
        ("News", 1),
        ("World", 2),
        ("Europe", 3),
        ("Town", 2),
        ("Sport", 1),
    ]


def test_numbered_items_are_ordered() -> None:
    assert [line.ordered for line in read_blocks("1. Rain\n2. Snow\n\nIce").lines] == [
        True,
        True,
        False,
    ]


def test_a_lone_sign_is_no_text() -> None:
    page = "Rain\n|\nSnow\n*\nIce\n•\nHail\n"
    words = [line.text for line in read_blocks(page).lines if any(map(str.isalnum, line.text))]
    assert words == ["Rain", "Snow", "Ice", "Hail"]


def test_a_portuguese_o_is_a_word() -> None:
    assert _texts("   o barco chegou tarde") == ["o barco chegou tarde"]


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
    assert _texts(page)[:6] == [*HEAD, *STORY]


def test_what_a_page_says_of_tags_stays() -> None:
    page = (
        "# Feed\n\nThe <reviewer> element and **one** [link](http://a/) and <b>bold</b>.\n\n"
        "## End\n"
    )
    assert "The <reviewer> element and one link and bold." in _texts(page)


def test_an_address_may_hold_blanks() -> None:
    page = "# Rain\n\n[Sign up](/signup?to=the paper of today) for **more**\n\n[a](/b)\n"
    line = read_blocks(page).lines[1]
    assert line.text == "Sign up for more" and line.urls == ["/signup?to=the paper of today"]


def test_an_open_fence_hides_nothing() -> None:
    page = "# Rain\n\n[a](/b) **c**\n\n```\nIt rained.\n\n## Snow\n\nIt snowed.\n"
    assert ("Snow", "heading", 2) in _kinds(page)


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
    assert _kinds(page) == [("Rain in the north", "heading", 1), (STORY[0], "", None)]


WORDS = st.sampled_from(
    [
        "rain",
        "Snow",
        "the",
        "12",
        "ferry,",
        "(late)",
        "over.",
        "—",
        "|",
        "*",
        "-",
        "+",
        "o",
        "#",
        ">",
        "[3]boat",
        "Überfahrt",
        "雨が降る",
        "नदी",
        "1.",
        "2.",
        "\xa0",
        "so\xadft",
        "###",
        ">",
        "_a_",
        "**b**",
        "[c](/d)",
        "```",
        "~~~",
        "---",
        "===",
        "`e`",
        "\\*",
        "<b>",
        "<br>",
        "http://a/",
        "![f](/g)",
        "(BUTTON)",
        "____",
        "[",
        "]",
        ":",
    ]
)
PAGES = st.lists(st.tuples(st.integers(0, 9), st.lists(WORDS, max_size=14)), max_size=25).map(
    lambda rows: "\n".join(" " * indent + " ".join(words) for indent, words in rows)
)


def _plain_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"rain|Snow|ferry|late|over|Überfahrt|boat|雨が降る|नदी", text))


@given(PAGES)
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_or_doubled(page: str) -> None:
    dump = read_blocks(page)
    kept = [line for line in dump.lines if line.role != "image"]
    blocks = "\n".join(line.text for line in kept)
    dropped = "\n".join(raw for line in dump.dropped for _, raw in line.parts)
    left_out = "\n".join(
        raw for line in dump.lines if line.role == "image" for _, raw in line.parts
    )
    whole = _plain_words(page)
    found = _plain_words(blocks) + _plain_words(dropped) + _plain_words(left_out)
    assert not whole - found
    assert not _plain_words(blocks) - whole


@given(PAGES)
@settings(max_examples=200, deadline=None)
def test_every_line_is_in_a_block_and_in_order(page: str) -> None:
    dump = read_blocks(page)
    numbers = [number for line in [*dump.lines, *dump.dropped] for number, _ in line.parts]
    raws = page.split("\n")
    wanted = [at for at, raw in enumerate(raws, 1) if re.search(r"\w", raw)]
    assert set(wanted) <= set(numbers)
    order = [line.number for line in dump.lines]
    assert order == sorted(order)
    assert all(isinstance(line, Line) and line.text for line in dump.lines)


HOSTILE = [
    "[",
    "![",
    "*",
    "**",
    "_",
    "`",
    "<",
    "> ",
    "|",
    "[a](",
    "a\n",
    "[\n",
    "* ",
    "- ",
    "a|b\n-|-\n",
]


@pytest.mark.parametrize("unit", [*HOSTILE, "<!--", "[a]: b\n", "```\n", "a  \n", "1. ", "word "])
def test_no_page_takes_long(unit: str) -> None:
    front = "# Rain\n\nBy **Ana** in [town](http://a/) and [b](http://b)\n\n"
    for count in (1_500, 60_000):
        began = time.process_time()
        read_blocks(front + unit * count)
        assert time.process_time() - began < 6


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
