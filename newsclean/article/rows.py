"""A record as a row: the same columns in every line, so that a file loads as one table.

The record itself leaves out what is null, keeps notes in the evidence and has dates as exact as
the page gave them. A line of JSON has every field instead, and besides them ``published_at`` and
``modified_at`` (full instants) with ``published_precision`` and ``modified_precision`` (what of
them is known), and ``notes``; evidence only where there is more of it than notes. These columns
follow from the record, and are taken for no fields of their own when a line is read back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from .instants import Precision, instant

_DATES = ("published", "modified")


def schema() -> dict[str, Any]:
    """The JSON Schema of the columns that a line has besides the record's fields."""
    when = {"type": ["string", "null"], "description": "The date in full, in UTC; null if none."}
    known = {
        "enum": [*get_args(Precision), None],
        "description": "What is known of it: the year ... the day; a time in a zone not known "
        "(local); the instant (exact).",
    }
    properties: dict[str, Any] = {}
    for name in _DATES:
        properties |= {f"{name}_at": when, f"{name}_precision": known}
    note = {"field": {"type": "string"}, "raw": {"type": ["string", "null"]}}
    properties["notes"] = {
        "type": "array",
        "description": "What a reader should know of a field, such as an ambiguous date.",
        "items": {"type": "object", "properties": {**note, "note": {"type": "string"}}},
    }
    return properties


def completed(record: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The row of a record, which has the fields ``names`` and others that nobody knows.

    >>> list(completed({"published": "2031"}, ["id", "published"]))
    ['id', 'published', 'published_at', 'published_precision', 'notes']
    """
    row: dict[str, Any] = {}
    left = dict(record)
    evidence = left.pop("evidence", None)
    for name in names:
        if name == "evidence":
            continue
        row[name] = left.pop(name, None)
        if name in _DATES:
            row.update(_instant(name, row[name]))
    row["notes"] = [
        {"field": name, "raw": each["raw"] if isinstance(each["raw"], str) else None, "note": note}
        for name, each in (evidence or {}).items()
        for note in each.get("notes", ())
    ]
    if evidence is not None and not _only_notes(evidence):
        row["evidence"] = evidence
    row.update(left)
    return row


def folded(row: dict[str, Any]) -> dict[str, Any]:
    """The record that a row holds; the inverse of `completed`.

    A column of that name that holds something else is another program's, and kept.

    >>> noted = {"field": "published", "raw": "9 Apr", "note": "no year"}
    >>> folded({"published": None, "published_at": None, "notes": [noted]})
    {'published': None, 'evidence': {'published': {'raw': '9 Apr', 'notes': ['no year']}}}
    """
    if row.keys().isdisjoint(_DERIVED):
        return row
    record = dict(row)
    for name in _DATES:
        date = row.get(name)
        derived = _instant(name, date if isinstance(date, str) else None)
        for column, value in derived.items():
            if column in record and record[column] in (None, value):
                del record[column]
    if "text" in record and record["text"] == _text(row.get("body")):
        del record["text"]  # of `export --text`
    if _are_notes(notes := record.get("notes")):
        del record["notes"]
        evidence = record.get("evidence")
        if notes and (evidence is None or isinstance(evidence, dict)):
            record["evidence"] = _noted(evidence or {}, notes)
    return record


def _text(body: Any) -> str | None:
    """The body as plain text, as `newsclean.article.Article.text` has it; None where it is none."""
    blocks = body if isinstance(body, list) else None
    if blocks is None or not all(isinstance(block, dict) for block in blocks):
        return None
    texts = [block.get("text") for block in blocks]
    return "\n\n".join(text for text in texts if isinstance(text, str) and text)


def _are_notes(value: Any) -> bool:
    """Whether a value is a list as `completed` makes it."""
    return isinstance(value, list) and all(
        isinstance(note, dict)
        and note.keys() == {"field", "raw", "note"}
        and isinstance(note["field"], str)
        and isinstance(note["note"], str)
        for note in value
    )


def _noted(evidence: dict[str, Any], notes: list[dict[str, Any]]) -> dict[str, Any]:
    """The evidence with the notes in it that it lacks."""
    evidence = dict(evidence)
    for note in notes:
        each = evidence.get(note["field"], {})
        have = each.get("notes") or [] if isinstance(each, dict) else None
        if isinstance(have, list) and note["note"] not in have:
            each = {"raw": note["raw"], **each, "notes": [*have, note["note"]]}
            evidence[note["field"]] = each
    return evidence


def _instant(name: str, date: str | None) -> dict[str, str | None]:
    found = instant(date)
    return {
        f"{name}_at": found.iso() if found else None,
        f"{name}_precision": found.precision if found else None,
    }


_DERIVED = frozenset(
    {"notes", "text", *(column for name in _DATES for column in _instant(name, None))}
)


def _only_notes(evidence: dict[str, Any]) -> bool:
    """Whether all that the evidence says can be told in notes."""
    return bool(evidence) and all(
        each.get("notes")
        and len(set(each["notes"])) == len(each["notes"])
        and (each["raw"] is None or isinstance(each["raw"], str))
        and not each["source"]
        and each.keys() == {"source", "raw", "notes"}
        for each in evidence.values()
    )
