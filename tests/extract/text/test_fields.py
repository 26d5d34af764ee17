"""Names, dates and publishers on the lines of text dumps, and which of them are the story's."""

from __future__ import annotations

import pytest

from newsclean import Normalize
from newsclean.article import Article
from newsclean.extract.text import tagger
from newsclean.extract.text.blocks import read_blocks
from newsclean.extract.text.fields import dates
from newsclean.extract.text.fields.authors import choose_authors, names_on
from newsclean.extract.text.fields.dates import choose_dates, spans
from newsclean.extract.text.fields.publisher import choose_publisher
from newsclean.extract.text.fields.setting import Setting
from newsclean.language.lexicon import lexicon

BYLINES = [
    (
        "By LISE HOLM, ANA MARIA CRUZ and JAN BERG",
        "en",
        ["LISE HOLM", "ANA MARIA CRUZ", "JAN BERG"],
    ),
    ("Ana Cruz, Staff writer | Jun 3, 2024", "en", ["Ana Cruz"]),
    ("Ana Cruz @anacruz", "en", ["Ana Cruz"]),
    ("Ana Cruz@anacruz", "en", ["Ana Cruz"]),
    ("Ana Cruz Parliamentary editor", "en", ["Ana Cruz"]),
    ("Ana CruzNews Reporter", "en", ["Ana Cruz"]),
    ("Ana Cruz|Published 4 months ago", "en", ["Ana Cruz"]),
    ("By Ana Cruz published 19 May 2024", "en", ["Ana Cruz"]),
    ("Posted on 3 May 2024 by Lise Holm", "en", ["Lise Holm"]),
    ("Harbor Wire PressApril 28, 2023 GMT", "en", ["Harbor Wire Press"]),
    ("By Ana Cruz and Lise Holm The Harbor Wire", "en", ["Ana Cruz", "Lise Holm"]),
    ("1. Ana Cruz^0", "en", ["Ana Cruz"]),
    ("[face-1] Ana Cruz [face-2] Lise Holm", "en", ["Ana Cruz", "Lise Holm"]),
    ("Von Lise Holm und Jan Berg", "de", ["Lise Holm", "Jan Berg"]),
    ("Von Lise Holm, Online-Redakteurin", "de", ["Lise Holm"]),
    ("Text: Ana Cruz", "de", ["Ana Cruz"]),
    ("Do 25.04.24 | 14:07 Uhr | Von Lise Holm-Berg", "de", ["Lise Holm-Berg"]),
    ("Por Ana Cruz y Luis Vega", "es", ["Ana Cruz", "Luis Vega"]),
    ("渡辺洋介 2025年1月13日 21時37分", "ja", ["渡辺洋介"]),
    ("한가람 기자", "ko", ["한가람"]),
    ("كتب: أحمد علي", "ar", ["أحمد علي"]),
    ("Автор: Иван Петров", "ru", ["Иван Петров"]),
    ("מאת דנה כהן", "he", ["דנה כהן"]),
    ("By HMR Staff", "en", []),
    ("By Ana Cruz Parliamentary Editor", "en", ["Ana Cruz"]),
    ("(mkl)", "de", []),
    ("Rain falls on the north of the island", "en", []),
]


@pytest.mark.parametrize(("text", "language", "names"), BYLINES)
def test_names_on_a_line(text: str, language: str, names: list[str]) -> None:
    assert names_on(text, lexicon(language))[0] == names


DATES = [
    ("Ana Cruz3. Mai 2024", "de", [("3. Mai 2024", "", "2024-05-03")]),
    ("Harbor WireApril 28, 2023 GMT", "en", [("April 28, 2023", "", "2023-04-28")]),
    ("Mon 3 May 2024 08.00 BST", "en", [("3 May 2024 08.00 BST", "", "2024-05-03")]),
    (
        "Published Fri, Apr 28 20232:23 PM EDT",
        "en",
        [("Apr 28 2023 2:23 PM EDT", "published", "2023-04-28")],
    ),
    ("渡辺洋介 2025年1月13日 21時37分", "ja", [("2025年1月13日 21時37分", "", "2025-01-13")]),
    ("03.05.24, 10:15", "de", [("03.05.24, 10:15", "", "2024-05-03")]),
    (
        "Veröffentlicht am 3. Mai 2024. Aktualisiert: 4. Mai 2024, 10:15 Uhr",
        "de",
        [
            ("3. Mai 2024", "published", "2024-05-03"),
            ("4. Mai 2024, 10:15 Uhr", "updated", "2024-05-04"),
        ],
    ),
    ("Publicado el 5 de marzo de 2024", "es", [("5 de marzo de 2024", "published", "2024-03-05")]),
    ("5 марта 2024, 10:15", "ru", [("5 марта 2024, 10:15", "", "2024-03-05")]),
    ("https://news.example/2024/05/03/rain", "en", []),
    ("[2022-05-11-the-lake.jpeg]", "en", []),
    ("What the council does today", "en", []),
]


