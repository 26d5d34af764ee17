"""What extraction finds on real pages: one table over all corpora.

    python tests/bench/bench_corpora.py [--shared FOLDER] [--only dumps,publishers] [--sample]
        [--cross N | --peer] [--alone] [--jobs N] [--json FILE] [--worst N]
        [--check | --write-floors]

Rows are corpora. A `*` marks those that a model was fitted on: their figures are too good, and
``--cross N`` gives the true ones. There every page is read with models that were fitted without the
pages of its site and those of a share of 1/N of all sites (fitted once, kept in ``--models``).

``--check`` fails where a figure is worse than its floor in floors.json; ``--sample`` looks at a
fixed part of the pages, which has floors of its own; ``--write-floors`` makes what was measured the
floor. ``--peer`` shows what trafilatura finds, ``--alone`` what is found where it is never asked
for a second opinion. ``--agree`` scores the same records with the scripts that come with the
corpora, too.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import agree
import floors
import folds
from corpora import HTML, Item, Shared
from tally import Counts, Record, figures, tally

from newsclean import Extract, Normalize, pipeline
from newsclean.article import to_dict
from newsclean.extract.html import body

COLUMNS = ("pages", "P", "R", "F1", "under .5", "title", "date", "false date", "authors")
COLUMNS += ("publ.", "false publ.", "whole", "sure", "sure wrong")
FAMILIES = ("pages", "found", "exp", "match", "records", "title", "authors", "publisher", "date")
FAMILIES += ("section", "language", "retrieved", "kind", "P", "R", "F1", "leaks", "clean", "none")


Reader = Callable[[Item], list[Record]]


@dataclass(frozen=True)
class Seen:
    """What a page gave."""

    item: Item
    records: list[Record]
    counts: Counts


def read(item: Item) -> list[Record]:
    """The records of a page, as the commands ``extract`` and ``normalize`` give them."""
    return [to_dict(article) for article in pipeline([item.path], Extract(), Normalize())]


def read_by_peer(item: Item) -> list[Record]:
    """What trafilatura finds, as a record."""
    from trafilatura import bare_extraction

    from newsclean.pages import Page, load

    data = load(Page(str(item.path))).data
    found: Any = bare_extraction(data, with_metadata=True, include_comments=False)
    if not found:
        return []
    authors = [name for name in (found.author or "").split("; ") if name]
    record = {"kind": "article", "title": found.title, "published": found.date}
    record |= {"authors": authors, "publisher": found.sitename, "source": {"path": str(item.path)}}
    return [{**record, "body": [{"text": line} for line in (found.text or "").split("\n")]}]


def measure(
    shared: Shared, items: Sequence[Item], jobs: int = 1, reader: Reader = read
) -> Iterator[Seen]:
    """Read and score pages."""
    _JOB[:] = [shared, items, reader]
    if jobs < 2:
        yield from map(_measured, range(len(items)))
        return
    Extract().prepare()
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap_unordered(_measured, range(len(items)), chunksize=8)


_JOB: list[Any] = []


def _measured(index: int) -> Seen:
    shared, items, reader = _JOB
    records = reader(items[index])
    return Seen(items[index], records, tally(shared, items[index], records))


def table(shared: Shared, seen: Sequence[Seen]) -> dict[str, dict[str, float]]:
    """The figures of every row, and means over rows that belong together."""
    counts: dict[str, Counts] = {}
    for one in seen:
        row = counts.setdefault(one.item.row, Counter())
        row.update(one.counts)
    found = {row: figures(shared, row, n) for row, n in sorted(counts.items(), key=_order)}
    for corpus, parts in (("dumps", 6), ("aggregator", 11)):
        own = [each for row, each in found.items() if row.startswith(corpus + "/")]
        names = {name: None for each in own for name in each}
        if len(own) == parts:
            found[corpus] = {name: _mean([e[name] for e in own if name in e]) for name in names}
            for name in {"pages", "found", "exp", "match", "leaks"} & set(found[corpus]):
                found[corpus][name] = sum(each.get(name, 0) for each in own)
    return found


def _order(pair: tuple[str, Any]) -> tuple[bool, bool, str]:
    row = pair[0]
    return row.startswith("aggregator"), "/" not in row, row


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def draw(found: dict[str, dict[str, float]], fitted: frozenset[str]) -> str:
    """The table as text."""
    lines: list[str] = []
    for columns, part in ((COLUMNS, False), (FAMILIES, True)):
        rows = {row: v for row, v in found.items() if row.startswith("aggregator") == part}
        widths = [max(6, len(c) + 1) for c in columns]
        if rows:
            head = "".join(c.rjust(w) for c, w in zip(columns, widths, strict=True))
            lines += ["", " " * 17 + head]
        for row, own in rows.items():
            name = row + "*" * (row.partition("/")[0] in fitted)
            cells = [_cell(own.get(c)).rjust(w) for c, w in zip(columns, widths, strict=True)]
            lines.append(f"{name:17}" + "".join(cells))
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def worst(seen: Sequence[Seen], count: int) -> Iterator[str]:
    """The pages with the least F1 of a body, each with its row."""
    scored = [
        (2 * p * r / (p + r) if p + r else 0.0, one.item.row, one.item.path.name)
        for one in seen
        if one.counts["bodies"]
        for p, r in [(one.counts["precision"], one.counts["recall"])]
    ]
    for f1, row, name in sorted(scored)[:count]:
        yield f"{f1:.3f} {row} {name}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare; returns the exit status."""
    options = _options(arguments)
    shared = Shared(options.shared)
    if not shared:
        print(f"no corpora in {shared.folder}; say where with --shared", file=sys.stderr)
        return 2
    began = time.perf_counter()
    if options.alone:
        body._DOUBT = 2.0  # no page's doubt is greater than 1
    only = folds.FITTED if options.cross else HTML if options.peer else ()
    only = options.only.split(",") if options.only else only
    items = shared.items(only, sample=options.sample)
    if options.cross:
        read_part = lambda part: list(measure(shared, part, options.jobs))  # noqa: E731
        seen = folds.cross(shared, items, options.cross, options.models, read_part)
    else:
        reader = read_by_peer if options.peer else read
        seen = list(measure(shared, items, options.jobs, reader))
    found = table(shared, seen)
    print(draw(found, frozenset() if options.cross or options.peer else folds.FITTED))
    print(f"\n{len(items)} pages in {time.perf_counter() - began:.0f} s")
    print(*worst(seen, options.worst), sep="\n", end="\n" if options.worst else "")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if options.agree:
        agree.report(shared, {(one.item.row, one.item.path.name): one.records for one in seen})
    kind = "cross" if options.cross else "sample" if options.sample else "all"
    if options.write_floors:
        floors.write(kind, found)
    worse = floors.worse(kind, found) if options.check else []
    print(*worse, sep="\n", end="\n" if worse else "")
    return int(bool(worse))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--only", help="corpora or rows, with commas between them")
    parser.add_argument("--sample", action="store_true", help="a fixed part of the pages")
    parser.add_argument("--cross", type=int, metavar="N", help="cross-validate by sites, N-fold")
    models = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newsclean-bench"
    parser.add_argument("--models", type=Path, default=models, help="where fitted models are kept")
    parser.add_argument("--peer", action="store_true", help="what trafilatura finds (HTML)")
    parser.add_argument("--alone", action="store_true", help="never ask for a second opinion")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst pages")
    parser.add_argument("--check", action="store_true", help="fail where a floor is broken")
    parser.add_argument("--write-floors", action="store_true")
    parser.add_argument("--agree", action="store_true", help="check the scoring, too")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
