"""newsclean extract"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ._chain import Verb, check_misspelt
from ._options import Number, Whole, output_option, shared_options

if TYPE_CHECKING:
    from ._words import Action


@click.command("extract", cls=Verb)
@click.argument("pages", nargs=-1, metavar="[PAGES]...")
@click.option(
    "--files-from", metavar="FILE", help="Read names of pages from FILE; - is standard input."
)
@click.option("-0", "--null", is_flag=True, help="Names in --files-from end with NUL, not newline.")
@click.option(
    "--evidence", is_flag=True, help="Keep where every field came from and what was rejected."
)
@click.option(
    "--profile", metavar="FILE", help="Use what `newsclean learn` wrote of the pages' site."
)
@click.option(
    "--learn", is_flag=True, help="Learn from the pages, all of one site, before reading them."
)
@click.option(
    "--min-confidence",
    type=Number(0, 1),
    default=0.0,
    metavar="X",
    help="Send records less sure than X (0 to 1) to the rejects.",
)
@click.option(
    "--max-page-size",
    type=Whole(min=1),
    default=20_000_000,
    show_default=True,
    metavar="BYTES",
    help="Refuse pages that are larger, decompressed.",
)
@click.option(
    "--page-timeout",
    type=Number(min=0),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a page that takes longer; 0 never does.",
)
@click.option(
    "--state",
    metavar="FILE",
    help="Remember in FILE the pages done: they are skipped until they change. A killed run is "
    "taken up again, and a file of records (-o) is added to.",
)
@output_option
@shared_options
@click.pass_context
def command(
    ctx: click.Context,
    pages: tuple[str, ...],
    files_from: str | None,
    null: bool,
    output: str | None,
    evidence: bool,
    profile: str | None,
    learn: bool,
    min_confidence: float,
    max_page_size: int,
    page_timeout: float,
    state: str | None,
) -> Action:
    """Find the articles in pages.

    PAGES are files or folders of HTML, plain text, mails, feeds and archives of them; - is standard
    input, which is read without being named where something is piped in. What a page is, its
    content tells, not its name. A file named like a verb is written ./export.
    """
    if not pages and not files_from and _is_fed():
        pages = ("-",)
    if not pages and not files_from:
        raise click.UsageError("no pages: name files or folders, or - for standard input", ctx)
    if learn and (profile or "-" in pages or files_from == "-"):
        other = "--profile" if profile else "standard input, which is read once"
        raise click.UsageError(f"--learn does not go with {other}", ctx)
    check_misspelt(ctx, pages)

    from ..extract.stage import Extract
    from ._words import Action

    stage = Extract(
        evidence=evidence,
        min_confidence=min_confidence,
        max_page_size=max_page_size,
        page_timeout=page_timeout,
    )
    job = {
        "inputs": pages,
        "files_from": files_from,
        "null": null,
        "profile": profile,
        "learn": learn,
        "state": state,
    }
    return Action("extract", stage, output, job)


def _is_fed() -> bool:
    """Whether standard input is a file or a pipe; not a terminal, nor nothing, as for cron."""
    import os
    import stat
    import sys

    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
