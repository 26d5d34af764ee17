"""A pipeline as a TOML file: what it says of the run as a whole, and its steps.

What keys a step may have is no matter of this module: they are the long options of its verb.
"""

from __future__ import annotations

import glob
import os
import re
import stat
from dataclasses import dataclass
from typing import Any

from ..system import toml
from ..system.errors import InputError
from ..system.places import is_url

OWN = frozenset({"inputs", "lock", "log", "steps"})
"""The keys at the top of a file that are not options of the run."""


@dataclass(frozen=True)
class PipelineFile:
    """A pipeline file, read and checked as far as all of them are alike."""

    path: str
    lines: list[str]
    """Of its text, to find the one that is wrong."""
    values: dict[str, Any]
    """All that it says."""

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The tables of its steps, each with a ``verb``."""
        found: list[dict[str, Any]] = self.values["steps"]
        return found

    @property
    def inputs(self) -> list[str]:
        """The pages to read, by names that cannot be taken for options or verbs."""
        found = self.values.get("inputs") or []
        folder = os.path.dirname(os.path.abspath(self.path))  # noqa: PTH100, PTH120
        names = [found] if isinstance(found, str) else found
        return [_unmistakable(one) for name in names for one in _meant(name, folder)]

    @property
    def lock(self) -> str:
        """The name of a file that only one run at a time may hold."""
        default = f"{os.path.basename(self.path)}.lock"  # noqa: PTH119
        return str(self.values.get("lock", default))

    @property
    def log(self) -> str | None:
        """The name of a file that gets one line a run."""
        return self.values.get("log")

    def verbs(self) -> list[str]:
        """Of the steps."""
        return [step["verb"] for step in self.steps]

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
        """The error for a key, or the step as a whole, with its line."""
        return InputError(f"{self.path}:{self.line(key, step)}: {what}")


_STEP = re.compile(r"\s{0,80}\[\[\s{0,80}[\"']?steps[\"']?\s{0,80}\]\]")


def _text(path: str) -> str:
    """The text of a pipeline file."""
    try:
        # Not blocking: a FIFO to which nobody writes would hold the run for ever.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123
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


def read_pipeline_file(path: str) -> PipelineFile:
    """Read and check a pipeline file; raises `InputError` that names the line."""
    text = _text(path)
    file = PipelineFile(path, text.split("\n"), _values(path, text))
    steps, inputs = file.values.get("steps"), file.values.get("inputs")
    if not isinstance(steps, list) or not steps:
        raise file.wrong("a pipeline has at least one [[steps]]", "steps")
    for at, step in enumerate(steps):
        if not isinstance(step, dict) or not step.get("verb"):
            raise file.wrong("a step names its verb", "steps", at)
    first = steps[0]
    if inputs is not None:
        if first["verb"] != "extract":
            raise file.wrong("inputs are pages, so the first step is extract", "inputs")
        if not all(isinstance(name, str) for name in (inputs if _is_list(inputs) else [inputs])):
            raise file.wrong("inputs are names of files and folders", "inputs")
    listed = any(key.replace("_", "-") == "files-from" for key in first)
    if first["verb"] == "extract" and not inputs and not listed:
        raise file.wrong("inputs name no pages: give files or folders", "inputs")
    for key in ("lock", "log"):
        value = file.values.get(key)
        if value is not None and (not isinstance(value, str) or not value):
            raise file.wrong(f"{key} is the name of a file", key)
    return file


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _meant(name: str, folder: str) -> list[str]:
    """What a name stands for: ~ is the home folder, a pattern all that fits it, sorted.

    Names are relative to ``folder``. What is there under that very name is no pattern; one that
    nothing fits stays as it is, to be told of.
    """
    if is_url(name):
        return [name]
    name = os.path.expanduser(name)  # noqa: PTH111
    if not glob.has_magic(name) or os.path.lexists(os.path.join(folder, name)):  # noqa: PTH118
        return [name]
    return sorted(glob.glob(name, root_dir=folder, recursive=True)) or [name]  # noqa: PTH207


def _unmistakable(name: str) -> str:
    # A file named like a verb, or like an option, is still a file.
    return name if os.path.isabs(name) or name == "-" or is_url(name) else os.path.join(".", name)  # noqa: PTH117, PTH118
