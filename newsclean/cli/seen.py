"""newsclean seen"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ._chain import Lone
from ._options import duration

if TYPE_CHECKING:
    from ._words import Alone


@click.command("seen", cls=Lone)
@click.argument("file")
@click.option(
    "--forget",
    type=duration,
    metavar="TIME",
    help="Forget stories that were not seen for so long (12h, 30d, 4w), and shrink the file.",
)
def command(file: str, forget: float | None) -> Alone:
    """Show, and trim, what `dedupe --seen FILE` remembers."""
    from ..job.memory import show_memory
    from ._words import Alone

    return Alone("seen", lambda: show_memory(file, forget))
