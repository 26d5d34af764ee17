"""Running a job: from its description to its records."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from ..engines.run import Batch, Counting, Ledger, resume, run
from ..stage import Open, Stage
from ..system.errors import JobError
from . import Job
from .checks import Written
from .growing import Noting, Whole, growing
from .inputs import items
from .rejects import filed
from .reviewing import reviewed
from .workers import RECORDS, chunk_of, engine_of

if TYPE_CHECKING:
    from ..article import Article
    from .state import State

Watch = Callable[[Iterable[Any]], Iterable[Any]]
"""Is shown the inputs as they are read, and hands them on."""


def records(job: Job, ledger: Ledger, watch: Watch = iter) -> Generator[Article, None, None]:
    """Run a job; yields the records that reach its end, in order.

    What fails goes to the ledger, and to the job's file of rejects, which is in place however the
    run ends. Raises `NewscleanError` where the run cannot go on: `JobError` where a file to write
    turns out to be one of the inputs, `OutputError` where something cannot be written.
    """
    written = Written(job.writes())
    with ExitStack() as files:
        ledger = filed(ledger, job, files)
        try:
            job, ledger = reviewed(informed(job), ledger)
            state = _state(job)
            inputs: Iterable[Any] = written.watch(items(job))
            yield from run(
                watch(state.unfinished(inputs) if state else inputs),
                _stages(job, state),
                engine=engine_of(job),
                ledger=Noting(ledger, state) if state else ledger,
                chunk=chunk_of(job),
                ends=[Whole(files), *([state] if state else [])],
            )
            ledger.tally.unchanged = state.unchanged if state else 0
        except JobError:
            raise  # the file of rejects may be the very input that must not be written over
        except BaseException:
            files.close()  # what was rejected is told of, whatever ended the run
            raise


def resumed(
    job: Job,
    batches: Iterable[Batch],
    unpack: Callable[[Any], Article],
    stages: Sequence[Stage],
    ledger: Ledger,
) -> Generator[Article, None, None]:
    """Go on with a job that was begun elsewhere, see `newsclean.engines.run.resume`.

    ``stages``: those of the job that are left. Otherwise as `records`.
    """
    with ExitStack() as files:
        ledger = filed(ledger, job, files)
        try:
            left, ledger = reviewed(replace(job, stages=(*job.stages[:1], *stages)), ledger)
            yield from resume(
                batches,
                unpack,
                left.stages[1:],
                engine=engine_of(job),
                ledger=ledger,
                chunk=RECORDS,
                ends=[Whole(files)],
            )
        except BaseException:
            files.close()
            raise


def _state(job: Job) -> State | None:
    if job.state is None:
        return None
    from .state import State

    return State(job.state)


def _stages(job: Job, state: State | None) -> list[Stage]:
    """What the inputs go through: the job's stages, made to remember where there is a state."""
    if not job.reads_pages:
        from .records import Read

        return [Read(), *job.stages]
    if state is None:
        return [*job.stages]
    from .state import Resumed

    first, *rest = job.stages
    return [Resumed(cast(Open, first), state.path), *(growing(stage, state) for stage in rest)]


def informed(job: Job) -> Job:
    """The job, its first stage told what is known of the pages' site."""
    if not job.learn and job.profile is None:
        return job
    from ..extract.profile import load_profile
    from ..extract.stage import Extract
    from .looking import learned

    first, *rest = job.stages
    if not isinstance(first, Extract):
        raise JobError("what is known of a site is of use to Extract alone, as the first stage", 0)
    # What cannot be read is told of when it is extracted, not twice.
    known = load_profile(job.profile) if job.profile is not None else learned(job, Counting())
    return replace(job, stages=(replace(first, profile=known), *rest))
