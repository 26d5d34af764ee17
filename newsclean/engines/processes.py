"""What the engines that work in other processes share."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


def context() -> Any:
    """How processes are started: forked ones share the modules that are already imported."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


@contextmanager
def starting() -> Iterator[None]:
    """Around the start of processes and threads, which inherit that signals are held back.

    Else a Ctrl-C that reaches a new process before `leave_signals` would do there what it does
    here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside NumPy's threads
        if not hasattr(signal, "pthread_sigmask"):
            yield
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_signals() -> None:
    """In a worker: Ctrl-C reaches the whole process group, and the parent says what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def end_with(parent: int) -> None:
    """In a worker: end when the parent does, even by SIGKILL and amid a page (Linux).

    Else it would still hold what it inherited, such as the lock of a pipeline file.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before
        os._exit(1)


_PR_SET_PDEATHSIG = 1
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def too_long(patience: float | None) -> str:
    """Why an item was given up whose worker was killed; ``patience`` is in seconds."""
    return f"took longer than {patience:g} seconds and was stopped"


def death(status: int | None) -> str:
    """Why an item was given up whose worker ended by itself, with that exit status.

    >>> death(-9), death(3)
    ('its worker process died (signal 9, SIGKILL)', 'its worker process died (exit status 3)')
    """
    how = f"exit status {'?' if status is None else status}"
    if status is not None and status < 0:
        how = f"signal {-status}"
        if -status in set(signal.Signals):
            how += f", {signal.Signals(-status).name}"
    return f"its worker process died ({how})"
