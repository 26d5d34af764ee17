"""dedupe: what a user sees of it, and the laws it keeps."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import Article, Block, encode
from newsclean.article.addresses import twin_url
from newsclean.dedupe import Dedupe

HARBOUR = [
    "The harbour council of Easterby voted late on Monday to close the old grain terminal, ending "
    "a dispute that had divided the town for nearly three years.",
    "Councillors backed the plan by eleven votes to four after residents packed the gallery and "
    "demanded guarantees about jobs, dust and the future of the listed warehouses.",
    "Marta Lindqvist, who leads the dockers' association, said her members would accept transfers "
    "to the container quay only if their pensions were protected in writing.",
    "The terminal handled barley and rapeseed for six decades, but traffic collapsed when the "
    "railway branch was lifted and farmers turned to cheaper storage inland.",
    "Engineers will begin draining the silos in September, and a public consultation about "
    "apartments, a market hall and a sailing school is expected before the winter.",
]
ORCHESTRA = [
    "A youth orchestra from the Velden valley has been stranded for two days in a mountain hostel "
    "after a landslide swept away the only bridge below the village.",
    "All thirty-one musicians are safe and have been practising in the dining room, their "
    "conductor Aurelio Banti told reporters over a crackling satellite telephone.",
    "Rescue crews hope to lay a temporary crossing by Thursday, although forecasters warned that "
    "further downpours could loosen the saturated slope above the river.",
    "Parents gathered at the fire station, where volunteers served soup and read aloud the "
    "messages that the children had sent from the summit relay.",
]


def story(name: str, paragraphs: Iterable[str], **fields: object) -> Article:
    body = [Block(text=text) for text in paragraphs]
    return Article(id=name, title=f"Title of {name}", body=body, **fields)  # type: ignore[arg-type]


def run(articles: Iterable[Article], **options: object) -> list[Article]:
    articles = list(articles)
    stage = Dedupe(**options)  # type: ignore[arg-type]
    verdicts = list(stage.judge([stage.mark(a) for a in articles]))
    assert len(verdicts) == len(articles)
    passed = (v.apply(a) for v, a in zip(verdicts, articles, strict=True))
    return [a for a in passed if a is not None]


def ids(articles: Iterable[Article]) -> list[str]:
    return [a.id for a in articles]


SLOPPY = [p.replace("'", "’").replace(" ", "\u00a0", 3) for p in HARBOUR]
CUT = [*HARBOUR[:2], "Read more"]
WRAPPED = [
    "EASTERBY (Wire) -",
    *HARBOUR[:3],
    "Advertisement",
    *HARBOUR[3:],
    "(c) Wire. All rights.",
]


@pytest.mark.parametrize("copy", [HARBOUR, SLOPPY, CUT, WRAPPED, HARBOUR[1:], HARBOUR[3:]])
@pytest.mark.parametrize("stream", [False, True])
def test_a_copy_is_dropped(copy: list[str], stream: bool) -> None:
    records = [story("a", HARBOUR), story("o", ORCHESTRA), story("b", copy)]
    assert ids(run(records, stream=stream)) == ["a", "o"]


LATER = [
    "Workmen discovered a flooded wartime shelter beneath the Easterby grain terminal on "
    "Friday, forcing the demolition to pause while archaeologists map the tunnels.",
    "Historian Pim Okafor called the murals on the chamber walls astonishing and urged "
    "officials to open the passage to visitors once pumps have cleared the water.",
    "Contractors estimated that the discovery would delay the schedule by five months.",
]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (HARBOUR, [*LATER, HARBOUR[3], HARBOUR[1]]),
        ([*HARBOUR, ORCHESTRA[0]], [LATER[0], *HARBOUR[2:], *LATER[1:]]),
    ],
)
def test_a_follow_up_is_another_story(first: list[str], later: list[str]) -> None:
    assert ids(run([story("a", first), story("b", later)])) == ["a", "b"]


def weather(town: str, day: str, high: int, wind: int, rain: int) -> list[str]:
    return [
        f"{town} can expect a cloudy start on {day}, with temperatures climbing to {high} degrees "
        f"by the middle of the afternoon and winds of {wind} kilometres an hour.",
        f"There is a {rain} per cent chance of showers in {town} after sunset, when temperatures "
        f"will fall back to {high - 9} degrees.",
    ]


def test_reports_from_one_template_are_different_stories() -> None:
    reports = [
        story(f"{town}-{day}", weather(town, day, high, high + 3, 5 * high))
        for high, (town, day) in enumerate(
            ((t, d) for t in ("Easterby", "Velden", "Portmoor") for d in ("Monday", "Friday")), 11
        )
    ]
    assert run(reports) == reports


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, "short"),
        ({"keep": "longest"}, "long"),
        ({"keep": "earliest"}, "early"),
        ({"keep": "complete"}, "rich"),
        ({"prefer": ("Gazette", "evening post")}, "rich"),
        ({"prefer": ("evening post", "Bugle"), "keep": "longest"}, "rich"),
        ({"prefer": ("Gazette",), "keep": "earliest"}, "early"),
    ],
)
def test_keep(options: dict[str, object], kept: str) -> None:
    records = [
        story("short", HARBOUR[:3], published="2024-03-05", publisher="Bugle"),
        story("long", HARBOUR, published="2024-03-06", url="https://a.example/x"),
        story("early", HARBOUR[:4], published="March 4, 2024"),
        story("undated", HARBOUR[:4]),
        story("rich", HARBOUR[:4], publisher="Evening Post", authors=["M. L."], summary="Closed."),
    ]
    (only,) = run(records, **options)
    assert only.id == kept
    assert only.also is not None
    assert {e.id for e in only.also} == {"short", "long", "early", "undated", "rich"} - {kept}
    by_id = {e.id: e for e in only.also}
    if kept == "early":
        assert (by_id["short"].publisher, by_id["long"].url) == ("Bugle", "https://a.example/x")
        assert all(0.5 < (e.similarity or 0) <= 1 for e in only.also)


@pytest.mark.parametrize(
    ("dates", "kept"),
    [
        (["2024-03-05T01:30:00+09:00", "2024-03-04T18:00:00Z", "2024-03-04T17:00:00Z"], 0),
        (["2024-03-05T09:00:00-08:00", "2024-03-05T16:30:00Z", "2024-03-06"], 1),
        (["March 5, 2024", "2024-03-05T00:01:00Z", ""], 0),
        (["", "yesterday", "0001-01-01T00:00:00+14:00", "2024-03-05"], 2),
    ],
)
def test_the_earliest_is_so_in_all_time_zones(dates: list[str], kept: int) -> None:
    records = [story(str(n), HARBOUR, published=date) for n, date in enumerate(dates)]
    assert ids(run(records, keep="earliest")) == [str(kept)]


def test_flag_keeps_all() -> None:
    records = [story("a", HARBOUR), story("o", ORCHESTRA), story("b", CUT)]
    marked = run(records, flag=True)
    assert ids(marked) == ["a", "o", "b"]
    assert [a.duplicate_of for a in marked] == [None, None, "a"]
    assert records[2].duplicate_of is None


@pytest.mark.parametrize("kind", ["brief", "link"])
def test_a_brief_is_tied_to_its_article_and_stays(kind: str) -> None:
    records = [
        story("copy", CUT, publisher="Bugle"),
        story("a", HARBOUR, publisher="Wire"),
        story("o", ORCHESTRA),
        story("b", HARBOUR[:1], kind=kind),
    ]
    tied = run(records, keep="longest")
    assert ids(tied) == ["a", "o", "b"]
    assert [e.id for e in tied[0].also or ()] == ["copy", "b"]
    assert [e.id for e in tied[2].also or ()] == ["a"]
    assert [encode(a) for a in run(tied, keep="longest")] == [encode(a) for a in tied]
    assert ids(run(records, keep="longest", across_kinds=True)) == ["a", "o"]


def test_a_link_is_tied_by_its_headline() -> None:
    article = story("a", HARBOUR)
    article.title = "Harbour council closes grain terminal"
    link = Article(id="l", kind="link", title=article.title)
    tied = run([link, article])
    assert [[e.id for e in a.also or ()] for a in tied] == [["a"], ["l"]]


@pytest.mark.parametrize(
    ("fields", "tied"),
    [
        ({"title": "Harbour council closes grain terminal", "published": "2024-03-05"}, True),
        ({"title": "No more barley", "url": "https://m.a.example/harbour?utm_source=mail"}, True),
        ({"title": "Harbour council closes grain terminal", "published": "2021-03-05"}, False),
        ({"title": "No more barley", "published": "2024-03-05"}, False),
    ],
)
def test_a_brief_in_words_of_its_own_is_tied(fields: dict[str, str], tied: bool) -> None:
    article = story("a", HARBOUR, published="2024-03-05", url="https://a.example/harbour")
    article.title = "Harbour council closes grain terminal"
    summary = "Silos empty by autumn; flats and a sailing school are to follow."
    brief = Article(id="b", kind="brief", summary=summary, **fields)  # type: ignore[arg-type]
    passed = run([article, brief])
    assert [[e.id for e in a.also or ()] for a in passed] == ([["b"], ["a"]] if tied else [[], []])
    assert ids(run([article, brief], across_kinds=True)) == (["a"] if tied else ["a", "b"])


def test_records_without_text() -> None:
    link = {"kind": "link", "body": []}
    records = [
        Article(id="1", **link),
        Article(id="2", **link),
        Article(id="3", title="Harbour council closes terminal", **link),
        Article(id="4", title="Harbour council closes terminal", **link),
        Article(id="5", title="Orchestra stranded", url="https://a.example/o", **link),
        Article(id="6", title="Stranded!", url="https://amp.a.example/o/?utm_source=x", **link),
    ]
    assert ids(run(records)) == ["1", "2", "3", "5"]


UNSPACED = {
    "ja": (
        "港湾評議会は月曜日の夜、古い穀物倉庫を閉鎖することを決めた。三年近く町を二分した論争に"
        "終止符が打たれた。住民は雇用と騒音について保証を求め、議員は11対4で計画を支持した。",
        "山間の宿に取り残された少年楽団は、橋が土砂崩れで流されてから二日目を迎えた。指揮者は衛星"
        "電話で全員の無事を伝え、食堂で練習を続けていると語った。救助隊は木曜までに仮橋を架ける。",
        "{}日の市場で平均株価は続伸し、終値は前日比{}円{}銭高の{}円だった。出来高は{}万株。",
    ),
    "zh": (
        "港务委员会星期一晚间投票决定关闭旧粮食码头，结束了分裂小镇近三年的争论。居民挤满旁听席，"
        "要求对就业、粉尘和历史仓库的前途作出保证。议员以11票对4票通过了这一方案。",
        "一支少年乐团被困在山间旅舍已有两天，山体滑坡冲走了村下唯一的桥梁。指挥通过卫星电话告诉"
        "记者，三十一名乐手全部平安，并在食堂里继续排练。救援人员希望星期四之前架起便桥。",
        "据地震台网测定，{}日{}时{}分在山区发生{}级地震，震源深度{}千米，暂无人员伤亡的报告。",
    ),
    "th": (
        "สภาท่าเรือลงมติเมื่อคืนวันจันทร์ให้ปิดท่าเทียบเรือขนข้าวเก่า ยุติข้อพิพาทที่แบ่งเมืองมานานเกือบสามปี "
        "ชาวเมืองเรียกร้องหลักประกันเรื่องงาน ฝุ่น และอนาคตของโกดังเก่า สมาชิกสภาเห็นชอบด้วยคะแนน 11 ต่อ 4",
        "วงดนตรีเยาวชนติดอยู่ในที่พักบนภูเขาเป็นวันที่สองหลังดินถล่มพัดสะพานแห่งเดียวใต้หมู่บ้านหายไป "
        "วาทยกรบอกผู้สื่อข่าวทางโทรศัพท์ดาวเทียมว่าทุกคนปลอดภัยและยังซ้อมดนตรีในห้องอาหาร",
        "กรมอุตุนิยมวิทยารายงานว่าวันที่ {} อุณหภูมิสูงสุด {} องศา ต่ำสุด {} องศา โอกาสเกิดฝนร้อยละ {} "
        "ลมพัดด้วยความเร็ว {} กิโลเมตรต่อชั่วโมง ขอให้ประชาชนติดตามข่าวอย่างใกล้ชิดและระวังอันตรายจากฝน",
    ),
}


@pytest.mark.parametrize("language", UNSPACED)
def test_text_without_spaces(language: str) -> None:
    text, other, report = UNSPACED[language]
    records = [story("a", [text]), story("o", [other]), story("b", ["【速報】" + text[:90]])]
    assert ids(run(records)) == ["a", "o"]
    numbers = [(12, 34, 21, 70, 18), (13, 37, 25, 40, 22), (14, 31, 23, 90, 9), (9, 28, 17, 5, 31)]
    reports = [story(str(n), [report.format(*values)] * 2) for n, values in enumerate(numbers)]
    assert run(reports) == reports


def test_a_stream_cannot_choose() -> None:
    with pytest.raises(ValueError, match="stream"):
        Dedupe(keep="longest", stream=True)


@pytest.mark.parametrize(
    "twin",
    [
        "http://example.org/news/a-story",
        "https://m.example.org/news/a-story/?utm_campaign=x&fbclid=1#comments",
        "https://www.example.org/news/a-story/amp/",
        "https://www.example.org/news/a-story?outputType=amp",
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/a-story",
        "https://www.google.com/amp/s/www.example.org/news/a-story",
    ],
)
def test_twins_of_an_address(twin: str) -> None:
    assert twin_url(twin) == twin_url("https://www.example.org/news/a-story")


@pytest.mark.parametrize("url", ["", "https://example.org/", "no address", "http://[", None])
def test_an_address_of_no_single_page(url: str | None) -> None:
    assert twin_url(url) == "" or url == "no address"


paragraphs = st.lists(st.sampled_from(HARBOUR + ORCHESTRA + CUT + WRAPPED), max_size=6)
records = st.lists(
    st.builds(
        lambda texts, kind, title: (texts, kind, title),
        paragraphs,
        st.sampled_from(["article", "brief"]),
        st.sampled_from([None, "Harbour council closes terminal", "Orchestra stranded in hostel"]),
    ),
    max_size=12,
).map(
    lambda drawn: [
        Article(id=str(n), kind=kind, title=title, body=[Block(text=t) for t in texts])  # type: ignore[arg-type]
        for n, (texts, kind, title) in enumerate(drawn)
    ]
)


def stories(articles: list[Article]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for a in run(articles, flag=True):
        found.setdefault(a.duplicate_of or a.id, set()).add(a.id)
    return set(map(frozenset, found.values()))


@settings(max_examples=100, deadline=None)
@given(records, st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_order(articles: list[Article], rng: random.Random) -> None:
    shuffled = articles.copy()
    rng.shuffle(shuffled)
    assert stories(shuffled) == stories(articles)


@settings(max_examples=50, deadline=None)
@given(records, st.sampled_from(["first", "longest", "earliest"]), st.booleans())
def test_twice_is_once(articles: list[Article], keep: str, flag: bool) -> None:
    once = run(articles, keep=keep, flag=flag)
    twice = run(once, keep=keep, flag=flag)
    if flag:
        assert [encode(a) for a in twice] == [encode(a) for a in once]


@settings(max_examples=50, deadline=None)
@given(records)
def test_marks_travel(articles: list[Article]) -> None:
    stage: Dedupe = pickle.loads(pickle.dumps(Dedupe()))
    for a in articles:
        m = stage.mark(a)
        assert pickle.loads(pickle.dumps(m)) == m


@pytest.mark.parametrize("letter", ["a", " ", "A", "1", ",", "語", "\u00ad", "\ud800", "\u0301"])
def test_hostile_text(letter: str) -> None:
    record = story("x", [letter * 1_000_000], url="https://x.example/" + letter * 100_000)
    assert len(pickle.dumps(Dedupe().mark(record))) < 500_000
