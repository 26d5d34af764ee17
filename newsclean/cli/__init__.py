"""The command line: words into stages. Nothing here computes, and nothing else imports this."""

from __future__ import annotations

import sys

import click

from .chain import Chain
from .options import Settings, shared_options


@click.command(
    "newsclean",
    cls=Chain,
    chain=True,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Chain the verbs in one command or pipe them into each other; the result is the same.",
)
@click.option("--version", is_flag=True, help="Show the versions of newsclean and what it runs on.")
@shared_options
@click.pass_context
def cli(ctx: click.Context, version: bool) -> None:
    """Turn messy downloaded news pages into clean, structured articles.

    \b
      newsclean extract saved/ normalize dedupe export -f markdown -o articles/
      newsclean extract page.html | newsclean normalize | jq .title

    extract reads pages (HTML, text dumps, archives); the other verbs read records, one JSON object
    a line. Records go to standard output, everything else to standard error. On a terminal a
    preview is shown instead of records.
    """
    if version:
        from .running import versions

        click.echo(versions())
        ctx.exit()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        ctx.exit()


@cli.result_callback()
@click.pass_obj
def _run(settings: Settings, /, actions: list[object], **_: object) -> int:
    from .running import perform

    try:
        return perform(actions, settings)
    except BrokenPipeError:  # click would make it the exit status 1, which is for failed inputs
        return _closed_pipe()


def main(args: list[str] | None = None) -> None:
    """The entry point. Exit status: see the README's table."""
    try:
        code = cli.main(args, prog_name="newsclean", standalone_mode=False)
    except click.ClickException as error:
        code = _told(error)
    except click.exceptions.Abort:
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: click.ClickException) -> int:
    """One line that says what is wrong with the words, and where help is."""
    from ..ledger import say

    context = getattr(error, "ctx", None)
    command = context.command_path if context else "newsclean"
    say(f"{error.format_message()} ({command} --help)")
    return error.exit_code


def _closed_pipe() -> int:
    """Whoever read us has gone, which is no error; 141 is what a shell reports for SIGPIPE."""
    import os

    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return 141
