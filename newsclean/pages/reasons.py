"""Why the system refuses a file, in one form for every message."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ELOOP: "a link that leads in a circle",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EISDIR: "a folder, not a file",
    errno.ENXIO: "not a plain file",
}


def why(error: OSError) -> str:
    """A few plain words for an error of the operating system.

    >>> why(FileNotFoundError(2, "No such file or directory"))
    'no such file or folder'
    """
    known = _WORDS.get(error.errno or 0)
    if known:
        return known
    # Python's own words repeat the path; the system's do not.
    return " ".join((error.strerror or str(error)).split()).lower() or "cannot be read"
