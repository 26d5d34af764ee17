"""Which files of a folder (or of an archive) are no pages, told by their names alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

_COMPRESSED = re.compile(r"\.(?:gz|bz2|xz|zst)\Z", re.I)
#: Folders in folders of an archive; deeper ones are not looked at for pages saved complete.
_DEEPEST_FOLDER = 100


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (files("newsclean.pages") / "data" / name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _suffixes() -> dict[str, str]:
    pairs = (line.split(": ", 1) for line in _lines("not_pages.txt"))
    return {suffix: what for what, suffixes in pairs for suffix in suffixes.split()}


def not_a_page(name: str) -> str | None:
    """What a file is, by its name, where that is no page; None where it may be one.

    A query that a mirroring tool left in the name (``style.css?v=3``) does not hide the suffix.

    Nor does a compression: what counts is what is compressed.

    >>> not_a_page("style.css?v=3"), not_a_page("story.html.xz"), not_a_page("dump.json.gz")
    ('a style sheet', None, 'data')
    """
    lower = _COMPRESSED.sub("", name.lower())
    if lower in _lines("not_pages_names.txt"):
        return "no page by its name"
    if lower.startswith("."):
        return "hidden"
    stem, _, suffix = lower.partition("?")[0].rpartition(".")
    if not stem:
        return None
    return _suffixes().get(suffix.partition("@")[0])


def page_stem(name: str) -> str:
    """The name of a page without the suffixes of its format and compression.

    >>> page_stem("A storm.html.gz"), page_stem("story")
    ('A storm', 'story')
    """
    name = _COMPRESSED.sub("", name) if "." in name else name
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and stem and len(suffix) <= 6 else name


def is_companion(folder: str, pages: Collection[str]) -> bool:
    """Whether a folder holds the parts of a page saved "complete" beside it.

    ``pages`` are the stems (`page_stem`) of the files beside the folder.

    >>> is_companion("A storm-Dateien", {"A storm"}), is_companion("A storm_files", set())
    (True, False)
    """
    return any(stem in pages for stem in companion_stems(folder))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(ending.lower() for ending in _lines("companions.txt"))


def companion_stems(folder: str) -> list[str]:
    """The names that the page of a companion folder may have, without suffix."""
    lower = folder.lower()
    if not lower.endswith(_endings()):
        return []
    return [
        folder[: -len(ending)]
        for ending in _endings()
        if lower.endswith(ending) and len(folder) > len(ending)
    ]


def place_of(member: str) -> tuple[str, str]:
    """The folder of a member of an archive, and the stem of its name."""
    folder, _, last = member.rpartition("/")
    return folder, page_stem(last)


def passed_in_archive(member: str, places: Collection[tuple[str, str]]) -> str | None:
    """Why a member of an archive is no page, by its name; None where it may be one.

    ``places`` are those (`place_of`) of the archive's files, by which the parts of a page that was
    saved complete are known.
    """
    *folders, last = member.split("/")
    for depth, folder in enumerate(folders):
        if folder == "__MACOSX" or (folder.startswith(".") and folder not in (".", "..")):
            return "hidden"
        stems = companion_stems(folder) if depth < _DEEPEST_FOLDER else []
        if stems:
            parent = "/".join(folders[:depth])
            if any((parent, stem) in places for stem in stems):
                return "part of a page saved complete"
    return not_a_page(last)
