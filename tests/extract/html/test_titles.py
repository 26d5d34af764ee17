"""The title of an HTML page: what the reader sees, without site and kicker."""

from __future__ import annotations

import pytest

from .heads import linked, page


def test_the_visible_headline_wins_over_the_search_engines() -> None:
    fields = page(
        "<title>Arden ferry delays explained: times, reasons - The Arden Echo</title>"
        '<meta property="og:title" content="Arden ferry delays explained">',
        "<h1>Fog keeps the Arden ferry in port</h1>",
    )
    assert fields.title == "Fog keeps the Arden ferry in port"
    rejected = {r["raw"] for r in fields.evidence["title"].rejected}
    assert "Arden ferry delays explained" in rejected


@pytest.mark.parametrize("hyphen", ["-", "－", " - "])
def test_a_site_behind_a_hyphen_of_east_asia_is_cut_off(hyphen: str) -> None:
    site = "<meta property=og:site_name content=港新聞>"
    fields = page(f"<title>霧で渡し船が一時間遅れた{hyphen}港新聞</title>{site}", lang="ja")
    assert fields.title == "霧で渡し船が一時間遅れた"


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


def test_what_a_bar_parts_from_a_headline_is_none_of_it() -> None:
    body = "<h1>Fog keeps the ferry in port | Harbour life</h1>"
    assert page("", body).title == "Fog keeps the ferry in port"
    assert page("", "<h1>Fog | Why the ferry stays in port</h1>").title == (
        "Fog | Why the ferry stays in port"
    )


def test_a_subtitle_inside_the_heading_is_none_of_it() -> None:
    said = "<title>Why no ferry sails today</title>"
    body = "<h1>Fog keeps the ferry in port <span class=subtitle>It may last a week</span></h1>"
    assert page(said, body).title == "Fog keeps the ferry in port"


def test_a_heading_that_links_elsewhere_is_no_headline() -> None:
    said = '<meta property="og:title" content="Fog keeps the ferry in port">'
    body = "<a href=/live><h1>Breaking: bridge closed after storm</h1></a><p>It is thick.</p>"
    assert page(said, body).title == "Fog keeps the ferry in port"
