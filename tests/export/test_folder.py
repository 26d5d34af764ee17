"""One file per record: readable names that neither collide nor leave the folder."""

import os
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import Article, Block
from newsclean.export import Export, text_formats
from newsclean.export._names import base_name, folded
from newsclean.system.errors import OutputError


def story(
    id: str, title: str | None = "Rain", published: str | None = "2031-04-09", text: str = "Wet."
) -> Article:
    return Article(id=id, title=title, published=published, body=[Block(text=text)])


def export(
    folder, *articles: Article, form: str = "markdown", overwrite: str = "same"
) -> list[str]:
    passed = list(Export(form, f"{folder}/", overwrite).tap(articles))  # type: ignore[arg-type]
    assert passed == list(articles)
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize(
    ("title", "published", "name"),
    [
        (
            "Harbour council: “It’s over!”",
            "2031-04-09T10:00:00Z",
            "2031-04-09-harbour-council-its-over",
        ),
        ("東京で大雨、電車止まる", "2031-04-09", "2031-04-09-東京で大雨-電車止まる"),
        ("Überflutung in Köln", None, "undated-überflutung-in-köln"),
        ("../../etc/passwd", "2031-04", "2031-04-etc-passwd"),
        ("CON", "2031", "2031-con"),
        ("-rf . ~/", "../..", "undated-rf"),
        ("\u202egnp.exe\u200f", "yesterday", "undated-gnp-exe"),
        ("🌊🌊", "2031-04-09", "2031-04-09-untitled"),
        (None, None, "undated-untitled"),
        ("\u3164\ufe0f\u0301", None, "undated-untitled"),
        ("a\0b\nc", None, "undated-a-b-c"),
        ("नमस्ते दुनिया", None, "undated-नमस्ते-दुनिया"),
    ],
)
def test_names_are_readable_and_safe(title, published, name) -> None:
    assert base_name(story("x1", title, published)) == unicodedata.normalize("NFC", name)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.text(max_size=20) | st.dates().map(str))
def test_any_title_makes_a_name_any_file_system_takes(title: str, published: str) -> None:
    name = base_name(story("x1", title, published))
    assert len((name + "-00000000-000000000000000000000000.markdown").encode()) <= 255
    assert name[0] in "u0123456789"
    assert all(unicodedata.category(char)[0] in "LMN" or char == "-" for char in name)
    assert not name.endswith("-")


def test_long_titles_are_cut_between_words() -> None:
    name = base_name(story("x1", "Considerable rain " * 20))
    assert name.endswith(("-rain", "-considerable"))
    assert len(name) <= 91


def test_the_listing_is_in_order_of_date_and_the_undated_come_last(tmp_path) -> None:
    names = export(
        tmp_path / "new" / "folder",
        story("x1", "C", "2031-04-09"),
        story("x2", "B", None),
        story("x3", "A", "2030-12-01T09:00"),
    )
    assert names == ["2030-12-01-a.md", "2031-04-09-c.md", "undated-b.md"]


def test_records_that_want_one_name_all_get_a_file(tmp_path) -> None:
    titles = ["Straße", "STRASSE", "strasse", "Cafe\u0301", "Café", "CAFÉ", "Ｃａｆé", "Café!"]
    articles = [story(f"x{number}", title) for number, title in enumerate(titles)]
    names = export(tmp_path, *articles)
    assert len({folded(name) for name in names}) == len(titles)
    assert export(tmp_path, *articles) == names
    assert export(tmp_path, *reversed(articles)) == names


def test_the_same_record_is_written_anew_and_another_is_not(tmp_path) -> None:
    export(tmp_path, story("x1", text="Old."))
    names = export(tmp_path, story("x2", text="Other."), story("x1", text="New."))
    assert len(names) == 2
    assert "New." in (tmp_path / "2031-04-09-rain.md").read_text()
    (other,) = (tmp_path / name for name in names if name != "2031-04-09-rain.md")
    assert "Other." in other.read_text()


def test_records_with_one_id_and_other_contents_are_both_kept(tmp_path) -> None:
    articles = [story("1", text="One."), story("1", text="Two."), story("1", text="One.")]
    names = export(tmp_path, *articles)
    assert len(names) == 2
    assert export(tmp_path, *articles) == names


