"""Jobs from Python: `pipeline`, and `extract_page` for a single page."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from os import PathLike, fspath
from typing import TYPE_CHECKING

from ..engines.run import Counting, Ledger
from ..pages.page import Page
from ..stage import STANDARD, Each, Reject, Stage
from ..system.errors import InputError, JobError, NotAPage
from ..system.places import is_url
from . import Job
from .checks import check_files
from .records import expand

if TYPE_CHECKING:
    from ..article import Article
    from . import Input


def pipeline(
    inputs: Iterable[str | PathLike[str] | Page],
    *stages: Stage,
    jobs: int | None = 1,
    guarded: bool = False,
    profile: str | PathLike[str] | None = None,
    learn: bool = False,
    state: str | PathLike[str] | None = None,
    rejects: str | PathLike[str] | None = None,
    ledger: Ledger | None = None,
) -> Iterator[Article]:
    """Run stages from Python: ``pipeline(["saved/"], Extract(), Normalize())``.

    ``inputs`` are pages where the first stage is `Extract`: paths of files and folders, and `Page`
    objects that bring their bytes with them; else they are paths of record files. Records come as
    they are asked for, so an endless iterator of pages will do.

    ``jobs`` is the number of worker processes, None for one on each core; with ``guarded`` pages
    are read in a worker even if it is the only one, so that what crashes it or keeps it too long
    costs nothing but that page. ``profile`` is a file that ``newsclean learn`` wrote; with
    ``learn`` the pages, all of one site, are read twice, first to learn from them. ``state`` is a
    file that remembers the pages done: they are skipped until they change, and a file that `Export`
    writes is added to. ``rejects`` is a file for what did not get through, as JSON Lines; the
    ledger is told, too (by default it only counts).

    Raises at once `JobError` for stages that cannot follow one another so, and for an output that
    is an input; `InputError` for an input that is not there, or is of no use to the first stage (of
    an iterator: when it comes to it); `TypeError` for a single path instead of several. Raises
    `NewscleanError` later on where the run cannot go on. A page that cannot be read is no error.
    """
    if isinstance(inputs, str | bytes | PathLike | Page):
        raise TypeError(f"inputs are several: pipeline([{inputs!r:.80}], ...)")
    if learn and not isinstance(inputs, Collection):
        raise JobError("to learn, pages are read twice: give a list of them")
    pages = Job(stages=stages).reads_pages
    found = (_checked(item, pages) for item in inputs)
    job = Job(
        inputs=[*found] if isinstance(inputs, Collection) else found,
        stages=stages,
        workers=jobs,
        guarded=guarded,
        profile=_path(profile),
        learn=learn,
        state=_path(state),
        rejects=_path(rejects),
    )
    check_files(job)
    from .running import records

    return records(job, ledger or Counting())


def extract_page(
    page: str | bytes, *stages: Each, url: str | None = None, evidence: bool = False
) -> list[Article]:
    """The articles of one page: ``extract_page(html, Normalize(), url="https://...")``.

    ``page`` is the HTML or text of a page, or its bytes in any encoding; ``url`` its address where
    it is known. ``stages`` are applied to each record. With ``evidence`` records say where their
    values came from. Raises `InputError` for what is no page.
    """
    from ..extract.stage import Extract

    if isinstance(page, str):
        item = Page(data=page.encode("utf-8", "replace"), url=url, charset="utf-8")
    else:
        item = Page(data=page, url=url)
    try:
        found = Extract(evidence=evidence).open(item)
    except NotAPage as error:
        raise InputError(f"is {error}, not a page; give HTML or plain text") from None
    articles = [article for article in found if not isinstance(article, Reject)]
    for stage in stages:
        articles = [stage.each(article) for article in articles]
    return articles


def _path(name: str | PathLike[str] | None) -> str | None:
    return None if name is None else fspath(name)


def _checked(item: Input, pages: bool) -> Input:
    """The input, a path as a string; `InputError` where the first stage has no use for it."""
    if isinstance(item, Page):
        if not pages:
            raise InputError(f"{item.path}: a page is no record file; begin with Extract()")
        return item
    path = fspath(item)
    if path == STANDARD:
        return path
    for one in (path,) if pages else expand([path]):
        if is_url(one):
            continue  # whoever reads it will tell
        if not os.path.lexists(one):
            raise InputError(f"{one}: no such file or folder")
        if not pages:
            _check_records(one)
    return path


def _check_records(path: str) -> None:
    if os.path.isdir(path):  # noqa: PTH112 - a path may hold any bytes
        raise InputError(f"{path}: no record files in this folder; begin with Extract()")
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            start = file.read(1000)
    except OSError:
        return  # whoever reads it will tell
    if start.lstrip()[:1] == b"<":
        raise InputError(f"{path}: a page is no record file; begin with Extract()")
