"""A bound on the time that one piece of work may take, and interruptions in general."""

from __future__ import annotations

import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from .errors import InputError

T = TypeVar("T")
_LONGEST = 1e9
"""Seconds; no timer can be set to much more."""


class _Expired(BaseException):
    """Not an Exception: a library's broad ``except`` must not swallow it."""


@contextmanager
def unheard(kind: type[BaseException]) -> Iterator[None]:
    """In the block, an interruption of that kind is not told of where it has no effect.

    What a signal's handler raises in a finalizer or in a callback of the garbage collector, Python
    only prints; whoever raises it so must come back to it.
    """
    before = sys.unraisablehook

    def tell(unraisable: Any) -> None:
        if not issubclass(unraisable.exc_type, kind):
            before(unraisable)

    sys.unraisablehook = tell
    try:
        yield
    finally:
        sys.unraisablehook = before


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage within: at its usual pace the collector looks through a whole page, and
    all that is loaded, again and again. What is in no cycle is freed all the same.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def within(seconds: float, work: Callable[[], T]) -> T:
    """``work()``; raises `InputError` when it takes longer than so many seconds of wall time.

    Method: an interval timer (setitimer(2)), which interrupts Python code but not a call into a
    C library; for that, the pool kills the worker. Where there is no such timer (Windows, a thread
    other than the main one, 0 seconds), the work is unbounded. While a module is being imported
    nothing is interrupted: half of one would stay behind and fail all later work.
    """
    main = threading.current_thread() is threading.main_thread()
    if not seconds or not main or not hasattr(signal, "setitimer"):
        return work()

    expired = False

    def expire(signum: int, frame: FrameType | None) -> None:
        nonlocal expired
        if not _importing(frame):
            expired = True
            raise _Expired

    before = signal.signal(signal.SIGALRM, expire)
    try:
        try:
            with unheard(_Expired):
                # It fires again every second, should the first time fall where it has no effect
                # or must have none.
                signal.setitimer(signal.ITIMER_REAL, min(seconds, _LONGEST), 1.0)
                result = work()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if expired:
            raise _Expired
        return result
    except _Expired:
        # It may have come just before the timer was stopped.
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise InputError(
            f"took longer than {seconds:g} seconds and was stopped; see --page-timeout"
        ) from None
    finally:
        signal.signal(signal.SIGALRM, before)


def _importing(frame: FrameType | None) -> bool:
    """Whether the frame is of an import, or was called by one."""
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False
