"""newsclean schema"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ._chain import Lone

if TYPE_CHECKING:
    from ._words import Alone


@click.command("schema", cls=Lone)
def command() -> Alone:
    """Print the JSON Schema of a record."""
    from ._words import Alone

    def show() -> None:
        import json

        from ..article import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))

    return Alone("schema", show)
