"""Pages of many items that only a repeated shape tells, and files of several articles."""

from __future__ import annotations

import pytest

from newsclean.article import Article
from newsclean.extract.text import read_text

NEWS = [
    ("Ferry gets a second funnel", "The new one is for show. It cost 40,000 crowns."),
    ("Why the choir sings outdoors", "The hall has bees. They came in May and have not left."),
    ("Bridge toll paid in apples", "The keeper took 200 kilos on Sunday and gave change in pears."),
    ("Night train to run by day", "Too many passengers slept past their stop, the line says."),
    ("Town lends out its ladder", "It is 12 meters long and is booked until the spring."),
]
PAPERS = ["Skerry Post", "The Loom", "Skerry Post", "Tidewire", "The Loom"]


def _items(text: str, kind: str | None = None) -> list[Article]:
    return [record for record in read_text(text).articles if kind in (None, record.kind)]


def _titles(records: list[Article]) -> list[str | None]:
    return [record.title for record in records]


def test_items_between_rules() -> None:
    page = "Weekend Reader\n9 May 2025\n\n" + "\n* * *\n".join(
        f"\n{title}\n— {paper}\n\n{text}\n"
        for (title, text), paper in zip(NEWS, PAPERS, strict=True)
    )
    records = _items(page, "brief")
    assert _titles(records) == [title for title, _ in NEWS]
    assert [record.publisher for record in records] == PAPERS
    assert [record.summary for record in records] == [text for _, text in NEWS]


def test_items_in_blocks_of_lines_are_the_papers_own() -> None:
    page = "The Skerry Post\nFriday, May 9, 2025\nHome\nNews\nSport\nWeather\n\n" + "\n\n".join(
        f"{title}\n{text}" for title, text in NEWS
    )
    records = _items(page, "link")
    assert _titles(records) == [title for title, _ in NEWS]
    assert {record.publisher for record in records} == {"The Skerry Post"}


def test_items_that_their_papers_names_lead() -> None:
    page = "Lamplight\n\nFriday, May 9, 2025\n\n" + "\n\n".join(
        f"{paper.upper()}\n\n{title}\n\n{text}"
        for (title, text), paper in zip(NEWS, PAPERS, strict=True)
    )
    records = _items(page)
    assert _titles(records) == [title for title, _ in NEWS]
    assert records[1].publisher == "THE LOOM"


def test_an_article_with_headings_stays_one() -> None:
    page = "Five ways to keep a hedge\nBy Ana Holm\nMay 9, 2025\n\n" + "\n\n".join(
        f"{title}\n{text} {text} {text}" for title, text in NEWS
    )
    assert len(_items(page)) == 1


def test_headlines_and_blurbs_by_turns_are_items() -> None:
    records = _items("\n\n".join(f"{t}\n\n{x} {x} {x}" for t, x in NEWS))
    assert _titles(records) == [title for title, _ in NEWS]


def test_a_headline_may_end_with_a_stop() -> None:
    page = "\n\n".join(
        [
            "#town\n\nSkerry Post: Ferry gets a second funnel. Again.\n"
            "Ferry gets a second funnel. Again.\nThe new one is for show.",
            "#town\n\nThe Loom: Bridge toll paid in apples\n"
            "Bridge toll paid in apples\nThe keeper took 200 kilos on Sunday.",
            "#arts\n\nThe Loom: The longest day in May\nThe longest day in May\n"
            "The film about one rainy day runs for hours.",
        ]
    )
    titles = [
        "Ferry gets a second funnel. Again.",
        "Bridge toll paid in apples",
        "The longest day in May",
    ]
    assert _titles(_items(page)) == titles


def test_an_item_may_have_no_summary() -> None:
    page = "\n\n".join(
        f"Skerry Post: {title}\n{title}" + (f"\n{text}" if at % 3 else "")
        for at, (title, text) in enumerate(NEWS)
    )
    records = _items(page)
    assert _titles(records) == [title for title, _ in NEWS]
    assert [record.summary is None for record in records] == [True, False, False, True, False]


def _story(title: str, author: str, day: str) -> str:
    text = "The committee met on Tuesday and talked for a long time about what it had seen there."
    return f"{title}\nBy {author}\n{day}\n\n" + "\n\n".join(f"{text} {n} came." for n in range(5))


def test_two_articles_in_one_file_are_two_records() -> None:
    first = _story("Ferry gets a second funnel", "Ana Holm", "May 8, 2025")
    second = _story("Bridge toll is paid in apples", "Odd Brekke", "May 9, 2025")
    for border in ("\n\n", "\n\n----------\n\n", "\n\n\n\n\n"):
        records = _items(first + border + second)
        assert _titles(records) == ["Ferry gets a second funnel", "Bridge toll is paid in apples"]
        assert [record.authors for record in records] == [["Ana Holm"], ["Odd Brekke"]]
        assert [len(record.body) for record in records] == [5, 5]


def test_a_teaser_with_a_date_amid_an_article_does_not_part_it() -> None:
    first = _story("Ferry gets a second funnel", "Ana Holm", "May 8, 2025")
    teaser = "Related\nBridge toll is paid in apples\nBy Odd Brekke\nMay 9, 2025"
    more = (
        "The ferry was built in 1950 and has had one funnel since then, and one captain at a time."
    )
    assert len(_items(f"{first}\n\n{teaser}\n\n{more}\n\n{more} It floats.\n\n{more} So far.")) == 1


def test_lines_of_a_mail_are_joined_where_links_follow() -> None:
    page = "LOOM DAILY\nMay 9, 2025\n\n" + "\n\n- - - -\n\n".join(
        f"{title.upper()}\n\nIt is said by several of those who were there and saw it that the\n"
        f"matter may take time.\nRead it: https://loom.example/{at}?utm_source=mail"
        for at, (title, _) in enumerate(NEWS)
    )
    records = _items(page)
    assert _titles(records) == [title.upper() for title, _ in NEWS]
    assert all(record.summary and record.summary.endswith("take time.") for record in records)


