"""Index pages: every entry is a record, however the list is built."""

from __future__ import annotations

import pytest

from newsclean.article import Article
from newsclean.extract.html import read_html

ENTRIES = [
    ("Quarry to become a lake, and then a quarrel", "Regions", "Tarn Herald", "yesterday"),
    ("Bus drivers vote for longer scarves", "Transport", "The Alder Post", "3 hours ago"),
    ("Museum of rain opens in a dry year", "Culture", "Tarn Herald", "2 days ago"),
    ("Twins marry twins, and all four miss the train", "Local", "The Alder Post", "5 hours ago"),
]
BLURBS = [
    "The pumps were switched off on Sunday, and four villages claim the shore.",
    "Winter timetables leave drivers at open doors for an hour a day, their union says.",
    "Visitors are lent an umbrella at the door and asked to imagine the rest.",
    "The registrar wrote the names down twice to be sure that he had them all.",
]


def address(at: int) -> str:
    host = "tarnherald" if "Tarn" in ENTRIES[at][2] else "alderpost"
    return f"https://www.{host}.example/story-{at}"


def cards() -> str:
    """Boxes whose names differ in their numbers alone."""
    return "".join(
        f'<div class="x-9a"><div class="x-1b">{section}</div><h2 class="x-2c"><a '
        f'href="{address(at)}">{title}</a></h2><div class="x-3d">{BLURBS[at]}</div>'
        f'<div class="x-4e"><span>{source}</span><span>·</span><span>{when}</span></div></div>'
        for at, (title, section, source, when) in enumerate(ENTRIES)
    )


def whole_links() -> str:
    """Each entry is one link, with nothing but inline elements in it."""
    return "".join(
        f'<a class="tile" href="{address(at)}"><span>{section}</span><strong>{title}</strong>'
        f"<em>{BLURBS[at]}</em><small>{source} - {when}</small></a>"
        for at, (title, section, source, when) in enumerate(ENTRIES)
    )


def definitions() -> str:
    """No box around an entry: a term and its definition side by side."""
    return (
        "<dl>"
        + "".join(
            f'<dt><a href="{address(at)}">{title}</a></dt>'
            f"<dd>{BLURBS[at]} <i>({source}, {when})</i></dd>"
            for at, (title, _, source, when) in enumerate(ENTRIES)
        )
        + "</dl>"
    )


def breaks() -> str:
    """Lines parted by nothing but line breaks."""
    return "".join(
        f'<font size="3"><a href="{address(at)}"><b>{title}</b></a></font><br>'
        f"<font>{BLURBS[at]}</font><br><font>{source}, {when}</font><br><br>"
        for at, (title, _, source, when) in enumerate(ENTRIES)
    )


def entries(listed: str) -> list[Article]:
    return read_html(
        "<html><head><title>Reed Basket</title></head><body><h1>Reed Basket</h1>"
        "<p>Friday, May 9, 2025</p><nav><a href='/a'>Home</a> <a href='/b'>Weather</a></nav>"
        f"<div>{listed}</div><footer>About us. All rights reserved.</footer></body></html>"
    ).articles


@pytest.mark.parametrize("build", [cards, whole_links, definitions, breaks])
def test_every_entry_is_a_link_with_its_source_date_and_blurb(build: object) -> None:
    assert callable(build)
    found = entries(build())
    assert [record.kind for record in found] == ["link"] * len(ENTRIES)
    assert [record.title for record in found] == [title for title, *_ in ENTRIES]
    assert [record.url for record in found] == [address(at) for at in range(len(ENTRIES))]
    assert [record.publisher for record in found] == [source for _, _, source, _ in ENTRIES]
    assert [record.published for record in found] == [when for *_, when in ENTRIES]
    assert [record.summary for record in found] == BLURBS


def test_a_label_over_the_headline_is_the_section() -> None:
    assert [record.section for record in entries(cards())] == [s for _, s, _, _ in ENTRIES]


def test_headings_over_groups_of_entries_are_their_sections() -> None:
    listed = "".join(
        f"<section><h2>{section}</h2><article><h3><a href='/s{at}'>{title}</a></h3>"
        f"<p>{BLURBS[at]}</p></article></section>"
        for at, (title, section, _, _) in enumerate(ENTRIES)
    )
    assert [record.section for record in entries(listed)] == [s for _, s, _, _ in ENTRIES]


