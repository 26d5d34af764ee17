"""The fields of an HTML page: what is chosen where a page says several things."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsclean.extract.html.fields import Fields, read_fields
from newsclean.extract.html.fields.jsonld import parse as parse_json_ld
from newsclean.extract.html.tree import parse
from newsclean.language.dates.scan import day_of
from newsclean.language.lexicon import lexicon
from newsclean.language.names import split_byline
from newsclean.language.tables import having

TEXT = "<p>" + "The ferry to the island left an hour late because of the fog. " * 6 + "</p>"


def page(head: str = "", body: str = "", lang: str = "en") -> Fields:
    html = (
        f"<!doctype html><html lang={lang}><head>{head}</head><body>{body}{TEXT * 3}</body></html>"
    )
    tree = parse(html)
    assert tree is not None
    return read_fields(tree)


def linked(**values: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


# Titles


def test_the_visible_headline_wins_over_the_search_engines() -> None:
    fields = page(
        "<title>Arden ferry delays explained: times, reasons - The Arden Echo</title>"
        '<meta property="og:title" content="Arden ferry delays explained">',
        "<h1>Fog keeps the Arden ferry in port</h1>",
    )
    assert fields.title == "Fog keeps the Arden ferry in port"
    rejected = {r["raw"] for r in fields.evidence["title"].rejected}
    assert "Arden ferry delays explained" in rejected


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Fog keeps the ferry in port | The Arden Echo", "The Arden Echo"),
        ("Fog keeps the ferry in port - The Arden Echo", "The Arden Echo"),
        ("The Arden Echo: Fog keeps the ferry in port", None),
    ],
)
def test_a_page_without_a_heading_has_the_title_without_the_site(
    title: str, site: str | None
) -> None:
    fields = page(
        f'<title>{title}</title><meta property="og:site_name" content="The Arden Echo">',
        "<font size=5><b>Fog keeps the ferry in port</b></font><br>By Mabel Tarn<br>May 3, 2024",
    )
    assert fields.title == "Fog keeps the ferry in port"
    assert fields.publisher == "The Arden Echo"
    assert fields.authors == ["Mabel Tarn"]
    assert fields.published == "May 3, 2024"
    if site:
        assert fields.site == site


def test_a_dash_inside_a_headline_is_kept() -> None:
    fields = page(
        "<title>Tarn - the lake that came back - The Arden Echo</title>",
        "<h1>Tarn - the lake that came back</h1>",
    )
    assert fields.title == "Tarn - the lake that came back"
    assert fields.publisher == "The Arden Echo"


def test_a_kicker_is_no_part_of_the_headline() -> None:
    said = '<meta property="og:title" content="Ferry stays in port">'
    glued = "<h1><span>Fog over Arden</span> <span>Ferry stays in port</span></h1>"
    assert page(said, glued).title == "Ferry stays in port"


def test_the_sites_logo_is_no_headline() -> None:
    fields = page(
        "<title>Fog until noon | Harbour Notes</title>",
        '<h1><a href="/">Harbour Notes</a></h1><div class="post"><h2>Fog until noon</h2></div>',
    )
    assert (fields.title, fields.publisher) == ("Fog until noon", "Harbour Notes")


def test_a_heading_in_a_trail_of_links_is_not_what_the_reader_sees() -> None:
    fields = page(
        "<title>Arden ferry: all about the fog</title>"
        '<meta property="og:title" content="Fog keeps the ferry in port">',
        "<nav><ol><li><a href=/news>News</a></li><li><h1>Arden ferry: all about the fog</h1></li>"
        "</ol></nav><article><h2>Fog keeps the ferry in port</h2></article>",
    )
    assert fields.title == "Fog keeps the ferry in port"


@pytest.mark.parametrize(
    ("heading", "headline", "title"),
    [
        ("<h1>", "", "Arden ferry: all about the fog"),
        ("<h1>", "Arden ferry: all about the fog", "Arden ferry: all about the fog"),
        ("<h1>", "All about the fog: the ferry stays in port", "The ferry stays in port"),
    ],
)
def test_a_trail_of_links_ends_with_the_headline_where_all_statements_agree(
    heading: str, headline: str, title: str
) -> None:
    fields = page(
        "<title>Arden ferry: all about the fog | The Arden Echo</title>"
        '<meta property="og:title" content="Arden ferry: all about the fog">'
        + (linked(headline=headline) if headline else ""),
        f"<ul><li>News</li><li>{heading}Arden ferry: all about the fog</h1></li></ul>"
        "<article><h2>All about the fog: the ferry stays in port</h2></article>",
    )
    assert fields.title is not None and fields.title.endswith(title[1:])


def test_kicker_and_headline_are_joined_as_a_statement_joins_them() -> None:
    fields = page(
        linked(headline="Fog over Arden: Ferry stays in port"),
        "<article><h2><span>Fog over Arden</span><span>Ferry stays in port</span></h2></article>",
    )
    assert fields.title == "Fog over Arden: Ferry stays in port"


def test_of_several_headings_that_nothing_names_the_storys_counts() -> None:
    fields = page(
        '<meta property="og:title" content="Travel chaos on the coast">',
        "<article><h1>Fog keeps the ferry in port</h1></article><h1>More from the harbour</h1>",
    )
    assert fields.title == "Fog keeps the ferry in port"


def test_a_headline_given_as_the_sites_name_is_not_the_publisher() -> None:
    fields = page(
        '<meta property="og:site_name" content="Fog keeps the ferry in port | The Arden Echo">',
        "<h1>Fog keeps the ferry in port</h1>",
    )
    assert (fields.title, fields.publisher) == ("Fog keeps the ferry in port", "The Arden Echo")


# JSON-LD


STORY = (
    '{"@type":"NewsArticle","headline":"Fog &amp; rain","datePublished":"2024-05-03T07:10:00+02:00"'
    ',"author":{"@type":"Person","name":"Mabel Tarn"}}'
)


@pytest.mark.parametrize(
    "block",
    [
        STORY,
        f"<!-- {STORY} -->",
        f"//<![CDATA[\n{STORY}\n//]]>",
        STORY.replace('"}}', '",},}'),
        STORY.replace("Fog", "Fog\t\n"),
        STORY.replace('{"@type"', '{ /* the story */ "@type"', 1),
        f"[{STORY}]",
        f'{{"@graph":[{{"@type":"WebSite","name":"Echo"}},{STORY}]}}',
        f'{{"@type":"WebPage","mainEntity":{STORY}}}',
        f'{{"@type":"WebSite","name":"Echo"}}{STORY}',
        STORY + ";",
    ],
)
def test_broken_json_ld_is_read(block: str) -> None:
    fields = page(f'<script type="application/ld+json">{block}</script>')
    assert fields.published == "2024-05-03T07:10:00+02:00"
    assert fields.authors == ["Mabel Tarn"]


def test_entities_of_json_ld_are_decoded() -> None:
    fields = page(f'<script type="application/ld+json">{STORY}</script>', "<h1>Fog & rain</h1>")
    assert fields.title == "Fog & rain"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        (["Mabel Tarn", "Ivo Brandeis"], ["Mabel Tarn", "Ivo Brandeis"]),
        ("By Mabel Tarn, Harbour Correspondent, and Ivo Brandeis", ["Mabel Tarn", "Ivo Brandeis"]),
        ("Tarn, Mabel; Brandeis, Ivo", ["Tarn, Mabel", "Brandeis, Ivo"]),
        ({"name": ["Mabel Tarn", "Ivo Brandeis"]}, ["Mabel Tarn", "Ivo Brandeis"]),
        ([[{"name": "Mabel Tarn"}], None, {"name": ""}], ["Mabel Tarn"]),
        ({"givenName": "Mabel", "familyName": "Tarn"}, ["Mabel Tarn"]),
        ({"@type": "Role", "author": {"@type": "Person", "name": "Mabel Tarn"}}, ["Mabel Tarn"]),
        (
            {"name": "<a href='/x'>Mabel <b>Tarn</b></a> &amp; Ivo O&#39;Brandeis"},
            ["Mabel Tarn", "Ivo O'Brandeis"],
        ),
        ({"name": "Mabel Tarn (mabel.tarn@echo.example)"}, ["Mabel Tarn"]),
        ({"name": "Mabel Tarn | Harbour Correspondent"}, ["Mabel Tarn"]),
        ({"name": "Mabel Tarn/kwx"}, ["Mabel Tarn", "kwx"]),
        ([{"name": "Mabel Tarn"}, {"name": "MABEL TARN"}], ["Mabel Tarn"]),
        ({"name": "https://echo.example/authors/mabel-tarn"}, []),
        ({"@id": "https://echo.example/#person"}, []),
        ("https://echo.example/", []),
        ({"name": "undefined undefined"}, []),
        ("林小舟、陈大海", ["林小舟", "陈大海"]),
    ],
)
def test_the_ways_json_ld_names_authors(author: object, names: list[str]) -> None:
    assert page(linked(headline="Fog in port", author=author)).authors == names


def test_of_several_articles_the_one_with_the_pages_headline_counts() -> None:
    other = {"headline": "Handball team loses", "datePublished": "2020-01-01"}
    listed = {"@type": "NewsArticle", "headline": "Rain at last", "author": {"name": "Eva Poe"}}
    fields = page(
        linked(**other, author={"name": "Otto Berg"})
        + linked(**{"@type": "ItemList"}, itemListElement=[listed])
        + linked(headline="Fog in port", author={"name": "Mabel Tarn"}, datePublished="2024-05-03"),
        "<h1>Fog in port</h1>",
    )
    assert (fields.authors, fields.published) == (["Mabel Tarn"], "2024-05-03")


def test_people_are_found_by_reference() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "Fog", "author": {"@id": "#mabel"}},
            {"@type": "Person", "@id": "#mabel", "name": "Mabel Tarn"},
        ]
    }
    fields = page(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert fields.authors == ["Mabel Tarn"]


def test_json_ld_of_a_platform_gives_way_to_what_the_reader_sees() -> None:
    fields = page(
        "<title>Fog keeps the ferry in port | The Arden Echo</title>"
        + linked(
            headline="The Arden Echo",
            datePublished="2025-06-03T00:00:00Z",
            author={"@type": "Organization", "name": "Web Desk"},
            publisher={"@type": "Organization", "name": "Pressbox Suite"},
        ),
        "<div><div>Weather</div><div role=heading aria-level=1>Fog keeps the ferry in port</div>"
        "<div><span>By <span rel=author>Mabel Tarn</span></span><i>May 3, 2024</i></div></div>",
    )
    assert fields.title == "Fog keeps the ferry in port"
    assert fields.authors == ["Mabel Tarn"]
    assert fields.published == "May 3, 2024"
    assert fields.publisher == "The Arden Echo"
    assert fields.section == "Weather"
    assert "2025-06-03T00:00:00Z" in {r["raw"] for r in fields.evidence["published"].rejected}


def test_nesting_without_end_is_survived() -> None:
    assert parse_json_ld(["[" * 200_000, '{"a":' * 100_000, '"' * 100_001, "," * 300_000]) == []


# Authors


def test_the_publisher_is_no_author_beside_people() -> None:
    author = [
        {"@type": "Person", "name": "Mabel Tarn"},
        {"@type": "Organization", "name": "The Arden Echo"},
    ]
    fields = page(linked(headline="Fog", author=author, publisher={"name": "The Arden Echo"}))
    assert fields.authors == ["Mabel Tarn"]


def test_an_agency_is_an_author() -> None:
    fields = page(linked(headline="Fog", author={"@type": "Organization", "name": "Coastal Wire"}))
    assert fields.authors == ["Coastal Wire"]


def test_a_byline_without_buttons_titles_and_dates() -> None:
    fields = page(
        "",
        "<h1>Fog keeps the ferry in port</h1><div class=byline><span>By</span> <a>Mabel Tarn</a>, "
        "<span>Chief Harbour Correspondent</span><span>May 3, 2024</span><span>Share</span>"
        "<span>Copy Link</span></div>",
    )
    assert fields.authors == ["Mabel Tarn"]


def test_names_of_other_stories_are_not_taken() -> None:
    fields = page(
        "",
        "<aside class=related><span class=author>Otto Quill</span></aside>"
        "<h1>Fog keeps the ferry in port</h1><p>By Mabel Tarn and Ivo Brandeis</p>"
        "<div class=comment><span class=author>Troll Three</span></div>",
    )
    assert fields.authors == ["Mabel Tarn", "Ivo Brandeis"]


@pytest.mark.parametrize(
    ("below", "after"),
    [
        ("<p>Posted on May 3, 2024 by Mabel Tarn in Weather</p>", ""),
        ("<p>Mabel Tarn</p><p>May 3, 2024 7:10 a.m. EDT</p>", ""),
        ("<p>Mabel Tarn · May 3, 2024</p>", ""),
        ("<p><b>Mabel Tarn</b> <i>Harbour Correspondent</i> <span>May 3, 2024</span></p>", ""),
        ("<div class=meta-byline>Mabel Tarn, Staff Writer</div><p>May 3, 2024</p>", ""),
        ("<p>By Mabel Tarn for The Arden Echo (mabel@echo.example)</p><p>May 3, 2024</p>", ""),
        ("<p>By <a><span>M</span>abel Tarn</a></p><p>May 3, 2024</p>", ""),
        ("<p>By Mabel Tarn / May 3, 2024 / No Comments</p>", ""),
        ("<p>By Mabel Tarn</p><p>May 3, 2024 · Category: Coast Tales</p>", ""),
        ("<p>An analysis by</p><p><a href=/author/7>Mabel Tarn</a></p><p>May 3, 2024</p>", ""),
        ("<p>By <a href=/author/7>Mabel Tarn</a> Show All Posts</p><p>May 3, 2024</p>", ""),
        ("<p>By <b>Mabel Tarn</b>, Lindal/Arden</p><p>May 3, 2024</p>", ""),
        ("<p>Words: Mabel Tarn | Photos: Otto Berg</p><p>May 3, 2024</p>", ""),
    ],
)
def test_the_shapes_of_a_byline(below: str, after: str) -> None:
    story = f"<h1>Fog keeps the ferry in port</h1>{below}{TEXT * 3}{after}"
    fields = page("<title>Fog keeps the ferry in port | The Arden Echo</title>", story)
    assert fields.authors == ["Mabel Tarn"]
    assert fields.published is not None and fields.published.startswith("May 3, 2024")


@pytest.mark.parametrize(
    "line",
    [
        *("Local News", "Web Desk", "Share", "Breaking News", "Photo: Mabel Tarn", "Friday"),
        *("Category: Coast Tales", "Harbour, QUAY", "No Comments", "Story from"),
    ],
)
def test_what_is_no_name_is_no_author(line: str) -> None:
    fields = page("", f"<h1>Fog keeps the ferry in port</h1><p>{line}</p><p>May 3, 2024</p>")
    assert fields.authors == []


@pytest.mark.parametrize(
    ("lang", "byline", "names"),
    [
        ("en", "By Mabel Tarn and Ivo van den Berg", ["Mabel Tarn", "Ivo van den Berg"]),
        ("de", "Von Mabel Tarn und Ivo Brandeis", ["Mabel Tarn", "Ivo Brandeis"]),
        ("de", "Eine Analyse von Mabel Tarn und Ivo Brandeis", ["Mabel Tarn", "Ivo Brandeis"]),
        ("de", "Von Mabel Tarn, kwx", ["Mabel Tarn", "kwx"]),
        ("en", "By Mabel Tarn and Northwire", ["Mabel Tarn", "Northwire"]),
        ("nl", "Door Mabel Tarn en Ivo van den Berg", ["Mabel Tarn", "Ivo van den Berg"]),
        ("sv", "Av Mabel Tärn och Åke Brand", ["Mabel Tärn", "Åke Brand"]),
        ("nb", "Av Mabel Tarn og Åse Brand", ["Mabel Tarn", "Åse Brand"]),
        ("fi", "Kirjoittaja: Aino Tarni ja Väinö Brandi", ["Aino Tarni", "Väinö Brandi"]),
        ("es", "Entrevista de Rocío Altamar", ["Rocío Altamar"]),
        ("es", "Por Rocío Altamar y Iván Brandes", ["Rocío Altamar", "Iván Brandes"]),
        ("fr", "Par Clélia Fournet et Ivo Brandeis", ["Clélia Fournet", "Ivo Brandeis"]),
        ("pt", "Por João Tarnes e Inês Brandão", ["João Tarnes", "Inês Brandão"]),
        ("it", "di Mabele Tarni e Ivo Brandi", ["Mabele Tarni", "Ivo Brandi"]),
        ("it", "dal nostro inviato Ivo Brandi", ["Ivo Brandi"]),
        ("pl", "Autor: Żaneta Tarńska i Iwo Brandt", ["Żaneta Tarńska", "Iwo Brandt"]),
        ("cs", "Autor: Žaneta Tarnová a Ivo Brandejs", ["Žaneta Tarnová", "Ivo Brandejs"]),
        ("tr", "Haber: İlknur Tarın ve Ömer Çelen", ["İlknur Tarın", "Ömer Çelen"]),
        ("ru", "Автор: Анна Тарнова и Иван Брандов", ["Анна Тарнова", "Иван Брандов"]),
        ("uk", "Автори: Ганна Тарненко та Іван Брандюк", ["Ганна Тарненко", "Іван Брандюк"]),
        ("ar", "بقلم: ليلى الطارن", ["ليلى الطارن"]),
        ("he", "מאת: נועה טארן", ["נועה טארן"]),
        ("hi", "लेखक: मीरा तारन और अनिल ब्रांड", ["मीरा तारन", "अनिल ब्रांड"]),
        ("hi", "रिपोर्ट: मीरा तारन, दलमा", ["मीरा तारन"]),
        ("zh", "记者：林小舟、陈大海", ["林小舟", "陈大海"]),
        ("zh", "来源：德港日报 作者：林小舟", ["林小舟"]),
        ("ja", "文：垂井真帆", ["垂井真帆"]),
        ("ko", "글: 김바다", ["김바다"]),
        ("ko", "김바다 기자 한가람 특파원", ["김바다", "한가람"]),
        ("ko", "[항구일보 김바다 기자]", ["김바다"]),
        ("ja", "垂井真帆 記者", ["垂井真帆"]),
        ("th", "โดย มะลิ ธารน้ำ", ["มะลิ ธารน้ำ"]),
        ("fa", "نویسنده: مینا تارانی", ["مینا تارانی"]),
    ],
)
def test_bylines_in_many_languages(lang: str, byline: str, names: list[str]) -> None:
    assert page("", f"<h1>Tarn 7 Arden 12 Echo</h1><p>{byline}</p>", lang).authors == names


@pytest.mark.parametrize(
    ("stated", "below", "names"),
    [
        ("Echo Team", "<p>By Mabel Tarn</p>", ["Mabel Tarn"]),
        ("Echo Team", "<p>May 3, 2024</p><p>Mabel Tarn</p>", ["Mabel Tarn"]),
        ("Echo Team", "<p>May 3, 2024</p><p>Coast Tales</p>", ["Echo Team"]),
        ("mabel.tarn", "<p>By Mabel Tarn</p>", ["Mabel Tarn"]),
        ("Ivo Brandeis", "<p>May 3, 2024</p><p>Mabel Tarn</p>", ["Ivo Brandeis"]),
        (
            "Harbour expert Mabel Tarn",
            "<p><a rel=author href=/x>Mabel Tarn</a></p>",
            ["Mabel Tarn"],
        ),
    ],
)
def test_the_house_or_a_log_in_as_author_gives_way_to_who_the_reader_sees(
    stated: str, below: str, names: list[str]
) -> None:
    fields = page(
        '<meta property="og:site_name" content="Echo Online"><title>Fog in port</title>'
        + linked(headline="Fog in port", articleSection="Coast Tales", author={"name": stated}),
        f"<h1>Fog in port</h1>{below}",
    )
    assert fields.authors == names


def test_a_list_of_authors() -> None:
    body = "<ul class=authors><li>Mabel Tarn</li><li>Ivo Brandeis</li></ul><p>May 3, 2024</p>"
    assert page("", f"<h1>Fog in port</h1>{body}").authors == ["Mabel Tarn", "Ivo Brandeis"]


def test_a_name_in_brackets_at_the_end_of_a_japanese_story() -> None:
    assert page("", f"<h1>霧の港</h1>{TEXT}<p>【垂井真帆】</p>", "ja").authors == ["垂井真帆"]


def test_a_name_is_not_torn_at_its_comma() -> None:
    fields = page(linked(headline="Fog", author={"@type": "Person", "name": "Tarn, Mabel"}))
    assert fields.authors == ["Tarn, Mabel"]


# Dates


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
