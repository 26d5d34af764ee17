"""What dedupe reaches on each set of `dedupe_sets`: precision, recall and F1 of pairs of records.

Under each policy; without dates, headlines, both, or publishers; as a stream; and with a memory, of
which it also prints what the rarity of passages takes: its share of the file, and of the time of a
look-up.
"""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dedupe_sets import SETS, Labelled, Score, score

from newsclean.dedupe import POLICY, Dedupe
from newsclean.dedupe.index import keys
from newsclean.dedupe.mark import Mark
from newsclean.dedupe.seen import Memory
from newsclean.dedupe.verdict import Drop

REMOVED: dict[str, tuple[str, ...]] = {
    "no dates": ("published",),
    "no headlines": ("title",),
    "neither": ("published", "title"),
    "no publishers": ("publisher", "url"),
}
_LOOKED_UP = 2000


def by_set(names: Iterable[str]) -> None:
    """Print what each set gets in each way."""
    print("precision / recall / F1 of pairs")
    for name in names:
        labelled = SETS[name]()
        marks = _marks(labelled)
        for policy in POLICY:
            _print(name, policy, reached(labelled, marks, policy=policy))
        for what, fields in REMOVED.items():
            less = labelled.without(*fields)
            _print(name, what, reached(less, _marks(less)))
        _print(name, "stream", reached(labelled, marks, stream=True))
        with TemporaryDirectory() as folder:
            path = str(Path(folder) / "seen")
            _print(name, "seen", reached(labelled, marks, seen=path))
            print(f"{'':10} {_rarity(path, marks)}", flush=True)


def _print(name: str, way: str, found: Score) -> None:
    print(f"{name:<10} {way:<13} {found}", flush=True)


def _marks(labelled: Labelled) -> list[Mark]:
    return [Dedupe().mark(article) for article in labelled.articles]


def reached(labelled: Labelled, marks: list[Mark], **options: Any) -> Score:
    """What dedupe with some options makes of a set."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    verdicts = Dedupe(flag=True, **options).judge(marks)
    for m, verdict in zip(marks, verdicts, strict=True):
        groups[verdict.of if isinstance(verdict, Drop) else m.id].append(m.id)
    if options.get("seen"):
        verdicts.finish()  # type: ignore[attr-defined]
    return score(labelled, groups.values())


def _rarity(path: str, marks: list[Mark]) -> str:
    """What a memory holds of common passages, and what looking them up takes."""
    some = marks[:_LOOKED_UP]
    memory = Memory(path)
    start = time.process_time()
    for m in some:
        memory.find(m)
    whole = time.process_time() - start
    start = time.process_time()
    for m in some:
        memory._counts(keys(m))
    part = time.process_time() - start
    memory.close()
    with sqlite3.connect(path) as db:
        passages = db.execute("SELECT count(*) FROM common").fetchone()[0]
    size = _size(path)
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("DELETE FROM common")
    rest = _size(path)
    return (
        f"{passages:,} common passages take {(size - rest) / 1e6:.2f} of {size / 1e6:.2f} MB, "
        f"and {1e6 * part / len(some):.0f} of {1e6 * whole / len(some):.0f} µs of a look-up"
    )


def _size(path: str) -> int:
    """Bytes of a file of SQLite without what was deleted in it."""
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(path).stat().st_size
