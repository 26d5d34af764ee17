"""How many workers a job gets, and how long they may take."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..engines import Engine, engine

if TYPE_CHECKING:
    from . import Job

#: Records that go to a worker at a time. Pages go one by one.
RECORDS = 64


def engine_of(job: Job) -> Engine:
    """The engine that a job asks for."""
    guarded = job.guarded and job.reads_pages
    return engine(number(job.workers), patience(job.page_timeout), guarded=guarded)


def chunk_of(job: Job) -> int:
    """How many items go to a worker at a time."""
    return 1 if job.reads_pages else RECORDS


def patience(seconds: float) -> float | None:
    """When a worker is killed: well after the page's own time is up, which it may not notice."""
    return min(seconds, 1e6) + 5 if seconds else None


def number(asked: int | None) -> int:
    """As many workers as asked for; more than so many a core would only be in each other's way."""
    cores = _cores()
    return min(asked or cores, 16 * cores)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
