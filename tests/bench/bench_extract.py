"""Pages per second of ``newsclean extract`` against trafilatura's own command, in the same run.

    python tests/bench/bench_extract.py [FOLDER] [--rounds 3] [--jobs N ...] [--at-least 100]

FOLDER holds pages, in folders of its own or not, packed by gzip or not; without one, the seeds are
read. Only HTML pages count, since trafilatura reads nothing else, and a small folder is read
several times over, so that start-up does not decide. For each number of workers (1, 2 and one for
each core, unless ``--jobs`` says otherwise) both commands take turns, and write JSON with all
metadata. The best round counts, by the wall and by the time of all processors; where other work is
done on the machine, only the latter tells something.

Then the pages are read once more in this process: how many needed a second opinion, and which part
of the extractor took how much of the time.

What both find on labelled pages, `bench_corpora` tells.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import parts

SEEDS = Path(__file__).parents[2] / "seeds"


def environment() -> dict[str, str]:
    """Python's own, in which it keeps bytecode, as it does of what pip installs."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def newsclean(pages: Path, out: Path, jobs: int) -> None:
    """Extract with newsclean's command."""
    command = [sys.executable, "-m", "newsclean", "-q", "extract", "-j", str(jobs), str(pages)]
    subprocess.run([*command, "-o", str(out)], check=False, env=environment())


def trafilatura(pages: Path, out: Path, jobs: int) -> None:
    """Extract with trafilatura's command, metadata included."""
    command = [str(Path(sys.executable).with_name("trafilatura")), "--parallel", str(jobs)]
    command += ["--json", "--with-metadata", "--input-dir", str(pages), "--output-dir", str(out)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


TOOLS = {"newsclean": newsclean, "trafilatura": trafilatura}


def timed(run: Callable[[], None]) -> tuple[float, float]:
    """Seconds on the wall, and of all processors."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return wall, used


def compare(pages: Path, root: Path, rounds: int, jobs: int, count: int) -> None:
    """Let the commands take turns, and print the best round of each."""
    walls: dict[str, list[float]] = {name: [] for name in TOOLS}
    work: dict[str, list[float]] = {name: [] for name in TOOLS}
    for number in range(rounds):
        for name, tool in TOOLS.items():
            out = root / f"{name}-{number}.json"
            wall, used = timed(lambda tool=tool, out=out: tool(pages, out, jobs))  # type: ignore[misc]
            walls[name].append(wall)
            work[name].append(used)
    print(f"\n{jobs} worker{'s' if jobs > 1 else ''}, {count} pages")
    for name in TOOLS:
        best, used = min(walls[name]), min(work[name])
        print(f"{name:12} {count / best:6.1f} pages/s {1000 * used / count:6.1f} ms of work a page")
    ratio, less = (min(x["trafilatura"]) / min(x["newsclean"]) for x in (walls, work))
    print(f"ratio        {ratio:6.2f} x trafilatura; by the work {less:.2f} x")


def gather(folder: Path, pages: Path) -> int:
    """Copy the HTML pages below a folder, unpacked; returns how many there are."""
    pages.mkdir()
    for page in sorted(folder.rglob("*")):
        name = "-".join(page.relative_to(folder).parts).removesuffix(".gz")
        if name.endswith((".html", ".htm")):
            data = page.read_bytes()
            (pages / name).write_bytes(gzip.decompress(data) if page.suffix == ".gz" else data)
    return len(list(pages.iterdir()))


def multiply(pages: Path, many: Path, at_least: int) -> int:
    """Copy the pages often enough; returns how many there are then."""
    many.mkdir()
    names = list(pages.iterdir())
    rounds = -(-at_least // max(1, len(names)))
    for number in range(rounds):
        for page in names:
            (many / f"{number}-{page.name}").write_bytes(page.read_bytes())
    return rounds * len(names)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--rounds", type=int, default=3)
    usual = sorted({1, 2, os.cpu_count() or 1})
    parser.add_argument("--jobs", type=int, nargs="+", default=usual, metavar="N")
    parser.add_argument("--at-least", type=int, default=100, metavar="PAGES")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        if not gather(options.folder, root / "pages"):
            sys.exit(f"no HTML page in {options.folder}")
        count = multiply(root / "pages", root / "many", options.at_least)
        for jobs in options.jobs:
            compare(root / "many", root, options.rounds, jobs, count)
        parts.report(root / "pages")


if __name__ == "__main__":
    main()
