"""A bound on the time that one piece of work may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import TypeVar

from .errors import InputError

T = TypeVar("T")


class _Expired(BaseException):
    """Not an Exception: a library's broad ``except`` must not swallow it."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """``work()``; raises `InputError` when it takes longer than so many seconds of wall time.

    Method: an interval timer (setitimer(2)), which interrupts Python code but not a call into a
    C library; for that, the pool kills the worker. Where there is no such timer (Windows, a thread
    other than the main one, 0 seconds), the work is unbounded.
    """
    main = threading.current_thread() is threading.main_thread()
    if not seconds or not main or not hasattr(signal, "setitimer"):
        return work()

    expired = False

    def expire(signum: int, frame: object) -> None:
        nonlocal expired
        expired = True
        raise _Expired

    before = signal.signal(signal.SIGALRM, expire)
    try:
        try:
            # It fires again every second, should the first time fall where it has no effect: in
            # a finalizer or a callback of the garbage collector, what is raised is only printed.
            signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
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
