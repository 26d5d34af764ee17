"""The few kinds of error newsclean raises on purpose.

Every message is one line: what is wrong, with which file, and what to do about it.
"""

from __future__ import annotations


def unforeseen(error: Exception) -> str:
    """One line for an error that is none of newsclean's own.

    >>> unforeseen(KeyError("x"))
    "internal error: KeyError: 'x'"
    """
    what = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
    return f"internal error: {what}"


class NewscleanError(Exception):
    """Anything newsclean says no to. The message is one line, fit for a terminal."""


class JobError(NewscleanError):
    """A job is not one that can be done: stages in a wrong order, an output that is an input."""

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at
        """The place of the stage it is about, from 0."""


class InputError(NewscleanError):
    """An input cannot be read: missing, not a page, too large, broken archive."""


class NotAPage(InputError):
    """A file met in a folder turns out to be no page; it is passed over, not failed."""


class RecordError(NewscleanError):
    """A line is not a record: broken JSON, a field of the wrong type."""


class OutputError(NewscleanError):
    """An output cannot be written: no such folder, no permission, disk full."""


class MissingExtra(NewscleanError):
    """An optional library is needed and not installed.

    >>> str(MissingExtra("WARC files", "fastwarc", "warc"))
    "WARC files need fastwarc: pip install fastwarc (the extra 'warc' of newsclean)"
    """

    def __init__(self, what: str, library: str, extra: str) -> None:
        install = f"pip install {library} (the extra {extra!r} of newsclean)"
        super().__init__(f"{what} need {library}: {install}")
