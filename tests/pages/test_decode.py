"""Pages in every encoding become the text their author saw."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.pages import decode

TEXTS = {
    "de": "Der Bürgermeister eröffnete die neue Brücke über den Fluß. „Endlich“, sagte er.",
    "fr": "Le vieux phare sera rénové en trois ans, a annoncé la mairie. L’été s’achève déjà.",
    "en": "The town’s mayor said “yes” — and the café owner agreed to pay £200 for it.",
    "es": "El alcalde anunció el martes que el señor Muñoz reparará el faro mañana. ¿Quién más?",
    "pl": "Burmistrz ogłosił, że stara latarnia będzie remontowana. Źródło dochodów ożywi gmina.",
    "cs": "Starosta přístavního města oznámil, že starý maják bude opraven během tří let.",
    "tr": "Liman kentinin başkanı eski fenerin üç yılda onarılacağını açıkladı. Işık şart.",
    "ru": "Мэр города объявил во вторник, что старый маяк отремонтируют за три года.",
    "el": "Ο δήμαρχος της πόλης ανακοίνωσε ότι ο παλιός φάρος θα επισκευαστεί.",
    "ja": "港町の市長は火曜日、古い灯台を三年かけて修理すると発表した。費用は約二億円である。",
    "zh": "港口城市的市长星期二宣布，将用三年时间修复旧灯塔，费用由市民捐款承担。",
    "tw": "港口城市的市長星期二宣布，將用三年時間修復舊燈塔，費用由市民捐款承擔。",
    "ko": "항구 도시의 시장은 화요일 오래된 등대를 삼 년에 걸쳐 수리하겠다고 발표했다.",
}
ENCODINGS = [
    ("de", "windows-1252", "cp1252"),
    ("fr", "windows-1252", "cp1252"),
    ("en", "windows-1252", "cp1252"),
    ("es", "windows-1252", "cp1252"),
    ("pl", "iso-8859-2", "iso8859_2"),
    ("pl", "windows-1250", "cp1250"),
    ("cs", "iso-8859-2", "iso8859_2"),
    ("tr", "windows-1254", "cp1254"),
    ("ru", "windows-1251", "cp1251"),
    ("ru", "koi8-r", "koi8_r"),
    ("el", "windows-1253", "cp1253"),
    ("ja", "shift_jis", "cp932"),
    ("ja", "euc-jp", "euc_jp"),
    ("ja", "iso-2022-jp", "iso2022_jp"),
    ("zh", "gb18030", "gb18030"),
    ("tw", "big5", "big5"),
    ("ko", "euc-kr", "euc_kr"),
    ("ru", "utf-8", "utf-8"),
    ("ja", "utf-16le", "utf-16-le"),
    ("de", "utf-16be", "utf-16-be"),
]
IDS = [f"{language}-{label}" for language, label, _ in ENCODINGS]


def page(text: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html>\n<html><head>{head}<title>News</title></head><body><p>{text}</p></body>"
    )


@pytest.mark.parametrize(("language", "label", "codec"), ENCODINGS, ids=IDS)
class TestEncodings:
    def test_declared_in_the_page(self, language: str, label: str, codec: str) -> None:
        text = page(TEXTS[language], f'<meta charset="{label}">')
        found = decode(text.encode(codec), html=True)
        assert (found.text, found.replaced) == (text, 0)

    def test_declared_by_the_transport(self, language: str, label: str, codec: str) -> None:
        text = page(TEXTS[language])
        assert decode(text.encode(codec), charset=label.upper()).text == text

    def test_not_declared(self, language: str, label: str, codec: str) -> None:
        text = page(TEXTS[language])
        assert decode(text.encode(codec)).text == text

    def test_long_text_not_declared(self, language: str, label: str, codec: str) -> None:
        text = "\n".join([TEXTS[language]] * 50)
        assert decode(text.encode(codec), html=False).text == text

    def test_declared_as_utf_8_by_mistake(self, language: str, label: str, codec: str) -> None:
        text = page(TEXTS[language], '<meta charset="utf-8">')
        assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "windows-1251", "us-ascii"])
def test_utf_8_that_is_declared_as_something_else(language: str, label: str) -> None:
    text = page(TEXTS[language], f'<meta charset="{label}">')
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_wins_and_is_not_in_the_text(codec: str) -> None:
    text = page(TEXTS["ja"], '<meta charset="iso-8859-1">')
    assert decode(text.encode(codec), charset="koi8-r").text == text


def test_the_transport_wins_over_the_page() -> None:
    text = page(TEXTS["ru"], '<meta charset="koi8-r">')
    assert decode(text.encode("cp1251"), charset="windows-1251").text == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">',
        "<META CHARSET=latin2>",
        "<meta charset = 'iso-8859-2' >",
        "<!-- <meta charset=windows-1252> --><meta charset=iso8859-2>",
        "<script>var a = 1;</script>" * 100 + '<meta charset="iso-8859-2">',
    ],
)
def test_forms_of_the_declaration(head: str) -> None:
    text = page("Žluťoučký kůň", head)
    assert decode(text.encode("iso8859_2")).text == text


def test_xml_declaration() -> None:
    text = '<?xml version="1.0" encoding="Shift_JIS"?>\n<html><p>灯台</p></html>'
    assert decode(text.encode("cp932")).text == text


def test_a_declaration_quoted_in_a_text_does_not_count() -> None:
    text = 'Write <meta charset="koi8-r"> — the mayor’s café says so.'
    assert decode(text.encode("cp1252"), html=False).text == text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "It’s “here” – now…"),  # browsers read latin-1 so
        ("gb2312", "gb18030", "镕𠀀 的人说"),  # of the larger set
        ("shift_jis", "cp932", "①㈱髙橋さん"),  # of the vendor's set
        ("x-sjis", "cp932", "灯台の光"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str, text: str) -> None:
    assert decode(text.encode(codec), charset=label).text == text


def test_unknown_labels_are_ignored() -> None:
    text = page(TEXTS["fr"], '<meta charset="rot13">')
    for label in ("", "x-no-such", "hex", "../../etc", "utf-16", "\0", "é"):
        assert decode(text.encode(), charset=label).text == text


def test_utf_16_label_on_a_page_that_is_not() -> None:
    text = page(TEXTS["en"], '<meta charset="utf-16">')
    assert decode(text.encode()).text == text


def test_broken_bytes_are_replaced_and_counted() -> None:
    data = "Une journée d’été à la mer, déjà.".encode() + b"\xff end \xe2\x80"
    found = decode(data)
    assert found.text == "Une journée d’été à la mer, déjà.\ufffd end \ufffd"
    assert (found.encoding, found.replaced) == ("utf-8", 2)


def test_replacement_characters_of_the_page_itself_are_not_counted() -> None:
    assert decode("was lost: \ufffd\ufffd".encode()).replaced == 0


def test_a_page_cut_off_inside_of_a_character_stays_utf_8() -> None:
    found = decode(page(TEXTS["zh"]).encode()[: -len("。</p></body>") - 1])
    assert found.encoding == "utf-8"
    assert found.replaced == 1


def test_nul_is_replaced_and_counted() -> None:
    found = decode(b"<p>one\0 two\0</p>")
    assert found.text == "<p>one\ufffd two\ufffd</p>"
    assert found.replaced == 2


@pytest.mark.parametrize("codec", ["cp1252", "utf-8"])
def test_a_single_nul_does_not_make_utf_16(codec: str) -> None:
    text = page(TEXTS["fr"])
    found = decode((text + " \0").encode(codec))
    assert found.text == text + " \ufffd"


def test_utf_16_of_another_script_without_a_mark() -> None:
    for language in ("ja", "zh", "ko", "ru"):
        for codec in ("utf-16-le", "utf-16-be"):
            text = "\n".join([TEXTS[language]] * 3)
            assert decode(text.encode(codec)).text == text


def test_a_lying_byte_order_mark() -> None:
    text = "Le vieux phare sera rénové, a annoncé la mairie."
    assert decode(b"\xef\xbb\xbf" + text.encode("cp1252")).text == text


def test_lone_surrogates_of_utf_16_are_replaced() -> None:
    data = b"\xff\xfe" + "a".encode("utf-16-le") + b"\x00\xd8" + "b".encode("utf-16-le")
    assert decode(data).text == "a\ufffdb"


def test_line_ends_stay() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_language_of_the_page_helps_where_the_bytes_do_not() -> None:
    text = '<html lang="zh-TW"><body>燈塔</body></html>'
    assert decode(text.encode("big5")).encoding in ("big5", "gb18030")
    text = '<html lang="ja"><body><h1>灯台の修理</h1></body></html>'
    assert decode(text.encode("euc_jp")).text == text


@pytest.mark.parametrize(("language", "label", "codec"), ENCODINGS, ids=IDS)
def test_a_template_that_calls_every_page_english(language: str, label: str, codec: str) -> None:
    text = f'<html lang="en"><p>{TEXTS[language]}</p></html>'
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize(
    "text",
    [
        "The café opened.",
        "The town’s mayor",
        "It cost £5.",
        "© 2024 Harbour",
        "François’s",
        "naïve",
    ],
)
def test_a_single_letter_of_windows_1252(text: str) -> None:
    text = page("It rained and rained. " * 50 + text)
    assert decode(text.encode("cp1252")).text == text


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300),
    st.none() | st.sampled_from(["utf-8", "shift_jis", "utf-16", "gbk", "big5", "latin1", "x"]),
    st.none() | st.booleans(),
)
@example(b"\xff\xfe\x00", None, None)
@example(b"\x00\x00\xfe\xff\x00", None, None)
@example(b"\x1b$B\x21", None, None)
def test_any_bytes_become_valid_text(data: bytes, charset: str | None, html: bool | None) -> None:
    found = decode(data, charset=charset, html=html)
    found.text.encode("utf-8")
    assert "\0" not in found.text
    assert 0 <= found.replaced <= found.text.count("\ufffd")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    text = "A story: " + text
    assert decode(text.encode()).text == text
