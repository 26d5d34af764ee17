"""A page is read, decompressed and unpacked within its bounds."""

from __future__ import annotations

import gzip
import os
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.pages import Page, load
from newsclean.system.errors import InputError

HTML = b"<!DOCTYPE html><html><body><p>It rained.</p></body></html>"


def of(data: bytes, name: str = "page.html") -> Page:
    return load(Page(name, data))


def test_a_file_has_its_bytes_and_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(HTML)
    os.utime(path, (0, 1_709_632_800))
    page = load(Page(str(path)))
    assert (page.data, page.container, page.url) == (HTML, None, None)
    assert page.saved == datetime(2024, 3, 5, 10, tzinfo=timezone.utc)


def test_the_time_of_many_files_at_once_is_that_of_unpacking(tmp_path: Path) -> None:
    for number in range(60):
        path = tmp_path / f"{number}.html"
        path.write_bytes(HTML)
        os.utime(path, (0, 1_709_632_800 + number // 50))
    slow = tmp_path / "slow.html"
    slow.write_bytes(HTML)
    os.utime(slow, (0, 1_709_632_900))
    assert load(Page(str(tmp_path / "7.html"))).saved is None
    assert load(Page(str(slow))).saved == datetime(2024, 3, 5, 10, 1, 40, tzinfo=timezone.utc)


def test_gzip_is_told_by_content(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(gzip.compress(HTML))
    page = load(Page(str(path)))
    assert (page.data, page.container) == (HTML, "gzip")


def test_gzip_of_several_parts_and_with_padding() -> None:
    assert of(gzip.compress(HTML) + gzip.compress(b"more")).data == HTML + b"more"
    assert of(gzip.compress(HTML) + b"\0" * 512).data == HTML
    assert of(gzip.compress(HTML) + b"trailing").data == HTML
    assert of(gzip.compress(b"")).data == b""


@pytest.mark.parametrize("cut", [3, 9, 12, 30])
def test_gzip_cut_off(cut: int) -> None:
    with pytest.raises(InputError, match="gzip"):
        of(gzip.compress(HTML)[:cut])


def test_gzip_damaged() -> None:
    packed = bytearray(gzip.compress(HTML * 50))
    packed[20] ^= 0xFF
    with pytest.raises(InputError, match="broken gzip"):
        of(bytes(packed))


def test_a_decompression_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 30_000_000))
    with pytest.raises(InputError, match="larger than the limit of 20,000,000 bytes"):
        of(bomb)
    with pytest.raises(InputError, match="larger than the limit of 10 bytes"):
        load(Page("a", gzip.compress(b"x" * 11)), max_size=10)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"x" * 101)
    with pytest.raises(InputError, match="limit of 100 bytes"):
        load(Page(str(path)), max_size=100)
    assert load(Page(str(path)), max_size=101).data == b"x" * 101


def test_a_file_that_vanished_or_is_none(tmp_path: Path) -> None:
    for path in (tmp_path / "no.html", tmp_path, Path("/dev/null")):
        with pytest.raises(InputError) as caught:
            load(Page(str(path)))
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_a_fifo_in_a_files_place_does_not_hold_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    with pytest.raises(InputError, match="not a plain file"):
        load(Page(str(tmp_path / "a.html")))


class TestMarks:
    """Tools that save pages write the address and the time into them."""

    def test_browsers(self) -> None:
        mark = b"<!DOCTYPE html>\n<!-- saved from url=(0031)https://harbour.example/storm?a=1 -->"
        assert of(mark + HTML).url == "https://harbour.example/storm?a=1"

    def test_single_file(self) -> None:
        mark = (
            b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: "
            b"https://harbour.example/storm \n saved date: Tue Mar 05 2024 10:00:00 GMT+0100 (CET)"
            b"\n-->"
        )
        page = of(mark + HTML)
        assert page.url == "https://harbour.example/storm"
        assert page.saved == datetime(2024, 3, 5, 9, tzinfo=timezone.utc)

    def test_httrack(self) -> None:
        mark = (
            b"<!-- Mirrored from harbour.example/storm.html by HTTrack Website Copier/3.x "
            b"[XR&CO'2014], Tue, 05 Mar 2024 10:00:00 GMT -->"
        )
        page = of(HTML + mark)
        assert page.url == "http://harbour.example/storm.html"
        assert page.saved == datetime(2024, 3, 5, 10, tzinfo=timezone.utc)

    def test_save_page_we(self) -> None:
        mark = (
            b'<meta name="savepage-url" content="https://harbour.example/"><meta '
            b'name="savepage-date" content="Tue Mar 05 2024 10:00:00 GMT-0530 (x)">'
        )
        page = of(HTML + b" " * 9000 + mark)
        assert page.url == "https://harbour.example/"
        assert page.saved == datetime(2024, 3, 5, 15, 30, tzinfo=timezone.utc)

    def test_the_internet_archive(self) -> None:
        page = of(HTML + b"<!--\n  FILE ARCHIVED ON 20:14:08 Mar 05, 2024 AND RETRIEVED -->")
        assert page.saved == datetime(2024, 3, 5, 20, 14, 8, tzinfo=timezone.utc)

    def test_a_mark_knows_better_than_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.html"
        path.write_bytes(HTML + b"<!-- FILE ARCHIVED ON 20:14:08 Mar 05, 2024 AND -->")
        saved = load(Page(str(path))).saved
        assert saved
        assert saved.date().isoformat() == "2024-03-05"

    def test_nonsense_is_ignored(self) -> None:
        page = of(HTML + b"<!-- FILE ARCHIVED ON 99:99:99 Foo 77, 2024 -->")
        assert page.saved is None
        assert of(b"<!-- saved from url=(0011)about:blank -->" + HTML).url is None


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        [
            b"",
            b"\x1f\x8b\x08",
            gzip.compress(b"x" * 50)[:20],
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n\r\n",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; ",
            b"MIME-Version: 1.0\nDate: ",
            b'<body id="viewsource"><pre>',
            b'<div class="line-gutter-backdrop"></div>',
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_are_read_or_refused_in_one_line(start: bytes, rest: bytes) -> None:
    try:
        assert load(Page("a", start + rest)).data is not None
    except InputError as error:
        assert str(error)
        assert "\n" not in str(error)
