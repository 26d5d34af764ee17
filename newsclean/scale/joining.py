"""The parts of all shards, joined: the rest of the job is done as if it had begun here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from ..article import decode
from ..job import Job
from ..job.attended import Telling, attend, drained, watched
from ..job.journal import Journal, counted
from ..job.running import resumed
from ..system.errors import JobError
from ..system.statuses import FAILED, NOTHING
from ..system.stopping import stopping
from ..system.streams import say
from .cluster import Spread, address
from .parts import Marker, clear, joined, markers, sweep
from .process import Report
from .shard import Work

_NAMED = 20
"""So many shards that are missing are named."""


def attend_collect(job: Job, folder: str, telling: Telling) -> int:
    """Join the parts of all shards; the exit status. Raises `JobError` where some are missing."""
    work = Work(job, folder)
    return attend(job, telling, work=partial(collect, work))


def collect(work: Work, job: Job, journal: Journal, telling: Telling) -> None:
    """See `newsclean.job.attended.Work`."""
    found = complete(work)
    with watched(job, journal, telling) as (watch, stop):
        batches = watch(joined(work.folder, found))
        drained(resumed(job, batches, decode, work.rest, journal), stop)
    sweep(work.folder, found)


def complete(work: Work) -> Sequence[Marker]:
    """The markers of all shards of a job. Raises `JobError` where some are missing."""
    known = markers(work.folder)
    of_this = {
        count: [marker for marker in found if marker.job == work.digest]
        for count, found in known.items()
    }
    for count, found in sorted(of_this.items()):
        if len(found) == count and len({marker.inputs for marker in found}) == 1:
            return found
    if not any(of_this.values()):
        other = "; the parts there are of another job, or an older one" if known else ""
        raise JobError(f"{work.folder}: no shard of this job is done{other}")
    count, found = max(of_this.items(), key=lambda each: len(each[1]) / each[0])
    missing = sorted(set(range(1, count + 1)) - {marker.shard.number for marker in found})
    if missing:
        named = ", ".join(map(str, missing[:_NAMED])) + (" ..." if missing[_NAMED:] else "")
        raise JobError(f"{work.folder}: {counted(len(missing), 'shard')} of {count:,} not done: "
                       f"{named}; run them, then collect")  # fmt: skip
    raise JobError(f"{work.folder}: the inputs changed between two shards; run all of them again: "
                   "those that are done as it is now are not done twice")  # fmt: skip


def attend_cluster(job: Job, url: str, folder: str | None, telling: Telling) -> int:
    """Do a job's shards on a cluster and join them; the exit status.

    Without a ``folder`` the parts are in one of the current folder, which is gone when all went
    well. Raises `JobError` where the job cannot be done so.
    """
    work = Work(job, folder or "").placed()
    spread = Spread(work, address(url))

    def through(job: Job, journal: Journal, telling: Telling) -> None:
        stop = stopping()
        with _progress(telling) as spread.watch:
            drained(resumed(job, spread.batches(), decode, work.rest, journal), stop)

    status = attend(job, telling, work=through)
    if status in (0, FAILED, NOTHING) and folder is None and not spread.failed:
        clear(work.folder)
    return status


@contextmanager
def _progress(telling: Telling) -> Iterator[Callable[[Report], None]]:
    """What is shown while shards are done: a bar on a terminal; with -v a line for each."""

    def tell(report: Report) -> None:
        shard = report.shard
        say(f"shard {shard}: {report.wrong or counted(report.tally.inputs, 'page')}")

    dumb = os.environ.get("TERM", "dumb") == "dumb" and telling.color != "always"
    if telling.verbose and not telling.quiet:
        yield tell
    elif telling.quiet or dumb or not sys.stderr.isatty():
        yield lambda report: None
    else:
        from ..preview.progress import shards_bar

        with shards_bar(telling.color) as draw:
            yield lambda report: draw(report.shard.count, report.tally.inputs, report.earlier)
