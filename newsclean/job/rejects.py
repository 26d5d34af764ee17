"""The file of rejects: a line of JSON for everything that did not get through, and why."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..system.files import atomic_text
from ..system.paths import as_text

if TYPE_CHECKING:
    from ..run import Ledger, Tally
    from ..stage import Reject
    from ..system.files import TextOut
    from . import Job


def filed(ledger: Ledger, job: Job, files: ExitStack) -> Ledger:
    """The ledger, with the job's file of rejects; it is in place once ``files`` are closed.

    Raises `OutputError` where it cannot be written.
    """
    if job.rejects is None:
        return ledger
    return Filing(ledger, files.enter_context(atomic_text(job.rejects)))


@dataclass
class Filing:
    """A ledger that writes down what another one is told."""

    ledger: Ledger
    file: TextOut
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self.tally = self.ledger.tally

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`."""
        self.ledger.reject(reject)
        self.file.write(json.dumps(as_json(reject), ensure_ascii=False) + "\n")


def as_json(reject: Reject) -> dict[str, Any]:
    """A reject as plain JSON values: path, position, stage, reason and, where there is one, raw."""
    values = asdict(reject)
    del values["trace"], values["filtered"]
    values["path"] = as_text(reject.path)
    return {k: v for k, v in values.items() if v is not None or k != "raw"}
