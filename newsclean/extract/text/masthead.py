"""The head of a page: whose page it is and of which day."""

from __future__ import annotations

import re

from ...language.dates.scan import left_over, scan, times
from ...language.lines import singles
from ...language.outlets import domain, outlet
from ...language.script import words_of
from .dump import Dump
from .lines import Line

_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b)[ :]*", re.IGNORECASE)
_RESERVED = re.compile(r"\ball rights\b", re.IGNORECASE)
_END_YEAR = re.compile(r"[ ,]{1,2}(?:19|20)\d\d\Z")
_YEARS = re.compile(r"[\d –-]{4,12}[,.: ]*(?:by )?", re.IGNORECASE)
_MENU, _SITE = 0.8, 0.1
_HEAD = 60


def owner(dump: Dump) -> None:
    """Whom a copyright line names: ``© 2025 The Valley Courier. All rights reserved.``"""
    for line in reversed(dump.lines):
        if line.role != "legal" or not (mark := _RIGHTS.match(line.text)):
            continue
        rest = line.text[mark.end() :]
        if year := _YEARS.match(rest):
            rest = rest[year.end() :]
        name = re.split(r"[.|,;] ?|[.|,;]$| - ", rest, maxsplit=1)[0].strip(" ©")
        name = _RESERVED.split(name)[0].strip()
        name = _END_YEAR.sub("", _company(name))
        if domain(rest.rstrip(". ")):
            name = rest.rstrip(". ")
        if 0 < len(name.split()) <= 6 and len(name) <= 60:
            dump.owner, dump.owner_line = name, line
            return


def _company(name: str) -> str:
    """The name without the company's form: ``Valley Courier Ltd`` is the Valley Courier."""
    words, forms = name.split(), singles("outlets.companies")
    while len(words) > 1 and not forms.isdisjoint(words_of(words[-1])[:1]):
        words.pop()
    return " ".join(words)


def page_site(dump: Dump) -> None:
    """The site is the first line of the masthead that nobody else claimed.

    A line counts when something of a masthead follows it: a date of the page, a menu, sponsors;
    or when a copyright line names it.
    """
    for line in dump.lines[:40]:
        if line.role == "mail header":
            if line.text.casefold().startswith(("from:", "von:", "de:")):
                name = line.text.split(":", 1)[1].split("<")[0].strip(" \"'")
                if name:
                    dump.site, dump.site_name = line, name
                    line.fields.append("source.site")
                    return
            continue
        if not line.plain:
            if line.role == "byline":
                return
            continue
        if _in_menu(dump, line) and not _owned(dump, line):
            continue
        if len(line.words) > 8 or line.size > 70 or line.prose or line.kind == "heading":
            return
        line = _paper_below(dump, line)
        if _masthead_follows(dump, line) or _owned(dump, line):
            _name_site(dump, line)
        return


def _paper_below(dump: Dump, line: Line) -> Line:
    """The line, or a newspaper's name below a button: ``Open navigation`` / ``Valley Courier``."""
    at = dump.lines.index(line)
    below = dump.lines[at + 1 : at + 2]
    paper = [other for other in below if other.plain and outlet(other.text) >= 3]
    button = outlet(line.text) < 2 and line.text[1:] == line.text[1:].casefold()
    return paper[0] if paper and button and 2 <= len(line.words) <= 3 else line


def _owned(dump: Dump, line: Line) -> bool:
    """The copyright line names the line: ``© Valley Courier Media`` is the Valley Courier's."""
    owner = words_of(dump.owner or "")
    return bool(line.words) and owner[: len(line.words)] == line.words


def _name_site(dump: Dump, line: Line) -> None:
    dump.site, dump.site_name = line, line.text
    if dump.owner and _owned(dump, line):
        dump.owner, dump.owner_line = line.text, line
    line.become("source.site", "site", "the first line of the masthead")
    for other in dump.lines[:30]:
        again = other.plain and other.words == line.words and other is not line
        if again and other.number - line.number <= 3:
            other.take("site", "repeats the site's name")


