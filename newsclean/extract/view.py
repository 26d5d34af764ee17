"""What a run can show of a page besides its records; only the review page has it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from gzip import compress, decompress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..article import Evidence

MAX_LINES = 20_000
"""Of a page; what comes after is counted."""
_MAX_TEXT = 1000

Line = tuple[str, str, str, "str | None", "int | None", str]
"""Where a line or block is, its text, its role, the field and the record it became, and why."""


@dataclass(slots=True)
class View:
    """A page's lines, and the evidence of one of its records."""

    packed: bytes
    """The lines as `packed` makes them: small, since every record of the page carries them."""
    evidence: dict[str, Evidence] = field(default_factory=dict)


def packed(lines: Iterable[Line]) -> bytes:
    """Lines as compressed JSON, which a browser can take apart as well.

    >>> unpacked(packed([("line 1", "Rain", "headline", "title", 0, "")]))
    [['line 1', 'Rain', 'headline', 'title', 0, '']]
    """
    listed = [[where, text[:_MAX_TEXT], *rest] for where, text, *rest in lines]
    if left := len(listed) - MAX_LINES:
        listed[MAX_LINES:] = [["", f"… {left:,} more", "", None, None, ""]] if left > 0 else []
    return compress(json.dumps(listed).encode(), 6, mtime=0)


def unpacked(data: bytes) -> Any:
    """The inverse of `packed`."""
    return json.loads(decompress(data))
