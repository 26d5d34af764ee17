"""A folder with one file per record.

Which name a record gets depends on the record, and on others only where two want the same name:
then the first has it, and another gets a tag made from its id. Run again, over the same folder or
in another order, every record finds its file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import count
from pathlib import Path

from ..article import Article
from ..system.errors import OutputError
from ..system.files import atomic_text, scrub, sweep
from ..system.terminal import plain
from . import Format, Options, Overwrite, alone
from ._names import base_name, folded, tag

_MAX_COMPARED = 64_000_000
"""Bytes; a larger file is not looked into and counts as another record's."""


class Folder:
    """Writes records into a folder, which is made where it is missing.

    Raises `OutputError` when that cannot be done.
    """

    def __init__(self, path: str, form: Format, overwrite: Overwrite, options: Options) -> None:
        self._path = Path(path)
        self._form = form
        self._overwrite = overwrite
        self._options = options
        self._written: dict[str, bytes] = {}
        """What this run wrote: a digest of the content by folded name."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            sweep(path)
            names = [_read_name(entry.name) for entry in self._path.iterdir()]
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise OutputError(f"cannot make the folder {plain(path)}: {plain(reason)}") from None
        self._spellings = {folded(name): name for name in names if folded(name) != name}
        """Names found in the folder that a file system could take for others."""

    def write(self, article: Article) -> str:
        """Write a record to its file; the file's name."""
        document = scrub(alone(self._form, article, self._options))
        digest = blake2b(document.encode(), digest_size=12)
        for name in self._names(article, digest.hexdigest()):
            key = folded(name)
            if key in self._written:
                if self._written[key] == digest.digest():
                    return name
            elif self._placed_at_last(name, article, document):
                self._written[key] = digest.digest()
                return name
        raise AssertionError("there is always another number")

    def _names(self, article: Article, digest: str) -> Iterator[str]:
        """The names a record could have, the best first."""
        base, suffix = base_name(article), self._form.SUFFIX
        first, second = base + suffix, f"{base}-{tag(article.id)}{suffix}"
        if self._held(second) == article.id != self._held(first):
            first, second = second, first
        yield from (first, second, f"{base}-{digest}{suffix}")
        yield from (f"{base}-{digest}-{number}{suffix}" for number in count(2))

    def _placed_at_last(self, name: str, article: Article, document: str) -> bool:
        """As `_placed`; a file that another run puts there meanwhile is looked into."""
        while True:
            with suppress(FileExistsError):
                return self._placed(name, article, document)

    def _placed(self, name: str, article: Article, document: str) -> bool:
        """Put the document there, unless the name is another record's."""
        path = self._path / _disk_name(name)
        fresh = not os.path.lexists(path)
        if fresh:
            if folded(name) in self._spellings:
                return False
        else:
            there = self._read(name)
            if there is None:  # a link, a folder, something huge: whatever it is, it is not ours
                return False
            same = there == document or self._form.identity(there) == article.id
            if self._overwrite != "always" and not same:
                return False
            if there == document or self._overwrite == "never":
                return True
        with atomic_text(str(path), follow=False, fresh=fresh) as out:
            out.write(document)
        return True

    def _held(self, name: str) -> str | None:
        there = self._read(name)
        return None if there is None else self._form.identity(there)

    def _read(self, name: str) -> str | None:
        """What a file of the folder holds; None where it is missing or no file of ours."""
        path = self._path / _disk_name(name)
        try:
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_COMPARED:
                return None
            with path.open(encoding="utf-8", errors="replace", newline="") as file:
                return file.read()
        except OSError:
            return None


def _disk_name(name: str) -> str:
    """The name as this Python calls a file whose name is that in UTF-8, whatever the locale."""
    return os.fsdecode(name.encode("utf-8", "surrogateescape"))


def _read_name(name: str) -> str:
    """The inverse of `_disk_name`; bytes that are no UTF-8 stay as they are."""
    return os.fsencode(name).decode("utf-8", "surrogateescape")