def test_a_record_keeps_its_file_when_the_other_of_that_name_is_gone(tmp_path) -> None:
    names = export(tmp_path, story("x1"), story("x2"))
    (tmp_path / "2031-04-09-rain.md").unlink()
    assert export(tmp_path, story("x2")) == [name for name in names if name != "2031-04-09-rain.md"]


@pytest.mark.parametrize("form", text_formats())
def test_running_again_changes_nothing(tmp_path, form) -> None:
    articles = [story("x1"), story("x2"), story("x3", "=Snow")]
    names = export(tmp_path, *articles, form=form)
    assert len(names) == 3
    before = [(tmp_path / name).stat().st_ino for name in names]
    assert export(tmp_path, *articles, form=form) == names
    assert [(tmp_path / name).stat().st_ino for name in names] == before


def test_files_of_others_are_left_alone(tmp_path) -> None:
    (tmp_path / "2031-04-09-RAIN.md").write_text("mine")
    (tmp_path / "2031-04-09-snow.md").mkdir()
    (tmp_path / "2031-04-09-hail.md").write_bytes(b"\xff\x00")
    names = export(tmp_path, story("x1"), story("x2", "Snow"), story("x3", "Hail"))
    assert len(names) == 6
    assert (tmp_path / "2031-04-09-RAIN.md").read_text() == "mine"
    assert (tmp_path / "2031-04-09-hail.md").read_bytes() == b"\xff\x00"


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize("overwrite", ["same", "always", "never"])
def test_links_are_not_followed_out_of_the_folder(tmp_path, overwrite) -> None:
    outside, folder = tmp_path / "outside.md", tmp_path / "out"
    export(folder, story("x1"))
    (folder / "2031-04-09-rain.md").rename(outside)
    before = outside.read_bytes()
    (folder / "2031-04-09-rain.md").symlink_to(outside)
    (folder / "2031-04-09-snow.md").symlink_to(tmp_path / "nowhere.md")
    names = export(folder, story("x1", text="New."), story("x2", "Snow"), overwrite=overwrite)
    assert len(names) == 4
    assert outside.read_bytes() == before
    assert not (tmp_path / "nowhere.md").exists()


def test_overwriting_can_be_forced_or_forbidden(tmp_path) -> None:
    target = tmp_path / "2031-04-09-rain.md"
    target.write_text("mine")
    assert len(export(tmp_path, story("x1"), overwrite="never")) == 2
    assert target.read_text() == "mine"
    assert export(tmp_path, story("x9", "Snow"), overwrite="always")[-1] == "2031-04-09-snow.md"
    export(tmp_path, story("x9", "Snow", text="New."), overwrite="never")
    assert "New." not in (tmp_path / "2031-04-09-snow.md").read_text()
    export(tmp_path, story("x8", text="Forced."), overwrite="always")
    assert "Forced." in target.read_text()


def test_a_file_is_replaced_unless_that_is_forbidden(tmp_path) -> None:
    target = tmp_path / "all.jsonl"
    for _ in range(2):
        list(Export("jsonl", str(target)).tap([story("x1")]))
    assert target.read_text().count("\n") == 1
    with pytest.raises(OutputError, match="exists"):
        list(Export("jsonl", str(target), "never").tap([story("x2")]))


def test_a_failed_run_leaves_no_file(tmp_path) -> None:
    def articles():
        yield story("x1")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        list(Export("json", str(tmp_path / "all.json")).tap(articles()))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (f"{tmp_path}/file/", f"{tmp_path}/file/sub/", "n\0l/"):
        with pytest.raises(OutputError, match="cannot make the folder"):
            list(Export("markdown", path).tap([story("x1")]))


def test_records_stream_through_standard_output(capfdbinary) -> None:
    passed = Export("json").tap(story(f"x{number}") for number in range(2))
    assert next(passed).id == "x0"
    assert [article.id for article in passed] == ["x1"]
    assert capfdbinary.readouterr().out.startswith(b'[\n{"id": "x0"')
