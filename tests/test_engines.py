"""Every engine gives what the serial one gives, and a lost worker takes only its item."""

from __future__ import annotations

import os
import time
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


def hang_at_seven(item: int) -> int:
    while item == 7:
        time.monotonic()
    return item


def gone(item: Any, reason: str) -> Any:
    return item, reason


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 80), st.sampled_from([1, 3, 64]))
def test_results_come_in_the_order_of_the_items(number: int, chunk: int) -> None:
    expected = [2 * n for n in range(number)]
    for jobs in (1, 2):
        assert list(engine(jobs).map(double, range(number), lost=gone, chunk=chunk)) == expected


@pytest.mark.parametrize("chunk", [1, 8])
def test_a_worker_that_dies_takes_only_its_item(chunk: int) -> None:
    results = list(Pool(2).map(die_at_seven, range(60), lost=gone, chunk=chunk))
    assert [r for r in results if isinstance(r, int)] == [n for n in range(60) if n != 7]
    assert results[7][0] == 7
    assert "died" in results[7][1]


def test_a_worker_that_hangs_is_stopped() -> None:
    results = list(Pool(2, patience=0.5).map(hang_at_seven, range(40), lost=gone, chunk=1))
    assert [r for r in results if isinstance(r, int)] == [n for n in range(40) if n != 7]
    assert results[7] == (7, "took longer than 0.5 seconds and was stopped")


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
