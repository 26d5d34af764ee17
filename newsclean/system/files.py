"""Files out: whole or not at all.

A file is written to a temporary name beside its target and renamed when it is complete, so that no
reader ever meets half of one, whatever ends the run.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .errors import OutputError
from .streams import discard
from .terminal import plain

_SURROGATE = re.compile("[\ud800-\udfff]")
_DESCRIPTOR = re.compile(r"/dev/(?:stdout|stderr|fd/[0-9]+)|/proc/(?:self|[0-9]+)/fd/[0-9]+")
"""Paths of a stream that is open already, be it a file: it is added to and never replaced."""


def scrub(text: str) -> str:
    """The text with U+FFFD for every lone surrogate, which no UTF-8 can hold."""
    return _SURROGATE.sub("\ufffd", text)


class TextOut:
    """A stream that takes text and writes UTF-8, whatever the locale and the platform."""

    def __init__(self, binary: BinaryIO, name: str, *, standard: bool = False) -> None:
        self._binary = binary
        self._name = name
        self._standard = standard
        """It is standard output, which the program's end would try to flush once more."""
        self._terminal = binary.isatty()

    def write(self, text: str) -> None:
        """Write the text; a lone surrogate becomes U+FFFD; on a terminal, so does what it obeys.

        Raises `OutputError` when the disk is full and the like, but lets BrokenPipeError through:
        a reader who has seen enough is no error.
        """
        if self._terminal:
            text = plain(text.replace("\r\n", "\n"), breaks=True)
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError:
            data = scrub(text).encode("utf-8")
        self._do(lambda: self._binary.write(data))

    def write_bytes(self, data: bytes) -> int:
        """Write bytes as they are. Raises like `write`."""
        self._do(lambda: self._binary.write(data))
        return len(data)

    def flush(self) -> None:
        """Hand everything over to the system. Raises like `write`."""
        self._do(self._binary.flush)

    def _do(self, action: Callable[[], object]) -> None:
        try:
            with _said(self._name):
                action()
        except OutputError:
            if self._standard:
                discard(1)
            raise


def standard_output() -> TextOut:
    """Standard output as it is for data."""
    return TextOut(sys.stdout.buffer, "standard output", standard=True)


@contextmanager
def atomic_text(path: str, *, follow: bool = True, fresh: bool = False) -> Iterator[TextOut]:
    """A stream whose text becomes the file at ``path`` when the block ends without an error.

    On any error, or when the run is stopped, the file that was there before stays as it was. The
    new file has the permissions of the umask, and none that a file it replaces did not have. A
    link is followed and its target replaced (without ``follow`` the link itself is); a device or a
    pipe is written to as it is.

    Whatever a killed run left beside the target is removed (with ``follow``).

    Raises `OutputError` when the file cannot be written; an error of the block is let through. With
    ``fresh`` nothing is replaced: raises `FileExistsError` when by the end there is a file.
    """
    mode = _mode(path, follow)
    stream = _DESCRIPTOR.fullmatch(path)
    if stream or (mode is not None and not stat.S_ISREG(mode) and follow):
        with _said(path):
            device = Path(path).open("ab" if stream else "wb")  # noqa: SIM115 - closed below
        with _closed(device):
            out = TextOut(device, path)
            yield out
            out.flush()
        return
    target = Path(os.path.realpath(path) if follow else path)
    if follow:
        sweep(str(target.parent))
    with _said(path):
        temporary, file = _temporary(target.parent)
    try:
        with _closed(file):
            out = TextOut(file, path)
            yield out
            out.flush()
            with _said(path, let=FileExistsError if fresh else ()):
                _settle(file, mode)
                if os.name == "nt":  # an open file cannot be renamed there, and none is swept
                    file.close()
                if not fresh or not _linked(temporary, target):
                    temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def check_writable(path: str) -> None:
    """Raise the `OutputError` that `atomic_text` would raise, before there is anything to write."""
    mode = _mode(path, follow=True)
    with _said(path):
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError
        if mode is None or stat.S_ISREG(mode):
            temporary, file = _temporary(Path(os.path.realpath(path)).parent)
            temporary.unlink()
            file.close()


def _linked(temporary: Path, target: Path) -> bool:
    """Give a file its name unless that is taken; False where the file system has no links.

    Raises `FileExistsError` where it is taken.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):
        return False
    temporary.unlink()
    return True


_TEMPORARY = re.compile(r"\.newsclean-[0-9a-f]{16}\.tmp")


def _temporary(folder: Path) -> tuple[Path, BinaryIO]:
    """A new temporary file, locked for as long as it is open so that no `sweep` takes it."""
    while True:
        path = folder / f".newsclean-{os.urandom(8).hex()}.tmp"
        file = path.open("xb")
        # A sweep may have come between the two steps: then it has the lock, or the file is gone.
        if _lock(file.fileno()) is not False and os.fstat(file.fileno()).st_nlink:
            return path, file
        file.close()


def sweep(folder: str) -> None:
    """Remove the temporary files of runs that were killed; those of living runs are locked."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError), Path(entry.path).open("rb") as file:
                    if _lock(file.fileno()):
                        Path(entry.path).unlink()


def _lock(descriptor: int) -> bool | None:
    """Lock an open file; False where another has it locked, None where there are no locks."""
    from filelock import lock_descriptor

    try:
        return lock_descriptor(descriptor, blocking=False)
    except OSError:  # a network folder
        return None


@contextmanager
def _closed(file: BinaryIO) -> Iterator[None]:
    """Close the file at the end; what it could not take has been said by then."""
    try:
        yield
    finally:
        with suppress(OSError):
            file.close()


def _mode(path: str, follow: bool) -> int | None:
    """The mode of what is there; None where there is nothing."""
    with _said(path):
        try:
            return Path(path).stat(follow_symlinks=follow).st_mode
        except FileNotFoundError:
            return None


def _settle(file: BinaryIO, replaced: int | None) -> None:
    """Give the file its permissions and put its bytes on the disk."""
    if replaced is not None and stat.S_ISREG(replaced) and hasattr(os, "fchmod"):
        own = os.fstat(file.fileno()).st_mode
        os.fchmod(file.fileno(), stat.S_IMODE(own & replaced) | stat.S_IRUSR | stat.S_IWUSR)
    os.fsync(file.fileno())


@contextmanager
def _said(name: str, let: type[OSError] | tuple[()] = ()) -> Iterator[None]:
    """What the system refuses becomes an `OutputError` of one line; but ``let`` is let through."""
    try:
        yield
    except BrokenPipeError:
        raise
    except let:
        raise
    except FileNotFoundError:
        raise OutputError(f"cannot write {plain(name)}: its folder does not exist") from None
    except IsADirectoryError:
        raise OutputError(f"cannot write {plain(name)}: it is a folder") from None
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {plain(name)}: {_reason(error)}") from None


def _reason(error: OSError | ValueError) -> str:
    """What the system said, in a few words (a ValueError: the path has a NUL in it)."""
    return plain(getattr(error, "strerror", None) or str(error) or type(error).__name__)
