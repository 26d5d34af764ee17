"""Inputs become pages: files, folders, archives and standard input, in a fixed order."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ..stage import Reject
from ..system.errors import InputError, NewscleanError
from ..system.paths import from_text
from ..system.places import found_below, is_url, reading
from .folders import is_maildir, snapshot
from .page import MAX_PAGE_SIZE, Page, Passed
from .passing import companion_stems, is_companion, not_a_page, page_stem
from .reasons import why

#: Suffixes of plain pages. A worker will read them; other files are looked into for an archive.
_PLAIN = (
    *(".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"),
    *(".txt", ".text", ".md", ".markdown"),
)
#: Suffixes of data that may be a feed, and how many bytes tell.
_MAY_BE_FEEDS, _FEED_HEAD = (".json", ".rdf"), 4096

Found = Page | Passed | Reject
Unit = tuple[str, Iterator[Found]]
"""A file by its path, and what is in it, which is looked into when it is asked for."""
_Identity = tuple[int, int]
"""Device and inode of a folder."""


def find(
    inputs: Iterable[str | Page], *, max_size: int = MAX_PAGE_SIZE, stdin: BinaryIO | None = None
) -> Iterator[Found]:
    """The pages that the inputs name: files, folders (recursive, sorted), ``-`` (standard input).

    A `Page` among them is passed on as it is.
    A file of a folder that is no page is `Passed`; an input that cannot be read is a `Reject`, and
    the rest goes on. Archives of pages are expanded here, page by page; of a plain file only its
    path is passed on. ``max_size`` bounds the bytes of a page from standard input or an archive.
    """
    for _, found in units(inputs, max_size=max_size, stdin=stdin):
        yield from found


def units(
    inputs: Iterable[str | Page], *, max_size: int = MAX_PAGE_SIZE, stdin: BinaryIO | None = None
) -> Iterator[Unit]:
    """The same, file by file; no file is opened until what is in it is asked for."""
    stdin_is_read = False
    for name in inputs:
        if isinstance(name, Page):
            yield name.path, iter([name])
        elif name != "-":
            yield from _named(name, max_size)
        elif stdin_is_read:
            yield _alone(_reject(name, "standard input was read already"))
        else:
            stdin_is_read = True
            yield name, _standard_input(stdin or sys.stdin.buffer, max_size)


def _alone(found: Found) -> Unit:
    return found.path, iter([found])


def _reject(path: str, reason: str) -> Reject:
    return Reject(path, "extract", reason)


def _named(name: str, max_size: int) -> Iterator[Unit]:
    """What the user named."""
    if is_url(name):
        yield from _remote(name, max_size)
        return
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116
    except OSError as error:
        # It may come from a record or a reject, where bytes that are not UTF-8 are escaped.
        if from_text(name) != name and os.path.lexists(from_text(name)):
            yield from _named(from_text(name), max_size)
        else:
            yield _alone(_reject(name, _why(name, error)))
        return
    except ValueError:
        yield _alone(_reject(name, "no such file or folder"))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(name, max_size)
    elif stat.S_ISREG(mode):
        yield name, _file(name, max_size, explicit=True)
    else:
        yield _alone(_reject(name, _special(mode)))


def _remote(url: str, max_size: int) -> Iterator[Unit]:
    """What lies in a store: a file, or all files below a folder."""
    try:
        inside = found_below(url)
    except NewscleanError as error:
        yield _alone(_reject(url, str(error).removeprefix(f"{url}: ")))
        return
    if inside is None:
        yield url, _file(url, max_size, explicit=True)
    for each in inside or ():
        if reason := not_a_page(each):
            yield _alone(Passed(each, reason))
        else:
            yield each, _file(each, max_size, explicit=False)


def _why(path: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and os.path.islink(path):  # noqa: PTH114
        return "a link to a file that does not exist"
    return why(error)


def _special(mode: int) -> str:
    kinds = (
        (stat.S_ISFIFO, "a FIFO"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    what = next((what for test, what in kinds if test(mode)), "a special file")
    return f"{what}, not a plain file; pipe it into standard input ('-')"


@dataclass(slots=True)
class _Level:
    """A folder being read."""

    entries: Iterator[os.DirEntry[str]]
    stems: frozenset[str]
    """Of its files, to know the folders of pages saved complete."""
    part_of: str | None
    """The stem of the page that this folder belongs to."""
    maildir: bool = False
    whole: Page | None = None
    """The page that the folder is, as a whole."""
    told: bool = False
    """It was passed on."""


def _folder(root: str, max_size: int) -> Iterator[Unit]:
    """The files under a folder, depth first, sorted by the parts of their paths."""
    seen: set[_Identity] = set()
    stack: list[_Level] = []
    try:
        stack.append(_enter(root, seen, _page_beside(root)))
    except OSError as error:
        yield _alone(_reject(root, why(error)))
    while stack:
        level = stack[-1]
        if level.whole is not None and not level.told:
            level.told = True
            yield _alone(level.whole)
        entry = next(level.entries, None)
        if entry is None:
            stack.pop()
            continue
        try:
            if level.whole is None and entry.is_dir():
                if refusal := _not_entered(entry, root, seen, maildir=level.maildir):
                    yield _alone(refusal)
                    continue
                part_of = level.part_of
                if part_of is None and is_companion(entry.name, level.stems):
                    part_of = entry.name
                stack.append(_enter(entry.path, seen, part_of))
                continue
        except OSError as error:
            yield _alone(_reject(entry.path, _why(entry.path, error)))
            continue
        yield entry.path, _met(entry, level, max_size)


def _met(entry: os.DirEntry[str], level: _Level, max_size: int) -> Iterator[Found]:
    """What a file of a folder is: a page, or a part of what is read otherwise."""
    if level.whole is not None:
        if entry.path != level.whole.path:
            yield Passed(entry.path, "another form of a page that is read")
    elif level.part_of is not None:
        yield Passed(entry.path, "part of a page saved complete")
    elif level.maildir:
        yield Passed(entry.path, "a file of the mail program")
    else:
        try:
            yield from _entry(entry, max_size)
        except OSError as error:
            yield _reject(entry.path, _why(entry.path, error))


def _enter(path: str, seen: set[_Identity], part_of: str | None) -> _Level:
    seen.add(_identity(path))
    with os.scandir(path) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    folders = {entry.name for entry in entries if _is_folder(entry)}
    files = [entry.name for entry in entries if entry.name not in folders]
    level = _Level(iter(entries), frozenset(map(page_stem, files)), part_of)
    if part_of is None:
        level.maildir = is_maildir(folders)
        level.whole = snapshot(path, files)
    return level


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads in a circle


def _not_entered(
    entry: os.DirEntry[str], root: str, seen: set[_Identity], *, maildir: bool
) -> Found | None:
    """Why a folder is not read: each is read once, so that links cannot lead in circles."""
    if entry.name.startswith(".") and not (maildir and _is_mail_folder(entry)):
        return Passed(entry.path, "hidden")
    if maildir and entry.name == "tmp":
        return Passed(entry.path, "mails that are not delivered yet")
    if entry.is_symlink():
        target, here = os.path.realpath(entry.path), os.path.realpath(os.path.dirname(entry.path))  # noqa: PTH120
        if _holds(target, here):
            return _reject(entry.path, "a link back to a folder that holds it; not followed")
        if _holds(os.path.realpath(root), target):
            return Passed(entry.path, "a link to a folder that is read in its own place")
    if _identity(entry.path) in seen:
        return Passed(entry.path, "a folder that was read already, through a link")
    return None


def _is_mail_folder(entry: os.DirEntry[str]) -> bool:
    """Whether a folder in a Maildir is one, too."""
    with os.scandir(entry.path) as listing:
        return is_maildir({each.name for each in listing})


def _holds(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _identity(path: str) -> _Identity:
    status = os.stat(path)  # noqa: PTH116
    return status.st_dev, status.st_ino


def _page_beside(folder: str) -> str | None:
    """The page that a named folder belongs to: a shell's ``saved/*`` names both."""
    parent, name = os.path.split(os.path.abspath(folder))  # noqa: PTH100
    stems = set(companion_stems(name))
    if not stems:
        return None
    try:
        with os.scandir(parent) as listing:
            found = (page_stem(entry.name) for entry in listing if not _is_folder(entry))
            return next((stem for stem in found if stem in stems), None)
    except OSError:
        return None  # the folder itself can be read, which is enough


