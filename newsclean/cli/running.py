"""From the verbs of a command line to a run: what goes in, through which stages, and out where."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import click

from ..stage import Stage
from .accounts import patience, rejects_file, workers, write_summary
from .growing import Noting, Whole, growing
from .options import ChainError, Settings
from .outputs import Written, check_outputs
from .planning import count, plan_pages, plan_records
from .reviewing import reviewed


@dataclass(frozen=True)
class Action:
    """A verb of a chain, as it was asked for."""

    verb: str
    stage: Stage
    output: str | None = None
    """A file for the records as they leave the verb (-o)."""
    pages: tuple[str, ...] = ()
    files_from: str | None = None
    null: bool = False
    state: str | None = None
    """A file that remembers the pages done (--state)."""
    profile: str | None = None
    learn: bool = False


@dataclass(frozen=True)
class Alone:
    """A command that is no part of a chain."""

    verb: str
    do: Callable[[], int]


def perform(actions: list[Any], settings: Settings) -> int:
    """Run the chain; returns the exit status."""
    for action in actions:
        if isinstance(action, Alone):
            if len(actions) > 1:
                raise click.UsageError(f"{action.verb} stands alone, not in a chain")
            return action.do()
    _check(actions, settings)
    check_outputs(_written(actions, settings))
    Written(_written(actions, settings)).check(_read(actions[0], settings))
    settings.writes_files = any(name for a in actions for name in _outputs(a))
    if settings.dry_run:
        return _plan(actions, settings)
    return _run(actions, settings)


def versions() -> str:
    """The versions of newsclean and what it runs on, in one line."""
    import platform
    from importlib.metadata import version

    from .. import __version__

    python, trafilatura = platform.python_version(), version("trafilatura")
    return f"newsclean {__version__} (Python {python}, trafilatura {trafilatura})"


def _check(actions: list[Action], settings: Settings) -> None:
    for at, action in enumerate(actions[1:], 1):
        if action.verb == "extract":
            raise ChainError("extract reads pages, so it can only come first", at)
    for at, action in enumerate(actions[:-1]):
        if action.verb == "export" and action.stage.output in (None, "-"):  # type: ignore[union-attr]
            raise ChainError(
                "export writes to standard output, so it must come last; or give it -o FILE", at
            )
    if actions[0].verb == "extract":
        if settings.records:
            raise click.UsageError("-i names record files, but this chain begins with extract")
    elif not settings.records and sys.stdin.isatty():
        raise click.UsageError(f"no records: pipe them in, or {actions[0].verb} -i FILE")


def _outputs(action: Action) -> list[str | None]:
    """The files for records."""
    return [action.output, getattr(action.stage, "output", None)]


def _written(actions: list[Action], settings: Settings) -> list[str | None]:
    """All files that the run writes."""
    names = [name for action in actions for name in _outputs(action)]
    names += [getattr(a.stage, name, None) for a in actions for name in ("clusters", "seen")]
    return [*names, actions[0].state, settings.rejects, settings.summary_json, *settings.own]


def _read(first: Action, settings: Settings) -> list[str | None]:
    """All files that the run is told to read."""
    files = [*first.pages, first.files_from, first.profile, settings.pipeline]
    return files if first.verb == "extract" else [*files, *(settings.records or ["-"])]


def _run(actions: list[Action], settings: Settings) -> int:
    from ..errors import NewscleanError
    from ..ledger import Journal, exit_code, say

    pages = actions[0].verb == "extract"
    journal, code = Journal(debug=settings.debug), 0
    try:
        with ExitStack() as files:
            journal.rejects = rejects_file(settings, files)
            code = _go(actions, settings, journal, files)
    except NewscleanError as error:
        say(str(error))
        code = 1
    settings.summary = journal.summary("page" if pages else "record")
    if code:
        settings.summary += " (stopped before the end)"
    if not settings.quiet:
        say(settings.summary)
    code = code or exit_code(journal.tally, pages=pages)
    try:
        if settings.summary_json:
            write_summary(settings.summary_json, journal.tally)
    except NewscleanError as error:
        say(str(error))
        code = code if code in (130, 143) else 1
    return code


def _go(actions: list[Action], settings: Settings, journal: Any, files: ExitStack) -> int:
    """Do the work; returns the exit status where it could not be done to the end, else 0."""
    from ..engines import engine
    from ..errors import NewscleanError
    from ..ledger import say
    from ..run import run
    from .stopping import Stopped, stopping

    pages, stop = actions[0].verb == "extract", stopping()
    written = Written(_written(actions, settings))
    seconds = patience(getattr(actions[0].stage, "page_timeout", 0))
    try:
        with _progress(actions[0], settings, journal.tally) as watch:
            actions = [_informed(_open_handed(actions, settings), settings.jobs), *actions[1:]]
            actions = reviewed(actions, journal)
            state = _state(actions[0])
            inputs: Iterable[Any] = written.watch(_inputs(actions[0], settings))
            flow = run(
                stop.watch(watch(state.unfinished(inputs) if state else inputs)),
                _stages(actions, settings, state),
                engine=engine(workers(settings.jobs), seconds, guarded=pages),
                ledger=Noting(journal, state) if state else journal,
                chunk=1 if pages else 64,
                ends=[Whole(files), *([state] if state else [])],
            )
            with closing(flow):
                for _ in flow:
                    stop.check()
            stop.over = True
            journal.tally.unchanged = state.unchanged if state else 0
    except NewscleanError as error:
        say(str(error))
        return 1
    except Stopped as error:
        return error.code
    return 0


Watch = Callable[[Iterable[Any]], Iterable[Any]]


@contextmanager
def _progress(first: Action, settings: Settings, tally: Any) -> Iterator[Watch]:
    """A progress bar, where somebody looks and nothing else is drawn on the terminal."""
    dumb = os.environ.get("TERM", "dumb") == "dumb" and settings.color != "always"
    if first.verb != "extract" or settings.quiet or dumb or not sys.stderr.isatty():
        yield iter
        return
    if sys.stdout.isatty() and not settings.writes_files:
        yield iter
        return
    from ..preview.progress import bar

    streamed = "-" in (*first.pages, first.files_from)
    total = None if streamed else count(_inputs(first, settings))
    with bar(tally, total, settings.color) as progress:
        yield progress.watch


def _plan(actions: list[Action], settings: Settings) -> int:
    """Say what a run would read and write; returns the exit status."""
    from ..errors import NewscleanError
    from ..ledger import say
    from ..terminal import plain

    first = actions[0]
    try:
        if first.verb == "extract":
            code = plan_pages(_inputs(first, settings), first.state)
        else:
            code = plan_records(settings.records or ["-"])
    except NewscleanError as error:
        say(str(error))
        return 1
    for path in _written(actions, settings):
        if path and path not in settings.own:
            click.echo(f"writes {plain(path)}")
            if not path.endswith(os.sep) and not os.path.isdir(os.path.dirname(path) or "."):  # noqa: PTH112, PTH120
                say(f"cannot write {path}: its folder does not exist")
                code = 1
    return code


def _inputs(first: Action, settings: Settings) -> Iterable[Any]:
    if first.verb != "extract":
        from ..records import lines

        return lines(settings.records or ["-"])
    from ..pages import find

    return find(_names(first))


def _names(first: Action) -> Iterator[str]:
    from ..pages import read_list

    yield from first.pages
    if first.files_from:
        yield from read_list(first.files_from, null=first.null)


def _open_handed(actions: list[Action], settings: Settings) -> Action:
    """The head of the chain; it tells what it dropped where people look and nothing is written."""
    first = actions[0]
    full = any(getattr(a.stage, "full", False) for a in actions)
    if first.verb != "extract" or not full or settings.writes_files or not sys.stdout.isatty():
        return first
    from ..extract.stage import Extract

    return replace(first, stage=replace(cast(Extract, first.stage), evidence=True))


def _informed(first: Action, jobs: int | None) -> Action:
    """The head of the chain, told what is known of the pages' site."""
    if not first.learn and first.profile is None:
        return first
    from ..extract.profile import load_profile
    from ..extract.stage import Extract
    from ..run import Counting
    from .alone import learned

    # What cannot be read is told of when it is extracted, not twice.
    if first.profile:
        known = load_profile(first.profile)
    else:
        known = learned(_names(first), Counting(), jobs)
    return replace(first, stage=replace(cast(Extract, first.stage), profile=known))


def _stages(actions: list[Action], settings: Settings, state: Any) -> list[Stage]:
    from ..export import Export

    stages: list[Stage] = []
    if actions[0].verb != "extract":
        from ..records import Read

        stages.append(Read())
    for action in actions:
        stage = action.stage if action.state is None else _resumed(action)
        stages.append(growing(stage, state) if isinstance(stage, Export) else stage)
        if action.output:
            stages.append(growing(Export(format="jsonl", output=action.output), state))
    verbs = {action.verb for action in actions}
    if "export" in verbs or any(a.output for a in actions):
        return stages
    if not sys.stdout.isatty():
        stages.append(Export(format="jsonl", output=None))
    elif "preview" not in verbs:
        from ..preview import Preview

        stages.append(Preview(color=settings.color, stream="stdout"))
    return stages


def _resumed(action: Action) -> Stage:
    from ..extract.stage import Extract
    from ..extract.state import Resumed

    return Resumed(cast(Extract, action.stage), cast(str, action.state))


def _state(first: Action) -> Any:
    if first.state is None:
        return None
    from ..extract.state import State

    return State(first.state)
