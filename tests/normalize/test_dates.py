"""The date parser: what a string says, and not a word more."""

from __future__ import annotations

import pytest

from newsclean.normalize.dates import parse_date

DAY = "2023-07-11"

ABSOLUTE = [
    # ISO 8601 and its like
    ("2023-07-11", "", DAY),
    ("2023-07-11T09:41", "", "2023-07-11T09:41:00"),
    ("2023-07-11 09:41:30", "", "2023-07-11T09:41:30"),
    ("2023-07-11T09:41:30.123456Z", "", "2023-07-11T09:41:30+00:00"),
    ("2023-07-11T09:41:30+02:00", "", "2023-07-11T09:41:30+02:00"),
    ("2023-07-11T09:41:30-0430", "", "2023-07-11T09:41:30-04:30"),
    ("2023-07-11T09:41+05", "", "2023-07-11T09:41:00+05:00"),
    ("2023-07-11T09:41:30+02:00[Europe/Berlin]", "", "2023-07-11T09:41:30+02:00"),
    ("20230711", "", DAY),
    ("20230711T094130Z", "", "2023-07-11T09:41:30+00:00"),
    ("2023-W28-2", "", DAY),
    ("2023-07", "", "2023-07"),
    ("2023", "", "2023"),
    ("07/2023", "", "2023-07"),
    ("2023/7/11", "", DAY),
    ("2023.07.11", "", DAY),
    ("2023. 7. 11.", "ko", DAY),
    # counts of seconds, and of milliseconds, since 1970
    ("1689068490", "", "2023-07-11T09:41:30+00:00"),
    ("1689068490000", "", "2023-07-11T09:41:30+00:00"),
    # mail and HTTP
    ("Tue, 11 Jul 2023 09:41:30 GMT", "", "2023-07-11T09:41:30+00:00"),
    ("Tue, 11 Jul 2023 09:41:30 -0400", "", "2023-07-11T09:41:30-04:00"),
    ("Tue Jul 11 09:41:30 2023", "", "2023-07-11T09:41:30"),
    # English
    ("11 Jul 2023", "en", DAY),
    ("Jul 11, 2023", "en", DAY),
    ("JULY 11 2023", "en", DAY),
    ("July 11th, 2023", "en", DAY),
    ("the 11th of July, 2023", "en", DAY),
    ("Tuesday, July 11, 2023", "en", DAY),
    ("Sept. 5, 2023", "en", "2023-09-05"),
    ("11-Jul-2023", "en", DAY),
    ("2023 July 11", "en", DAY),
    ("July 11-13, 2023", "en", DAY),
    ("Tue Jul 11 09:41:30 EDT 2023", "en", "2023-07-11T09:41:30-04:00"),
    ("July 2023", "en", "2023-07"),
    ("Published: July 11, 2023 |", "en", DAY),
    ("Jul 11, 2023 9:41 AM", "en", "2023-07-11T09:41:00"),
    ("Jul 11, 2023 9:41 AM EDT", "en", "2023-07-11T09:41:00-04:00"),
    ("July 11, 2023 at 9:41 p.m. EST", "en", "2023-07-11T21:41:00-05:00"),
    ("9:41am, 11 July 2023", "en", "2023-07-11T09:41:00"),
    ("July 11, 2023, 12:05 AM", "en", "2023-07-11T00:05:00"),
    ("July 11, 2023, 12:05 PM", "en", "2023-07-11T12:05:00"),
    ("July 11, 2023 5 pm", "en", "2023-07-11T17:00:00"),
    ("11 July 2023 17.41", "en-GB", "2023-07-11T17:41:00"),
    ("11 July 2023 17.41 BST", "en-GB", "2023-07-11T17:41:00+01:00"),
    ("11 July 2023 10:00 IST", "en-IN", "2023-07-11T10:00:00+05:30"),
    ("July 11, 2023 9:41 AM ET", "en", "2023-07-11T09:41:00-04:00"),
    ("January 11, 2023 9:41 AM ET", "en", "2023-01-11T09:41:00-05:00"),
    ("July 11, 2023 9:41 (GMT+3)", "en", "2023-07-11T09:41:00+03:00"),
    ("July 11, 2023 9:41 UTC+05:30", "en", "2023-07-11T09:41:00+05:30"),
    # German
    ("11.07.2023", "de", DAY),
    ("11.7.23", "de", DAY),
    ("Veröffentlicht am 11. Juli 2023", "de", DAY),
    ("Dienstag, 11. Juli 2023, 14:30 Uhr", "de", "2023-07-11T14:30:00"),
    ("Stand: 11.07.2023, 14.30 Uhr", "de", "2023-07-11T14:30:00"),
    ("11. Juli 2023 um 14 Uhr", "de", "2023-07-11T14:00:00"),
    ("11.07.2023 14:30 MESZ", "de", "2023-07-11T14:30:00+02:00"),
    ("5. März 2024", "de", "2024-03-05"),
    ("11. Jänner 2024", "de", "2024-01-11"),
    # and the other languages
    ("le 11 juillet 2023 à 14h30", "fr", "2023-07-11T14:30:00"),
    ("Publié le mardi 11 juillet 2023 à 14 h 05", "fr", "2023-07-11T14:05:00"),
    ("1er août 2023", "fr", "2023-08-01"),
    ("11 de julio de 2023", "es", DAY),
    ("martes, 11 julio 2023, 14:30 h.", "es", "2023-07-11T14:30:00"),
    ("11 de julho de 2023 às 14h30", "pt", "2023-07-11T14:30:00"),
    ("11 luglio 2023 alle 14.30", "it", "2023-07-11T14:30:00"),
    ("11 juli 2023 om 14.30 uur", "nl", "2023-07-11T14:30:00"),
    ("11 lipca 2023, godz. 14:30", "pl", "2023-07-11T14:30:00"),
    ("11. července 2023 14:30", "cs", "2023-07-11T14:30:00"),
    ("11 Temmuz 2023 Salı 14:30", "tr", "2023-07-11T14:30:00"),
    ("11 KASIM 2023", "tr", "2023-11-11"),
    ("11 июля 2023, 14:30", "ru", "2023-07-11T14:30:00"),
    ("11 июля 2023 г. в 14:30 МСК", "ru", "2023-07-11T14:30:00"),
    ("11 липня 2023 року", "uk", DAY),
    ("١١ يوليو ٢٠٢٣", "ar", DAY),
    ("۲۰ تیر ۱۴۰۲", "fa", DAY),
    ("سه‌شنبه 20 تير 1402", None, DAY),
    ("۱۴۰۲/۰۴/۲۰", "fa", DAY),
    ("11/07/2566", "th", DAY),
    ("الثلاثاء 11 تموز 2023", "ar", DAY),
    ("11 ביולי 2023, 14:30", "he", "2023-07-11T14:30:00"),
    ("11 जुलाई 2023", "hi", DAY),
    ("2023年7月11日", "zh", DAY),
    ("2023年7月11日 下午3:41", "zh", "2023-07-11T15:41:00"),
    ("二〇二三年七月十一日", "zh", DAY),
    ("民國112年7月11日", "zh-TW", DAY),
    ("2023年7月11日 午後3時41分", "ja", "2023-07-11T15:41:00"),
    ("令和5年7月11日", "ja", DAY),
    ("２０２３年７月１１日", "ja", DAY),
    ("2023년 7월 11일 오후 3시 41분", "ko", "2023-07-11T15:41:00"),
    ("입력 2023.07.11 15:41", "ko", "2023-07-11T15:41:00"),
    ("11 juli 2023 kl. 14.30", "sv", "2023-07-11T14:30:00"),
    ("11. juli 2023 kl. 14.30", "da", "2023-07-11T14:30:00"),
    ("11. juli 2023 klokken 14:30", "nb", "2023-07-11T14:30:00"),
    ("11.7.2023 klo 14.30", "fi", "2023-07-11T14:30:00"),
    ("2023. július 11. 14:30", "hu", "2023-07-11T14:30:00"),
    ("11 iulie 2023, ora 14:30", "ro", "2023-07-11T14:30:00"),
    ("11 Ιουλίου 2023", "el", DAY),
    ("11 กรกฎาคม 2566", "th", DAY),
    ("11 ก.ค. 2566 14:30 น.", "th", "2023-07-11T14:30:00"),
    ("Thứ Ba, 11 tháng 7, 2023", "vi", DAY),
    # a month's name tells its language, where the page's is not known or wrong
    ("11 juillet 2023", "", DAY),
    ("11. července 2023", "en", DAY),
]


