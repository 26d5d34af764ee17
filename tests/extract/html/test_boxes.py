"""Boxes amid a story that are of something else, and those that only look so."""

from __future__ import annotations

import pytest

from newsclean.extract.html import read_html

STORY = [
    "The post office at Upper Wick will sort its letters by hand again from Monday, because the "
    "machine that was to do so has learned to send them back.",
    "It returned 4,100 letters in its first week, each with a stamp that nobody at the office had "
    "seen before, according to the postmaster, Ludo Farthing.",
    "Engineers who took it apart on Thursday found a spring too many and a parking ticket from "
    "the town where it was built.",
    "Two sorters who had retired have offered to come back, provided that somebody finds their "
    "chairs, which were sold with the old counter in March.",
    "Letters to the island will still go on the afternoon boat, and those to the hill farms with "
    "the vet, as they have since the bridge was closed.",
]
TAGS = [("<p>", "</p>"), ('<div class="k1">', "</div>"), ('<span class="k1">', "</span>")]


def body(*inside: str, tags: tuple[str, str] = TAGS[0]) -> list[str]:
    parts = [f"{tags[0]}{text}{tags[1]}" for text in STORY]
    parts[2:2] = inside
    parts_of_page = "\n".join(parts)
    reading = read_html(
        "<html lang='en'><head><title>Letters sorted by hand again | Wick Bugle</title></head>"
        "<body><div><a href='/'>Wick Bugle</a></div><div class='z'><h1>Letters sorted by hand "
        "again</h1><div>By Cora Pellow</div><div>May 3, 2024</div><div class='w'>"
        f"{parts_of_page}</div></div></body></html>"
    )
    return [block.text for block in reading.articles[0].body if block.type != "image"]


@pytest.mark.parametrize("tags", TAGS)
@pytest.mark.parametrize("label", ["PRESENTED BY OAKHOLLOW", "Paid for by Marl & Sons"])
def test_a_sponsors_box_without_a_telling_name_is_left_out(
    tags: tuple[str, str], label: str
) -> None:
    box = (
        f'<div class="k9"><div>{label}</div><div>A kettle that knows your name</div>'
        "<div>It boils before you have thought of tea. Try it in any of our shops.</div></div>"
    )
    assert body(box, tags=tags) == STORY


def test_a_sponsors_lines_among_the_paragraphs_are_left_out() -> None:
    lines = (
        "<p>SPONSORED BY OAKHOLLOW</p><p>A kettle that knows your name</p>"
        "<p>It boils before you have thought of tea.</p>"
    )
    assert body(lines) == STORY


def test_an_offer_of_a_letter_is_left_out_whatever_it_is_called() -> None:
    box = "<section><h5>The Noon Whistle</h5><p>Six items, at twelve, with soup.</p></section>"
    assert body(box) == STORY


def test_a_caption_in_a_box_with_its_image_is_left_out() -> None:
    box = (
        '<div class="k7"><div><img src="/m.jpg" width="600"></div>'
        "<div>The machine, on its way out of the office on Thursday.</div></div>"
    )
    assert body(box) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "Presented by the mayor with a golden stamp, the first letter of the day went to the "
        "wrong house, and stayed there.",
        "Supported by two sorters and a ladder, he reached the top shelf at noon.",
    ],
)
def test_a_sentence_that_begins_like_a_label_stays(text: str) -> None:
    assert text in body(f"<p>{text}</p>")


def test_lists_and_quotations_of_the_story_stay() -> None:
    found = body(
        "<div><p>What was found in the machine</p><ul><li>a spring that fits nowhere;</li>"
        "<li>a parking ticket of 1998.</li></ul></div>",
        "<blockquote><p>It has its own idea of where people live.</p></blockquote>",
    )
    assert "a spring that fits nowhere;" in found
    assert "It has its own idea of where people live." in found


def test_a_sites_own_elements_are_paragraphs() -> None:
    assert body(tags=("<text-unit><rich-line>", "</rich-line></text-unit>")) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "Your support keeps a reporter on every hill: become a member of the Bugle.",
        "Sign up for our letter and have it delivered to your inbox.",
    ],
)
def test_an_appeal_to_the_reader_is_left_out(text: str) -> None:
    assert body(f"<p><em>{text}</em></p>") == STORY


