"""A job: what is to be read, what is done to it, and where everything goes.

The command line, pipeline files and `pipeline` in Python each describe a `Job`; what runs it is the
same for all of them. `newsclean.job.running` runs one and yields its records;
`newsclean.job.attended` does that for a program that a person or cron has started: signals, errors
and a summary on standard error, a lock, a log, an exit status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Literal

from ..stage import STANDARD, Open, Stage, Writes

if TYPE_CHECKING:
    from ..pages.page import Page

    Input = str | PathLike[str] | Page

FailOn = Literal["never", "some", "all"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A description; making one does nothing and asks nothing of the disk.

    Raises `JobError` for stages that cannot stand in this order.
    """

    inputs: Iterable[Input] = ()
    """Pages (files, folders, archives, ``-`` for standard input, `Page` objects) where the first
    stage opens pages, else record files. Read more than once where ``learn`` is set."""
    files_from: str | None = None
    """A file with more names of pages, one a line."""
    null: bool = False
    """Names in that file end with NUL, not with a line break."""
    stages: tuple[Stage, ...] = ()
    """In order. The first opens pages; where it does not, records are read."""
    profile: str | None = None
    """A file with what is known of the pages' site."""
    learn: bool = False
    """Learn from the pages, all of one site, before reading them."""
    state: str | None = None
    """A file that remembers the pages done, see `newsclean.job.state`."""
    rejects: str | None = None
    """A file for what did not get through, and why, as JSON Lines."""
    passed_over: bool = False
    """Files that are no pages are told of and are among the rejects, too."""
    summary: str | None = None
    """A file for the counts, as JSON."""
    workers: int | None = None
    """Worker processes; None: one for each core."""
    guarded: bool = True
    """Pages are read in worker processes even where that is only one: what kills a worker, or
    keeps it too long, costs only the page it was at."""
    fail_on: FailOn = "some"
    """When failed inputs are a failure of the job: never, when some failed, when all did."""
    file: str | None = None
    """The pipeline file that describes the job."""
    lock: str | None = None
    """A file that only one run at a time may hold."""
    log: str | None = None
    """A file that gets one line a run."""

    def __post_init__(self) -> None:
        from .checks import check_order

        check_order(self.stages)

    @property
    def reads_pages(self) -> bool:
        """Whether inputs are pages; else they are record files."""
        return bool(self.stages) and isinstance(self.stages[0], Open)

    @property
    def page_timeout(self) -> float:
        """The seconds that the first stage gives one page; 0: any time."""
        return getattr(self.stages[0], "page_timeout", 0.0) if self.stages else 0.0

    def writes(self) -> Iterator[str]:
        """The names of all files, folders and streams that the job writes."""
        for stage in self.stages:
            if isinstance(stage, Writes):
                yield from stage.writes
        own = (self.state, self.rejects, self.summary, self.lock, self.log)
        yield from (name for name in own if name is not None)

    def reads(self) -> Iterator[str]:
        """The names of all files and folders that the job is told to read.

        Not those that an iterator of inputs is still to give, and no pages in memory.
        """
        from .records import expand

        if isinstance(self.inputs, tuple | list):
            names = [name for name in self.inputs if isinstance(name, str)]
            yield from names if self.reads_pages else expand(names)
        others = (self.files_from, self.profile, self.file)
        yield from (name for name in others if name is not None)

    @property
    def streamed(self) -> bool:
        """Whether something comes from standard input."""
        return STANDARD in self.reads()
