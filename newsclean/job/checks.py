"""What a job must be: stages in an order that makes sense, and no file both read and written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..pages.page import Page, Passed
from ..stage import STANDARD, Open, Stage, records_written
from ..system.errors import JobError
from ..system.places import is_url

if TYPE_CHECKING:
    from . import Job

Identity = tuple[int, int]
"""Device and inode of a file."""


def check_order(stages: Sequence[Stage]) -> None:
    """Raise `JobError` where stages cannot follow one another so."""
    if not stages:
        raise JobError("a job without stages: say what is to be done, such as Extract()")
    for at, stage in enumerate(stages):
        if at and isinstance(stage, Open):
            raise JobError(f"{stage.name} reads pages, so it can only come first", at)
        if at < len(stages) - 1 and STANDARD in records_written([stage]):
            what = f"{stage.name} writes to standard output, so it must come last"
            raise JobError(f"{what}; or give it -o FILE", at)


def check_files(job: Job) -> None:
    """Raise `JobError` where a file to write is one to read, or is to be written twice."""
    _check_apart(job.writes())
    if job.state is not None and any(map(is_url, records_written(job.stages))):
        raise JobError("a state adds to files that are here, not to one in a store")
    Written(job.writes()).check(job.reads())


def _check_apart(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not name:
            raise JobError("the name of a file to write is empty")
        real = os.path.realpath(name)
        folder = name.endswith(os.sep) or os.path.isdir(real)  # noqa: PTH112
        device = os.path.exists(real) and not os.path.isfile(real)  # noqa: PTH110, PTH113
        if name == STANDARD or folder or device or name.startswith("/dev/"):
            continue
        if real in seen:
            raise JobError(f"{name} is to be written twice; give each its own file")
        seen.add(real)


class Written:
    """The files that a run writes, as far as they are there when it begins."""

    def __init__(self, names: Iterable[str]) -> None:
        names = list(names)
        self._urls = frozenset(filter(is_url, names))
        self._files = {_identity(name) for name in names if name != STANDARD} | {_identity(1)}
        self._files.discard(None)

    def check(self, names: Iterable[str]) -> None:
        """Raise `JobError` where one of them is read, too."""
        for name in names:
            if name in self._urls or (
                name and _identity(0 if name == STANDARD else name) in self._files
            ):
                shown = "standard input" if name == STANDARD else name
                raise JobError(
                    f"{shown} is to be both read and written; give the output another name"
                )

    def watch(self, inputs: Iterable[Any]) -> Iterator[Any]:
        """The inputs, without those met in a folder that an earlier such run wrote.

        Raises like `check` for any other: no page is to be written over.
        """
        from ..pages.own import wrote

        for item in inputs:
            for path in _plain_file(item) if self._files else ():
                if not item.explicit and _identity(path) in self._files and wrote(path):
                    item = Passed(path, "this run writes it")
                else:
                    self.check((path,))
            yield item


def _opened(name: str) -> str | int:
    return 0 if name == STANDARD else name


def _plain_file(item: Any) -> Iterable[str]:
    return (item.path,) if isinstance(item, Page) and item.data is None else ()


def _identity(file: str | int) -> Identity | None:
    """Of a plain file that is there; None for anything else."""
    try:
        status = os.stat(0 if file == STANDARD else file)  # noqa: PTH116 - a path may hold any bytes
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
