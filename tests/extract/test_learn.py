"""Furniture that only other pages reveal: learned, written down, edited, used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.extract.profile import (
    KnownLine,
    Profile,
    Selector,
    dump_profile,
    load_profile,
    parse_profile,
)
from newsclean.system.errors import InputError

from ..conftest import Command

SUBJECTS = [
    ("Quarry owls return to the old limeworks", "owls", "Marit Senn"),
    ("Tram line nine gets its night service back", "tram", "Jonas Albrook"),
    ("Cheese museum closes its doors for lack of mice", "museum", "Priya Dunmore"),
    ("Council buys the lighthouse for one coin", "lighthouse", "Tove Halloran"),
    ("School choir wins a prize nobody had announced", "choir", "Marit Senn"),
    ("Vineyard replants after the third frost", "vineyard", "Lucan Frey"),
    ("Ice rink to be heated in winter", "rink", "Priya Dunmore"),
    ("Beekeepers ask for a slower roundabout", "beekeepers", "Jonas Albrook"),
]
OWNED = "The Gazette belongs to its readers and has never belonged to anybody else."
DONATED = "Since the spring {n} households have given what they could to keep us printing."
CORRECTION = "A correction was made on Friday: the harbour master was misquoted in an earlier text."


def text_page(at: int, extra: str = "") -> str:
    title, word, author = SUBJECTS[at]
    return "\n\n".join(
        [
            "The Lindmoor Gazette",
            title,
            f"By {author}",
            f"March {at + 3}, 2024",
            f"The matter of the {word} was settled on Tuesday after an evening of long speeches, "
            "and nobody in the hall could say afterwards who had asked for the vote.",
            OWNED,
            f"It will cost {at + 2} thousand a year, said the treasurer, who had opposed the "
            f"{word} from the beginning and now had to find the money for it.",
            DONATED.format(n=4200 + 37 * at),
            *([extra] if extra else []),
            f"A second meeting about the {word} is planned before the summer, when the hall is "
            "free again and the chairs have been mended.",
        ]
    )


def html_page(at: int) -> str:
    lines = text_page(at).split("\n\n")
    site, title, author, date, *body = lines
    paragraphs = "".join(f"<p>{line}</p>" for line in body)
    return (
        f"<html><head><title>{title} - {site}</title></head><body>"
        f"<div class='top'><a href='/'>{site}</a></div><div class='story'><h1>{title}</h1>"
        f"<p>{author} <time>{date}</time></p>{paragraphs}</div>"
        "<div class='promo box'><p>Have the paper brought to your door with the milk.</p></div>"
        "</body></html>"
    )


@pytest.fixture(params=["txt", "html"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    for at in range(len(SUBJECTS)):
        page = text_page(at) if request.param == "txt" else html_page(at)
        (tmp_path / f"{at}.{request.param}").write_text(page, encoding="utf-8")
    return tmp_path


def bodies(stdout: str) -> list[str]:
    return [
        "\n".join(block["text"] for block in json.loads(line)["body"])
        for line in stdout.splitlines()
    ]


def test_a_single_page_cannot_know(site: Path, newsclean: Command) -> None:
    first = min(site.iterdir())
    assert OWNED in bodies(newsclean("extract", first).stdout)[0]


def test_learning_takes_the_furniture_and_leaves_the_story(site: Path, newsclean: Command) -> None:
    result = newsclean("extract", "--learn", site)
    found = bodies(result.stdout)
    assert len(found) == len(SUBJECTS)
    for body, (_, word, _) in zip(found, SUBJECTS, strict=True):
        assert "belongs to its readers" not in body
        assert "households" not in body
        assert "milk" not in body
        assert body.count(word) == 3
    titles = [json.loads(line)["title"] for line in result.stdout.splitlines()]
    assert titles == [title for title, _, _ in SUBJECTS]


def test_a_profile_helps_on_a_page_it_never_saw(
    site: Path, newsclean: Command, tmp_path: Path
) -> None:
    *known, unseen = sorted(site.iterdir())
    profile = tmp_path / "site.toml"
    assert newsclean("learn", *known, "-o", profile).code == 0
    (body,) = bodies(newsclean("extract", "--profile", profile, unseen).stdout)
    assert "belongs to its readers" not in body
    assert "households" not in body
    assert "beekeepers" in body


def test_explain_names_the_profile_line(site: Path, newsclean: Command, tmp_path: Path) -> None:
    profile = tmp_path / "site.toml"
    newsclean("learn", site, "-o", profile)
    shown = newsclean("explain", "--profile", profile, min(site.iterdir()), "--width", "200").stdout
    assert "seen on 8 pages" in " ".join(shown.split())


def test_what_recurs_because_the_story_is_the_same_stays(
    tmp_path: Path, newsclean: Command
) -> None:
    """Three reports of one affair quote one statement; the rest of the site does not."""
    affair = "pilot harbourmaster breakwater tonnage"
    for at in range(len(SUBJECTS)):
        extra = f"{CORRECTION}\n\nIt was about {affair} and the inquiry." if at < 3 else ""
        (tmp_path / f"{at}.txt").write_text(text_page(at, extra), encoding="utf-8")
    found = bodies(newsclean("extract", "--learn", tmp_path).stdout)
    assert [CORRECTION in body for body in found] == [True] * 3 + [False] * 5


def test_one_story_saved_many_times_teaches_nothing(tmp_path: Path, newsclean: Command) -> None:
    for at in range(5):
        (tmp_path / f"{at}.txt").write_text(text_page(0), encoding="utf-8")
    found = bodies(newsclean("extract", "--learn", tmp_path).stdout)
    assert all("settled on Tuesday" in body for body in found)


words = st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=40).map(
    lambda s: f"a {s} z"
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.builds(KnownLine, words, st.integers(0, 99)), max_size=5),
    st.lists(st.sampled_from(["div.a", "#top", "p.x.y", "aside"]), max_size=3, unique=True),
    words,
)
def test_a_profile_reads_back_as_it_was_written(
    lines: list[KnownLine], drops: list[str], site: str
) -> None:
    profile = Profile(
        site=site,
        pages=9,
        title_suffixes=(" | X",),
        lines=tuple(lines),
        selectors=tuple(Selector(drop, 3) for drop in drops),
    )
    assert parse_profile(dump_profile(profile)) == profile


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("version = ", "not TOML"),
        ("version = 2", "version 2"),
        ("sit = 'x'", "did you mean 'site'?"),
        ("pages = 'many'", "Expected `int`"),
        ("[[lines]]\ntxt = 'x'", "did you mean 'text'?"),
        ("[[lines]]\ntext = ''", "1 to 2,000 characters"),
        ("[[lines]]\ntext = '{place}'", "would match almost any line"),
        ("[[lines]]\ntext = 'abc {place} {place} {date}'", "at most 2"),
        ("[[selectors]]\ndrop = 'div > p'", "no selector"),
        ("lines = 3", "Expected `array`"),
    ],
)
def test_a_bad_profile_is_one_clear_line(
    toml: str, complaint: str, tmp_path: Path, newsclean: Command
) -> None:
    path = tmp_path / "site.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(InputError, match=r"site\.toml"):
        load_profile(str(path))
    result = newsclean("extract", "--profile", path, "x.txt")
    assert result.code == 4
    assert complaint in result.stderr.splitlines()[0]


@pytest.mark.parametrize(
    ("pattern", "line", "known"),
    [
        ("Weather in {place}", "weather in  Port  Anselm", True),
        ("Weather in {place}", "Weather in", False),
        ("{number} readers like this", "1,204 readers like this", True),
        ("{number} readers like this", "No readers like this", False),
        ("Printed on {date}", "Printed on 4 May 2023", True),
        ("Route 66", "Route 67", False),
        ("(*.+?)", "(*.+?)", True),
    ],
)
def test_patterns(pattern: str, line: str, known: bool) -> None:
    assert (Profile(lines=(KnownLine(pattern),)).known(line) is not None) == known
