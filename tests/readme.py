"""Keep the README true: its outputs are what the commands above them print.

    python -m tests.readme            write the outputs anew
    python -m tests.readme --check    write nothing; exit 1 and show what would change

A block of output in the README looks like this, and its first line holds the command::

    <!-- output: newsclean --help -->
    ```text
    ...
    ```

Blocks of commands that begin with ``<!-- run -->`` are examples: they are run by the tests, in a
folder that holds nothing but the seeds. Those that begin with ``<!-- ci: NAME -->`` are what
``.ci/run`` runs.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from difflib import unified_diff
from pathlib import Path

from .seedbed import ROOT, plant

README = ROOT / "README.md"
_OUTPUT = re.compile(r"(?m)^<!-- output: (.+) -->\n```(\w+)\n(?:.*\n)*?```$")
_COMMANDS = re.compile(r"(?m)^<!-- (run|ci: \w+) -->\n```sh\n((?:.*\n)*?)```$")


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of shell as a reader of the README would, who has newsclean on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )


def commands(kind: str) -> list[str]:
    """The blocks of commands of a kind: ``run``, or ``ci: NAME``."""
    return [found[2] for found in _COMMANDS.finditer(README.read_text("utf-8")) if found[1] == kind]


def regenerated(text: str, folder: Path) -> str:
    """The README with its outputs made anew in a folder that holds the seeds."""

    def output(found: re.Match[str]) -> str:
        ended = run(found[1], folder)
        if ended.returncode:
            raise SystemExit(f"README: {found[1]}: exit {ended.returncode}\n{ended.stdout}")
        lines = "".join(line.rstrip() + "\n" for line in ended.stdout.strip("\n").splitlines())
        return f"<!-- output: {found[1]} -->\n```{found[2]}\n{lines}```"

    return _OUTPUT.sub(output, text)


def main(arguments: list[str] | None = None) -> int:
    """Write or check; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    before = README.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        plant(Path(folder))
        after = regenerated(before, Path(folder))
    if before == after:
        return 0
    lines = before.splitlines(), after.splitlines()
    print("\n".join(unified_diff(*lines, "README.md", "what the commands print", lineterm="")))
    if options.check:
        return 1
    README.write_text(after, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