def _entry(entry: os.DirEntry[str], max_size: int) -> Iterator[Found]:
    """A file met in a folder."""
    if not entry.is_file():
        yield _reject(entry.path, _special(entry.stat().st_mode))
    elif (reason := not_a_page(entry.name)) and not _is_feed(entry):
        yield Passed(entry.path, reason)
    else:
        yield from _file(entry.path, max_size, explicit=False)


def _is_feed(entry: os.DirEntry[str]) -> bool:
    """Whether a file of data is a feed; its beginning tells."""
    if not entry.name.lower().endswith(_MAY_BE_FEEDS):
        return False
    from .kind import FEED, sniff

    with open(entry.path, "rb") as stream:  # noqa: PTH123
        return sniff(stream.read(_FEED_HEAD)) == FEED


def _file(path: str, max_size: int, *, explicit: bool) -> Iterator[Found]:
    """A plain file: a page, or an archive of pages."""
    page = Page(path, explicit=explicit)
    if path.lower().endswith(_PLAIN) and not explicit:
        yield page
        return
    from .containers import Bounds, expand, recognise_many

    try:
        with reading(path) if is_url(path) else open(path, "rb") as stream:  # noqa: PTH123
            container = recognise_many(stream, path)
            if container is None:
                what = None if explicit else _packed_otherwise(stream, path)
                yield Passed(path, f"{what}, compressed") if what else page
                return
            bounds = Bounds(page_size=max_size).fit(stream.seek(0, os.SEEK_END))
            stream.seek(0)
            yield from expand(container, stream, page, bounds)
    except NewscleanError as error:
        yield _reject(path, str(error).removeprefix(f"{path}: "))
    except OSError as error:
        yield _reject(path, why(error))


def _packed_otherwise(stream: BinaryIO, path: str) -> str | None:
    """What a compressed file holds where that is no page, however large; None where it may be."""
    from .kind import KINDS, sniff
    from .unpacking import compression, unpacked

    how = compression(stream.read(16))
    if how is None or path.lower().rpartition(".")[0].endswith(_PLAIN):
        return None
    stream.seek(0)
    try:
        what = sniff(unpacked(stream, how).read(_FEED_HEAD))
    except InputError:
        return None  # the worker will tell
    return None if what in KINDS else what


def _standard_input(stream: BinaryIO, max_size: int) -> Iterator[Found]:
    from .containers import Bounds, expand, recognise_many, spooled, too_large

    try:
        data = stream.read(max_size + 1)
        container = recognise_many(io.BytesIO(data), "-")
        if container is None:
            if len(data) > max_size:
                yield _reject("-", too_large(max_size))
            else:
                yield Page("-", data)
            return
        with spooled(stream, data) as whole:
            bounds = Bounds(page_size=max_size).fit(whole.seek(0, os.SEEK_END))
            whole.seek(0)
            yield from expand(container, whole, Page("-"), bounds)
    except NewscleanError as error:
        yield _reject("-", str(error))
    except OSError as error:
        yield _reject("-", why(error))
