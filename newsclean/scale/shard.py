"""One shard of a job: its share of the files becomes a part."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import Any

from .. import __version__
from ..article import encode
from ..engines.run import begun
from ..job import Job
from ..job.attended import Telling, accounted, watched
from ..job.checks import Written, check_files
from ..job.journal import Journal
from ..job.records import Read
from ..job.rejects import filed
from ..job.running import informed
from ..job.statuses import NOTHING
from ..job.workers import chunk_of, engine_of
from ..stage import Across, Stage
from ..system.paths import as_text
from ..system.places import below, is_url, make_folder, size_of
from ..system.streams import say
from .parts import Marker, part, publish, read_marker
from .shares import Shard, Share, items, named, share, split


@dataclass(frozen=True)
class Work:
    """What shards do of a job."""

    job: Job
    """The whole of it."""
    folder: str
    """Of the parts: a path or a URL that all shards share."""
    pure: tuple[Stage, ...] = field(init=False)
    across: Across | None = field(init=False)
    rest: tuple[Stage, ...] = field(init=False)
    """What is left to do once they are joined."""

    def __post_init__(self) -> None:
        """Raises `JobError` for a job that cannot be done in shards."""
        pure, across, rest = split(informed(self.job))
        if not self.job.reads_pages:
            pure = (Read(), *pure)
        for name, value in (("pure", pure), ("across", across), ("rest", rest)):
            object.__setattr__(self, name, value)

    @property
    def digest(self) -> str:
        """Of all that what a shard makes of its pages depends on."""
        said = repr((__version__, self.pure, self.across is not None))
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def done(self, shard: Shard, own: Share) -> Marker | None:
        """The marker of a shard that was done, if its files did not change since."""
        marker = read_marker(self.folder, shard)
        if marker and marker.current(self.digest, own.digest, self.files(own)):
            return marker
        return None

    def files(self, own: Share) -> str:
        """A digest of a share's files: their names, sizes and times."""
        digest, wanted = sha256(), set(own.files)
        for place, (name, _) in enumerate(named(self.job, self.folder)):
            if place in wanted:
                digest.update(repr((as_text(name), *_age(name))).encode())
        return digest.hexdigest()


def _age(name: str) -> tuple[int | None, ...]:
    if is_url(name):
        return (size_of(name),)
    try:
        status = os.stat(name)  # noqa: PTH116 - a path may hold any bytes
    except (OSError, ValueError):
        return (None,)
    return status.st_size, status.st_mtime_ns


def attend_shard(job: Job, shard: Shard, folder: str, telling: Telling) -> int:
    """Do a shard of a job, unless that is done; the exit status.

    A share without a story is no failure. Raises `JobError` where the job cannot be done so, and
    `NewscleanError` where the folder cannot be used.
    """
    check_files(job)
    work = Work(job, folder)
    make_folder(folder)
    own = share(job, shard, apart=folder)
    if work.done(shard, own):
        if not telling.quiet:
            say(f"shard {shard}: done by an earlier run")
        return 0
    here = replace(job, rejects=None, summary=None)
    status, summary = accounted(here, telling, partial(_do, work, shard, own))
    if not telling.quiet:
        say(f"shard {shard}: {summary}")
    return 0 if status == NOTHING else status


def _do(work: Work, shard: Shard, own: Share, job: Job, journal: Journal, telling: Telling) -> None:
    """See `newsclean.job.attended.Work`."""
    places: deque[int] = deque()
    files = work.files(own)  # before they are read: what changes meanwhile is read again

    def numbered(found: Iterable[tuple[int, Any]]) -> Iterator[Any]:
        for place, item in found:
            places.append(place)
            yield item

    with watched(job, journal, telling) as (watch, stop):
        read = Written(work.job.writes()).watch(numbered(items(work.job, own, work.folder)))
        with ExitStack() as outputs, part(work.folder, shard) as (out, name, rejects):
            telling_all = replace(job, rejects=below(work.folder, rejects))
            batches = begun(
                watch(read),
                work.pure,
                work.across,
                encode,
                engine=engine_of(job),
                ledger=filed(journal, telling_all, outputs),
                chunk=chunk_of(job),
            )
            for batch in batches:
                out.write(places.popleft(), batch)
                stop.check()
        publish(
            work.folder,
            Marker(
                shard=shard,
                job=work.digest,
                inputs=own.digest,
                files=files,
                part=name,
                rejects=rejects,
                size=out.size,
                tally=journal.tally,
            ),
        )
        stop.over = True