@pytest.mark.parametrize(("raw", "language", "value"), ABSOLUTE)
def test_absolute(raw: str, language: str, value: str) -> None:
    assert parse_date(raw, language=language or None).value == value


RELATIVE = [
    ("3 hours ago", "en", "2025-06-04T15:15:00"),
    ("an hour ago", "en", "2025-06-04T17:15:00"),
    ("about 53 minutes ago", "en", "2025-06-04T17:22:00"),
    ("1 hour, 15 min ago", "en", "2025-06-04T17:15:00"),
    ("20 hours ago", "en", "2025-06-03T22:15:00"),
    ("3h", "en", "2025-06-04T15:15:00"),
    ("11d ago", "en", "2025-05-24"),
    ("just now", "en", "2025-06-04T18:15:00"),
    ("yesterday", "en", "2025-06-03"),
    ("Yesterday at 9:41 AM", "en", "2025-06-03T09:41:00"),
    ("4 days ago", "en", "2025-05-31"),
    ("2 weeks ago", "en", "2025-05-21"),
    ("3 months ago", "en", "2025-03"),
    ("2 years ago", "en", "2023"),
    ("Monday", "en", "2025-06-02"),
    ("July 11", "en", "2024-07-11"),
    ("11 May", "en", "2025-05-11"),
    ("Tuesday, July 11", "en", "2023-07-11"),
    ("Donnerstag, 11.05. 15:12 Uhr", "de", "2023-05-11T15:12:00"),
    ("28-09 20:27", "nl", "2024-09-28T20:27:00"),
    ("18.2.", "fi", "2025-02-18"),
    ("1/14 19:42", "ja", "2025-01-14T19:42:00"),
    ("vor 2 Stunden", "de", "2025-06-04T16:15:00"),
    ("vor einem Tag", "de", "2025-06-03"),
    ("gestern, 14:30 Uhr", "de", "2025-06-03T14:30:00"),
    ("vorgestern", "de", "2025-06-02"),
    ("il y a 3 heures", "fr", "2025-06-04T15:15:00"),
    ("hier à 14h30", "fr", "2025-06-03T14:30:00"),
    ("avant-hier", "fr", "2025-06-02"),
    ("hace 2 horas", "es", "2025-06-04T16:15:00"),
    ("ayer", "es", "2025-06-03"),
    ("há 3 dias", "pt", "2025-06-01"),
    ("2 ore fa", "it", "2025-06-04T16:15:00"),
    ("3 dagen geleden", "nl", "2025-06-01"),
    ("godzinę temu", "pl", "2025-06-04T17:15:00"),
    ("před 2 hodinami", "cs", "2025-06-04T16:15:00"),
    ("3 saat önce", "tr", "2025-06-04T15:15:00"),
    ("час назад", "ru", "2025-06-04T17:15:00"),
    ("3 дня назад", "ru", "2025-06-01"),
    ("2 години тому", "uk", "2025-06-04T16:15:00"),
    ("منذ ساعتين", "ar", "2025-06-04T16:15:00"),
    ("לפני שעתיים", "he", "2025-06-04T16:15:00"),
    ("3 घंटे पहले", "hi", "2025-06-04T15:15:00"),
    ("3小时前", "zh", "2025-06-04T15:15:00"),
    ("昨天", "zh", "2025-06-03"),
    ("3時間前", "ja", "2025-06-04T15:15:00"),
    ("3시간 전", "ko", "2025-06-04T15:15:00"),
    ("för 3 timmar sedan", "sv", "2025-06-04T15:15:00"),
    ("for 3 timer siden", "da", "2025-06-04T15:15:00"),
    ("3 tuntia sitten", "fi", "2025-06-04T15:15:00"),
    ("3 órája", "hu", "2025-06-04T15:15:00"),
    ("acum 3 zile", "ro", "2025-06-01"),
    ("πριν από 3 ώρες", "el", "2025-06-04T15:15:00"),
    ("prije 3 sata", "hr", "2025-06-04T15:15:00"),
]


