"""newsclean learn"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ._chain import Lone, check_misspelt
from ._options import Settings, shared_options

if TYPE_CHECKING:
    from ._words import Alone


@click.command("learn", cls=Lone)
@click.argument("pages", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="FILE", help="Write the profile to FILE.  [default: standard output]"
)
@shared_options
@click.pass_context
def command(ctx: click.Context, pages: tuple[str, ...], output: str | None) -> Alone:
    """Learn from pages of one site which of their lines are furniture.

    The profile is a small TOML file to read and edit; extract --profile FILE uses it.
    """
    check_misspelt(ctx, pages)
    from ..extract.stage import Extract
    from ..job.looking import Learn, write_profile
    from ._words import Action, Alone, accounted

    action = Action("learn", Learn(Extract(), output), job={"inputs": pages})
    settings = ctx.find_object(Settings) or Settings()
    return Alone("learn", accounted(action, settings, write_profile))
