"""Every output has a file of its own, and none that is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import Any

import click

from ..pages.page import Page, Passed

Identity = tuple[int, int]
"""Device and inode of a file."""


def check_outputs(names: Iterable[str | None]) -> None:
    """Raise click.UsageError where one of the files to write would be lost."""
    seen: set[str] = set()
    for name in (name for name in names if name is not None):
        if not name:
            raise click.UsageError("the name of a file to write is empty")
        real = os.path.realpath(name)
        folder = name.endswith(os.sep) or os.path.isdir(real)  # noqa: PTH112
        device = os.path.exists(real) and not os.path.isfile(real)  # noqa: PTH110, PTH113
        if name == "-" or folder or device or name.startswith("/dev/"):
            continue
        if real in seen:
            raise click.UsageError(f"{name} is to be written twice; give each its own file")
        seen.add(real)


class Written:
    """The files that a run writes, as far as they are there when it begins."""

    def __init__(self, names: Iterable[str | None]) -> None:
        self._files = {_identity(name) for name in names if name} | {_identity(1)}
        self._files.discard(None)

    def check(self, names: Iterable[str | None]) -> None:
        """Raise click.UsageError where one of them is read, too."""
        for name in names:
            if name and _identity(0 if name == "-" else name) in self._files:
                shown = "standard input" if name == "-" else name
                raise click.UsageError(
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


def _plain_file(item: Any) -> Iterable[str]:
    return (item.path,) if isinstance(item, Page) and item.data is None else ()


def _identity(file: str | int) -> Identity | None:
    """Of a plain file that is there; None for anything else."""
    try:
        status = os.stat(0 if file == "-" else file)  # noqa: PTH116 - a path may hold any bytes
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
