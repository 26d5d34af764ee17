"""One shard of a job: its share of the files becomes a part."""

from __future__ import annotations

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
from ..job.workers import chunk_of, engine_of
from ..stage import Across, Stage
from ..system.places import below, make_folder
from ..system.statuses import NOTHING
from ..system.streams import say
from .parts import Marker, part, publish, read_marker
from .shares import Deal, Shard, ages, deal, items, split


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

    def placed(self) -> Work:
        """The same; where it has no folder, with one of the current folder that is its own."""
        if self.folder:
            return self
        said = repr((self.digest, tuple(self.job.inputs), self.job.files_from))
        name = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return replace(self, folder=f"newsclean-{name}.parts")


def attend_shard(job: Job, shard: Shard, folder: str, telling: Telling) -> int:
    """Do a shard of a job, unless that is done; the exit status.

    A share without a story is no failure. Raises `JobError` where the job cannot be done so, and
    `NewscleanError` where the folder cannot be used.
    """
    check_files(job)
    work = Work(job, folder)
    make_folder(folder)
    dealt = deal(job, folder)
    files = ages(job, dealt, shard.count, folder, only=shard.number)[shard.number - 1]
    marker = read_marker(folder, shard)
    if marker and marker.current(work.digest, dealt.digest, files):
        if not telling.quiet:
            say(f"shard {shard}: done by an earlier run")
        return 0
    here = replace(job, rejects=None, summary=None)
    status, summary = accounted(here, telling, partial(_do, work, shard, dealt, files))
    if not telling.quiet:
        say(f"shard {shard}: {summary}")
    return 0 if status == NOTHING else status


def _do(
    work: Work,
    shard: Shard,
    dealt: Deal,
    files: str,
    job: Job,
    journal: Journal,
    telling: Telling,
) -> None:
    """See `newsclean.job.attended.Work`; ``files`` is of before: what changes is read again."""
    places: deque[int] = deque()

    def numbered(found: Iterable[tuple[int, Any]]) -> Iterator[Any]:
        for place, item in found:
            places.append(place)
            yield item

    with watched(job, journal, telling) as (watch, stop):
        own = items(work.job, dealt.share(shard).tolist(), work.folder)
        read = Written(work.job.writes()).watch(numbered(own))
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
                inputs=dealt.digest,
                files=files,
                part=name,
                rejects=rejects,
                size=out.size,
                tally=journal.tally,
            ),
        )
        stop.over = True
