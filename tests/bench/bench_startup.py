"""How long the command takes to say anything, against importing click alone.

    python tests/bench/bench_startup.py [--rounds 15] [--limit 2.0]

Prints the medians of interleaved rounds and their ratios. Exits with 1 when help takes more than
``--limit`` times the import.
"""

from __future__ import annotations

import argparse
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


def seconds(words: list[str]) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> int:
    """Measure; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--limit", type=float, default=2.0)
    options = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for words in COMMANDS.values():
        seconds(words)  # once for the bytecode and the file cache
    for _ in range(options.rounds):
        for name, words in COMMANDS.items():
            times[name].append(seconds(words))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name:26} {median * 1000:6.1f} ms   {median / medians[PEER]:.2f} x {PEER}")
    return 1 if medians["newsclean --help"] > options.limit * medians[PEER] else 0


if __name__ == "__main__":
    sys.exit(main())
