"""newsclean seen"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .chain import Verb
from .durations import duration

if TYPE_CHECKING:
    from .running import Alone


@click.command("seen", cls=Verb)
@click.argument("file")
@click.option(
    "--forget",
    type=duration,
    metavar="TIME",
    help="Forget stories that were not seen for so long (12h, 30d, 4w), and shrink the file.",
)
def command(file: str, forget: float | None) -> Alone:
    """Show, and trim, what `dedupe --seen FILE` remembers."""
    from .alone import show_memory
    from .running import Alone

    return Alone("seen", lambda: show_memory(file, forget))
