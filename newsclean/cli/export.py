"""newsclean export"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..export import ALIASES, format_names
from ._chain import Verb
from ._options import records_option, shared_options

if TYPE_CHECKING:
    from ..export import Overwrite
    from ._words import Action


class _Format(click.Choice[str]):
    """A format by its name or by an alias."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """See `click.ParamType.convert`."""
        return super().convert(ALIASES.get(value, value), param, ctx)


@click.command("export", cls=Verb)
@click.option(
    "-f",
    "--format",
    "format_",
    type=_Format(format_names()),
    metavar="FORMAT",
    help=f"What to write: {', '.join(format_names())}.  [default: what the name of the output "
    "says, else jsonl]",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER/",
    help="One file, or a folder (ending in /) with a file per article. A name says the format and, "
    "ending in .gz, .bz2, .xz or .zst, that it is compressed.  [default: standard output]",
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
@click.option("--text", is_flag=True, help="json, jsonl: add the body as plain text.")
@click.option("--columns", metavar="A,B,...", help="csv: only these columns, in this order.")
@click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, for Excel.")
@click.option(
    "--front-matter",
    type=click.Choice(["plain", "hugo", "jekyll", "obsidian"]),
    default="plain",
    help="markdown: keys and dates as this program wants them.",
)
@records_option
@shared_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    format_: str | None,
    output: str | None,
    overwrite: Overwrite | None,
    columns: str | None,
    **chosen: Any,
) -> Action:
    """Write records in a format that people or other programs read.

    With -o the records are also passed on, so that a chain can write several formats.
    """
    from ..export import Export, Options
    from ..system.errors import MissingExtra, NewscleanError
    from ._words import Action

    listed = tuple(name.strip() for name in (columns or "").split(",") if name.strip())
    options = Options(columns=listed, **chosen)
    stage = Export(format_, output, overwrite or "same", options)
    try:
        stage.check()
    except MissingExtra:
        raise
    except NewscleanError as error:
        raise click.UsageError(str(error), ctx) from None
    return Action("export", stage)
