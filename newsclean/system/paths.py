"""Paths as text: a file's name may hold any bytes, JSON and a terminal may not."""

from __future__ import annotations

import os
import re

_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")
_RAW = re.compile("[\udc80-\udcff]")


def as_text(path: str) -> str:
    r"""The path as text that UTF-8 can hold; `from_text` gives the path back.

    A path that is no valid UTF-8 has ``\xNN`` for every byte that is none, and ``\x5c`` for every
    backslash; any other path stays as it is.

    >>> as_text("caf\udce9/a\\b.html") == r"caf\xe9/a\x5cb.html"
    True
    """
    if not _RAW.search(path):
        return path
    try:
        data = os.fsencode(path.replace("\\", "\\x5c"))
    except UnicodeEncodeError:  # no file can have this name
        return path
    return data.decode("utf-8", "backslashreplace")


def from_text(text: str) -> str:
    r"""The path that `as_text` wrote as this text.

    >>> from_text(r"caf\xe9.html") == "caf\udce9.html"
    True
    """
    try:
        data = os.fsencode(text)
    except UnicodeEncodeError:
        return text
    return os.fsdecode(_ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data))
