"""Text dumps of one story, in every arrangement."""

from __future__ import annotations

import pytest

from .dumps import BODY, HEADLINE, check_story, dump, only


def test_an_aggregators_page() -> None:
    article = only(dump())
    check_story(article)
    assert article.authors == ["Tessa Vorm"]
    assert article.publisher == "Norrby Packet"
    assert article.published == "14 Apr 2024"
    assert article.source.site == "THE PEBBLE WIRE"
    assert article.source.retrieved == "May 2, 2025"
    assert article.confidence is not None and article.confidence > 0.9


@pytest.mark.parametrize(
    "date", ["April 14, 2024", "2024-04-14", "14.04.2024", "Apr 14, 2024 9:41 AM EDT"]
)
def test_forms_of_the_date(date: str) -> None:
    article = only(dump(head=("Norrby Packet", "NORRBY PACKET", date, "Tessa Vorm")))
    assert (article.published, article.source.retrieved) == (date, "May 2, 2025")
    check_story(article)


def test_a_page_date_alone_is_not_the_storys() -> None:
    article = only(dump(head=("Norrby Packet", "NORRBY PACKET", "Tessa Vorm")))
    assert (article.published, article.source.retrieved) == (None, "May 2, 2025")


def test_a_storys_date_alone_is_not_the_pages() -> None:
    masthead = ("THE PEBBLE WIRE", "Sponsor: GLINT", "Sponsor: GLINT", "back", "topic")
    article = only(dump(masthead=masthead))
    assert (article.published, article.source.retrieved) == ("14 Apr 2024", None)


@pytest.mark.parametrize(
    ("head", "publisher", "authors"),
    [
        (("Norrby Packet", "NORRBY PACKET", "14 Apr 2024"), "Norrby Packet", []),
        (("Norrby Packet", "14 Apr 2024", "Tessa Vorm"), "Norrby Packet", ["Tessa Vorm"]),
        (("Skylark", "14 Apr 2024", "By Tessa Vorm"), "Skylark", ["Tessa Vorm"]),
        (
            ("Norrby Packet", "14 Apr 2024", "Tessa Vorm and Rurik Oste"),
            "Norrby Packet",
            ["Tessa Vorm", "Rurik Oste"],
        ),
        (
            ("The Norrby Herald", "Tessa Vorm, Rurik Oste", "14 Apr 2024"),
            "The Norrby Herald",
            ["Tessa Vorm", "Rurik Oste"],
        ),
    ],
)
def test_who_wrote_and_who_published(
    head: tuple[str, ...], publisher: str | None, authors: list[str]
) -> None:
    article = only(dump(head=head))
    assert (article.publisher, article.authors) == (publisher, authors)
    check_story(article)


@pytest.mark.parametrize(
    "prefix", ["", "Img: ", "[IMG] ", "[Photo]", "HeroPic:", "Artwork:", "NextImg:???? "]
)
def test_what_is_glued_to_a_headline(prefix: str) -> None:
    check_story(only(dump(prefix=prefix)))


@pytest.mark.parametrize("headline", ["Kiosks: why they close"])
def test_a_colon_in_a_headline_stays(headline: str) -> None:
    article = only(dump().replace("NextImg:" + HEADLINE, headline))
    assert article.title == headline


def test_line_ends_and_missing_blank_lines() -> None:
    check_story(only(dump().replace("\n", "\r\n")))
    check_story(only(dump(gap="\n")))
    check_story(only("\ufeff\r" + dump(gap="\n").replace("\n", "\r")))


TAILS = [
    ("", "31 Comments", "", "Share", "Facebook", "Print"),
    ("", "Related", "Lighthouse is let by the night", "Baker retires after 50 years"),
    ("", "Read more » Norrby Packet"),
    ("", "Sign up for The Tide Table", "News before breakfast.", "Enter your email"),
    ("", "© 2025 Norrby Packet. All rights reserved."),
    ("", "back", "Sponsor: GLINT", "Sponsor: GLINT: Windows that wash themselves."),
    ("", "We use cookies to understand how you use our site. You accept our cookie policy."),
    ("", "Tessa Vorm covers the islands for the Norrby Packet."),
    ("", "Support the Norrby Packet: become a member today."),
    ("", "Lesen Sie auch", "Leuchtturm zu vermieten"),
    ("", "Quite Another Heading", "Lighthouse is let by the night", "Baker retires after 50 years"),
]


