"""What a record's confidence is worth: how often records are right, by confidence.

    python tests/bench/bench_confidence.py [--aggregator FOLDER] [--corpora FOLDER]

Without folders it looks at the project's own seeds. Of every record is asked whether its title is
that of a true record of the page, and whether its body agrees with one (word-bag F1 at least 0.9).

FOLDER of --aggregator holds pages/ and truth.json (pages with their records: title, paragraphs);
FOLDER of --corpora holds folders with pages/ and truth.jsonl (page, title, body).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newsclean import Article, Extract, Normalize, decode, pipeline

BANDS = [(0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)]
Truth = list[tuple[str | None, str]]
"""Title (None: unknown) and body of every true record of a page."""


def seeds() -> Iterator[tuple[Path, Truth]]:
    folder = Path(__file__).parents[2] / "seeds"
    for page in sorted(folder.iterdir()):
        expected = page.with_name(page.name + ".expected.jsonl")
        if page.is_file() and ".expected." not in page.name and expected.exists():
            lines = expected.read_text("utf-8").splitlines()
            records = [decode(line) for line in lines if line.startswith("{")]
            yield page, [(r.title, r.text or r.summary or "") for r in records]


def aggregator(folder: Path) -> Iterator[tuple[Path, Truth]]:
    for page in json.loads((folder / "truth.json").read_text("utf-8"))["pages"]:
        records = page["records"] + page["optional_records"]
        yield (
            folder / "pages" / page["file"],
            [
                (r["title"], "\n".join(r.get("paragraphs") or [r.get("summary") or ""]))
                for r in records
            ],
        )


def corpora(folder: Path) -> Iterator[tuple[Path, Truth]]:
    for truth in sorted(folder.glob("*/truth.jsonl")):
        for line in truth.read_text("utf-8").splitlines():
            page = json.loads(line)
            if "body" in page:
                yield truth.parent / "pages" / page["page"], [(page.get("title"), page["body"])]


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").casefold())


def agreement(a: str, b: str) -> float:
    """Word-bag F1."""
    left, right = Counter(words(a)), Counter(words(b))
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 1.0


def title_is_right(record: Article, truth: Truth) -> bool:
    return any(title is None or words(title) == words(record.title) for title, _ in truth)


def body_is_right(record: Article, truth: Truth) -> bool:
    text = record.text or record.summary or ""
    return any(agreement(text, body) >= 0.9 for _, body in truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--aggregator", type=Path)
    parser.add_argument("--corpora", type=Path)
    args = parser.parse_args()
    sources = [aggregator(args.aggregator)] if args.aggregator else []
    sources += [corpora(args.corpora)] if args.corpora else []
    records, titles, bodies = Counter[int](), Counter[int](), Counter[int]()
    for source in sources or [seeds()]:
        for page, truth in source:
            for record in pipeline([str(page)], Extract(), Normalize()):
                sure = record.confidence or 0.0
                band = next(i for i, (low, high) in enumerate(BANDS) if low <= sure < high)
                records[band] += 1
                titles[band] += not title_is_right(record, truth)
                bodies[band] += not body_is_right(record, truth)
    print("confidence     records   title wrong   body wrong")
    for i, (low, high) in enumerate(BANDS):
        shares = [f"{n[i] / records[i]:.3f}" if records[i] else "-" for n in (titles, bodies)]
        print(f"{low:.1f} to {min(high, 1):.1f}   {records[i]:9}{shares[0]:>14}{shares[1]:>13}")


if __name__ == "__main__":
    main()
