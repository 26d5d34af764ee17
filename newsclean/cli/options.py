"""Options that every verb takes, because a run has them once wherever they are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Literal, TypeVar

import click


@dataclass
class Settings:
    """How a run is to go, gathered from wherever on the line it was said."""

    quiet: bool = False
    debug: bool = False
    color: Literal["auto", "always", "never"] = "auto"
    jobs: int | None = None
    rejects: str | None = None
    summary_json: str | None = None
    records: list[str] = field(default_factory=list)
    """Record files to begin with."""
    pipeline: str | None = None
    """The file that describes the run."""
    own: list[str] = field(default_factory=list)
    """Files of the run itself that no output may be: its lock and its log."""
    dry_run: bool = False
    """Say what would be done, and do nothing."""
    writes_files: bool = False
    """Records go to files, so that the terminal is free."""
    summary: str = ""
    """Of the run, once it is over."""


class Whole(click.IntRange):
    """A whole number."""

    name = "whole number"


class Number(click.FloatRange):
    """A number; what is none (NaN) or has no end is refused."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """See `click.ParamType.convert`."""
        number: float = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number


class ChainError(click.UsageError):
    """What is wrong with one verb of a chain, told by its place (from 0)."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


F = TypeVar("F", bound=Callable[..., Any])


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    settings: Settings = ctx.find_root().ensure_object(Settings)
    if param.name and value not in (None, False, ()):
        if param.name == "records":
            settings.records.extend(value)
        else:
            setattr(settings, param.name, value)
    return value


def _shared(*names: str, **attrs: Any) -> Callable[[F], F]:
    """An option whose value goes into the run's settings instead of to the command."""
    return click.option(*names, callback=_keep, expose_value=False, **attrs)


_SHARED = [
    _shared("--rejects", metavar="FILE", help="Write what failed, and why, as JSON Lines."),
    _shared("--summary-json", metavar="FILE", help="Write the run's counts as JSON."),
    _shared(
        "-j",
        "--jobs",
        type=Whole(min=1),
        metavar="N",
        help="Worker processes.  [default: one per core]",
    ),
    _shared(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        help="Colour in previews.  [default: auto]",
    ),
    _shared("-q", "--quiet", is_flag=True, help="No summary line."),
    _shared("--debug", is_flag=True, help="Show tracebacks of unforeseen errors."),
]


def shared_options(command: F) -> F:
    """Add the options of the run."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


def records_option(command: F) -> F:
    """Add ``-i``, for a chain that does not begin with extract."""
    return _shared(
        "-i",
        "--input",
        "records",
        multiple=True,
        metavar="FILE",
        help="Read records from FILE, from the files of a folder or from all that fit a pattern "
        "(repeatable); - is standard input.  [default: -]",
    )(command)


def output_option(command: F) -> F:
    """Add ``-o`` to a verb that is not about writing."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write the records as they leave this verb to FILE as JSON Lines.",
    )(command)
