"""Whatever reads bytes from outside takes any bytes: it reads them or says in one line why not."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.article import Article, decode, encode
from newsclean.cli._group import cli
from newsclean.cli.run import words_of
from newsclean.dedupe.seen import Memory
from newsclean.extract.html import read_html
from newsclean.extract.profile import dump_profile, parse_profile
from newsclean.job.pipeline_file import read_pipeline_file
from newsclean.job.state import State
from newsclean.normalize import Normalize
from newsclean.pages import Page, Passed, find, load
from newsclean.pages import decode as decode_page
from newsclean.stage import Reject
from newsclean.system.errors import InputError, NewscleanError, RecordError
from newsclean.system.terminal import plain

from ..hostile import page

few = settings(max_examples=25, deadline=None)
HTML = page(1).encode()


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.html", HTML)
        archive.writestr("c.html", page(2))
    return packed.getvalue()


def _warc() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-04-09T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head.encode() + body + b"\r\n\r\n") * 2


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("a.html", "b" * 120 + ".html", "a_files/c.html"):
            info = tarfile.TarInfo(name)
            info.size = len(HTML)
            archive.addfile(info, io.BytesIO(HTML))
    return packed.getvalue()


_MAIL = (
    b"From: =?utf-8?q?Ada_P=C3=ACne?= <a@b.example>\nTo: c@d.example\nSubject: Rain\n"
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n"
    b"Content-Type: text/plain; format=flowed\n\nIt rained. \nAgain.\n--bb--\n"
)


def _zstd() -> bytes:
    try:
        import zstandard
    except ImportError:
        return b"\x28\xb5\x2f\xfd"
    return zstandard.compress(HTML)


WHOLE = {
    "bzip2": bz2.compress(HTML),
    "gzip": gzip.compress(HTML),
    "mail": _MAIL,
    "mbox": b"From a@b.example Mon Apr  9 10:00:00 2031\n".join([b"", _MAIL + b"\n", _MAIL]),
    "tar": _tar(),
    "xz": lzma.compress(HTML),
    "zstd": _zstd(),
    "http": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ab\r\n0\r\n\r\n",
    "mhtml": b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
    b"boundary=bb\r\n\r\n--bb\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    + HTML.replace(b"=", b"=3D")
    + b"\r\n--bb--\r\n",
    "view_source": b'<html><body id="viewsource"><pre>&lt;p&gt;It rained.</pre></body></html>',
    "warc": _warc(),
    "zip": _zip(),
}


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A container with pieces of it replaced, taken out, said twice or cut off."""
    data = WHOLE[draw(st.sampled_from(sorted(WHOLE)))]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.integers(0, 40))
        middle = draw(st.binary(max_size=20) | st.just(data[start:end] * 2) | st.just(b""))
        data = data[:start] + middle + data[end:]
    return data[: draw(st.integers(0, len(data)) | st.just(len(data)))]


@settings(max_examples=120, deadline=None)
@given(damaged())
@example(WHOLE["warc"].replace(b"text/html", b"text/h\nHTML"))
def test_containers(data: bytes) -> None:
    for found in find(["-"], stdin=io.BytesIO(data), max_size=100_000):
        assert isinstance(found, Page | Passed | Reject)
        if isinstance(found, Page):
            try:
                loaded = load(found, max_size=100_000)
            except NewscleanError as error:
                assert "\n" not in plain(str(error))
            else:
                assert loaded.data is not None and len(loaded.data) <= 100_000
        else:
            assert found.reason and "\n" not in found.reason


def test_the_damaged_containers_are_all_there_are() -> None:
    from newsclean.pages.containers import names

    assert sorted(WHOLE) == names()


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-16")),
    st.none() | st.sampled_from(["utf-8", "utf-16", "gb18030", "iso-2022-jp", "x", "\0"]),
)
def test_encodings(data: bytes, charset: str | None) -> None:
    decoded = decode_page(data, charset=charset)
    decoded.text.encode("utf-8")
    assert "\0" not in decoded.text
    assert decoded.replaced >= 0


NAMES = st.sampled_from([*Article.__dataclass_fields__, "type", "text", "raw", "@type", "name"])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.text(st.characters(exclude_categories=[]), max_size=8)
    | st.sampled_from(["article", "heading", "2031-04-09", "NewsArticle", "javascript:x"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=5).map(json.dumps) | st.text(max_size=40))
def test_records(line: str) -> None:
    try:
        article = decode(line)
    except RecordError as error:
        assert str(error)
        return
    encode(article).encode("utf-8")
    assert encode(decode(encode(article))) == encode(article)
    encode(Normalize().each(article)).encode("utf-8")


@few
@given(st.dictionaries(NAMES, JSON, max_size=6), st.integers(0, 300))
def test_json_ld(value: dict[str, Any], cut: int) -> None:
    data = json.dumps({"@type": "NewsArticle", **value})
    for block in (data, data[:cut]):
        (article,) = read_html(
            page(1, f'<script type="application/ld+json">{block}</script>')
        ).articles
        encode(Normalize().each(article)).encode("utf-8")


PROFILE = dump_profile(parse_profile(""))


@few
@given(st.text(max_size=60), st.dictionaries(st.text(max_size=9), st.integers() | st.text()))
def test_profiles(text: str, values: dict[str, Any]) -> None:
    import tomli_w

    for each in (text, f"{PROFILE}\n{text}", tomli_w.dumps(values)):
        with suppress(InputError):
            parse_profile(each)


@few
@given(st.binary(max_size=60), st.integers(0, 90), st.sampled_from(["extract", "no", ""]))
def test_pipelines(data: bytes, at: int, verb: str) -> None:
    whole = f'inputs = ["a"]\n[[steps]]\nverb = "{verb}"\nevidence = true\njobs = 2\n'.encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.toml"
        for each in (data, whole[:at] + data + whole[at:]):
            path.write_bytes(each)
            with suppress(NewscleanError):
                list(words_of(read_pipeline_file(str(path)), cli))


def _state(path: Path) -> None:
    State(str(path)).close()


def _seen(path: Path) -> None:
    memory = Memory(str(path))
    try:
        memory.contents()
    finally:
        memory.close()


@pytest.mark.parametrize("use", [_state, _seen])
def test_stores(use: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.db"
        use(sound)
        whole = sound.read_bytes()

    @few
    @given(st.binary(max_size=40), st.integers(0, 200), st.integers(0, len(whole)))
    def damage(data: bytes, at: int, length: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "damaged.db"
            path.write_bytes((whole[:at] + data + whole[at + len(data) :])[:length])
            with suppress(NewscleanError):
                use(path)

    damage()


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            ["12", "31", "2024", "March", "Mon", ":", "10:61", "ago", "+99:99", "T", "0"]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_dates(text: str) -> None:
    article = Normalize().each(Article(id="x1", title="Rain", published=text, modified=text))
    encode(article).encode("utf-8")
