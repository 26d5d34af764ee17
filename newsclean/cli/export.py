"""newsclean export"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..export import format_names
from ._chain import Verb
from ._options import records_option, shared_options

if TYPE_CHECKING:
    from ..export import Overwrite
    from ._words import Action


@click.command("export", cls=Verb)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(format_names()),
    default="jsonl",
    show_default=True,
    help="What to write.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER/",
    help="One file, or a folder (ending in /) with a file per article.  [default: standard output]",
)
@click.option(
    "--overwrite",
    "overwrite",
    flag_value="always",
    help="Replace any file of the same name in a FOLDER, not only an older copy of the record.",
)
@click.option(
    "--no-clobber", "overwrite", flag_value="never", help="Leave every file that is there alone."
)
@records_option
@shared_options
def command(format_: str, output: str | None, overwrite: Overwrite | None) -> Action:
    """Write records as JSON Lines, JSON, Markdown, CSV and more.

    With -o the records are also passed on, so that a chain can write several formats.
    """
    from ..export import Export
    from ._words import Action

    stage = Export(format=format_, output=output, overwrite=overwrite or "same")
    return Action("export", stage)
