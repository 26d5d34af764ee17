"""What the commands that stand alone do: they read pages and give no records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import click

from .options import Settings


def explain_pages(
    names: tuple[str, ...], profile: str | None, width: int | None, settings: Settings
) -> int:
    """Draw what became of each page; returns the exit status."""
    from ..errors import NewscleanError
    from ..extract.profile import load_profile
    from ..extract.stage import Extract
    from ..ledger import Journal, exit_code, say
    from ..limits import within
    from ..normalize import Normalize
    from ..pages import Page, find
    from ..preview.explain import draw_explanation
    from ..stage import Reject

    try:
        known = load_profile(profile) if profile else None
    except NewscleanError as error:
        say(str(error))
        return 1
    extract, normalize = Extract(evidence=True, profile=known), Normalize()
    journal = Journal(debug=settings.debug)
    for item in find(names):
        if isinstance(item, Reject):
            journal.reject(item)
            journal.tally.failed += 1
        elif isinstance(item, Page):
            try:
                reading = within(extract.page_timeout, partial(extract.read, item))
            except NewscleanError as error:
                journal.reject(Reject(item.path, "explain", str(error)))
                journal.tally.failed += 1
                continue
            articles = [normalize.each(article) for article in reading.articles]
            draw_explanation(
                item.path, reading, articles, width=width, color=settings.color, stream="stdout"
            )
            journal.tally.records += len(articles)
    return exit_code(journal.tally, pages=True)


def learn_pages(names: tuple[str, ...], output: str | None, settings: Settings) -> int:
    """Write what pages of one site show to be furniture; returns the exit status."""
    from ..errors import NewscleanError
    from ..extract.profile import dump_profile
    from ..files import atomic_text
    from ..ledger import Journal, counted, exit_code, say

    journal = Journal(debug=settings.debug)
    profile = learned(names, journal)
    text = dump_profile(profile)
    if output is None or output == "-":
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    else:
        try:
            with atomic_text(output) as file:
                file.write(text)
        except NewscleanError as error:
            say(str(error))
            return 1
    if not settings.quiet:
        lines, drops = len(profile.lines), len(profile.selectors)
        say(
            f"{counted(profile.pages, 'page')}: {counted(lines, 'line')}, "
            f"{counted(drops, 'selector')}"
        )
    journal.tally.records = profile.pages
    return exit_code(journal.tally, pages=True)


def learned(names: Iterable[str], journal: Any) -> Any:
    """The profile that pages of one site teach; what cannot be read goes to the journal."""
    from ..extract.learn import learn
    from ..extract.stage import Extract
    from ..pages import Page, find
    from ..stage import Reject

    def fail(path: str, reason: str) -> None:
        journal.reject(Reject(path, "learn", reason))
        journal.tally.failed += 1

    def pages() -> Iterator[Page]:
        for item in find(names):
            if isinstance(item, Page):
                yield item
            elif isinstance(item, Reject):
                fail(item.path, item.reason)

    return learn(pages(), Extract(), lambda page, reason: fail(page.path, reason))


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
