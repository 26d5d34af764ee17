"""What each rule of extraction earns on real pages: it is switched off, and the pages read again.

    python tests/bench/ablate.py [--shared FOLDER] [--only html|text|normalize] [--conditions]
        [--match REGEX] [--sample N] [--jobs N] [-o FILE]

Every function has a switch, every kind of furniture phrase, and with ``--conditions`` every
condition (see `switches`). All pages are read once to learn where a switch makes a difference;
then, for every switch, those of these pages that a sample of N takes; what is known is told on
stderr as it goes. The table says, worst first, what a rule earns: pages with a better body (by F1),
a right title or date, names of authors, publishers, records; ``seeds`` are the project's own pages
(seeds/, tests/language/pages) that change without it. A rule that earns nothing on real pages may
still be needed for what they do not have, or for fields without truth (``other``).
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import os
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import switches as switching
from corpora import HTML, Item, Shared
from tally import Counts, Record, tally

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "html": ("newsclean.extract.html", "newsclean.language"),
    "text": ("newsclean.extract.text", "newsclean.language"),
    "normalize": ("newsclean.normalize", "newsclean.language"),
}
POINTS = ("body", "title", "date", "authors", "publ", "records", "leaks")
#: Pages after which a rule that clearly earns its place is looked at no further.
_ENOUGH = 20
_CLEAR = 2.0
#: Seconds for one page, without a rule that may be what ends a loop.
_LONGEST = 10.0
#: Fields of a record that some corpus has the truth of.
_SCORED = {"title", "authors", "published", "publisher", "body", "kind"}
#: Fields that follow from others.
_DERIVED = {"id", "evidence", "confidence", "word_count", "source"}


class _TooLong(BaseException):
    pass


@dataclass
class Earned:
    """What a rule earns."""

    name: str
    fires: int = 0
    """On so many pages it makes a difference."""
    seen: int = 0
    """So many of them were read without it."""
    changed: int = 0
    points: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    """Fields without truth that change."""
    seeds: int = 0

    @property
    def total(self) -> float:
        """One number for the order of the table."""
        return sum(self.points.values())


@dataclass(frozen=True)
class _Seed(Item):
    """A page of the project: any change counts."""


class Bench:
    """The pages, what they give with every rule in place, and what a rule changes."""

    def __init__(self, shared: Shared, items: list[Item], switches: switching.Switches) -> None:
        from newsclean import Extract, Normalize, pipeline
        from newsclean.article import to_dict

        self.shared, self.items, self.switches = shared, items, switches
        self.read = lambda path: [to_dict(a) for a in pipeline([path], Extract(), Normalize())]
        self.before: dict[int, tuple[list[Record], Counts, list[int]]] = {}

    def look(self, index: int, longest: float = 0.0) -> tuple[int, list[Record], Counts, list[int]]:
        """The records of a page, their counts, and the switches that make a difference."""
        item = self.items[index]
        self.switches.fired = set()
        try:
            with _limit(longest):
                records = self.read(item.path)
        except (_TooLong, Exception):  # noqa: BLE001  a page fails where a rule is needed
            records = []
        fired = sorted(self.switches.fired)
        seed = isinstance(item, _Seed)
        counts = Counter() if seed else tally(self.shared, item, json.loads(json.dumps(records)))
        return index, records, counts, fired

    def without(self, number: int, pages: Sequence[int]) -> Earned:
        """What a rule earns on pages."""
        earned = Earned(self.switches.names[number], len(pages))
        self.switches.off = number
        for index in pages:
            item = self.items[index]
            clear = earned.seen >= _ENOUGH and earned.total > _CLEAR
            if clear and not isinstance(item, _Seed):
                continue
            _, records, counts, _ = self.look(index, _LONGEST)
            before, known, _ = self.before[index]
            fields = _differ(before, records)
            if isinstance(item, _Seed):
                earned.seeds += bool(fields)
                continue
            earned.seen += 1
            earned.changed += bool(fields)
            earned.other.update(fields - _SCORED)
            after = points(self.shared, item, counts)
            for name, value in points(self.shared, item, known).items():
                earned.points[name] += value - after[name]  # type: ignore[assignment]
        self.switches.off = -1
        return earned


def points(shared: Shared, item: Item, n: Counts) -> dict[str, float]:
    """What is right on a page, less what is wrong."""
    found = dict.fromkeys(POINTS, 0.0)
    if item.corpus == "aggregator":
        figures = shared.score_aggregator.figures(n)
        found["body"] = figures.get("F1") or 0.0
        found |= {name: float(n[name]) for name in ("title", "date")}
        found["publ"] = float(n["publisher"])
        found["authors"] = float(n["a_tp"] - n["a_fp"])
        found["records"] = float(2 * n["match"] - n["found"] - n["none"])
        found["leaks"] = -float(n["leaks"])
        return found
    if n["segments"]:
        sentences = len(item.truth["present"]) + len(item.truth["absent"])
        found["body"] = (n["present"] - n["absent"]) / sentences
        return found
    p, r = float(n["precision"]), float(n["recall"])
    found["body"] = 2 * p * r / (p + r) if p + r else 0.0
    found["title"] = float(n["title right"])
    found["date"] = float(n["date right"] - n["date false"])
    if item.corpus != "dumps" or item.truth["date"] or item.truth["authors"]:  # else not known
        found["authors"] = float(2 * n["authors right"] - n["authors given"])
    found["publ"] = float(n["publisher right"] - n["publisher false"])
    found["records"] = float(n["whole"])
    return found


def _differ(before: list[Record], after: list[Record]) -> set[str]:
    """The fields in which the records of a page differ."""
    if len(before) != len(after):
        return {"kind"}
    return {
        name
        for a, b in zip(before, after, strict=True)
        for name in {*a, *b} - _DERIVED
        if a.get(name) != b.get(name)
    }


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    def expire(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, expire)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


_BENCH: list[Bench] = []


def _look(index: int) -> tuple[int, list[Record], Counts, list[int]]:
    return _BENCH[0].look(index)


def _without(job: tuple[int, list[int]]) -> Earned:
    return _BENCH[0].without(*job)


def _small() -> None:
    """No rule that is missing may fill the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def run(bench: Bench, sample: int, jobs: int, match: str) -> Iterator[Earned]:
    """What every rule earns, in the order in which it becomes known: rare ones first."""
    _BENCH[:] = [bench]
    fork = multiprocessing.get_context("fork")
    fires: dict[int, list[int]] = {}
    with fork.Pool(jobs, _small) as pool:
        pages = range(len(bench.items))
        for index, records, counts, fired in pool.imap_unordered(_look, pages, chunksize=8):
            bench.before[index] = (records, counts, fired)
            for number in fired:
                fires.setdefault(number, []).append(index)
    if not any(records for records, _, _ in bench.before.values()):
        raise SystemExit("no page gives a record with every rule in place: a switch breaks them")
    work = [
        (number, _sampled(bench.items, own, sample))
        for number, own in fires.items()
        if re.search(match, bench.switches.names[number])
    ]
    work.sort(key=lambda job: len(job[1]))
    names = {bench.switches.names[number]: len(own) for number, own in fires.items()}
    with fork.Pool(jobs, _small) as pool:  # anew: with what was found above
        for number, earned in enumerate(pool.imap_unordered(_without, work), 1):
            earned.fires = names[earned.name]
            print(f"{number} of {len(work)}: {_row(earned)}", file=sys.stderr)
            yield earned


