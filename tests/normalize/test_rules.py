"""What each rule does to the fields it is about."""

from __future__ import annotations

import pytest

from newsclean.article import Also, Article, Block, Image, Source
from newsclean.normalize import Normalize, rule_names
from newsclean.system.errors import NewscleanError

NORMALIZE = Normalize()


def one(**fields: object) -> Article:
    return NORMALIZE.each(Article(**fields))  # type: ignore[arg-type]


class TestStage:
    def test_the_given_record_is_left_as_it_is(self) -> None:
        article = Article(title=" Rain ", body=[Block(text=" "), Block(text="a\u00a0b")])
        article.extra["mine"] = 1
        done = NORMALIZE.each(article)
        assert (article.title, len(article.body), article.body[1].text) == (" Rain ", 2, "a\u00a0b")
        assert (done.title, len(done.body), done.body[0].text) == ("Rain", 1, "a b")
        assert done.extra == {"mine": 1}

    def test_a_rule_can_be_left_out(self) -> None:
        done = Normalize(skip=("authors",)).each(Article(title=" Rain ", authors=["By Jane Doe"]))
        assert (done.title, done.authors) == ("Rain", ["By Jane Doe"])

    @pytest.mark.parametrize("options", [{"quotes": "curly"}, {"skip": ("rain",)}])
    def test_unknown_words_are_refused(self, options: dict[str, object]) -> None:
        with pytest.raises(NewscleanError):
            Normalize(**options)  # type: ignore[arg-type]

    def test_every_rule_is_named_after_its_file(self) -> None:
        assert set(rule_names()) == {
            *("unicode", "whitespace", "blocks", "language", "urls", "publisher", "topics"),
            *("titles", "authors", "dates", "word_count"),
        }


