"""newsclean preview"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ._chain import Verb
from ._options import Settings, Whole, records_option, shared_options

if TYPE_CHECKING:
    from ..preview import Stream
    from ._words import Action


@click.command("preview", cls=Verb)
@click.option("--full", is_flag=True, help="Show whole articles, a panel each.")
@click.option(
    "--rows",
    type=Whole(min=0),
    metavar="N",
    default=50,
    show_default=True,
    help="Draw at most so many rows of the table; 0: all.",
)
@click.option(
    "--width",
    type=Whole(min=20),
    metavar="COLUMNS",
    help="Draw this wide.  [default: the terminal's width]",
)
@records_option
@shared_options
@click.pass_context
def command(ctx: click.Context, full: bool, rows: int, width: int | None) -> Action:
    """Show records as a table, or in full, and pass them on.

    It draws on standard output when that is a terminal, else on standard error.
    """
    from ..preview import Preview
    from ._words import Action

    settings = ctx.find_object(Settings) or Settings()
    stream: Stream = "stdout" if sys.stdout.isatty() else "stderr"
    stage = Preview(full=full, rows=rows or None, width=width, color=settings.color, stream=stream)
    return Action("preview", stage)
