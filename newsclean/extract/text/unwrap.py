"""Hard line breaks: lines that a text browser, a mail program or a hand broke are joined."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ..forest import Rate, rater, trees_of
from .broken import NAMES, rows_of, table
from .dump import Dump
from .lines import Line

_LIKELY = 0.5


def unwrap(dump: Dump) -> None:
    """Join the lines of each paragraph, headline and list item.

    >>> from .lines import split
    >>> text = "Rain\\n\\nThe rain that fell over the whole\\nnorth of the island did not stop, "
    >>> text += "so\\nthat the ferries stayed in harbour\\nand nobody left the island."
    >>> dump = Dump(split(text))
    >>> unwrap(dump)
    >>> [line.text[-11:] for line in dump.lines]
    ['Rain', 'the island.']
    """
    on, dump.width = goes_on(dump.lines)
    joined: list[Line] = []
    for line, goes in zip(dump.lines, on, strict=True):
        if goes and joined and not (line.role or joined[-1].role):
            joined[-1].append(line)
        else:
            joined.append(line)
    dump.lines = joined


def goes_on(lines: Sequence[Line]) -> tuple[list[bool], int | None]:
    """Of each line whether it goes on with the one above, and the width the page is broken at."""
    on = [False] * len(lines)
    where, numbers, width = table(rows_of(lines))
    if where:
        rate = _model()
        for at, row in zip(where, numbers, strict=True):
            on[at] = rate(row) >= _LIKELY
    return on, width


@cache
def _model() -> Rate:
    """The fitted trees: from the numbers of a pair of lines to how likely they are one text."""
    data = json.loads((files("newsclean.extract.text") / "unwrap.json").read_text("utf-8"))
    assert tuple(data["features"]) == NAMES
    return rater(trees_of(data["trees"]))