@pytest.mark.parametrize("tail", TAILS, ids=lambda tail: tail[1][:20])
def test_furniture_below_the_story(tail: tuple[str, ...]) -> None:
    check_story(only(dump(tail=tail)))
    check_story(only(dump(tail=tail, gap="\n")))


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "Anzeige",
        "La suite après cette publicité",
        "Sponsor: GLINT: Windows that wash themselves.",
        "RELATED: Lighthouse is let by the night",
        "The jetty at Norrby on Monday. (Rurik Oste/Norrby Packet)",
    ],
)
def test_furniture_inside_the_story(line: str) -> None:
    page = dump().replace("\n\n" + BODY[2], "\n\n" + line + "\n\n" + BODY[2])
    check_story(only(page))


@pytest.mark.parametrize(
    "paragraph",
    [
        "Related costs, including fuel, came to $9,000.",
        "Sponsors of the race said they would pay.",
        "Share prices fell.",
        "“We won.”",
        "Read more books, she told them.",
        "Photo surveys of this kind are rare.",
    ],
)
def test_sentences_that_begin_like_furniture_are_kept(paragraph: str) -> None:
    page = dump().replace("\n\n" + BODY[2], "\n\n" + paragraph + "\n\n" + BODY[2])
    assert [block.text for block in only(page).body] == [*BODY[:2], paragraph, *BODY[2:]]


def test_lists_quotes_and_subheadings() -> None:
    page = "\n".join(
        [
            *(HEADLINE, "", BODY[0], "", "What is left", "", "The shop has:", ""),
            *("* milk;", "* paper.", "", "> Good luck to all of you, and mind the throttle."),
            *("", BODY[3]),
        ]
    )
    blocks = [(block.type, block.text) for block in only(page).body]
    assert blocks == [
        ("paragraph", BODY[0]),
        ("heading", "What is left"),
        ("paragraph", "The shop has:"),
        ("list_item", "milk;"),
        ("list_item", "paper."),
        ("quote", "Good luck to all of you, and mind the throttle."),
        ("paragraph", BODY[3]),
    ]


def test_a_file_that_is_just_an_article_or_just_paragraphs() -> None:
    check_story(only("\n\n".join([HEADLINE, *BODY])))
    bare = only("\n\n".join(BODY))
    assert bare.title is None
    assert [block.text for block in bare.body] == BODY
    assert (bare.confidence or 0) < (only("\n\n".join([HEADLINE, *BODY])).confidence or 0)


