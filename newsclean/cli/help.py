"""newsclean help"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ._chain import Chain, Lone, close_verb, verb_names

if TYPE_CHECKING:
    from ._words import Alone


class _Help(Lone):
    """A command to which verbs are words like any others."""

    def _cut(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        return args, []


@click.command("help", cls=_Help)
@click.argument("verb", nargs=-1)
@click.pass_context
def command(ctx: click.Context, verb: tuple[str, ...]) -> Alone:
    """Show the help of a verb, as VERB --help does."""
    from ._words import Alone

    root = ctx.find_root()
    group = root.command
    assert isinstance(group, Chain)
    for name in verb:
        if name not in verb_names():
            close = close_verb(name)
            hint = f"did you mean {close!r}?" if close else f"there are {', '.join(verb_names())}"
            raise click.UsageError(f"no verb {name!r}; {hint}", ctx)

    def show() -> int:
        click.echo("\n\n".join(_help(group, root, name) for name in verb) or root.get_help())
        return 0

    return Alone("help", show)


def _help(group: Chain, root: click.Context, verb: str) -> str:
    found = group.get_command(root, verb)
    assert found is not None
    return found.get_help(click.Context(found, info_name=verb, parent=root))


def man_pages(group: Chain, version: str) -> Iterator[tuple[str, str]]:
    """The names and texts (roff, man(7)) of the manual pages: of the program and of each verb."""
    root = click.Context(group, info_name="newsclean", **group.context_settings)
    verbs = group.list_commands(root)
    see = ", ".join(f"newsclean-{verb}(1)" for verb in verbs)
    yield "newsclean.1", _man_page(root, "newsclean", version, see)
    for verb in verbs:
        found = group.get_command(root, verb)
        if found is not None:
            context = click.Context(found, info_name=verb, parent=root)
            yield f"newsclean-{verb}.1", _man_page(context, f"newsclean-{verb}", version, "")


def _man_page(ctx: click.Context, name: str, version: str, see: str) -> str:
    command = ctx.command
    paragraphs = re.split(r"\n\s*\n", re.sub(r"\n[ \t]+", "\n", command.help or "").strip())
    usage = " ".join(command.collect_usage_pieces(ctx))
    lines = [
        f'.TH "{name.upper()}" 1 "" "newsclean {version}"',
        *(".SH NAME", _roff(f"{name} - {paragraphs[0].rstrip('.')}")),
        *(".SH SYNOPSIS", f".B {_roff(ctx.command_path)}", _roff(usage)),
        ".SH DESCRIPTION",
    ]
    for paragraph in paragraphs:
        if paragraph.startswith("\b"):
            lines += [".PP", ".nf", _roff(paragraph[1:].strip("\n")), ".fi"]
        else:
            lines += [".PP", _roff(paragraph)]
    lines.append(".SH OPTIONS")
    for param in command.get_params(ctx):
        if record := param.get_help_record(ctx):
            lines += [".TP", f".B {_roff(record[0])}", _roff(record[1])]
    seen = see or "newsclean(1)"
    return "\n".join([*lines, ".SH SEE ALSO", _roff(seen), ""])


def _roff(text: str) -> str:
    r"""Text that roff takes for nothing else.

    >>> _roff(".SH a-b\nc\\d")
    '\\&.SH a\\-b\nc\\ed'
    """
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", text, flags=re.MULTILINE)
