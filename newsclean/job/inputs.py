"""What a job reads: pages, or the lines of record files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import fspath
from typing import TYPE_CHECKING, Any

from ..pages.page import IN_MEMORY, Page
from ..system.errors import JobError

if TYPE_CHECKING:
    from . import Job


def items(job: Job) -> Iterator[Any]:
    """The items that the first stage opens, with `Passed` and `Reject` among them."""
    for _, found in units(job):
        yield from found


def units(job: Job) -> Iterator[tuple[str, Iterator[Any]]]:
    """The files that a job reads, each by its path, with its items.

    No file is opened until its items are asked for.
    """
    if job.reads_pages:
        from ..pages import units as files

        return files(pages_named(job))
    from .records import expand, lines

    return ((name, lines([name])) for name in expand(record_files(job.inputs)))


def pages_named(job: Job) -> Iterator[str | Page]:
    """Names of pages, and pages in memory.

    Raises `InputError` where a list of names cannot be read, `JobError` where a page in memory has
    no name that a state could remember it by.
    """
    from ..pages import read_list

    for item in job.inputs:
        if not isinstance(item, Page):
            yield fspath(item)
        elif job.state is not None and item.path == IN_MEMORY:
            raise JobError("a state remembers pages by their path: give Page(path=..., data=...)")
        else:
            yield item
    if job.files_from is not None:
        yield from read_list(job.files_from, null=job.null)


def record_files(inputs: Iterable[Any]) -> Iterator[str]:
    """Names of record files. Raises `JobError` for what is none."""
    for item in inputs:
        if isinstance(item, Page):
            raise JobError("a page is no record; let the first stage be Extract()")
        yield fspath(item)
