"""Nothing of a page, a file name or an error message commands a terminal."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.terminal import plain

ANY = st.text(st.characters() | st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]))


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_no_control_override_or_surrogate_is_left(text: str) -> None:
    cleaned = plain(text)
    cleaned.encode("utf-8")
    assert not any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} for char in cleaned)
    assert not set(cleaned) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    )
    assert plain(cleaned) == cleaned
    assert set(plain(text, breaks=True)) - {"\n"} == set(cleaned) - {"\n"} or "\n" in plain(
        text, breaks=True
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
        ("\x1b]8;;https://a.example\x1b\\x", "␛]8;;https://a.example␛\\x"),
        ("\x9b31m\x90q\x7f", "�31m�q␡"),
        ("file\u202etxt.exe", "file�txt.exe"),
        ("a\ud800b", "a�b"),
        ("line\r\nline\ttab", "line  line tab"),
        ("می\u200cخواهم 👩\u200d🚀 東京", "می\u200cخواهم 👩\u200d🚀 東京"),
    ],
)
def test_what_is_shown_instead(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_line_breaks_can_be_kept() -> None:
    assert plain("a\nb\x85c\r", breaks=True) == "a\nb\nc "
