"""What the codec lets through can always be written again, as UTF-8 and as JSON."""

import json

import pytest

from newsclean.article import Article, decode, encode, without_surrogates
from newsclean.system.errors import RecordError


def test_a_lone_surrogate_is_one_replacement_character() -> None:
    assert json.loads(encode(Article(title="a\ud800b")))["title"] == "a\ufffdb"
    assert json.loads(encode(decode(r'{"title": "\ud83c\udf0a \ud83c"}')))["title"] == "🌊 \ufffd"


@pytest.mark.parametrize(
    "line",
    [
        rb'{"title": "a\ud800", "x": ["\udfff"]}',
        b'{"title": "a\xed\xa0\x80", "x": ["\xed\xbf\xbf"]}',
    ],
)
def test_the_evidence_counts_the_surrogates_of_a_record(line: bytes) -> None:
    article = decode(line)
    assert article.evidence is not None
    assert article.evidence["source"].notes == ["2 lone surrogates were replaced by U+FFFD"]
    assert without_surrogates(article) is article
    assert decode(rb'{"title": "\ud83c\udf0a"}').evidence is None


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
def test_a_number_that_json_cannot_write_is_refused(number: str) -> None:
    with pytest.raises(RecordError):
        decode(f'{{"id": "x1", "rating": {number}}}')
