"""Exit statuses of a run; `newsclean --help` lists them."""

from __future__ import annotations

FAILED = 1
"""Some inputs failed, the rest is done."""
WRONG = 2
"""What was asked for cannot be done; nothing was."""
NOTHING = 3
"""All inputs were read, and no page held a story."""
STOPPED = 4
"""The run stopped before its end, and what it was to write is not complete."""
HELD = 75
"""Another run holds the lock (EX_TEMPFAIL of sysexits.h: try again later)."""
