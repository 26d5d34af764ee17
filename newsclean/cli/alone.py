"""What the commands that stand alone do: they read pages and give no records."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from .accounts import accounted, patience, workers
from .options import Settings

if TYPE_CHECKING:
    from ..article import Article
    from ..extract.profile import Profile
    from ..extract.reading import Reading
    from ..extract.stage import Extract
    from ..ledger import Journal
    from ..normalize import Normalize
    from ..pages import Page
    from ..run import Ledger
    from ..stage import Reject


@dataclass(frozen=True)
class _Each:
    """What is done with each page, in a worker."""

    verb: str
    seconds: float
    """That one page may take."""
    do: Callable[[Page], Any]
    """Picklable."""

    def __call__(self, item: Any) -> Any:
        from ..errors import NewscleanError, NotAPage, unforeseen
        from ..limits import within
        from ..pages import Page

        if not isinstance(item, Page):
            return item
        try:
            return item.path, within(self.seconds, partial(self.do, item))
        except NotAPage:
            return None
        except NewscleanError as error:
            return self.lost(item, str(error))
        except Exception as error:  # noqa: BLE001 - one bad page must not end the run
            return self.lost(item, unforeseen(error))

    def lost(self, item: Page, reason: str) -> Reject:
        """What a page comes to that cannot be read."""
        from ..stage import Reject

        return Reject(item.path, self.verb, reason)


def _looked_at(
    names: Iterable[str], each: _Each, ledger: Ledger, jobs: int | None
) -> Iterator[tuple[str, Any]]:
    """The pages' paths and what became of them; what cannot be read goes to the ledger."""
    from ..engines import engine
    from ..pages import find
    from ..stage import Reject

    over = engine(workers(jobs), patience(each.seconds), guarded=True)
    for found in over.map(each, find(names), lost=each.lost):
        if isinstance(found, Reject):
            ledger.reject(found)
            ledger.tally.failed += 1
        elif isinstance(found, tuple):
            yield found


def explain_pages(
    names: tuple[str, ...],
    profile: str | None,
    width: int | None,
    settings: Settings,
    *,
    kept: bool = False,
) -> int:
    """Draw what became of each page; returns the exit status."""

    def draw(journal: Journal) -> None:
        from ..extract.profile import load_profile
        from ..extract.stage import Extract
        from ..normalize import Normalize
        from ..preview.explain import draw_explanation

        known = load_profile(profile) if profile else None
        extract = Extract(evidence=True, profile=known)
        each = _Each("explain", extract.page_timeout, partial(_explained, extract, Normalize()))
        for path, (reading, articles) in _looked_at(names, each, journal, settings.jobs):
            draw_explanation(path, reading, articles, width=width, color=settings.color, kept=kept)
            journal.tally.records += len(articles)
            journal.tally.done += bool(articles)
            journal.tally.empty += not articles

    return accounted(settings, names, None, draw)


def _explained(extract: Extract, normalize: Normalize, page: Page) -> tuple[Reading, list[Article]]:
    reading = extract.read(page)
    return reading, [normalize.each(article) for article in reading.articles]


def learn_pages(names: tuple[str, ...], output: str | None, settings: Settings) -> int:
    """Write what pages of one site show to be furniture; returns the exit status."""

    def write(journal: Journal) -> None:
        from ..extract.profile import dump_profile
        from ..files import atomic_text
        from ..ledger import counted, say

        profile = learned(names, journal, settings.jobs)
        journal.tally.done = journal.tally.records = profile.pages
        text = dump_profile(profile)
        if output is None or output == "-":
            sys.stdout.buffer.write(text.encode())
            sys.stdout.flush()
        else:
            with atomic_text(output) as file:
                file.write(text)
        if not settings.quiet:
            lines, drops = len(profile.lines), len(profile.selectors)
            say(
                f"{counted(profile.pages, 'page')}: {counted(lines, 'line')}, "
                f"{counted(drops, 'selector')}"
            )

    return accounted(settings, names, output, write)


def learned(names: Iterable[str], ledger: Ledger, jobs: int | None) -> Profile:
    """The profile that pages of one site teach; what cannot be read goes to the ledger."""
    from ..extract.learn import learn, look
    from ..extract.stage import Extract

    extract = Extract()
    each = _Each("learn", extract.page_timeout, partial(look, extract))
    return learn(found for _, found in _looked_at(names, each, ledger, jobs))


def show_memory(path: str, forget: float | None) -> int:
    """Print what a memory of stories holds, once it has forgotten what it is to forget."""
    import time
    from datetime import datetime, timezone

    from ..dedupe.seen import Memory
    from ..errors import NewscleanError
    from ..ledger import counted, say

    def day(seconds: float | None) -> str:
        if seconds is None:
            return "never"
        return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%d %H:%M} UTC"

    try:
        memory = Memory(path, create=False)
        if forget is not None:
            memory.begin()
            gone = memory.forget(time.time() - forget)
            memory.commit()
            memory.compact()
            click.echo(f"forgot   {_stories(gone)}")
        held = memory.contents()
        memory.close()
    except NewscleanError as error:
        say(str(error))
        return 1
    click.echo(f"holds    {_stories(held.stories)}, told by {counted(held.records, 'record')}")
    click.echo(f"seen     {day(held.first)} to {day(held.last)}")
    click.echo(f"size     {held.size / 1e6:,.1f} MB")
    return 0


def _stories(number: int) -> str:
    return f"{number:,} {'story' if number == 1 else 'stories'}"
