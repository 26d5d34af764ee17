"""The verb ``export``: records become files that people and other programs read.

A format is one file of this folder, and the file's name is the format's name. Such a file has

``SUFFIX``
    of the files that hold it, with the dot;
``SIGNATURE``
    what a file begins with and standard output does not (a byte order mark, or nothing);
``head() -> str``, ``record(article, index) -> str``, ``tail(count) -> str``
    the parts of a document of any number of records, to be written one after the other;
``identity(document) -> str | None``
    the id of the one record that a document holds, or None where it cannot be told.

Files that are not formats have names that begin with an underscore.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from ..errors import OutputError
from ..stage import STANDARD

if TYPE_CHECKING:
    from ..article import Article
    from ..system.files import TextOut

Overwrite = Literal["same", "always", "never"]


class Format(Protocol):
    """What a file of this folder offers."""

    SUFFIX: str
    SIGNATURE: str

    def head(self) -> str:
        """What comes before the first record."""
        ...

    def record(self, article: Article, index: int) -> str:
        """A record; ``index`` counts the document's records from 0."""
        ...

    def tail(self, count: int) -> str:
        """What comes after the last of ``count`` records."""
        ...

    def identity(self, document: str) -> str | None:
        """The id of the only record of a document, or None where it cannot be told."""
        ...


def format_names() -> list[str]:
    """The formats there are, sorted; nothing is imported.

    >>> format_names()
    ['csv', 'json', 'jsonl', 'markdown', 'text']
    """
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in found if not name.startswith("_"))


def load_format(name: str) -> Format:
    """The format of that name. Raises `OutputError` when there is none."""
    if name not in format_names():
        raise OutputError(f"no format {name!r}: choose from {', '.join(format_names())}")
    return cast(Format, import_module(f"{__name__}.{name}"))


@dataclass(frozen=True, slots=True)
class Export:
    """Write the records in a format and pass them on.

    Raises `OutputError` when that cannot be done.
    """

    format: str = "jsonl"
    output: str | None = None
    """None or ``-``: standard output. A path that ends in ``/`` or is a folder: one file per
    record, named after its date and title. Else a file, which appears when it is complete."""
    overwrite: Overwrite = "same"
    """What becomes of files that are there. ``same``: in a folder, only a file that holds the same
    record is written anew (another record gets another name); a file that the user named is
    replaced. ``always``: any file is replaced. ``never``: none is."""
    name = "export"

    @property
    def to_folder(self) -> bool:
        """Whether every record gets its own file."""
        if self.output is None or self.output == STANDARD:
            return False
        separators = tuple(filter(None, (os.sep, os.altsep)))
        return self.output.endswith(separators) or Path(self.output).is_dir()

    @property
    def writes(self) -> tuple[str, ...]:
        """See `newsclean.stage.Writes`."""
        return (STANDARD if self.output is None else self.output,)

    @property
    def rewrites(self) -> str | None:
        """See `newsclean.stage.Rewrites`."""
        file = self.output
        if file is None or file == STANDARD or self.to_folder or self.overwrite == "never":
            return None
        path = Path(file)
        return None if path.exists() and not path.is_file() else file

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `newsclean.stage.Tap`."""
        from ..system.files import atomic_text, standard_output

        form = load_format(self.format)
        if self.output is None or self.output == STANDARD:
            yield from _document(form, articles, standard_output())
        elif self.to_folder:
            from ._folder import Folder

            folder = Folder(self.output, form, self.overwrite)
            for article in articles:
                folder.write(article)
                yield article
        else:
            if self.overwrite == "never" and os.path.lexists(self.output):
                from ..system.terminal import plain

                raise OutputError(f"{plain(self.output)} exists and is left as it is")
            with atomic_text(self.output) as out:
                out.write(form.SIGNATURE)
                yield from _document(form, articles, out)


def alone(form: Format, article: Article) -> str:
    """A document of one record."""
    return form.head() + form.record(article, 0) + form.tail(1)


def _document(form: Format, articles: Iterable[Article], out: TextOut) -> Iterator[Article]:
    out.write(form.head())
    count = 0
    for article in articles:
        out.write(form.record(article, count))
        count += 1
        yield article
    out.write(form.tail(count))
    out.flush()
