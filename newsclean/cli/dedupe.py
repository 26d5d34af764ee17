"""newsclean dedupe"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ._chain import Verb
from ._options import Settings, duration, output_option, records_option, shared_options

if TYPE_CHECKING:
    from ._words import Action


@click.command("dedupe", cls=Verb)
@click.option(
    "--keep",
    type=click.Choice(["first", "longest", "earliest", "complete"]),
    default="first",
    show_default=True,
    help="Which record of a story stays.",
)
@click.option(
    "--policy",
    type=click.Choice(["strict", "normal", "loose"]),
    default="normal",
    show_default=True,
    help="What is one story: copies only; also versions, cuts and updates; also excerpts and items "
    "of live blogs.",
)
@click.option(
    "--prefer",
    multiple=True,
    metavar="PUBLISHER",
    help="Whose record stays before any other's (repeatable, the most wanted first).",
)
@click.option("--mark", "flag", is_flag=True, help="Keep duplicates, with duplicate_of set.")
@click.option("--only-duplicates", is_flag=True, help="Pass nothing but duplicates.")
@click.option(
    "--across-kinds",
    is_flag=True,
    help="Drop a brief or link as a copy of its article, too; else it is only tied to it.",
)
@click.option(
    "--stream",
    is_flag=True,
    help="Answer as records arrive; the kept record cannot list those that come later.",
)
@click.option("--clusters", metavar="FILE", help="Write a JSON line for each story told twice.")
@click.option("--seen", metavar="FILE", help="Drop what earlier runs with this FILE passed on.")
@click.option(
    "--seen-for",
    type=duration,
    metavar="TIME",
    help="Forget a story that was not seen for so long: 12h, 30d, 4w.",
)
@click.option("--explain", is_flag=True, help="Show what spoke for and against each pair.")
@click.option("--report", is_flag=True, help="Show the stories told twice, and what came close.")
@records_option
@output_option
@shared_options
@click.pass_context
def command(
    ctx: click.Context, /, output: str | None, explain: bool, report: bool, **options: Any
) -> Action:
    """Drop records of the same story, exact or nearly so.

    The kept record lists the others under "also".
    """
    from ..dedupe import Dedupe
    from ._words import Action

    if explain or report:
        from ..preview.dedupe_report import DedupeReport

        settings = ctx.find_object(Settings) or Settings()
        options["observer"] = DedupeReport(report, explain, settings)
    try:
        return Action("dedupe", Dedupe(**options), output=output)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
