"""newsclean explain"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ._chain import Lone
from ._options import Settings, Whole, shared_options

if TYPE_CHECKING:
    from ._words import Alone


@click.command("explain", cls=Lone)
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
    from ..extract.stage import Extract
    from ..job.looking import Explain, draw_explanations
    from ._words import Action, Alone, accounted

    stage = Explain(Extract(evidence=True), width, kept)
    action = Action("explain", stage, job={"inputs": pages, "profile": profile})
    settings = ctx.find_object(Settings) or Settings()
    return Alone("explain", accounted(action, settings, draw_explanations))
