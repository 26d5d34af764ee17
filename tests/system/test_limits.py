"""The bound on the time of one piece of work."""

from __future__ import annotations

import contextlib
import gc
import sys
import time
from pathlib import Path

import pytest

from newsclean.system.errors import InputError
from newsclean.system.limits import uncollected, within


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


def test_an_import_is_never_cut_in_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is imported while the time runs out is whole for the work that comes after."""
    (tmp_path / "slow_to_load").mkdir()
    (tmp_path / "slow_to_load" / "__init__.py").write_text("from . import first\nLAST = 1\n")
    (tmp_path / "slow_to_load" / "first.py").write_text(
        "import time\nuntil = time.monotonic() + 0.2\n"
        "while time.monotonic() < until:\n    pass\nREADY = True\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "slow_to_load", raising=False)

    def work() -> None:
        import slow_to_load  # type: ignore[import-not-found]

        assert slow_to_load.LAST
        spin()

    with pytest.raises(InputError, match=r"longer than 0\.05 seconds"):
        within(0.05, work)
    module = sys.modules["slow_to_load"]
    assert module.LAST
    assert module.first.READY


def test_garbage_is_looked_for_again_after_a_page_even_one_that_fails() -> None:
    assert gc.isenabled()
    with contextlib.suppress(ValueError), uncollected():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()
