"""Folders that are something as a whole: a snapshot of ArchiveBox, a Maildir."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from datetime import datetime, timezone
from typing import Any

from .page import Page

#: Longest index of a snapshot, in bytes.
_LONGEST = 5_000_000
#: What an ArchiveBox snapshot may hold of its page, the fullest first: the browser's page with all
#: its parts, the browser's page, what wget saved (its place is in the index), the page's text.
_BEST = ("singlefile.html", "singlefile/singlefile.html", "output.html", "dom/output.html")
_LAST = (
    *("readability/content.html", "mercury/content.html"),
    *("htmltotext.txt", "readability/content.txt", "mercury/content.txt"),
)
SNAPSHOT = "archivebox"


def snapshot(folder: str, names: Collection[str]) -> Page | None:
    """The page of an ArchiveBox snapshot folder, in its fullest form; None of any other folder.

    ``names`` are those of the folder's files. Address and time are those that the index has. A
    snapshot of which nothing was saved that can be read is no special folder either.
    """
    if "index.json" not in names:
        return None
    index = _index(os.path.join(folder, "index.json"))  # noqa: PTH118
    if index is None:
        return None
    for name in (*_BEST, *_by_wget(index), *_LAST):
        path = os.path.join(folder, *name.split("/"))  # noqa: PTH118
        if os.path.isfile(path) and _inside(path, folder):  # noqa: PTH113
            url = _text(index, "url")
            return Page(
                path,
                container=SNAPSHOT,
                url=url if url.startswith(("http://", "https://")) else None,
                saved=_time(_text(index, "timestamp")),
                explicit=False,
                name=url,
            )
    return None


def _index(path: str) -> dict[str, Any] | None:
    """The index of a snapshot; None where a file of that name is something else."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            found = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not _text(found, "url") or not _text(found, "timestamp"):
        return None
    return found if isinstance(found.get("history"), dict) or "canonical" in found else None


def _by_wget(index: dict[str, Any]) -> Iterator[str]:
    """Where the index says that wget's page lies."""
    canonical = index.get("canonical")
    if isinstance(canonical, dict):
        yield _place(canonical.get("wget_path"))
    history = index.get("history")
    runs = history.get("wget") if isinstance(history, dict) else None
    for run in reversed(runs) if isinstance(runs, list) else ():
        if isinstance(run, dict):
            yield _place(run.get("output"))


def _place(path: object) -> str:
    """A path below the folder; an empty one where it leads elsewhere."""
    text = path if isinstance(path, str) and len(path) < 4000 and "\0" not in path else ""
    parts = text.split("/")
    return "" if os.path.isabs(text) or ".." in parts or "\\" in text else text  # noqa: PTH117


def _inside(path: str, folder: str) -> bool:
    """Whether a file lies in a folder, and is no link out of it."""
    real = os.path.realpath(folder)
    return os.path.realpath(path).startswith(real.rstrip(os.sep) + os.sep)


def _text(index: dict[str, Any], name: str) -> str:
    value = index.get(name)
    return value if isinstance(value, str) else ""


def _time(timestamp: str) -> datetime | None:
    seconds = timestamp.partition(".")[0]
    try:
        return datetime.fromtimestamp(int(seconds[:12]), timezone.utc)
    except (ValueError, OverflowError, OSError):
        return None


def is_maildir(folders: Collection[str]) -> bool:
    """Whether a folder that holds these folders is a Maildir."""
    return {"cur", "new", "tmp"} <= set(folders)
