"""A job done on a cluster: its shards there, the rest here."""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from urllib.parse import parse_qsl, urlsplit

from ..article import Article
from ..dedupe import Dedupe
from ..engines.run import Batch, Tally
from ..job import Job
from ..stage import Reject, Stage
from ..system.errors import JobError
from ..system.places import make_folder, size_of
from .parts import Marker, joined, read_marker
from .process import Order, Report, fulfil
from .shard import Work
from .shares import MOST, Shard, ages, deal, named

#: Bytes of a shard, about: minutes of work, so that starting it costs little, and losing it, too.
_BYTES = 50_000_000
#: A job has no fewer shards than this, if it has as many files.
_FEW = 8
#: A shard that fails so often is one failed input.
TRIES = 3

_CLUSTERS = ("dask",)


@dataclass(frozen=True)
class Address:
    """Where a cluster is: ``dask://HOST:PORT``, ``dask://local?workers=2``; ``shards=400``."""

    scheme: str
    host: str
    workers: int | None = None
    """Of a local one; None: one for each core."""
    shards: int | None = None
    """Of the job; None: as many as there is work for."""

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}"


def address(url: str) -> Address:
    """The address that a URL gives; raises `JobError` where it gives none."""
    try:
        parts = urlsplit(url)
        values = {key: int(value) for key, value in parse_qsl(parts.query, strict_parsing=True)
                  } if parts.query else {}  # fmt: skip
        found = Address(parts.scheme, parts.netloc, **values)
    except (ValueError, TypeError):
        found = Address("", "")
    sizes = (found.workers, found.shards)
    place = found.host == "local" or re.fullmatch(r"[^/@?#]+:\d{1,5}", found.host)
    if found.scheme not in _CLUSTERS or not place or any(n is not None and n < 1 for n in sizes):
        raise JobError(f"{url!r} is no cluster: give dask://HOST:PORT or dask://local?workers=2")
    return found


@dataclass(frozen=True)
class _Left:
    """Stands for all that is left to do once shards are joined."""

    writes: tuple[str, ...]
    name: str = "rest"

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `newsclean.stage.Tap`."""
        return iter(articles)


@dataclass
class Spread:
    """The shards of a job on a cluster."""

    work: Work
    where: Address
    watch: Callable[[Report], None] = lambda report: None
    """Is shown what became of each shard."""
    failed: dict[int, str] = field(default_factory=dict)
    """Shards that were given up, by number, and why."""

    def batches(self) -> Iterator[Batch]:
        """Do the shards that are not done, and give what became of each input, in order.

        A shard that fails is one failed input. Raises `NewscleanError` where the cluster is lost:
        then what is done stays done.
        """
        work = self.work
        make_folder(work.folder)
        dealt = deal(work.job, work.folder)
        count = self.where.shards or shards_of(work.job, work.folder)
        shards = [Shard(number, count) for number in range(1, count + 1)]
        files = ages(work.job, dealt, count, work.folder)

        def done(shard: Shard) -> Marker | None:
            marker = read_marker(work.folder, shard)
            current = marker and marker.current(work.digest, dealt.digest, files[shard.number - 1])
            return marker if current else None

        left = []
        for shard in shards:
            if marker := done(shard):
                self.watch(Report(shard, None, marker.tally, earlier=True))
            else:
                left.append(shard)
        if left:
            self._run(left)
        failed = self.failed
        found = [marker for shard in shards if (marker := done(shard))]
        missing = {shard.number for shard in shards} - {marker.shard.number for marker in found}
        for number in missing - failed.keys():
            failed[number] = "its files changed while it was done, or its part is gone"
        lost = (
            (int(places[0]), _lost(Shard(number, count), why))
            for number, why in failed.items()
            if len(places := dealt.share(Shard(number, count)))
        )
        yield from joined(work.folder, found, sorted(lost, key=lambda each: each[0]))

    def _run(self, shards: Sequence[Shard]) -> None:
        """Do some shards."""
        from .dask import Dask

        queue = deque(map(self._order, shards))
        tries: Counter[int] = Counter()
        with Dask(self.where) as cluster:
            for report in cluster.map(fulfil, queue, _given_up):
                number = report.shard.number
                tries[number] += 1
                if report.wrong is not None and not report.final and tries[number] < TRIES:
                    queue.append(self._order(report.shard))
                    continue
                if report.wrong is not None:
                    self.failed[number] = report.wrong
                self.watch(report)

    def _order(self, shard: Shard) -> Order:
        """A shard's order: no more of the job than it needs, all of it picklable."""
        work = self.work
        stages: list[Stage] = [*work.job.stages[: len(work.job.stages) - len(work.rest)]]
        if isinstance(work.across, Dedupe):
            stages.append(Dedupe())
        stages.append(_Left(tuple(work.job.writes())))
        job = replace(
            work.job,
            stages=tuple(stages),
            rejects=None,
            summary=None,
            lock=None,
            log=None,
            workers=work.job.workers or 1,
            guarded=True,
        )
        return Order(job, work.folder, shard, os.getcwd())  # noqa: PTH109


def _given_up(order: Order, why: str) -> Report:
    return Report(order.shard, why, final=True)


def _lost(shard: Shard, why: str) -> Batch:
    return Batch(rejects=[Reject(f"shard {shard}", "extract", why)])


def shards_of(job: Job, apart: str) -> int:
    """How many shards a job is worth: by the bytes of its files, and no more than there are."""
    files = size = 0
    for name, _ in named(job, apart):
        files += 1
        size += size_of(name) or 0
    return max(1, min(files, MOST, max(_FEW, size // _BYTES)))


def added(tallies: Iterable[Tally]) -> Tally:
    """The sums of some counts."""
    total = Tally()
    for tally in tallies:
        for one in fields(Tally):
            setattr(total, one.name, getattr(total, one.name) + getattr(tally, one.name))
    return total
