"""Facts that a page states apart from its headline, or of several stories at once."""

from __future__ import annotations

import pytest

from newsclean.extract.html.fields import Fields, read_fields
from newsclean.extract.html.tree import parse

TITLE = "Ferry keeps its old bell"
TEXT = "<p>" + "The bell of the ferry is older than the ferry, and louder. " * 6 + "</p>"


def fields(body: str, head: str = "") -> Fields:
    tree = parse(
        f"<html lang=en><head><title>{TITLE}</title>{head}</head><body>"
        f"<main><h1>{TITLE}</h1>{body}</main></body></html>"
    )
    assert tree is not None
    return read_fields(tree)


@pytest.mark.parametrize(
    "shown",
    [
        "<aside><h4>Published</h4><p>May 17, 2024</p></aside>",
        "<footer><span class='blog-pubdate'>May 17, 2024</span></footer>",
        "<div class=box><p>Posted on May 17, 2024</p></div>",
        "<aside><time datetime='2024-05-17'>May 17</time></aside>",
    ],
)
def test_a_date_at_the_foot_of_a_story_is_the_storys(shown: str) -> None:
    assert (fields(5 * TEXT + shown).published or "") in ("May 17, 2024", "2024-05-17")


def test_of_several_dates_apart_the_one_said_to_be_of_publication_counts() -> None:
    shown = "<p>May 1, 2023</p><p class='post-date'>May 17, 2024</p><p>June 2, 2025</p>"
    assert fields(5 * TEXT + shown).published == "May 17, 2024"
    assert fields(5 * TEXT + shown.replace("class='post-date'", "")).published is None


def test_dates_of_other_stories_are_not_the_storys() -> None:
    assert fields(5 * TEXT + "<div class='related'><p>May 17, 2024</p></div>").published is None


@pytest.mark.parametrize("name", ["published", "published-date", "published_on"])
def test_a_meta_element_may_call_the_date_by_other_names(name: str) -> None:
    assert fields(TEXT, f"<meta name='{name}' content='2024-05-17'>").published == "2024-05-17"


UTC = "<meta property='article:published_time' content='2024-05-18T01:30:00Z'>"


def test_a_time_in_utc_gives_way_to_the_same_instant_with_its_offset() -> None:
    local = "2024-05-17T18:30:00-07:00"
    assert fields(f"<time datetime='{local}'>6:30 pm</time>{TEXT}", UTC).published == local


def test_a_neighbouring_day_in_the_text_alone_moves_no_date() -> None:
    assert fields(f"<p>May 17, 2024</p>{TEXT}", UTC).published == "2024-05-18T01:30:00Z"


def test_a_day_that_text_and_address_share_is_the_local_one() -> None:
    link = "<link rel=canonical href='https://quay.example/2024/05/17/bell'>"
    assert fields(f"<p>May 17, 2024</p>{TEXT}", UTC + link).published == "May 17, 2024"


CARD = (
    "<div itemscope itemtype='https://schema.org/NewsArticle'><h3 itemprop='headline'>{}</h3>"
    "<span itemprop='author'>{}</span><meta itemprop='datePublished' content='{}'></div>"
)


def test_cards_of_other_stories_give_neither_authors_nor_dates() -> None:
    cards = CARD.format("Gull steals hat", "Ivo Larch", "2024-06-01") + CARD.format(
        "Mayor swims", "Una Teal", "2024-06-02"
    )
    head = "<meta property='article:published_time' content='2024-05-17'>"
    found = fields(f"<p class=byline>By Runa Halvard</p>{TEXT}{cards}", head)
    assert (found.authors, found.published) == (["Runa Halvard"], "2024-05-17")


def test_the_storys_own_card_is_told_from_the_others() -> None:
    own = CARD.format(TITLE, "Runa Halvard", "2024-05-17")
    found = fields(TEXT + CARD.format("Gull steals hat", "Ivo Larch", "2024-06-01") + own)
    assert (found.authors, found.published) == (["Runa Halvard"], "2024-05-17")


def test_a_card_for_messengers_names_the_author() -> None:
    head = "<meta name='twitter:label{0}' content='{1}'><meta name='twitter:data{0}' content='{2}'>"
    cards = head.format(1, "Written by", "Runa Halvard") + head.format(2, "Reading time", "4 min")
    assert fields(TEXT, cards).authors == ["Runa Halvard"]