@pytest.mark.parametrize(("text", "language", "found"), DATES)
def test_dates_on_a_line(text: str, language: str, found: list[tuple[str, str, str]]) -> None:
    """Each with its label, and in a form that normalize reads."""
    said = spans(text, lexicon(language))
    assert [(span.raw, span.label) for span in said] == [(raw, label) for raw, label, _ in found]
    for span, (_, _, day) in zip(said, found, strict=True):
        article = Normalize().each(Article(language=language, published=span.raw))
        assert (article.published or "")[:10] == day


def test_a_relative_date_alone() -> None:
    found = spans("Published 3 hours ago", lexicon("en"))
    assert [(span.raw, span.day, span.label) for span in found] == [
        ("3 hours ago", None, "published")
    ]


PROSE = (
    "The rain that fell on Monday filled the lake, and the mayor said that more would come. " * 3
)
PAGE = """Harbor Gazette

News
Sports

Monday, 6 May 2024

Rain fills the lake above the town

{byline}

{prose}

{prose}

{prose}

More stories

Bridge reopens after two years
1 May 2024
Jan Berg

School wins a prize for its garden
30 April 2024
Mia Sand

© 2024 Harbor Gazette. All rights reserved.
"""


def setting(byline: str) -> Setting:
    dump = read_blocks(PAGE.format(byline=byline, prose=PROSE.strip()))
    texts = [line.text for line in dump.lines]
    title = next(at for at, text in enumerate(texts) if text.startswith("Rain fills"))
    body = [at for at, text in enumerate(texts) if text.startswith("The rain that fell")]
    return Setting(dump, tagger.load().roles(dump), title, (body[0], body[-1] + 1))


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Cruz and Lise Holm\n\nMay 3, 2024", ["Ana Cruz", "Lise Holm"]),
        ("By\n\nAna Cruz\n\nand\n\nLise Holm\n\nMay 3, 2024", ["Ana Cruz", "Lise Holm"]),
        ("Written by\n\nAna Cruz\n\nStaff writer\n\nMay 3, 2024", ["Ana Cruz"]),
        ("Ana Cruz | May 3, 2024", ["Ana Cruz"]),
    ],
)
def test_the_authors_of_a_story(byline: str, names: list[str]) -> None:
    choice = choose_authors(setting(byline))
    assert [found.value for found in choice.values] == names
    assert 0.4 < choice.margin <= 1


def test_no_author_where_none_is_named() -> None:
    choice = choose_authors(setting("Share this story"))
    assert not choice.values


@pytest.mark.parametrize(
    ("byline", "published", "modified"),
    [
        ("Published 3 May 2024, 10:15", "3 May 2024, 10:15", None),
        ("Published 3 May 2024\n\nUpdated 4 May 2024", "3 May 2024", "4 May 2024"),
        ("By Ana Cruz | 3 May 2024", "3 May 2024", None),
    ],
)
def test_the_date_of_a_story(byline: str, published: str, modified: str | None) -> None:
    first, last = choose_dates(setting(byline))
    assert [found.value for found in first.values] == [published]
    assert [found.value for found in last.values] == ([modified] if modified else [])


def test_a_name_said_twice_is_the_publisher() -> None:
    choice = choose_publisher(setting("By Ana Cruz"))
    assert [found.value for found in choice.values] in (["Harbor Gazette"], [])
    assert all(found.value != "Sports" for found in choice.values)


def test_no_publisher_without_a_second_witness() -> None:
    page = setting("By Ana Cruz")
    kept = [at for at, line in enumerate(page.lines) if "Gazette" not in line.text]
    page.p = [page.p[at] for at in kept]
    page.dump.lines[:] = [page.lines[at] for at in kept]
    assert not choose_publisher(page).values


def test_long_lines_and_many_take_little_time() -> None:
    long = "3 May 2024 by Ana Cruz, " * 20_000
    dump = read_blocks("\n".join([long, *["By Ana Cruz 3 May 2024"] * 5000, long]))
    page = Setting(dump, [{} for _ in dump.lines], 0, (2, 3))
    choose_dates(page), choose_authors(page), choose_publisher(page)
    assert dates.spans("1" * 100_000, lexicon("en")) == []
