"""The labelled pages that extraction is measured on. They are no part of the project.

A folder (``../shared`` beside the checkout, or where ``NEWSCLEAN_SHARED`` says) holds
``corpora/NAME/{pages,truth.jsonl}``, ``corpora/dumps/`` and ``aggregator/``, and the scripts that
say how each is scored.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

import sites

HTML = ("publishers", "article-bodies", "segments", "articles")
WAYS = ("strip", "inscriptis", "html2text", "lynx", "lynxlist", "w3m")

#: Pages of a row of the table that a quick look takes, by corpus; all of others.
SAMPLE = {"publishers": 70, "article-bodies": 50, "segments": 120, "articles": 120, "dumps": 30}


@dataclass(frozen=True)
class Item:
    """A page with its truth."""

    corpus: str
    """The folder: publishers, dumps, aggregator ..."""
    row: str
    """Where it counts in the table: the corpus, and the way of rendering or the family."""
    path: Path
    truth: dict[str, Any]
    site: str


class Shared:
    """The folder of the corpora."""

    def __init__(self, folder: Path | None = None) -> None:
        beside = Path(__file__).parents[2].parent / "shared"
        self.folder = folder or Path(os.environ.get("NEWSCLEAN_SHARED") or beside)
        self.corpora = self.folder / "corpora"

    def __bool__(self) -> bool:
        return (self.corpora / "score.py").exists()

    @cached_property
    def score(self) -> ModuleType:
        """How HTML pages are scored."""
        return _script(self.corpora / "score.py")

    @cached_property
    def score_dumps(self) -> ModuleType:
        """How text dumps are scored."""
        return _script(self.corpora / "dumps" / "score.py")

    @cached_property
    def score_aggregator(self) -> ModuleType:
        """How the pages of aggregators are scored."""
        return _script(self.folder / "aggregator" / "score_aggregator.py")

    @cached_property
    def dumps(self) -> dict[str, dict[str, Any]]:
        """The truth of the dumps, by page."""
        path = self.corpora / "dumps" / "truth.jsonl.gz"
        if not path.exists():
            return {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return {row["page"]: row for row in map(json.loads, lines)}

    def items(self, only: Sequence[str] = (), *, sample: bool = False) -> list[Item]:
        """All pages, or those of some corpora or rows; a fixed ``sample`` of them."""
        found: list[Item] = []
        for items in self._rows():
            if not items or (only and not {items[0].row, items[0].corpus} & set(only)):
                continue
            if sample:
                items.sort(key=lambda item: crc32(item.path.name.split(".")[0].encode()))
                del items[SAMPLE.get(items[0].corpus, len(items)) :]
            found += items
        return found

    def _rows(self) -> Iterator[list[Item]]:
        for way in WAYS:
            yield list(self._dumps(way))
        for corpus in HTML:
            yield list(self._html(corpus))
        families: dict[str, list[Item]] = {}
        for item in self._aggregator():
            families.setdefault(item.row, []).append(item)
        yield from families.values()

    def _html(self, corpus: str) -> Iterator[Item]:
        truth = self.corpora / corpus / "truth.jsonl"
        # Not splitlines(): lines of JSON end with \n, and with nothing else.
        for line in truth.read_text("utf-8").strip().split("\n") if truth.exists() else ():
            row = json.loads(line)
            path = self.corpora / corpus / "pages" / row["page"]
            yield Item(corpus, corpus, path, row, sites.site(row.get("url") or row["page"]))

    def _dumps(self, way: str) -> Iterator[Item]:
        for page, row in self.dumps.items():
            path = self.corpora / "dumps" / "pages" / way / f"{page}.txt.gz"
            yield Item(
                "dumps", f"dumps/{way}", path, row, sites.site(row.get("url") or row["page"])
            )

    def _aggregator(self) -> Iterator[Item]:
        truth = self.folder / "aggregator" / "truth.json"
        if truth.exists():
            for row in json.loads(truth.read_text("utf-8"))["pages"]:
                path = self.folder / "aggregator" / "pages" / row["file"]
                yield Item("aggregator", f"aggregator/{row['family']}", path, row, row["file"])


def _script(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"shared_{path.parent.name}_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
