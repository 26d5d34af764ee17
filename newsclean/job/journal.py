"""What a run says on standard error: a line for each failure, and at its end one of counts."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..engines.run import Tally
from ..system.paths import as_text
from ..system.streams import say
from ..system.terminal import plain

if TYPE_CHECKING:
    from ..stage import Reject


_HELD = 1000
"""Lines that wait at most."""


@dataclass
class Journal:
    """A ledger that tells of every failure on standard error."""

    debug: bool = False
    """With the tracebacks of errors nobody foresaw."""
    verbose: bool = False
    """Of empty pages and files passed over, too."""
    held: list[str] | None = None
    """Where lines wait that are told only if the run as a whole fails; None: none wait."""
    tally: Tally = field(default_factory=Tally)

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`."""
        if reject.kind == "filtered" or (reject.kind != "failed" and not self.verbose):
            return
        place = "" if reject.position is None else f":{reject.position}"
        what = "" if reject.kind == "failed" else f"{reject.kind}: "
        line = f"{reject.stage}: {as_text(reject.path)}{place}: {what}{reject.reason}"
        if self.held is None:
            say(line)
        elif len(self.held) < _HELD:
            self.held.append(line)
        if self.debug and reject.trace:
            sys.stderr.write(plain(reject.trace, breaks=True))

    def release(self) -> None:
        """Tell what was held back."""
        for line in self.held or ():
            say(line)
        if self.held and len(self.held) == _HELD:
            say("and more; --rejects has them all")
        self.held = None

    def summary(self, unit: str) -> str:
        """The counts in one line; ``unit`` is what the inputs are: page or record."""
        tally = self.tally
        ends = [f"{tally.done} done"]
        ends += [
            f"{getattr(tally, end)} {end}"
            for end in ("duplicate", "empty", "failed")
            if getattr(tally, end)
        ]
        left = tally.read - tally.inputs
        if left > 0:
            ends.append(f"{left} read and not yet compared")
        parts = [f"{counted(tally.inputs + max(left, 0), unit)}: {', '.join(ends)}"]
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
