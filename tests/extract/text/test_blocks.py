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

from .blocks import HEAD, MENU, STORY, kinds, texts


@pytest.mark.parametrize("width", [60, 72, 80, 100, 132])
@pytest.mark.parametrize("indent", ["", "   "])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_paragraphs_are_whole_and_headlines_apart(width: int, indent: str, between: str) -> None:
    broken = [textwrap.fill(text, width, break_on_hyphens=False) for text in STORY]
    page = textwrap.indent("\n".join(HEAD) + "\n\n" + "\n\n".join(broken), indent)
    page = textwrap.indent(between.join(MENU), indent) + "\n\n" + page
    assert texts(page) == [*MENU, *HEAD, *STORY]


def test_an_unbroken_page_stays_as_it_is() -> None:
    lines = [*MENU, *HEAD, *STORY, "Share", "More from the harbour", *HEAD]
    assert texts("\n".join(lines)) == lines


def test_entries_of_much_the_same_length_stay_apart() -> None:
    lines = [
        f"The {word} of the harbour is painted green again" for word in ("gate", "wall", "door")
    ]
    assert texts("\n".join([*lines, *lines, *lines])) == lines * 3


def test_items_hang_and_stay_apart() -> None:
    items = [text[:150] for text in STORY]
    page = "\n".join(
        textwrap.fill(item, 72, initial_indent="     * ", subsequent_indent="       ")
        for item in items
    )
    assert kinds("\n\n".join(textwrap.fill(t, 72) for t in STORY) + "\n\n" + page)[3:] == [
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
    assert texts(f"新闻\n\n{page}\n\n{page}") == ["新闻", text, text]


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
    assert texts("   o barco chegou tarde") == ["o barco chegou tarde"]


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
