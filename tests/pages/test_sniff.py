"""HTML, text and what is neither are told apart by content."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.pages import sniff

STORY = (
    "Harbour Daily\n\nOld lighthouse to be repaired\nBy Ada Pine\nMarch 5, 2024\n\n"
    "The mayor said on Tuesday that the lighthouse will be repaired over three years.\n"
) * 3

HTML = {
    "doctype": "<!DOCTYPE html><title>x</title>",
    "doctype in lower case, after space": "\r\n\n  <!doctype HTML>\n<p>x",
    "no doctype": "<html><body>x</body></html>",
    "XHTML": '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">\n<html>',
    "XHTML with a prefix": '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml">',
    "a long comment first": "<!-- " + "licence " * 20_000 + "-->\n<html><p>x</p></html>",
    "a page of comments": "<!-- nothing here -->",
    "a fragment": "<div><h1>Rain</h1><p>It rained.</p></div>",
    "one paragraph": "<p>It rained.</p>",
    "paragraphs that are not closed": "<p>It rained.\n<p>Then it stopped.",
    "a title and text": "<title>Rain</title>\nIt rained.",
    "text, then tags": "It rained.<br>\n<p>Then it stopped.</p><p>Nobody<br/>was hurt.</p>",
    "a warning first": "Warning: mysql_connect() in x.php\n<!DOCTYPE html>\n<html><body><p>x</p>",
    "an empty shell": '<div id="root"></div><script src="app.js"></script>',
    "frames": "<head><title>x</title></head><frameset><frame src=a></frameset>",
}
TEXT = {
    "nothing": "",
    "white space": " \n\n",
    "a story": STORY,
    "a tag is mentioned": STORY + "Write <b>bold</b> and <p> in the comments, she said.",
    "the first word is a tag": "<b> is how bold text begins, the teacher said. " + STORY,
    "addresses": "From: Ada <ada@harbour.example>\nSee <https://harbour.example/a>\n" + STORY,
    "links of lynx": "[1]Home\n[2]News\n\n" + STORY,
    "a brace": "{Photo: A. Pine}\n" + STORY,
    "semicolons": "Ada Pine; Bo Oak; Cy Elm;\n" + STORY,
    "a headline that begins like a bitmap": "BMW recalls cars\n" + STORY,
    "a headline that begins like a program": "MZ, a motorcycle, is back\n" + STORY,
    "a lesser sign": "3 < 4 and <3 for all\n" + STORY,
    "Japanese": "港町の市長は火曜日、古い灯台を修理すると発表した。\n",
    "Markdown": "# Rain\n\n**It** rained. <br> [more](https://harbour.example)\n\n" + STORY,
}
OTHER = {
    "a PNG image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a JPEG image": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a GIF image": b"GIF89a\x01\0",
    "a WebP image": b"RIFF\x10\0\0\0WEBPVP8 ",
    "a BMP image": b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0" + b"\0" * 40,
    "an SVG image": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "a PDF": b"%PDF-1.7\n%\xe2\xe3",
    "a font": b"wOF2\0\1\0\0",
    "a video": b"\0\0\0\x18ftypmp42",
    "a zip archive": b"PK\x03\x04\x14\0",
    "a gzip file": gzip.compress(b"x"),
    "feed": b'<?xml version="1.0"?>\n<!-- made daily -->\n<rss version="2.0"><channel>',
    "a sitemap": b'<?xml version="1.0"?><urlset xmlns="x"><url>',
    "XML": b'<?xml version="1.0"?><invoice><p>1</p></invoice>',
    "JSON": b'{"html": "<p>a</p><p>b</p>", "n": 1}',
    "CSS": b"body { margin: 0; color: #333; }\n.a > b { padding: 1px; }\n",
    "JavaScript": b'(function(){"use strict";var a=1;window.x=function(){return a;};})();',
    "binary data": bytes(range(256)) * 8,
}


@pytest.mark.parametrize("content", HTML.values(), ids=HTML)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_html(content: str, codec: str) -> None:
    assert sniff(content.encode(codec), "page.txt") == "html"


@pytest.mark.parametrize("content", TEXT.values(), ids=TEXT)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_text(content: str, codec: str) -> None:
    assert sniff(content.encode(codec), "page.html") == "text"


@pytest.mark.parametrize(("what", "data"), OTHER.items(), ids=OTHER)
def test_what_is_no_page_is_named(what: str, data: bytes) -> None:
    assert sniff(data, "page.html") == what


@pytest.mark.parametrize("data", [b'["a", "b"]', b'{"id": 1}\n{"id": 2}\n', b'{"cut": "off'])
def test_json(data: bytes) -> None:
    assert sniff(data, "x") == "JSON"


def test_a_few_nul_bytes_do_not_make_a_page_binary() -> None:
    assert sniff(b"<html><p>one\0two</p></html>", "x") == "html"
    assert sniff(STORY.encode() + b"\0", "x") == "text"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_are_something(data: bytes, name: str) -> None:
    assert sniff(data, name)
