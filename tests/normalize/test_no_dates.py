"""What is no date, what a date leaves open, and the rule that sets the dates of a record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from babel.dates import format_date, format_datetime, format_timedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import Article, Evidence, Source
from newsclean.language.dates.words import known_languages
from newsclean.normalize import Normalize
from newsclean.normalize.dates import parse_date

DAY = "2023-07-11"

NO_DATE = [
    "31 February 2023",
    "2023-02-30",
    "2023-13-01",
    "99/99/2023",
    "11 Jul 0023",
    "1402/04/20",
    "1444-12-22",
    "۳۲ تیر ۱۴۰۲",
    "۲۰ تیر ۱۶۰۲",
    "July 11",
    "14h30",
    "9:41 AM",
    "10 stories",
    "May we suggest",
    "Oldmoor, VT",
    "0",
    "",
    "5/10",
    "12345678901234567890",
    "2 hours of rain",
    "Read by mart1",
    "4 min",
    "1/3",
]


@pytest.mark.parametrize("raw", NO_DATE)
def test_no_date_is_null_and_says_why(raw: str) -> None:
    parsed = parse_date(raw, language="en")
    assert parsed.value is None
    assert parsed.notes


def test_a_year_elsewhere_in_the_string_is_not_passed_over() -> None:
    parsed = parse_date("11 July, as seen from Berlin in 2019", language="en", base="2025-06-04")
    assert parsed.value is None


def test_an_ambiguous_zone_leaves_the_offset_out() -> None:
    parsed = parse_date("11 July 2023 10:00 IST", language="en")
    assert parsed.value == "2023-07-11T10:00:00"
    assert any("IST" in note for note in parsed.notes)


def test_a_weekday_that_contradicts_is_noted() -> None:
    parsed = parse_date("Monday, 11 July 2023", language="en")
    assert parsed.value == DAY
    assert any("Tuesday" in note for note in parsed.notes)


@pytest.mark.parametrize(
    ("raw", "role", "value"),
    [
        ("Published July 11, 2023 · Updated July 12, 2023", "published", "2023-07-11"),
        ("Published July 11, 2023 · Updated July 12, 2023", "modified", "2023-07-12"),
        ("Updated: July 12, 2023 | Published: July 11, 2023", "published", "2023-07-11"),
        ("Updated: July 12, 2023 | Published: July 11, 2023", "modified", "2023-07-12"),
        ("Updated July 12, 2023", "published", "2023-07-12"),
        ("Updated yesterday · Published July 11, 2023", "published", "2023-07-11"),
        ("Updated yesterday · Published July 11, 2023", "modified", None),
        ("July 11, 2023 (updated July 12, 2023)", "published", "2023-07-11"),
    ],
)
def test_two_dates_in_one_string(raw: str, role: str, value: str | None) -> None:
    assert parse_date(raw, language="en", role=role).value == value  # type: ignore[arg-type]


@pytest.mark.parametrize("language", known_languages())
def test_every_language_reads_its_own_dates(language: str) -> None:
    locale = {"no": "nb"}.get(language, language)
    for month in range(1, 13):
        day = date(2023, month, 23)
        for form in ("full", "long", "medium"):
            said = format_date(day, form, locale=locale)
            parsed = parse_date(said, language=language)
            assert parsed.value == day.isoformat(), said
            assert not any("is a" in note and "not a" in note for note in parsed.notes), said
        said = format_datetime(datetime(2023, month, 23, 14, 35, 10), "medium", locale=locale)
        assert parse_date(said, language=language).value == f"{day}T14:35:10", said
    for days in (3, 5, 11):
        said = format_timedelta(
            timedelta(days=-days), "day", threshold=1e9, add_direction=True, locale=locale
        )
        parsed = parse_date(said, language=language, base="2025-06-20")
        assert parsed.value == f"2025-06-{20 - days:02}", said


class TestRule:
    """What the rule makes of a record."""

    def test_relative_counts_from_the_page_not_from_the_file(self) -> None:
        article = Article(
            published="yesterday",
            source=Source(retrieved="Jun 1, 2025", saved="2026-01-01T00:00:00Z"),
        )
        done = Normalize().each(article)
        assert done.source.retrieved == "2025-06-01"
        assert done.published == "2025-05-31"
        assert done.source.saved == "2026-01-01T00:00:00Z"

    def test_relative_counts_from_the_file_where_the_page_has_no_date(self) -> None:
        article = Article(published="yesterday", source=Source(saved="2025-06-01T10:00:00Z"))
        assert Normalize().each(article).published == "2025-05-31"

    def test_impossible_date_is_kept_in_the_evidence(self) -> None:
        done = Normalize().each(Article(published="31 February 2023"))
        assert done.published is None
        assert done.evidence is not None
        assert done.evidence["published"].raw == "31 February 2023"
        assert "no such day" in done.evidence["published"].notes[0]

    def test_ambiguous_date_says_so_in_the_evidence(self) -> None:
        done = Normalize().each(
            Article(published="03/04/2025", language="en", url="https://www.gull.co.uk/a")
        )
        assert done.published == "2025-04-03"
        assert done.evidence is not None
        assert "2025-03-04" in done.evidence["published"].notes[0]

    def test_plain_date_needs_no_evidence(self) -> None:
        done = Normalize().each(Article(published="July 11, 2023", modified="2023-07-12"))
        assert (done.published, done.modified) == ("2023-07-11", "2023-07-12")
        assert done.evidence is None

    def test_raw_evidence_of_extract_stays(self) -> None:
        article = Article(
            published="31 February 2023",
            evidence={"published": Evidence(source="line 3", raw="Published 31 February 2023")},
        )
        done = Normalize().each(article)
        assert done.evidence is not None
        assert done.evidence["published"].raw == "Published 31 February 2023"
        assert article.evidence is not None
        assert article.evidence["published"].notes == []

    def test_story_later_than_its_page_is_noted(self) -> None:
        done = Normalize().each(
            Article(published="2025-07-11", source=Source(retrieved="2025-06-01"))
        )
        assert done.published == "2025-07-11"
        assert done.evidence is not None
        assert "later" in done.evidence["published"].notes[0]


PIECES = st.sampled_from(
    [
        *("11", "7", "2023", "23", "31", "00", "1402", "2566", "3", "١١", "9:41", "14.30"),
        *("July", "Juli", "mars", "Tuesday", "年", "月", "日", "令和", "พ.ศ.", "Uhr", "h", "pm"),
        *("ago", "vor", "hace", "yesterday", "gestern", "temu", "назад", "hours", "Stunden"),
        *(",", ".", "/", "-", ":", "|", "T", "Z", "+02:00", "AM", "EDT", "IST", "updated"),
    ]
)
STRINGS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=9).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(
    STRINGS,
    st.sampled_from([None, "en", "de", "zh", "th", "xx"]),
    st.sampled_from([None, "2025-06-04T18:15:00+00:00", "2025-06-04", "0001-01-01", "nonsense"]),
)
def test_any_string_gives_a_date_that_is_read_back_or_null(
    raw: str, language: str | None, base: str | None
) -> None:
    parsed = parse_date(raw, language=language, base=base)
    if parsed.value is None:
        assert parsed.notes
    else:
        again = parse_date(parsed.value, language=language, base=base)
        assert (again.value, again.notes) == (parsed.value, ())


@pytest.mark.parametrize(
    "filler", ["1", "a", " ", ",", "[", "July ", "11 ", "年", "ago ", "\u0300", "1/", "1:"]
)
def test_hostile_strings_are_no_dates(filler: str) -> None:
    assert parse_date(filler * 1_000_000, base="2025-06-04").value is None
    assert parse_date((filler * 300)[:300], base="2025-06-04").notes is not None
