"""newsclean explain"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .chain import Verb
from .options import Settings, Whole, shared_options

if TYPE_CHECKING:
    from .running import Alone


@click.command("explain", cls=Verb)
@click.argument("pages", nargs=-1, required=True)
@click.option(
    "--profile", metavar="FILE", help="Use what `newsclean learn` wrote of the pages' site."
)
@click.option(
    "--width",
    type=Whole(min=20),
    metavar="COLUMNS",
    help="Draw this wide.  [default: the terminal's width]",
)
@click.option("--kept", is_flag=True, help="Show only what was kept.")
@shared_options
@click.pass_context
def command(
    ctx: click.Context, pages: tuple[str, ...], profile: str | None, width: int | None, kept: bool
) -> Alone:
    """Show what became of every line or block of a page, and why.

    Then, for every field of every record, where its value came from and what was rejected.
    """
    from .alone import explain_pages
    from .running import Alone

    settings = ctx.find_object(Settings) or Settings()
    return Alone("explain", lambda: explain_pages(pages, profile, width, settings, kept=kept))
