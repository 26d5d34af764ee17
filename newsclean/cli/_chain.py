"""Verbs that chain, with options and files in any order.

Click lets only the last command of a chain take any number of words, and wants options before
them. `Verb` cuts its words at the first one that is a verb, before click parses them: an option's
value is never taken for a verb, and a file named like one is written ``./export``.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Chain(click.Group):
    """The group of all verbs: one module of this folder each, named like its command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which a user meets them."""
        return sorted(verb_names(), key=lambda name: (_ORDER.get(name, len(_ORDER)), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, imported when it is asked for."""
        if cmd_name not in verb_names():
            return None
        return _command(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a hint for what is not a verb."""
        word = args[0]
        if word not in verb_names() and not word.startswith("-"):
            raise click.UsageError(f"{word!r} is not a verb{_hint(word)}", ctx)
        return super().resolve_command(ctx, args)


_ORDER = {
    name: i
    for i, name in enumerate(
        (
            "extract",
            "normalize",
            "dedupe",
            "export",
            "preview",
            "explain",
            "learn",
            "seen",
            "run",
            "schema",
            "help",
            "completion",
        )
    )
}


def verb_names() -> frozenset[str]:
    """The names of all verbs; files of this folder that are none begin with an underscore."""
    here = [os.path.dirname(__file__)]  # noqa: PTH120 - pathlib would cost start-up time
    return frozenset(m.name for m in pkgutil.iter_modules(here) if m.name[0] != "_")


def _command(verb: str) -> click.Command:
    command: click.Command = importlib.import_module(f"{__package__}.{verb}").command
    return command


@cache
def following() -> frozenset[str]:
    """The verbs that may come after another one in a chain; all verbs are imported."""
    chained = (verb for verb in verb_names() if not isinstance(_command(verb), Lone))
    return frozenset(chained) - {"extract"}


def close_verb(word: str, *, within: bool = False) -> str | None:
    """The verb that a word is likely to be a misspelling of; ``within`` a chain only such as go on.

    Letters are left out, doubled or swapped, but a word that begins otherwise and goes on otherwise
    is another word: clean is not learn.
    """
    from difflib import get_close_matches

    verbs = following() if within else verb_names()
    for verb in get_close_matches(word, verbs, 3, 0.75):
        if word[:1] == verb[:1] or word[-4:] == verb[-4:] or sorted(word[:2]) == sorted(verb[:2]):
            return verb
    return None


def _hint(word: str) -> str:
    if os.path.lexists(word):
        if re.search(r"\.(jsonl|ndjson)(\.\w+)?$", word):
            return f"; to look at the records: newsclean preview {word}"
        return f"; to read the file: newsclean extract {word}"
    if verb := close_verb(word):
        return f"; did you mean {verb!r}?"
    return ""


class _File(click.types.StringParamType):
    """The name of a file or folder: text that a shell completes as such."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """See `click.ParamType.shell_complete`."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class _Word(_File):
    """A file's name, or the next verb: which, only the whole word tells."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """See `click.ParamType.shell_complete`."""
        found = sorted(verb for verb in following() if verb.startswith(incomplete))
        if not found or isinstance(ctx.command, Lone) or not ctx.params.get(param.name or ""):
            return super().shell_complete(ctx, param, incomplete)
        from glob import escape, glob

        from click.shell_completion import CompletionItem

        # A shell completes files by itself only where it is told of nothing else.
        found += sorted(glob(escape(incomplete) + "*")) if incomplete else []  # noqa: PTH207
        return [CompletionItem(name) for name in found]


class Verb(click.Command):
    """A command of the chain."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:
            if not isinstance(param.type, click.types.StringParamType):
                continue
            if isinstance(param, click.Argument):
                param.type = _Word() if param.nargs == -1 else _File()
            elif re.search("FILE|FOLDER", param.metavar or ""):
                param.type = _File()

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """See `click.Command.shell_complete`; of the verbs only those that may come next."""
        never = verb_names() - following()
        return [i for i in super().shell_complete(ctx, incomplete) if i.value not in never]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words up to the next verb and leave the rest to it."""
        own, rest = self._cut(ctx, args)
        ctx.allow_interspersed_args = True
        ctx.allow_extra_args = False
        if not any(isinstance(p, click.Argument) for p in self.params):
            self._want_no_words(ctx, own)
        super().parse_args(ctx, own)
        ctx.args = rest
        return rest

    def _words(self, ctx: click.Context, args: list[str]) -> list[int]:
        """Where among the words those stand that are neither options nor options' values."""
        values = {
            name: 0 if getattr(p, "is_flag", False) or getattr(p, "count", False) else p.nargs
            for p in self.get_params(ctx)
            if isinstance(p, click.Option)
            for name in (*p.opts, *p.secondary_opts)
        }
        places: list[int] = []
        at = 0
        while at < len(args):
            word = args[at]
            if word == "--":
                places += range(at + 1, len(args))
                break
            if word.startswith("--") or word == "-" or not word.startswith("-"):
                if not word.startswith("--"):
                    places.append(at)
                elif "=" not in word:
                    at += values.get(word, 0)
            else:
                at += self._short(word, values)
            at += 1
        return places

    @staticmethod
    def _short(word: str, values: dict[str, int]) -> int:
        """How many words a cluster of short options (``-qj 2``) takes after itself."""
        for i, letter in enumerate(word[1:], 1):
            if wanted := values.get(f"-{letter}", 0):
                return wanted if i == len(word) - 1 else wanted - 1
        return 0

    def _cut(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        verbs = verb_names()
        escaped = args.index("--") if "--" in args else len(args)
        for at in self._words(ctx, args):
            if at < escaped and args[at] in verbs:
                return args[:at], args[at:]
        return args, []

    def _want_no_words(self, ctx: click.Context, args: list[str]) -> None:
        for at in self._words(ctx, args):
            word = args[at]
            close = None if os.path.lexists(word) else close_verb(word, within=True)
            hint = (
                f"did you mean the verb {close!r}?"
                if close
                else f"to read records from a file: {self.name} -i {word}"
            )
            raise click.UsageError(
                f"{self.name} takes no files, so what is {word!r}? ({hint})", ctx
            )


class Lone(Verb):
    """A command that is no part of a chain."""


def check_misspelt(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Stop where a file that does not exist looks like a misspelt verb.

    Raises click.UsageError: the rest of the pipeline would not be what the user meant.
    """
    for word in words:
        if not os.path.lexists(word) and (close := close_verb(word, within=True)):
            raise click.UsageError(f"no such file: {word!r}; did you mean the verb {close!r}?", ctx)
