"""WARC files: responses in order, bounds, damage, encodings."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.pages import Page, Passed, find, load
from newsclean.stage import Reject
from newsclean.system.errors import InputError

from .opened import HTML, MARCH, pages, read, reasons, zipped


def record(
    url: str,
    payload: bytes,
    *,
    type: str = "response",
    status: str = "200 OK",
    fields: str = "Content-Type: text/html; charset=iso-8859-2",
) -> bytes:
    block = payload
    kind = fields.partition(": ")[2]
    if type == "response":
        block = f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode() + payload
        kind = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


class TestWarc:
    @pytest.fixture(autouse=True)
    def needs_fastwarc(self) -> Iterator[None]:
        pytest.importorskip("fastwarc")
        yield

    RECORDS = (
        record("https://harbour.example/a", HTML),
        record("https://harbour.example/gz", gzip.compress(HTML), fields="Content-Encoding: gzip"),
        record("https://harbour.example/404", HTML, status="404 Not Found"),
        record("https://harbour.example/a.css", b"x", fields="Content-Type: text/css"),
        record("https://harbour.example/a", b"GET / HTTP/1.1\r\n\r\n", type="request"),
        record("https://harbour.example/robots.txt", b"x", fields="Content-Type: text/plain"),
        record("https://harbour.example/r", HTML, type="resource"),
        record("https://harbour.example/w", b"t", type="conversion", fields="A: text/plain"),
    )

    @pytest.mark.parametrize("packed", [False, True])
    def test_pages_that_were_fetched_well(self, packed: bool) -> None:
        records = map(gzip.compress, self.RECORDS) if packed else self.RECORDS
        found = read(b"".join(records))
        assert pages(found) == {
            "-/https://harbour.example/a": HTML,
            "-/https://harbour.example/gz": HTML,
            "-/https://harbour.example/r": HTML,
            "-/https://harbour.example/w": b"t",
        }
        assert set(reasons(found).values()) == {
            "HTTP status 404",
            "of type text/css",
            "no page by its name",
        }
        page = found[0]
        assert isinstance(page, Page)
        assert (page.url, page.charset) == ("https://harbour.example/a", "iso-8859-2")
        assert (page.container, page.saved, page.explicit) == ("warc", MARCH, False)

    @pytest.mark.parametrize("packed", [False, True, None])
    def test_an_archive_on_the_disk_gives_the_same(
        self, packed: bool | None, tmp_path: Path
    ) -> None:
        """Compressed record by record, not at all, or (which the format forbids) as a whole."""
        records = map(gzip.compress, self.RECORDS) if packed else self.RECORDS
        data = b"".join(records) if packed is not None else gzip.compress(b"".join(self.RECORDS))
        path = tmp_path / "crawl.warc"
        path.write_bytes(data)
        piped = [load(f) for f in read(data) if isinstance(f, Page)]
        on_disk = [load(f) for f in find([str(path)]) if isinstance(f, Page)]
        assert len(on_disk) == 4
        assert [(p.data, p.url, p.charset, p.saved, p.name) for p in on_disk] == [
            (p.data, p.url, p.charset, p.saved, p.name) for p in piped
        ]
        assert [p.path for p in on_disk] == [p.path.replace("-", str(path), 1) for p in piped]

    def test_an_archive_that_changes_while_it_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "crawl.warc"
        path.write_bytes(b"".join(self.RECORDS))
        listed = [f for f in find([str(path)]) if isinstance(f, Page)]
        path.write_bytes(b"".join(reversed(self.RECORDS)))
        for page in listed:
            with pytest.raises(InputError, match="has changed"):
                load(page)

    def test_many_records_that_are_no_pages_do_not_end_it(self) -> None:
        small = record("https://harbour.example/x", b"", type="metadata")
        found = read(small * 120_000 + self.RECORDS[0])
        assert list(pages(found)) == ["-/https://harbour.example/a"]

    def test_a_bomb_of_empty_records_is_stopped(self) -> None:
        small = record("https://harbour.example/x", b"", type="metadata")
        found = read(gzip.compress(small * 30_000), max_size=1000)
        assert "decompression bomb" in reasons(found)["-"]

    def test_a_broken_archive_gives_what_can_be_read(self) -> None:
        cut = self.RECORDS[0] + self.RECORDS[1][:-20]
        found = read(cut)
        assert list(pages(found)) == ["-/https://harbour.example/a"]
        assert "ends in the middle" in reasons(found)["-/https://harbour.example/gz"]

    @pytest.mark.parametrize("packed", [False, True])
    def test_what_stands_behind_a_broken_place_is_read(self, packed: bool) -> None:
        first, second = self.RECORDS[:2]
        if packed:
            first, second = gzip.compress(first), gzip.compress(second)
            broken = first[:60] + b"\xff" * 20 + first[80:]
        else:
            broken = b"nonsense\r\n\r\n" + first.replace(b"Content-Length: ", b"Content-Length: -")
        found = read(first + broken + broken + second)
        assert "-/https://harbour.example/gz" in pages(found)
        broken_places = [each.reason for each in found if isinstance(each, Reject)]
        assert 1 <= len(broken_places) <= 3
        assert all("broken WARC" in reason for reason in broken_places)
        longer = self.RECORDS[0].replace(b"Content-Length: ", b"Content-Length: 99999999")
        found = read(longer + self.RECORDS[1])
        assert list(pages(found)) == ["-/https://harbour.example/gz"]
        assert "ends in the middle" in reasons(found)["-/https://harbour.example/a"]

    def test_a_large_page_leaves_the_others(self) -> None:
        data = record("https://harbour.example/l", b"x" * 5000) + self.RECORDS[0]
        found = read(data, max_size=4000)
        assert list(pages(found)) == ["-/https://harbour.example/a"]
        assert "limit of 4,000" in reasons(found)["-/https://harbour.example/l"]

    def test_inside_of_a_zip_archive(self) -> None:
        found = read(zipped({"archive/data.warc.gz": gzip.compress(self.RECORDS[0])}))
        assert list(pages(found)) == ["-/archive/data.warc.gz/https://harbour.example/a"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255), st.sampled_from(["zip", "warc", "warc.gz"]))
def test_damaged_archives_never_end_the_run(at: int, byte: int, kind: str) -> None:
    if kind == "zip":
        data = bytearray(zipped({"a.html": HTML, "b.html": HTML}))
    else:
        records = [record("https://harbour.example/a", HTML), record("https://x.example/", b"x")]
        data = bytearray(b"".join(map(gzip.compress, records) if kind == "warc.gz" else records))
    data[at % len(data)] = byte
    for found in read(bytes(data)):
        assert isinstance(found, Page | Passed | Reject)
        if isinstance(found, Reject):
            assert found.reason
            assert "\n" not in found.reason


def test_without_fastwarc_the_reason_names_the_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    found = read(record("https://harbour.example/a", HTML))
    assert reasons(found)["-"].startswith("WARC files need fastwarc: pip install fastwarc (")