def test_a_quoted_appeal_stays() -> None:
    text = "“Become a member,” the sign over the counter says, “and bring your own chair.”"
    assert text in body(f"<p>{text}</p>")


@pytest.mark.parametrize("heading", ["Sponsor leaves the race", "Supported by chairs"])
def test_a_heading_that_begins_like_a_label_stays(heading: str) -> None:
    assert heading in body(f"<h2>{heading}</h2>")


def test_names_and_date_under_the_text_are_no_paragraph() -> None:
    text = "".join(f"<p>{part}</p>" for part in STORY)
    reading = read_html(
        "<html lang='en'><head><title>Letters sorted by hand</title></head><body><h1>Letters "
        f"sorted by hand</h1>{text}<p>— Cora Pellow, May 3, 2024</p></body></html>"
    )
    assert [block.text for block in reading.articles[0].body] == STORY


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("One more step", "Please confirm that you are not a robot. It takes only a moment. " * 3),
        ("Wartungsarbeiten", "Die Seite ist nicht erreichbar. Wir sind bald wieder da. " * 3),
        ("Choose your plan", "Every story on the web and in the app, for 4 crowns a month. " * 5),
    ],
)
def test_a_page_whose_title_says_that_it_has_no_story(title: str, text: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body>"
    assert read_html(page).articles == []


@pytest.mark.parametrize("title", ["500 homes without light", "Search for lost ferry goes on"])
def test_a_headline_that_begins_like_an_error_is_a_story(title: str) -> None:
    text = "".join(f"<p>{part}</p>" for part in STORY)
    page = (
        f"<html lang='en'><head><title>{title} | Wick Bugle</title></head><body><h1>{title}</h1>"
        f"<p>By Cora Pellow, May 3, 2024</p>{text}</body></html>"
    )
    assert [record.title for record in read_html(page).articles] == [title]


def test_short_sentences_that_stand_as_the_others_are_of_the_story() -> None:
    short = ["The vet has not been asked.", "It will be a long winter for stamps."]
    found = body(*(f"<p>{text}</p>" for text in short))
    assert [text for text in found if text in short] == short


def test_a_copyright_notice_under_the_text_is_no_paragraph() -> None:
    lines = "<br><br>".join(STORY)
    reading = read_html(
        "<html lang='en'><head><title>Letters sorted by hand</title></head><body><h2>Letters "
        f"sorted by hand</h2>{lines}<br><br>Wick Bugle. © 2024 Wick Bugle, all rights "
        "reserved.</body></html>"
    )
    assert [block.text for block in reading.articles[0].body] == STORY


def test_a_heading_after_a_sponsors_line_is_of_the_story() -> None:
    lines = "<p>Paid content: OAKHOLLOW kettles, now with a trial of a year</p><h2>Stamps</h2>"
    assert body(lines) == [*STORY[:2], "Stamps", *STORY[2:]]


def test_half_a_letter_is_no_copyright_sign() -> None:
    """``é`` that was decoded wrongly holds one; normalize puts it right later."""
    story = [
        "Le marchÃ© couvert a rouvert samedi aprÃ¨s trois annÃ©es de travaux, et les commerÃ§ants "
        "y ont retrouvÃ© leurs places.",
        "La mairie a financÃ© la rÃ©novation, selon un rapport prÃ©sentÃ© jeudi au conseil par "
        "l'adjointe chargÃ©e des halles.",
        "Les habitants ont surtout remarquÃ© que le cafÃ© du coin avait changÃ© de mains et que "
        "le pain y Ã©tait dÃ©sormais servi tiÃ¨de.",
    ]
    page = "<h1>Le marchÃ© rouvre</h1>" + "".join(f"<p>{text}</p>" for text in story)
    page += "<p>© 2024 Le Journal des Halles</p>"
    (article,) = read_html(f"<html><body>{page}</body></html>").articles
    assert [block.text for block in article.body] == story
