"""Feeds saved as files give their entries, whole texts as articles and short ones as briefs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import Article, Extract, Page
from newsclean.extract.feed import read_feed
from newsclean.pages import Passed, find, sniff
from newsclean.system.errors import InputError

PARAGRAPH = (
    "The mill at Lower Ennis, which had stood still since the river was moved, turned again on "
    "Sunday for eleven minutes, because of a leak that nobody has owned up to so far."
)
WHOLE = f"<p>{PARAGRAPH}</p><p>{PARAGRAPH.replace('Sunday', 'Monday')}</p>"


def rss(*items: str, head: str = "<title>Ennis Mercury</title>") -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'


def only(text: str) -> Article:
    (article,) = read_feed(text).articles
    return article


def test_a_whole_text_is_an_article_and_a_short_one_a_brief() -> None:
    description = WHOLE.replace("<", "&lt;")
    found = read_feed(
        rss(
            f"<title>Mill turns</title><description>{description}</description>",
            "<title>Mill rests</title><description>It stopped on Tuesday.</description>",
            f"<title>Mill ...</title><description>{PARAGRAPH * 4} [...]</description>",
        )
    ).articles
    assert [(a.kind, len(a.body)) for a in found] == [("article", 2), ("brief", 0), ("brief", 0)]
    assert found[1].summary == "It stopped on Tuesday."
    assert {a.publisher for a in found} == {"Ennis Mercury"}


def test_rss_of_version_one() -> None:
    text = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Ennis Mercury</title></channel><item><title>Mill turns</title>"
        "<link>https://ennis.example/1</link><dc:date>2025-03-04T10:00:00Z</dc:date>"
        "<dc:creator>By Ora Lusk and Bo Tarn</dc:creator></item></rdf:RDF>"
    )
    assert sniff(text.encode()) == "feed"
    found = only(text)
    assert (found.title, found.published) == ("Mill turns", "2025-03-04T10:00:00Z")
    assert found.authors == ["Ora Lusk", "Bo Tarn"]


def test_an_atom_date_of_change_is_no_date_of_publication() -> None:
    found = only(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Mercury</title><author><name>Ora Lusk'
        "</name></author><entry><title>Mill turns</title><updated>2025-03-04T10:00:00Z</updated>"
        f'<content type="html">{WHOLE.replace("<", "&lt;")}</content></entry></feed>'
    )
    assert (found.published, found.modified) == (None, "2025-03-04T10:00:00Z")
    assert (found.kind, found.authors) == ("article", ["Ora Lusk"])


def test_what_the_feed_says_is_data() -> None:
    found = only(
        rss(
            "<title>&lt;script&gt;x()&lt;/script&gt;Mill &amp;amp; &lt;b&gt;river&lt;/b&gt;</title>"
            "<link>javascript:alert(1)</link>"
            f"<description>{(WHOLE + '<script>x()</script>').replace('<', '&lt;')}</description>"
        )
    )
    assert found.title == "x() Mill & river"
    assert found.url is None
    assert "x()" not in found.text


def test_nothing_is_fetched_or_read_from_elsewhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the combination is 4711")
    text = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">'
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<rss version='2.0'><channel><item><title>Mill &x; &b;</title></item></channel></rss>"
    )
    for article in read_feed(text).articles:
        assert "4711" not in (article.title or "")


@pytest.mark.parametrize("keep", [0.5, 0.8, 0.97])
def test_what_is_cut_off_gives_what_is_there(keep: float) -> None:
    items = [f"<title>Mill turns {i} times</title>" for i in range(20)]
    text = rss(*items)
    found = read_feed(text[: int(len(text) * keep)]).articles
    assert len(found) >= 20 * keep - 3
    assert found[0].title == "Mill turns 0 times"


def test_json_feeds() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "title": "Mercury",
        "home_page_url": "https://ennis.example/news/",
        "author": {"name": "Ora Lusk"},
        "items": [
            {"id": "1", "title": "Mill turns", "url": "../mill", "content_text": PARAGRAPH * 4},
            {"id": 2, "title": ["no", "text"], "tags": [1, "river"], "authors": "nobody"},
            "no item",
            {"id": "3", "content_html": "<p>It stopped.</p>"},
        ],
    }
    assert sniff(json.dumps(feed).encode()) == "feed"
    first, second = read_feed(json.dumps(feed)).articles
    assert (first.kind, first.url) == ("article", "https://ennis.example/mill")
    assert first.authors == ["Ora Lusk"]
    assert (second.kind, second.summary) == ("brief", "It stopped.")


def test_feeds_of_a_folder_are_known_by_content(tmp_path: Path) -> None:
    feed = b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'
    (tmp_path / "feed.json").write_bytes(feed)
    (tmp_path / "data.json").write_bytes(b'{"version": 3}')
    (tmp_path / "index.xml").write_text(rss("<title>Mill turns</title>"))
    (tmp_path / "sitemap-2.xml").write_text("<?xml version='1.0'?><urlset><url/></urlset>")
    found = list(find([str(tmp_path)]))
    assert [Path(f.path).name for f in found if isinstance(f, Passed)] == ["data.json"]
    (record,) = Extract().open(Page(str(tmp_path / "index.xml")))
    assert isinstance(record, Article)
    assert (record.source.format, record.title) == ("feed", "Mill turns")
    with pytest.raises(InputError, match="a sitemap"):
        Extract().open(Page(str(tmp_path / "sitemap-2.xml")))


def test_a_feed_of_very_many_entries_says_what_was_left() -> None:
    found = read_feed(rss(*["<title>Mill</title>"] * 5001)).articles
    assert len(found) == 5000
    assert found[0].evidence
    assert "only the first 5,000 entries" in found[0].evidence["source"].notes[0]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>&;\"'=/![]{}:,? abcreditmfsxln\n-", max_size=400), st.booleans())
def test_any_feed_is_read(text: str, wrapped: bool) -> None:
    for article in read_feed(rss(text) if wrapped else text).articles:
        assert article.title or article.summary or article.body
