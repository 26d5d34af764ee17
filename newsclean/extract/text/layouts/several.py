"""Several whole articles, one after the other, in one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ....language.bylines import persons
from .. import masthead, tagger
from ..dump import Dump, spans
from ..story import Story
from . import article
from .shapes import Shape

_NEAR = 4
"""So many lines from the headline its date and its names may stand."""
_LEAST_TEXT = 400
_HEADLINE = "hqxv"
_DATA = "ndm"


def read(dump: Dump, page: Sequence[Shape]) -> list[Story]:
    """The articles of a file that holds more than one, or nothing.

    A new one begins where, below running text, a headline stands with a date or a name, in the
    order the first one has them, and running text follows::

        Rain at last
        By Ana Cruz
        3 May 2024
        ...
        ----------
        A whale is seen
        By Lise Holm
        4 May 2024
        ...
    """
    firsts = _starts(page)
    if len(firsts) < 2:
        return []
    starts = [0, *(dump.lines.index(page[at].line) for at in firsts[1:])]
    found: list[Story] = []
    for start, end in spans(starts, len(dump.lines)):
        if story := article.read(_part(dump, start, end)):
            found.append(story)
    return found


def _part(dump: Dump, start: int, end: int) -> Dump:
    """The lines of one article as a page of its own; what it does not say, the whole page says."""
    part = Dump(dump.lines[start:end], links=dump.links)
    part.p = tagger.load().roles(part)  # as on a page of its own
    if not start:
        return replace(dump, lines=part.lines, p=part.p)
    masthead.survey(part)
    if part.site is None:
        part.site, part.site_name = dump.site, dump.site_name
    if part.owner is None:
        part.owner, part.owner_line = dump.owner, dump.owner_line
    if part.retrieved is None:
        part.retrieved, part.retrieved_line = dump.retrieved, dump.retrieved_line
    return part


def _starts(page: Sequence[Shape]) -> list[int]:
    """Where the articles begin: at their first line of head."""
    texts = [at for at, shape in enumerate(page) if shape.look in "bp" and shape.line.plain]
    if len(texts) < 4:
        return []
    usual = Counter(page[at].line.gap for at in texts).most_common(1)[0][0]
    starts: list[int] = []
    order: str | None = None
    above = -1
    for below in texts:
        found = _head(page, above + 1, below)
        above = below
        if found is None:
            continue
        start, looks, marked = found
        parted = marked or any(s.gap == 3 or s.line.gap >= usual + 2 for s in page[start:below])
        if order is None or (looks == order and parted):
            order = looks
            starts.append(start)
    whole = all(_enough(page[start:end]) for start, end in spans(starts, len(page)))
    return starts if whole else []


def _head(page: Sequence[Shape], start: int, end: int) -> tuple[int, str, bool] | None:
    """First line of the head right above a text, the order of its parts, and if a name is there.

    >>> from ..lines import split
    >>> from .shapes import shapes
    >>> _head(shapes(split("Rain at last in the north\\nBy Ana Cruz\\n3 May 2024")), 0, 3)
    (0, 'Tdn', True)
    """
    lines = range(max(start, end - 2 * _NEAR), end)
    titles = [at for at in lines if page[at].look in _HEADLINE and page[at].line.plain]
    titles = [at for at in titles if page[at].line.kind != "list_item"]
    for at in reversed(titles):
        near = [n for n in lines if 0 < abs(n - at) <= _NEAR and page[n].look in _DATA]
        if not near:
            continue
        over = "".join(sorted({_datum(page[n]) for n in near if n < at}))
        under = "".join(sorted({_datum(page[n]) for n in near if n > at}))
        looks = f"{over}T{under}"
        if "d" not in looks:
            continue
        return min([at, *near]), looks, "n" in looks
    return None


def _datum(shape: Shape) -> str:
    named = shape.look == "n" or persons(shape.line.text)
    return "n" if named else "d"


def _enough(part: Sequence[Shape]) -> bool:
    """Three paragraphs, and not a heap of teasers about them."""
    plain = [shape for shape in part if shape.line.plain]
    texts = [shape.line.size for shape in plain if shape.look in "bp"]
    return len(texts) >= 3 and sum(texts) >= _LEAST_TEXT and 3 * len(texts) >= len(plain)
