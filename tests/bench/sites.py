"""Which site a page is of, and which part of the sites is left out of a fit.

What is fitted on pages must be measured on pages of other sites: all pages of a site are in the
same fold, and the fold of a site never depends on which other sites there are.
"""

from __future__ import annotations

from urllib.parse import urlsplit
from zlib import crc32


def site(url: str) -> str:
    """The part of a host name that is one publisher's.

    >>> site("https://news.example.co.uk/a.html"), site("https://www.example.com/")
    ('example.co.uk', 'example.com')
    """
    parts = (urlsplit(url).hostname or url).split(".")
    generic = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in ("co", "com", "org", "net")
    return ".".join(parts[-3 if generic else -2 :])


def fold(name: str, folds: int, salt: str = "") -> int:
    """The fold of a site, from 0 on. Splits with another ``salt`` know nothing of each other.

    >>> fold("example.com", 5) == fold("example.com", 5) < 5
    True
    """
    return crc32(f"{salt}{name}".encode()) % folds
