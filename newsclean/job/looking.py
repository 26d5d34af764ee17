"""What is done with pages beside making records of them: explaining them and learning from them."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ..engines.run import Ledger, opened
from ..extract.stage import Extract
from ..stage import STANDARD
from ..system.files import atomic_text
from ..system.limits import within
from ..system.streams import say
from . import Job
from .inputs import items
from .journal import Journal, counted
from .rejects import filed
from .workers import engine_of

if TYPE_CHECKING:
    from ..article import Article
    from ..extract.profile import Profile
    from ..extract.reading import Reading
    from ..pages import Page
    from .attended import Telling

Explained = tuple[str, "Reading", "list[Article]"]
"""A page's path, what was made of it, and its records."""


@dataclass(frozen=True, slots=True)
class Explain:
    """A page becomes the account of what became of each of its lines or blocks."""

    extract: Extract
    width: int | None = None
    """Columns of the drawing; None: the terminal's."""
    kept: bool = False
    """Draw nothing of what was dropped."""

    name = "explain"

    @property
    def page_timeout(self) -> float:
        """See `Extract.page_timeout`."""
        return self.extract.page_timeout

    def open(self, item: Page) -> list[Any]:
        """The `Explained` of a page. Raises as `Extract.open` does."""
        return [within(self.page_timeout, partial(self._explained, item))]

    def _explained(self, page: Page) -> Explained:
        from ..normalize import Normalize

        reading, normalize = self.extract.read(page), Normalize()
        return page.path, reading, [normalize.each(article) for article in reading.articles]


@dataclass(frozen=True, slots=True)
class Learn:
    """A page becomes what it has to teach of its site."""

    extract: Extract
    output: str | None = None
    """Where the profile goes that all pages together make."""

    name = "learn"

    @property
    def page_timeout(self) -> float:
        """See `Extract.page_timeout`."""
        return self.extract.page_timeout

    @property
    def writes(self) -> tuple[str, ...]:
        """See `newsclean.stage.Writes`."""
        return () if self.output is None else (self.output,)

    def open(self, item: Page) -> list[Any]:
        """What a page has to teach (`newsclean.extract.learn.Look`). Raises as `Extract.open`."""
        from ..extract.learn import look

        return [within(self.page_timeout, partial(look, self.extract, item))]


def learned(job: Job, ledger: Ledger) -> Profile:
    """The profile that a job's pages, all of one site, teach; failures go to the ledger."""
    from ..extract.learn import learn

    head = Learn(Extract())
    return learn(opened(items(job), head, engine=engine_of(job), ledger=ledger))


def write_profile(job: Job, journal: Journal, telling: Telling) -> None:
    """Do a job whose stage is `Learn`; see `attended.Work`."""
    from ..extract.profile import dump_profile

    with ExitStack() as files:
        profile = learned(job, filed(journal, job, files))
    journal.tally.done = journal.tally.records = profile.pages
    text, output = dump_profile(profile), cast(Learn, job.stages[0]).output
    if output is None or output == STANDARD:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    else:
        with atomic_text(output) as file:
            file.write(text)
    if not telling.quiet:
        lines, drops = len(profile.lines), len(profile.selectors)
        say(
            f"{counted(profile.pages, 'page')}: {counted(lines, 'line')}, "
            f"{counted(drops, 'selector')}"
        )


def draw_explanations(job: Job, journal: Journal, telling: Telling) -> None:
    """Do a job whose stage is `Explain`; see `attended.Work`."""
    from ..extract.profile import load_profile
    from ..preview.explain import draw_explanation

    head, tally = cast(Explain, job.stages[0]), journal.tally
    if job.profile is not None:
        head = replace(head, extract=replace(head.extract, profile=load_profile(job.profile)))
    with ExitStack() as files:
        ledger = filed(journal, job, files)
        found = opened(items(job), head, engine=engine_of(job), ledger=ledger)
        for path, reading, articles in found:
            draw_explanation(
                path, reading, articles, width=head.width, color=telling.color, kept=head.kept
            )
            tally.records += len(articles)
            tally.done += bool(articles)
            tally.empty += not articles
