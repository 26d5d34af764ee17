"""From the verbs of a command line to a run: what goes in, through which stages, and out where."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import click

from ..stage import Stage
from .options import Settings


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
    _check_outputs(actions, settings)
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
    for action in actions[1:]:
        if action.verb == "extract":
            raise click.UsageError("extract reads pages, so it can only come first")
    for action in actions[:-1]:
        if action.verb == "export" and action.stage.output in (None, "-"):  # type: ignore[union-attr]
            raise click.UsageError(
                "export writes to standard output, so it must come last; or give it -o FILE"
            )
    if actions[0].verb == "extract":
        if settings.records:
            raise click.UsageError("-i names record files, but this chain begins with extract")
    elif not settings.records and sys.stdin.isatty():
        raise click.UsageError(f"no records: pipe them in, or {actions[0].verb} -i FILE")


def _check_outputs(actions: list[Action], settings: Settings) -> None:
    """Every output has a name, and a file of its own: else one of them would be lost."""
    named = [name for action in actions for name in _outputs(action)]
    named += [actions[0].state, settings.rejects, settings.summary_json]
    seen: set[str] = set()
    for name in (name for name in named if name is not None):
        if not name:
            raise click.UsageError("the name of a file to write is empty")
        real = os.path.realpath(name)
        folder = name.endswith(os.sep) or os.path.isdir(real)  # noqa: PTH112
        device = os.path.exists(real) and not os.path.isfile(real)  # noqa: PTH110, PTH113
        if name == "-" or folder or device or name.startswith("/dev/"):
            continue
        if real in seen:
            raise click.UsageError(f"{name} is to be written twice; give each its own file")
        seen.add(real)


def _outputs(action: Action) -> list[str | None]:
    return [action.output, getattr(action.stage, "output", None)]


def _run(actions: list[Action], settings: Settings) -> int:
    from ..errors import NewscleanError
    from ..ledger import Journal, exit_code, say

    pages = actions[0].verb == "extract"
    journal, code = Journal(debug=settings.debug), 0
    try:
        with ExitStack() as stack:
            journal.rejects = _rejects_file(settings, stack)
            code = _go(actions, settings, journal)
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
            _write_summary(settings.summary_json, journal)
    except NewscleanError as error:
        say(str(error))
        code = code if code in (130, 143) else 1
    return code


def _go(actions: list[Action], settings: Settings, journal: Any) -> int:
    """Do the work; returns the exit status where it could not be done to the end, else 0."""
    from ..engines import engine
    from ..errors import NewscleanError
    from ..ledger import say
    from ..run import run
    from .stopping import Stopped, Stopping, handled

    pages, stop = actions[0].verb == "extract", Stopping()
    try:
        with handled(stop), _progress(actions[0], settings, journal.tally) as watch:
            actions = [_informed(_open_handed(actions, settings)), *actions[1:]]
            state = _state(actions[0])
            inputs = _inputs(actions[0], settings)
            flow = run(
                stop.watch(watch(state.unfinished(inputs) if state else inputs)),
                _stages(actions, settings),
                engine=engine(
                    settings.jobs or _cores(), _patience(actions[0].stage), guarded=pages
                ),
                ledger=journal,
                chunk=1 if pages else 64,
            )
            with closing(flow):
                for _ in flow:
                    stop.check()
            if state:
                state.finish()
                journal.tally.unchanged = state.unchanged
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

    with bar(tally, _count(first), settings.color) as progress:
        yield progress.watch


def _count(first: Action) -> int | None:
    """How many files there are, if they can be listed in a second."""
    from ..pages import find

    if "-" in (*first.pages, first.files_from):
        return None
    until = time.monotonic() + 1
    number = 0
    for number, _ in enumerate(find(_names(first)), 1):  # noqa: B007
        if time.monotonic() > until:
            return None
    return number


def _plan(actions: list[Action], settings: Settings) -> int:
    """Say what a run would read and write; returns the exit status."""
    from ..errors import NewscleanError
    from ..ledger import counted, say
    from ..pages import Page, Passed
    from ..stage import Reject
    from ..terminal import plain

    try:
        # A state file that is not there yet is not made for this.
        state = _state(actions[0]) if os.path.exists(actions[0].state or "") else None  # noqa: PTH110
        inputs = _inputs(actions[0], settings)
        found = list(map(type, state.unfinished(inputs) if state else inputs))
    except NewscleanError as error:
        say(str(error))
        return 1
    if actions[0].verb == "extract":
        click.echo(f"reads {counted(found.count(Page), 'page')}")
        for kind, what in ((Passed, "passes over {}"), (Reject, "cannot read {}")):
            if found.count(kind):
                click.echo(what.format(counted(found.count(kind), "file")))
        if state and state.unchanged:
            click.echo(f"skips {counted(state.unchanged, 'page')} unchanged since an earlier run")
    outputs = [name for action in actions for name in _outputs(action)]
    for path in [*outputs, settings.rejects, settings.summary_json]:
        if path:
            click.echo(f"writes {plain(path)}")
    return 1 if Reject in found else 0


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


def _informed(first: Action) -> Action:
    """The head of the chain, told what is known of the pages' site."""
    if not first.learn and first.profile is None:
        return first
    from ..extract.profile import load_profile
    from ..extract.stage import Extract
    from ..run import Counting
    from .alone import learned

    # What cannot be read is told of when it is extracted, not twice.
    known = load_profile(first.profile) if first.profile else learned(_names(first), Counting())
    return replace(first, stage=replace(cast(Extract, first.stage), profile=known))


def _stages(actions: list[Action], settings: Settings) -> list[Stage]:
    from ..export import Export

    stages: list[Stage] = []
    if actions[0].verb != "extract":
        from ..records import Read

        stages.append(Read())
    for action in actions:
        stages.append(action.stage if action.state is None else _resumed(action))
        if action.output:
            stages.append(Export(format="jsonl", output=action.output))
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


def _rejects_file(settings: Settings, stack: ExitStack) -> Any:
    if settings.rejects is None:
        return None
    from ..files import atomic_text

    return stack.enter_context(atomic_text(settings.rejects))


def _write_summary(path: str, journal: Any) -> None:
    import json
    from dataclasses import asdict

    from ..files import atomic_text

    with atomic_text(path) as file:
        json.dump({"inputs": journal.tally.inputs, **asdict(journal.tally)}, file)
        file.write("\n")


def _state(first: Action) -> Any:
    if first.state is None:
        return None
    from ..extract.state import State

    return State(first.state)


def _patience(first: Stage) -> float | None:
    """When a worker is killed: well after the page's own time is up, which it may not notice."""
    seconds: float = getattr(first, "page_timeout", 0)
    return seconds + 5 if seconds else None


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
