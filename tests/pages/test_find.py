"""Inputs are found in a fixed order, and each is a page, passed over, or refused with a reason."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from newsclean.pages import Page, Passed, find, read_list
from newsclean.stage import Reject
from newsclean.system.errors import InputError

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")
HTML = b"<html><p>It rained.</p></html>"


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(HTML)


def pages(*inputs: Path | str) -> list[str]:
    return [f.path for f in find(map(str, inputs)) if isinstance(f, Page)]


def passed(*inputs: Path | str) -> dict[str, str]:
    return {f.path: f.reason for f in find(map(str, inputs)) if isinstance(f, Passed)}


def rejects(*inputs: Path | str) -> dict[str, str]:
    return {f.path: f.reason for f in find(map(str, inputs)) if isinstance(f, Reject)}


def under(root: Path, paths: list[str]) -> list[str]:
    return [Path(path).relative_to(root).as_posix() for path in paths]


def test_folders_are_read_whole_and_sorted_by_the_parts_of_the_path(tmp_path: Path) -> None:
    write(tmp_path, "b.html", "a/z.html", "a/b/c.txt", "a-1.html", "c", "B.html", "é.html")
    expected = ["B.html", "a/b/c.txt", "a/z.html", "a-1.html", "b.html", "c", "é.html"]
    assert under(tmp_path, pages(tmp_path)) == expected


def test_named_inputs_keep_their_order_and_their_form(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path, "b.html", "a.html", "sub/c.html")
    monkeypatch.chdir(tmp_path)
    assert pages("b.html", "./a.html", "sub") == ["b.html", "./a.html", "sub/c.html"]


def test_named_files_must_be_pages_and_met_files_need_not(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "style.css")
    named = [f for f in find([str(tmp_path / "style.css")]) if isinstance(f, Page)]
    assert [page.explicit for page in named] == [True]
    met = [f for f in find([str(tmp_path)]) if isinstance(f, Page)]
    assert [page.explicit for page in met] == [False]


def test_what_is_no_page_is_passed_over_with_a_reason(tmp_path: Path) -> None:
    names = {
        "app.js": "a script",
        "STYLE.CSS": "a style sheet",
        "style.css?v=3": "a style sheet",
        "photo.JPG": "an image",
        "a.woff2": "a font",
        "clip.mp4": "a video",
        "data.json": "data",
        "paper.pdf": "an office document",
        ".DS_Store": "hidden",
        "robots.txt": "no page by its name",
    }
    write(tmp_path, "story.html", "story.php", "story", "v. 2.html", "index.html?id=3", *names)
    assert passed(tmp_path) == {str(tmp_path / name): reason for name, reason in names.items()}
    assert len(pages(tmp_path)) == 5


def test_hidden_folders_are_not_entered(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.html", "b.html")
    assert under(tmp_path, pages(tmp_path)) == ["b.html"]
    assert passed(tmp_path) == {str(tmp_path / ".git"): "hidden"}


@pytest.mark.parametrize("ending", ["_files", "-Dateien", "_fichiers", ".files", "_archivos"])
@pytest.mark.parametrize("page", ["A storm.html", "A storm.htm", "A storm.html.gz", "A storm"])
def test_a_page_saved_complete_is_one_page(tmp_path: Path, page: str, ending: str) -> None:
    write(tmp_path, page, f"A storm{ending}/ad.html", f"A storm{ending}/deep/frame.html")
    assert under(tmp_path, pages(tmp_path)) == [page]
    assert set(passed(tmp_path).values()) == {"part of a page saved complete"}
    assert len(passed(tmp_path)) == 2


def test_a_shell_that_names_page_and_companion_folder_gives_one_page(tmp_path: Path) -> None:
    write(tmp_path, "storm.html", "storm_files/ad.html")
    assert under(tmp_path, pages(tmp_path / "storm.html", tmp_path / "storm_files")) == [
        "storm.html"
    ]


def test_a_folder_without_its_page_is_a_folder_of_pages(tmp_path: Path) -> None:
    write(tmp_path, "storm_files/a.html", "other.html")
    assert under(tmp_path, pages(tmp_path)) == ["other.html", "storm_files/a.html"]


def test_missing_inputs_are_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    inputs = [tmp_path / "no.html", tmp_path / "a.html", tmp_path / "a.html" / "b", "", "x\0y"]
    assert under(tmp_path, pages(*inputs)) == ["a.html"]
    assert set(rejects(*inputs).values()) == {"no such file or folder"}
    assert len(rejects(*inputs)) == 4


@posix
def test_special_files_are_refused_without_being_opened(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    os.mkfifo(tmp_path / "pipe.html")
    assert under(tmp_path, pages(tmp_path, "/dev/null")) == ["a.html"]
    found = rejects(tmp_path, tmp_path / "pipe.html", "/dev/null")
    assert found[str(tmp_path / "pipe.html")].startswith("a FIFO")
    assert found["/dev/null"].startswith("a device")


@posix
def test_links_to_nothing_and_in_circles_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "sub/b.html")
    (tmp_path / "dead.html").symlink_to("nowhere")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "sub" / "up").symlink_to("..")
    assert under(tmp_path, pages(tmp_path)) == ["a.html", "sub/b.html"]
    assert rejects(tmp_path) == {
        str(tmp_path / "dead.html"): "a link to a file that does not exist",
        str(tmp_path / "one"): "a link that leads in a circle",
        str(tmp_path / "two"): "a link that leads in a circle",
        str(tmp_path / "sub" / "up"): "a link back to a folder that holds it; not followed",
    }


@posix
def test_linked_folders_are_read_once(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    write(root, "real/a.html")
    write(elsewhere, "b.html")
    (root / "link").symlink_to("real")
    (root / "out").symlink_to(elsewhere)
    (root / "out2").symlink_to(elsewhere)
    assert under(root, pages(root)) == ["out/b.html", "real/a.html"]
    assert set(under(root, list(passed(root)))) == {"link", "out2"}


@posix
def test_a_linked_file_is_a_page(tmp_path: Path) -> None:
    write(tmp_path, "real/a.html")
    (tmp_path / "b.html").symlink_to("real/a.html")
    assert pages(tmp_path / "b.html") == [str(tmp_path / "b.html")]


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "shut/a.html", "b.html")
    (tmp_path / "shut").chmod(0)
    try:
        assert rejects(tmp_path) == {str(tmp_path / "shut"): "no permission to read it"}
    finally:
        (tmp_path / "shut").chmod(stat.S_IRWXU)


@posix
def test_names_that_are_not_utf_8_are_found(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.html")
    try:
        with open(name, "wb") as stream:  # noqa: PTH123
            stream.write(HTML)
    except OSError:
        pytest.skip("the file system wants UTF-8")
    assert pages(tmp_path) == [name]


def test_very_deep_folders_do_not_exhaust_the_stack(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    deep = "/".join(["d"] * 300)
    Path(deep).mkdir(parents=True)
    (Path(deep) / "a.html").write_bytes(HTML)
    assert pages("d") == [f"{deep}/a.html"]


def test_folder_is_listed_again_the_same(tmp_path: Path) -> None:
    write(tmp_path, *(f"{i % 7}/{i}.html" for i in range(60)))
    assert pages(tmp_path) == pages(tmp_path)
    assert len(pages(tmp_path)) == 60


class TestStandardInput:
    def test_it_is_a_page(self) -> None:
        assert list(find(["-"], stdin=io.BytesIO(HTML))) == [Page("-", HTML)]

    def test_it_is_read_once(self) -> None:
        _, second = find(["-", "-"], stdin=io.BytesIO(HTML))
        assert isinstance(second, Reject)
        assert second.reason == "standard input was read already"

    def test_it_is_bounded(self) -> None:
        (found,) = find(["-"], stdin=io.BytesIO(b"x" * 1001), max_size=1000)
        assert isinstance(found, Reject)
        assert "limit of 1,000 bytes" in found.reason

    def test_it_may_be_an_archive(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a.html", HTML)
        packed.seek(0)
        (page,) = find(["-"], stdin=packed, max_size=100)
        assert isinstance(page, Page)
        assert (page.path, page.data) == ("-/a.html", HTML)


class TestList:
    @pytest.fixture
    def listing(self, tmp_path: Path) -> Callable[..., list[str]]:
        def names(content: bytes, *, null: bool = False) -> list[str]:
            path = tmp_path / "list"
            path.write_bytes(content)
            return list(read_list(str(path), null=null))

        return names

    def test_lines(self, listing: Callable[..., list[str]]) -> None:
        assert listing(b"a.html\nb c.html\r\n\n  d\nlast") == ["a.html", "b c.html", "  d", "last"]

    def test_nul(self, listing: Callable[..., list[str]]) -> None:
        assert listing(b"a\nb.html\0c\0", null=True) == ["a\nb.html", "c"]

    @posix
    def test_any_bytes_name_a_file(self, listing: Callable[..., list[str]]) -> None:
        (name,) = listing(b"caf\xe9.html\n")
        assert os.fsencode(name) == b"caf\xe9.html"

    def test_long_lists_are_read_in_pieces(self, listing: Callable[..., list[str]]) -> None:
        expected = [f"folder/{i}.html" for i in range(20_000)]
        assert listing("\n".join(expected).encode()) == expected

    def test_what_is_no_list_is_refused(self, listing: Callable[..., list[str]]) -> None:
        with pytest.raises(InputError, match="not a list"):
            listing(gzip.compress(b"") + b"\1" * 200_000)

    def test_a_missing_list_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file"):
            list(read_list(str(tmp_path / "no"), null=False))
