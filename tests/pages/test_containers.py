"""Pages are taken out of what they come packed in, with the address and date it knows."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib

import pytest

from newsclean.pages import Page, decode, load
from newsclean.pages import containers as all_containers
from newsclean.stage import Reject
from newsclean.system.errors import InputError

from .opened import HTML, MARCH, pages, read, reasons, zipped


def test_every_container_has_what_the_others_have() -> None:
    assert {"gzip", "mail", "mbox", "tar", "warc", "zip"} < set(all_containers.names())
    for name in all_containers.names():
        module = __import__(f"newsclean.pages.containers.{name}", fromlist=["x"])
        assert module.__doc__
        assert isinstance(module.SINGLE, bool)
        assert module.matches(b"", "") is False
        assert callable(module.members)


class TestZip:
    def test_members_are_pages_in_order(self) -> None:
        found = read(zipped({"b.html": HTML, "a/c.txt": b"text", "a/b.html": b"x"}))
        assert list(pages(found)) == ["-/a/b.html", "-/a/c.txt", "-/b.html"]
        page = found[-1]
        assert isinstance(page, Page)
        assert (page.container, page.saved, page.explicit) == ("zip", MARCH, False)

    def test_what_is_no_page_is_passed_over(self) -> None:
        members = {
            "a.html": HTML,
            "a_files/ad.html": HTML,
            "s.css": b"x",
            "__MACOSX/._a.html": b"x",
            ".git/b.html": HTML,
        }
        found = read(zipped(members))
        assert list(pages(found)) == ["-/a.html"]
        assert set(reasons(found).values()) == {
            "part of a page saved complete",
            "a style sheet",
            "hidden",
        }

    def test_a_compressed_page_and_an_archive_inside(self) -> None:
        inner = zipped({"c.html": HTML})
        found = read(zipped({"a.html.gz": gzip.compress(HTML), "b.dat2": inner}))
        assert pages(found)["-/b.dat2/c.html"] == HTML
        page = load(found[0]) if isinstance(found[0], Page) else None
        assert page
        assert (page.data, page.container) == (HTML, "zip/gzip")

    def test_archives_in_archives_end_somewhere(self) -> None:
        data = zipped({"a.html": HTML})
        for _ in range(10):
            data = zipped({"x": data})
        (found,) = read(data)
        assert isinstance(found, Reject)
        assert "nested too deep" in found.reason

    def test_a_damaged_member_leaves_the_others(self) -> None:
        data = bytearray(zipped({"a.html": HTML * 9, "b.html": HTML}))
        data[60] ^= 0xFF
        found = read(bytes(data))
        assert pages(found) == {"-/b.html": HTML}
        assert "broken" in reasons(found)["-/a.html"]

    def test_a_large_member_leaves_the_others(self) -> None:
        found = read(zipped({"a.html": b"x" * 1001, "b.html": b"y"}), max_size=1000)
        assert pages(found) == {"-/b.html": b"y"}
        assert "limit of 1,000 bytes" in reasons(found)["-/a.html"]

    def test_a_bomb_of_many_members_is_stopped(self) -> None:
        members = {f"{i:03}.html": b"\0" * 90_000 for i in range(100)}
        found = read(zipped(members), max_size=100_000)
        assert 0 < len(pages(found)) < 90
        assert "decompression bomb" in reasons(found)["-"]

    def test_encrypted_members_are_refused(self) -> None:
        data = bytearray(zipped({"a.html": HTML}))
        data[data.index(b"PK\x01\x02") + 8] |= 1
        assert reasons(read(bytes(data))) == {"-/a.html": "encrypted"}

    def test_what_is_cut_off_or_no_archive_of_pages(self) -> None:
        assert "broken" in reasons(read(zipped({"a.html": HTML})[:-30]))["-"]
        book = zipped({"mimetype": b"application/epub+zip", "a.html": HTML})
        assert "e-book" in reasons(read(book))["-"]
        assert read(zipped({})) == []

    def test_the_time_in_utc_is_preferred(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            info = zipfile.ZipInfo("a.html", (2024, 3, 5, 23, 0, 0))
            info.extra = struct.pack("<HHBi", 0x5455, 5, 1, int(MARCH.timestamp()))
            archive.writestr(info, HTML)
        (page,) = read(packed.getvalue())
        assert isinstance(page, Page)
        assert page.saved == MARCH

    def test_a_time_that_very_many_members_have_is_no_pages(self) -> None:
        found = read(zipped({f"{number:02}.html": HTML for number in range(50)}))
        assert [page.saved for page in found if isinstance(page, Page)] == 50 * [None]

    def test_a_name_with_very_many_folders(self) -> None:
        assert len(read(zipped({"a_files/" * 8000 + "b.html": HTML}))) == 1


MHTML = b"""\
From: <Saved by Blink>
Snapshot-Content-Location: https://harbour.example/storm
Subject: =?utf-8?Q?Storm?=
Date: Tue, 5 Mar 2024 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/css
Content-Location: https://harbour.example/a.css

a { color: red }
------MultipartBoundary--x----
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://harbour.example/storm

<!DOCTYPE html><html><meta charset=3D"utf-8"><p>The caf=C3=A9 ope=
ned.</p></html>
------MultipartBoundary--x----
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://harbour.example/ad.html

<html>Buy!</html>
------MultipartBoundary--x------
"""
NEWSLETTER = b"""\
Date: Tue, 05 Mar 2024 11:00:00 +0100
Subject: The week
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=xx

--xx
Content-Type: text/plain; charset=utf-8

The week
--xx
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: base64

