"""One item after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import Lost


class Serial:
    """The plain engine, and the one all others must agree with."""

    def map(
        self, work: Callable[[Any], Any], items: Iterable[Any], *, lost: Lost, chunk: int = 1
    ) -> Iterator[Any]:
        """See `Engine.map`; there is no worker that could be lost."""
        return map(work, items)