@pytest.mark.parametrize(
    "row",
    [
        "- {title} — {paper}, May {day}",
        "{title} | {paper} | 2025-05-0{day}",
        "{paper}: {title}",
        "* {title} ({paper})",
        "{day} | {title} | {paper} | 0{day}.05.2025",
    ],
)
def test_entries_of_one_line(row: str) -> None:
    page = "Lamplight\nFriday, May 9, 2025\n\n" + "\n".join(
        row.format(title=title, paper=paper, day=day)
        for day, ((title, _), paper) in enumerate(zip(NEWS, PAPERS, strict=True), 1)
    )
    records = _items(page, "link")
    assert _titles(records) == [title for title, _ in NEWS]
    assert [record.publisher for record in records] == PAPERS


def test_source_and_time_over_the_headlines() -> None:
    page = "Lamplight\nFriday, May 9, 2025, 6:40 PM\nWorld | Money | Arts\n\n" + "\n\n".join(
        f"{paper} · {at + 1} hours ago\n{title}\n{text}"
        for at, ((title, text), paper) in enumerate(zip(NEWS, PAPERS, strict=True))
    )
    records = _items(page, "link")
    assert _titles(records) == [title for title, _ in NEWS]
    assert [record.publisher for record in records] == PAPERS
    assert [record.published for record in records][1] == "2 hours ago"


def test_times_and_sources_over_headlines_are_no_live_blog() -> None:
    page = "Lamplight\nFriday, May 9, 2025\nWorld | Money | Arts\n\n" + "\n\n".join(
        f"1{9 - at}:30 | {paper}\n{title}\n{text}"
        for at, ((title, text), paper) in enumerate(zip(NEWS, PAPERS, strict=True))
    )
    records = _items(page, "link")
    assert [(record.title, record.publisher) for record in records] == [
        (title, paper) for (title, _), paper in zip(NEWS, PAPERS, strict=True)
    ]
    assert records[0].published == "Friday, May 9, 2025 19:30"


def test_an_interview_is_no_digest() -> None:
    said = "It was a long day, and the sea was not as it is on other days of the year."
    page = "A talk with the keeper\n\n" + "\n\n".join(
        f"The Loom: {question}?\n{said} {said}"
        for question in ("Is it cold up there", "Do you read much", "Who brings the post", "Why")
    )
    assert len(_items(page)) == 1


def test_sections_over_headlines_of_a_papers_own_page() -> None:
    sections = ["Town", "Music", "Town", "Travel", "Town"]
    page = "The Skerry Post\nFriday, May 9, 2025\nHome\nNews\nSport\nWeather\n\n" + "\n\n".join(
        f"{section}\n{title}\n{text}" for (title, text), section in zip(NEWS, sections, strict=True)
    )
    records = _items(page, "link")
    assert _titles(records) == [title for title, _ in NEWS]
    assert [record.section for record in records] == sections


def test_a_list_broken_at_the_browsers_width() -> None:
    page = "   Lamplight\n\n   Friday, May 9, 2025\n\n" + "\n\n".join(
        f"     * {title}\n       {paper}, May {at + 1}, 2025\n"
        "       It is said by several of those who were there and saw it all\n"
        "       that the matter may take some time."
        for at, ((title, _), paper) in enumerate(zip(NEWS, PAPERS, strict=True))
    )
    records = _items(page)
    assert _titles(records) == [title for title, _ in NEWS]
    assert all(record.summary and record.summary.endswith("some time.") for record in records)


def test_names_in_brackets_under_the_texts_are_sources() -> None:
    page = "Lamplight\nMay 9, 2025\n\n" + "\n\n".join(
        f"{title}\n{text}\n({paper})" for (title, text), paper in zip(NEWS, PAPERS, strict=True)
    )
    records = _items(page, "brief")
    assert [(record.title, record.publisher, record.summary) for record in records] == [
        (title, paper, text) for (title, text), paper in zip(NEWS, PAPERS, strict=True)
    ]


def test_names_after_the_headlines_of_entries_with_links() -> None:
    page = "Lamplight\nMay 9, 2025\n\n" + "\n\n\n".join(
        f"{title} — {paper}\n\n{text}\n\nRead more"
        for (title, text), paper in zip(NEWS, PAPERS, strict=True)
    )
    records = _items(page)
    assert [(record.title, record.publisher) for record in records] == [
        (title, paper) for (title, _), paper in zip(NEWS, PAPERS, strict=True)
    ]


def test_a_sponsors_few_lines_are_no_item() -> None:
    items = [
        f"{t}\n{p} · May {at}, 2025\n{x}"
        for at, ((t, x), p) in enumerate(zip(NEWS, PAPERS, strict=True), 1)
    ]
    items.insert(2, "Sponsored by OXBOW\nBoots that last\nOrder a pair before Friday.")
    page = "Lamplight\nFriday, May 9, 2025\n\n" + "\n\n".join(items)
    assert _titles(_items(page)) == [title for title, _ in NEWS]


def test_names_before_the_headlines_of_entries_with_links() -> None:
    page = "Lamplight\nMay 9, 2025\n\n" + "\n\n\n".join(
        f"{paper}: {title}\n\n{text}\n\nRead more"
        for (title, text), paper in zip(NEWS, PAPERS, strict=True)
    )
    records = _items(page)
    assert [(record.title, record.publisher) for record in records] == [
        (title, paper) for (title, _), paper in zip(NEWS, PAPERS, strict=True)
    ]
