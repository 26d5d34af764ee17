"""Pages per second from one big WARC file against the same pages in a folder, in the same run.

    python tests/bench/bench_warc.py [FOLDER] [--rounds 3] [--jobs N] [--at-least 300]

FOLDER holds HTML pages; without one, the seeds are read. They are put into a WARC file, plain and
compressed record by record, and read by the same command, in turns. The best round counts.

Then the WARC file is only listed, in this process: what the one reader that feeds all workers takes
for a page, and how many bytes it sends to a worker.
"""

from __future__ import annotations

import argparse
import gzip
import os
import pickle
import tempfile
import time
from pathlib import Path

from bench_extract import SEEDS, gather, multiply, newsclean, timed

from newsclean.pages import find


def record(number: int, page: bytes) -> bytes:
    """A response of a crawl."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://{number}.example/\r\n"
        f"WARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def build(pages: Path, root: Path) -> dict[str, Path]:
    """The same pages as a folder and as WARC files."""
    ways = {"folder": pages, "warc": root / "pages.warc", "warc.gz": root / "pages.warc.gz"}
    with ways["warc"].open("wb") as plain, ways["warc.gz"].open("wb") as packed:
        for number, page in enumerate(sorted(pages.iterdir())):
            whole = record(number, page.read_bytes())
            plain.write(whole)
            packed.write(gzip.compress(whole, 6))
    return ways


def listed(path: Path, count: int) -> str:
    """What listing a WARC file costs."""
    start, size = time.process_time(), 0
    for page in find([str(path)]):
        size += len(pickle.dumps([page], pickle.HIGHEST_PROTOCOL))
    seconds = time.process_time() - start
    return f"{1e6 * seconds / count:.0f} us and {size // count} bytes a page"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--at-least", type=int, default=300, metavar="PAGES")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        gather(options.folder, root / "pages")
        count = multiply(root / "pages", root / "many", options.at_least)
        ways = build(root / "many", root)
        best: dict[str, tuple[float, float]] = {}
        for number in range(options.rounds):
            for name, path in ways.items():
                out = root / f"{name}-{number}.jsonl"
                found = timed(lambda path=path, out=out: newsclean(path, out, options.jobs))  # type: ignore[misc]
                best[name] = min(best.get(name, found), found)
        for name, (wall, work) in best.items():
            rate, ratio = count / wall, best["folder"][0] / wall
            print(
                f"{name:8} {rate:6.1f} pages/s {1000 * work / count:6.1f} ms of work a page"
                f"  {ratio:.2f} x the folder"
            )
        for name in ("warc", "warc.gz"):
            print(f"the reader of {name}: {listed(ways[name], count)}")


if __name__ == "__main__":
    main()
