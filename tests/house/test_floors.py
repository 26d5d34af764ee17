"""What extraction finds on real pages does not fall below what it once found.

The pages are no part of the project: the test is skipped where they are not. It looks at a fixed
part of them; ``python tests/bench/bench_corpora.py --check`` looks at all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("NEWSCLEAN_SHARED") or ROOT.parent / "shared")


def test_no_figure_is_below_its_floor() -> None:
    if not (SHARED / "corpora" / "score.py").exists():
        pytest.skip(f"no labelled pages in {SHARED}; say where with NEWSCLEAN_SHARED")
    bench = ROOT / "tests" / "bench" / "bench_corpora.py"
    command = [sys.executable, bench, "--sample", "--check", "--shared", SHARED]
    jobs = str(min(4, os.cpu_count() or 1))
    ended = subprocess.run([*command, "--jobs", jobs], capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout + ended.stderr
