"""The authors of an HTML page: people, agencies and bylines in many languages."""

from __future__ import annotations

import pytest

from .heads import TEXT, linked, page


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


def test_the_only_story_that_is_described_may_be_another() -> None:
    card = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><a itemprop=headline href=/w>"
        "Whale seen off Oster Mill</a> <span itemprop=author>Otto Quill</span></div>"
    )
    assert page("", f"<h1>Fog keeps the ferry in port</h1>{card}").authors == []
    own = card.replace("Whale seen off Oster Mill", "The ferry stays in port: fog")
    assert page("", f"<h1>Fog keeps the ferry in port</h1>{own}").authors == ["Otto Quill"]


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


@pytest.mark.parametrize(
    "shown",
    [
        "<p class=byline>Written by Mabel Tarn</p><p>Reviewed by <a rel=author>Otto Quill</a></p>",
        "<div class=author>By Mabel Tarn<br>Edited by: Otto Quill</div>",
        "<p>Edited by Otto Quill</p><p>Written by</p><p>Mabel Tarn</p>",
        "<p class=author>Mabel Tarn</p><p>Fact checked by <span class=author>Otto Quill</span></p>",
    ],
)
def test_who_edited_or_reviewed_a_story_did_not_write_it(shown: str) -> None:
    assert page("", f"<h1>Fog keeps the ferry in port</h1>{shown}").authors == ["Mabel Tarn"]


def test_a_link_to_a_section_is_no_byline() -> None:
    shown = "<p><a href=/category/slow-living/>Slow Living</a></p><p>May 3, 2024</p>"
    assert page("", f"<h1>Fog keeps the ferry in port</h1>{shown}").authors == []
    shown = shown.replace("category", "authors")
    assert page("", f"<h1>Fog keeps the ferry in port</h1>{shown}").authors == ["Slow Living"]


def test_a_job_in_an_element_of_its_own_holds_no_names() -> None:
    shown = "<a rel=author><b>Mabel Tarn</b> <i>Head of Coast and Weather Tales</i></a>"
    assert page("", f"<h1>Fog keeps the ferry in port</h1>{shown}").authors == ["Mabel Tarn"]
    both = linked(headline="Fog", author=[{"name": "Mabel"}, {"name": "Mabel Tarn"}])
    assert page(both, "<h1>Fog</h1>").authors == ["Mabel Tarn"]


def test_a_byline_ends_where_the_cards_of_other_stories_begin() -> None:
    card = "<div class=dateAndAuthor><span>{day}, 2024</span><span>{name}</span></div>"
    cards = [card.format(day="May 3", name="Mabel Tarn"), card.format(day="May 1", name="Ivo Berg")]
    assert page("", f"<h1>Fog keeps the ferry in port</h1>{''.join(cards)}").authors == [
        "Mabel Tarn"
    ]


def test_a_log_in_yields_to_the_name_the_reader_sees() -> None:
    head = linked(headline="Fog keeps the ferry in port", author={"name": "mtarn7"})
    body = "<h1>Fog keeps the ferry in port</h1><p>By <a rel=author>Mabel Tarn</a></p>"
    assert page(head, body).authors == ["Mabel Tarn"]
    assert page(head, "<h1>Fog keeps the ferry in port</h1>").authors == ["mtarn7"]


@pytest.mark.parametrize(
    ("language", "byline", "lead", "names"),
    [
        ("zh", "<p>记者 李明 王芳 报道</p>", "", ["李明", "王芳"]),
        ("zh", "<p>〔記者李明／台北報導〕</p>", "", ["李明"]),
        ("zh", "<p>李明/文</p>", "", ["李明"]),
        ("zh", "<p>作者：李明 责任编辑：王芳</p>", "", ["李明"]),
        ("zh", "", "海港社北岛5月3日电（记者李明、王芳）", ["李明", "王芳"]),
        ("zh", "", "（港口消息）", []),
        ("ja", "<p>編集委員 山田太郎</p>", "", ["山田太郎"]),
        ("ja", "<p>聞き手・山田太郎　写真：佐藤花子</p>", "", ["山田太郎"]),
        ("ko", "<p>홍길동·김철수 기자</p>", "", ["홍길동", "김철수"]),
        ("ko", "", "(서울=항구) 홍길동 기자 = ", ["홍길동"]),
        ("ko", "", "[항구일보=홍길동 기자] ", ["홍길동"]),
    ],
)
def test_bylines_of_east_asia(language: str, byline: str, lead: str, names: list[str]) -> None:
    text = {
        "zh": "大雾笼罩港口，渡轮全部停航，旅客只能改乘公交车前往岛上。",
        "ja": "霧が港を覆い、渡し船は全便が欠航した。乗客はバスで島へ向かった。",
        "ko": "안개가 항구를 덮어 여객선이 모두 결항했다. 승객들은 버스를 탔다.",
    }[language]
    body = f"<h1>{text[:12]}</h1>{byline}<p>{lead}{text * 5}</p><p>{text * 6}</p>"
    assert page("", body, language).authors == names
