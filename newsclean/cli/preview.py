"""newsclean preview"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .chain import Verb
from .options import records_option, shared_options

if TYPE_CHECKING:
    from .running import Action


@click.command("preview", cls=Verb)
@click.option("--full", is_flag=True, help="Show whole articles, a panel each.")
@click.option(
    "--width",
    type=click.IntRange(min=20),
    metavar="COLUMNS",
    help="Draw this wide.  [default: the terminal's width]",
)
@records_option
@shared_options
@click.pass_context
def command(ctx: click.Context, full: bool, width: int | None) -> Action:
    """Show records as a table, or in full, and pass them on.

    It draws on standard output when that is a terminal, else on standard error.
    """
    from ..preview import Preview
    from .options import Settings
    from .running import Action

    color = ctx.find_object(Settings) or Settings()
    return Action("preview", Preview(full=full, width=width, color=color.color))
