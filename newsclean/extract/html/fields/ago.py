"""Dates that a page gives only as so long ago, of which it does not say from when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from ....article import Evidence
from ....language.bylines import NODE
from ....language.dates.scan import relative
from .clues import Choice
from .lines import joined
from .page import FAR, Context

_LONGEST = 60
_LINES = 8
_PARTS = re.compile(f"[{NODE}|•·–—()]")
_DIGIT = re.compile(r"\d")


def choose(page: Context) -> tuple[Choice, Choice]:
    """First publication and last change as the page has them ("3 hours ago", "yesterday").

    For pages that give no date. Near the headline only; `newsclean.normalize` makes a date of it
    where it is known when the page was fetched.
    """
    published = modified = Choice(None, None)
    for text, source in _near(page):
        for kind, found in _read(text, page):
            choice = Choice(found, Evidence(source=source, raw=found))
            if kind == "updated":
                modified = choice if modified.value is None else modified
            elif published.value is None:
                published = choice
    return published, modified


def _near(page: Context) -> Iterator[tuple[str, str]]:
    """Short texts that may say it, with what they are: marked as dates, or lines."""
    marked: list[HtmlElement] = [*page.scan.times, *page.near.dated]
    for element in islice(marked, 100):
        if page.distance(element) != FAR and not page.elsewhere(element):
            text = joined(element, 2 * _LONGEST)
            yield text, "time" if element.tag == "time" else "visible"
    for line in [*page.below[:_LINES], *page.above[-2:]]:
        # Without a number, words such as "today" are often a label or a name.
        if _DIGIT.search(line.text[:200]) and not page.elsewhere(line.element):
            yield line.text[:200], "visible"


def _read(text: str, page: Context) -> Iterator[tuple[str, str]]:
    """``published`` or ``updated``, and the relative date, for each part of a text that is one."""
    for part in _PARTS.split(" ".join(text.split())):
        said, kind = part.strip(" ,:.-"), "published"
        if not 0 < len(said) <= _LONGEST:
            continue
        label = page.words.label_pattern.match(said)
        if label and label.lastgroup != "today" and not relative(said):
            said, kind = said[label.end() :].strip(" :,-"), label.lastgroup or kind
        if relative(said):
            yield kind, said
