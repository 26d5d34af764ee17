"""A job that writes the review page: it is told of the pages, and of what failed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..engines.run import Ledger, Tally
    from ..stage import Reject, Stage
    from . import Job

_MAX_KEPT = 10_000


@dataclass
class Keeping:
    """A ledger that keeps the first rejects that another one is told."""

    ledger: Ledger
    kept: list[Reject] = field(default_factory=list)
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self.tally = self.ledger.tally

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`; a file that is no page is nothing to look at."""
        if reject.kind != "passed over" and len(self.kept) < _MAX_KEPT:
            self.kept.append(reject)
        self.ledger.reject(reject)


def reviewed(job: Job, ledger: Ledger) -> tuple[Job, Ledger]:
    """The job and its ledger; where a stage writes the review page, it is shown the rejects.

    The stage that extracts then shows it what became of the pages, too.
    """
    from ..export import Export
    from ..extract.stage import Extract

    keeping = Keeping(ledger)
    stages: list[Stage] = []
    found = False
    for stage in reversed(job.stages):
        if isinstance(stage, Export) and stage.format_name == "html":
            found = True
            stage = replace(stage, options=replace(stage.options, rejects=keeping.kept))
        elif isinstance(stage, Extract) and found:
            stage = replace(stage, view=True)
        stages.insert(0, stage)
    return (replace(job, stages=tuple(stages)), keeping) if found else (job, ledger)
