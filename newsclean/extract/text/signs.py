"""Whether a page is in Markdown, and whether it is one that can be parsed in reasonable time."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from .lines import Line

_LONGEST = 1_500_000
"""Characters of a page that are parsed; a larger one is read as plain text."""
_LONGEST_LINE = 60_000
_MOST_OPEN = 2_000
"""Opening brackets, stars or angle brackets on one line: more are no text."""

_LINK = re.compile(r"\]\((?:https?:|[/#<?.]|mailto:|javascript:|[\w%-]{1,80}[./]\w)")
_HEADING = re.compile(r"^ {0,3}#{1,6} +\S")
_STRONG = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])[^*]{1,200}(?<=[^\s*\\])\*\*(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w_\\])_(?=[^\s_])[^_]{1,200}(?<=[^\s_\\])_(?!\w)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,200}\]\(")
DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]{1,80}\]: +<?\S{1,500}$")
_ESCAPE = re.compile(r"(?<=\w)\\[.)#+*_\[\]-]|(?<!\S)\\[-+*#]")
TABLE_RULE = re.compile(r"^ {0,3}\|? ?:?-{3,}:? ?(?:\| ?:?-{3,}:? ?){1,40}\|?\s*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_SIGNS = (
    (_LINK, 3.0, math.inf),
    (_IMAGE, 3.0, math.inf),
    (_HEADING, 1.0, 2.5),
    (_STRONG, 1.0, 6.0),
    (_EMPHASIS, 0.5, 2.0),
    (DEFINITION, 1.0, 6.0),
    (_ESCAPE, 0.5, 2.0),
    (TABLE_RULE, 2.0, 6.0),
)
"""What a line with each is worth, and all such lines at most."""
_ENOUGH = 3.0
_THIN = 30
"""Lines of a page for each point that its signs must make."""
_LOOKED_AT = 2_000


def looks_like(lines: Sequence[Line]) -> bool:
    """Whether the lines are Markdown: links in brackets, hashes before headings, stars in pairs.

    One sign is no Markdown, and neither are a few on a page of a thousand lines.

    >>> from .lines import split
    >>> looks_like(split("# Rain\\n\\nBy **Ana Cruz**\\n\\nIt [rained](http://a/) on Monday."))
    True
    >>> looks_like(split("5 * 3 is 15\\n* Required field\\n#rain [1]"))
    False
    """
    return points(lines) >= max(_ENOUGH, len(lines) / _THIN)


def points(lines: Sequence[Line]) -> float:
    """What the signs of Markdown on a page are worth together.

    Hashes before headings count for little by themselves: code has them before comments.
    """
    found = [0] * len(_SIGNS)
    for line in lines:
        raw = line.raw[:_LOOKED_AT]
        if not any(sign in raw for sign in "[#*_\\|"):
            continue
        for at, (pattern, _, _) in enumerate(_SIGNS):
            if pattern.search(raw):
                found[at] += 1
    return sum(
        min(most, count * worth) for count, (_, worth, most) in zip(found, _SIGNS, strict=True)
    )


def bounded(lines: Sequence[Line]) -> bool:
    """Whether the page is one that can be parsed in reasonable time."""
    total = 0
    for line in lines:
        total += len(line.raw)
        if len(line.raw) > _LONGEST_LINE or total > _LONGEST:
            return False
        if len(line.raw) > _MOST_OPEN and any(
            line.raw.count(s) > _MOST_OPEN for s in "[*_`<>!\\|~"
        ):
            return False
    return True
