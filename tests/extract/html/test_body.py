"""The body, the index, the live blog and the empty page of the HTML extractor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import Article
from newsclean.extract.html import read_html
from newsclean.extract.html.tree import parse
from newsclean.extract.html.walk import read_blocks
from newsclean.extract.reading import Reading

NAV = "".join(
    f'<li><a href="/{s}">{s.title()}</a></li>' for s in ("news", "sport", "weather", "jobs")
)
PARAGRAPHS = [
    "The harbour bridge at Sandvik will stay shut until the end of the month, the county said on "
    "Monday, after divers found a crack in the third of its seven piers.",
    "Engineers had inspected the pier in spring and found nothing, said Ilse Marrow, who leads the "
    "county's road office. The crack is about as long as a bicycle and twice as deep as a thumb.",
    "Until the repair is done, the ferry will run every twenty minutes and carry cyclists free of "
    "charge. Trucks have to take the long way round by Oster Mill.",
    "The bridge was built in 1931 by the grandfather of the present mayor, who told the council "
    "that he would rather swim than wait for another report.",
    "A second team of divers is expected on Thursday. They will bring their own boat, because the "
    "county's has been lent to a film crew since August.",
]


def page(inside: str, head: str = "", after: str = "") -> str:
    return f"""<!doctype html><html lang="en"><head><title>Harbour bridge stays shut | Sandvik
    Messenger</title><meta property="og:type" content="article">{head}</head><body>
    <header><nav><ul>{NAV}</ul></nav></header>
    <main><article><h1>Harbour bridge stays shut</h1>
    <p class="byline">By Tove Lindqvist</p>
    <div class="article-body">{inside}</div></article></main>{after}
    <aside class="related"><h3>Most read</h3><ul><li><a href="/a">Goose returns to library</a></li>
    <li><a href="/b">Mayor loses hat in wind</a></li></ul></aside>
    <footer><p>© 2024 Sandvik Messenger. All rights reserved. Terms of use and privacy policy
    apply to every page of this site.</p></footer></body></html>"""


def story(extra: str = "", at: int = 2) -> str:
    paragraphs = [f"<p>{text}</p>" for text in PARAGRAPHS]
    paragraphs.insert(at, extra)
    return "\n".join(paragraphs)


def only(reading: Reading) -> Article:
    assert [article.kind for article in reading.articles] == ["article"]
    return reading.articles[0]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in only(reading).body if block.text]


def test_the_paragraphs_and_nothing_else() -> None:
    assert texts(read_html(page(story()))) == PARAGRAPHS


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="ad-slot">ADVERTISEMENT</div>',
        '<aside class="related"><p>Read also: <a href="/x">Ferry sells out of buns</a></p></aside>',
        '<div class="newsletter"><p>Sign up for our newsletter and get the latest in your inbox.'
        "</p><form><input><button>Subscribe</button></form></div>",
        '<figure><img src="/p.jpg" width="800"><figcaption>The bridge on Sunday. Photo: Tove '
        "Lindqvist</figcaption></figure>",
        "<blockquote class='pullquote'>Trucks have to take the long way round by Oster Mill."
        "</blockquote>",
        "<script>var leak = 'Not a sentence of the story at all.';</script>",
    ],
)
def test_furniture_between_paragraphs_is_left_out(furniture: str) -> None:
    assert texts(read_html(page(story(furniture)))) == PARAGRAPHS


def test_comments_are_left_out_even_when_longer_than_the_story() -> None:
    comments = "".join(
        f'<li class="comment"><p>I have crossed that bridge {n} times and never saw a crack, but '
        "then I never looked down, and neither did anybody else I know in this town.</p></li>"
        for n in range(30)
    )
    reading = read_html(
        page(story(), after=f'<section id="comments"><ol>{comments}</ol></section>')
    )
    assert texts(reading) == PARAGRAPHS


def test_headings_lists_quotes_and_tables_keep_their_kind() -> None:
    inside = story(
        "<h2>What is known</h2><ul><li>The crack was found by two divers on Saturday morning.</li>"
        "<li>The pier stands in nine metres of water, and has since 1931.</li></ul>"
        "<blockquote><p>Nobody needs to be afraid, but nobody should drive on it either, and that "
        "includes me.</p></blockquote>"
    )
    blocks = [(b.type, b.level, b.ordered) for b in only(read_html(page(inside))).body]
    assert ("heading", 2, None) in blocks
    assert blocks.count(("list_item", 1, False)) == 2
    assert ("quote", None, None) in blocks


def test_an_image_between_paragraphs_has_its_caption() -> None:
    figure = (
        '<figure><img src="https://img.example/pier.jpg" alt="A pier" width="900">'
        "<figcaption>The third pier.</figcaption></figure>"
    )
    images = [b for b in only(read_html(page(story(figure)))).body if b.type == "image"]
    assert [(i.url, i.alt, i.caption) for i in images] == [
        ("https://img.example/pier.jpg", "A pier", "The third pier.")
    ]


def test_two_line_breaks_part_paragraphs() -> None:
    inside = "<br><br>".join(PARAGRAPHS)
    assert texts(read_html(page(inside))) == PARAGRAPHS


def test_confidence_is_higher_for_a_plain_story_than_for_two_lines() -> None:
    short = page("<p>The bridge stays shut, the county said.</p><p>More follows.</p>")
    sure = only(read_html(page(story()))).confidence or 0
    doubtful = [a.confidence or 0 for a in read_html(short).articles]
    assert sure > 0.8
    assert all(sure > confidence for confidence in doubtful)


def test_every_text_of_the_page_has_a_fate_in_page_order() -> None:
    html = page(story())
    tree = parse(html)
    assert tree is not None
    shown = [chunk.text for chunk in read_blocks(tree).texts()]
    reading = read_html(html)
    assert [fate.text for fate in reading.fates] == shown
    body = [fate for fate in reading.fates if fate.role == "body"]
    assert [fate.text for fate in body] == PARAGRAPHS
    assert [fate.field for fate in body] == [f"body[{i}]" for i in range(5)]
    assert all(fate.reason for fate in reading.fates)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   \n",
        "<html></html>",
        "<html><body><noscript>Please turn on JavaScript.</noscript><div id=app></div></body>",
        "<html><head><title>Page not found</title></head><body><h1>Page not found</h1>"
        "<p>The page you want has moved, or it was never here. Try the search above, or go back to "
        "the front page and start again.</p></body></html>",
        "<html><head><title>Log in</title></head><body><h1>Log in</h1><form><label>Password</label>"
        "<input><button>Log in</button></form><p>Become a member and get unlimited access.</p>"
        "</body></html>",
        "<html><head><title>Sandvik Messenger</title></head><body><div><h2>We value your privacy"
        "</h2><p>We and our partners use cookies to store and access personal data on your device, "
        "and to measure which pages are read most, so that the site can be paid for.</p><p>You can "
        "manage your choices at any time by following the privacy policy link below each page."
        "</p></div></body></html>",
    ],
)
def test_a_page_without_a_story_gives_no_record(html: str) -> None:
    assert read_html(html).articles == []


def entry(n: int, title: str, source: str) -> str:
    return f"""<article class="card"><span class="label">Local</span>
        <h3><a href="https://p{n % 3}.example/{n}">{title}</a></h3>
        <p>A short account of what happened, with a number in it, so that readers know whether to
        go on: {n} people were asked.</p>
        <div class="meta"><span class="source">{source}</span>
        <time datetime="2024-05-0{n}">{n} May</time></div></article>"""


TITLES = [
    "Baker wins regatta by accident",
    "School choir told to sing softer",
    "Owl moves into the town archive",
    "New lamp posts are too tall, says council",
]


def test_an_index_page_gives_a_link_for_each_entry() -> None:
    cards = "".join(entry(n, title, f"Paper {n % 3}") for n, title in enumerate(TITLES, 1))
    html = (
        '<html lang="en"><head><title>The Daily Heap</title>'
        '<meta property="og:type" content="website"></head><body><header><h1>The Daily Heap</h1>'
        f"<p>Monday, May 6, 2024</p><nav><ul>{NAV}</ul></nav></header><div>{cards}</div></body>"
    )
    articles = read_html(html).articles
    assert [a.kind for a in articles] == ["link"] * 4
    assert [a.title for a in articles] == TITLES
    assert articles[0].url == "https://p1.example/1"
    assert articles[0].publisher == "Paper 1"
    assert articles[0].published == "2024-05-01"
    assert articles[0].section == "Local"
    assert articles[0].source.retrieved == "Monday, May 6, 2024"
    assert (articles[0].summary or "").startswith("A short account")


def test_a_live_blog_gives_the_blog_and_its_posts_in_page_order() -> None:
    posts = "".join(
        f'<article class="live-post"><time datetime="2024-05-06T{hour}:10:00">{hour}:10</time>'
        f"<h2>{title}</h2><p>{text}</p></article>"
        for hour, title, text in zip((17, 16, 15), TITLES, PARAGRAPHS, strict=False)
    )
    html = (
        '<html lang="en"><head><title>Regatta live: boats at the start</title></head><body>'
        f"<h1>Regatta live: boats at the start</h1><p>May 6, 2024</p><div>{posts}</div></body>"
    )
    articles = read_html(html).articles
    assert [a.kind for a in articles] == ["article", "post", "post", "post"]
    assert [a.title for a in articles[1:]] == TITLES[:3]
    assert articles[1].published == "2024-05-06T17:10:00"
    assert [block.text for block in articles[2].body] == [PARAGRAPHS[1]]


def test_a_page_nested_a_thousand_deep_is_read() -> None:
    html = page("<div>" * 1000 + story() + "</div>" * 1000)
    assert " ".join(texts(read_html(html))) == " ".join(PARAGRAPHS)


PIECES = ["<p>", "</p>", "<div>", "</div>", "<table><tr><td>", "</table>", "<br>", "<li>", "<h1>"]
PIECES += ["<a href=x>", "</a>", "word", "A sentence.", "<img src=y>", "<!--", "-->", "&#0;", "\0"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=60,
    )
)
def test_no_page_breaks_it(parts: list[str]) -> None:
    reading = read_html("".join(parts))
    assert all(block.text or block.url for a in reading.articles for block in a.body)


@pytest.mark.parametrize("hostile", ["a" * 300_000, " " * 300_000, "[" * 300_000, ",.:" * 100_000])
def test_a_long_run_of_one_character_is_read(hostile: str) -> None:
    read_html(page(f"<p>{hostile}</p>" + story()))


@pytest.mark.parametrize("opening", ["<header>{}</header><div>", "<nav>Home</nav><article>{}"])
def test_a_page_without_body_tags_is_read_whole(opening: str) -> None:
    """HTML lets an author leave out html, head and body."""
    head = "<h1>Harbour bridge stays shut</h1><p>By Tove Lindqvist</p>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    title = "<!doctype html><title>Harbour bridge stays shut | Sandvik Messenger</title>"
    (article,) = read_html(title + opening.format(head) + text).articles
    assert [block.text for block in article.body] == PARAGRAPHS
    assert article.title == "Harbour bridge stays shut"
    assert article.authors == ["Tove Lindqvist"]
