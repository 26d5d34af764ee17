"""CSV (RFC 4180): one row per record, for spreadsheets and data frames.

The columns are the record's fields: lists are joined with ``; ``, the body is plain text, a nested
part has a column for each of its fields (``source_path``), and what has no flat form (evidence,
duplicates, unknown fields in ``extra``) is JSON. A file begins with the byte order mark without
which Excel does not read UTF-8 (Python: ``encoding="utf-8-sig"``); standard output has none.

A cell that a spreadsheet could take for a formula gets an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection); `unguard` takes it off again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from ..article import Article, Image, Part, Source, field_names, to_dict

SUFFIX = ".csv"
SIGNATURE = "\ufeff"

_FLAT: dict[str, type[Part]] = {"source": Source, "image": Image}
#: Where a spreadsheet strips blanks and quotes before it looks for a formula, they hide nothing.
#: The full-width signs start a formula in East Asian versions.
_FORMULA = re.compile(r"\A[\s'\"\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")
#: No spreadsheet can hold these, and Python's csv module refuses a NUL.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def columns() -> list[str]:
    """The names of the columns, in order."""
    names: list[str] = []
    for name in field_names(Article):
        part = _FLAT.get(name)
        names += [f"{name}_{inner}" for inner in field_names(part)] if part else [name]
    return [*names, "extra"]


def head() -> str:
    """The row of column names."""
    return _row(columns())


def record(article: Article, index: int) -> str:
    """The record as a row."""
    cells: list[str] = []
    for name in field_names(Article):
        value = getattr(article, name)
        if name in _FLAT:
            cells += [_cell(getattr(value, inner, None)) for inner in field_names(_FLAT[name])]
        elif name == "body":
            cells.append(article.text)
        else:
            cells.append(_cell(value))
    cells.append(_cell(article.extra or None))
    return _row([guard(_CONTROL.sub("\ufffd", cell)) for cell in cells])


def tail(count: int) -> str:
    """Nothing."""
    return ""


def identity(document: str) -> str | None:
    """The id of the only record."""
    try:
        _, *rows = csv.reader(io.StringIO(document.lstrip("\ufeff"), newline=""), strict=True)
        return unguard(rows[0][0]) if len(rows) == 1 else None
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
    return json.dumps(value, ensure_ascii=False, default=_part)


def _part(value: Part) -> dict[str, Any]:
    return to_dict(value)


def _row(cells: list[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(cells)
    return stream.getvalue()
