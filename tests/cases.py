"""One table of chains: what a user types, and the same in Python. It drives several tests."""

from __future__ import annotations

from typing import Any, NamedTuple

from newsclean import Dedupe, Extract, Normalize


class Case(NamedTuple):
    """A chain of verbs, and the stages it stands for."""

    verbs: tuple[str, ...]
    stages: tuple[Any, ...]

    def __str__(self) -> str:
        return ", ".join(self.verbs)


CHAINS = [
    Case(("extract seeds",), (Extract(),)),
    Case(("extract --evidence seeds",), (Extract(evidence=True),)),
    Case(("extract seeds", "normalize"), (Extract(), Normalize())),
    Case(
        ("extract seeds", "normalize --quotes straight"),
        (Extract(), Normalize(quotes="straight")),
    ),
    Case(("extract seeds", "normalize", "normalize"), (Extract(), Normalize(), Normalize())),
    Case(("extract seeds", "dedupe"), (Extract(), Dedupe())),
    Case(("extract seeds", "normalize", "dedupe"), (Extract(), Normalize(), Dedupe())),
    Case(("extract seeds", "dedupe", "normalize"), (Extract(), Dedupe(), Normalize())),
    Case(
        ("extract seeds", "normalize", "dedupe --keep longest"),
        (Extract(), Normalize(), Dedupe(keep="longest")),
    ),
    Case(
        ("extract seeds", "normalize", "dedupe --stream"),
        (Extract(), Normalize(), Dedupe(stream=True)),
    ),
]

RECORD_VERBS = [
    "normalize",
    "normalize --quotes straight",
    "dedupe",
    "dedupe --mark",
    "dedupe --keep earliest",
    "dedupe --stream",
    "export",
    "export -f jsonl",
]
"""Verbs that read records and write records."""

LAST_VERBS = ["export -f json", "export -f csv", "export -f markdown"]
"""Verbs whose output is no record."""