def _sampled(items: list[Item], own: list[int], sample: int) -> list[int]:
    """Some of the pages, always the same."""
    seeds = [i for i in own if isinstance(items[i], _Seed)][: sample // 4]
    real = [i for i in own if not isinstance(items[i], _Seed)]
    real.sort(key=lambda i: crc32(items[i].path.name.encode()))
    return [*real[:sample], *seeds]


def _seeds(folder: Path, html: bool) -> Iterator[Item]:
    """The project's own pages."""
    sys.path.insert(0, str(ROOT))
    languages: Any = importlib.import_module("tests.language.test_languages")
    for code in languages.CODES:
        parts = languages.parts_of(code)
        page = folder / f"{code}.{'html' if html else 'txt'}"
        page.write_text((languages.as_html if html else languages.as_dump)(code, parts), "utf-8")
        yield _Seed("seeds", "seeds", page, {}, code)
    for page in sorted((ROOT / "seeds").iterdir()):
        if page.is_file() and ".expected." not in page.name and page.suffix != ".json":
            yield _Seed("seeds", "seeds", page, {}, page.name)


def _switch_phrases(switches: switching.Switches) -> None:
    """A switch for every kind of furniture phrase."""
    phrases: Any = importlib.import_module("newsclean.language.furniture")
    numbers = [switches.new(f"furniture: {kind}") for kind in phrases.KINDS]
    look = phrases.Furniture.look

    def looked(*arguments: Any) -> tuple[list[float], list[float]]:
        share, first = look(*arguments)
        for at, number in enumerate(numbers):
            if switches.off == number:
                share[at] = first[at] = 0.0
            elif share[at]:
                switches.fired.add(number)
        return share, first

    phrases.Furniture.look = looked


def _items(shared: Shared, only: str, half: bool) -> list[Item]:
    rows = ["dumps", "aggregator"] if only == "text" else [*HTML, "aggregator"]
    items = shared.items([*rows, "dumps"] if only == "normalize" else rows, sample=half)
    if only == "normalize":
        return items
    return [
        item
        for item in items
        if item.corpus != "aggregator" or (item.path.suffix == ".html") == (only == "html")
    ]


def draw(found: Sequence[Earned], never: Sequence[str]) -> Iterator[str]:
    """The table as text."""
    head = "".join(name.rjust(9) for name in POINTS)
    yield f"{'total':>8} {'fires':>6} {'seen':>5} {'changed':>8} {'seeds':>6}{head}  rule"
    for one in sorted(found, key=lambda e: (e.total, e.seeds, e.fires)):
        yield _row(one)
    yield f"\nNever make a difference ({len(never)}):"
    yield from never


def _row(one: Earned) -> str:
    cells = "".join(
        f"{one.points[name]:+9.2f}" if abs(one.points[name]) > 0.004 else " " * 9 for name in POINTS
    )
    numbers = f"{one.total:+8.2f} {one.fires:6} {one.seen:5} {one.changed:8} {one.seeds:6}"
    other = ", ".join(f"{name} {n}" for name, n in one.other.most_common(4))
    return f"{numbers}{cells}  {one.name}" + (f"  (other: {other})" if other else "")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--only", choices=list(PACKAGES), default="html")
    parser.add_argument("--conditions", action="store_true", help="switch off conditions, too")
    parser.add_argument("--match", default="", help="only rules whose name has this pattern")
    parser.add_argument("--sample", type=int, default=60, metavar="N")
    parser.add_argument("--part", action="store_true", help="a fixed part of the pages alone")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    began = time.perf_counter()
    switches = switching.install(PACKAGES[options.only], conditions=options.conditions)
    if options.only == "html":
        _switch_phrases(switches)
    shared = Shared(options.shared)
    if not shared:
        raise SystemExit(f"no corpora in {shared.folder}: name their folder with --shared")
    with tempfile.TemporaryDirectory() as folder:
        items = _items(shared, options.only, options.part)
        items += _seeds(Path(folder), options.only != "text")
        bench = Bench(shared, items, switches)
        found = list(run(bench, options.sample, options.jobs, options.match))
    seen = {one.name for one in found}
    never = sorted(n for n in switches.names if n not in seen and re.search(options.match, n))
    lines = [*draw(found, never), f"\n{len(items)} pages, {time.perf_counter() - began:.0f} s"]
    if options.output:
        options.output.write_text("\n".join(lines) + "\n", "utf-8")
    else:
        print(*lines, sep="\n")


if __name__ == "__main__":
    main()
