"""Nothing of a page, a file name or an error message commands a terminal."""

import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import Article, Block, decode, encode
from newsclean.export import alone, load_format, text_formats
from newsclean.system.files import TextOut
from newsclean.system.terminal import plain


class Terminal(io.BytesIO):
    """What is written to it is shown."""

    def isatty(self) -> bool:
        return True


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


@pytest.mark.parametrize("form", text_formats())
def test_no_format_commands_a_terminal_that_records_are_written_to(form: str) -> None:
    hostile = "a\x1b[2J\x9b31m\x07\u202eb\u2066c\u2028d\x7f"
    record = Article(id=hostile, title=hostile, url=hostile, body=[Block(text=hostile)])
    record.extra = {hostile: [hostile]}
    screen = Terminal()
    out = TextOut(screen, "screen")
    out.write(alone(load_format(form), record))
    shown = screen.getvalue().decode()
    assert "31m" in shown
    assert not set(shown) & set("\x1b\x07\x7f\x9b\u2028\u202e\u2066")


def test_json_holds_what_a_terminal_could_obey_as_escapes() -> None:
    article = Article(id="x1", title="\x1b\x9b\u202e\u2066\x7f\u2029é")
    line = encode(article)
    assert not set(line) & set("\x1b\x9b\u202e\u2066\x7f\u2029")
    assert decode(line) == article
