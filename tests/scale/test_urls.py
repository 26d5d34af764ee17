"""Inputs and outputs by URL: a store in memory, and an S3 server on this machine."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import Extract, JobError, OutputError, pipeline
from newsclean.system import places

from ..conftest import Command
from ..hostile import page
from .jobs import OUTPUTS, WALL, plant, take_outputs

fsspec = pytest.importorskip("fsspec")


def warc(count: int) -> bytes:
    """A WARC file of so many pages, each compressed by itself."""
    records = []
    for number in range(count):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        body = http + page(number).encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Target-URI: https://example.org/{number}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0))
    return b"".join(records)


def archive(count: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number in range(count):
            file.writestr(f"{number}.html", page(number))
    return packed.getvalue()


FILES = {
    "news/crawl.warc.gz": warc(3),
    "news/deep/pages.zip": archive(3),
    "news/deep/story.html.gz": gzip.compress(page(7).encode(), mtime=0),
    "news/wall.html": WALL.encode(),
    "news/style.css": b"p{}",
}
SERVERS = ("memory", "s3")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server."""
    pytest.importorskip("s3fs")
    moto = pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=SERVERS)
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a folder in a store, which holds `FILES`."""
    if request.param == "s3":
        monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3"))
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fs = fsspec.filesystem("s3")
        if not fs.exists("bucket"):
            fs.mkdir("bucket")
        url = "s3://bucket/here"
    else:
        fs, url = fsspec.filesystem("memory"), "memory://here"
        fs.store.clear()
    if fs.exists(url):
        fs.rm(url, recursive=True)
    for name, data in FILES.items():
        fs.pipe_file(f"{url}/{name}", data)
    return url


def local(folder: Path) -> Path:
    for name, data in FILES.items():
        (folder / "here" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "here" / name).write_bytes(data)
    return folder


def plain(lines: str, url: str) -> list[dict[str, Any]]:
    """Records without what tells where they were read."""
    found = [json.loads(line) for line in lines.splitlines()]
    for record in found:
        source = record["source"]
        source["path"] = source["path"].replace(url, "here")
        for key in ("retrieved", "saved"):
            source.pop(key, None)
    return found


def test_a_store_is_read_like_a_folder(store: str, tmp_path: Path, newsclean: Command) -> None:
    here = newsclean("extract", "here/news", "--rejects", "one.jsonl", cwd=local(tmp_path))
    there = newsclean("extract", f"{store}/news", "--rejects", f"{store}/two.jsonl", cwd=tmp_path)
    assert there.code == here.code == 0
    assert there.stderr.replace(store, "here") == here.stderr
    assert plain(there.stdout, store) == plain(here.stdout, "here")
    assert f"{store}/news/deep/pages.zip/1.html" in there.stdout
    with places.reading(f"{store}/two.jsonl") as file:
        (wall,) = map(json.loads, file.read().splitlines())
    assert wall["path"] == f"{store}/news/wall.html"


def test_workers_read_a_store(store: str, tmp_path: Path, newsclean: Command) -> None:
    one = newsclean("-j1", "extract", f"{store}/news", cwd=tmp_path)
    two = newsclean("-j2", "extract", f"{store}/news", cwd=tmp_path)
    assert (two.code, two.stdout) == (0, one.stdout)
    assert len(one.stdout.splitlines()) == 7


def test_records_go_out_and_come_in(store: str, tmp_path: Path, newsclean: Command) -> None:
    words = ["extract", f"{store}/news", "export", "-o", f"{store}/out/all.jsonl.gz"]
    assert newsclean(*words, "normalize", "-o", f"{store}/out/more.jsonl", cwd=tmp_path).code == 0
    for name in (f"{store}/out/*.gz", f"{store}/out/all.jsonl.gz"):
        read = newsclean("normalize", "-i", name, cwd=tmp_path)
        with places.reading(f"{store}/out/more.jsonl") as file:
            assert read.stdout == file.read().decode()
    both = newsclean("normalize", "-i", f"{store}/out/", cwd=tmp_path)
    assert both.stdout == 2 * read.stdout


def test_shards_with_everything_in_a_store(store: str, tmp_path: Path, newsclean: Command) -> None:
    plant(tmp_path)
    fs, path = places.store(store)
    for each in (tmp_path / "in").rglob("*.*"):
        fs.pipe_file(f"{path}/in/{each.relative_to(tmp_path / 'in')}", each.read_bytes())
    text = (tmp_path / "pipeline.toml").read_text().replace('"in", "gone.html"', f'"{store}/in"')
    (tmp_path / "pipeline.toml").write_text(text)
    assert newsclean("run", "pipeline.toml", cwd=tmp_path).code == 0
    expected = take_outputs(tmp_path)
    for name in OUTPUTS:
        text = text.replace(f'"{name}"', f'"{store}/{name}"')
    (tmp_path / "pipeline.toml").write_text(f'parts = "{store}/parts"\n{text}')
    for number in (2, 1, 3, 2):
        assert newsclean("run", "pipeline.toml", "--shard", f"{number}/3", cwd=tmp_path).code == 0
    assert newsclean("run", "pipeline.toml", "--collect", cwd=tmp_path).code == 0
    found = {}
    for name in OUTPUTS:
        with places.reading(f"{store}/{name}") as file:
            found[name] = file.read()
    assert found == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "in", "pipeline.toml", "pipeline.toml.lock",
    ]  # fmt: skip


def test_what_fails_leaves_nothing_in_a_store(store: str) -> None:
    with pytest.raises(OutputError), places.writing(f"{store}/half.jsonl") as out:
        out.write("x" * 6_000_000)
        raise OutputError("the disk is full")
    assert places.size_of(f"{store}/half.jsonl") is None


def test_what_is_not_there_is_told_of(store: str, tmp_path: Path, newsclean: Command) -> None:
    ended = newsclean("extract", f"{store}/gone/", f"{store}/gone.html", cwd=tmp_path)
    assert ended.code == 1
    why = "no such file or folder"
    assert ended.stderr.splitlines()[:2] == [
        f"newsclean: extract: {store}/{name}: {why}" for name in ("gone/", "gone.html")
    ]
    assert newsclean("normalize", "-i", f"{store}/gone.jsonl", cwd=tmp_path).code == 1


def test_urls_that_nobody_knows(tmp_path: Path, newsclean: Command) -> None:
    ended = newsclean("extract", "gopher9://example.org/x", cwd=tmp_path)
    assert ended.code == 1
    assert "gopher9" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("output", ["memory://here/articles/", "memory://here/all.db"])
def test_what_cannot_go_to_a_store(output: str, tmp_path: Path, newsclean: Command) -> None:
    (tmp_path / "a.html").write_text(page(1))
    ended = newsclean("extract", "a.html", "export", "-o", output, cwd=tmp_path)
    assert ended.code == 2
    assert "cannot go to a store" in ended.stderr


def test_a_state_and_a_store(tmp_path: Path) -> None:
    from newsclean import Export

    with pytest.raises(JobError, match="not to one in a store"):
        pipeline([], Extract(), Export(output="memory://x/a.jsonl"), state=str(tmp_path / "s.db"))


def test_an_input_in_a_store_is_not_written_over(tmp_path: Path, newsclean: Command) -> None:
    words = ["normalize", "-i", "memory://here/a.jsonl", "export", "-o", "memory://here/a.jsonl"]
    ended = newsclean(*words, cwd=tmp_path)
    assert ended.code == 2
    assert "both read and written" in ended.stderr