def test_a_sponsors_entry_is_none() -> None:
    promoted = (
        '<div class="x-9a"><div class="x-1b">A message from Oakhollow</div><h2 class="x-2c">'
        '<a href="https://go.example/k">A kettle that knows your name</a></h2>'
        '<div class="x-3d">It boils before you have thought of tea.</div></div>'
    )
    titles = [record.title for record in entries(cards() + promoted)]
    assert titles == [title for title, *_ in ENTRIES]


def test_a_papers_own_front_page_is_its_publisher() -> None:
    cards = "".join(
        f'<article><h3><a href="/story-{at}">{title}</a></h3><p>{BLURBS[at]}</p></article>'
        for at, (title, *_) in enumerate(ENTRIES)
    )
    links = read_html(
        "<html><head><title>The Alder Post - News of the shore</title>"
        '<link rel="canonical" href="https://www.alderpost.example/"></head>'
        f"<body><h1>The Alder Post</h1><main>{cards}</main></body></html>"
    ).articles
    assert [link.title for link in links] == [entry[0] for entry in ENTRIES]
    assert {link.publisher for link in links} == {"The Alder Post"}


def test_source_and_date_over_the_headline() -> None:
    """A name beside the page's date is an entry's source, and does not sign the page."""
    boxes = "".join(
        f'<div class="x{at % 2}"><div class="k"><b>{source}</b> &middot; {when}</div>'
        f'<h2><a href="{address(at)}">{title}</a></h2><p>{BLURBS[at]}</p></div>'
        for at, (title, _, source, when) in enumerate(ENTRIES)
    )
    links = read_html(
        "<html><body><div>Sandglass <span>Tuesday, May 6, 2025, 6:40 PM</span></div>"
        f"<main>{boxes}</main></body></html>"
    ).articles
    assert [(link.title, link.publisher, link.published) for link in links] == [
        (title, source, when) for title, _, source, when in ENTRIES
    ]


def test_small_words_about_a_source_are_not_of_its_name() -> None:
    boxes = "".join(
        f'<section><p><a href="{address(at)}">{title}</a></p><p>{BLURBS[at]}</p>'
        f"<p>via {source} on 0{at + 1} May 2025</p></section>"
        for at, (title, _, source, _) in enumerate(ENTRIES)
    )
    links = read_html(f"<html><body><p>pile</p>{boxes}</body></html>").articles
    assert [link.publisher for link in links] == [entry[2] for entry in ENTRIES]


POSTS = [
    ("18:05", "Bridge opens again", "Walkers may cross on the east side, one behind the other."),
    (
        "17:20",
        "Keeper thanks the band",
        "The band played on for two hours, though nobody had asked.",
    ),
    ("16:44", "“It floats”", "A diver says that the cart can be seen to move with the tide."),
    ("15:10", "What is known so far", "A cart with organ pipes went over the rail at noon today."),
]


@pytest.mark.parametrize(
    "shape",
    [
        "<p><b>{0} {1}</b><br>{2}</p>",
        "<p><b>{0}</b> <b>{1}.</b> {2}</p>",
        "<p><strong>{0} – {1}</strong></p><p>{2}</p>",
        "<h3>{0}</h3><h4>{1}</h4><p>{2}</p>",
        "<li><span>{0}</span><b>{1}</b><p>{2}</p></li>",
    ],
)
def test_posts_that_only_their_times_part(shape: str) -> None:
    inner = "".join(shape.format(*post) for post in POSTS)
    records = read_html(
        "<html><head><title>Cart in the Ousel: live updates | Alder Post</title></head><body>"
        "<h1>Cart in the Ousel: live updates</h1><p>By Ana Holm</p><p>Tuesday, May 6, 2025</p>"
        f"<div>{inner}</div><h3>Related</h3><ul><li><a href='/a'>How carts are built</a></li></ul>"
        "</body></html>"
    ).articles
    assert [record.kind for record in records] == ["article", *["post"] * len(POSTS)]
    posts = records[1:]
    assert [post.title for post in posts] == [title for _, title, _ in POSTS]
    assert [[block.text for block in post.body] for post in posts] == [[t] for _, _, t in POSTS]
    assert all(
        post.published and post.published.endswith(time)
        for post, (time, _, _) in zip(posts, POSTS, strict=True)
    )
