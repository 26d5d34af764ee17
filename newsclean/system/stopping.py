"""Ctrl-C and SIGTERM end a run in good order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from .limits import unheard

T = TypeVar("T")
Handler = Callable[[int, "FrameType | None"], None]


class Stopped(BaseException):
    """A signal came. Not a KeyboardInterrupt, which libraries take into their own hands."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.code = 128 + signum
        """The exit status that shells give it: 130 for Ctrl-C, 143 for SIGTERM."""


class Stopping:
    """What a signal does: the record in hand is finished first. A second signal does not wait."""

    def __init__(self) -> None:
        self.over = False
        """All is done and in place: it is too late to stop."""
        self._asked: Stopped | None = None
        self._busy = False
        """A record is in hand; else nothing is lost by stopping at once."""

    def __call__(self, signum: int, frame: FrameType | None) -> None:
        """A signal came."""
        if self.over:
            return
        again = self._asked is not None
        self._asked = Stopped(signum)
        if again or not self._busy:
            raise self._asked

    def check(self) -> None:
        """Stop here if that was asked for."""
        if self._asked:
            raise self._asked

    def watch(self, inputs: Iterable[T]) -> Iterator[T]:
        """The inputs, unchanged, until it is asked to stop."""
        items = iter(inputs)
        while True:
            self._busy = False
            self.check()
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self._busy = True
            yield item


def stopping() -> Stopping:
    """What handles the signals now; where nothing does, something that is never asked to stop."""
    handlers = map(signal.getsignal, (signal.SIGINT, signal.SIGTERM))
    return next((found for found in handlers if isinstance(found, Stopping)), Stopping())


@contextmanager
def handled(handler: Handler) -> Iterator[None]:
    """In the block the handler gets SIGINT and SIGTERM, unless the caller has us ignore them."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for signum in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(signum) is not signal.SIG_IGN:
                before[signum] = signal.signal(signum, handler)
    try:
        with unheard(Stopped):
            yield
    finally:
        for signum, old in before.items():
            signal.signal(signum, old)