def test_labelled_fields() -> None:
    head = ["Title: " + HEADLINE, "Author: Tessa Vorm", "Date: 14 April 2024"]
    head += ["Source: Norrby Packet", "URL: https://norrbypacket.example/ferry", ""]
    article = only("\n".join(head) + "\n" + "\n\n".join(BODY))
    check_story(article)
    assert article.authors == ["Tessa Vorm"]
    assert (article.publisher, article.published) == ("Norrby Packet", "14 April 2024")
    assert article.url == "https://norrbypacket.example/ferry"


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Text broken at a width, as a text browser does it."""
    lines, line = [], first
    for word in text.split(" "):
        if line.strip() and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = rest + word
        else:
            line = line + (" " if line.strip() else "") + word
    return "\n".join([*lines, line])


def test_a_lynx_dump() -> None:
    menu = ["Home", "News", "Harbor", "Sports", "Opinion"]
    page = ["   #[1]alternate", "", "   [2]Skip to main content", "", "   [3]Norrby Packet", ""]
    page += [f"     * [{at}]{name}" for at, name in enumerate(menu, 4)]
    page += ["", "   ____________________ [9]Search", "", "   [10]Harbor", ""]
    page += ["          " + HEADLINE, "", "   By [11]Tessa Vorm and [12]Rurik Oste"]
    page += ["   Published April 14, 2024", "", "     * [13]Share", "     * [14]Print", ""]
    page += ["\n\n".join(wrapped(text, 72, "   ", "   ") for text in BODY), ""]
    page += ["Related", "", "     * [15]Lighthouse is let by the night, with the", "       keeper"]
    page += ["", "   © 2025 Norrby Packet. All rights reserved.", "", "References", ""]
    page += ["   Visible links"] + [
        f"  {n:2}. https://norrbypacket.example/{n}" for n in range(1, 16)
    ]
    article = only("\n".join(page))
    check_story(article)
    assert article.authors == ["Tessa Vorm", "Rurik Oste"]
    assert article.publisher == article.source.site == "Norrby Packet"
    assert (article.published, article.section) == ("April 14, 2024", "Harbor")
    assert article.source.retrieved is None


@pytest.mark.parametrize("width", [50, 64, 72, 80])
def test_hard_line_breaks_are_undone(width: int) -> None:
    paragraphs = "\n\n".join(wrapped(text, width) for text in BODY)
    check_story(only(HEADLINE + "\n\n" + paragraphs))


STANDFIRST = "The only man who knew the engine has other plans."


def test_a_page_copied_from_a_browser() -> None:
    page = ["Skip to main content", "Friday, May 2, 2025", "Sign In", "Subscribe"]
    page += ["Norrby Packet", "Home", "News", "Politics", "Sports", "Opinion", "Trending now"]
    page += ["Lighthouse is let by the night", "Baker retires after 50 years", ""]
    page += ["Home / Sports", HEADLINE, "", STANDFIRST]
    page += ["By Tessa Vorm", "Published April 14, 2024 · Updated April 15, 2024", "4 min read"]
    page += ["Share", "Facebook", "", "The ferry at its berth.", "(Rurik Oste)", ""]
    page += ["\n\n".join(BODY), "Topics: Harbor, Luck", "2 Comments", "tidewatcher", "2 hours ago"]
    page += ["Good for him, I say, and about time too.", "Old Salt", "yesterday", "I knew it."]
    page += ["Most Popular", "1", "Lighthouse is let by the night", "About us", "Contact"]
    page += ["© 2025 Norrby Packet. All rights reserved."]
    article = only("\n".join(page))
    # Real pages count a standfirst as text.
    assert [block.text for block in article.body] == [STANDFIRST, *BODY]
    assert (article.published, article.modified) == ("April 14, 2024", "April 15, 2024")
    assert article.source.retrieved == "Friday, May 2, 2025"
    assert (article.section, article.tags) == ("Sports", ["Harbor", "Luck"])
    assert article.publisher == article.source.site == "Norrby Packet"


@pytest.mark.parametrize(
    ("language", "byline", "date", "ad", "also"),
    [
        ("de", "Von Tessa Vorm", "14. April 2024", "Anzeige", "Lesen Sie auch: Noch ein Text"),
        ("fr", "Par Tessa Vorm", "14 avril 2024", "Publicité", "Lire aussi : Un autre texte"),
        ("es", "Por Tessa Vorm", "14 de abril de 2024", "Publicidad", "Lea también: Otro texto"),
        ("pt", "Por Tessa Vorm", "14 de abril de 2024", "Publicidade", "Leia também: Outro texto"),
        ("it", "di Tessa Vorm", "14 aprile 2024", "Pubblicità", "Leggi anche: Un altro testo"),
        ("nl", "Door Tessa Vorm", "14 april 2024", "Advertentie", "Lees ook: Nog een tekst"),
        ("pl", "Autor: Tessa Vorm", "14 kwietnia 2024", "Reklama", "Czytaj też: Inny tekst"),
        ("cs", "Autor: Tessa Vorm", "14. dubna 2024", "Inzerce", "Čtěte také: Jiný text"),
        ("tr", "Yazan: Tessa Vorm", "14 Nisan 2024", "Reklam", "Ayrıca okuyun: Başka metin"),
        ("ru", "Автор: Тесса Ворм", "14 апреля 2024 г.", "Реклама", "Читайте также: Другой текст"),
        ("uk", "Автор: Тесса Ворм", "14 квітня 2024", "Реклама", "Читайте також: Інший текст"),
    ],
)
def test_other_languages(language: str, byline: str, date: str, ad: str, also: str) -> None:
    head = ("Norrby Packet", "NORRBY PACKET", date, byline)
    page = dump(head=head).replace("\n\n" + BODY[2], f"\n\n{ad}\n\n{also}\n\n{BODY[2]}")
    article = only(page)
    check_story(article)
    # The text is English, so dates and bylines of other languages may be passed over.
    assert article.published in (date, None)
    assert all(name.endswith(byline.split(" ", 1)[1]) for name in article.authors)
