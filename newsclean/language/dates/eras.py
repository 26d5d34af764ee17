"""Dates as East Asia, Thailand and Iran write them, rewritten as ISO 8601 dates in the string."""

from __future__ import annotations

import re

from ..calendars import BUDDHIST, ERAS, SOLAR_HIJRI_MONTHS, solar_hijri
from ..script import LETTER
from ..tables import code_of, words

_NUMERALS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
_NUMERAL = "〇零一二三四五六七八九十廿卅"
_NUMERAL_RUN = re.compile(rf"(?:元|[{_NUMERAL}]{{1,4}}) ?(?=[年月日號号時时點点分])")
_DATE = re.compile(
    rf"(?:({'|'.join(ERAS)}) ?)?(\d{{1,4}}) ?[年년] ?"
    r"(?:(\d{1,2}) ?[月월] ?(?:(\d{1,2}) ?[日号號일])?)?"
)
_NO_YEAR = re.compile(r"(?<!\d)(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]")
_BUDDHIST = re.compile(r"(?<!\d)(2[45]\d\d)(?!\d)")
#: Letters, which the mark of the era has, too.
_THAI = re.compile("[\u0e01-\u0e2e]")
_BUDDHIST_MARK = re.compile(r"พ\. ?ศ\. ?")

_HIJRI_NAMED = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}) ?(?P<m>{'|'.join(SOLAR_HIJRI_MONTHS)}) ?"
    r"(?:ماه )?(?P<y>1[34]\d\d)(?!\d)"
)
_HIJRI_NUMBERS = re.compile(r"(?<!\d)(?P<y>1[34]\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)")
#: Arabic letters that stand for Persian ones.
_PERSIAN = str.maketrans("يك", "یک")

#: A month that is a word and its number, as in Vietnamese: "5 tháng 7, 2023".
_NUMBERED = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})[ ,]{{0,2}}(?P<word>{LETTER}{{2,9}}) ?(?P<m>\d{{1,2}})[ ,]{{0,2}}"
    rf"(?:{LETTER}{{1,4}} )?(?P<y>\d{{4}})(?!\d)"
)


def rewrite(text: str, language: str | None) -> tuple[str, list[str]]:
    """The string with its dates in Gregorian years and ISO form, and notes on what was counted.

    >>> rewrite("令和5年7月11日", "ja")[0], rewrite("二〇二三年七月", "zh")[0]
    (' 2023-07-11 ', ' 2023-07 ')
    """
    notes: list[str] = []
    numbered = words("dates.numbered_months", code_of(language) or None)
    if numbered:

        def day(match: re.Match[str]) -> str:
            known = match["word"].casefold() in numbered
            return f"{match['y']}-{match['m']}-{match['d']}" if known else match[0]

        text = _NUMBERED.sub(day, text)
    if language == "th" or _THAI.search(text):
        text = _buddhist(text, notes)
    if language in ("fa", None) or not text.isascii():
        text = _solar_hijri(text, language, notes)
    if text.isascii():
        return text, notes
    text = _NUMERAL_RUN.sub(lambda m: str(_number(m[0].strip())), text)

    def iso(match: re.Match[str]) -> str:
        year = int(match[2])
        if match[1]:
            year += ERAS[match[1]]
            notes.append(f"{match[1]}{match[2]} is the year {year}")
        parts = [f"{year:04}"] + [f"{int(part):02}" for part in match.groups()[2:] if part]
        return f" {'-'.join(parts)} "

    text = _DATE.sub(iso, text)
    text = _NO_YEAR.sub(lambda m: f" --{int(m[1]):02}-{int(m[2]):02} ", text)
    return text, notes


def _buddhist(text: str, notes: list[str]) -> str:
    def gregorian(match: re.Match[str]) -> str:
        year = int(match[1]) - BUDDHIST
        notes.append(f"{match[1]} is the year {year} of the Buddhist era")
        return str(year)

    return _BUDDHIST.sub(gregorian, _BUDDHIST_MARK.sub("", text))


def _solar_hijri(text: str, language: str | None, notes: list[str]) -> str:
    def gregorian(match: re.Match[str]) -> str:
        name = match["m"]
        month = int(name) if name.isdecimal() else SOLAR_HIJRI_MONTHS.index(name) + 1
        day = solar_hijri(int(match["y"]), month, int(match["d"]))
        if day is None:
            return match[0]
        notes.append(f"{match[0]} is {day.isoformat()} of the Solar Hijri calendar")
        return f" {day.isoformat()} "

    persian = text.translate(_PERSIAN)
    if _HIJRI_NAMED.search(persian):
        text = _HIJRI_NAMED.sub(gregorian, persian)
    return _HIJRI_NUMBERS.sub(gregorian, text) if language in ("fa", None) else text


def _number(text: str) -> int:
    """A Chinese numeral: digits in a row, or tens and ones."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int("".join(str(_NUMERALS[c]) for c in text))
    tens, _, ones = text.partition("十")
    ones = ones.replace("十", "")
    return int("".join(str(_NUMERALS[c]) for c in tens) or 1) * 10 + int(
        "".join(str(_NUMERALS[c]) for c in ones) or 0
    )