UNICODE = [
    ("cafe\u0301", "café"),
    ("so\u00adft", "soft"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("a\u00a0b\u202fc\u3000d", "a b c d"),
    ("\u202eevil\u202c \x1b[31mred\x07", "evil [31mred"),
    ("line\u2028end\x85s", "line end s"),
    ("cafÃ© and naÃ¯ve", "café and naïve"),
    ("â€œQuotedâ€\x9d, itâ€™s", "“Quoted”, it’s"),
    ("\x93Quoted\x94", "“Quoted”"),
    ("“It’s fine” – really…", "“It’s fine” – really…"),
    ("½ ﬁne m² ＡＢ", "½ ﬁne m² ＡＢ"),
    ("&amp; stays", "&amp; stays"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("👩\u200d🚀 up", "👩\u200d🚀 up"),
    ("Ar\u200dchive", "Archive"),
    ("\ud800 lone", "\ufffd lone"),
    ("Straße ß ẞ", "Straße ß ẞ"),
]


@pytest.mark.parametrize(("raw", "clean"), UNICODE)
def test_unicode_in_every_field(raw: str, clean: str) -> None:
    done = one(
        title=raw,
        summary=raw,
        section=raw,
        place=raw,
        body=[Block(type="image", url="u", alt=raw, caption=raw)],
        image=Image(url="u", caption=raw),
        source=Source(site=raw),
    )
    texts = (done.title, done.section, done.place, done.body[0].alt, done.body[0].caption)
    assert set(texts) == {clean}
    assert done.summary is not None
    assert done.summary.replace("\n", " ") == clean
    assert done.image is not None
    assert (done.image.caption, done.source.site) == (clean, clean)


def test_quotes_straight() -> None:
    done = Normalize(quotes="straight").each(
        Article(title="“It’s « fine » – ‘so’ „gut“”", body=[Block(text="‹a›")])
    )
    assert done.title == '"It\'s "fine" – \'so\' "gut""'
    assert done.body[0].text == "'a'"


def test_blanks_keep_what_lines_and_cells_mean() -> None:
    done = one(
        title=" Rain \n at  last ",
        summary=" a \n\n b ",
        body=[
            Block(text="  first \n\n second  line "),
            Block(type="heading", text="One \n heading", level=2),
            Block(type="code", text="if x:\n    y()  \n"),
            Block(type="table", text="a \t b\n c\td  e"),
        ],
    )
    assert done.title == "Rain at last"
    assert done.summary == "a\nb"
    texts = [block.text for block in done.body]
    assert texts == ["first\nsecond line", "One heading", "if x:\n    y()", "a\tb\nc\td e"]


def test_empty_blocks_go_and_images_stay() -> None:
    done = one(
        body=[Block(text="\u200b \u00a0"), Block(text="a"), Block(type="image", url="u"), Block()]
    )
    assert [block.type for block in done.body] == ["paragraph", "image"]


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("en_us", "en-US"),
        ("EN", "en"),
        ("pt-br", "pt-BR"),
        ("eng", "en"),
        ("iw", "he"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("de_DE.UTF-8", "de-DE"),
        ("English", "en"),
        ("français", "fr"),
        ("und", None),
        ("x-none!", None),
        ("??", None),
    ],
)
def test_language(raw: str, tag: str | None) -> None:
    assert one(language=raw).language == tag


URLS = [
    (
        "https://www.gull.example/a?utm_source=x&id=3&fbclid=y#top",
        "https://www.gull.example/a?id=3",
    ),
    ("HTTP://Gull.EXAMPLE:80/a", "http://gull.example/a"),
    ("https://gull.example", "https://gull.example/"),
    ("https://www.gull.example/sport/amp/", "https://www.gull.example/sport/"),
    ("https://www.gull.example/amp/sport", "https://www.gull.example/sport"),
    ("https://www.gull.example/a.amp.html", "https://www.gull.example/a.html"),
    ("https://www.gull.example/a?amp=1&outputType=amp", "https://www.gull.example/a"),
    ("https://amp.gull.example/a", "https://www.gull.example/a"),
    ("https://m.gull.co.uk/a", "https://m.gull.co.uk/a"),
    ("https://amp.gull.co.uk/a", "https://www.gull.co.uk/a"),
    (
        "https://www-gull-example.cdn.ampproject.org/c/s/www.gull.example/a/amp/",
        "https://www.gull.example/a/",
    ),
    ("//gull.example/a", "https://gull.example/a"),
    (" https://gull.example/a\n", "https://gull.example/a"),
    ("https://gull.example/champ/ramp", "https://gull.example/champ/ramp"),
    ("javascript:alert(1)", None),
    ("/relative/path", None),
    ("https://name:secret@gull.example/", None),
    ("http://[::1", None),
    ("ftp://gull.example/a", None),
    ("", None),
]


@pytest.mark.parametrize(("raw", "url"), URLS)
def test_urls(raw: str, url: str | None) -> None:
    assert one(url=raw).url == url


def test_links_of_other_records_are_canonical_too() -> None:
    done = one(also=[Also(url="https://www.gull.example/a?utm_source=x")])
    assert done.also is not None
    assert done.also[0].url == "https://www.gull.example/a"


PUBLISHERS = [
    ("THE HARBOUR LEDGER", "The Harbour Ledger"),
    ("NORTHLINE", "Northline"),
    ("LEDGER OF THE BAY", "Ledger of the Bay"),
    ("KQX NEWS", "KQX News"),
    ("AFX", "AFX"),
    ("OTV", "OTV"),
    ("DER DÜNENBOTE", "Der Dünenbote"),
    ("Northline", "Northline"),
    ("nullpunkt.example", "nullpunkt.example"),
    ("© 2025 Harbour Ledger", "Harbour Ledger"),
    ("@harbourledger", "harbourledger"),
    ("https://www.ledger.example/news", "ledger.example"),
    ("| Harbour Ledger |", "Harbour Ledger"),
]


@pytest.mark.parametrize(("raw", "name"), PUBLISHERS)
def test_publisher(raw: str, name: str) -> None:
    assert one(publisher=raw).publisher == name


def test_publisher_in_capitals_takes_the_spelling_of_the_record() -> None:
    done = one(publisher="NEWSBEACON", source=Source(site="NewsBeacon"))
    assert done.publisher == "NewsBeacon"
    done = one(publisher="NEWSBEACON", title="Rain at last - NewsBeacon")
    assert (done.publisher, done.title) == ("NewsBeacon", "Rain at last")


TITLES = [
    ("Rain at last - The Gull", "Rain at last"),
    ("Rain at last | The Gull", "Rain at last"),
    ("Rain at last – GULL", "Rain at last"),
    ("Rain at last | Sport | The Gull", "Rain at last"),
    ("Rain at last - gull.example", "Rain at last"),
    ("Rain at last | Gull.news", "Rain at last"),
    ("The Gull | Rain at last", "Rain at last"),
    ("LeadImg:Rain at last", "Rain at last"),
    ("HeroImage:Rain at last - The Gull", "Rain at last"),
    ("Photo:Rain at last", "Rain at last"),
    # parts of the headline
    ("Rain at last - after a dry spring", "Rain at last - after a dry spring"),
    ("Rain at last | Sport", "Rain at last | Sport"),
    ("The Gull - a bird's year", "The Gull - a bird's year"),
    ("Rain in The Gull", "Rain in The Gull"),
    ("Update:Rain at last", "Update:Rain at last"),
    ("Image: what we see", "Image: what we see"),
    ("3:0 for the Gulls", "3:0 for the Gulls"),
    ("The Gull", "The Gull"),
    ("- The Gull", "- The Gull"),
    ("McAllister:We won", "McAllister:We won"),
]


@pytest.mark.parametrize(("raw", "title"), TITLES)
def test_titles(raw: str, title: str) -> None:
    done = one(title=raw, publisher="The Gull", section="Sport", url="https://www.gull.example/a")
    assert done.title == title


def test_title_keeps_a_name_that_is_not_of_the_house() -> None:
    assert one(title="Rain at last - The Gull", publisher="Ledger").title == (
        "Rain at last - The Gull"
    )


AUTHORS = [
    # words before the name
    (["By Jane Doe"], "en", ["Jane Doe"]),
    (["BY JANE DOE"], "en", ["Jane Doe"]),
    (["by: Jane Doe"], "en", ["Jane Doe"]),
    (["Written by Jane Doe"], "en", ["Jane Doe"]),
    (["Analysis by Jane Doe"], "en", ["Jane Doe"]),
    (["Von Jana Muster"], "de", ["Jana Muster"]),
    (["Par Jeanne Dupuis"], "fr", ["Jeanne Dupuis"]),
    (["Por Juana Pérez"], "es", ["Juana Pérez"]),
    (["Di Giovanna Rossetti"], "it", ["Giovanna Rossetti"]),
    (["Автор: Анна Иванова"], "ru", ["Анна Иванова"]),
    (["记者：张三"], "zh", ["张三"]),
    (["von der Aue"], "de", ["von der Aue"]),
    (["Byron Hart"], "en", ["Byron Hart"]),
    # several names
    (["Jane Doe and Rick Roe"], "en", ["Jane Doe", "Rick Roe"]),
    (["Jane Doe & Rick Roe"], "en", ["Jane Doe", "Rick Roe"]),
    (["Jane Doe, Rick Roe and Ann Poe"], "en", ["Jane Doe", "Rick Roe", "Ann Poe"]),
    (["Jane Doe; Rick Roe"], "en", ["Jane Doe", "Rick Roe"]),
    (["Jane Doe | Rick Roe"], "en", ["Jane Doe", "Rick Roe"]),
    (["Von Jana Muster und Eva Klein"], "de", ["Jana Muster", "Eva Klein"]),
    (["Jeanne Dupuis et Marie Roche"], "fr", ["Jeanne Dupuis", "Marie Roche"]),
    (["Juana Pérez y Ana Gómez"], "es", ["Juana Pérez", "Ana Gómez"]),
    (["José Robles y Gálvez"], "es", ["José Robles y Gálvez"]),
    (["牛大, 岳小"], "zh", ["牛大", "岳小"]),
    (["山田太郎、鈴木花子"], "ja", ["山田太郎", "鈴木花子"]),
    # family name first
    (["Doe, Jane"], "en", ["Jane Doe"]),
    (["DOE, JANE"], "en", ["Jane Doe"]),
    (["Doe, Jane; Roe, Rick"], "en", ["Jane Doe", "Rick Roe"]),
    (["van der Laan, Wim"], "nl", ["Wim van der Laan"]),
    # what follows the name
    (["Jane Doe, Senior Reporter"], "en", ["Jane Doe"]),
    (["Jane Doe - Political Correspondent"], "en", ["Jane Doe"]),
    (["Jane Doe | Chief Editor"], "en", ["Jane Doe"]),
    (["JANE DOE Staff Writer"], "en", ["Jane Doe"]),
    (["Jane Doe (KQX)"], "en", ["Jane Doe"]),
    (["Jane Doe, Northline Press"], "en", ["Jane Doe"]),
    (["Jane Doe, KQX"], "en", ["Jane Doe"]),
    (
        ["Jane Doe, Rick Roe and Ann Poe, Gull Media Group"],
        "en",
        ["Jane Doe", "Rick Roe", "Ann Poe"],
    ),
    (["Jana Muster, Berlin"], "de", ["Jana Muster"]),
    (["Jane Doe in Berlin"], "en", ["Jane Doe"]),
    (["Jane Doe for Northline"], "en", ["Jane Doe"]),
    (["Jane Doe, The Gull"], "en", ["Jane Doe"]),
    (["Jane Doe | July 11, 2023"], "en", ["Jane Doe"]),
    (["Jane Doe July 11, 2023"], "en", ["Jane Doe"]),
    (["By Jane Doe, updated July 11, 2023 9:41 AM"], "en", ["Jane Doe"]),
    (["Jana Muster am 11. Juli 2023"], "de", ["Jana Muster"]),
    (["Jane Doe of The Gull"], "en", ["Jane Doe"]),
    (["JANE DOE IN BERLIN"], "en", ["Jane Doe"]),
    (["Jane Doe, Special to The Gull"], "en", ["Jane Doe"]),
    (["Jane Doe Jane Doe"], "en", ["Jane Doe"]),
    (["Juana Pérez y Ana Gómez"], None, ["Juana Pérez", "Ana Gómez"]),
    (["John Roe, Jr."], "en", ["John Roe Jr."]),
    (["Jane Doe, PhD"], "en", ["Jane Doe"]),
    (["홍길동 기자"], "ko", ["홍길동"]),
    (["राम तारन और मीना ब्रांड"], "hi", ["राम तारन", "मीना ब्रांड"]),
    (["ليلى الطارن وسارة براند"], "ar", ["ليلى الطارن", "سارة براند"]),
    (["ليلى وليد الطارن حسن"], "ar", ["ليلى وليد الطارن حسن"]),
    (["נועה טארן ודנה ברנד"], "he", ["נועה טארן", "דנה ברנד"]),
    (["Text: Eva Klein, Foto: Max Muster"], "de", ["Eva Klein"]),
    # addresses
    (["Jane Doe <jane.doe@gull.example>"], "en", ["Jane Doe"]),
    (["Jane Doe @janedoe"], "en", ["Jane Doe"]),
    (["jane.doe@gull.example", "Jane Doe"], "en", ["Jane Doe"]),
    (["https://www.gull.example/staff/jane", "Jane Doe"], "en", ["Jane Doe"]),
    (["@janedoe"], "en", ["janedoe"]),
    # capitals
    (["RONALD MCALLISTER"], "en", ["Ronald McAllister"]),
    (["SEÁN O'BRIEN"], "en", ["Seán O'Brien"]),
    (["MARY-ANN DE LA CRUZ"], "en", ["Mary-Ann de la Cruz"]),
    (["J.R.R. TOLLIVER"], "en", ["J.R.R. Tolliver"]),
    (["Jane GOLDACKER"], "en", ["Jane Goldacker"]),
    (["AFX"], "en", ["AFX"]),
    (["NORTHLINE"], "en", ["Northline"]),
    # houses that stand alone, and repetitions
    (["The Northline Press"], "en", ["The Northline Press"]),
    (["Gear Team"], "en", ["Gear Team"]),
    (["dpx"], "de", ["dpx"]),
    (["Jane Doe", "JANE DOE", "jane doe"], "en", ["Jane Doe"]),
    (["Jane Doe", ""], "en", ["Jane Doe"]),
    (["|", "2023"], "en", []),
    (["sid/dpx"], "de", ["sid", "dpx"]),
    (["EFX/OTV/ANA ROBLES"], "es", ["EFX", "Ana Robles"]),
    (["Jana Muster, dpx"], "de", ["Jana Muster", "dpx"]),
    (["KQX, HARBOUR"], "en", ["KQX"]),
    (["D.E."], "de", ["D.E."]),
    (["Kestrel and Finch"], "en", ["Kestrel and Finch"]),
    (["Institute for Tides and Weather"], "en", ["Institute for Tides and Weather"]),
    # no names
    (["By"], "en", []),
    (["Published November 19, 2019 at 6:56 PM"], "en", []),
    (["28. April 2024, 14:26 Uhr"], "de", []),
    (["(Foto: Max Muster)"], "de", []),
    (["Northline (www.northline.example)"], "en", ["Northline"]),
    (["Jane Doe is a reporter in Berlin."], "en", ["Jane Doe"]),
    (["Jane Doe, London, Rick Roe"], "en", ["Jane Doe", "Rick Roe"]),
]


@pytest.mark.parametrize(("raw", "language", "names"), AUTHORS)
def test_authors(raw: list[str], language: str | None, names: list[str]) -> None:
    assert one(authors=raw, language=language, publisher="The Gull").authors == names


def test_topics() -> None:
    done = one(section="#Sport", tags=["#Rain", "rain ", " ", "Tides"])
    assert (done.section, done.tags) == ("Sport", ["Rain", "Tides"])
    assert one(tags=["Rain, Tides, rain"]).tags == ["Rain", "Tides"]
    assert one(tags=["Rain, heavy", "Tides"]).tags == ["Rain, heavy", "Tides"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rain, rain: St. Mary's half-hour", 5),
        ("द्वीप पर वर्षा होगी।", 4),
        ("أُعلِنَ ذلك أمس", 3),
        ("שָׁלוֹם עולם", 2),
        ("می‌بارد", 1),
        ("e\u0301te\u0301", 1),
        ("여객선이 다시 운항한다.", 3),
        ("東京で雨。", 4),
        ("ยิ้ม", 2),
    ],
)
def test_words_of_any_script_are_counted(text: str, words: int) -> None:
    assert one(body=[Block(text=text)]).word_count == words


def test_words_are_counted_again() -> None:
    done = one(word_count=99, body=[Block(text="Rain  fell \u00a0 today"), Block(text="東京で雨")])
    assert done.word_count == 7
