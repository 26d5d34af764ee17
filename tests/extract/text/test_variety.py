"""Text dumps by other hands: other labels, menus, boxes, tags and languages."""

from __future__ import annotations

import pytest

from newsclean.article import Article
from newsclean.extract.text import read_text

BODY = [
    "The clock on the corn exchange in Hallow stopped on Sunday when a swan flew into the works, "
    "and the council has not agreed who should take the swan out.",
    "“It is a large swan,” said the keeper of the clock, Wilf Danby, who has wound it since 1988.",
    "A steeplejack from Ambry offered to climb up for nothing. The offer lapses on Friday, he "
    "said, because he is to be married.",
]
HEADLINE = "Swan stops the clock of the corn exchange"
MENU = "Skip to content\nHallow Mercury\nHome\nRowing\nAllotments\nBells\nChess\n\n"


def page(top: str = MENU, under: str = "By Nora Whitt\n3 May 2025\n", mid: str = "") -> str:
    """A browser's copy of the story, with something under its headline and in the middle."""
    return f"{top}{HEADLINE}\n{under}\n{BODY[0]}\n\n{BODY[1]}\n\n{mid}{BODY[2]}\n"


def only(text: str) -> Article:
    """The one record of a page."""
    (article,) = read_text(text).articles
    return article


