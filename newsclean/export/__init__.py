"""The verb ``export``: records become files that people and other programs read.

A format is one file of this folder, and the file's name is the format's name. Such a file has

``SUFFIX``
    of the files that hold it, with the dot; ``ALSO``, where there are other suffixes for it;
``OPTIONS``
    the names of the `Options` that it takes, where it takes any;

and, where it is a text,

``head(options)``, ``record(article, index, options)``, ``tail(count, options)``
    the parts of a document of any number of records, to be written one after the other;
``identity(document) -> str | None``
    the id of the one record that a document holds, or None where it cannot be told.

Where it is anything else it has one of

``write(articles, out, options) -> Iterator[Article]``
    writes bytes to a stream, whole once the last record has been passed on;
``update(articles, path, options) -> Iterator[Article]``
    adds to the file at a path, and is itself whole or without effect.

Files that are not formats have names that begin with an underscore.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from ..stage import STANDARD
from ..system.errors import OutputError
from ..system.places import is_url, size_of

if TYPE_CHECKING:
    from ..article import Article
    from ..stage import Reject
    from ..system.files import TextOut

Overwrite = Literal["same", "always", "never"]
FrontMatter = Literal["plain", "hugo", "jekyll", "obsidian"]

ALIASES = {"md": "markdown", "ndjson": "jsonl", "txt": "text", "htm": "html", "db": "sqlite"}
"""Other words for a format."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a format may be asked for; each takes some of these."""

    text: bool = False
    """json, jsonl: the body as plain text, too, in ``text``."""
    columns: tuple[str, ...] = ()
    """csv: nothing but these columns, in this order."""
    bom: bool = False
    """csv: a byte order mark, without which Excel does not read UTF-8."""
    front_matter: FrontMatter = "plain"
    """markdown: keys and values as this program wants them."""
    rejects: Sequence[Reject] | None = None
    """html: what failed, which may grow as long as records come."""


class Format(Protocol):
    """What the file of a text format offers."""

    SUFFIX: str

    def head(self, options: Options) -> str:
        """What comes before the first record."""
        ...

    def record(self, article: Article, index: int, options: Options) -> str:
        """A record; ``index`` counts the document's records from 0."""
        ...

    def tail(self, count: int, options: Options) -> str:
        """What comes after the last of ``count`` records."""
        ...

    def identity(self, document: str) -> str | None:
        """The id of the only record of a document, or None where it cannot be told."""
        ...


def format_names() -> list[str]:
    """The formats there are, sorted; nothing is imported.

    >>> format_names()[:5]
    ['atom', 'csljson', 'csv', 'epub', 'html']
    """
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in found if not name.startswith("_"))


def load_format(name: str) -> Any:
    """The format of that name, or of an alias. Raises `OutputError` when there is none."""
    name = ALIASES.get(name, name)
    if name not in format_names():
        raise OutputError(f"no format {name!r}: choose from {', '.join(format_names())}")
    return import_module(f"{__name__}.{name}")


@dataclass(frozen=True, slots=True)
class Export:
    """Write the records in a format and pass them on.

    Raises `OutputError` when that cannot be done.
    """

    format: str | None = None
    """None: what the name of the output says (``news.csv``, ``news.jsonl.gz``), else jsonl."""
    output: str | None = None
    """None or ``-``: standard output. A path that ends in ``/`` or is a folder: one file per
    record, named after its date and title. Else a file, which appears when it is complete; where
    its name ends so, it is compressed (``.gz``, ``.bz2``, ``.xz``, ``.zst``)."""
    overwrite: Overwrite = "same"
    """What becomes of files that are there. ``same``: in a folder, only a file that holds the same
    record is written anew (another record gets another name); a file that the user named is
    replaced. ``always``: any file is replaced. ``never``: none is."""
    options: Options = field(default_factory=Options)
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
        if is_url(file):
            return None
        path = Path(file)
        return None if path.exists() and not path.is_file() else file

    @property
    def format_name(self) -> str:
        """The format, as asked for or as the name of the output says."""
        from ._output import format_of

        name = self.format or format_of(self.output) or "jsonl"
        return ALIASES.get(name, name)

    def check(self) -> None:
        """Raise the `OutputError` that `tap` would raise for what is asked of it.

        An option that the format does not take; a folder or a stream that it cannot go to; a
        library that is not installed (`MissingExtra`).
        """
        from ._output import compressed, demand

        name = self.format_name
        form = load_format(name)
        for option in fields(Options):
            if getattr(self.options, option.name) == option.default:
                continue
            if option.name not in getattr(form, "OPTIONS", ()):
                word = "--" + option.name.replace("_", "-")
                takers = [n for n in format_names() if option.name in _options(n)]
                raise OutputError(f"{word} goes with {', '.join(takers)}, not with {name}")
        if is_url(self.output or "") and (self.to_folder or hasattr(form, "update")):
            what = "a file per record" if self.to_folder else name
            raise OutputError(f"{what} cannot go to a store; write it here, and copy it there")
        if hasattr(form, "record"):
            form.head(self.options)  # says what it cannot do
            demand(form, self.output)
            return
        if self.to_folder or compressed(self.output):
            what = "one file for all records" if self.to_folder else "not to be compressed"
            raise OutputError(f"{name} is {what}: export -f {name} -o FILE{form.SUFFIX}")
        if hasattr(form, "update") and self.output in (None, STANDARD):
            raise OutputError(f"{name} is a file: export -f {name} -o FILE{form.SUFFIX}")
        demand(form, self.output)

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `newsclean.stage.Tap`."""
        from ..system.files import standard_output
        from ..system.places import writing
        from ._output import packed

        self.check()
        form = load_format(self.format_name)
        if self.output is None or self.output == STANDARD:
            yield from self._written(form, articles, standard_output())
        elif self.to_folder:
            from ._folder import Folder

            folder = Folder(self.output, form, self.overwrite, self.options)
            for article in articles:
                folder.write(article)
                yield article
        elif hasattr(form, "update"):
            self._may_replace(self.output)
            yield from form.update(articles, self.output, self.options)
        else:
            self._may_replace(self.output)
            with writing(self.output) as file, packed(file, self.output) as out:
                yield from self._written(form, articles, out)

    def _may_replace(self, path: str) -> None:
        there = size_of(path) is not None if is_url(path) else os.path.lexists(path)
        if self.overwrite == "never" and there:
            from ..system.terminal import plain

            raise OutputError(f"{plain(path)} exists and is left as it is")

    def _written(self, form: Any, articles: Iterable[Article], out: TextOut) -> Iterator[Article]:
        if hasattr(form, "write"):
            yield from form.write(articles, out, self.options)
        else:
            yield from _document(form, articles, out, self.options)
        out.flush()


def _options(name: str) -> frozenset[str]:
    return cast("frozenset[str]", getattr(load_format(name), "OPTIONS", frozenset()))


PLAIN = Options()
"""Nothing special."""


def text_formats() -> list[str]:
    """The names of the formats that are texts, a record of which may stand alone in a file."""
    return [name for name in format_names() if hasattr(load_format(name), "record")]


def alone(form: Format, article: Article, options: Options = PLAIN) -> str:
    """A document of one record."""
    return form.head(options) + form.record(article, 0, options) + form.tail(1, options)


def _document(
    form: Format, articles: Iterable[Article], out: TextOut, options: Options
) -> Iterator[Article]:
    out.write(form.head(options))
    count = 0
    for article in articles:
        out.write(form.record(article, count, options))
        count += 1
        yield article
    out.write(form.tail(count, options))
