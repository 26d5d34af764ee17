"""newsclean schema"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .chain import Verb

if TYPE_CHECKING:
    from .running import Alone


@click.command("schema", cls=Verb)
def command() -> Alone:
    """Print the JSON Schema of a record."""
    from .running import Alone

    def show() -> int:
        import json

        from ..article import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return 0

    return Alone("schema", show)
