"""Beyond one machine: a job in shards, run anywhere and joined to what one machine would give.

A shard is a share of the job's files. Where it runs, it is a process of its own that knows of no
other: it writes a part and, last, a marker (`shard`, `parts`). Joining (`joining`) reads the parts
in the order of the inputs and goes on from there. What starts the shards may be anything that can
start a command; `cluster` does it itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import run

__all__ = ["run"]


def __getattr__(name: str) -> Any:
    if name != "run":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .api import run

    return run
