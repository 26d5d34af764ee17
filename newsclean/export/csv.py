"""CSV (RFC 4180): one row per record, for spreadsheets and data frames.

The columns are the record's fields: lists are joined with ``; ``, the body is plain text, a nested
part has a column for each of its fields (``source_path``), and what has no flat form (notes,
evidence, duplicates, unknown fields in ``extra``) is JSON. Options choose columns, and put a byte
order mark in front, without which Excel does not read UTF-8 (Python: ``encoding="utf-8-sig"``).

A cell that a spreadsheet could take for a formula gets an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection); `unguard` takes it off again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from difflib import get_close_matches
from typing import Any

from ..article import Article, Image, Part, Source, field_names
from ..system.errors import OutputError
from . import Options
from ._flat import row

SUFFIX = ".csv"
OPTIONS = frozenset({"columns", "bom"})

_FLAT: dict[str, type[Part]] = {"source": Source, "image": Image}
#: Where a spreadsheet strips blanks and quotes before it looks for a formula, they hide nothing.
#: The full-width signs start a formula in East Asian versions.
_FORMULA = re.compile(r"\A[\s'\"\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")
#: No spreadsheet can hold these, and Python's csv module refuses a NUL.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def columns() -> list[str]:
    """The names of all columns, in order."""
    return list(_cells(Article()))


def head(options: Options) -> str:
    """The row of column names.

    Raises `OutputError` where there is no such column.
    """
    names = columns()
    for name in options.columns:
        if name not in names:
            close = get_close_matches(name, names, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(names)}"
            raise OutputError(f"no column {name!r}; {hint}")
    return ("\ufeff" if options.bom else "") + _row(list(options.columns) or names)


def record(article: Article, index: int, options: Options) -> str:
    """The record as a row."""
    cells = _cells(article)
    chosen = [cells[name] for name in options.columns] if options.columns else cells.values()
    return _row([guard(_CONTROL.sub("\ufffd", cell)) for cell in chosen])


def _cells(article: Article) -> dict[str, str]:
    """The record's columns."""
    known = row(article)
    extra, body = known.pop("extra"), known.pop("text")
    cells: dict[str, str] = {}
    for name, value in known.items():
        if part := _FLAT.get(name):
            for inner in field_names(part):
                cells[f"{name}_{inner}"] = _cell((value or {}).get(inner))
        else:
            cells[name] = _cell(body if name == "body" else value)
    return {**cells, "extra": _cell(extra)}


def tail(count: int, options: Options) -> str:
    """Nothing."""
    return ""


def identity(document: str) -> str | None:
    """The id of the only record."""
    try:
        names, *rows = csv.reader(io.StringIO(document.lstrip("\ufeff"), newline=""), strict=True)
        return unguard(rows[0][names.index("id")]) if len(rows) == 1 else None
    except (csv.Error, ValueError, IndexError):
        return None


def guard(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet could take it for a formula.

    >>> guard("=1+1"), guard("Rain"), guard("- 5 degrees")
    ("'=1+1", 'Rain', "'- 5 degrees")
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The inverse of `guard`.

    >>> unguard("'=1+1"), unguard("'tis the season")
    ('=1+1', "'tis the season")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _row(cells: list[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(cells)
    return stream.getvalue()