@pytest.mark.parametrize(("raw", "language", "value"), RELATIVE)
def test_relative_counts_from_the_base(raw: str, language: str, value: str) -> None:
    parsed = parse_date(raw, language=language, base="2025-06-04T18:15:00")
    assert parsed.value == value
    assert any("counted from 2025-06-04" in note for note in parsed.notes)


@pytest.mark.parametrize(("raw", "language", "value"), RELATIVE)
def test_relative_without_a_base_is_null(raw: str, language: str, value: str) -> None:
    parsed = parse_date(raw, language=language)
    assert parsed.value is None
    assert parsed.notes


def test_hours_ago_keep_the_offset_of_a_saved_moment() -> None:
    parsed = parse_date("3 hours ago", base="2025-06-04T18:15:00Z")
    assert parsed.value == "2025-06-04T15:15:00+00:00"


def test_hours_ago_from_a_bare_day_are_not_guessed() -> None:
    parsed = parse_date("3 hours ago", base="2025-06-04")
    assert parsed.value is None
    assert "either of two days" in parsed.notes[0]


AMBIGUOUS = [
    ("03/04/2025", "en-US", None, "2025-03-04"),
    ("03/04/2025", "en-GB", None, "2025-04-03"),
    ("03/04/2025", "en", None, "2025-03-04"),
    ("03/04/2025", "en", "GB", "2025-04-03"),
    ("03/04/2025", "en", "AU", "2025-04-03"),
    ("03/04/2025", "fr", None, "2025-04-03"),
    ("03/04/2025", None, "US", "2025-03-04"),
    ("3-4-2025", "nl", None, "2025-04-03"),
    ("03.04.2025", "en-US", None, "2025-04-03"),
    ("03/04/2025", None, None, "2025-04-03"),
]


