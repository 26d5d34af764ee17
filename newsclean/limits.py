"""A bound on the time that one piece of work may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import InputError


class _Expired(BaseException):
    """Not an Exception: a library's broad ``except`` must not swallow it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `InputError` in a block that takes longer than so many seconds of wall time.

    Method: an interval timer (setitimer(2)), which interrupts Python code but not a call into a
    C library; for that, the pool kills the worker. Where there is no such timer (Windows, a thread
    other than the main one, 0 seconds), the block runs unbounded.
    """
    main = threading.current_thread() is threading.main_thread()
    if not seconds or not main or not hasattr(signal, "setitimer"):
        yield
        return

    def expire(signum: int, frame: object) -> None:
        raise _Expired

    before = signal.signal(signal.SIGALRM, expire)
    # It fires again every second, should the first time fall into a place that cannot be left.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    except _Expired:
        raise InputError(
            f"took longer than {seconds:g} seconds and was stopped; see --page-timeout"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
