"""newsclean learn"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .chain import Verb, check_misspelt
from .options import Settings, shared_options

if TYPE_CHECKING:
    from .running import Alone


@click.command("learn", cls=Verb)
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
    from .alone import learn_pages
    from .running import Alone

    settings = ctx.find_object(Settings) or Settings()
    return Alone("learn", lambda: learn_pages(pages, output, settings))
