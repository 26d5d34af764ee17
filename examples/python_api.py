"""From Python: the long reads of a folder, newest first, and what could not be read.

python examples/python_api.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from newsclean import Counting, Dedupe, Extract, Normalize, pipeline


def main(folder: str) -> None:
    ledger = Counting()
    stages = Extract(min_confidence=0.5), Normalize(), Dedupe(keep="longest")
    articles = [a for a in pipeline([folder], *stages, ledger=ledger) if a.kind == "article"]

    for article in sorted(articles, key=lambda a: a.published or "", reverse=True):
        if (article.word_count or 0) >= 100:
            authors = ", ".join(article.authors) or "unnamed"
            print(f"{article.published or 'undated':25} {article.title} ({authors})")

    for reject in ledger.rejects:
        print(f"left out: {reject.path}: {reject.reason}", file=sys.stderr)
    tally = ledger.tally
    print(f"{tally.inputs} pages, {tally.empty} without a story, {tally.duplicates} duplicates")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parents[1] / "seeds"))
