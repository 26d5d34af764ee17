"""Files whose own time is when they were unpacked or copied, not when they were saved."""

from __future__ import annotations

import os
from bisect import bisect_left
from functools import lru_cache
from itertools import islice

#: So many files of a folder within two seconds were not fetched then, one after the other.
MANY = 40
_SECOND = 1_000_000_000
#: Of a large folder so many names are read, and the times of so many files.
_MOST_NAMES, _MOST_TIMES = 20_000, 400


def at_once(path: str, written: int) -> bool:
    """Whether a file was written at about the same time (nanoseconds) as many of its folder."""
    folder = os.path.dirname(path) or "."  # noqa: PTH120
    try:
        changed = os.stat(folder).st_mtime_ns  # noqa: PTH116
        times, share = _times(folder, changed)
    except OSError:
        return False
    near = bisect_left(times, written + _SECOND) - bisect_left(times, written - _SECOND)
    return near * share >= MANY and near > MANY // 4


@lru_cache(maxsize=256)
def _times(folder: str, changed: int) -> tuple[list[int], float]:
    """The times of some of a folder's files, sorted, and how many files each stands for.

    ``changed`` is the folder's own time: with it the answer is another.
    """
    with os.scandir(folder) as entries:
        files = [entry for entry in islice(entries, _MOST_NAMES) if entry.is_file()]
    step = max(1, len(files) // _MOST_TIMES)
    times = sorted(entry.stat().st_mtime_ns for entry in files[::step])
    return times, float(step)
