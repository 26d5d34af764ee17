"""Every format holds any number of records, whatever is in them."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import (
    Also,
    Article,
    Block,
    Evidence,
    Image,
    Source,
    decode,
    encode,
    from_dict,
)
from newsclean.export import PLAIN, Export, Options, alone, load_format, text_formats
from newsclean.export.csv import columns, guard, unguard
from newsclean.system.errors import OutputError

FULL = Article(
    id="00ff",
    title="Ferry landing moves",
    authors=["Maren Oduya", "Tomasz Hill"],
    tags=["ferries"],
    published="2031-04-09",
    image=Image(url="https://a.example/q.jpg"),
    is_accessible_for_free=False,
    confidence=0.75,
    word_count=4,
    body=[Block(text="One, “two”."), Block(type="list_item", text="three\nfour")],
    source=Source(path="saved/a.html", position=0),
    evidence={"title": Evidence(source="og", raw="Ferry")},
    also=[Also(id="1", publisher="Polder Post")],
)


def document(name: str, articles: list[Article], options: Options = PLAIN) -> str:
    form = load_format(name)
    records = [form.record(article, index, options) for index, article in enumerate(articles)]
    return form.head(options) + "".join(records) + form.tail(len(articles), options)


@pytest.mark.parametrize("name", text_formats())
def test_every_format_keeps_to_the_interface(name: str) -> None:
    form = load_format(name)
    assert form.__doc__
    assert form.SUFFIX.startswith(".")
    for function in (form.head, form.record, form.tail, form.identity):
        assert function.__doc__
    assert form.identity(alone(form, FULL)) == "00ff"
    for other in (
        "",
        "\x00",
        "{",
        "[]",
        "---\n- a\n---\n",
        "---\n[\n---\n",
        '"',
        "[1]",
        "id\n",
        "a" * 99,
    ):
        assert form.identity(other) != "00ff"


@pytest.mark.parametrize("name", text_formats())
def test_a_lone_surrogate_never_breaks_utf_8(name: str, tmp_path) -> None:
    target = tmp_path / "out"
    broken = from_dict(
        {"id": "x1", "title": "a\ud800b", "body": [{"text": "\udfff"}], "more": "\udc80"}
    )
    assert list(Export(name, str(target)).tap([broken])) == [broken]
    assert "a\ufffd" in target.read_text("utf-8")


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(OutputError, match="choose from atom, csljson, csv, epub"):
        list(Export("docx").tap([]))


@pytest.mark.parametrize("number", [0, 1, 3])
def test_json_is_one_document_with_the_records_of_json_lines(number: int) -> None:
    articles = [FULL] * number
    lines = document("jsonl", articles).splitlines()
    assert json.loads(document("json", articles)) == [json.loads(line) for line in lines]
    assert lines == [encode(FULL)] * number


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv_has_flat_columns() -> None:
    (row,) = rows(document("csv", [FULL]))
    assert list(row) == columns()
    assert row["authors"] == "Maren Oduya; Tomasz Hill"
    assert row["body"] == "One, “two”.\n\nthree\nfour"
    assert row["source_path"] == "saved/a.html"
    assert row["source_position"] == "0"
    assert row["image_url"] == "https://a.example/q.jpg"
    assert row["is_accessible_for_free"] == "false"
    assert row["section"] == ""
    assert json.loads(row["also"])[0]["publisher"] == "Polder Post"
    assert json.loads(row["evidence"])["title"] == {"source": "og", "raw": "Ferry"}


def test_csv_keeps_unknown_fields() -> None:
    (row,) = rows(document("csv", [decode('{"id": "x1", "rating": 4}')]))
    assert json.loads(row["extra"]) == {"rating": 4}


def test_csv_without_records_has_its_header() -> None:
    assert document("csv", []).rstrip("\r\n").split(",") == columns()


CELLS = st.text(max_size=12) | st.text(alphabet="=+-@'\" \t\r\n\ufeff＝a1|;,", max_size=8)


@settings(max_examples=200, deadline=None)
@given(CELLS)
def test_no_cell_is_a_formula_and_the_guard_can_be_undone(text: str) -> None:
    guarded = guard(text)
    assert guarded.strip(' \u00a0\ufeff"')[:1] not in tuple("=+-@\t\r＝＋－＠")
    assert unguard(guarded) == text


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, max_size=3), CELLS)
def test_csv_is_read_back_as_it_was(tags: list[str], title: str) -> None:
    article = Article(id="x1", title=title, tags=tags)
    first, second = rows(document("csv", [article, article]))
    assert first == second
    clean = "".join(
        "\ufffd" if (c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f" else c for c in title
    )
    assert unguard(first["title"]) == clean
    assert all(cell[:1] not in tuple("=+-@\t\r") for cell in first.values() if cell)


def test_text_is_for_reading() -> None:
    article = Article(
        id="00ff",
        title="Ferry \x1b[31mmoves",
        authors=["Maren Oduya"],
        publisher="Saltmarsh Courier",
        published="2031-04-09",
        body=[
            Block(text="It moves."),
            Block(type="list_item", text="one", ordered=True),
            Block(type="list_item", text="two\nlines", level=2),
            Block(type="list_item", text="three", ordered=True),
            Block(type="quote", text="Done,\nand well."),
            Block(type="image", alt="A quay"),
            Block(type="table", text="a\tb\n1\t2"),
        ],
    )
    text = document("text", [article, FULL])
    assert text.startswith(
        "Ferry ␛[31mmoves\nMaren Oduya\nSaltmarsh Courier, 2031-04-09\n\nIt moves.\n\n"
        "1. one\n  - two\n    lines\n2. three\n\n> Done,\n> and well.\n\n[image: A quay]\n\n"
        "a\tb\n1\t2\n\n-- \n00ff\n\n====="
    )
    brief = Article(id="x1", kind="brief", summary="In short.")
    assert "In short." in document("text", [brief])
