"""What a run would do, and how much there is to do, told without doing any of it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click


def count(inputs: Iterable[Any]) -> int | None:
    """How many inputs there are, if they can be listed in a second."""
    until = time.monotonic() + 1
    number = 0
    for number, _ in enumerate(inputs, 1):  # noqa: B007
        if time.monotonic() > until:
            return None
    return number


def plan_pages(inputs: Iterable[Any], state: str | None) -> int:
    """Say which pages would be read and which skipped; returns the exit status."""
    from ..ledger import counted, say
    from ..pages import Page, Passed
    from ..stage import Reject
    from ..system.paths import as_text

    found: Counter[type] = Counter()
    with _unfinished(inputs, state) as (items, known):
        for item in items:
            found[type(item)] += 1
            if isinstance(item, Reject):
                say(f"{item.stage}: {as_text(item.path)}: {item.reason}")
    click.echo(f"reads {counted(found[Page], 'page')}")
    if found[Passed]:
        click.echo(f"passes over {counted(found[Passed], 'file')}")
    if known and known.unchanged:
        click.echo(f"skips {counted(known.unchanged, 'page')} unchanged since an earlier run")
    return 1 if found[Reject] else 0


@contextmanager
def _unfinished(inputs: Iterable[Any], state: str | None) -> Iterator[tuple[Iterable[Any], Any]]:
    """The inputs that a state file does not call done, asked of a copy: it is not touched."""
    if state is None or not os.path.exists(state):  # noqa: PTH110
        yield inputs, None
        return
    from ..extract.state import State

    with tempfile.TemporaryDirectory(prefix="newsclean-") as folder:
        copy = os.path.join(folder, "state")  # noqa: PTH118
        for suffix in ("", "-wal"):
            if os.path.isfile(state + suffix):  # noqa: PTH113
                shutil.copyfile(state + suffix, copy + suffix)
        known = State(copy)
        try:
            yield known.unfinished(inputs), known
        finally:
            known.close()


def plan_records(names: Iterable[str]) -> int:
    """Say which record files would be read; returns the exit status."""
    from ..ledger import say
    from ..system.terminal import plain

    code = 0
    for name in names:
        if name == "-" or os.path.isfile(name):  # noqa: PTH113
            click.echo(f"reads {'standard input' if name == '-' else plain(name)}")
        else:
            say(f"read: {name}: no such file")
            code = 1
    return code
