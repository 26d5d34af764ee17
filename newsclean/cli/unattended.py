"""A run from a pipeline file: its lock, its log, and the chain itself."""

from __future__ import annotations

import os
import shlex
from datetime import datetime
from typing import cast

import click

from ..errors import NewscleanError
from ..ledger import say
from ..terminal import plain
from .options import Settings
from .pipeline import Pipeline, read_pipeline


def run_file(path: str, group: click.Command, *, dry_run: bool) -> int:
    """Run the pipeline in a file; returns the exit status."""
    try:
        pipeline = read_pipeline(path, cast(click.Group, group))
    except NewscleanError as error:
        say(str(error))
        return 2
    os.chdir(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120
    if dry_run:
        return _tell(pipeline, group)
    from filelock import FileLock, Timeout

    try:
        with FileLock(pipeline.lock, blocking=False):
            return _run(pipeline, group)
    except Timeout:
        say(f"{path}: another run holds {pipeline.lock}; nothing was done")
        return 1
    except OSError as error:
        say(f"{path}: cannot lock {pipeline.lock}: {error.strerror}")
        return 1


def _run(pipeline: Pipeline, group: click.Command) -> int:
    began = datetime.now().astimezone()
    settings = Settings()
    code = _perform(pipeline, group, settings)
    if pipeline.log is None:
        return code
    seconds = (datetime.now().astimezone() - began).total_seconds()
    words = [began.isoformat(timespec="seconds"), f"exit {code}", f"{seconds:.1f} s"]
    try:
        with open(pipeline.log, "a", encoding="utf-8", errors="backslashreplace") as log:  # noqa: PTH123
            log.write(plain("  ".join([*words, settings.summary])).rstrip() + "\n")
    except OSError as error:
        say(f"{pipeline.log}: cannot be written: {error.strerror}")
        return code or 1
    return code


def _tell(pipeline: Pipeline, group: click.Command) -> int:
    """What the run would do: its command line, what it would read and what it would write."""
    click.echo(plain(shlex.join(["newsclean", *pipeline.words])))
    return _perform(pipeline, group, Settings(dry_run=True))


def _perform(pipeline: Pipeline, group: click.Command, settings: Settings) -> int:
    try:
        code = group.main(
            pipeline.words, prog_name="newsclean", standalone_mode=False, obj=settings
        )
    except click.ClickException as error:
        say(error.format_message())
        return 2
    return code if isinstance(code, int) else 0
