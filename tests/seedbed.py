"""The seeds: pages beside the records they must become.

``seeds/NAME`` is a page as it was saved; ``seeds/NAME.expected.jsonl`` holds the records of
``newsclean extract seeds/NAME normalize``, one a line, and is empty where the page has no story.
The pages are copied before they are read and given an age, because a record says when its file was
saved and a relative date may depend on it. How confident the program is stands in no expected
record: that is a measurement, and moves whenever a model is fitted anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from difflib import unified_diff
from pathlib import Path
from typing import Any
from zlib import crc32

from newsclean import Extract, Normalize, pipeline
from newsclean.article import to_dict

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SUFFIX = ".expected.jsonl"
SAVED = datetime(2025, 6, 18, 8, 0, tzinfo=timezone.utc)
"""No seed is said to have been saved later."""

Record = dict[str, Any]


def names() -> list[str]:
    """The seeds, sorted; the parts of a page that was saved complete are no seeds."""
    return sorted(p.name for p in SEEDS.iterdir() if p.is_file() and not p.name.endswith(SUFFIX))


def plant(root: Path) -> Path:
    """Copy the seeds into ``root/seeds``, each with the age that its name gives it.

    They are minutes apart: files of one age count as unpacked, and their age says nothing.
    """
    bed = root / "seeds"
    shutil.copytree(SEEDS, bed)
    for path in bed.rglob("*"):
        saved = SAVED.timestamp() - 60 * (crc32(path.name.encode()) % 60)
        os.utime(path, (saved, saved))
    return bed


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder for a while, as a user would who names pages from there."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def records(bed: Path, name: str) -> list[Record]:
    """What a planted seed becomes."""
    with inside(bed.parent):
        found = [to_dict(a) for a in pipeline([f"seeds/{name}"], Extract(), Normalize())]
    return [{k: v for k, v in record.items() if k != "confidence"} for record in found]


def expected(name: str) -> list[Record]:
    """What a seed must become."""
    lines = (SEEDS / f"{name}{SUFFIX}").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def difference(want: list[Record], have: list[Record]) -> str:
    """The difference between records, one field or block a line; empty where there is none."""
    return "\n".join(unified_diff(_lines(want), _lines(have), "expected", "found", "", "", 1, ""))


def _lines(found: list[Record]) -> list[str]:
    lines = []
    for position, record in enumerate(found):
        lines.append(f"[{position}]")
        for field, value in record.items():
            if field == "body":
                lines += [f"  body {_json(block)}" for block in value]
            elif isinstance(value, dict):
                lines += [f"  {field}.{key}: {_json(v)}" for key, v in value.items()]
            else:
                lines.append(f"  {field}: {_json(value)}")
    return lines


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
