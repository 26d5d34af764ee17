"""newsclean normalize"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..normalize import rule_names
from ._chain import Verb
from ._options import output_option, records_option, shared_options

if TYPE_CHECKING:
    from ..normalize import Quotes
    from ._words import Action


@click.command("normalize", cls=Verb)
@click.option(
    "--quotes",
    type=click.Choice(["keep", "straight"]),
    default="keep",
    show_default=True,
    help="Leave typographic quotes as they are, or make them straight.",
)
@click.option(
    "--skip",
    multiple=True,
    type=click.Choice(rule_names()),
    metavar="RULE",
    help=f"Leave a rule out (repeatable): {', '.join(rule_names())}.",
)
@records_option
@output_option
@shared_options
def command(quotes: Quotes, skip: tuple[str, ...], output: str | None) -> Action:
    """Make the fields of records uniform.

    Unicode and spaces, titles, authors, publishers, dates in ISO 8601, canonical URLs, languages as
    BCP 47. A value that cannot be read honestly becomes null; it is never guessed.
    """
    from ..normalize import Normalize
    from ._words import Action

    return Action("normalize", Normalize(quotes=quotes, skip=skip), output=output)
