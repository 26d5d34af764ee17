"""Shards from Python."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from os import PathLike, fspath

from ..article import decode
from ..engines.run import Counting, Ledger, Tally
from ..export import Export
from ..job import Job
from ..job.checks import check_files
from ..job.running import records, resumed
from ..stage import Stage
from .cluster import Spread, address
from .parts import clear
from .shard import Work


def run(
    inputs: Iterable[str | PathLike[str]],
    *stages: Stage,
    output: str | PathLike[str] | None = None,
    cluster: str | None = None,
    parts: str | PathLike[str] | None = None,
    rejects: str | PathLike[str] | None = None,
    jobs: int | None = None,
    ledger: Ledger | None = None,
) -> Tally:
    """Run stages on a cluster, and write what comes out; the counts.

        run(["saved/"], Extract(), Dedupe(), output="all.jsonl", cluster="dask://host:8786")

    ``inputs`` are names of files and folders, or URLs, which workers must see by the same names,
    as they must see the folder ``parts``. Without one the parts are in a folder of the current one,
    which is gone once all is done. ``cluster`` is ``dask://HOST:PORT``, or
    ``dask://local?workers=2`` for workers on this machine (a script must then have the usual
    ``if __name__ == "__main__":``); None: this process does it. ``jobs``: processes for each shard,
    one if not given. ``output`` is what `Export` takes for it, ``rejects`` a file for what did not
    get through, of which the ledger is told, too.

    What is written is what one machine would write. A shard that fails three times is one failed
    input. Raises `JobError` for what cannot be done so, and `NewscleanError` where the run cannot
    go on, as where the cluster is lost: run it again, and what is done is not done again.
    """
    names = tuple(fspath(name) for name in inputs)
    if output is not None:
        stages = (*stages, Export(output=fspath(output)))
    job = Job(
        inputs=names,
        stages=stages,
        workers=jobs,
        rejects=None if rejects is None else fspath(rejects),
    )
    check_files(job)
    ledger = ledger or Counting()
    if cluster is None:
        deque(records(job, ledger), 0)
        return ledger.tally
    work = Work(job, "" if parts is None else fspath(parts)).placed()
    spread = Spread(work, address(cluster))
    deque(resumed(job, spread.batches(), decode, work.rest, ledger), 0)
    if parts is None and not spread.failed:
        clear(work.folder)
    return ledger.tally
