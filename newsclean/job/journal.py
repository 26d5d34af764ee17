"""What a run says on standard error: a line for each failure, and at its end one of counts."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..run import Tally
from ..system.paths import as_text
from ..system.streams import say
from ..system.terminal import plain

if TYPE_CHECKING:
    from ..stage import Reject


@dataclass
class Journal:
    """A ledger that tells of every failure on standard error."""

    debug: bool = False
    tally: Tally = field(default_factory=Tally)

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`."""
        if not reject.filtered:
            place = "" if reject.position is None else f":{reject.position}"
            say(f"{reject.stage}: {as_text(reject.path)}{place}: {reject.reason}")
            if self.debug and reject.trace:
                sys.stderr.write(plain(reject.trace, breaks=True))

    def summary(self, unit: str) -> str:
        """The counts in one line; ``unit`` is what the inputs are: page or record."""
        tally = self.tally
        ends = [f"{tally.done} done"]
        ends += [
            f"{getattr(tally, end)} {end}"
            for end in ("duplicate", "empty", "failed")
            if getattr(tally, end)
        ]
        parts = [f"{counted(tally.inputs, unit)}: {', '.join(ends)}"]
        if unit == "page":
            parts.append(counted(tally.records, "record"))
            if tally.duplicates:
                parts.append(counted(tally.duplicates, "duplicate") + " dropped")
        if tally.left_out:
            parts.append(counted(tally.left_out, "original") + " left out")
        if tally.rejected:
            parts.append(counted(tally.rejected, "record") + " rejected")
        if tally.filtered:
            parts.append(counted(tally.filtered, "record") + " below --min-confidence")
        if tally.unchanged:
            parts.append(counted(tally.unchanged, "page") + " unchanged since an earlier run")
        if tally.passed_over:
            parts.append(counted(tally.passed_over, "other file") + " passed over")
        return "; ".join(parts)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "page"), counted(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
