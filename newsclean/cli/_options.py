"""Options that every verb takes, because a run has them once wherever they are written."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ..job import FailOn
    from ..preview import Color


@dataclass
class Settings:
    """How a run is to go, gathered from wherever on the line it was said."""

    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    color: Color = "auto"
    jobs: int | None = None
    rejects: str | None = None
    summary_json: str | None = None
    fail_on: FailOn = "some"
    records: list[str] = field(default_factory=list)
    """Record files to begin with."""
    pipeline: str | None = None
    """The file that describes the run."""
    lock: str | None = None
    log: str | None = None
    dry_run: bool = False
    """Say what would be done, and do nothing."""
    shard: str | None = None
    """The share of the inputs that is to be done: ``3/400``."""
    collect: bool = False
    """The parts of all shards are to be joined."""
    cluster: str | None = None
    """Where shards are to be done."""
    parts: str | None = None
    """The folder for what shards leave behind."""
    given: set[str] = field(default_factory=set)
    """What was said so far, by name of the option."""
    settled: frozenset[str] = frozenset()
    """What a pipeline file cannot say otherwise: it stands on the command line that runs it."""

    def of_file(self, file: str, lock: str, log: str | None, *, dry_run: bool) -> Settings:
        """The settings for the words of a pipeline file."""
        from ..system.places import is_url

        outer = {name: getattr(self, name) for name in self.given}
        for name in {"rejects", "summary_json"} & outer.keys():
            outer[name] = os.path.abspath(outer[name])  # noqa: PTH100 - may hold any bytes
        if outer.get("parts") and not is_url(outer["parts"]):
            outer["parts"] = os.path.abspath(outer["parts"])  # noqa: PTH100
        ours = Settings(pipeline=file, lock=lock, log=log, dry_run=dry_run, **outer)
        return replace(ours, settled=frozenset(self.given))


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


F = TypeVar("F", bound=Callable[..., Any])


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    settings: Settings = ctx.find_root().ensure_object(Settings)
    if param.name and value not in (None, False, ()):
        if param.name == "records":
            settings.records.extend(value)
        elif param.name not in settings.settled:
            setattr(settings, param.name, value)
            settings.given.add(param.name)
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
    _shared(
        "--fail-on",
        type=click.Choice(["some", "all", "never"]),
        help="Exit with 1 when some inputs failed, only when all did, or never.  [default: some]",
    ),
    _shared(
        "-q",
        "--quiet",
        is_flag=True,
        help="No summary line; with --fail-on all or never, say nothing of inputs that failed.",
    ),
    _shared(
        "-v",
        "--verbose",
        is_flag=True,
        help="Name empty pages and files passed over; --rejects then lists these files, too.",
    ),
    _shared(
        "--cluster",
        metavar="URL",
        help="Do the work in shards on a cluster: dask://HOST:PORT, dask://local?workers=2.",
    ),
    _shared(
        "--parts",
        metavar="FOLDER|URL",
        help="Where shards leave what they did; all machines must see it.",
    ),
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


_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "y": 365 * 86_400}


def duration(value: str) -> float:
    """The seconds that a length of time such as ``30d`` has; the type of an option."""
    found = re.fullmatch(r"(\d{1,6})([mhdwy])", value)
    if not found:
        raise click.BadParameter(f"{value!r} is not a length of time such as 12h, 30d or 4w")
    return float(int(found[1]) * _UNITS[found[2]])
