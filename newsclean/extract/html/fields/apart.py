"""Who and when, where they stand apart from the headline: at the foot of the story or beside it.

Asked only where a page says them nowhere else. A page's other dates and people are of other
stories, so what is found counts only where all of it agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from ....language import bylines
from ....language.bylines import NODE, split_byline
from ....language.dates.scan import Span, scan
from ....language.names import is_person, unique
from .lines import joined
from .page import Context
from .scan import MOST, author_link, marks_author
from .visible import helped

_MOST_ELEMENTS = 5000
#: Letters of a text that is a date and what announces it, or a byline.
_LONGEST = 60
_SHORT_YEAR = re.compile(r"\d\d")
_MARKED = re.compile(r"publish|pub-?date|posted|post-?date|(?<![a-z])date(?![a-z])", re.I)
_SKIPPED = frozenset(("script", "style", "a", "button", "option", "noscript", "template", "svg"))


def day(page: Context) -> tuple[Span, HtmlElement] | None:
    """The date of publication, where all that the part of the page with the story shows are one.

    Where they differ, those alone count that a label or a class calls dates of publication.
    """
    found: list[tuple[Span, bool, HtmlElement]] = []
    part = page.part()
    below = page.headline is None and part.tag != "body"
    for element in islice(part.iter("*"), _MOST_ELEMENTS):
        below = below or element is page.headline
        text = element.text
        if not text or len(text) > 2 * _LONGEST or element.tag in _SKIPPED:
            continue
        if _SHORT_YEAR.search(text) is None or page.of_others(element):
            continue
        told = _told(element, page)
        # Over the headline a date may be the page's own.
        if told is not None and len(found) < MOST and (told[1] or below):
            found.append((*told, element))
    for marked in (False, True):
        days: dict[date, tuple[Span, HtmlElement]] = {}
        for when, sure, element in found:
            if sure or not marked:
                days.setdefault(when.day, (when, element))
        if len(days) == 1:
            return next(iter(days.values()))
    return None


def _told(element: HtmlElement, page: Context) -> tuple[Span, bool] | None:
    """The date that an element is, and whether it is said to be of publication."""
    plain = " ".join(joined(element, 2 * _LONGEST).replace(NODE, " ").split())
    if len(plain) > _LONGEST:
        return None
    when = next(iter(scan(plain, page.words)), None)
    if when is None:
        return None
    label, rest = plain[: when.start], plain[when.end :]
    said = [match.lastgroup for match in page.words.label_pattern.finditer(label)]
    if "today" in said or "updated" in said or sum(map(str.isalpha, rest)) > _LONGEST // 3:
        return None
    if not said and sum(map(str.isalpha, label)) > _LONGEST // 3:
        return None
    if element.tag == "time":
        return when, True
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return when, "published" in said or _MARKED.search(marks[:300]) is not None


def signed(page: Context) -> tuple[list[str], str]:
    """The one name that elements marked as the author's begin with, alone in their first line."""
    names: list[str] = []
    for element in islice(page.part().iter("*"), _MOST_ELEMENTS):
        if element.tag in _SKIPPED or not marks_author(element) or page.of_others(element):
            continue
        first = joined(element, 4 * _LONGEST).strip().split("\n")[0]
        if len(first) > _LONGEST or helped(element, page.words):
            continue
        found = split_byline(first, page.words)
        if len(found) == 1 and is_person(found[0]):
            names = unique([*names, *found])
        if len(names) > 1:
            return [], ""
    return names, "".join(names)


def people(page: Context) -> tuple[list[str], str]:
    """The one author that links to author pages, or lines such as "Written by", name."""
    names: list[str] = []
    raw = ""
    for text, found in _named(page):
        names = unique([*names, *found])
        raw = raw or text
        if len(names) > 1:
            return [], ""
    return names, raw


def _named(page: Context) -> Iterator[tuple[str, list[str]]]:
    for element in islice(page.part().iter("*"), _MOST_ELEMENTS):
        if element.tag == "a":
            if author_link(element) and not page.of_others(element):
                text = joined(element, 2 * _LONGEST)
                yield text, [n for n in split_byline(text, page.words) if " " in n]
        elif element.text and len(element.text) <= _LONGEST and element.tag not in _SKIPPED:
            by = page.words.by_pattern.match(f"{element.text.strip()} ")
            if by is None or " " not in by[0]:  # "by" alone may begin anything
                continue
            text = joined(element, 2 * _LONGEST)
            if len(text) <= _LONGEST and not page.of_others(element):
                yield text, [n for n in bylines.said(text, page.words) if " " in n]
