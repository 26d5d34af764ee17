"""Folders that are something as a whole, and what newsclean itself wrote among the pages."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from newsclean import Article, Counting, Extract, Page, pipeline
from newsclean.export import format_names, load_format
from newsclean.pages import Passed, find

from ..conftest import Command
from ..hostile import page as html
from ..hostile import pages

INDEX = {
    "url": "https://harbour.example/ferry",
    "timestamp": "1709632800.5",
    "title": "Ferry",
    "history": {"wget": [{"status": "succeeded", "output": "harbour.example/ferry.html"}]},
    "canonical": {"wget_path": "harbour.example/ferry.html"},
}
FORMS = [
    "singlefile.html",
    "output.html",
    "harbour.example/ferry.html",
    "readability/content.html",
    "htmltotext.txt",
]


def write(folder: Path, index: Any = INDEX, forms: list[str] = FORMS) -> Path:
    """A folder as ArchiveBox leaves it."""
    for name in forms:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(html(1), "utf-8")
    (folder / "index.json").write_text(json.dumps(index), "utf-8")
    (folder / "index.html").write_text("<html><p>Files of this snapshot</p></html>", "utf-8")
    return folder


class TestArchiveBox:
    def test_a_snapshot_gives_its_page_once(self, tmp_path: Path) -> None:
        for number in range(3):
            write(tmp_path / "archive" / str(number))
        ledger = Counting()
        found = list(pipeline([tmp_path], Extract(), ledger=ledger))
        assert len(found) == 3
        assert {a.source.container for a in found} == {"archivebox"}
        assert {a.source.saved for a in found} == {"2024-03-05T10:00:00Z"}
        assert ledger.tally.inputs == 3

    def test_the_fullest_form_is_taken(self, tmp_path: Path) -> None:
        for number in range(len(FORMS)):
            folder = write(tmp_path / str(number), forms=FORMS[number:])
            taken, *others = find([str(folder)])
            assert isinstance(taken, Page)
            assert Path(taken.path) == folder / FORMS[number]
            assert (taken.url, taken.saved) == (
                "https://harbour.example/ferry",
                datetime(2024, 3, 5, 10, tzinfo=timezone.utc),
            )
            assert all(isinstance(other, Passed) for other in others)

    @pytest.mark.parametrize("place", ["../../secret.html", "/etc/hosts", "a\0b", 7, "link.html"])
    def test_an_index_leads_nowhere_else(self, place: object, tmp_path: Path) -> None:
        (tmp_path / "secret.html").write_text(html(2))
        folder = tmp_path / "data" / "1"
        folder.mkdir(parents=True)
        (folder / "link.html").symlink_to(tmp_path / "secret.html")
        write(
            folder, {**INDEX, "history": {}, "canonical": {"wget_path": place}}, ["htmltotext.txt"]
        )
        taken, *_ = find([str(folder)])
        assert Path(taken.path).name == "htmltotext.txt"

    @pytest.mark.parametrize("index", [{}, [], {"url": "x"}, {"url": 1, "timestamp": 2}])
    def test_another_folder_with_an_index_is_read_as_any(self, index: Any, tmp_path: Path) -> None:
        write(tmp_path, index, ["singlefile.html", "output.html"])
        found = [Path(f.path).name for f in find([str(tmp_path)]) if isinstance(f, Page)]
        assert found == ["index.html", "output.html", "singlefile.html"]


MAIL = "From: a@b.example\nTo: c@d.example\nSubject: {}\n\nIt rained.\n"


def test_a_maildir_gives_every_mail_that_is_delivered(tmp_path: Path) -> None:
    box = tmp_path / "Maildir"
    for folder in ("cur", "new", "tmp", ".News/cur", ".News/new", ".News/tmp", ".git"):
        (box / folder).mkdir(parents=True)
    (box / "cur" / "1.host:2,S").write_text(MAIL.format("One"))
    (box / "new" / "2.host").write_text(MAIL.format("Two"))
    (box / "tmp" / "3.host").write_text(MAIL.format("Half"))
    (box / ".News" / "cur" / "4.host:2,").write_text(MAIL.format("Three"))
    (box / ".git" / "x").write_text("x")
    (box / "dovecot-uidlist").write_text("3 V1 N2\n")
    found = list(find([str(tmp_path)]))
    taken = [f for f in found if isinstance(f, Page)]
    assert [Path(f.path).name for f in taken] == ["4.host:2,", "1.host:2,S", "2.host"]
    assert {Path(f.path).name for f in found if isinstance(f, Passed)} == {
        *("tmp", ".git", "dovecot-uidlist")
    }
    assert taken[1].called == "1.host"


def ids(*inputs: str) -> list[str]:
    return [article.id for article in pipeline(list(inputs), Extract())]


def test_ids_do_not_depend_on_how_a_path_is_spelt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "p", 3)
    monkeypatch.chdir(tmp_path)
    expected = ids("p/")
    assert len(set(expected)) == 3
    assert ids("./p") == ids(str(folder)) == ids("../" + tmp_path.name + "/p") == expected
    folder.rename("q")
    assert ids("q") == expected
    Path("q/p000.html").rename("q/other.html")
    assert len(set(ids("q")) & set(expected)) == 2


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_a_run_does_not_read_what_earlier_ones_wrote(
    form: str, tmp_path: Path, newsclean: Command
) -> None:
    pages(tmp_path / "saved", 4)
    written = []
    for _ in range(3):
        ended = newsclean("extract", ".", "export", "-f", form, "-o", "articles/", cwd=tmp_path)
        assert ended.code == 0, ended.stderr
        assert "4 pages: 4 done; 4 records" in ended.stderr
        written.append(sorted(p.name for p in (tmp_path / "articles").iterdir()))
    assert len(written[0]) == 4
    assert written[0] == written[1] == written[2]


def test_no_format_that_lies_among_the_pages_is_read(tmp_path: Path, newsclean: Command) -> None:
    pages(tmp_path / "saved", 4)
    words: list[str] = []
    for form in set(format_names()) - {"parquet"}:  # which takes a library
        words += ["export", "-o", f"all{load_format(form).SUFFIX}"]
    for style in ("hugo", "jekyll", "obsidian"):
        words += ["export", "-f", "markdown", "--front-matter", style, "-o", f"{style}/"]
    assert newsclean("extract", "saved", *words, cwd=tmp_path).code == 0
    assert (tmp_path / "all.html").exists()
    ended = newsclean("extract", ".", cwd=tmp_path)
    assert "4 pages: 4 done; 4 records" in ended.stderr


def test_what_newsclean_wrote_is_read_where_it_is_asked_for(
    tmp_path: Path, newsclean: Command
) -> None:
    pages(tmp_path / "saved", 1)
    newsclean("extract", "saved", "export", "-f", "markdown", "-o", "a/", cwd=tmp_path)
    (file,) = (tmp_path / "a").iterdir()
    (article,) = Extract().open(Page(str(file)))
    assert isinstance(article, Article)
    assert article.title == "Ferry number 0 leaves the harbour of Lindenmouth"
