"""Pages per second of ``newsclean extract`` against trafilatura's own command, in the same run.

    python tests/bench/bench_extract.py [FOLDER] [--rounds 3] [--jobs N] [--at-least 200]

FOLDER holds pages; without one, the seeds are read. Only HTML pages count, since trafilatura reads
nothing else, and a small folder is read several times over, so that start-up does not decide. Both
commands get the same number of processes, and both write JSON.

A FOLDER that holds ``pages/`` and ``truth.jsonl`` (lines ``{"page": NAME, "title": ..., "body":
...}``) is scored as well: the share of right titles, and the mean F1 of the bodies' words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
Found = dict[str, tuple[str, str]]
"""Title and text by the name of the page."""


def newsclean(pages: Path, out: Path, jobs: int) -> None:
    """Extract with newsclean's command."""
    command = [sys.executable, "-m", "newsclean", "-q", "extract", "-j", str(jobs), str(pages)]
    with out.open("wb") as file:
        subprocess.run([*command, "normalize"], stdout=file, check=False)


def trafilatura(pages: Path, out: Path, jobs: int) -> None:
    """Extract with trafilatura's command, metadata included."""
    command = [str(Path(sys.executable).with_name("trafilatura")), "--parallel", str(jobs)]
    command += ["--json", "--with-metadata", "--no-comments"]
    command += ["--input-dir", str(pages), "--output-dir", str(out)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


TOOLS = {"newsclean": newsclean, "trafilatura": trafilatura}


def found_by_newsclean(pages: Path) -> Found:
    """The longest record of every page."""
    from newsclean import Extract, Normalize, pipeline

    found: Found = {}
    for article in pipeline([str(pages)], Extract(), Normalize()):
        name = Path(article.source.path or "").name
        if len(article.text) >= len(found.get(name, ("", ""))[1]):
            found[name] = (article.title or "", article.text)
    return found


def found_by_trafilatura(pages: Path) -> Found:
    """What its Python interface finds, which is what its command writes."""
    from trafilatura import bare_extraction

    found: Found = {}
    for page in pages.iterdir():
        document = bare_extraction(page.read_bytes(), with_metadata=True, include_comments=False)
        if document:
            found[page.name] = (document.title or "", document.text or "")
    return found


def words(text: str) -> Counter[str]:
    """The words of a text, counted."""
    return Counter(re.findall(r"\w+", text.casefold()))


def f1(have: str, want: str) -> float:
    """How well two texts agree, by their words."""
    a, b = words(have), words(want)
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def score(found: Found, truth: Path) -> str:
    """The figures of a tool, in a line."""
    titles, bodies = [], []
    for line in truth.read_text("utf-8").splitlines():
        row = json.loads(line)
        title, body = found.get(row["page"].removesuffix(".gz"), ("", ""))
        if row.get("title"):
            titles.append(words(title) == words(row["title"]))
        if row.get("body"):
            bodies.append(f1(body, row["body"]))
    parts = [f"titles {statistics.mean(titles):.3f}"] if titles else []
    parts += [f"bodies {statistics.mean(bodies):.3f}"] if bodies else []
    return ", ".join(parts)


def gather(folder: Path, pages: Path) -> int:
    """Copy the HTML pages of a folder, unpacked; returns how many there are."""
    pages.mkdir()
    for page in sorted(folder.iterdir()):
        name = page.name.removesuffix(".gz")
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
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--at-least", type=int, default=200, metavar="PAGES")
    options = parser.parse_args()
    folder, truth = options.folder, options.folder / "truth.jsonl"
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        gather(folder / "pages" if truth.exists() else folder, root / "pages")
        count = multiply(root / "pages", root / "many", options.at_least)
        times: dict[str, list[float]] = {name: [] for name in TOOLS}
        for number in range(options.rounds):
            for name, tool in TOOLS.items():
                start = time.perf_counter()
                tool(root / "many", root / f"{name}-{number}", options.jobs)
                times[name].append(time.perf_counter() - start)
        speed = {name: count / statistics.median(values) for name, values in times.items()}
        for name in TOOLS:
            print(f"{name:12} {speed[name]:7.1f} pages/s")
        print(f"ratio        {speed['newsclean'] / speed['trafilatura']:7.2f} x trafilatura")
        if truth.exists():
            print(f"newsclean    {score(found_by_newsclean(root / 'pages'), truth)}")
            print(f"trafilatura  {score(found_by_trafilatura(root / 'pages'), truth)}")


if __name__ == "__main__":
    main()
