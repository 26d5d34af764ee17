"""Lists of inputs: the files that ``--files-from`` names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import BufferedReader, BytesIO, RawIOBase
from typing import cast

from ..system.errors import InputError
from ..system.places import is_url, reading
from .reasons import why

#: No path of any system is longer; a longer line is a sign that the file is not a list.
_LONGEST = 65_536
_CHUNK = 65_536


def read_list(path: str, *, null: bool = False) -> Iterator[str]:
    """The names in a file of names, one a line (or parted by NUL); ``-`` is standard input.

    Empty lines are skipped. Bytes that are not of the file system's encoding are kept
    (surrogateescape), so that such files can be opened. Raises `InputError` when the list cannot
    be read or is no list.
    """
    if path == "-":
        yield from _names(cast(BufferedReader, sys.stdin.buffer), null)
        return
    if is_url(path):
        with reading(path) as remote:
            yield from _names(BufferedReader(cast(RawIOBase, remote)), null)
        return
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            yield from _names(stream, null)
    except OSError as error:
        raise InputError(f"{path}: {why(error)}") from None
    except ValueError as error:
        raise InputError(f"{path!r}: {error}") from None


def _names(stream: BufferedReader | BytesIO, null: bool) -> Iterator[str]:
    separator = b"\0" if null else b"\n"
    rest = b""
    while chunk := stream.read1(_CHUNK):  # what is there: the list may still be growing
        *whole, rest = (rest + chunk).split(separator)
        if len(rest) > _LONGEST:
            raise InputError("not a list of files: a line is longer than any path")
        yield from filter(None, (_name(raw, null) for raw in whole))
    if last := _name(rest, null):
        yield last


def _name(raw: bytes, null: bool) -> str:
    return os.fsdecode(raw if null else raw.rstrip(b"\r"))
