"""The word lists of this folder: one entry a line, ``#`` begins a remark."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """The entries of ``data/<name>.txt``, casefolded."""
    text = (files(__package__) / "data" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip().casefold() for line in text.splitlines())
    return frozenset(line for line in lines if line)
