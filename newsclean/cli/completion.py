"""newsclean completion"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ._chain import Lone

if TYPE_CHECKING:
    from ._words import Alone


@click.command("completion", cls=Lone)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> Alone:
    """Print the script that completes words in a shell.

    \b
      bash:  eval "$(newsclean completion bash)"         in ~/.bashrc
      zsh:   eval "$(newsclean completion zsh)"          in ~/.zshrc, after compinit
      fish:  newsclean completion fish > ~/.config/fish/completions/newsclean.fish
    """
    from click.shell_completion import get_completion_class

    from ._words import Alone

    group = ctx.find_root().command

    def show() -> int:
        made = get_completion_class(shell)
        assert made is not None
        click.echo(made(group, {}, "newsclean", "_NEWSCLEAN_COMPLETE").source())
        return 0

    return Alone("completion", show)
