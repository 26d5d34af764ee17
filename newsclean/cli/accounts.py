"""The account of a run: what failed, the counts, and how many workers did it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from .options import Settings
from .outputs import Written, check_outputs

if TYPE_CHECKING:
    from ..ledger import Journal
    from ..run import Tally
    from ..system.files import TextOut


def accounted(
    settings: Settings, names: tuple[str, ...], output: str | None, do: Callable[[Journal], None]
) -> int:
    """Do what a command that stands alone does with pages; returns the exit status."""
    from ..errors import NewscleanError
    from ..ledger import Journal, exit_code, say

    writes = [output, settings.rejects, settings.summary_json]
    check_outputs(writes)
    Written(writes).check(names)
    journal = Journal(debug=settings.debug)
    try:
        with ExitStack() as files:
            journal.rejects = rejects_file(settings, files)
            do(journal)
        if settings.summary_json:
            write_summary(settings.summary_json, journal.tally)
    except NewscleanError as error:
        say(str(error))
        return 1
    return exit_code(journal.tally, pages=True)


def rejects_file(settings: Settings, files: ExitStack) -> TextOut | None:
    """The file of rejects, if one is asked for; it is in place once ``files`` are closed."""
    if settings.rejects is None:
        return None
    from ..system.files import atomic_text

    return files.enter_context(atomic_text(settings.rejects))


def write_summary(path: str, tally: Tally) -> None:
    """Write the counts as JSON."""
    import json
    from dataclasses import asdict

    from ..system.files import atomic_text

    with atomic_text(path) as file:
        json.dump({"inputs": tally.inputs, **asdict(tally)}, file)
        file.write("\n")


def patience(seconds: float) -> float | None:
    """When a worker is killed: well after the page's own time is up, which it may not notice."""
    return min(seconds, 1e6) + 5 if seconds else None


def workers(jobs: int | None) -> int:
    """As many workers as asked for; more than so many a core would only be in each other's way."""
    cores = _cores()
    return min(jobs or cores, 16 * cores)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
