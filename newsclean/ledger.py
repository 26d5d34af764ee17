"""The ledger of a run on the command line: one line an error, a file of rejects, one summary."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from .paths import as_text
from .run import Tally
from .streams import discard
from .terminal import plain

if TYPE_CHECKING:
    from .files import TextOut
    from .stage import Reject


_MAX_KEPT = 10_000


@dataclass
class Journal:
    """Counts, tells of every failure on standard error, and writes the rejects."""

    rejects: TextOut | None = None
    """Where rejects go as JSON Lines."""
    debug: bool = False
    tally: Tally = field(default_factory=Tally)
    kept: list[Reject] | None = None
    """The first rejects, for whoever shows them besides; None: nobody does."""

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`."""
        if self.kept is not None and len(self.kept) < _MAX_KEPT:
            self.kept.append(reject)
        if not reject.filtered:
            place = "" if reject.position is None else f":{reject.position}"
            say(f"{reject.stage}: {as_text(reject.path)}{place}: {reject.reason}")
            if self.debug and reject.trace:
                sys.stderr.write(plain(reject.trace, breaks=True))
        if self.rejects is not None:
            self.rejects.write(json.dumps(as_json(reject), ensure_ascii=False) + "\n")

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


def as_json(reject: Reject) -> dict[str, Any]:
    """A reject as plain JSON values: path, position, stage, reason and, where there is one, raw."""
    values = asdict(reject)
    del values["trace"], values["filtered"]
    values["path"] = as_text(reject.path)
    return {k: v for k, v in values.items() if v is not None or k != "raw"}


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "page"), counted(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def say(message: str) -> None:
    """One line on standard error; what a page or a file's name brings in cannot control it."""
    try:
        sys.stderr.write(f"newsclean: {plain(message)}\n")
        sys.stderr.flush()
    except OSError:  # nobody can be told, but the work goes on
        discard(2)


def exit_code(tally: Tally, *, pages: bool) -> int:
    """0 all inputs done; 1 some inputs failed, the rest done; 3 nothing extracted."""
    if tally.failed or tally.rejected:
        return 1
    anything = tally.records or tally.duplicates or tally.left_out or tally.unchanged
    return 3 if pages and not anything else 0
