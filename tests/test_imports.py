"""Imports run one way, heavy libraries stay where they belong, and help comes at once."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from newsclean.cli.chain import verb_names

from .imports import Import, home, imports, modules
from .seedbed import ROOT

VERBS = {"extract", "normalize", "dedupe", "export", "preview"}
COMPOSING = {"run", "records", "ledger", "cli", "__main__"}
BEYOND = {
    "extract": {"newsclean.pages"},
    "preview": {"newsclean.dedupe.findings", "newsclean.extract.reading", "newsclean.run"},
}
"""What a verb may know beyond the ground that all stand on. Preview draws readings, findings and
counts."""

HOMES = {
    "rich": "newsclean.preview.",
    "trafilatura": "newsclean.extract.html.",
    "lxml": "newsclean.extract.html.",
    "click": "newsclean.cli",
}
"""Libraries that only one folder may know."""


def top(module: str) -> str:
    """The folder or file right under the package."""
    return module.partition(".")[2].partition(".")[0]


def ground() -> set[str]:
    """The small modules that anything may stand on."""
    return {top(m) for m in modules()} - VERBS - COMPOSING - {"", "pages", "engines"}


OWN = [i for i in imports() if i.target.split(".")[0] == "newsclean"]
OTHERS = [i for i in imports() if i.target.split(".")[0] not in sys.stdlib_module_names]
OTHERS = [i for i in OTHERS if i.target.split(".")[0] != "newsclean"]


def breaches(found: list[Import]) -> list[str]:
    return [f"{i.module} imports {i.target}" for i in found]


def test_nothing_imports_the_command_line() -> None:
    wrong = [
        i for i in OWN if top(home(i.target)) == "cli" and top(i.module) not in ("cli", "__main__")
    ]
    assert not breaches(wrong)


@pytest.mark.parametrize("verb", sorted({*VERBS, "pages", "engines"}))
def test_a_verb_knows_itself_and_the_ground(verb: str) -> None:
    wrong = [
        i
        for i in OWN
        if top(i.module) == verb
        and top(home(i.target)) not in {verb, *ground()}
        and not any(home(i.target).startswith(known) for known in BEYOND.get(verb, ()))
    ]
    assert not breaches(wrong)


def test_the_ground_knows_nothing_above_it() -> None:
    wrong = [i for i in OWN if top(i.module) in ground() and top(home(i.target)) not in ground()]
    assert not breaches(wrong)


def test_running_knows_no_verb() -> None:
    wrong = [i for i in OWN if top(i.module) in ("run", "records") and top(home(i.target)) in VERBS]
    assert not breaches(wrong)


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_has_one_home(library: str) -> None:
    wrong = [
        i
        for i in OTHERS
        if i.target.split(".")[0] == library and not f"{i.module}.".startswith(HOMES[library])
    ]
    assert not breaches(wrong)


def test_what_the_command_line_imports_at_once_is_light() -> None:
    """Follow the imports that run when the words are read; only click may be outside of Python."""
    reached, wrong = {"newsclean"}, []
    queue = [f"newsclean.cli.{name}" for name in ("group", *verb_names())]
    while queue:
        module = queue.pop()
        if module in reached:
            continue
        reached.add(module)
        for found in imports():
            if found.module != module or found.late or found.typing:
                continue
            library = found.target.split(".")[0]
            if library == "newsclean":
                queue.append(home(found.target))
            elif library not in sys.stdlib_module_names and library != "click":
                wrong.append(found)
    assert not breaches(wrong)


@pytest.mark.parametrize("words", ["--help", "extract --help", "--version"])
def test_help_loads_no_heavy_library(words: str) -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "from newsclean.cli import main\n"
        f"try: main({words.split()!r})\n"
        "except SystemExit: pass\n"
        "new = {m.partition('.')[0] for m in set(sys.modules) - before}\n"
        "print('LOADED', *sorted(new - set(sys.stdlib_module_names)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split("LOADED", 1)[1].split())
    assert loaded <= {"newsclean", "click", "colorama"}


def test_every_library_is_declared() -> None:
    """What the package imports stands in pyproject.toml, or its absence is told with a remedy."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    declared = {name.lower() for name in re.findall(r'"([\w-]+)(?:[><=;\[]|")', text)}
    names = {
        "dateutil": "python-dateutil",
        "yaml": "pyyaml",
        "tomllib": "tomli",
        "markdown_it": "markdown-it-py",
    }
    missing = []
    for found in OTHERS:
        library = found.target.split(".")[0]
        remedy = f"pip install '{library}" in modules()[found.module].read_text("utf-8")
        if names.get(library, library).replace("_", "-") not in declared and not remedy:
            missing.append(found)
    assert not breaches(missing)
