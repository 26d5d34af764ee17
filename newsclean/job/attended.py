"""A job run for the program's user: told about on standard error, stopped by signals."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Literal

from ..engines.run import Tally
from ..stage import STANDARD, records_written
from ..system.errors import JobError, NewscleanError
from ..system.statuses import HELD, STOPPED
from ..system.stopping import Stopped, Stopping, stopping
from ..system.streams import say
from . import Job
from .accounts import exit_status, write_summary
from .checks import check_files
from .inputs import items
from .journal import Journal
from .planning import count, plan
from .running import Watch, records
from .unattended import Log, held

Color = Literal["auto", "always", "never"]


@dataclass(frozen=True)
class Telling:
    """How a run is told about."""

    quiet: bool = False
    """Nothing but errors; where failed inputs are none of the job, not these either."""
    verbose: bool = False
    """Empty pages and files passed over are told of, too."""
    debug: bool = False
    """With the tracebacks of unforeseen errors."""
    color: Color = "auto"


Work = Callable[[Job, Journal, Telling], None]
"""Does what a job is there for. May raise `NewscleanError` where it cannot go on, or `Stopped`."""


def attend(job: Job, telling: Telling, *, dry_run: bool = False, work: Work | None = None) -> int:
    """Run a job to its end, or with ``dry_run`` only say what it would do; the exit status.

    ``work``: how it is done, if not by sending everything through its stages here. Raises
    `JobError` where the job cannot be done as it is described.
    """
    check_files(job)
    if dry_run:
        return plan(job)
    try:
        with held(job.lock) as alone:
            if not alone:
                say(f"{job.file}: another run holds {job.lock}; nothing was done")
                return HELD
            log = Log(job.log)
            status, summary = accounted(job, telling, work or _through)
            if not telling.quiet:
                say(summary)
            log.end(status, summary)
            return status
    except JobError:
        raise
    except NewscleanError as error:
        say(f"{job.file}: {error}")
        return STOPPED


def account(job: Job, telling: Telling, work: Work) -> int:
    """Do other work with a job's pages than `attend` does; the exit status. Raises `JobError`."""
    check_files(job)
    return accounted(job, telling, work)[0]


def accounted(job: Job, telling: Telling, work: Work) -> tuple[int, str]:
    """Do the work; the exit status and the line of counts. Raises `JobError`."""
    expected = telling.quiet and job.fail_on != "some"
    journal = Journal(telling.debug, telling.verbose, [] if expected else None)
    stopped = 0
    try:
        work(job, journal, telling)
    except JobError:
        raise
    except NewscleanError as error:
        say(str(error))
        stopped = STOPPED
    except Stopped as error:
        stopped = error.code
    summary = journal.summary("page" if job.reads_pages else "record")
    if stopped:
        summary += " (stopped before the end)"
    pages = job.reads_pages
    status = stopped or exit_status(journal.tally, pages=pages, fail_on=job.fail_on)
    if status:
        journal.release()
    try:
        if job.summary is not None:
            write_summary(job.summary, journal.tally)
    except NewscleanError as error:
        say(str(error))
        status = stopped or STOPPED
    return status, summary


def _through(job: Job, journal: Journal, telling: Telling) -> None:
    """Send everything through the stages."""
    with watched(job, journal, telling) as (watch, stop):
        drained(records(job, journal, watch), stop)


@contextmanager
def watched(job: Job, journal: Journal, telling: Telling) -> Iterator[tuple[Watch, Stopping]]:
    """While a job's inputs are read: what shows how far it is, and what asks it to stop."""
    stop = stopping()
    with _progress(job, telling, journal.tally) as watch:
        yield (lambda inputs: stop.watch(watch(inputs))), stop


def drained(flow: Generator[object, None, None], stop: Stopping) -> None:
    """Let everything pass by; a signal stops it between two records."""
    with closing(flow):
        for _ in flow:
            stop.check()
    stop.over = True


@contextmanager
def _progress(job: Job, telling: Telling, tally: Tally) -> Iterator[Watch]:
    """A progress bar, where somebody looks and nothing else is drawn on the terminal."""
    dumb = os.environ.get("TERM", "dumb") == "dumb" and telling.color != "always"
    if not job.reads_pages or telling.quiet or dumb or not sys.stderr.isatty():
        yield iter
        return
    if sys.stdout.isatty() and set(records_written(job.stages)) <= {STANDARD}:
        yield iter
        return
    from ..preview.progress import bar

    total = None if job.streamed else count(items(job))
    with bar(tally, total, telling.color) as progress:
        yield progress.watch
