"""How far a long run is, on standard error; gone without a trace when it ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from . import Color
from .clean import line
from .screen import screen

if TYPE_CHECKING:
    from ..engines.run import Tally

_EVERY = 0.1
"""Seconds between two drawings."""
_AFTER = 0.5
"""Seconds before anything is drawn: a short run shows nothing."""
_NAME = 40


class Bar:
    """Counts the inputs that go by and draws how many are through."""

    def __init__(self, progress: Progress, tally: Tally, total: int | None) -> None:
        self._progress, self._tally = progress, tally
        self._task = progress.add_task("", total=total, rate="", name="", errors="")
        self._began = self._drawn = time.monotonic()

    def watch(self, inputs: Iterable[Any]) -> Iterator[Any]:
        """The inputs, unchanged."""
        for item in inputs:
            self.draw(getattr(item, "path", ""))
            yield item

    def draw(self, path: str) -> None:
        """Show the state of things, unless that was done just now."""
        now = time.monotonic()
        if now - self._drawn < _EVERY or now - self._began < _AFTER:
            return
        self._drawn = now
        # Records that wait to be compared have not come to their end, but their pages were read.
        through = self._tally.read + self._tally.passed_over
        failed = self._tally.failed + self._tally.rejected
        self._progress.update(
            self._task,
            completed=through,
            rate=f"{through / (now - self._began):.0f} pages/s",
            errors=f"{failed} failed" if failed else "",
            name=line(path[-_NAME:]).plain,
        )
        if not self._progress.live.is_started:
            self._progress.start()
        self._progress.refresh()


@contextmanager
def bar(tally: Tally, total: int | None, color: Color) -> Iterator[Bar]:
    """A progress bar for a run whose counts are in ``tally``; ``total`` inputs where known."""
    progress = _drawn(color)
    try:
        yield Bar(progress, tally, total)
    finally:
        progress.stop()


@contextmanager
def shards_bar(color: Color) -> Iterator[Callable[[int, int, bool], None]]:
    """A progress bar for shards; is told of each one that comes to its end.

    That is: how many shards there are, how many pages it had, and whether an earlier run did it.
    """
    progress = _drawn(color)
    task = progress.add_task("", total=None, rate="", name="", errors="")
    began, pages, through = time.monotonic(), 0, 0

    def draw(count: int, number: int, earlier: bool) -> None:
        nonlocal pages, through
        through, pages = through + 1, pages + (0 if earlier else number)
        rate = pages / max(_EVERY, time.monotonic() - began)
        progress.update(task, total=count, completed=through, rate=f"{rate:.0f} pages/s",
                        name=f"shards, {pages:,} pages")  # fmt: skip
        progress.start()
        progress.refresh()

    try:
        yield draw
    finally:
        progress.stop()


def _drawn(color: Color) -> Progress:
    return Progress(
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.fields[errors]}", markup=False, style="red"),
        TextColumn("{task.fields[name]}", markup=False, style="dim"),
        console=screen("stderr", color),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
    )
