"""What is fuzzed: each target takes any bytes and raises where a promise is broken.

Nothing here needs the fuzzer, so that the tests can run every target too.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress

from newsclean.article import Article, content_id, decode, encode
from newsclean.export import alone, load_format, text_formats
from newsclean.export._names import base_name
from newsclean.extract.reading import Reading
from newsclean.normalize import Normalize
from newsclean.pages import Page
from newsclean.pages import decode as decode_page
from newsclean.system.errors import NewscleanError
from newsclean.system.terminal import plain

_NORMALIZE = Normalize()


def text(data: bytes) -> None:
    """The segmenter of text dumps, from bytes to normalized records."""
    from newsclean.extract.text import read_text

    decoded = decode_page(data, html=False).text
    reading = read_text(decoded)
    lines = len(decoded.splitlines()) + 1
    for fate in reading.fates:
        number = int(fate.where.removeprefix("line "))
        assert 1 <= number <= lines, f"{fate.where} of {lines}"
    _sound(reading)


def html(data: bytes) -> None:
    """The reader of HTML pages, from bytes to normalized records."""
    from newsclean.extract.html import read_html

    _sound(read_html(decode_page(data, html=True).text, url="https://news.example/story"))


def feed(data: bytes) -> None:
    """The reader of feeds, from bytes to normalized records."""
    from newsclean.extract.feed import read_feed

    _sound(read_feed(decode_page(data).text, url="https://news.example/feed"))


def archive(data: bytes) -> None:
    """Archives, mboxes and what is compressed: every member ends as a page or with a reason."""
    from newsclean.pages import find, load

    for member in find(["-"], max_size=100_000, stdin=io.BytesIO(data)):
        if not isinstance(member, Page):
            assert member.reason
            continue
        assert member.data is None or len(member.data) <= 100_000
        with suppress(NewscleanError):
            load(member, max_size=100_000)


def page(data: bytes) -> None:
    """The whole of extract: containers, encodings, kinds, and the reader that is chosen."""
    from newsclean.extract.stage import Extract

    try:
        reading = Extract(evidence=True, page_timeout=0).read(Page("fuzz", data))
    except NewscleanError:
        return
    _sound(reading)


def record(data: bytes) -> None:
    """The codec of records, and what is written of a record that came through it."""
    try:
        article = decode(data)
    except NewscleanError as error:
        assert "\n" not in plain(str(error))
        return
    _round_trip(article)
    _written(article)
    _round_trip(_NORMALIZE.each(article))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "html": html,
    "feed": feed,
    "archive": archive,
    "page": page,
    "record": record,
}


def _sound(reading: Reading) -> None:
    """Every record can be written and read back; every fate belongs to a record that there is."""
    for article in reading.articles:
        article.id = content_id(article)
        _round_trip(article)
        _round_trip(_NORMALIZE.each(article))
    for fate in reading.fates:
        assert fate.record is None or 0 <= fate.record < len(reading.articles), fate


def _round_trip(article: Article) -> None:
    line = encode(article)
    assert "\n" not in line
    line.encode("utf-8")
    assert json.loads(line)
    assert encode(decode(line)) == line, "a record changes when it is read back"


def _written(article: Article) -> None:
    name = base_name(article)
    assert name and not set(name) & set('/\\\0:*?"<>|') and len(name.encode("utf-8")) < 240
    for form in text_formats():
        alone(load_format(form), article)