def texts(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_unusual_menu_words_after_home_are_the_menu() -> None:
    article = only(page())
    assert article.title == HEADLINE
    assert texts(article) == BODY


@pytest.mark.parametrize(
    "owner",
    [
        "© Hallow Mercury 2025",
        "© 2025 Hallow Mercury Ltd. All rights reserved.",
        "Copyright 2025, Hallow Mercury GmbH",
        "© Hallow Mercury Media Group",
    ],
)
def test_year_and_form_of_the_company_are_no_part_of_the_name(owner: str) -> None:
    assert only(page() + "\n" + owner).publisher == "Hallow Mercury"


@pytest.mark.parametrize(
    "under",
    ["Nora Whitt\nTom Ekwall\n3 May 2025\n", "3 May 2025\nNora Whitt\nTom Ekwall\n"],
)
def test_authors_one_a_line_under_the_headline(under: str) -> None:
    assert only(page(under=under)).authors == ["Nora Whitt", "Tom Ekwall"]


def test_a_desk_is_no_publisher() -> None:
    article = only(page(under="Mercury & Post staff\n3 May 2025\n") + "\n© Hallow Mercury 2025")
    assert (article.publisher, article.authors) == ("Hallow Mercury", [])


@pytest.mark.parametrize(
    "mid",
    [
        "The Bell Letter\nHallow in five minutes, at breakfast.\nYour email\nSign up\n\n",
        "Paid post\nRope: the string that thinks. Ask your chandler.\n\n",
        "You might also like\nCheese found on the moor\n\n",
        "The swan in better days. Photo by Tom Ekwall\n\n",
        "The swan in better days. Tom Ekwall/Hallow Mercury\n\n",
        "The swan in better days. © Tom Ekwall\n\n",
    ],
)
def test_boxes_and_captions_between_paragraphs_are_no_story(mid: str) -> None:
    assert texts(only(page(mid=mid))) == BODY


@pytest.mark.parametrize(
    "said",
    [
        "Sponsors of the clock have been asked for patience until the end of the month.",
        "Subscribe to a clock, the mayor likes to say, and you will be told that it is late; he "
        "has said so at every dinner since the spring, and nobody has thanked him for it yet.",
        "Ekwall/Danby, the firm that serviced the works, said it would send a ladder.",
    ],
)
def test_a_paragraph_that_sounds_like_furniture_is_story(said: str) -> None:
    assert said in texts(only(page(mid=said + "\n\n")))


def test_a_word_between_share_buttons_is_one() -> None:
    article = only(page(under="By Nora Whitt\n3 May 2025\nShare\nWarble\nEmail\n"))
    assert texts(article) == BODY
    assert article.title == HEADLINE


ITEMS = [
    ("Hallow Mercury", HEADLINE, "A swan flew into the works on Sunday."),
    ("Ambry Post", "Steeplejack marries at noon", "The bells were rung from below."),
    ("Hallow Mercury", "Council buys a longer ladder", "It cost $212 and does not reach."),
]


@pytest.mark.parametrize("tag", ["odd:", "/odd/", "@odd", "— odd —", "#odd", "[odd]"])
def test_tags_in_any_dress(tag: str) -> None:
    items = "\n\n".join(f"{tag}\n{name}: {title}\n{said}" for name, title, said in ITEMS)
    found = read_text(f"THE SIFTER\nMay 4, 2025 |\n| Oldmoor,VT\nback\n{items}").articles
    assert [article.section for article in found] == ["odd"] * 3
    assert [article.title for article in found] == [title for _, title, _ in ITEMS]
    assert [article.summary for article in found] == [said for *_, said in ITEMS]


@pytest.mark.parametrize("bar", [" — ", " | ", " - "])
def test_digests_that_name_the_paper_last(bar: str) -> None:
    items = "\n".join(f"#odd\n{title}{bar}{name}\n{said}" for name, title, said in ITEMS)
    found = read_text(f"THE SIFTER\nMay 4, 2025 |\n| Oldmoor,VT\nback\n{items}").articles
    assert [(a.publisher, a.title) for a in found] == [(name, title) for name, title, _ in ITEMS]


def test_a_digest_without_tags_of_papers_with_any_name() -> None:
    items = [
        (name, *rest) for name, (_, *rest) in zip(["Tern", "KXQV", "Lull"], ITEMS, strict=True)
    ]
    items.append(("Hallow Today", "Rope found in the nave", "Nobody has asked for it."))
    text = "\n".join(f"{name}: {title}\n{said}" for name, title, said in items)
    found = read_text(f"THE SIFTER\nMay 4, 2025 |\n| Oldmoor,VT\nback\n{text}").articles
    assert [(a.publisher, a.title) for a in found] == [(name, title) for name, title, _ in items]


def test_papers_that_have_the_same_story_are_none_of_their_own() -> None:
    items = [
        ("Barge runs into the ferry stage at Hallow", ["Ambry Herald", "Fenland Star"]),
        ("Mill pond is to be drained for the first time", ["Rivet", "Fenland Star", "Oar Weekly"]),
        ("Choir loses its last bass to the sea", ["Oar Weekly", "Ambry Herald"]),
        ("Bakers agree on the weight of a bun", ["Fenland Star", "Rivet", "Hallow Mercury"]),
    ]
    said = "People who were there say that nobody had seen it coming, and that it took all day."
    lines = [
        f"Nora Whitt / Hallow Mercury: {title}\n{said}\nElsewhere:\n" + "\n".join(papers) + "\n"
        for title, papers in items
    ]
    records = read_text("\n".join(lines)).articles
    assert [record.title for record in records] == [title for title, _ in items]
    assert {record.publisher for record in records} == {"Hallow Mercury"}
    assert {tuple(record.authors) for record in records} == {("Nora Whitt",)}


def test_a_paper_named_today_is_no_date() -> None:
    items = "\n\n".join(
        f"{title}\nHallow Today · 2 days ago\n{said}\nMore »" for _, title, said in ITEMS
    )
    found = read_text(f"The Sifter\nMay 4, 2025\nHome | Odd | Sport\n\n{items}").articles
    assert [(a.publisher, a.published) for a in found] == [("Hallow Today", "2 days ago")] * 3


@pytest.mark.parametrize("date", ["22.10.24", "22 Oct 2024", "22 October, 2024"])
def test_more_ways_to_write_a_date(date: str) -> None:
    article = only(page(under=f"Nora Whitt and Tom Ekwall, Staff Writers\n{date}\n"))
    assert (article.published, article.authors) == (date, ["Nora Whitt", "Tom Ekwall"])


@pytest.mark.parametrize(
    "heading",
    [
        "Newest first - Sun, May 4, 2025, 7:40 p.m.",
        "All headlines | Updated May 4, 2025 5:00 PM",
        "Neueste Meldungen - Sonntag, 4. Mai 2025, 18:30 Uhr",
        "May 4, 2025",
    ],
)
def test_the_page_s_date_in_a_heading(heading: str) -> None:
    items = "\n\n".join(
        f"{title}\n{name} · 2 hours ago\n{said}\nFull story »" for name, title, said in ITEMS
    )
    reading = read_text(f"The Sifter\n{heading}\nHome | Odd | Sport\n\n{items}")
    assert len(reading.articles) == 3
    assert "2025" in (reading.articles[0].source.retrieved or "")


def test_papers_above_their_headlines() -> None:
    items = "\n\n".join(
        f"{name.upper()}\n{title}\n{said}\n{n} hours ago"
        for n, (name, title, said) in enumerate(ITEMS, start=2)
    )
    found = read_text(f"The Sifter\nMay 4, 2025\n\n{items}").articles
    assert [a.publisher for a in found] == ["HALLOW MERCURY", "AMBRY POST", "HALLOW MERCURY"]


def test_greetings_of_a_newsletter_are_no_item() -> None:
    items = "\n\n----------\n\n".join(
        f"{title}\n\n{said}\n\nRead more ({name}): https://news.example/{n}"
        for n, (name, title, said) in enumerate(ITEMS)
    )
    letter = (
        "THE BELL LETTER\nRead it here: https://mail.example/1\n\nGood morning, and mind the "
        f"swan.\n\n----------\n\n{items}\n\n----------\n\nSee you on Monday."
    )
    assert [a.title for a in read_text(letter).articles] == [title for _, title, _ in ITEMS]


def test_newsletters_that_name_their_sources_in_brackets() -> None:
    items = "\n\n~~~~~\n\n".join(f"{title}\n\n{said}\n({name})" for name, title, said in ITEMS)
    found = read_text(f"THE BELL LETTER\nMay 4, 2025\n\n~~~~~\n\n{items}\n\n~~~~~\n\nBye.").articles
    assert [(a.publisher, a.title) for a in found] == [(name, title) for name, title, _ in ITEMS]


def test_terms_of_use_are_no_story() -> None:
    terms = (
        "Terms of use\nLast updated: 1 March 2025\n1. Consent\nBy using this site you agree to "
        "these terms. If you do not agree to them, please do not use the site.\n2. Liability\n"
        "The site is provided as it is, and nobody is liable for any loss that comes of its use."
    )
    assert read_text(terms).articles == []


def test_a_japanese_dump_has_its_author() -> None:
    text = (
        "朝の束\n2025年5月4日 |\n2\n | 浜町\n広告: 湯屋堂\n広告: 湯屋堂：石けん\n戻る\n話題\n"
        "浜町日報\n2024年11月2日\n高瀬なつみ\n\n\nNextImg:時計台の白鳥、三日ぶりに救出\n\n"
        "浜町の時計台に入り込んだ白鳥が日曜日、三日ぶりに救出された。けがはなかったという。\n\n"
        "時計はまだ動いていない。町は修理の費用を調べており、来週の議会で説明する予定だ。\n\n"
        "「大きな白鳥だった」と管理人の男性は話した。男性は三十年以上、毎朝ねじを巻いてきた。"
    )
    article = only(text)
    assert (article.publisher, article.authors) == ("浜町日報", ["高瀬なつみ"])
    assert article.title == "時計台の白鳥、三日ぶりに救出"


def test_capitals_of_a_turkish_name_are_the_name() -> None:
    text = (
        "SABAH ELEĞİ\n4 Mayıs 2025 |\n| Kıyı\nReklam: CEZVE\nReklam: CEZVE: Köpüklü\ngeri\nkonu\n"
        "Kıyı Postası\nKIYI POSTASI\n2 Kasım 2024\nNazlı Tuncer\n\n\nNextImg:Kuğu saat "
        "kulesini durdurdu\n\nKıyı'daki saat kulesi pazar günü içine giren bir kuğu yüzünden "
        "durdu ve hâlâ çalışmıyor."
        "\n\nBelediye, kuğuyu kimin çıkaracağına salı günü yapılacak toplantıda karar verecek."
        "\n\n“Büyük bir kuğuydu” diyen görevli, saati otuz yıldır her sabah kurduğunu anlattı."
    )
    article = only(text)
    assert (article.publisher, article.authors) == ("Kıyı Postası", ["Nazlı Tuncer"])


@pytest.mark.parametrize(
    "line",
    [
        "Article continues after this advertisement",
    ],
)
def test_words_of_going_on_after_an_advertisement_are_no_text(line: str) -> None:
    assert texts(only(page(mid=f"{line}\n\n"))) == BODY


def test_a_date_with_an_offset_is_a_date() -> None:
    article = only(page(under="By Nora Whitt\n3 May 2025, 16:15 UTC+2\n"))
    assert (article.published, texts(article)) == ("3 May 2025, 16:15 UTC+2", BODY)


def test_paragraphs_in_the_papers_own_voice_make_a_record_less_sure() -> None:
    own = "The Mercury is printed on a press that was made in this town and has outlived it.\n\n"
    assert (only(page()).confidence or 0) > (only(page(mid=own)).confidence or 0)


def test_an_entry_unlike_the_others_is_less_sure() -> None:
    entries = [f"Weather in Ambry, part {n}\nThe Mercury · {n} hours ago" for n in range(2, 9)]
    entries[3] = "Weather in Ambry, part five."
    for record in read_text("Hallow Index\n\n" + "\n\n".join(entries)).articles:
        assert ((record.confidence or 0) >= 0.7) == (record.publisher is not None)


def test_words_before_a_name_are_a_byline() -> None:
    article = only(page(under="Words: Nora Whitt\n3 May 2025\n"))
    assert (article.authors, texts(article)) == (["Nora Whitt"], BODY)


def test_a_section_between_blank_lines_under_the_menu() -> None:
    menu = "Quarterdeck\n\nHome\nPolitics\nBusiness\nCulture\nSport\n\nWorld\n\n"
    article = only(page(top=menu))
    assert (article.section, article.title) == ("World", HEADLINE)