@pytest.mark.parametrize(("raw", "language", "region", "value"), AMBIGUOUS)
def test_ambiguous_order_follows_the_page_and_says_so(
    raw: str, language: str | None, region: str | None, value: str
) -> None:
    parsed = parse_date(raw, language=language, region=region)
    assert parsed.value == value
    assert parsed.ambiguous
    other = {"2025-03-04": "2025-04-03", "2025-04-03": "2025-03-04"}[value]
    assert any(other in note for note in parsed.notes)


@pytest.mark.parametrize(
    ("raw", "language", "value"),
    [
        ("31/12/2024", "en-US", "2024-12-31"),
        ("12/31/2024", "en-GB", "2024-12-31"),
        ("04/04/2025", "en", "2025-04-04"),
        ("03.04.2025", "de", "2025-04-03"),
    ],
)
def test_what_can_be_read_in_one_way_only_is_not_ambiguous(
    raw: str, language: str, value: str
) -> None:
    parsed = parse_date(raw, language=language)
    assert parsed.value == value
    assert not parsed.ambiguous


def test_a_reading_after_the_page_was_fetched_gives_way_to_the_other() -> None:
    parsed = parse_date("03/12/2024", language="en-GB", base="2024-06-01")
    assert parsed.value == "2024-03-12"
    assert parsed.ambiguous
