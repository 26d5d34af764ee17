"""Plain JSON values as a line of text, and back; no line breaks UTF-8 or commands a terminal."""

from __future__ import annotations

import json
import re
from typing import Any

from ..system.errors import RecordError


def as_line(row: dict[str, Any]) -> str:
    """Plain JSON values as `newsclean.article.encode` writes them."""
    line = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
    return scrubbed_line(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", line))[0]


def scrubbed_line(line: str) -> tuple[str, int]:
    """The text with U+FFFD for each of its lone surrogates, and how many there were."""
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.subn("\ufffd", line)
    return line, 0


_SURROGATE = re.compile("[\ud800-\udfff]")
#: DEL and C1 controls, bidirectional embeddings, overrides and isolates, line separators.
_OBEYED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def of_line(line: str | bytes) -> Any:
    """The plain JSON values that a line holds; raises `RecordError` where it holds none."""
    try:
        value = json.loads(line, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON: {error}") from None
    brackets = ("{", "[") if isinstance(line, str) else (b"{", b"[")
    if sum(map(line.count, brackets)) > _DEEPEST and _deeper(value, _DEEPEST):  # type: ignore[arg-type]
        raise RecordError(f"nested more than {_DEEPEST} levels deep")
    return value


_DEEPEST = 100
"""Levels of a record's JSON; what writes or draws a value of a field nobody knows is recursive."""


def _deeper(value: Any, levels: int) -> bool:
    """Whether JSON values are nested deeper than so many levels."""
    level = [value]
    for _ in range(levels):
        nested = [each for each in level if isinstance(each, dict | list)]
        level = [
            inner
            for each in nested
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):  # could not be written as JSON again
        raise ValueError(f"{digits[:20]} is too large a number")
    return value
