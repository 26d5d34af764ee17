"""Text dumps of lists: digests, newsletters, indexes, live blogs; and the laws of every page."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.extract.text import read_text
from newsclean.language.tables import having, section
from newsclean.system.errors import InputError

from .dumps import BODY, HEADLINE, check_story, dump, only

ITEMS = [
    ("Norrby Packet", "harbor", HEADLINE, [BODY[0]]),
    ("Skylark", "food", "Baker finds ring in rye loaf, and its owner", [BODY[2], BODY[3]]),
    ("The Norrby Herald", "food", "Opinion: Soup is not a drink", [BODY[1]]),
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("cut", [": ", " - ", " | "])
def test_a_digest(gap: str, again: bool, cut: str) -> None:
    page = ["THE PEBBLE WIRE", "May 2, 2025 | ", "0", "| Oldmoor,VT", "Sponsor: GLINT"]
    page += ["Sponsor: GLINT", "back", "topic", "Norrby Packet", "1 May 2025"]
    for publisher, tag, title, summary in ITEMS:
        page += ["#" + tag, f"{publisher}{cut}{title}"] + [title] * again + summary
    page += ["© 2025 The Pebble Wire. All rights reserved."]
    articles = read_text(gap.join(page)).articles
    found = [(a.kind, a.publisher, a.section, a.title, a.summary) for a in articles]
    assert found == [("brief", p, tag, t, "\n\n".join(s)) for p, tag, t, s in ITEMS]
    assert all(article.published == "1 May 2025" for article in articles)
    assert all(article.source.retrieved == "May 2, 2025" for article in articles)


def test_a_newsletter() -> None:
    rule = "\n" + "-" * 40 + "\n"
    head = "From: The Tide Table <tide@norrby.example>\nTo: you@post.example\n"
    head += "Subject: The ferry and a ring\nDate: Fri, 2 May 2025 06:00:00 +0000\n\n"
    head += "THE TIDE TABLE\nView this email in your browser: https://norrby.example/v\n\n"
    head += "Good morning. It rains, and here is what we read while it does."
    items = [
        f"{tag.upper()}\n\n{title}\n\n" + "\n\n".join(summary)
        + f"\n\nRead more ({publisher}): https://norrby.example/{at}"
        for at, (publisher, tag, title, summary) in enumerate(ITEMS)
    ]  # fmt: skip
    items.insert(
        1, "TOGETHER WITH GLINT\nClean at last\nOur windows wash themselves. Try one today."
    )
    foot = "That is all.\nUnsubscribe | Update your preferences"
    articles = read_text(rule.join([head, *items, foot])).articles
    found = [(a.kind, a.publisher, a.section, a.title, a.summary, a.url) for a in articles]
    assert found == [
        ("brief", p, tag.upper(), t, "\n\n".join(s), f"https://norrby.example/{at}")
        for at, (p, tag, t, s) in enumerate(ITEMS)
    ]
    assert articles[0].source.site == "The Tide Table"


AGO = ["3 hours ago", "yesterday", "2 days ago"]


@pytest.mark.parametrize("shape", ["line", "below", "two lines", "inline", "counts"])
def test_an_index_page(shape: str) -> None:
    page = ["The Pebble Wire", "Latest headlines - Friday, May 2, 2025, updated 6:15 PM"]
    page += ["News | Politics | Sports | Opinion", ""]
    for rank, ((publisher, _, title, summary), ago) in enumerate(zip(ITEMS, AGO, strict=True), 1):
        if shape == "line":
            page += [title, f"{publisher} · {ago}", summary[0], "Read more »", ""]
        elif shape == "below":
            page += [title, summary[0], f"{publisher} | {ago}", ""]
        elif shape == "two lines":
            page += [title, publisher, ago, summary[0], ""]
        elif shape == "inline":
            page += [f"• {title} ({publisher}) {ago}"]
        else:
            page += [f"{rank}. {title} (norrby.example)", f"21{rank} points | {ago} | 8 comments"]
    page += ["Load more stories", "© 2025 The Pebble Wire. All rights reserved."]
    articles = read_text("\n".join(page)).articles
    names = ["norrby.example"] * 3 if shape == "counts" else [item[0] for item in ITEMS]
    found = [(a.kind, a.title, a.publisher, a.published) for a in articles]
    assert found == [
        ("link", item[2], name, ago) for item, name, ago in zip(ITEMS, names, AGO, strict=True)
    ]
    assert articles[0].source.retrieved == "Friday, May 2, 2025 6:15 PM"


@pytest.mark.parametrize("inline", [True, False])
def test_a_live_blog(inline: bool) -> None:
    posts = [("22:40", "All votes are in"), ("21:15", "A box is missing"), ("20:00", "Polls close")]
    page = ["Norrby Packet", "Home", "News", "Politics", "Sports", "", "LIVE"]
    page += ["Island election live: counting by candlelight", "Reaction from Skarv and Norrby."]
    page += ["By Tessa Vorm", "Thursday, May 1, 2025", ""]
    for time, title in posts:
        page += [f"{time} - {title}"] if inline else [time, title, "Rurik Oste", ""]
        page += [BODY[0], BODY[3], "Share", ""]
    page += ["Related", "Lighthouse is let by the night", "About us"]
    blog, *entries = read_text("\n".join(page)).articles
    assert (blog.kind, blog.title) == ("article", "Island election live: counting by candlelight")
    assert [(e.kind, e.title) for e in entries] == [("post", title) for _, title in posts]
    assert [e.published for e in entries] == [f"May 1, 2025 {t}" for t, _ in posts]
    assert all([b.text for b in entry.body] == [BODY[0], BODY[3]] for entry in entries)


def test_an_article_with_other_stories_beside_it_is_no_index() -> None:
    others = [
        f"{title}\n{ago}" for (_, _, title, _), ago in zip(ITEMS[1:] * 2, AGO * 2, strict=False)
    ]
    page = [HEADLINE, "By Tessa Vorm", "April 14, 2024", "", "\n\n".join(BODY * 3), "More stories"]
    article = only("\n".join([*page, *others]))
    assert article.title == HEADLINE
    assert [block.text for block in article.body] == BODY * 3


def test_a_teaser_far_above_is_not_the_story() -> None:
    menu = [f"Corner {n}" for n in "abcdefghijklmnopqrs"]
    teaser = (
        "Nine bakers were asked what they think of rye, and their answers will surprise nobody."
    )
    page = ["Norrby Packet", teaser, *menu, HEADLINE, "By Tessa Vorm", "", "\n\n".join(BODY)]
    check_story(only("\n".join(page)))


def test_an_export_of_a_press_archive() -> None:
    page = [HEADLINE, "Norrby Packet", "April 14, 2024 Sunday", "Copyright 2024 Norrby Packet"]
    page += ["Section: NEWS; Pg. 4", "Length: 112 words", "Byline: Tessa Vorm", "Body", *BODY]
    article = only("\n\n".join([*page, "Load-Date: April 15, 2024", "End of Document"]))
    check_story(article)
    assert article.authors == ["Tessa Vorm"]
    assert article.published == "April 14, 2024"


def test_a_markdown_file() -> None:
    page = [f"# {HEADLINE}", "*By [Tessa Vorm](https://a.example/t)* | April 14, 2024"]
    page += ["![ferry](https://a.example/f.jpg)", BODY[0], "## What is left", *BODY[1:]]
    article = only("\n\n".join(page))
    assert (article.title, article.authors) == (HEADLINE, ["Tessa Vorm"])
    assert [(b.type, b.level, b.text) for b in article.body[:2]] == [
        ("paragraph", None, BODY[0]),
        ("heading", 2, "What is left"),
    ]


def test_a_board_and_a_feed() -> None:
    board = ["Pebble Board new | past | comments | ask", "1. Ferry stops (norrby.example)"]
    board += ["81 points by tess 3 hours ago | hide | 22 comments", "2. Rye again (rye.example)"]
    board += ["64 points by rurik 5 hours ago | hide | discuss", "3. Soup is food (soup.example)"]
    board += ["9 points by ilse 1 day ago | hide | 1 comment", "More"]
    found = [(a.title, a.publisher, a.published) for a in read_text("\n".join(board)).articles]
    assert found == [
        ("Ferry stops", "norrby.example", "3 hours ago"),
        ("Rye again", "rye.example", "5 hours ago"),
        ("Soup is food", "soup.example", "1 day ago"),
    ]
    feed = [
        f"{title}\nMon, 0{n} Apr 2024 09:00:00 +0000\n{summary[0]}\nhttps://a.example/{n}\n"
        for n, (_, _, title, summary) in enumerate(ITEMS, 1)
    ]
    links = [(a.title, a.summary, a.url) for a in read_text("\n".join(feed)).articles]
    assert links == [(t, s[0], f"https://a.example/{n}") for n, (_, _, t, s) in enumerate(ITEMS, 1)]


def test_chinese_and_japanese_pages() -> None:
    text = (
        "市议会周一晚间投票决定保留这座钟楼，尽管自1987年以来它显示的时间一直是错的，没有人记得为什么。"
        * 2
    )
    page = ["东港日报", "首页 新闻 体育 财经", "", "市议会决定保留永远走不准的钟楼"]
    article = only("\n".join([*page, "2024年6月3日 10:20  来源：东港日报", "", text, "", text]))
    assert article.title == "市议会决定保留永远走不准的钟楼"
    assert article.published == "2024年6月3日 10:20"
    assert len(article.body) == 2


def test_an_interview_is_no_digest() -> None:
    talk = [f"{who}: {text}" for text in BODY[2:] for who in ("Norrby Packet", "Marrow")]
    article = only("\n\n".join([HEADLINE, BODY[0], *talk]))
    assert len(article.body) == 5


@pytest.mark.parametrize(
    "page",
    [
        "",
        " \n\t\n\u200b\n",
        "norrby.example\nVerify that you are human\nPlease enable JavaScript.\nRay ID: 7",
        "404 Not Found\nThe page you requested was not found on this server.\nHome\nContact",
        "Log in\nEmail\nPassword\nForgot your password?\nPlease log in to continue reading.",
        "We use cookies to improve our site. You can accept them all or manage them.\nAccept",
        "Home\nNews\nSports\nWeather\nAbout us\n© 2025 Norrby Packet. All rights reserved.",
        "Norrby Packet\nLoading...\nYou need to turn on scripts to run this app.",
    ],
)
def test_a_page_with_nothing_gives_no_record(page: str) -> None:
    assert read_text(page).articles == []


def test_evidence_and_fates() -> None:
    reading = read_text(dump(tail=("", "31 Comments")))
    (article,) = reading.articles
    assert article.evidence is not None
    assert article.evidence["title"].source.startswith("line 16: the likeliest headline")
    assert article.evidence["title"].source.endswith("freed of “NextImg:”")
    assert article.evidence["published"].raw == "14 Apr 2024"
    by_field = {fate.field: fate for fate in reading.fates if fate.field}
    assert by_field["authors"].text == "Tessa Vorm"
    assert by_field["body[3]"].text == BODY[3]
    dropped = {fate.text: fate.role for fate in reading.fates if fate.field is None}
    assert dropped["31 Comments"] == "comments"
    assert dropped["topic"] == "navigation"
    assert all(fate.reason for fate in reading.fates)


def test_no_phrase_means_two_things() -> None:
    for code in having("lines"):
        found: dict[str, str] = {}
        for role, phrases in section(code, "lines").items():
            for phrase in phrases:
                assert found.setdefault(phrase, role) == role, (code, phrase)


PIECES = st.sampled_from(
    [
        *(*BODY, HEADLINE, "NextImg:" + HEADLINE, "Sponsor: GLINT", "Norrby Packet: Rain at last"),
        *("#food", "20:15", "3 hours ago", "14 Apr 2024", "Read more »", "----------", "* Home"),
        *("Related", "12 Comments", "Tessa Vorm", "© 2025 Norrby Packet", "1. One", "[1]Rain"),
        *("References", "  1. https://norrby.example/", "Topics: a, b", "Title: Rain", "| x"),
    ]
)
PAGES = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=40).map("\n".join),
    st.lists(PIECES, max_size=60).map("\n\n".join),
)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_every_line_has_one_fate_and_every_text_comes_from_the_page(page: str) -> None:
    reading = read_text(page)
    numbers = [int(fate.where.removeprefix("line ")) for fate in reading.fates]
    assert numbers == sorted(set(numbers))
    lines = re.split(r"\r\n?|\n", page)
    visible = {at for at, line in enumerate(lines, 1) if re.search(r"\w", line)}
    assert visible <= set(numbers)
    assert all(fate.text == lines[int(fate.where[5:]) - 1] for fate in reading.fates)
    letters = "".join(re.findall(r"\w", page))
    for article in reading.articles:
        for text in [*article.texts(), article.title or "", article.publisher or ""]:
            assert "".join(re.findall(r"\w", text)) in letters
        assert article.title or article.body
        assert article.confidence is not None and 0 <= article.confidence <= 1


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES, max_size=40).map("\n".join))
def test_reading_is_repeatable(page: str) -> None:
    assert read_text(page) == read_text(page)


@pytest.mark.parametrize("unit", ["a", " ", "[", "1. ", "\n", "Sponsor: X\n", "20:15\n", "- a\n"])
def test_hostile_pages_are_read_in_one_go(unit: str) -> None:
    """A million characters of one thing must not take forever: the suite would not end."""
    with contextlib.suppress(InputError):  # there are so many lines that not all of them are read
        read_text(unit * (150_000 // len(unit)))
