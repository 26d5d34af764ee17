"""What people see: everything fits, nothing of a page is taken for markup or a command."""

import io
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from newsclean.article import Also, Article, Block, Evidence, Image, Source
from newsclean.extract.reading import Fate, Reading
from newsclean.preview import ROWS, Preview
from newsclean.preview.explain import draw_explanation
from newsclean.preview.flags import flags

HOSTILE = (
    "[bold red]x[/] \x1b[31m\x1b]8;;http://a.example\x07 \u202e :smile: "
    "[link=http://a]y[/link] \x9b2J"
)
STORIES = [
    Article(
        id="x1",
        title="Harbour council votes to move the ferry landing after two years of argument",
        authors=["Maren Oduya", "Tomasz Hill"],
        publisher="Saltmarsh Courier",
        published="2031-04-09T14:05:00+02:00",
        url="https://courier.example/2031/04/09/harbour-council-votes-to-move-the-ferry-landing",
        body=[
            Block(text="The council voted on Tuesday to move the landing to the north quay."),
            Block(type="heading", text="A long night", level=2),
            Block(
                type="list_item", text="Two berths and a waiting room for both sailings", level=1
            ),
            Block(type="list_item", text="except for mail", level=2, ordered=True),
            Block(
                type="quote", text="It is done, and I would not do it again for all the herring."
            ),
            Block(type="table", text="Quay\tBerths\nNorth\t2", caption="Berths"),
            Block(type="table", text="\t".join("abcdefghij")),
            Block(type="code", text="if tide:\n    wait()"),
            Block(type="image", alt="A quay", caption="In fog"),
        ],
        source=Source(path="saved/ferry.html", site="Hill News"),
        evidence={
            "title": Evidence(
                source="og",
                raw="Harbour",
                rejected=[{"source": "h1", "raw": "Ferry", "reason": "short"}],
            ),
            "published": Evidence(
                source="json-ld", raw="9 Apr", notes=["year from the page's date"]
            ),
        },
        also=[Also(publisher="Polder Post", url="https://polder.example/1")],
    ),
    Article(
        id="x2",
        kind="brief",
        title="港町の議会、フェリー乗り場の移転を決定 👩‍👩‍👧‍👦🌊🇩🇪",
        publisher="潮沢新聞",
    ),
    Article(
        id="x3", title=HOSTILE, authors=[HOSTILE], body=[Block(text=HOSTILE)], duplicate_of="x1"
    ),
    Article(
        id="x4", title="X" * 500, authors=["Y" * 500], publisher="Z" * 500, published="W" * 500
    ),
    Article(id="x5"),
]


