"""The fuzz targets keep their promises on the seeds and on all that fuzzing ever found."""

from __future__ import annotations

from pathlib import Path

import pytest

from .targets import TARGETS

FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_found(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("target", ["text", "html", "feed", "archive"])
def test_any_seed_in_any_reader(target: str, bed: Path) -> None:
    for path in sorted((bed / "seeds").glob("*.*")):
        if path.is_file() and not path.name.endswith(".jsonl"):
            TARGETS[target](path.read_bytes())


def test_records_of_the_seeds(seed_lines: list[str]) -> None:
    for line in seed_lines:
        TARGETS["record"](line.encode())
        TARGETS["record"](line[: len(line) // 2].encode())
