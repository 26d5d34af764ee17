"""Keep the documents true: their outputs are what the commands above them print.

    python -m tests.readme            write the outputs and pictures anew
    python -m tests.readme --check    write nothing; exit 1 and show what would change

The documents are README.md and the other Markdown files of the top level, and every README.md of
examples/, newsclean/ and tests/. A block of output looks like this; its first line holds the
command::

    <!-- output: newsclean --help -->
    ```text
    ...
    ```

and a picture of what a command draws on a terminal, kept as an SVG file, like this::

    <!-- picture: newsclean --color always ... -->
    ![what it shows](examples/preview.svg)

Blocks that begin with ``<!-- run -->`` are examples: the tests run those of a document one after
the other, in a folder that at first holds nothing but the seeds. ``<!-- run: NAME ... -->`` names
the programs and Python packages that an example needs besides newsclean; without them it is left
out. Blocks that begin with ``<!-- ci: NAME -->`` are what ``.ci/run`` runs; they stand in
README.md.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from .seedbed import ROOT, plant

README = ROOT / "README.md"
FOLDERS = ("examples", "newsclean", "tests")
"""Where the other documents are."""

_OUTPUT = re.compile(r"(?m)^<!-- output: (.+) -->\n```(\w+)\n(?:.*\n)*?```$")
_PICTURE = re.compile(r"(?m)^<!-- picture: (.+) -->\n!\[[^]\n]*\]\(([^)\n]+)\)$")
_COMMANDS = re.compile(r"(?m)^<!-- (run|ci)(?:: ([\w -]+))? -->\n```(sh|python)\n((?:.*\n)*?)```$")


@dataclass(frozen=True, slots=True)
class Example:
    """A block of commands of a document."""

    kind: str
    """``run`` or ``ci``."""
    names: tuple[str, ...]
    """What it needs; of ``ci``, the step."""
    language: str
    """``sh`` or ``python``."""
    text: str

    def lacks(self) -> list[str]:
        """The programs and packages that it needs and that are not here."""
        return [n for n in self.names if not which(n, path=_path()) and not find_spec(n)]


def documents() -> list[Path]:
    """All documents, README.md first."""
    found = {path for folder in FOLDERS for path in (ROOT / folder).rglob("README.md")}
    return [README, *sorted({*ROOT.glob("*.md"), *found} - {README})]


def examples(document: Path) -> list[Example]:
    """The blocks of commands of a document, in their order."""
    return [
        Example(found[1], tuple((found[2] or "").split()), found[3], found[4])
        for found in _COMMANDS.finditer(document.read_text("utf-8"))
    ]


def _path() -> str:
    """The search path of a reader who can call newsclean."""
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def run(command: str, folder: Path, language: str = "sh") -> subprocess.CompletedProcess[str]:
    """Run lines of shell or of Python as a reader of the documents would."""
    starter = ["bash", "-euo", "pipefail"] if language == "sh" else [sys.executable]
    modules = filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))
    return subprocess.run(
        [*starter, "-c", command],
        cwd=folder,
        env={
            **os.environ,
            "PATH": _path(),
            "PYTHONPATH": os.pathsep.join(modules),
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )


def picture(drawn: str) -> str:
    """What a command drew on a terminal, as an SVG file that loads nothing from elsewhere."""
    text = Text.from_ansi(drawn.strip("\n"))
    width = max(line.cell_len for line in text.split())
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    console.print(text)
    drawing = console.export_svg(
        title="newsclean",
        theme=SVG_EXPORT_THEME,
        unique_id="newsclean",
        code_format=re.sub(r"(?s)@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT),
    )
    return "".join(line.rstrip() + "\n" for line in drawing.splitlines())


def generated(document: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """A document with its outputs, and its pictures, made anew in a folder that holds the seeds."""
    text = document.read_text("utf-8")

    def printed(command: str) -> str:
        ended = run(command, folder)
        if ended.returncode:
            name = document.relative_to(ROOT)
            raise SystemExit(f"{name}: {command}: exit {ended.returncode}\n{ended.stdout}")
        return ended.stdout

    def output(found: re.Match[str]) -> str:
        lines = printed(found[1]).strip("\n").splitlines()
        block = "".join(line.rstrip() + "\n" for line in lines)
        return f"<!-- output: {found[1]} -->\n```{found[2]}\n{block}```"

    yield document, _OUTPUT.sub(output, text)
    for found in _PICTURE.finditer(text):
        yield document.parent / found[2], picture(printed(found[1]))


def main(arguments: list[str] | None = None) -> int:
    """Write or check; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    changed = False
    with tempfile.TemporaryDirectory() as folder:
        plant(Path(folder))
        for path, after in [x for d in documents() for x in generated(d, Path(folder))]:
            before = path.read_text("utf-8") if path.exists() else ""
            if before == after:
                continue
            changed = True
            name = str(path.relative_to(ROOT))
            lines = before.splitlines(), after.splitlines()
            print("\n".join(unified_diff(*lines, name, "what the commands print", lineterm="")))
            if not options.check:
                path.write_text(after, "utf-8", newline="\n")
    return int(changed and options.check)


if __name__ == "__main__":
    sys.exit(main())
