"""newsclean preview"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from ..preview import FLAGGED, SORTS
from ..preview.flags import NAMES
from ._chain import Verb, check_misspelt
from ._options import Settings, Whole, records_option, shared_options

if TYPE_CHECKING:
    from ..preview import Stream
    from ._words import Action


@click.command("preview", cls=Verb)
@click.argument("files", nargs=-1)
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
@click.option("--sort", type=click.Choice(SORTS), help="Sort the rows of the table.")
@click.option(
    "--where",
    type=click.Choice([FLAGGED, *NAMES]),
    metavar="FLAG",
    help=f"Draw only records with this flag, or with any of them ({FLAGGED}): {', '.join(NAMES)}.",
)
@click.option("--pager", is_flag=True, help="Draw into $PAGER, or less, on a terminal.")
@records_option
@shared_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    full: bool,
    rows: int,
    width: int | None,
    **chosen: Any,
) -> Action:
    """Show records as a table, or in full, and pass them on.

    FILES are record files, as with -i. It draws on standard output when that is a terminal, else on
    standard error.
    """
    from ..preview import Preview
    from ._words import Action

    settings: Settings = ctx.find_root().ensure_object(Settings)
    stream: Stream = "stdout" if sys.stdout.isatty() else "stderr"
    check_misspelt(ctx, files)
    settings.records.extend(files)
    stage = Preview(full, rows or None, width, settings.color, stream, **chosen)
    return Action("preview", stage)
