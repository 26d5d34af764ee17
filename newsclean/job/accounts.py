"""The account of a run: its counts as JSON, and the exit status."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..system.places import writing
from ..system.statuses import FAILED, NOTHING

if TYPE_CHECKING:
    from ..engines.run import Tally
    from . import FailOn


def write_summary(path: str, tally: Tally) -> None:
    """Write the counts as JSON. Raises `OutputError`."""
    with writing(path) as file:
        json.dump({"inputs": tally.inputs, **asdict(tally)}, file)
        file.write("\n")


def exit_status(tally: Tally, *, pages: bool, fail_on: FailOn) -> int:
    """The exit status of a run that came to its end."""
    if fail_on == "never":
        return 0
    failed = tally.failed or tally.rejected
    if failed and (fail_on == "some" or tally.failed == tally.inputs):
        return FAILED
    anything = tally.records or tally.duplicates or tally.left_out or tally.unchanged
    return NOTHING if pages and not anything else 0
