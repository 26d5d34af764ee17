"""Which record of a story stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .mark import Mark

Rank = tuple[Any, ...]


def _first(m: Mark) -> Rank:
    return ()


def _longest(m: Mark) -> Rank:
    return (-m.words,)


def _earliest(m: Mark) -> Rank:
    """By day, then by what else the date says; a record without a date comes last."""
    return (m.day == 0, m.day, m.published)


def _complete(m: Mark) -> Rank:
    """The one that has the most fields, then the most words."""
    return (-m.filled, -m.words)


_POLICIES: dict[str, Callable[[Mark], Rank]] = {
    "first": _first,
    "longest": _longest,
    "earliest": _earliest,
    "complete": _complete,
}


def chosen(story: Sequence[Mark], policy: str, prefer: Sequence[str] = ()) -> int:
    """Which of a story's records, in input order, stays; the first one where two are even.

    Publishers in ``prefer`` come before the policy, in their order, without regard to case.
    """
    rank = _POLICIES[policy]
    names = [name.casefold() for name in prefer]

    def place(m: Mark) -> int:
        name = m.publisher.casefold()
        return names.index(name) if name in names else len(names)

    return min(range(len(story)), key=lambda i: (place(story[i]), *rank(story[i]), i))
