"""The command ``newsclean`` itself: its verbs, and how it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ..system import streams
from ..system.statuses import FAILED, NOTHING, STOPPED
from ._chain import Chain
from ._options import Settings, shared_options

if TYPE_CHECKING:
    from ._words import Action, Alone


_EPILOG = """Chain the verbs in one command or pipe them into each other; the result is the same.

\b
Exit status:
  0         all inputs done
  1         some inputs failed, the rest is done (see --fail-on)
  2         the command line is wrong; nothing was done
  3         no page held a story
  4         stopped before the end: what was to be written is not complete
  75        another run of the pipeline file is under way; nothing was done
  130, 143  interrupted, terminated
  141       the reader of the output went away
"""

_CAME_TO_ITS_END = (0, FAILED, NOTHING)


@click.command(
    "newsclean",
    cls=Chain,
    chain=True,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
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
        click.echo(_versions())
        ctx.exit()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        ctx.exit()


@cli.result_callback()
@click.pass_obj
def _run(settings: Settings, /, actions: list[Action | Alone], **_: object) -> int:
    from ._words import perform

    return perform(actions, settings)


def _versions() -> str:
    """The versions of newsclean and what it runs on, in one line."""
    from .. import __version__

    python, trafilatura = sys.version.split()[0], _installed("trafilatura")
    return f"newsclean {__version__} (Python {python}, trafilatura {trafilatura})"


def _installed(name: str) -> str:
    """The version of a library: of the name of its folder of metadata, as pip writes it.

    importlib.metadata, which is asked where there is none, takes longer to load than all else.
    """
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.listdir(folder or "."):  # noqa: PTH208
                if entry.startswith(f"{name}-") and entry.endswith(".dist-info"):
                    return entry[len(name) + 1 : -len(".dist-info")]
    from importlib.metadata import version

    return version(name)


def status(args: list[str] | None) -> int:
    """Run the command line; the exit status."""
    streams.ensure()
    try:
        code = _in_good_order(args)
        refused = streams.finish_output()
    except BrokenPipeError:
        code, refused = _closed_pipe(), None
    if refused is None:
        return code
    streams.say(f"cannot write standard output: {refused}")
    return STOPPED if code in _CAME_TO_ITS_END else code


def _in_good_order(args: list[str] | None) -> int:
    """Run the command; whatever happens becomes one line and an exit status."""
    from ..system.errors import NewscleanError
    from ..system.stopping import Stopped, Stopping, handled

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
        streams.say(str(error))
        return STOPPED
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
        streams.say(_in_a_line(error))
        return STOPPED
    return code if isinstance(code, int) else 0


def _in_a_line(error: Exception) -> str:
    from ..system.errors import unforeseen

    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'cannot go on'}: {error.strerror}"
    return f"{unforeseen(error)} (--debug shows more)"


def _told(error: click.ClickException) -> int:
    """One line that says what is wrong with the words, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "newsclean"
    streams.say(f"{error.format_message()} ({command} --help)")
    return error.exit_code


def _closed_pipe() -> int:
    """Whoever read us has gone, which is no error; 141 is what a shell reports for SIGPIPE."""
    streams.discard(1)
    return 141
