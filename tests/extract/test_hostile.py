"""Pages made to break whoever reads them: bounded work, and nothing of theirs gets through."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ..conftest import Command
from ..hostile import page


def noted(record: dict[str, Any], field: str) -> list[str]:
    """What a record says of a field."""
    return [note["note"] for note in record["notes"] if note["field"] == field]


def extract(newsclean: Command, folder: Path, data: bytes | str, *options: str) -> dict[str, Any]:
    """The one record of a page."""
    path = folder / "page"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    ended = newsclean("extract", path, "--evidence", *options)
    assert "internal error" not in ended.stderr
    assert ended.code == 0
    record: dict[str, Any] = json.loads(ended.stdout)
    return record


@pytest.mark.parametrize(
    "more",
    [
        "<div>" * 100_000,
        "<b>" * 100_000,
        "<ul><li>" * 30_000,
        "<p>x y z" * 6_000,
        "<li>abc def" * 6_000,
        "<td>abc" * 6_000,
        "<br>" * 300_000,
        "<a " * 100_000,
        "<" * 500_000,
        "</a" * 200_000,
        "&" * 500_000,
        "<!--" * 100_000,
        "<![CDATA[" * 50_000,
        " " * 5_000_000,
        "<p>" + "a" * 5_000_000,
        f'<div class="{"a " * 500_000}">',
        f"<div {' '.join(f'a{number}=1' for number in range(200_000))}>",
        "<ul><li>a" * 1000,
        "<span>a</span>" * 200_000,
        "&#0;&#xD800;&#x110000;&#99999999999999999999;&nope;",
    ],
    ids=lambda more: more[:8].strip() or "blanks",
)
def test_a_story_survives_what_follows_it(more: str, newsclean: Command, tmp_path: Path) -> None:
    record = extract(newsclean, tmp_path, page(1, more=more))
    assert record["title"] == "Ferry number 1 leaves the harbour of Lindenmouth"
    assert any("berth 31 " in block["text"] for block in record["body"])


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (page(1, more="<p>x y z</p>" * 20_100), "the first 20,000 blocks"),
        (page(1, more="<div>" * 3000 + "<p>The boat was late again.</p>"), "nested too deep"),
    ],
)
def test_what_is_left_unread_is_told(
    data: str, left: str, newsclean: Command, tmp_path: Path
) -> None:
    (tmp_path / "page").write_text(data)
    record = json.loads(newsclean("extract", tmp_path / "page").stdout)
    assert left in noted(record, "source")[0]


@pytest.mark.parametrize(
    ("data", "left"),
    [
        ("<b>" * 3000 + page(1), "nested too deep"),
        ("back\n" * 25_000, "the first 20,000 lines"),
    ],
)
def test_no_story_for_what_is_left_unread_is_a_failure(
    data: str, left: str, newsclean: Command, tmp_path: Path
) -> None:
    (tmp_path / "page").write_text(data)
    ended = newsclean("extract", tmp_path / "page")
    assert ended.code == 1
    assert "page: no story where it was read, but" in ended.stderr
    assert left in ended.stderr


@pytest.mark.parametrize(
    "data",
    [
        "[" * 100_000,
        '{"@graph":' * 5000 + "1" + "}" * 5000,
        '{"@type":"NewsArticle","headline":' + "9" * 10_000 + ',"datePublished":1e999}',
        '{"@type":["NewsArticle",5],"headline":{"a":[1]},"author":[{"name":{"@value":3}},7,["x"]],'
        '"image":[[{"url":{}}]],"publisher":[],"keywords":{"a":1},"inLanguage":[{}]}',
    ],
)
def test_data_blocks_of_any_shape(data: str, newsclean: Command, tmp_path: Path) -> None:
    head = f'<script type="application/ld+json">{data}</script>'
    assert extract(newsclean, tmp_path, page(1, head))["title"]


def test_no_entity_reads_a_file(newsclean: Command, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the treasure is under the old mill")
    (tmp_path / "evil.dtd").write_text(f'<!ENTITY b SYSTEM "{secret.as_uri()}">')
    start = (
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "evil.dtd" '
        f'[<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "evil.dtd"> %p;]>'
    )
    more = "<p>The mayor said on Monday evening: &a; and &b; were not to be had in the town.</p>"
    record = extract(newsclean, tmp_path, start + page(1, more=more))
    assert "treasure" not in json.dumps(record)


def test_entities_do_not_multiply(newsclean: Command, tmp_path: Path) -> None:
    names = "abcdefghijklm"
    laughs = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    start = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha">{laughs}]>'
    record = extract(newsclean, tmp_path, start + page(1, more="<p>&m;</p>"))
    assert len(json.dumps(record)) < 20_000


def test_links_that_run_something_are_dropped_and_counted(
    newsclean: Command, tmp_path: Path
) -> None:
    more = (
        '<p>The boat sails every hour until October.</p><img src="java&#10;script:alert(1)" '
        'alt="A boat"><p>Tickets cost four crowns for adults on every day of the week.</p>'
        '<img src="data:image/gif;base64,R0lGOD" alt="A quay"><p>Dogs travel free on all days but '
        'Sunday.</p><img src="data:image/gif;base64,R0lGOD" data-src="/pier.jpg" alt="A pier">'
        "<p>The last boat waits for the last bus of the day, however late that may be.</p>"
    )
    head = (
        '<meta property="og:image" content=" DATA:text/html;base64,AAAA">'
        '<link rel="canonical" href="javascript:alert(2)">'
    )
    record = extract(newsclean, tmp_path, page(1, head, more))
    assert record["url"] is None
    assert not record.get("image")
    assert [b["url"] for b in record["body"] if b.get("url")] == ["/pier.jpg"]
    assert [b["alt"] for b in record["body"] if b.get("alt")] == ["A boat", "A quay", "A pier"]
    assert "1 link was dropped" in noted(record, "url")[0]
    assert "1 link was dropped" in noted(record, "image")[0]
    assert "2 links were dropped" in noted(record, "body")[0]
    # Nor do records from elsewhere bring them in.
    line = json.dumps({"title": "x", "url": "VBScript:x", "image": {"url": "d&Tab;ata&colon;x"}})
    cleaned = json.loads(newsclean("normalize", stdin=line).stdout)
    assert cleaned["url"] is None
    assert not (cleaned.get("image") or {}).get("url")
    assert {note["field"] for note in cleaned["notes"]} == {"url", "image"}


@pytest.mark.parametrize(
    "charset",
    [
        *("utf-7", "utf-16", "utf-32", "rot13", "hex", "zlib", "idna", "undefined", "replacement"),
        *("unicode_escape", "x-user-defined", "iso-2022-kr", "../../etc/passwd", "a" * 1000, "é"),
    ],
)
def test_a_charset_that_lies(charset: str, newsclean: Command, tmp_path: Path) -> None:
    data = f'<meta charset="{charset}">{page(1)}'.encode()
    assert extract(newsclean, tmp_path, data)["title"].startswith("Ferry number 1")


@pytest.mark.parametrize(
    ("data", "replaced"),
    [
        (page(1).replace("berth", "ber\0th").encode(), 4),
        (page(1).replace("berth", "bérth été \ud800").encode("utf-8", "surrogatepass"), 4),
        (b"\xff\xfe" + page(1).replace("berth", "x\ud800").encode("utf-16-le", "surrogatepass"), 4),
        (page(1).encode() + b"<p>\xc3\xb6 \xc3\xb6 \xc3\xb6 \xff", 1),
    ],
    ids=["nul", "surrogate", "utf-16", "utf-8"],
)
def test_what_was_replaced_is_counted(
    data: bytes, replaced: int, newsclean: Command, tmp_path: Path
) -> None:
    (note,) = noted(extract(newsclean, tmp_path, data), "source")
    assert int(note.split()[0]) >= replaced
    assert "replaced by U+FFFD" in note


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (page(1, more="<p>&#xD800;&#0;&#x110000;&#xE9;</p>"), "3 references to no character"),
        (
            page(1)
            .replace("<h1>Ferry number 1 leaves the harbour of Lindenmouth</h1>", "")
            .replace(
                "</head>",
                '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry '
                'number 1 leaves the harbour of Lindenmouth", "author": "Anna \\ud83d Reed"}'
                "</script></head>",
            ),
            "lone surrogates were replaced",
        ),
    ],
)
def test_references_to_no_character_are_counted(
    data: str, note: str, newsclean: Command, tmp_path: Path
) -> None:
    record = extract(newsclean, tmp_path, data)
    assert any(note in each for each in noted(record, "source"))


@pytest.mark.parametrize(
    "data",
    [
        page(1).encode("utf-32"),
        page(1).encode("utf-32-le"),
        page(1).encode("utf-32-be"),
        b"\xff\xfe" + page(1).encode(),
        b"\xfe\xff" + page(1).encode(),
    ],
    ids=["utf-32", "utf-32-le", "utf-32-be", "utf-16 mark", "utf-16 mark, be"],
)
def test_wide_characters_and_marks_that_lie(
    data: bytes, newsclean: Command, tmp_path: Path
) -> None:
    assert extract(newsclean, tmp_path, data)["title"].startswith("Ferry number 1")


def test_bombs_stop_at_the_limit(newsclean: Command, tmp_path: Path) -> None:
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"<p>boom</p>" * 3_000_000))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.html", b"0" * 30_000_000)
        archive.writestr("../../up.html", page(2))
        archive.writestr("/root\x1b[31m\n.html", page(3))
    (tmp_path / "bomb.zip").write_bytes(packed.getvalue())
    ended = newsclean("extract", "bomb.gz", "bomb.zip", cwd=tmp_path)
    assert ended.code == 1
    assert ended.stderr.count("larger than the limit of 20,000,000 bytes") == 2
    assert len(ended.stdout.splitlines()) == 2
    assert "\x1b" not in ended.stderr + ended.stdout


def test_a_page_that_takes_too_long_leaves_the_others_be(
    newsclean: Command, tmp_path: Path
) -> None:
    (tmp_path / "slow.html").write_text(page(1, more="<p>x y z k" * 900_000))
    (tmp_path / "good.html").write_text(page(2))
    words = ("slow.html", "good.html", "--page-timeout", "0.5")
    ended = newsclean("extract", *words, cwd=tmp_path)
    assert ended.code == 1
    assert "slow.html: took longer than 0.5 seconds" in ended.stderr
    assert len(ended.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "line",
    [
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"a":' * 150 + "1" + "}" * 150,
        "[" * 100_000,
        '{"x": ' + "9" * 5000 + "}",
        '{"x": NaN}',
        '{"x": 1e999}',
        '{"kind": "\\ud800"}',
        '{"evidence": {"title": 5}}',
        '{"body": [{"type": "nope"}]}',
        "\0\0\0",
        '{"x": "\udcff"}',
    ],
    ids=lambda line: line[:12],
)
def test_lines_that_are_no_records(line: str, newsclean: Command) -> None:
    data = line.encode("utf-8", "surrogateescape") + b'\r\n\xef\xbb\xbf\n{"title": "Rain"}\r\n'
    for verbs in (["normalize", "dedupe"], ["export", "-f", "markdown"], ["preview", "--full"]):
        ended = newsclean(*verbs, stdin=b'\xef\xbb\xbf{"title": "First"}\n' + data)
        assert "internal error" not in ended.stderr
        assert ended.code == 1
        assert "Rain" in ended.stdout
        assert "First" in ended.stdout
        assert "<stdin>:2: " in ended.stderr


def test_a_parser_that_does_not_come_back_is_stopped(shell: Command, tmp_path: Path) -> None:
    """libxml2 takes quadratic time for the attributes of one tag, and no signal reaches it.

    They are bounded where they are found, which these are made to hinder.
    """
    attributes = " ".join(f"a{number}='<>'" for number in range(200_000))
    (tmp_path / "slow.html").write_text(page(1, more=f"<div {attributes}>"))
    (tmp_path / "good.html").write_text(page(2))
    ended = shell("newsclean extract slow.html good.html -j2 --page-timeout 2")
    assert ended.code == 1
    assert "slow.html: took longer than" in ended.stderr
    assert len(ended.stdout.splitlines()) == 1
