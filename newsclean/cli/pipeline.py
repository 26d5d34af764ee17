"""A pipeline as a file: TOML words into the words of a command line, by the same definitions.

A key of a step is a long option of its verb, as ``--help`` shows it, without the dashes. Nothing
about the options is written here: what there is, the commands say.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import click

from .. import toml
from ..errors import InputError
from .chain import ALONE, verb_names

_OWN = {"inputs", "lock", "log", "steps"}


@dataclass(frozen=True)
class Pipeline:
    """What a pipeline file asks for."""

    words: list[str]
    """Of the command line that does the same."""
    lock: str
    """A file that only one run at a time may hold."""
    log: str | None
    """A file that gets one line a run."""
    verbs: list[str]
    """Of its steps."""
    lines: list[int]
    """Where in the file they begin."""


class _File:
    """The text, to find the line of what is wrong."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")

    def line(self, key: str, step: int | None = None) -> int:
        """The line of a key, at the top or of a step (from 0), or of the step itself.

        Where that cannot be told (a table in one line), the first that has the key, else 1.
        """
        name = rf"[\"']?{re.escape(key)}[\"']?"
        ours = re.compile(
            rf"\s{{0,80}}(?:{name}\s{{0,80}}[.=]|\[\[?\s{{0,80}}(?:steps\.)?{name}[\].])"
        )
        at, begins = -1, 1
        for number, line in enumerate(self.lines, 1):
            if _STEP.match(line):
                at += 1
                begins = number if at == step else begins
            if at == (-1 if step is None else step) and key != "steps" and ours.match(line):
                return number
        if begins > 1 or key == "steps":
            return begins
        within = re.compile(rf"(?<![\w-]){name}\s{{0,80}}=")
        return next((n for n, line in enumerate(self.lines, 1) if within.search(line)), 1)

    def wrong(self, what: str, key: str, step: int | None = None) -> InputError:
        return InputError(f"{self.path}:{self.line(key, step)}: {what}")


_STEP = re.compile(r"\s{0,80}\[\[\s{0,80}[\"']?steps[\"']?\s{0,80}\]\]")


def _text(path: str) -> str:
    """The text of a pipeline file."""
    try:
        # Not blocking: a FIFO to which nobody writes would hold the run for ever.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:  # noqa: PTH123
            data = file.read(1_000_000) or b""
            if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
                raise InputError(f"{path}: not a plain file")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{path}:{line}: not UTF-8, as TOML must be") from None


def _values(path: str, text: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = toml.loads(text)
        return found
    except RecursionError:
        raise InputError(f"{path}: nested too deeply") from None
    except toml.TOMLDecodeError as error:
        what, _, place = str(error).rpartition(" (at ")
        number = re.match(r"line (\d+)", place)
        line = int(number[1]) if number else max(1, len(text.splitlines()))
        if what == "Cannot overwrite a value":
            what = "this key is given twice"
        raise InputError(f"{path}:{line}: not TOML: {what or error}") from None


def read_pipeline(path: str, group: click.Group) -> Pipeline:
    """Read and check a pipeline file; raises `InputError` that names the line."""
    text = _text(path)
    values = _values(path, text)
    file_ = _File(path, text)
    context = click.Context(group, info_name="newsclean")
    shared = _options(group, context)
    words: list[str] = []
    for key, value in values.items():
        if key not in _OWN:
            words += _option(file_, shared, key, value, None, extra=_OWN)
    steps = values.get("steps")
    if not isinstance(steps, list) or not steps:
        raise file_.wrong("a pipeline has at least one [[steps]]", "steps")
    for at, step in enumerate(steps):
        words += _step(file_, group, context, at, step, values.get("inputs"))
    if "inputs" in values and steps[0].get("verb") != "extract":
        raise file_.wrong("inputs are pages, so the first step is extract", "inputs")
    if steps[0].get("verb") == "extract" and not values.get("inputs") and not _listed(steps[0]):
        raise file_.wrong("inputs name no pages: give files or folders", "inputs")
    lock, log = values.get("lock", f"{os.path.basename(path)}.lock"), values.get("log")  # noqa: PTH119
    for key, value in (("lock", lock), ("log", log)):
        if value is not None and (not isinstance(value, str) or not value):
            raise file_.wrong(f"{key} is the name of a file", key)
    verbs = [step["verb"] for step in steps]
    return Pipeline(words, lock, log, verbs, [file_.line("steps", at) for at in range(len(steps))])


def _listed(step: dict[str, Any]) -> bool:
    return any(key.replace("_", "-") == "files-from" for key in step)


def _step(
    file: _File, group: click.Group, context: click.Context, at: int, step: Any, inputs: Any
) -> Iterator[str]:
    verbs = sorted(verb_names() - ALONE)
    verb = step.get("verb") if isinstance(step, dict) else None
    if verb not in verbs:
        close = get_close_matches(str(verb), verbs, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(verbs)}"
        what = f"no verb {verb!r}; {hint}" if verb else "a step names its verb"
        raise file.wrong(what, "verb" if verb else "steps", at)
    command = group.get_command(context, verb)
    if command is None:
        raise file.wrong(f"no verb {verb!r}", "verb", at)
    if at and verb == "extract":
        raise file.wrong("extract reads pages, so it can only come first", "verb", at)
    options = _options(command, context)
    yield verb
    for key, value in step.items():
        if key != "verb":
            yield from _option(file, options, key, value, at, extra={"verb"})
    if at == 0 and verb == "extract" and inputs is not None:
        for name in inputs if isinstance(inputs, list) else [inputs]:
            if not isinstance(name, str):
                raise file.wrong("inputs are names of files and folders", "inputs")
            # A file named like a verb, or like an option, is still a file.
            yield name if os.path.isabs(name) or name == "-" else os.path.join(".", name)  # noqa: PTH117, PTH118


def _listing(options: Iterable[str], extra: Iterable[str]) -> str:
    return ", ".join([*sorted(extra), *sorted(options)])


def _options(command: click.Command, context: click.Context) -> dict[str, click.Option]:
    """A command's options by their long names without dashes."""
    return {
        name.lstrip("-"): parameter
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        for name in parameter.opts
        if name.startswith("--") and name not in ("--help", "--version")
    }


def _option(
    file: _File,
    options: dict[str, click.Option],
    key: str,
    value: Any,
    step: int | None,
    extra: set[str],
) -> Iterator[str]:
    option = options.get(key.replace("_", "-"))
    if option is None:
        close = get_close_matches(key.replace("_", "-"), {*options, *extra}, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {_listing(options, extra)}"
        raise file.wrong(f"no key {key!r} here; {hint}", key, step)
    name = f"--{key.replace('_', '-')}"
    if option.is_flag:
        if not isinstance(value, bool):
            raise file.wrong(f"{key} is true or false", key, step)
        if value:
            yield name
        return
    for one in value if option.multiple and isinstance(value, list) else [value]:
        text = isinstance(option.type, click.types.StringParamType | click.Choice)
        if isinstance(one, bool) or not isinstance(one, str if text else str | int | float):
            what = "text, in quotes" if text else "a single value"
            raise file.wrong(f"{key} is {what}, not {one!r}", key, step)
        try:
            option.type.convert(str(one), option, None)
        except click.BadParameter as error:
            raise file.wrong(f"{key}: {error.message}", key, step) from None
        yield f"{name}={one}"