PGh0bWw+PHA+Y2Fm6TwvcD4=
--xx--
"""


class TestMhtml:
    @pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
    def test_the_page_is_taken_out(self, line_end: bytes) -> None:
        page = load(Page("storm.mhtml", MHTML.replace(b"\n", line_end)))
        assert decode(page.data or b"").text == (
            '<!DOCTYPE html><html><meta charset="utf-8"><p>The café opened.</p></html>'
        )
        assert page.container == "mhtml"
        assert page.url == "https://harbour.example/storm"
        assert page.saved == MARCH

    def test_a_message_gives_its_html(self) -> None:
        page = load(Page("week.eml", NEWSLETTER))
        assert (page.data, page.charset, page.saved) == (
            b"<html><p>caf\xe9</p>",
            "iso-8859-1",
            MARCH,
        )

    def test_a_message_of_text(self) -> None:
        data = (
            b"MIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\n"
            b"Content-Transfer-Encoding: quoted-printable\n\nIt =\nrained.\n"
        )
        page = load(Page("a.eml", data))
        assert (page.data, page.charset) == (b"It rained.\n", "koi8-r")

    def test_the_part_named_as_start(self) -> None:
        data = NEWSLETTER.replace(b"boundary=xx", b"boundary=xx; start=two").replace(
            b"Content-Type: text/html", b"Content-ID: two\nContent-Type: text/html"
        )
        assert load(Page("a.mht", data)).data == b"<html><p>caf\xe9</p>"

    def test_parts_in_parts_end_somewhere(self) -> None:
        data = b"Content-Type: text/html\n\n" + HTML
        for i in range(50):
            data = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%b\n--b%d--\n" % (
                i,
                i,
                data,
                i,
            )
        with pytest.raises(InputError, match="without a text"):
            load(Page("a.mht", b"MIME-Version: 1.0\n" + data))

    @pytest.mark.parametrize("cut", [300, 400, 590])
    def test_cut_off(self, cut: int) -> None:
        with pytest.raises(InputError, match="cut off"):
            load(Page("a.mht", MHTML[:cut]))

    def test_a_text_with_a_header_of_its_own_stays(self) -> None:
        text = b"Title: Rain\nAuthor: Ada Pine\n\nIt rained.\n"
        assert load(Page("a.txt", text)).data == text


class TestHttp:
    def test_headers_are_read_and_taken_off(self) -> None:
        head = b"HTTP/2 200 \r\ncontent-type: text/html; charset=windows-1251\r\n"
        page = load(Page("a", head + b"date: Tue, 05 Mar 2024 10:00:00 GMT\r\n\r\n" + HTML))
        assert (page.data, page.charset) == (HTML, "windows-1251")
        assert (page.container, page.saved) == ("http", MARCH)

    def test_redirects(self) -> None:
        head = b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n"
        assert load(Page("a", head + HTML)).data == HTML

    @pytest.mark.parametrize(
        ("field", "data"),
        [
            (b"Transfer-Encoding: chunked", b"6\r\n<html>\r\n4;x=y\r\n<p>a\r\n0\r\n\r\n"),
            (b"Content-Encoding: gzip", gzip.compress(b"<html><p>a", mtime=0)),
            (b"Content-Encoding: deflate", zlib.compress(b"<html><p>a")),
            (b"Content-Encoding: deflate", zlib.compress(b"<html><p>a")[2:-4]),
            (b"Content-Encoding: gzip", b"<html><p>a"),  # the header lies
            (b"Content-Encoding: br", b"<html><p>a"),
            (b"Transfer-Encoding: chunked", b"<html><p>a"),
        ],
    )
    def test_the_payload_is_decoded(self, field: bytes, data: bytes) -> None:
        assert load(Page("a", b"HTTP/1.1 200 OK\r\n" + field + b"\r\n\r\n" + data)).data == (
            b"<html><p>a"
        )

    def test_a_bomb_is_stopped(self) -> None:
        data = b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n" + zlib.compress(b"x" * 999)
        with pytest.raises(InputError, match="limit of 500 bytes"):
            load(Page("a", data), max_size=500)


class TestViewSource:
    SOURCE = '<!DOCTYPE html>\n<p class="x">A &amp; B</p>'

    def test_chromium(self) -> None:
        view = (
            '<html><head></head><body><div class="line-gutter-backdrop"></div><table><tbody>'
            '<tr><td class="line-number" value="1"></td><td class="line-content">'
            '<span class="html-doctype">&lt;!DOCTYPE html&gt;</span></td></tr>'
            '<tr><td class="line-number" value="2"></td><td class="line-content">'
            '<span class="html-tag">&lt;p <span class="html-attribute-name">class</span>='
            '"<span class="html-attribute-value">x</span>"&gt;</span>A &amp;amp; B'
            '<span class="html-tag">&lt;/p&gt;</span></td></tr></tbody></table></body></html>'
        )
        page = load(Page("a.html", view.encode()))
        assert page.data == self.SOURCE.encode()
        assert (page.container, page.charset) == ("view-source", "utf-8")

    def test_firefox(self) -> None:
        view = (
            "<!DOCTYPE html><html><head><title>view-source:https://harbour.example/a</title>"
            '</head><body id="viewsource" class="highlight"><pre id="line1">'
            '<span class="doctype">&lt;!DOCTYPE html&gt;</span><span>\n</span>'
            '<span id="line2"></span>&lt;<span class="start-tag">p</span> class="<a>x</a>"&gt;'
            "A &amp;amp; B&lt;/p&gt;\n</pre></body></html>"
        )
        page = load(Page("a.html", view.encode()))
        assert (page.data or b"").decode() == self.SOURCE
        assert page.url == "https://harbour.example/a"

    def test_a_page_that_shows_code_stays(self) -> None:
        page = b'<html><table><td class="line-content">x = 1</td></table></html>'
        assert load(Page("a.html", page)).data == page
