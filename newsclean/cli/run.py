"""newsclean run"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import click

from ..system.statuses import WRONG
from ._chain import Lone
from ._options import Settings, shared_options

if TYPE_CHECKING:
    from ..job.pipeline_file import PipelineFile
    from ._words import Alone


@click.command("run", cls=Lone)
@click.argument("pipeline", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--shard",
    metavar="K/N",
    help="Do the K-th of N shares of the inputs, up to the first verb that sees all records, and "
    "leave a part (--parts, by default FILE.parts). What is done is not done again.",
)
@click.option("--collect", is_flag=True, help="Join the parts of all shards and do the rest.")
@shared_options
@click.pass_context
def command(
    ctx: click.Context,
    pipeline: str,
    dry_run: bool,
    shard: str | None,
    collect: bool,
) -> Alone:
    """Run a pipeline that a TOML file describes, for cron.

    \b
      inputs = ["saved/"]
      log = "newsclean.log"
      [[steps]]
      verb = "extract"
      state = "pages.db"
      [[steps]]
      verb = "export"
      format = "markdown"
      output = "articles/"

    Keys of a step are the long options of its verb; at the top stand the options of the run
    (rejects, summary-json, jobs ...). Names are relative to the FILE's folder. Only one run at a
    time holds the lock (by default FILE.lock); log gets a line for each.

    For more than one machine, run --shard 1/400 to 400/400 wherever you like, then --collect.
    """
    from ._words import Alone

    settings = ctx.find_object(Settings) or Settings()
    group = cast(click.Group, ctx.find_root().command)
    if shard and collect:
        raise click.UsageError("a run does a --shard, or it does --collect", ctx)
    settings = replace(settings, shard=shard, collect=collect)
    return Alone("run", lambda: _run(pipeline, group, settings, dry_run=dry_run))


def _run(path: str, group: click.Group, settings: Settings, *, dry_run: bool) -> int:
    """Run the pipeline in a file: its steps are words, and these are read as ever."""
    from ..job.pipeline_file import read_pipeline_file
    from ..system.errors import NewscleanError
    from ..system.streams import say, tell

    try:
        file = read_pipeline_file(path)
        words = list(words_of(file, group))
    except NewscleanError as error:
        say(str(error))
        return WRONG
    name = os.path.basename(path)  # noqa: PTH119
    inner = settings.of_file(name, file.lock, file.log, dry_run=dry_run)
    inner = replace(inner, shard=settings.shard, collect=settings.collect)
    os.chdir(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120
    if dry_run:
        import shlex

        tell(shlex.join(["newsclean", *words]))
    try:
        code = group.main(words, prog_name="newsclean", standalone_mode=False, obj=inner)
    except click.ClickException as error:
        say(f"{path}:{_line(file, error)}: {error.format_message()}")
        return WRONG
    return code if isinstance(code, int) else 0


def _line(file: PipelineFile, error: click.ClickException) -> int:
    """Where in the file the step begins that the error is about; the first where that is open."""
    from ._words import ChainError

    at = 0
    if isinstance(error, ChainError):
        at = error.at
    elif context := getattr(error, "ctx", None):
        verbs = file.verbs()
        at = verbs.index(context.info_name) if context.info_name in verbs else 0
    return file.line("steps", at)


def words_of(file: PipelineFile, group: click.Group) -> Iterator[str]:
    """The words of the command line that does the same as a pipeline file.

    A key of a step is a long option of its verb, as ``--help`` shows it, without the dashes. What
    options there are, the commands say. Raises `InputError` that names the line.
    """
    from ..job.pipeline_file import OWN

    context = click.Context(group, info_name="newsclean")
    shared = _options(group, context)
    for key, value in file.values.items():
        if key not in OWN:
            yield from _option(file, shared, key, value, None, extra=OWN)
    for at, step in enumerate(file.steps):
        yield from _step(file, group, context, at, step)


def _step(
    file: PipelineFile, group: click.Group, context: click.Context, at: int, step: dict[str, Any]
) -> Iterator[str]:
    commands = {name: group.get_command(context, name) for name in group.list_commands(context)}
    chained = {name: found for name, found in commands.items() if not isinstance(found, Lone)}
    verb = step["verb"]
    command = chained.get(verb) if isinstance(verb, str) else None
    if command is None:
        from difflib import get_close_matches

        close = get_close_matches(str(verb), chained, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(sorted(chained))}"
        raise file.wrong(f"no verb {verb!r}; {hint}", "verb", at)
    if at and verb == "extract":
        raise file.wrong("extract reads pages, so it can only come first", "verb", at)
    options = _options(command, context)
    yield verb
    for key, value in step.items():
        if key != "verb":
            yield from _option(file, options, key, value, at, extra={"verb"})
    if at == 0:
        yield from file.inputs


def _listing(options: Iterable[str], extra: Iterable[str]) -> str:
    return ", ".join([*sorted(extra), *sorted(options)])


def _options(command: click.Command, context: click.Context) -> dict[str, click.Option]:
    """A command's options by their long names without dashes."""
    return {
        name.lstrip("-"): parameter
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        for name in parameter.opts
        if name.startswith("--") and name not in ("--help", "--version")
    }


def _option(
    file: PipelineFile,
    options: dict[str, click.Option],
    key: str,
    value: Any,
    step: int | None,
    extra: Iterable[str],
) -> Iterator[str]:
    option = options.get(key.replace("_", "-"))
    if option is None:
        from difflib import get_close_matches

        close = get_close_matches(key.replace("_", "-"), {*options, *extra}, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {_listing(options, extra)}"
        raise file.wrong(f"no key {key!r} here; {hint}", key, step)
    name = f"--{key.replace('_', '-')}"
    if option.is_flag:
        if not isinstance(value, bool):
            raise file.wrong(f"{key} is true or false", key, step)
        if value:
            yield name
        return
    for one in value if option.multiple and isinstance(value, list) else [value]:
        text = isinstance(option.type, click.types.StringParamType | click.Choice)
        if isinstance(one, bool) or not isinstance(one, str if text else str | int | float):
            what = "text, in quotes" if text else "a single value"
            raise file.wrong(f"{key} is {what}, not {one!r}", key, step)
        try:
            option.type.convert(str(one), option, None)
        except click.BadParameter as error:
            raise file.wrong(f"{key}: {error.message}", key, step) from None
        yield f"{name}={one}"
