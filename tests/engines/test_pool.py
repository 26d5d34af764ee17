"""Every engine gives what the serial one gives, and a lost worker takes only its item."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.engines import Engine, engine
from newsclean.engines.pool import Pool


def double(item: int) -> int:
    return 2 * item


def die_at_seven(item: int) -> int:
    if item == 7:
        os._exit(3)
    return item


def killed_at_seven(item: int) -> int:
    if item == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def hang_at_seven(item: int) -> int:
    while item == 7:
        time.monotonic()
    return item


def unsendable_at_seven(item: int) -> Any:
    return (lambda: item) if item == 7 else item


def gone(item: Any, reason: str) -> Any:
    return item, reason


ENGINES = [
    pytest.param(Pool(2, patience=0.3), 1, id="pool"),
    pytest.param(Pool(2, patience=0.3), 4, id="pool by chunks"),
    pytest.param(Pool(1, patience=0.3), 1, id="one worker"),
]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 80), st.sampled_from([1, 3, 64]))
def test_results_come_in_the_order_of_the_items(number: int, chunk: int) -> None:
    expected = [2 * n for n in range(number)]
    for over in (engine(1), engine(2), engine(1, guarded=True)):
        assert list(over.map(double, range(number), lost=gone, chunk=chunk)) == expected


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (die_at_seven, "its worker process died (exit status 3)"),
        (killed_at_seven, "its worker process died (signal 9, SIGKILL)"),
        (hang_at_seven, "took longer than 0.3 seconds and was stopped"),
        (unsendable_at_seven, "internal error: "),
    ],
)
@pytest.mark.parametrize(("over", "chunk"), ENGINES)
def test_what_befalls_a_worker_takes_only_its_item(
    work: Any, why: str, over: Engine, chunk: int
) -> None:
    results = list(over.map(work, range(20), lost=gone, chunk=chunk))
    assert [r for r in results if isinstance(r, int)] == [n for n in range(20) if n != 7]
    item, reason = results[7]
    assert (item, reason[: len(why)]) == (7, why)


def test_nothing_is_done_in_this_process_where_that_is_asked_for() -> None:
    for jobs in (1, 2):
        over = engine(jobs, patience=0.3, guarded=True)
        assert list(over.map(die_at_seven, [7, 8], lost=gone))[1] == 8


@pytest.mark.parametrize("jobs", [1, 2])
def test_items_are_read_no_faster_than_results_are_taken(jobs: int) -> None:
    read = 0

    def items() -> Any:
        nonlocal read
        for n in range(10_000):
            read += 1
            yield n

    over: Engine = engine(jobs)
    results = over.map(double, items(), lost=gone)
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    assert read < 100
    del results  # ends the workers


class Prepared:
    """Work that loads something first, and tells how often that was done."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def prepare(self) -> None:
        with self.log.open("a") as log:
            log.write(f"{os.getpid()}\n")

    def __call__(self, item: int) -> str:
        return self.log.read_text()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are not forked there")
def test_what_work_prepares_is_prepared_once_for_all_workers(tmp_path: Path) -> None:
    work = Prepared(tmp_path / "log")
    found = list(engine(2).map(work, range(20), lost=gone))
    assert found == [f"{os.getpid()}\n"] * 20
