"""The bound on the time of one piece of work."""

from __future__ import annotations

import contextlib
import time

import pytest

from newsclean.errors import InputError
from newsclean.system.limits import within


def spin() -> None:
    """Busy until interrupted."""
    while True:
        time.monotonic()


def test_work_in_time_gives_its_result() -> None:
    assert within(60, lambda: "done") == "done"


def test_work_that_never_ends_is_stopped() -> None:
    with pytest.raises(InputError, match=r"longer than 0\.05 seconds"):
        within(0.05, spin)


def test_work_that_swallows_the_interruption_has_still_taken_too_long() -> None:
    """What a finalizer or a garbage-collector callback is interrupted with is only printed."""

    def deaf() -> str:
        with contextlib.suppress(BaseException):
            spin()
        return "done"

    with pytest.raises(InputError, match=r"longer than 0\.05 seconds"):
        within(0.05, deaf)
