"""Which record of a story stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from typing import Any

from .mark import Mark

Rank = tuple[Any, ...]


def _first(m: Mark) -> Rank:
    return ()


def _longest(m: Mark) -> Rank:
    return (-m.words,)


def _earliest(m: Mark) -> Rank:
    """By the moment, where the date says one, or its day's first; undated records come last."""
    moment = m.day * 86_400.0
    try:
        when = datetime.fromisoformat(m.published.strip().replace("Z", "+00:00"))
        moment = when.replace(tzinfo=when.tzinfo or timezone.utc).timestamp()
    except (ValueError, OverflowError):
        pass  # a date in words has a day
    return (m.day == 0, moment)


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
