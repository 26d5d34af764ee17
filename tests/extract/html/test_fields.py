"""The other fields of an HTML page: dates, publisher, image, section; and the laws of all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsclean.extract.html.fields import Fields, read_fields
from newsclean.extract.html.tree import parse
from newsclean.language.bylines import split_byline
from newsclean.language.dates.scan import day_of
from newsclean.language.lexicon import lexicon
from newsclean.language.tables import having

from .heads import TEXT, linked, page


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Published May 3, 2024 at 9:41 AM EDT"),
        ("en", "3rd May 2024"),
        ("de", "03.05.2024, 09:41 Uhr"),
        ("de", "Veröffentlicht am 3. Mai 2024"),
        ("de", "Fr 03.05.24 | 09:41 Uhr"),
        ("es", "Publicado el 3 de mayo de 2024"),
        ("fr", "Publié le 3 mai 2024 à 09h41"),
        ("pt", "Publicado em 3 de maio de 2024"),
        ("it", "Pubblicato il 3 maggio 2024"),
        ("pl", "Opublikowano 3 maja 2024"),
        ("cs", "Publikováno 3. května 2024"),
        ("tr", "3 Mayıs 2024 09:41"),
        ("ru", "Опубликовано 3 мая 2024"),
        ("uk", "Опубліковано 3 травня 2024"),
        ("ar", "نشر في 3 مايو 2024"),
        ("he", "פורסם ב-3 במאי 2024"),
        ("hi", "प्रकाशित 3 मई 2024"),
        ("zh", "发布时间：2024年5月3日"),
        ("ja", "公開日 2024年5月3日 9時41分"),
        ("ko", "입력 2024.05.03 09:41"),
        ("ar", "نُشر في: ٣ مايو ٢٠٢٤ - ٠٩:٤١"),
        ("hi", "प्रकाशित: ३ मई २०२४, ०९:४१"),
        ("th", "เผยแพร่ 3 พฤษภาคม 2567 09:41 น."),
        ("th", "03/05/2567"),
        ("ja", "令和6年5月3日（金）9時41分"),
        ("ko", "2024년 5월 3일 오후 9:41"),
        ("fa", "تاریخ انتشار: ۱۴ اردیبهشت ۱۴۰۳ - ۰۹:۴۱"),
        ("fa", "۱۴۰۳/۰۲/۱۴"),
    ],
)
def test_visible_dates_in_many_languages(lang: str, text: str) -> None:
    fields = page("", f"<h1>Tarn 7 Arden 12 Echo</h1><p>{text}</p>", lang)
    assert fields.published is not None
    assert fields.published in text
    day = day_of(fields.published, lexicon(lang))
    assert day is not None and day.isoformat() == "2024-05-03"


def test_the_pages_own_date_is_not_the_storys() -> None:
    fields = page(
        "",
        "<div>Today is Monday, June 2, 2025</div><h1>Fog keeps the ferry in port</h1>"
        "<p>By Mabel Tarn</p><p>May 3, 2024</p>",
    )
    assert fields.published == "May 3, 2024"
    own = [r for r in fields.evidence["published"].rejected if "June 2, 2025" in r["raw"]]
    assert own and own[0]["reason"] == "the page's own date"


@pytest.mark.parametrize(
    ("above", "after"),
    [
        ("<div>Tuesday, June 3, 2025</div><div><a href=/news>News</a></div>", ""),
        ("", "<p>Page generated on June 3, 2025</p>"),
        ("", "<footer>Retrieved June 3, 2025</footer>"),
    ],
)
def test_a_page_with_only_its_own_date_has_no_date(above: str, after: str) -> None:
    body = f"{above}<h1>Fog keeps the ferry in port</h1><p>By Mabel Tarn</p>{TEXT}{after}"
    assert page("", body).published is None


def test_the_first_publication_apart_from_the_last_change() -> None:
    fields = page(
        "",
        "<h1>Fog keeps the ferry in port</h1><p>Updated May 5, 2024 8:00 am · Published May 3, 2024"
        "</p>",
    )
    assert (fields.published, fields.modified) == ("May 3, 2024", "May 5, 2024 8:00 am")


def test_the_offset_is_kept_as_the_page_gives_it() -> None:
    fields = page(
        linked(headline="Fog", datePublished="2024-05-03T23:30:00-04:00", dateModified="2024-05-04")
        + '<meta property="article:published_time" content="2024-05-04T03:30:00Z">'
    )
    assert fields.published == "2024-05-03T23:30:00-04:00"
    assert fields.modified == "2024-05-04"


def test_sources_that_agree_outweigh_one_that_does_not() -> None:
    fields = page(
        linked(headline="Fog keeps the ferry in port", datePublished="2024-05-09T00:00:00Z")
        + '<meta property="article:published_time" content="2024-05-03T07:10:00Z">'
        '<link rel=canonical href="https://echo.example/2024/05/03/fog">',
        "<h1>Fog keeps the ferry in port</h1><time datetime=2024-05-03>3 May</time>",
    )
    assert fields.published == "2024-05-03T07:10:00Z"


def test_an_ambiguous_date_counts_for_the_day_that_others_name() -> None:
    fields = page(
        '<link rel=canonical href="https://echo.example/2024/05/03/fog">',
        "<h1>Fog keeps the ferry in port</h1><p>05/03/2024 7:10 am</p><p>June 1, 2024</p>",
    )
    assert fields.published == "05/03/2024 7:10 am"


def test_every_date_that_lost_is_kept_with_a_reason() -> None:
    fields = page(
        linked(headline="Fog in port", datePublished="2024-05-03T07:10:00+02:00")
        + '<meta property="article:published_time" content="2024-05-04T07:10:00Z">'
        + '<meta name="date" content="soon"><link rel=canonical '
        + 'href="https://echo.example/2024/05/05/fog">',
        "<h1>Fog in port</h1><p>Published May 3, 2024</p><time datetime=2024-05-06>6 May</time>",
    )
    assert fields.published == "2024-05-03T07:10:00+02:00"
    rejected = {one["raw"]: one["reason"] for one in fields.evidence["published"].rejected}
    assert rejected == {
        "2024-05-04T07:10:00Z": "another day",
        "2024-05-05": "another day",
        "2024-05-06": "another day",
        "May 3, 2024": "the same day, said less surely",
        "soon": "not a date that can be read",
    }


def test_no_date_is_made_up() -> None:
    fields = page("", "<h1>Fog keeps the ferry in port</h1><p>Call 12 34 56 or 2024-13-45.</p>")
    assert fields.published is None


# The rest


def test_publisher_and_site() -> None:
    fields = page(
        linked(headline="Fog keeps the ferry in port", publisher={"name": "The Arden Echo"})
        + '<meta property="og:site_name" content="Daily Gatherer">'
        + '<meta property="og:url" content="https://dailygatherer.example/fog">',
        "<h1>Fog keeps the ferry in port</h1><p>The Arden Echo</p>",
    )
    assert (fields.publisher, fields.site) == ("The Arden Echo", "Daily Gatherer")


def test_fields_with_one_clear_source() -> None:
    fields = page(
        linked(
            headline="Fog keeps the ferry in port",
            articleSection=["Weather"],
            keywords="fog, ferry, Arden",
            isAccessibleForFree="False",
            articleBody="Fog.<br>And more of it. " * 20,
            dateline="ARDEN",
        )
        + '<link rel=canonical href="https://echo.example/fog">'
        + '<meta name=description content="The ferry stays in port until the fog has lifted.">'
        + '<meta property="og:image" content="https://echo.example/i/fog.jpg?w=1200">'
        + '<meta property="og:type" content="article">',
        "<h1>Fog keeps the ferry in port</h1><figure><img src=/i/fog.jpg alt='A quay'>"
        "<figcaption>The quay at <b>noon</b></figcaption></figure>",
        lang="en-GB",
    )
    assert fields.section == "Weather"
    assert fields.tags == ["fog", "ferry", "Arden"]
    assert fields.is_accessible_for_free is False
    assert fields.url == "https://echo.example/fog"
    assert fields.summary == "The ferry stays in port until the fog has lifted."
    assert fields.language == "en-GB"
    assert fields.place == "ARDEN"
    assert {"article", "newsarticle"} <= fields.page_types
    assert fields.article_body is not None and fields.article_body.startswith("Fog.\nAnd more")
    assert fields.image is not None
    assert fields.image.url == "https://echo.example/i/fog.jpg?w=1200"
    assert (fields.image.alt, fields.image.caption) == ("A quay", "The quay at noon")


@pytest.mark.parametrize(
    ("figure", "said", "caption"),
    [
        ("<figure><img src=/i/fog-800.jpg><figcaption>The quay</figcaption></figure>", "", None),
        ("<figure><img src=/i/fog.jpg><figcaption>The quay</figcaption></figure>", "", "The quay"),
        ("<figure><img src=/i/fog.jpg><figcaption>Mist</figcaption></figure>", "A quay", "Mist"),
        ("<p>Fog</p>", "The quay at noon", "The quay at noon"),
        ("<div><img src=/i/fog.jpg><div class=image-caption>Mist</div></div>", "", "Mist"),
        ("<figure><img src=/i/2231764_s.jpg><figcaption>Mist</figcaption></figure>", "", "Mist"),
        ("<figure><img src=/a.jpg><figcaption>By Mabel Tarn</figcaption></figure>", "", None),
    ],
)
def test_the_caption_of_the_lead_image(figure: str, said: str, caption: str | None) -> None:
    stated: dict[str, Any] = {"@type": "ImageObject", "url": "https://echo.example/i/fog.jpg?w=9"}
    if "2231764" in figure:
        stated["url"] = "https://echo.example/i/2231764_w1200_h630.jpg"
    if said:
        stated["caption"] = said
    above = TEXT * 2 if "fog-800" in figure else ""
    fields = page(linked(headline="Fog", image=stated), f"<h1>Fog in port</h1>{above}{figure}")
    assert fields.image is not None and fields.image.url == stated["url"]
    assert fields.image.caption == caption


def test_a_lead_image_has_its_whole_address() -> None:
    head = '<link rel=canonical href="https://echo.example/fog">'
    fields = page(f'{head}<meta property="og:image" content="/i/fog.jpg">', "<h1>Fog in port</h1>")
    assert fields.image is not None and fields.image.url == "https://echo.example/i/fog.jpg"


@pytest.mark.parametrize(
    ("stated", "trail", "section"),
    [
        ("Weather", ["Home", "News", "Coast", "Fog in port"], "Weather"),
        ("news_top", ["Home", "Coast", "Fog in port"], "Coast"),
        ("www.echo.example", ["www.echo.example", "Coast", "Fog in port"], "Coast"),
        ("News", ["Home", "Coast", "Fog in port"], "Coast"),
        ("News", ["Home", "Fog in port"], "News"),
    ],
)
def test_the_most_telling_section(stated: str, trail: list[str], section: str) -> None:
    steps = [{"@type": "ListItem", "name": step} for step in trail]
    fields = page(
        linked(headline="Fog in port", articleSection=stated)
        + linked(**{"@type": "BreadcrumbList"}, itemListElement=steps),
        "<h1>Fog in port</h1>",
    )
    assert fields.section == section


def test_tags_without_the_marks_of_the_system() -> None:
    fields = page('<meta name="keywords" content="fog, _prio_3, editors_pick, 1002345, Arden">')
    assert fields.tags == ["fog", "Arden"]
    assert page('<meta name="keywords" content="渡轮 维克拉">', lang="zh").tags == [
        "渡轮",
        "维克拉",
    ]


def test_a_date_is_no_place() -> None:
    assert page(linked(headline="Fog", dateline="Fri, 03 May 2024")).place is None


def test_microdata() -> None:
    fields = page(
        "",
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop=headline>Fog keeps '
        "the ferry in port</h1><span itemprop=author itemscope><i itemprop=name>Mabel Tarn</i>"
        '</span><meta itemprop=datePublished content="2024-05-03T07:10:00+02:00">'
        "<div itemprop=publisher itemscope><meta itemprop=name content='The Arden Echo'></div>"
        "<span itemprop=articleSection>Weather</span></div>",
    )
    assert fields.authors == ["Mabel Tarn"]
    assert fields.published == "2024-05-03T07:10:00+02:00"
    assert fields.publisher == "The Arden Echo"
    assert fields.section == "Weather"


def test_a_page_that_says_nothing() -> None:
    tree = parse("<p>Fog.")
    assert tree is not None
    assert read_fields(tree) == Fields()


# Laws

WORDS = st.sampled_from(
    [
        *(
            "<h1>",
            "</h1>",
            "<p class=byline>",
            "<div class='date author'>",
            "<time datetime='",
            "'>",
        ),
        *("By ", "Von ", "Mabel Tarn", " and ", ",", "May 3, 2024", "2024-05-03", "Updated ", "|"),
        *("<script type=application/ld+json>", "</script>", '{"@type":"NewsArticle",', '"author":'),
        *('"headline":"', '"', "}", "]", "[", "<a href=/author/x>", "</a>", "<i itemprop=author>"),
        *(
            "<meta property=og:title content='",
            "<title>",
            "</title>",
            "\x00",
            "\u202e",
            "🌫",
            "記者：",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map("".join), st.sampled_from([*having("bylines"), "xx", ""]))
def test_any_page_is_read_and_left_as_it_is(body: str, lang: str) -> None:
    tree = parse(f"<html lang='{lang}'>{body}")
    assert tree is not None
    before = etree.tostring(tree)
    fields = read_fields(tree)
    assert etree.tostring(tree) == before
    for text in (fields.title, fields.publisher, fields.published, fields.site, *fields.authors):
        assert text is None or (text and not re.search(r"[\x00-\x1f\x7f]", text))


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_names_are_parts_of_the_byline(text: str) -> None:
    for name in split_byline(text, lexicon("en"), strict=False):
        assert all(word in text for word in name.split())


@pytest.mark.parametrize("code", having("bylines"))
def test_every_language_has_its_words(code: str) -> None:
    words = lexicon(code)
    assert words.by and words.conjunctions and words.roles and words.published and words.updated