_MAST = frozenset({"navigation", "sponsor", "place", "account", "newsletter"})
_STORY = frozenset({"byline", "reading time", "label date", "label author", "label title"})
_STORY |= {"readmore", "relative date", "time"}


def _masthead_follows(dump: Dump, line: Line) -> bool:
    at = dump.lines.index(line)
    after = dump.lines[at + 1 : at + 6]
    if not after:
        return False
    score = 0
    for follower in after:
        dated = follower is after[0] and len(line.words) <= 5
        dated = dated and (follower.role == "date" or (follower.plain and dated_heading(follower)))
        if follower.role in _MAST | {"number"} or dated or _in_menu(dump, follower):
            score += 1
        elif follower.plain and (follower.prose or len(follower.words) > 12):
            break
    return score >= 1


def _in_menu(dump: Dump, line: Line) -> bool:
    """The tagger takes a line for an entry of a menu, and for no site's name."""
    roles = dump.p[dump.lines.index(line)] if dump.p else {}
    return roles.get("nav", 0.0) > _MENU and roles.get("site", 0.0) < _SITE


def page_date(dump: Dump) -> None:
    """The page's own date stands in the masthead; a story's date stands beside its headline.

    What parts the two is a menu, a sponsor or a bar between the date and the story.
    """
    lines = dump.lines[:_HEAD]
    last = 0
    for at, line in enumerate(_before_stories(dump)):
        if line.role in _MAST or line.role == "site" or line.role == "mail header":
            last = at
    for at, line in enumerate(lines[: last + 1]):
        if line.role == "date" and _apart(dump, at, last):
            _take_date(dump, line)
            return
        loose = line.role in ("", "navigation", "site") and line.size <= 120 and at <= 8
        if loose and dated_heading(line):
            _take_date(dump, line)
            return
        if line.role == "mail header" and line.text.casefold().startswith(("date:", "datum:")):
            _take_date(dump, line)
            return


def dated_heading(line: Line) -> bool:
    """A few words and a date that ends no sentence: ``Newest first - 3 May 2025, 7:40 p.m.``"""
    found = scan(line.text)
    ends = bool(found) and found[-1].end >= len(line.text) - 1
    return bool(found) and len(left_over(line.text, found)) <= 5 and (ends or not line.sentence)


def _apart(dump: Dump, at: int, last: int) -> bool:
    """Something of the masthead comes after the date, and no headline came before it."""
    line = dump.lines[at]
    if "|" in line.text:
        return True
    if at > last:
        return False
    before = [other for other in dump.lines[:at] if other.plain or other.role == "byline"]
    return not before


def _take_date(dump: Dump, line: Line) -> None:
    found = scan(line.text)
    if not found:
        return
    when = found[0]
    clocks = times(line.text[when.end :]) or times(line.text[: when.start])
    raw = when.whole if when.time or not clocks else f"{when.whole} {clocks[0]}"
    dump.retrieved, dump.retrieved_line = raw, line
    line.become("source.retrieved", "page date", "the page's date, apart from any story")


def list_date(dump: Dump, first: int) -> None:
    """On a page of many entries, a date above the first one is the page's."""
    if dump.retrieved is not None:
        return
    for line in dump.lines[:first]:
        headed = line.role in ("", "navigation", "site", "section") and dated_heading(line)
        if line.role == "date" or (headed and line.size <= 120):
            _take_date(dump, line)
            return


def _before_stories(dump: Dump) -> list[Line]:
    """The lines above the first running text, byline, link to a story or fourth headline."""
    headlines = 0
    for at, line in enumerate(dump.lines[:_HEAD]):
        if line.role == "breadcrumb" and at > 3:
            return dump.lines[: at + 1]
        if (line.plain and line.prose) or line.role in _STORY:
            return dump.lines[:at]
        headlines += line.plain and len(line.words) >= 4
        if headlines > 3:
            return dump.lines[:at]
    return dump.lines[:_HEAD]


def survey(dump: Dump) -> None:
    """All that the head of the page tells."""
    owner(dump)
    page_site(dump)
    page_date(dump)
