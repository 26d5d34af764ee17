"""How long the command takes to say anything, against importing click alone.

    python tests/bench/bench_startup.py [--rounds 15] [--limit 2.0]

Prints the medians of interleaved rounds, by the wall and by the processor's time, and their ratios;
where other work is done on the machine, only the latter tell something. Python keeps its bytecode,
as it does of what pip installs. Exits with 1 when help takes more than ``--limit`` times the
processor time of the import.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time

PEER = "import click"
COMMANDS = {
    PEER: ["-c", PEER],
    "newsclean --help": ["-m", "newsclean", "--help"],
    "newsclean extract --help": ["-m", "newsclean", "extract", "--help"],
    "newsclean --version": ["-m", "newsclean", "--version"],
}


def seconds(words: list[str]) -> tuple[float, float]:
    """Wall and processor time of one process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True, env=env)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> int:
    """Measure; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--limit", type=float, default=2.0)
    options = parser.parse_args()
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for words in COMMANDS.values():
        seconds(words)  # once for the bytecode and the file cache
    for _ in range(options.rounds):
        for name, words in COMMANDS.items():
            times[name].append(seconds(words))
    walls, works = (
        {name: statistics.median(one[at] for one in found) for name, found in times.items()}
        for at in (0, 1)
    )
    for name, wall in walls.items():
        print(
            f"{name:26} {wall * 1000:6.1f} ms {wall / walls[PEER]:5.2f} x {PEER};"
            f" of work {works[name] * 1000:6.1f} ms {works[name] / works[PEER]:5.2f} x"
        )
    return 1 if works["newsclean --help"] > options.limit * works[PEER] else 0


if __name__ == "__main__":
    sys.exit(main())
