"""Which record of a story stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .mark import Mark


def _longest(m: Mark) -> tuple[Any, ...]:
    return (-m.words,)


def _earliest(m: Mark) -> tuple[Any, ...]:
    """By day, then by the time on it where both give one; a record without a date comes last."""
    return (m.day == 0, m.day, m.published)


_POLICIES: dict[str, Callable[[Mark], tuple[Any, ...]]] = {
    "first": lambda m: (),
    "longest": _longest,
    "earliest": _earliest,
}


def chosen(story: Sequence[Mark], policy: str) -> int:
    """Which of a story's records, in input order, stays; the first one where two are even."""
    rank = _POLICIES[policy]
    return min(range(len(story)), key=lambda i: (*rank(story[i]), i))
