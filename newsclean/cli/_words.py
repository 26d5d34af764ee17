"""From the verbs of a command line to a job."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, cast

import click

from ..stage import STANDARD, Stage, records_written
from ..system.errors import JobError

if TYPE_CHECKING:
    from ..extract.stage import Extract
    from ..job import Job
    from ..job.attended import Telling, Work
    from ._options import Settings


@dataclass(frozen=True)
class Action:
    """A verb of a chain, as it was asked for."""

    verb: str
    stage: Stage
    output: str | None = None
    """A file for the records as they leave the verb (-o)."""
    job: Mapping[str, Any] = field(default_factory=dict)
    """What the verb says of the job as a whole: fields of `Job`."""


@dataclass(frozen=True)
class Alone:
    """A command that is no part of a chain."""

    verb: str
    do: Callable[[], int | None]
    """Gives the exit status; None is 0."""


class ChainError(click.UsageError):
    """What is wrong with one verb of a chain, told by its place (from 0)."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def perform(actions: Sequence[Action | Alone], settings: Settings) -> int:
    """Do what the verbs say; the exit status. Raises `click.UsageError`."""
    for action in actions:
        if isinstance(action, Alone):
            if len(actions) > 1:
                raise click.UsageError(f"{action.verb} stands alone, not in a chain")
            return action.do() or 0
    chain = cast("Sequence[Action]", actions)
    _check_inputs(chain[0], settings)
    with _told(chain):
        job = _job(_stages(chain, settings), chain[0].job, settings)
        return _done(job, settings)


def _done(job: Job, settings: Settings) -> int:
    """Run a job: as a whole, on a cluster, a shard of it, or what is left of it; the status."""
    from ..job.attended import attend

    telling = _telling(settings)
    folder = settings.parts or (settings.pipeline and f"{settings.pipeline}.parts")
    if settings.dry_run or not (settings.shard or settings.collect or settings.cluster):
        return attend(job, telling, dry_run=settings.dry_run)
    if settings.shard:
        from ..scale.shard import attend_shard
        from ..scale.shares import shard

        return attend_shard(job, shard(settings.shard), folder or "", telling)
    from ..scale.joining import attend_cluster, attend_collect

    if settings.collect:
        return attend_collect(job, folder or "", telling)
    return attend_cluster(job, settings.cluster or "", folder, telling)


def accounted(action: Action, settings: Settings, work: Work) -> Callable[[], int]:
    """What a command that stands alone does with its pages, to be done later."""

    def do() -> int:
        from ..job.attended import account

        with _told([action]):
            job = _job([action.stage], action.job, settings)
            return account(job, _telling(settings), work)

    return do


def _check_inputs(first: Action, settings: Settings) -> None:
    if first.verb == "extract":
        if settings.records:
            raise click.UsageError("-i names record files, but this chain begins with extract")
    elif not settings.records and sys.stdin.isatty():
        raise click.UsageError(f"no records: pipe them in, or {first.verb} -i FILE")


@contextmanager
def _told(chain: Sequence[Action]) -> Iterator[None]:
    """What is wrong with a job, told of the verb that it comes from."""
    try:
        yield
    except JobError as error:
        if error.at is None:
            raise click.UsageError(str(error)) from None
        ends = accumulate(len(_own(action)) for action in chain)
        verb = next((at for at, end in enumerate(ends) if error.at < end), len(chain) - 1)
        raise ChainError(str(error), verb) from None


def _job(stages: Sequence[Stage], described: Mapping[str, Any], settings: Settings) -> Job:
    from ..job import Job

    return Job(
        stages=tuple(stages),
        rejects=settings.rejects,
        passed_over=settings.verbose,
        summary=settings.summary_json,
        fail_on=settings.fail_on,
        workers=settings.jobs,
        file=settings.pipeline,
        lock=settings.lock,
        log=settings.log,
        **{"inputs": tuple(settings.records) or (STANDARD,), **described},
    )


def _telling(settings: Settings) -> Telling:
    from ..job.attended import Telling

    return Telling(settings.quiet, settings.verbose, settings.debug, settings.color)


def _own(action: Action) -> list[Stage]:
    """The stages of one verb."""
    if action.output is None:
        return [action.stage]
    from ..export import Export

    return [action.stage, Export(format="jsonl", output=action.output)]


def _stages(chain: Sequence[Action], settings: Settings) -> list[Stage]:
    """The stages of all verbs; where they write no records, these are put out, or shown."""
    stages = [stage for action in chain for stage in _own(action)]
    if records_written(stages):
        return stages
    if not sys.stdout.isatty():
        from ..export import Export

        return [*stages, Export(format="jsonl")]
    from ..preview import Preview

    previews = [stage for stage in stages if isinstance(stage, Preview)]
    if not previews:
        stages.append(Preview(color=settings.color, stream="stdout"))
    elif chain[0].verb == "extract" and any(preview.full for preview in previews):
        # Nobody but the reader of the preview gets the records: they may tell what was dropped.
        stages[0] = replace(cast("Extract", stages[0]), evidence=True)
    return stages
