"""What export writes, read back by other programs' readers of the format."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import lzma
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from newsclean import decode
from newsclean.article import Also, Article, Block, Image, Source
from newsclean.export import Export, Options
from newsclean.system.errors import MissingExtra, NewscleanError, OutputError

from ..conftest import Command

FERRY = Article(
    id="00ff",
    title="Ferry <b>landing</b> & quay = moved",
    authors=["Maren Oduya", "Tomasz Hill"],
    publisher="Saltmarsh Courier",
    tags=["ferries", "north quay"],
    language="en-GB",
    published="2031-04-09",
    modified="2031-04-10T08:30:00+02:00",
    url="https://courier.example/ferry?a=1&b=2",
    summary="The landing moves.",
    image=Image(url="https://courier.example/q.jpg"),
    word_count=4,
    confidence=0.75,
    body=[
        Block(text="One, “two” </script> ]]> <!-- \x00\x1b"),
        Block(type="heading", text="A <i>night</i>", level=2),
        Block(type="list_item", text="three", level=1),
        Block(type="list_item", text="four", level=2, ordered=True),
        Block(type="list_item", text="five", level=1),
        Block(type="table", text="Quay\tBerths\nNorth\t2", caption="Berths"),
        Block(type="image", url="https://courier.example/fog.jpg", caption="In fog"),
        Block(type="image", url="javascript:alert(1)", caption="No link"),
        Block(type="quote", text="It is done,\nand well."),
        Block(type="code", text="if tide:\n    wait()"),
    ],
    source=Source(path="saved/a.html", position=0, saved="2031-04-11T00:00:00Z"),
    also=[Also(id="1", publisher="Polder Post", similarity=0.9)],
)
BARE = Article(id="bare", kind="brief")
DAYS = Article(id="days", title="Überschwemmung", published="2031", body=[Block(text="Naß.")])
ARTICLES = [FERRY, BARE, DAYS]


def needs(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed")


def written(path: Path, *articles: Article, **options: Any) -> Path:
    passed = list(Export(None, str(path), options=Options(**options)).tap(articles or ARTICLES))
    assert passed == list(articles or ARTICLES)
    return path


@pytest.mark.parametrize("name", ["news.atom", "news.rss"])
def test_a_feed_is_well_formed_and_has_it_all(name: str, tmp_path: Path) -> None:
    feedparser = needs("feedparser")
    feed = feedparser.parse(written(tmp_path / name).read_bytes(), sanitize_html=False)
    assert not feed.bozo
    ferry, bare, days = feed.entries
    assert ferry.id == "urn:newsclean:00ff"
    assert ferry.link == FERRY.url
    assert [each.name for each in ferry.authors] == FERRY.authors
    assert [tag.term for tag in ferry.tags] == FERRY.tags
    assert ferry.published_parsed[:4] == (2031, 4, 9, 0)
    assert ferry.publisher == "Saltmarsh Courier"
    (content,) = ferry.content
    assert "One, “two” &lt;/script&gt; ]]&gt;" in content.value
    assert "javascript:" not in content.value
    assert days.title == "Überschwemmung"
    assert days.published_parsed[:3] == (2031, 1, 1)
    assert "published" not in bare


def test_titles_of_feeds_are_text(tmp_path: Path) -> None:
    from lxml import etree

    for name in ("news.atom", "news.rss"):
        root = etree.fromstring(written(tmp_path / name, FERRY).read_bytes())
        titles = [e.text for e in root.iter() if etree.QName(e).localname == "title"]
        assert titles[-1] == FERRY.title


def test_json_feed_keeps_to_its_specification(tmp_path: Path) -> None:
    feed = json.loads(written(tmp_path / "news.feed.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    ferry, bare, days = feed["items"]
    assert ferry["authors"] == [{"name": "Maren Oduya"}, {"name": "Tomasz Hill"}]
    assert ferry["date_modified"] == "2031-04-10T06:30:00Z"
    assert "<td>North</td>" in ferry["content_html"]
    assert bare == {"id": "urn:newsclean:bare", "content_html": ""}
    assert days["date_published"] == "2031-01-01T00:00:00Z"


def test_json_ld_means_what_it_says(tmp_path: Path) -> None:
    jsonld = needs("pyld").jsonld
    document = json.loads(written(tmp_path / "news.jsonld").read_text("utf-8"))
    # schema.org's own context is on the network; what it says of these terms is this.
    assert document["@context"] == "https://schema.org"
    document["@context"] = {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}
    node, *_ = jsonld.expand(document)
    assert node["@type"] == ["http://schema.org/NewsArticle"]
    names = [
        each["http://schema.org/name"][0]["@value"] for each in node["http://schema.org/author"]
    ]
    assert names == FERRY.authors
    assert node["http://schema.org/headline"] == [{"@value": FERRY.title}]
    assert node["http://schema.org/datePublished"] == [{"@value": "2031-04-09"}]
    assert node["http://schema.org/url"] == [{"@id": FERRY.url}]


@pytest.mark.filterwarnings("ignore")
def test_citeproc_cites(tmp_path: Path) -> None:
    citeproc = needs("citeproc")
    source = importlib.import_module("citeproc.source.json")
    references = json.loads(written(tmp_path / "news.csl.json").read_text("utf-8"))
    assert references[0]["issued"] == {"date-parts": [[2031, 4, 9]]}
    assert references[2]["issued"] == {"date-parts": [[2031]]}
    library = source.CiteProcJSON(references)
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    book = citeproc.CitationStylesBibliography(style, library, citeproc.formatter.plain)
    book.register(citeproc.Citation([citeproc.CitationItem("00ff")]))
    (entry,) = map(str, book.bibliography())
    assert "Oduya" in entry and "2031" in entry and "Saltmarsh Courier" in entry


def test_wallabag_has_what_it_looks_for(tmp_path: Path) -> None:
    entries = json.loads(written(tmp_path / "news.wallabag.json").read_text("utf-8"))
    wanted = {"url", "title", "content", "is_archived", "is_starred", "tags", "created_at"}
    assert all(wanted <= entry.keys() and entry["url"] for entry in entries)
    assert entries[0]["url"] == FERRY.url
    assert entries[0]["published_by"] == FERRY.authors


def test_a_book_can_be_read(tmp_path: Path) -> None:
    epub = needs("ebooklib.epub")
    path = written(tmp_path / "news.epub")
    book = epub.read_epub(str(path), options={"ignore_ncx": True})
    assert book.get_metadata("DC", "title")[0][0] == "3 articles"
    chapters = {item.get_name(): item.get_content().decode() for item in book.get_items()}
    assert "Ferry &lt;b&gt;landing" in chapters["1.xhtml"]
    assert "fog.jpg" not in chapters["1.xhtml"] and "In fog" in chapters["1.xhtml"]
    assert [link.title for link in book.toc][2] == "Überschwemmung"


def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    jar = shutil.which("epubcheck")  # Debian's is the jar itself
    if jar is None or not shutil.which("java") or not Path(jar).read_bytes().startswith(b"PK"):
        pytest.skip("epubcheck is not installed")
    path = written(tmp_path / "news.epub")
    ended = subprocess.run(["java", "-jar", jar, path], capture_output=True, text=True)
    assert "0 fatals / 0 errors / 0 warnings" in ended.stdout, ended.stdout + ended.stderr


def test_parquet_has_one_schema_whatever_is_in_the_records(tmp_path: Path) -> None:
    parquet = needs("pyarrow.parquet")
    full = parquet.read_table(written(tmp_path / "full.parquet"))
    empty = written(tmp_path / "empty.parquet", BARE)
    assert parquet.read_schema(empty) == full.schema
    ferry = full.to_pylist()[0]
    assert ferry["published_at"].isoformat() == "2031-04-09T00:00:00+00:00"
    assert ferry["body"][3] == {
        **{"type": "list_item", "text": "four", "level": 2, "ordered": True},
        **{"url": None, "alt": None, "caption": None},
    }
    duckdb = needs("duckdb")
    query = f"select max(published_at), sum(len(body)) from '{tmp_path}/full.parquet'"
    assert str(duckdb.sql(query).fetchall()[0][0]).startswith("2031-04-09")


def test_sqlite_utils_finds_and_searches(tmp_path: Path) -> None:
    path = written(tmp_path / "news.db")
    base = needs("sqlite_utils").Database(str(path))
    assert {"articles", "authors", "blocks", "also"} <= set(base.table_names())
    assert base["articles"].detect_fts() == "articles_fts"
    assert [row["id"] for row in base["articles"].search("landing moved")] == ["00ff"]
    assert [row["name"] for row in base["authors"].rows] == FERRY.authors
    assert base["blocks"].count == len(FERRY.body) + 1
    assert base["also"].get(("00ff", 0))["publisher"] == "Polder Post"


def test_a_database_is_added_to_and_a_record_replaced_by_its_id(tmp_path: Path) -> None:
    path = written(tmp_path / "news.db", FERRY, DAYS)
    changed = Article(id="00ff", title="Heron returns", authors=["Ada Fen"])
    written(path, changed, BARE)
    with sqlite3.connect(path) as base:
        assert base.execute("SELECT count(*) FROM articles").fetchone() == (3,)
        assert base.execute("SELECT name FROM authors").fetchall() == [("Ada Fen",)]
        search = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
        assert base.execute(search, ["landing"]).fetchall() == []
        assert len(base.execute(search, ["heron"]).fetchall()) == 1
        base.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")


def test_a_database_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "news.db"

    def failing() -> Any:
        yield FERRY
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        list(Export(None, str(path)).tap(failing()))
    assert list(tmp_path.iterdir()) == []
    written(path, DAYS)
    with pytest.raises(RuntimeError):
        list(Export(None, str(path)).tap(failing()))
    with sqlite3.connect(path) as base:
        assert base.execute("SELECT id FROM articles").fetchall() == [("days",)]


def test_a_database_of_others_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE articles (id, price)")
    with pytest.raises(OutputError, match="articles is not of this version"):
        written(path)
    (tmp_path / "text.db").write_text("no database at all, but a text of some length\n" * 20)
    with pytest.raises(OutputError, match=r"cannot write .*not a database"):
        written(tmp_path / "text.db")


@pytest.mark.parametrize("name", ["news.json", "news.jsonl", "news.jsonl.gz", "news.ndjson"])
def test_pandas_and_duckdb_load_json_without_options(name: str, tmp_path: Path) -> None:
    path = written(tmp_path / name, *ARTICLES * 2)
    pandas, duckdb = needs("pandas"), needs("duckdb")
    frame = pandas.read_json(path, lines=name != "news.json")
    assert str(frame.published_at.dtype).startswith("datetime64")
    assert list(frame.published_precision)[:3:2] == ["day", "year"]
    assert "evidence" not in frame
    found = duckdb.sql(f"select year(max(published_at)), count(notes) from read_json('{path}')")
    assert found.fetchall() == [(2031, 6)]


def test_text_stands_beside_the_body_where_it_is_asked_for(tmp_path: Path) -> None:
    (row,) = json.loads(written(tmp_path / "a.json", DAYS, text=True).read_text("utf-8"))
    assert row["text"] == "Naß."
    assert decode(json.dumps(row)) == DAYS
    assert "text" not in json.loads(written(tmp_path / "b.json", DAYS).read_text("utf-8"))[0]


COMPRESSED = {".gz": gzip.decompress, ".xz": lzma.decompress}


@pytest.mark.parametrize("suffix", COMPRESSED)
def test_the_name_of_a_file_says_how_it_is_compressed(suffix: str, tmp_path: Path) -> None:
    plain = written(tmp_path / "a.jsonl").read_bytes()
    packed = written(tmp_path / f"a.jsonl{suffix}").read_bytes()
    assert COMPRESSED[suffix](packed) == plain
    assert written(tmp_path / f"b.jsonl{suffix}").read_bytes() == packed
    assert [decode(line) for line in plain.splitlines()][2] == DAYS


def test_zstandard_is_read_back(tmp_path: Path) -> None:
    zstandard = needs("zstandard")
    plain = written(tmp_path / "a.csv").read_bytes()
    packed = written(tmp_path / "a.csv.zst").read_bytes()
    reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed))
    assert reader.read() == plain


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        *(("a.csv", "csv"), ("a.md", "markdown"), ("a.json", "json"), ("a.parquet", "parquet")),
        *(("a.db", "sqlite"), ("A.HTML", "html"), ("a.csl.json", "csljson"), ("a.v2", "jsonl")),
        *(("a.jsonl.zst", "jsonl"), ("a.json.gz", "json"), ("x.csv/a", "jsonl"), ("-", "jsonl")),
    ],
)
def test_the_name_of_a_file_says_its_format(name: str, format_: str) -> None:
    assert Export(output=name).format_name == format_
    assert Export("md", name).format_name == "markdown"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("export -f markdown --columns id", "--columns goes with csv, not with markdown"),
        ("export -f csv --columns titel", "did you mean 'title'?"),
        ("export -f sqlite", "export -f sqlite -o FILE.db"),
        ("export -f epub -o books/", "one file for all records"),
        ("export -o a.parquet.gz", "not to be compressed"),
        ("export -f docx", "'docx' is not one of"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_done(
    words: str, said: str, newsclean: Command, tmp_path: Path
) -> None:
    ended = newsclean(*words.split(), cwd=tmp_path)
    assert (ended.code, list(tmp_path.iterdir())) == (2, [])
    assert said in ended.stderr


def test_a_missing_library_is_told_with_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match="pyarrow: pip install"):
        Export(output="a.parquet").check()
    assert issubclass(MissingExtra, NewscleanError)


def test_csv_of_chosen_columns(newsclean: Command, seed_lines: list[str]) -> None:
    words = ["export", "-f", "csv", "--columns", "published, title"]
    plain = newsclean(*words, stdin=seed_lines[0])
    assert plain.stdout.startswith("published,title\r\n12 Mar 2024,")
    marked = newsclean(*words, "--bom", stdin=seed_lines[0])
    assert marked.stdout == "\ufeff" + plain.stdout


def test_a_locale_without_utf_8_takes_any_name(shell: Command, seed_lines: list[str]) -> None:
    """Python then encodes file names as ASCII, which no umlaut is in."""
    record = json.dumps({"id": "x1", "title": "Überschwemmung in Köln", "published": "2031-04-09"})
    ended = shell(
        "newsclean export -f markdown -o out/ && ls out",
        stdin=record,
        **{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    )
    assert ended.code == 0, ended.stderr
    assert "berschwemmung" in ended.stdout