class Terminal(io.StringIO):
    """A standard stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch, *articles: Article, terminal: bool = False, **options) -> str:
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(Preview(**options).tap(articles)) == list(articles)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def no_wishes_from_outside(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("width", [40, 41, 60, 79, 80, 81, 100, 129, 130, 160, 300])
def test_everything_fits_and_nothing_is_cut_off(monkeypatch, width, full) -> None:
    text = drawn(monkeypatch, *STORIES, width=width, full=full)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    words = set(re.findall(r"\w+", text))
    assert {"Harbour", "duplicate", "brief", "title"} <= words
    squeezed = re.sub(r"[\s│╭╮╰╯─]", "", text)
    if full or width < 100:
        assert "argument" in words
        assert squeezed.count("X") >= 299


@settings(max_examples=25, deadline=None)
@given(st.integers(40, 200), st.text(max_size=60), st.text(max_size=60), st.booleans())
def test_any_text_fits_at_any_width(width: int, title: str, name: str, full: bool) -> None:
    article = Article(id="x1", title=title, publisher=name, authors=[name], published=title)
    with pytest.MonkeyPatch.context() as patch:
        text = drawn(patch, article, width=width, full=full)
    assert max(cell_len(line) for line in text.split("\n")) <= width


@pytest.mark.parametrize("full", [False, True])
def test_text_of_pages_is_neither_markup_nor_command(monkeypatch, full) -> None:
    text = drawn(monkeypatch, *STORIES, width=90, full=full)
    assert "\x1b" not in text and "\x9b" not in text and "\x07" not in text and "\u202e" not in text
    assert "[bold red]x[/]" in text
    assert ":smile:" in text
    colored = drawn(monkeypatch, *STORIES, width=90, full=full, color="always")
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text
    assert "]8;" not in colored.replace("␛]8;", "")


@pytest.mark.parametrize("width", [100, 120, 140])
def test_no_cell_of_a_wide_table_has_more_than_two_lines(monkeypatch, width) -> None:
    long = Article(id="x1", title="Rain " * 60, authors=["Ada Fen"] * 9, publisher="The Post " * 9)
    text = drawn(monkeypatch, long, width=width)
    assert len(text.strip().splitlines()) == 4
    assert text.count("…") == 3


def test_a_record_links_to_its_file_and_has_its_number(monkeypatch, tmp_path) -> None:
    page = tmp_path / "a ;\x07\x1b]8;;b.html"
    page.write_text("x")
    here = Article(id="x1", title="Rain", source=Source(path=str(page)))
    gone = Article(id="x2", title="Sun", source=Source(path="http://a.example/\x1b]8;;"))
    text = drawn(monkeypatch, here, gone, width=100, color="always")
    links = set(re.findall(r"\x1b\]8;id=\d+;([^\x1b\x07]*)\x1b\\", text))
    assert links == {f"file://{tmp_path}/a%20%3B%07%1B%5D8%3B%3Bb.html"}
    bare = drawn(monkeypatch, here, gone, width=100)
    assert re.search(r"\b1\b.*Rain", bare) and re.search(r"\b2\b.*Sun", bare)
    assert "\x1b]8" not in drawn(monkeypatch, here, terminal=True, width=100, color="never")


def test_rows_are_sorted_and_chosen(monkeypatch) -> None:
    def titles(**options) -> list[str]:
        text = drawn(monkeypatch, *stories, width=100, **options)
        return re.findall(r"Story [a-c]", text)

    stories = [
        Article(id="1", title="Story b", published="2031-04-09", word_count=7),
        Article(id="2", title="Story c", published="2031-05-01", confidence=0.2),
        Article(id="3", title="Story a", word_count=70, kind="brief"),
    ]
    assert titles(sort="title") == ["Story a", "Story b", "Story c"]
    assert titles(sort="date") == ["Story c", "Story b", "Story a"]
    assert titles(sort="words") == ["Story a", "Story b", "Story c"]
    assert titles(sort="date", rows=1) == ["Story c"]
    assert titles(where="low confidence") == ["Story c"]
    assert titles(where="no date", full=True) == ["Story a"]
    stories[0].body = [Block(text="Wet.")]
    assert titles(where="flagged") == ["Story c", "Story a"]


def test_a_terminal_without_unicode_keeps_its_columns(monkeypatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    stories = [Article(id="x", title="潮沢新聞 – 港町", published="2031-04-09"), STORIES[0]]
    list(Preview(width=100).tap(stories))
    lines = raw.getvalue().decode("ascii").splitlines()
    dates = [line.index("2031-04-09") for line in lines if "2031-04-09" in line]
    assert dates[0] == dates[1] == next(line for line in lines if "Date" in line).index("Date")


def test_a_pager_gets_what_is_drawn(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PAGER", f"cat > {tmp_path}/paged")
    assert drawn(monkeypatch, STORIES[0], terminal=True, width=100, pager=True) == ""
    assert "Harbour" in (tmp_path / "paged").read_text("utf-8")
    monkeypatch.setenv("PAGER", "true")
    many = [Article(id=str(n), title="Rain " * 40) for n in range(3000)]
    assert drawn(monkeypatch, *many, terminal=True, rows=None, pager=True) == ""
    assert "Harbour" in drawn(monkeypatch, STORIES[0], pager=True)


def test_every_screen_has_the_head(monkeypatch) -> None:
    monkeypatch.setenv("LINES", "24")
    stories = [Article(id=str(number), title="Rain") for number in range(50)]
    text = drawn(monkeypatch, *stories, terminal=True, width=100, color="never")
    gaps = [part.count("Rain") for part in text.split("Title")[1:]]
    assert len(gaps) == 3 and max(gaps) <= 20


def test_colour_follows_terminal_and_wishes(monkeypatch) -> None:
    story = STORIES[0]
    assert "\x1b[" in drawn(monkeypatch, story, terminal=True, width=100)
    assert "\x1b[" not in drawn(monkeypatch, story, terminal=True, width=100, color="never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in drawn(monkeypatch, story, terminal=True, width=100)
    assert "\x1b[" in drawn(monkeypatch, story, width=100, color="always")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[" not in drawn(monkeypatch, story, terminal=True, width=100)


def test_only_so_many_rows_are_drawn_and_the_rest_is_counted(monkeypatch) -> None:
    stories = [Article(id=str(number), title=f"Story {number}.") for number in range(ROWS * 2 + 7)]
    text = drawn(monkeypatch, *stories, width=100)
    assert f"Story {ROWS - 1}." in text
    assert f"Story {ROWS}." not in text
    assert f"… and {ROWS + 7} more" in text
    assert drawn(monkeypatch, *stories, width=100, rows=None).count("Story ") == len(stories)
    some = drawn(monkeypatch, *stories, width=100, rows=ROWS + 3)
    assert some.count("Story ") == ROWS + 3
    assert f"… and {ROWS + 4} more" in some


def test_no_records_draw_nothing(monkeypatch) -> None:
    assert drawn(monkeypatch) == ""


def test_full_shows_fields_body_and_what_was_dropped(monkeypatch) -> None:
    text = drawn(monkeypatch, STORIES[0], width=100, full=True)
    for part in (
        *("Maren Oduya, Tomasz Hill", "site: Hill News", "publisher: Polder Post"),
        *(
            "• Two berths",
            "1. except for mail",
            "│ It is done",
            "a | b | c",
            "[image] A quay – In fog",
        ),
        *("title: “Ferry” h1 – short", "published: year from the page's date"),
    ):
        assert part in text


def test_flags_say_what_a_reader_should_know() -> None:
    article = Article(
        kind="post",
        duplicate_of="x1",
        is_accessible_for_free=False,
        confidence=0.2,
        also=[Also(), Also()],
    )
    assert flags(article) == [
        *(
            "duplicate",
            "post",
            "paywall",
            "no title",
            "no date",
            "no body",
            "low confidence",
            "+2 more",
        )
    ]
    assert flags(Article(title="Rain", published="2031-04-09", body=[Block(text="Wet.")])) == []


def test_a_stream_that_cannot_encode_is_no_reason_to_stop(monkeypatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    list(Preview(width=100).tap(STORIES))
    assert b"Harbour" in raw.getvalue()


FATES = [
    Fate("line 1", "HILL NEWS", "site", "source.site", 0, "first line, repeated at the end"),
    Fate("line 3", f"Sponsored by {HOSTILE}", "sponsor", None, None, "a sponsor phrase [bold]"),
    Fate("line 7", "NextPic: Harbour council votes", "headline", "title", 0, "prefix cut"),
    Fate("html/body/div[3]/article/section[2]/p[14]", "word " * 99, "body", "body[0]", 0),
]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_explanation_shows_every_fate_and_where_fields_came_from(capsys, width, number) -> None:
    articles = STORIES[:number]
    page = "saved/fer\x1b[2Jry.txt"
    draw_explanation(page, Reading(articles=articles, fates=FATES), articles, width=width)
    text = capsys.readouterr().out
    assert max(cell_len(line) for line in text.splitlines()) <= width
    flat = re.sub(r"\s+", " ", text)
    assert "\x1b" not in text
    assert "saved/fer␛[2Jry.txt" in flat
    assert "✗ sponsor" in flat
    assert f"{number} record{'s' * (number != 1)}; of 4 parts 3 kept, 1 dropped" in flat
    assert ("→ #1 title" in flat) == (number == 2)
    assert all(fate.where in flat for fate in FATES[:3])
    if number:
        for part in ("from og", "“Harbour”", "not “Ferry” h1 – short", "year from the page's date"):
            assert part in flat


def test_a_page_with_nothing_is_explained_too(capsys) -> None:
    draw_explanation("empty.txt", Reading(), [], width=60)
    assert "Nothing on this page." in capsys.readouterr().out


def test_a_field_of_several_parts_is_explained_in_words(capsys) -> None:
    picture = Image(url="https://example.org/rain.jpg", caption="Rain")
    article = Article(title="Rain", image=picture, evidence={"image": Evidence(source="og:image")})
    draw_explanation("rain.html", Reading([article]), [article], width=100)
    text = capsys.readouterr().out
    assert "url: https://example.org/rain.jpg" in text
    assert "Image(" not in text
