"""The command ``newsclean`` itself: its verbs, and how it ends."""

from __future__ import annotations

import sys
from contextlib import suppress

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
@click.option(
    "-V", "--version", is_flag=True, help="Show the versions of newsclean and what it runs on."
)
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

    return perform(actions, settings)


def status(args: list[str] | None) -> int:
    """Run the command line; the exit status."""
    from .. import streams

    streams.ensure()
    try:
        code = _in_good_order(args)
        refused = streams.finish_output()
    except BrokenPipeError:
        code, refused = _closed_pipe(), None
    if refused is None:
        return code
    _say(f"cannot write standard output: {refused}")
    return code or 1


def _in_good_order(args: list[str] | None) -> int:
    """Run the command; whatever happens becomes one line and an exit status."""
    from .. import streams
    from ..errors import NewscleanError
    from .stopping import Stopped, Stopping, handled

    stdout = sys.stdout
    try:
        with handled(Stopping()):
            code = cli.main(args, prog_name="newsclean", standalone_mode=False)
    except click.ClickException as error:
        return _told(error)
    except Stopped as error:
        return error.code
    except (KeyboardInterrupt, click.exceptions.Abort):
        return 130
    except BrokenPipeError:
        raise
    except NewscleanError as error:
        _say(str(error))
        return 1
    except SystemExit:
        if sys.stdout is stdout:
            raise
        sys.stdout = stdout  # click put its own in place, as it does when a pipe is closed
        raise BrokenPipeError from None
    except Exception as error:
        if "--debug" in (args or sys.argv):
            raise
        with suppress(BrokenPipeError):
            streams.finish_output()
        _say(_in_a_line(error))
        return 1
    return code if isinstance(code, int) else 0


def _in_a_line(error: Exception) -> str:
    from ..errors import unforeseen

    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'cannot go on'}: {error.strerror}"
    return f"{unforeseen(error)} (--debug shows more)"


def _told(error: click.ClickException) -> int:
    """One line that says what is wrong with the words, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "newsclean"
    _say(f"{error.format_message()} ({command} --help)")
    return error.exit_code


def _say(message: str) -> None:
    from ..ledger import say

    say(message)


def _closed_pipe() -> int:
    """Whoever read us has gone, which is no error; 141 is what a shell reports for SIGPIPE."""
    from .. import streams

    streams.discard(1)
    return 141
