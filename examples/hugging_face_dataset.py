"""The articles of a folder as a Hugging Face dataset, made record by record.

python examples/hugging_face_dataset.py [FOLDER [OUTPUT]]

The dataset is written to OUTPUT (a folder that `datasets.load_from_disk` reads). Records in a JSON
Lines file need no program: ``datasets.load_dataset("json", data_files="news.jsonl")``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from datasets import Dataset

from newsclean import Dedupe, Extract, Normalize, pipeline


def rows(folder: str) -> Iterator[dict[str, Any]]:
    """One row for each article."""
    for article in pipeline([folder], Extract(), Normalize(), Dedupe()):
        if article.text:
            yield {
                "id": article.id,
                "title": article.title,
                "authors": article.authors,
                "published": article.published,
                "language": article.language,
                "text": article.text,
            }


def main(folder: str, output: str) -> None:
    dataset = Dataset.from_generator(rows, gen_kwargs={"folder": folder})
    dataset.save_to_disk(output)
    print(dataset)


if __name__ == "__main__":
    here = Path(__file__).parents[1]
    main(*(sys.argv[1:3] + [str(here / "seeds"), "articles"][len(sys.argv) - 1 :]))
