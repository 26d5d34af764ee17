"""The file of rejects: a line of JSON for everything that did not get through, and why."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..system.paths import as_text
from ..system.places import writing

if TYPE_CHECKING:
    from ..engines.run import Ledger, Tally
    from ..stage import Reject
    from ..system.files import TextOut
    from . import Job


def filed(ledger: Ledger, job: Job, files: ExitStack) -> Ledger:
    """The ledger, with the job's file of rejects; it is in place once ``files`` are closed.

    Raises `OutputError` where it cannot be written.
    """
    if job.rejects is None:
        return ledger
    return Filing(ledger, files.enter_context(writing(job.rejects)), job.passed_over)


@dataclass
class Filing:
    """A ledger that writes down what another one is told."""

    ledger: Ledger
    file: TextOut
    passed_over: bool
    """Files that are no pages are written down, too."""
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self.tally = self.ledger.tally

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`."""
        self.ledger.reject(reject)
        if reject.kind == "passed over" and not self.passed_over:
            return
        self.file.write(json.dumps(as_json(reject), ensure_ascii=False) + "\n")


def as_json(reject: Reject) -> dict[str, Any]:
    """A reject as plain JSON values: path, position, stage, reason and, where there is one, raw.

    The reason of what is no failure is the word for what it is: ``empty`` or ``passed over``; then
    ``why`` tells more.
    """
    values = {
        "path": as_text(reject.path),
        "stage": reject.stage,
        "reason": reject.reason,
        "position": reject.position,
    }
    if reject.kind in ("empty", "passed over"):
        values |= {"reason": reject.kind, "why": reject.reason}
    return values if reject.raw is None else {**values, "raw": reject.raw}
