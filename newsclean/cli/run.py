"""newsclean run"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .chain import Verb

if TYPE_CHECKING:
    from .running import Alone


@click.command("run", cls=Verb)
@click.argument("pipeline", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_context
def command(ctx: click.Context, pipeline: str, dry_run: bool) -> Alone:
    """Run a pipeline that a TOML file describes, for cron.

    \b
      inputs = ["saved/"]
      log = "newsclean.log"
      [[steps]]
      verb = "extract"
      state = "pages.db"
      [[steps]]
      verb = "export"
      format = "markdown"
      output = "articles/"

    Keys of a step are the long options of its verb; at the top stand the options of the run
    (rejects, summary-json, jobs ...). Names are relative to the FILE's folder. Only one run at a
    time holds the lock (by default FILE.lock); log gets a line for each.
    """
    from .running import Alone
    from .unattended import run_file

    group = ctx.find_root().command
    return Alone("run", lambda: run_file(pipeline, group, dry_run=dry_run))
