"""Parquet, for data frames and DuckDB: one schema whatever the records hold, bodies nested.

Columns are those of a line of JSON, with ``published_at`` and ``modified_at`` as timestamps, and
``text``; evidence and unknown fields are JSON. Needs pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..article import Article, without_surrogates
from ..article.instants import instant
from ..system.errors import MissingExtra
from . import Options
from ._flat import row
from ._output import bytes_of

if TYPE_CHECKING:
    from ..system.files import TextOut

SUFFIX = ".parquet"

_ROWS = 2000
"""Records of a row group: what is held in memory."""


def demand() -> None:
    """Raise `MissingExtra` where pyarrow is not installed."""
    _pyarrow()


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("Parquet files", "pyarrow", "parquet") from None
    return pyarrow


def write(articles: Iterable[Article], out: TextOut, options: Options) -> Iterator[Article]:
    """Write the records to a stream, and pass them on."""
    arrow = _pyarrow()
    kind = schema(arrow)
    with arrow.parquet.ParquetWriter(bytes_of(out), kind, compression="zstd") as writer:
        flow = iter(articles)
        while group := list(islice(flow, _ROWS)):
            rows = [_row(without_surrogates(article)) for article in group]
            writer.write_batch(arrow.RecordBatch.from_pylist(rows, schema=kind))
            yield from group


def _row(article: Article) -> dict[str, Any]:
    values = row(article)
    for name in ("published", "modified"):
        found = instant(values[name])
        values[f"{name}_at"] = found.moment if found else None
    return values


def schema(pa: Any) -> Any:
    """The columns; ``pa`` is pyarrow."""
    text, texts, number = pa.string(), pa.list_(pa.string()), pa.int64()

    def struct(*texts: str, **others: Any) -> Any:
        return pa.struct([*((name, text) for name in texts), *others.items()])

    block = struct("type", "text", level=number, ordered=pa.bool_(), url=text, alt=text)
    block = pa.struct([*block, ("caption", text)])
    also = struct("id", "publisher", "url", "title", "published", similarity=pa.float64())
    source = struct("path", "container", "format", "sha256", "site", "retrieved", "saved")
    when = pa.timestamp("us", tz="UTC")
    return pa.schema(
        [
            *(("id", text), ("kind", text), ("title", text), ("authors", texts)),
            *(("publisher", text), ("section", text), ("tags", texts), ("place", text)),
            *(("language", text), ("published", text), ("published_at", when)),
            *(("published_precision", text), ("modified", text), ("modified_at", when)),
            *(("modified_precision", text), ("url", text), ("summary", text)),
            ("image", struct("url", "alt", "caption")),
            ("is_accessible_for_free", pa.bool_()),
            *(("text", text), ("body", pa.list_(block)), ("word_count", number)),
            ("confidence", pa.float64()),
            ("source", pa.struct([*source, ("position", number)])),
            *(("duplicate_of", text), ("also", pa.list_(also))),
            ("notes", pa.list_(struct("field", "raw", "note"))),
            *(("evidence", text), ("extra", text)),
        ]
    )