def test_an_element_for_each_author() -> None:
    names = ("Runa Halvard", "Ivo Larch", "Una Teal")
    head = "".join(f"<meta name='citation_author' content='{name}'>" for name in names)
    assert fields(TEXT, head).authors == list(names)


@pytest.mark.parametrize("degree", ["Ph.D.", "MD", "RN", "CFP®", "M.D."])
def test_a_degree_is_no_author(degree: str) -> None:
    head = f"<meta name='author' content='Runa Halvard, {degree}'>"
    assert fields(TEXT, head).authors == ["Runa Halvard"]


def test_an_author_at_the_foot_of_a_story() -> None:
    box = "<div><p>Written by</p><a href='/author/runa-halvard'>Runa Halvard</a></div>"
    assert fields(6 * TEXT + 170 * "<i></i>" + box).authors == ["Runa Halvard"]
    two = box + "<a href='/author/ivo-larch'>Ivo Larch</a>"
    assert fields(6 * TEXT + 170 * "<i></i>" + two).authors == []


def test_of_links_and_a_line_that_names_fewer_the_line_counts() -> None:
    byline = (
        "<div class=byline><p>By <a rel=author href='/people/runa'>Runa Halvard</a></p>"
        "<p>Photographs by <a rel=author href='/people/ivo'>Ivo Larch</a></p></div>"
    )
    assert fields(byline + TEXT).authors == ["Runa Halvard"]


@pytest.mark.parametrize(
    ("window", "title"),
    [
        ("Ferry keeps its old bell : Quay Post", "Ferry keeps its old bell"),
        ("Quay Post / Ferry keeps its old bell for now", "Ferry keeps its old bell for now"),
        ("News | Ferry keeps its old bell for now | Quay Post", "Ferry keeps its old bell for now"),
        ("渡轮保留旧钟，比渡轮还要老-海港日报", "渡轮保留旧钟，比渡轮还要老"),
        ("Bells and gulls : what the quay hears when ferries sleep", ""),
    ],
)
def test_a_title_that_stands_alone_loses_the_sites_name(window: str, title: str) -> None:
    tree = parse(f"<html><head><title>{window}</title></head><body>{TEXT}</body></html>")
    assert tree is not None
    assert read_fields(tree).title == (title or window)


@pytest.mark.parametrize(
    ("name", "told"), [("Quay Post", "house"), ("AFP", "agency"), ("Runa Halvard", "")]
)
def test_the_evidence_says_of_a_house_or_an_agency_that_it_is_one(name: str, told: str) -> None:
    head = "<meta property='og:site_name' content='Quay Post'>"
    found = fields(TEXT, f"{head}<meta name='author' content='{name}'>")
    assert found.authors == [name]
    source = found.evidence["authors"].source or ""
    assert (told in source) if told else ("house" not in source and "agency" not in source)


def test_a_kicker_that_one_statement_leaves_out_is_none_of_the_headline() -> None:
    tree = parse(
        "<html><head><title>Storm on the quay - Ferry keeps its old bell</title>"
        "<meta property='og:title' content='Storm on the quay - Ferry keeps its old bell'>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        f'"{TITLE}"}}</script></head><body><h1><span>Storm on the quay</span> '
        f"<span>– {TITLE}</span></h1>{TEXT}</body></html>"
    )
    assert tree is not None
    assert read_fields(tree).title == TITLE


def test_of_first_names_alone_the_head_has_the_whole() -> None:
    byline = "<p>By <a href='/about'>Runa</a> · May 17, 2024</p>"
    found = fields(byline + TEXT, "<meta name='author' content='Runa Halvard'>")
    assert found.authors == ["Runa Halvard"]


def test_what_somebody_does_is_no_author() -> None:
    byline = "<p class=byline>By Runa Halvard, Harbour Coordinator and PHP Developer</p>"
    assert fields(byline + TEXT).authors == ["Runa Halvard"]


def test_a_box_about_the_author_at_the_foot_names_the_author() -> None:
    box = "<div class=author-details><p>Mabel Tarn</p><small>Keeper of bells</small></div>"
    story = 5 * TEXT + 160 * "<p>It rings.</p>"
    assert fields(story + box).authors == ["Mabel Tarn"]
    assert fields(story + box + box.replace("Mabel Tarn", "Ivo Brandeis")).authors == []
