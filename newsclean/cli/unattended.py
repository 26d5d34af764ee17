"""A run from a pipeline file: its lock, its log, and the chain itself."""

from __future__ import annotations

import os
import shlex
from contextlib import ExitStack
from datetime import datetime
from typing import TextIO, cast

import click

from ..errors import NewscleanError
from ..ledger import say
from ..system.terminal import plain
from .options import ChainError, Settings
from .pipeline import Pipeline, read_pipeline

HELD = 75
"""The exit status where another run holds the lock (EX_TEMPFAIL of sysexits.h: try again later)."""


def run_file(path: str, group: click.Command, *, dry_run: bool) -> int:
    """Run the pipeline in a file; returns the exit status."""
    try:
        pipeline = read_pipeline(path, cast(click.Group, group))
    except NewscleanError as error:
        say(str(error))
        return 2
    os.chdir(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120
    settings = Settings(pipeline=os.path.basename(path), own=[pipeline.lock])  # noqa: PTH119
    if pipeline.log is not None:
        settings.own.append(pipeline.log)
    if dry_run:
        settings.dry_run = True
        click.echo(plain(shlex.join(["newsclean", *pipeline.words])))
        return _perform(path, pipeline, group, settings)
    with ExitStack() as held:
        try:
            _take(pipeline.lock, held)
        except BlockingIOError:
            say(f"{path}: another run holds {pipeline.lock}; nothing was done")
            return HELD
        except OSError as error:
            say(f"{path}: cannot lock {pipeline.lock}: {error.strerror}")
            return 1
        return _logged(path, pipeline, group, settings)


def _take(lock: str, held: ExitStack) -> None:
    """Hold the lock as long as the stack; raises OSError, BlockingIOError where another run does.

    A lock dies with its run, so the file that a killed one leaves behind is in nobody's way.
    """
    from filelock import FileLock, Timeout

    if not os.path.isdir(os.path.dirname(os.path.abspath(lock))):  # noqa: PTH100, PTH112, PTH120
        raise FileNotFoundError(0, "its folder does not exist")
    try:
        held.enter_context(FileLock(lock, blocking=False))
    except Timeout:
        raise BlockingIOError from None


def _logged(path: str, pipeline: Pipeline, group: click.Command, settings: Settings) -> int:
    """Run, and add a line to the log, which is known to take it before anything is done."""
    began = datetime.now().astimezone()
    if pipeline.log is None:
        return _perform(path, pipeline, group, settings)
    try:
        with open(pipeline.log, "a", encoding="utf-8", errors="backslashreplace") as log:  # noqa: PTH123
            code = _perform(path, pipeline, group, settings)
            _write(log, began, code, settings.summary)
    except OSError as error:
        say(f"{path}: cannot write {pipeline.log}: {error.strerror}")
        return 1
    return code


def _write(log: TextIO, began: datetime, code: int, summary: str) -> None:
    seconds = (datetime.now().astimezone() - began).total_seconds()
    words = [began.isoformat(timespec="seconds"), f"exit {code}", f"{seconds:.1f} s", summary]
    log.write(plain("  ".join(words)).rstrip() + "\n")
    log.flush()


def _perform(path: str, pipeline: Pipeline, group: click.Command, settings: Settings) -> int:
    try:
        code = group.main(
            pipeline.words, prog_name="newsclean", standalone_mode=False, obj=settings
        )
    except click.ClickException as error:
        say(f"{path}:{_line(pipeline, error)}: {error.format_message()}")
        return 2
    return code if isinstance(code, int) else 0


def _line(pipeline: Pipeline, error: click.ClickException) -> int:
    """Where in the file the step begins that the error is about; the first where that is open."""
    at = 0
    if isinstance(error, ChainError):
        at = error.at
    elif context := getattr(error, "ctx", None):
        verbs = pipeline.verbs
        at = verbs.index(context.info_name) if context.info_name in verbs else 0
    return pipeline.lines[at]
