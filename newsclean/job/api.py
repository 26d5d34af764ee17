"""A job from Python: `pipeline`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING

from ..run import Counting, Ledger
from ..stage import Stage
from . import Job
from .checks import check_files

if TYPE_CHECKING:
    from ..article import Article
    from ..pages.page import Page


def pipeline(
    inputs: Iterable[str | PathLike[str] | Page],
    *stages: Stage,
    jobs: int = 1,
    guarded: bool = False,
    profile: str | None = None,
    learn: bool = False,
    state: str | None = None,
    rejects: str | None = None,
    ledger: Ledger | None = None,
) -> Iterator[Article]:
    """Run stages from Python: ``pipeline(["saved/"], Extract(), Normalize())``.

    ``inputs`` are pages where the first stage is `Extract`: paths, and `Page` objects that bring
    their bytes with them; else they are paths of record files.

    ``jobs``: worker processes; with ``guarded`` pages are read in a worker even if it is the only
    one, so that one which crashes or hangs costs nothing but itself. ``profile`` is a file that
    ``newsclean learn`` wrote; ``learn``: learn from the pages before reading them. ``state`` is a
    file that remembers the pages done, ``rejects`` one for what failed, as JSON Lines. Failures go
    to the ledger as well (by default they are only counted).
    """
    job = Job(
        inputs=[*inputs],
        stages=stages,
        workers=jobs,
        guarded=guarded,
        profile=profile,
        learn=learn,
        state=state,
        rejects=rejects,
    )
    check_files(job)
    from .running import records

    return records(job, ledger or Counting())
