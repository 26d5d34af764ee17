"""newsclean dedupe"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .chain import Verb
from .options import output_option, records_option, shared_options

if TYPE_CHECKING:
    from ..dedupe import KeepPolicy
    from .running import Action


@click.command("dedupe", cls=Verb)
@click.option(
    "--keep",
    type=click.Choice(["first", "longest", "earliest"]),
    default="first",
    show_default=True,
    help="Which record of a story stays.",
)
@click.option("--mark", is_flag=True, help="Keep duplicates, with duplicate_of set.")
@click.option(
    "--stream",
    is_flag=True,
    help="Answer as records arrive; the kept record cannot list those that come later.",
)
@records_option
@output_option
@shared_options
def command(keep: KeepPolicy, mark: bool, stream: bool, output: str | None) -> Action:
    """Drop records of the same story, exact or nearly so.

    The kept record lists the others under "also".
    """
    from ..dedupe import Dedupe
    from .running import Action

    if stream and keep != "first":
        raise click.UsageError(f"--keep {keep} needs all records first, so it cannot --stream")
    return Action("dedupe", Dedupe(keep=keep, flag=mark, stream=stream), output=output)
