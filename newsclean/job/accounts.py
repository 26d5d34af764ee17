"""The account of a run: its counts as JSON, and the exit status."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..system.files import atomic_text

if TYPE_CHECKING:
    from ..run import Tally

FAILED = 1
"""Some inputs failed, the rest is done."""
NOTHING = 3
"""All inputs were read, and no page held a story."""


def write_summary(path: str, tally: Tally) -> None:
    """Write the counts as JSON. Raises `OutputError`."""
    with atomic_text(path) as file:
        json.dump({"inputs": tally.inputs, **asdict(tally)}, file)
        file.write("\n")


def exit_status(tally: Tally, *, pages: bool) -> int:
    """The exit status of a run that came to its end."""
    if tally.failed or tally.rejected:
        return FAILED
    anything = tally.records or tally.duplicates or tally.left_out or tally.unchanged
    return NOTHING if pages and not anything else 0
