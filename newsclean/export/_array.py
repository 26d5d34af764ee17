"""JSON arrays of records, an item a line, with nothing in them that a terminal could obey."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..article.line import as_line


def item(value: dict[str, Any], index: int, *, keep: Iterable[str] = ()) -> str:
    """An item of an array that is open; what says nothing is left out, but for ``keep``."""
    said = filled(value) | {key: value[key] for key in keep}
    return (",\n" if index else "\n") + as_line(said)


def close(count: int) -> str:
    """The end of an array of ``count`` items."""
    return "\n]" if count else "]"


def filled(value: dict[str, Any]) -> dict[str, Any]:
    """The pairs whose value says something.

    >>> filled({"a": None, "b": [], "c": False, "d": ""})
    {'c': False}
    """
    return {key: each for key, each in value.items() if each not in (None, "", [], {})}


def only(document: str, *path: str) -> Any:
    """The only item of the array that is at a path of keys in a document; None where it is not."""
    try:
        value = json.loads(document)
        for key in path:
            value = value[key]
        (found,) = value
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
