"""Bytes in: files, folders, standard input and containers become pages.

`find` lists the inputs in the parent process; a worker then calls `load` (read, decompress,
unpack), `sniff` (HTML or text?) and `decode`. Each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .charset import Decoded, decode
    from .kind import sniff
    from .listing import read_list
    from .loading import load
    from .page import MAX_PAGE_SIZE, Page, Passed
    from .walk import find, units

__all__ = [
    "MAX_PAGE_SIZE",
    "Decoded",
    "Page",
    "Passed",
    "decode",
    "find",
    "load",
    "read_list",
    "sniff",
    "units",
]

_HOME = {
    "Decoded": "charset",
    "decode": "charset",
    "sniff": "kind",
    "read_list": "listing",
    "load": "loading",
    "MAX_PAGE_SIZE": "page",
    "Page": "page",
    "Passed": "page",
    "find": "walk",
    "units": "walk",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
