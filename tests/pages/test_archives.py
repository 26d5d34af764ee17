"""Tar archives and compressed files give their pages, and what is hostile in them does no harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tracemalloc
import zipfile
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.pages import Page, Passed, find, load
from newsclean.stage import Reject
from newsclean.system.errors import InputError

HTML = b"<!DOCTYPE html><html><body><p>It rained.</p></body></html>"
MARCH = datetime(2024, 3, 5, 10, tzinfo=timezone.utc)
Pack = Callable[[bytes], bytes]


def zstd(data: bytes) -> bytes:
    library = pytest.importorskip("zstandard")
    packed: bytes = library.ZstdCompressor(write_checksum=True).compress(data)
    return packed


PACKS = [gzip.compress, bz2.compress, lzma.compress, zstd]
WAYS = ["gzip", "bzip2", "xz", "zstd"]
packed_in = pytest.mark.parametrize(("pack", "way"), [*zip(PACKS, WAYS, strict=True)], ids=WAYS)


def read(data: bytes, **options: int) -> list[Page | Passed | Reject]:
    """What is in an archive that comes through standard input."""
    return list(find(["-"], stdin=io.BytesIO(data), **options))


def pages(found: list[Page | Passed | Reject]) -> dict[str, bytes | None]:
    return {f.path: f.data for f in found if isinstance(f, Page)}


def reasons(found: list[Page | Passed | Reject]) -> dict[str, str]:
    return {f.path: f.reason for f in found if not isinstance(f, Page)}


def tarred(members: dict[str, bytes | tarfile.TarInfo], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, content in members.items():
            if isinstance(content, tarfile.TarInfo):
                archive.addfile(content)
                continue
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), int(MARCH.timestamp())
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def special(name: bytes, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name.decode())
    info.type, info.linkname = kind, target
    return info


class TestCompression:
    @packed_in
    def test_a_page_is_unpacked(self, pack: Pack, way: str, tmp_path: Path) -> None:
        path = tmp_path / "page.html.packed"
        path.write_bytes(pack(HTML))
        (found,) = find([str(tmp_path)])
        assert isinstance(found, Page)
        page = load(found)
        assert (page.data, page.container) == (HTML, way)

    @packed_in
    def test_several_in_a_row_and_what_follows_them(self, pack: Pack, way: str) -> None:
        parts = pack(b"<html><p>One,") + pack(b" two.</p></html>")
        assert load(Page("a", parts)).data == b"<html><p>One, two.</p></html>"
        if way != "zstd":
            assert load(Page("a", pack(HTML) + b"\0\0\0 and rubbish")).data == HTML

    @packed_in
    def test_cut_off_or_broken(self, pack: Pack, way: str) -> None:
        whole = pack(HTML * 100 + bytes(range(256)) * 9)
        with pytest.raises(InputError, match="too early"):
            load(Page("a", whole[:-9]))
        with pytest.raises(InputError, match=r"broken|too early"):
            load(Page("a", whole[:30] + b"\xff" * 30 + whole[60:]))

    @packed_in
    def test_a_bomb_takes_no_memory(self, pack: Pack, way: str) -> None:
        bomb = pack(b"\0" * 40_000_000)
        tracemalloc.start()
        with pytest.raises(InputError, match="limit of 1,000,000 bytes"):
            load(Page("a", bomb), max_size=1_000_000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 36_000_000

    def test_a_window_that_takes_too_much_memory_is_refused(self) -> None:
        # Made with a dictionary of a gigabyte, which is what reading it would take.
        data = b64decode(
            "/Td6WFoAAAFpIt42AgAhASQAAABeH8f5AQAdPGh0bWw+PHA+SXQgcmFpbmVkLjwvcD48L2h0"
            "bWw+AAAAaI9zQwABMh453Pk3kEKZDQEAAAAAAVla"
        )
        with pytest.raises(InputError, match="too much memory"):
            load(Page("a", data))

    def test_a_text_that_begins_like_a_bzip2_file(self) -> None:
        assert load(Page("a.txt", b"BZh5 is a note of the choir.")).container is None


def test_what_is_compressed_and_no_page_is_passed_over_however_large(tmp_path: Path) -> None:
    (tmp_path / "disk.img.gz").write_bytes(gzip.compress(b"\x7fELF" + b"\0" * 30_000_000))
    (tmp_path / "notes.xz").write_bytes(lzma.compress(b"It rained."))
    found = {Path(f.path).name: f for f in find([str(tmp_path)])}
    assert isinstance(found["disk.img.gz"], Passed)
    assert isinstance(found["notes.xz"], Page)


class TestTar:
    @pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
    def test_members_are_pages(self, form: int) -> None:
        long = "/".join(["year"] * 30) + "/a.html"
        found = read(tarred({"b.html": HTML, "café.txt": b"text", long: HTML, "s.css": b"x"}, form))
        assert pages(found) == {"-/b.html": HTML, "-/café.txt": b"text", f"-/{long}": HTML}
        assert reasons(found) == {"-/s.css": "a style sheet"}
        page = found[0]
        assert isinstance(page, Page)
        assert (page.container, page.saved, page.explicit) == ("tar", MARCH, False)

    def test_a_name_too_long_for_its_header(self) -> None:
        name = "x" * 300 + ".html"
        for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
            assert pages(read(tarred({name: HTML, "b.html": HTML}, form))) == {
                f"-/{name}": HTML,
                "-/b.html": HTML,
            }

    @packed_in
    def test_compressed_as_a_whole(self, pack: Pack, way: str, tmp_path: Path) -> None:
        path = tmp_path / "pages.tar.packed"
        path.write_bytes(pack(tarred({"a.html": HTML, "b.html": HTML})))
        found = list(find([str(tmp_path)]))
        assert [Path(f.path).name for f in found] == ["a.html", "b.html"]
        assert {f.container for f in found if isinstance(f, Page)} == {f"{way}/tar"}

    @packed_in
    def test_one_that_is_cut_off_gives_what_can_be_read(self, pack: Pack, way: str) -> None:
        members = {f"{i}.html": bytes([i]) * 3000 for i in range(9)}
        whole = tarred(members)
        found = read(pack(whole)[: -len(pack(b"")) - 4] if way == "gzip" else pack(whole[:9000]))
        assert "-/0.html" in pages(found)
        assert any("too early" in why or "ends in" in why for why in reasons(found).values())

    def test_what_leads_elsewhere_is_passed_over(self) -> None:
        members: dict[str, bytes | tarfile.TarInfo] = {
            "link": special(b"link.html", tarfile.SYMTYPE, "/etc/passwd"),
            "hard": special(b"hard.html", tarfile.LNKTYPE, "../../secret"),
            "dev": special(b"dev.html", tarfile.CHRTYPE),
            "fifo": special(b"fifo.html", tarfile.FIFOTYPE),
            "folder": special(b"folder", tarfile.DIRTYPE),
            "a.html": HTML,
        }
        found = read(tarred(members))
        assert pages(found) == {"-/a.html": HTML}
        assert reasons(found) == {
            "-/link.html": "a link",
            "-/hard.html": "a link",
            "-/dev.html": "a device",
            "-/fifo.html": "a FIFO",
        }

    def test_names_that_climb_write_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.tar").write_bytes(
            tarred({"../../out.html": HTML, "/tmp/abs.html": HTML})
        )
        found = list(find([str(tmp_path / "in")]))
        assert [f.data for f in found if isinstance(f, Page)] == [HTML, HTML]
        assert {p.name for p in tmp_path.rglob("*")} == {"in", "a.tar"}

    def test_parts_of_a_page_are_known_wherever_they_stand(self) -> None:
        found = read(tarred({"a_files/ad.html": HTML, "a.html": HTML, "b_files/x.html": HTML}))
        assert set(pages(found)) == {"-/a.html", "-/b_files/x.html"}
        assert reasons(found) == {"-/a_files/ad.html": "part of a page saved complete"}

    def test_archives_in_archives(self) -> None:
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("c.html", HTML)
        inner = tarred({"b.html": HTML})
        found = read(tarred({"in.tar.gz": gzip.compress(inner), "in.zip": zipped.getvalue()}))
        assert pages(found) == {"-/in.tar.gz/b.html": HTML, "-/in.zip/c.html": HTML}

    def test_archives_in_archives_end_somewhere(self) -> None:
        data = tarred({"a.html": HTML})
        for _ in range(10):
            data = tarred({"x": lzma.compress(data)})
        (found,) = read(data)
        assert isinstance(found, Reject)
        assert "nested too deep" in found.reason

    def test_a_large_member_leaves_the_others(self) -> None:
        found = read(tarred({"a.html": b"x" * 5000, "b.html": HTML}), max_size=1000)
        assert pages(found) == {"-/b.html": HTML}
        assert "limit of 1,000 bytes" in reasons(found)["-/a.html"]

    def test_a_bomb_is_stopped_at_the_size_of_its_file(self) -> None:
        members = {f"{i}.html": b"\0" * 9000 for i in range(2000)}
        found = read(lzma.compress(tarred(dict(members))), max_size=10_000)
        assert 0 < len(pages(found)) < 1000
        assert "decompression bomb" in reasons(found)["-"]

    def test_bombs_in_one_archive_share_its_bounds(self) -> None:
        inner = tarred({f"{i}.html": b"\0" * 9000 for i in range(20)})
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(60):
                archive.writestr(f"{i}.tar", inner)
        found = read(whole.getvalue(), max_size=10_000)
        size = sum(len(data or b"") for data in pages(found).values())
        assert 0 < size <= 200 * len(whole.getvalue()) + 10_000 < 60 * len(inner)
        assert "decompression bomb" in " ".join(reasons(found).values())

    def test_a_header_of_any_length_is_refused(self) -> None:
        info = tarfile.TarInfo("././@LongLink")
        info.type, info.size = b"L", 8 << 30
        data = info.tobuf(tarfile.GNU_FORMAT) + b"a" * 5000
        assert "a header that is too long" in reasons(read(data))["-"]

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_any_damage_ends_well(self, data: st.DataObject) -> None:
        whole = bytearray(tarred({"a.html": HTML, "x" * 200 + ".html": HTML, "b.txt": b"rain"}))
        for _ in range(data.draw(st.integers(1, 6))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        for found in read(bytes(whole[: data.draw(st.integers(600, len(whole)))])):
            assert isinstance(found, Page | Passed | Reject)


def test_a_zip_archive_of_far_too_many_members_is_refused() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.html", HTML)
    data = bytearray(whole.getvalue())
    data[-10:-6] = (33_000_000).to_bytes(4, "little")  # the directory's size
    assert "too many members" in reasons(read(bytes(data)))["-"]


def test_without_its_library_zstd_names_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zstd(HTML)
    (tmp_path / "a.html.zst").write_bytes(data)
    for name in ("zstandard", "compression.zstd"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    (found,) = find([str(tmp_path / "a.html.zst")])
    assert isinstance(found, Reject)
    assert "pip install zstandard (" in found.reason
