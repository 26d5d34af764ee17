"""Reading one page: from the disk, out of its compression, out of its container."""

from __future__ import annotations

import io
import os
import stat
from dataclasses import replace
from datetime import datetime, timezone

from ..system.errors import InputError
from ..system.places import is_url, modified, reading
from .containers import HEAD, Bounds, read_bounded, recognise, too_large
from .filetimes import at_once
from .marks import find_mark
from .page import MAX_PAGE_SIZE, Page
from .reasons import why

#: A saved page in a gzip file, and one more.
_DEEPEST = 3


def load(page: Page, *, max_size: int = MAX_PAGE_SIZE) -> Page:
    """The page with its bytes, unpacked: gzip, MHTML and the like are told by their content.

    ``max_size`` bounds the bytes before and after decompression. Raises `InputError` (without the
    path) when the file cannot be read, is broken or too large. ``url`` and ``saved`` come from the
    container, from what a saving tool wrote into the page, or (``saved``) from the file's time; not
    where many files of its folder have that, which then is when they were unpacked.
    """
    from_disk = page.data is None
    if page.place is not None and from_disk:
        from .containers.warc import fetch

        page = fetch(page, max_size)
    elif from_disk:
        page = _read(page, max_size)
    data = page.data or b""
    if len(data) > max_size:
        raise InputError(too_large(max_size))
    for _ in range(_DEEPEST):
        found = recognise(data[:HEAD], page.path, single=True)
        if found is None:
            break
        bounds = Bounds(page_size=max_size)
        (page,) = found[1].members(io.BytesIO(data), page, bounds)  # type: ignore[assignment]
        data = page.data or b""
    mark = find_mark(data)
    # The time of a file on the disk may be that of a copy; what a container says is exact.
    by_file = from_disk and page.container in (None, "gzip", "view-source")
    return replace(
        page,
        url=page.url or mark.url,
        saved=(mark.saved or page.saved) if by_file else (page.saved or mark.saved),
    )


def _read(page: Page, max_size: int) -> Page:
    if is_url(page.path):
        try:
            with reading(page.path) as stream:
                data = read_bounded(stream, max_size)
        except InputError as error:
            raise InputError(str(error).removeprefix(f"{page.path}: ")) from None
        return replace(page, data=data, saved=page.saved or modified(page.path))
    try:
        # Not blocking: a FIFO that took the file's place would hold the worker for ever.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(page.path, flags), "rb") as stream:  # noqa: PTH123
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError("not a plain file")
            if status.st_size > max_size:
                raise InputError(too_large(max_size))
            data = read_bounded(stream, max_size)
    except OSError as error:
        raise InputError(why(error)) from None
    except ValueError:
        raise InputError("no such file or folder") from None
    saved = page.saved
    if saved is None and not at_once(page.path, status.st_mtime_ns):
        saved = _utc(status.st_mtime)
    return replace(page, data=data, saved=saved)


def _utc(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, timezone.utc)
    except (ValueError, OverflowError, OSError):
        return None  # a file system's impossible time
