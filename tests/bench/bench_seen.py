"""dedupe --seen: size of the file and time of a look-up, by how many stories it remembers.

    python tests/bench/bench_seen.py 20000 1000000 10000000 [--file seen.db]

The stories are 60 to 400 random words, as many telling ones as news has. With up to ``--own``
stories the memory is filled as runs fill it, a record at a time; a larger one is written at once
and in order, because that would take hours. Look-ups are of copies (one word in ten is another)
and of new stories, half each; for the cold ones the file is put out of the system's cache first.
``--file`` keeps the file of the last size.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from newsclean.dedupe.mark import Mark
from newsclean.dedupe.seen import Memory, few_keys
from newsclean.dedupe.words import NAME, NUMBER, PLAIN

#: So many different texts a memory is filled with that is written at once.
_PATTERN = 20_000
_PROBES = 1000
#: A place is sorted as one number: the key above, the mark below.
_MARK_BITS = 32
#: The bits of a key that are drawn anew for a text that is used again.
_LOW = np.uint64((1 << 22) - 1)


def stories(seed: int) -> Iterator[Mark]:
    """Signatures of random texts: three words in four plain, the rest names and numbers."""
    numbers = np.random.default_rng(seed)
    spans = np.array([PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, NAME, NUMBER])
    while True:
        for size in numbers.integers(60, 400, 1000).tolist():
            span = spans[numbers.integers(0, len(spans), size)]
            body = _text(numbers.integers(span[:, 0], span[:, 1]))
            yield _mark(f"{numbers.integers(1 << 62):016x}", body, int(numbers.integers(1 << 62)))


def copy_of(m: Mark, seed: int) -> Mark:
    """The same story elsewhere, with one word in ten another one."""
    numbers = np.random.default_rng(seed)
    codes = np.frombuffer(m.body.encode("utf-16-le"), dtype="<u2").astype(np.int64)
    other = numbers.random(len(codes)) < 0.1
    codes[other] = numbers.integers(*PLAIN, int(other.sum()))
    return _mark(f"copy-{seed}", _text(codes), 0)


def _text(codes: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> str:
    return codes.astype("<u2").tobytes().decode("utf-16-le")


def _mark(name: str, body: str, url: int) -> Mark:
    return Mark(
        *(name, "article", body[:8], body, len(body), url, 20_000, 0, "", "", 5, None, None, b"")
    )


def fill(path: str, count: int) -> None:
    """Remember stories one by one, as a run does."""
    memory = Memory(path)
    memory.begin()
    for m in islice(stories(1), count):
        memory.add(m, memory.find(m), now=time.time())
    memory.commit()
    memory.close()


def fill_at_once(path: str, count: int) -> None:
    """Write what `fill` would, in the order of the tables.

    Only the first stories have places of their own; the places of the others are as many and lie
    as theirs do, but are not those of their texts.
    """
    Memory(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    pattern = list(islice(stories(1), min(count, _PATTERN)))
    keys = [np.array(few_keys(m), dtype=np.uint64) for m in pattern]
    numbers = np.random.default_rng(3)
    now, places = time.time(), []
    for first in range(0, count, len(pattern)):
        size = min(len(pattern), count - first)
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO story VALUES (?, ?, ?, ?, 1)",
            [(first + i, m.id, now, now) for i, m in enumerate(pattern[:size], 1)],
        )
        db.executemany(
            "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (*(first + i, first + i, m.kind), _bytes(m.title), _bytes(m.body), m.url, m.day)
                for i, m in enumerate(pattern[:size], 1)
            ],
        )
        db.execute("COMMIT")
        here = np.concatenate(keys[:size])
        if first:
            here = here & ~_LOW | numbers.integers(0, int(_LOW) + 1, len(here), dtype=np.uint64)
        owner = np.repeat(np.arange(first + 1, first + size + 1), list(map(len, keys[:size])))
        places.append(here << np.uint64(_MARK_BITS) | owner.astype(np.uint64))
    every = np.concatenate(places)
    places.clear()
    every.sort()
    for some in np.array_split(every, len(every) // 1_000_000 + 1):
        key = (some >> np.uint64(_MARK_BITS)).astype(np.int64) - (1 << 31)
        mark = (some & np.uint64((1 << _MARK_BITS) - 1)).astype(np.int64)
        rows = zip(key.tolist(), mark.tolist(), strict=True)
        db.execute("BEGIN")
        db.executemany("INSERT OR IGNORE INTO place VALUES (?, ?)", rows)
        db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _bytes(text: str) -> bytes:
    return text.encode("utf-16-le")


def look_up(path: str, probes: list[Mark]) -> tuple[float, int]:
    """Seconds that a look-up takes, and how many records were found to be copies."""
    memory = Memory(path)
    start = time.perf_counter()
    found = sum(memory.find(m).copy is not None for m in probes)
    took = (time.perf_counter() - start) / len(probes)
    memory.close()
    return took, found


def chill(path: str) -> None:
    """Put a file out of the system's cache."""
    with Path(path).open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure(path: str, count: int, own: int) -> None:
    """Fill a memory and print what it costs."""
    start = time.perf_counter()
    (fill if count <= own else fill_at_once)(path, count)
    filled = time.perf_counter() - start
    some = list(islice(stories(1), min(count, _PATTERN)))
    copies = [copy_of(m, i) for i, m in enumerate(some[:: max(1, 2 * len(some) // _PROBES)])]
    fresh = list(islice(stories(2), len(copies)))
    chill(path)
    cold, _ = look_up(path, copies[::5] + fresh[::5])
    warm, found = look_up(path, copies + fresh)
    size = Path(path).stat().st_size
    print(
        f"{count:>11,} stories: {size / 1e6:7,.0f} MB ({size / count:,.0f} bytes each), "
        f"filled in {filled:,.0f} s, look-up {1e3 * warm:.2f} ms, {1e3 * cold:.2f} ms cold; "
        f"{found} of {len(copies)} copies found",
        flush=True,
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("stories", type=int, nargs="*", default=[20_000, 200_000])
    parser.add_argument("--own", type=int, default=200_000)
    parser.add_argument("--file")
    options = parser.parse_args()
    for count in options.stories:
        with tempfile.TemporaryDirectory() as folder:
            path = options.file or str(Path(folder) / "seen")
            Path(path).unlink(missing_ok=True)
            measure(path, count, options.own)


if __name__ == "__main__":
    main()
