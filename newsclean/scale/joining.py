"""The parts of all shards, joined: the rest of the job is done as if it had begun here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ..article import Article, decode
from ..job import Job
from ..job.attended import Telling, attend, drained, watched
from ..job.journal import Journal, counted
from ..job.running import resumed
from ..system.errors import JobError
from .parts import Marker, joined, markers, sweep
from .shard import Work

_NAMED = 20
"""So many shards that are missing are named."""

Unpack = Callable[[bytes], Article]


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
