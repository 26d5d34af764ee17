"""What newsclean and trafilatura find on labelled pages, side by side.

``truth.jsonl`` has a line for each page: ``{"page": NAME, "title": ..., "body": ..., "datetime":
..., "authors": [...]}``, each but the first may be missing. Body: precision and recall of runs of
four words, as means over the pages (the method of the article extraction benchmark), and F1 of the
two. Title and date (of publication): the share that is right. Authors: F1 over all names.
"""

from __future__ import annotations

import json
import re
import statistics
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WORD = re.compile(r"\w+")
_RUN = 4


@dataclass(frozen=True)
class Found:
    """What a tool made of a page."""

    title: str = ""
    body: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()


NOTHING = Found()


def found_by_newsclean(pages: Path) -> dict[str, Found]:
    """The longest record of every page, by the name of the page."""
    from newsclean import Extract, Normalize, pipeline

    found: dict[str, Found] = {}
    for article in pipeline([str(pages)], Extract(), Normalize()):
        name = Path(article.source.path or "").name
        if len(article.text) >= len(found.get(name, NOTHING).body):
            date, authors = article.published or "", tuple(article.authors)
            found[name] = Found(article.title or "", article.text, date, authors)
    return found


def found_by_trafilatura(pages: Path) -> dict[str, Found]:
    """What its Python interface finds, which is what its command writes, but for comments."""
    from trafilatura import bare_extraction

    found: dict[str, Found] = {}
    for page in pages.iterdir():
        document: Any = bare_extraction(
            page.read_bytes(), with_metadata=True, include_comments=False
        )
        if document:
            authors = tuple((document.author or "").split("; "))
            text, date = document.text or "", document.date or ""
            found[page.name] = Found(document.title or "", text, date, authors)
    return found


def report(pages: Path, labels: Path) -> None:
    """Print a line for each tool."""
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    print(f"\n{'':12} {'body P':>7} {'R':>6} {'F1':>6} {'title':>7} {'date':>7} {'authors':>8}")
    for name, find in (("newsclean", found_by_newsclean), ("trafilatura", found_by_trafilatura)):
        found = find(pages)
        pairs = [(row, found.get(row["page"].removesuffix(".gz"), NOTHING)) for row in rows]
        precision, recall = body(pairs)
        total = precision + recall
        print(
            f"{name:12} {_figure(precision, 7)} {_figure(recall, 6)} "
            f"{_figure(2 * precision * recall / total if total else total, 6)} "
            f"{_figure(title(pairs), 7)} {_figure(date(pairs), 7)} {_figure(authors(pairs), 8)}"
        )


Pairs = list[tuple[dict[str, Any], Found]]


def body(pairs: Pairs) -> tuple[float, float]:
    """Mean precision and recall of the bodies."""
    scores = [_agreement(one.body, row["body"]) for row, one in pairs if row.get("body")]
    return _mean([p for p, _ in scores]), _mean([r for _, r in scores])


def title(pairs: Pairs) -> float:
    """The share of right titles."""
    return _mean(
        [_plain(one.title) == _plain(row["title"]) for row, one in pairs if row.get("title")]
    )


def date(pairs: Pairs) -> float:
    """The share of right days of publication."""
    return _mean(
        [one.date[:10] == row["datetime"][:10] for row, one in pairs if row.get("datetime")]
    )


def authors(pairs: Pairs) -> float:
    """F1 of the names."""
    right = given = wanted = 0
    for row, one in pairs:
        if row.get("authors") is not None:
            want = {_plain(name) for name in row["authors"]} - {""}
            have = {_plain(name) for name in one.authors} - {""}
            right, given, wanted = right + len(want & have), given + len(have), wanted + len(want)
    return 2 * right / (given + wanted) if given + wanted else float("nan")


def _agreement(have: str, want: str) -> tuple[float, float]:
    a, b = _runs(have), _runs(want)
    both = sum((a & b).values())
    return both / sum(a.values()) if a else 0.0, both / sum(b.values()) if b else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    count = max(1, len(words) - _RUN + 1) if words else 0
    return Counter(tuple(words[at : at + _RUN]) for at in range(count))


def _plain(text: str) -> str:
    """Words alone, for comparing."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _mean(values: list[Any]) -> float:
    return statistics.mean(map(float, values)) if values else float("nan")


def _figure(value: float, width: int) -> str:
    """The value, or nothing where the corpus has no such labels."""
    return f"{value:{width}.3f}" if value == value else " " * width
