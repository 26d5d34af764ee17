"""What a job would do, and how much there is to do, told without doing any of it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..stage import STANDARD, Reject
from ..system.errors import NewscleanError
from ..system.paths import as_text
from ..system.places import is_url
from ..system.statuses import FAILED
from ..system.streams import say, tell
from . import Job
from .inputs import items, record_files
from .journal import counted


def count(inputs: Iterable[Any]) -> int | None:
    """How many inputs there are, if they can be listed in a second."""
    until = time.monotonic() + 1
    number = 0
    for number, _ in enumerate(inputs, 1):  # noqa: B007
        if time.monotonic() > until:
            return None
    return number


def plan(job: Job) -> int:
    """Say what a job would read and write; the exit status."""
    try:
        status = _plan_pages(job) if job.reads_pages else _plan_records(job)
    except NewscleanError as error:
        say(str(error))
        return FAILED
    for path in job.writes():
        if path in (STANDARD, job.lock, job.log):
            continue
        tell(f"writes {path}")
        if is_url(path) or path.endswith(os.sep):
            continue
        if not os.path.isdir(os.path.dirname(path) or "."):  # noqa: PTH112, PTH120
            say(f"cannot write {path}: its folder does not exist")
            status = FAILED
    return status


def _plan_pages(job: Job) -> int:
    """Say which pages would be read and which skipped."""
    from ..pages import Page, Passed

    found: Counter[type] = Counter()
    with _unfinished(items(job), job.state) as (left, known):
        for item in left:
            found[type(item)] += 1
            if isinstance(item, Reject):
                say(f"{item.stage}: {as_text(item.path)}: {item.reason}")
    tell(f"reads {counted(found[Page], 'page')}")
    if found[Passed]:
        tell(f"passes over {counted(found[Passed], 'file')}")
    if known and known.unchanged:
        tell(f"skips {counted(known.unchanged, 'page')} unchanged since an earlier run")
    return FAILED if found[Reject] else 0


@contextmanager
def _unfinished(inputs: Iterable[Any], state: str | None) -> Iterator[tuple[Iterable[Any], Any]]:
    """The inputs that a state file does not call done, asked of a copy: it is not touched."""
    if state is None or not os.path.exists(state):  # noqa: PTH110
        yield inputs, None
        return
    from .state import State

    with tempfile.TemporaryDirectory(prefix="newsclean-") as folder:
        copy = os.path.join(folder, "state")  # noqa: PTH118
        for suffix in ("", "-wal"):
            if os.path.isfile(state + suffix):  # noqa: PTH113
                shutil.copyfile(state + suffix, copy + suffix)
        known = State(copy)
        try:
            yield known.unfinished(inputs), known
        finally:
            known.close()


def _plan_records(job: Job) -> int:
    """Say which record files would be read."""
    status = 0
    for name in record_files(job.inputs):
        if name == STANDARD or is_url(name) or os.path.isfile(name):  # noqa: PTH113
            tell(f"reads {'standard input' if name == STANDARD else name}")
        else:
            say(f"read: {name}: no such file")
            status = FAILED
    return status
