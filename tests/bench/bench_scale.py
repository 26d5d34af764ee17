"""What shards cost, what a cluster brings, and what many workers would, with the memory of judging.

    python tests/bench/bench_scale.py [FOLDER] [--at-least 300] [--judge 10000 100000]

FOLDER holds HTML pages; without one, the seeds are read. The same pages go through the plain pool
and through a Dask cluster of this machine, with one worker and with two; seconds of all processors
tell where other work is done on the machine. A shard is measured by itself, as its process would
be, with one page and with many.

Then a table for more workers, from a model: pages are shared out evenly, each shard costs its
start, and joining (`dedupe` and writing included) is done by one process, record by record. What is
measured and what is assumed is printed beside it.

``--judge`` prints what judging so many invented records takes: seconds, memory that is no file, and
all memory, each in a process of its own; and what 20 million records would take at that rate.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench_extract import SEEDS, gather, multiply, timed
from dedupe_corpus import told

from newsclean import Dedupe
from newsclean.dedupe.mark import Mark

PAGES = 100_000_000
"""Of the table."""
PER_SHARD = 25_000
"""Pages of a shard there: a WARC file of a news crawl has about as many."""
HANDED_OUT = 0.01
"""Seconds that a scheduler takes for a shard; assumed."""

PIPELINE = """
inputs = ["pages"]
[[steps]]
verb = "extract"
[[steps]]
verb = "normalize"
[[steps]]
verb = "dedupe"
[[steps]]
verb = "export"
output = "{output}"
"""


def run(root: Path, *words: str) -> tuple[float, float]:
    """Seconds on the wall and of all processors that a run of the pipeline takes."""
    command = [sys.executable, "-m", "newsclean", "-q", "run", "pipeline.toml", *words]
    return timed(lambda: subprocess.run(command, cwd=root, check=False))


def ways(root: Path, count: int, *, cluster: bool) -> None:
    """Print pages a second of the pool and of local clusters."""
    found = {f"pool, {jobs} processes": ("-j", str(jobs)) for jobs in (1, 2)}
    for workers in (1, 2) if cluster else ():
        url = f"dask://local?workers={workers}&shards=4"
        found[f"cluster, {workers} workers"] = ("--cluster", url, "--parts", f"parts{workers}")
    for name, words in found.items():
        wall, used = run(root, *words)
        print(f"{name:20} {count / wall:6.1f} pages/s {1000 * used / count:6.1f} ms of work a page")


def shard(root: Path, count: int) -> tuple[float, float, float]:
    """Seconds of processors: of a page, of a shard as such, and of joining a page's records."""
    (root / "one").mkdir()
    first = min((root / "pages").iterdir())
    (root / "one" / first.name).write_bytes(first.read_bytes())
    text = (root / "pipeline.toml").read_text("utf-8")
    used = {}
    for folder in ("pages", "one"):
        (root / "pipeline.toml").write_text(text.replace('"pages"', f'"{folder}"'), "utf-8")
        for words in (("--shard", "1/1"), ("--collect",)):
            used[folder, words[0]] = run(root, *words, "--parts", folder + ".parts", "-j", "1")[1]
    page, joining = (
        max(0.0, used["pages", what] - used["one", what]) / (count - 1)
        for what in ("--shard", "--collect")
    )
    start = max(0.0, used["one", "--shard"] - page)
    print(
        f"a page {1000 * page:.1f} ms, a shard as such {start:.2f} s, joining {1000 * joining:.2f} "
        "ms a page"
    )
    return page, start, joining


def table(page: float, start: float, joining: float) -> None:
    """Print what many workers would need for many pages."""
    shards = PAGES / PER_SHARD
    hours = (PAGES * page + shards * start) / 3600
    print(f"\n{PAGES:,} pages in {shards:,.0f} shards: {hours:,.0f} core-hours, then one process")
    print("workers   shards, h   joining, h   both, h")
    for workers in (1, 10, 100, 1000):
        rounds = -(-shards // workers)
        spread = max(rounds * (PER_SHARD * page + start), shards * HANDED_OUT) / 3600
        joined = PAGES * joining / 3600
        print(f"{workers:>7,} {spread:11,.1f} {joined:12,.1f} {spread + joined:9,.1f}")
    print(
        "measured here: a page, a shard as such, joining a page; assumed: workers as fast as this\n"
        "core, a store that keeps up, 10 ms of the scheduler for a shard, and joining that grows\n"
        "with the number of pages"
    )


def judge(count: int) -> None:
    """Print what judging so many records takes, in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(target=_judge, args=(count,))
    process.start()
    process.join()


def _judge(count: int) -> None:
    stage, peak, over = Dedupe(), [0.0], threading.Event()
    marked = [0.0]

    def marks() -> Iterator[Mark]:
        for one in islice(told(coining=True), count):
            yield stage.mark(one.article)
        marked[0] = time.process_time()

    def watch() -> None:
        while not over.wait(0.1):
            peak[0] = max(peak[0], _anonymous())

    watching = threading.Thread(target=watch)
    watching.start()
    for _ in stage.judge(marks()):
        pass
    seconds = time.process_time() - marked[0]
    over.set()
    watching.join()
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{count:>9,} records judged: {seconds:7.1f} s, {peak[0]:.2f} GB of memory, {whole:.2f} GB "
        f"with mapped files; 20 million at this rate {20e6 / count * peak[0]:.1f} GB",
        flush=True,
    )


def _anonymous() -> float:
    """Gigabytes of this process that are no file; what the system does not tell is 0."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    return int(status.partition("RssAnon:")[2].split()[0]) / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SEEDS)
    parser.add_argument("--at-least", type=int, default=300)
    parser.add_argument("--judge", type=int, nargs="*", default=[])
    parser.add_argument("--no-cluster", action="store_true")
    options = parser.parse_args()
    for count in options.judge:
        judge(count)
    root = Path(__file__).parents[2]
    os.environ["PYTHONPATH"] = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    with tempfile.TemporaryDirectory() as name:
        gather(options.folder, Path(name) / "some")
        count = multiply(Path(name) / "some", Path(name) / "pages", options.at_least)
        text = PIPELINE.format(output="all.jsonl")
        (Path(name) / "pipeline.toml").write_text(text, "utf-8")
        ways(Path(name), count, cluster=not options.no_cluster)
        table(*shard(Path(name), count))


if __name__ == "__main__":
    main()
