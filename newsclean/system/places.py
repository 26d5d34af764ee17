"""Files by path or by URL: read from any offset, written whole or not at all, listed, removed.

What a URL names lies in a store that fsspec knows (``s3://``, ``gs://``, ``az://``, ``memory://``,
``https://`` ...). Nothing here is touched unless a URL was given. A file in a store is there once
it is closed: what a killed run had written of it is never seen.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from .errors import InputError, MissingExtra, NewscleanError, OutputError
from .files import TextOut, atomic_text
from .terminal import plain

if TYPE_CHECKING:
    from collections.abc import Callable

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}(?:::[A-Za-z][A-Za-z0-9+.-]{1,30})*://")


def is_url(name: str) -> bool:
    """Whether a name is a URL, not a path.

    >>> is_url("s3://news/2026/"), is_url("saved/s3:/x"), is_url("c://x")
    (True, False, False)
    """
    return _URL.match(name) is not None


def store(url: str) -> tuple[Any, str]:
    """The file system of a URL, as fsspec has it, and the path there.

    Raises `MissingExtra` where a library for such URLs is not installed, `InputError` where they
    are of a kind that nobody knows.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingExtra("URLs", "fsspec", "cloud") from None
    try:
        found: tuple[Any, str] = url_to_fs(url)
        return found
    except ImportError as error:
        raise InputError(f"{plain(url)}: {plain(str(error))} (extra 'cloud')") from None
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise InputError(f"{plain(url)}: {reason(error)}") from None


def reason(error: BaseException) -> str:
    """What a store's library, or the system, said, in one line."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return plain(" ".join(text.split())[:200])


@contextmanager
def _said(name: str, kind: Callable[[str], NewscleanError]) -> Iterator[None]:
    try:
        yield
    except NewscleanError:
        raise
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise kind(f"{plain(name)}: {reason(error)}") from None


def below(folder: str, name: str) -> str:
    """The name of a file in a folder."""
    if is_url(folder):
        return f"{folder.rstrip('/')}/{name}"
    return os.path.join(folder, name)  # noqa: PTH118 - a path may hold any bytes


@contextmanager
def reading(name: str) -> Iterator[BinaryIO]:
    """A file to read, seekable where the store can do that. Raises `InputError`."""
    with _said(name, InputError):
        if is_url(name):
            fs, path = store(name)
            stream = fs.open(path, "rb")
        else:
            stream = open(name, "rb")  # noqa: PTH123, SIM115 - closed below
    with stream:
        yield cast(BinaryIO, stream)


def piece(name: str, offset: int, size: int) -> bytes:
    """So many bytes of a file from an offset on; fewer at its end. Raises `InputError`."""
    with _said(name, InputError):
        if is_url(name):
            fs, path = store(name)
            data: bytes = fs.cat_file(path, start=offset, end=offset + size)
            return data
        with open(name, "rb") as stream:  # noqa: PTH123
            stream.seek(offset)
            return stream.read(size)


def modified(name: str) -> datetime | None:
    """When a file in a store was written, in UTC; None where the store cannot tell."""
    try:
        fs, path = store(name)
        when: datetime = fs.modified(path)
        return when.astimezone(timezone.utc)
    except NewscleanError:
        raise
    except Exception:  # noqa: BLE001 - each store has errors of its own
        return None


def found_below(url: str) -> list[str] | None:
    """The URLs of all files below a folder of a store, sorted by their parts; None of a file.

    Raises `InputError` where there is neither.
    """
    with _said(url, InputError):
        fs, path = store(url)
        if not url.endswith("/") and fs.isfile(path):
            return None
        names = fs.find(path)
        if not names:
            raise FileNotFoundError
        return [_url(url, name) for name in sorted(names, key=lambda name: name.split("/"))]


def _url(like: str, name: str) -> str:
    """The URL of what a store calls by a name, in the form of another URL of it."""
    if is_url(name):
        return name
    scheme = like[: like.rindex("://") + 3]
    return scheme + (name if scheme == "file://" else name.lstrip("/"))


def matching(url: str) -> list[str]:
    """The URLs of a store that fit a pattern, sorted. Raises `InputError`."""
    with _said(url, InputError):
        fs, path = store(url)
        return sorted(_url(url, name) for name in fs.glob(path))


def size_of(name: str) -> int | None:
    """The bytes of a file; None where it is not there, or the store cannot tell."""
    try:
        if is_url(name):
            fs, path = store(name)
            found: int | None = fs.info(path).get("size")
            return found
        return os.path.getsize(name)  # noqa: PTH202
    except NewscleanError:
        raise
    except Exception:  # noqa: BLE001 - each store has errors of its own
        return None


def listing(folder: str) -> list[str]:
    """The names of the files in a folder, sorted; none where there is no folder."""
    with _said(folder, InputError):
        try:
            if not is_url(folder):
                return sorted(os.listdir(folder))  # noqa: PTH208
            fs, path = store(folder)
            fs.invalidate_cache()
            return sorted(each.rstrip("/").rpartition("/")[2] for each in fs.ls(path, detail=False))
        except FileNotFoundError:
            return []


def make_folder(folder: str) -> None:
    """Make a folder where it is missing; a store needs none. Raises `OutputError`."""
    if not is_url(folder):
        with _said(folder, OutputError):
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def remove(name: str) -> None:
    """Remove a file, or an empty folder, if it is there and that is possible."""
    with suppress(Exception):  # what is left over does no harm
        if is_url(name):
            fs, path = store(name)
            fs.rm_file(path)
        elif os.path.isdir(name):  # noqa: PTH112
            os.rmdir(name)  # noqa: PTH106
        else:
            os.unlink(name)  # noqa: PTH108


@contextmanager
def writing(name: str) -> Iterator[TextOut]:
    """A stream whose text becomes the file when the block ends without an error.

    Raises `OutputError` where it cannot be written; see `newsclean.system.files.atomic_text` for
    paths.
    """
    if not is_url(name):
        with atomic_text(name) as file:
            yield file
        return
    with _said(f"cannot write {name}", OutputError):
        fs, path = store(name)
        # A file in memory would be there from its first byte on.
        held = io.BytesIO() if "memory" in fs.protocol else None
        stream: Any = held or fs.open(path, "wb", autocommit=False)
    try:
        yield TextOut(cast(BinaryIO, _Telling(stream)), name)
        with _said(f"cannot write {name}", OutputError):
            if held is not None:
                fs.pipe_file(path, held.getvalue())
            else:
                stream.close()
                stream.commit()
            fs.invalidate_cache()
    except BaseException:
        if held is None:
            with suppress(Exception):
                stream.discard()
            stream.closed = True  # or it would be written when it is collected as garbage
        raise


class _Telling:
    """A store's stream, whose errors are `OSError` as those of a file."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, data: Any) -> int:
        try:
            count: int = self._stream.write(data)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - each store has errors of its own
            raise OSError(None, reason(error)) from None
        return count

    def flush(self) -> None:
        """Nothing: stores take what is written when it is much, or at the end."""

    def isatty(self) -> bool:
        return False
