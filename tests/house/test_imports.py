"""Imports run one way, heavy libraries stay where they belong, and help comes at once."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from newsclean.cli._chain import verb_names

from ..imports import Import, home, imports, modules
from ..seedbed import ROOT

VERBS = frozenset({"extract", "normalize", "dedupe", "export", "preview"})
GROUND = frozenset({"system", "language", "article", "stage"})
"""What every verb may stand on; among themselves they follow `LAYERS`."""

LAYERS = {
    "system": frozenset(),
    "language": frozenset({"system.errors"}),
    "article": frozenset({"system"}),
    "stage": frozenset({"article"}),
    "pages": GROUND,
    "engines": GROUND | {"pages.page"},
    "extract": GROUND | {"pages"},
    "normalize": GROUND,
    "dedupe": GROUND,
    "export": GROUND | {"preview.flags"},
    "preview": GROUND | {"dedupe.findings", "extract.reading", "engines.run"},
    "job": GROUND | VERBS | {"pages", "engines"},
    "scale": GROUND | {"dedupe", "engines", "export", "job", "preview.progress"},
    "cli": GROUND | VERBS | {"job", "scale"},
    "__main__": frozenset({"cli"}),
}
"""Every name right under the package, from the ground up, and all that it may import besides
itself: a whole folder, or one module of it. Preview draws findings, readings and counts; the review
page that export writes has the same flags."""

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


OWN = [i for i in imports() if i.target.split(".")[0] == "newsclean"]
OTHERS = [i for i in imports() if i.target.split(".")[0] not in sys.stdlib_module_names]
OTHERS = [i for i in OTHERS if i.target.split(".")[0] != "newsclean"]


def breaches(found: list[Import]) -> list[str]:
    return [f"{i.module} imports {i.target}" for i in found]


def test_every_layer_is_named() -> None:
    assert {top(module) for module in modules()} - {""} == set(LAYERS)


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_a_layer_knows_only_what_it_stands_on(layer: str) -> None:
    known = tuple(f"newsclean.{name}." for name in LAYERS[layer] | {layer})
    wrong = [
        i for i in OWN if top(i.module) == layer and not f"{home(i.target)}.".startswith(known)
    ]
    assert not breaches([i for i in wrong if i.target != "newsclean.__version__"])


def test_layers_stand_on_each_other_one_way() -> None:
    """No two know each other, over however many steps."""
    below = {layer: {name.partition(".")[0] for name in LAYERS[layer]} for layer in LAYERS}
    left = dict(below)
    while left:
        free = {layer for layer, known in left.items() if not (known - {layer}) & left.keys()}
        assert free, f"{sorted(left)} stand on each other"
        left = {layer: known for layer, known in left.items() if layer not in free}


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
    queue = [f"newsclean.cli.{name}" for name in ("_group", *verb_names())]
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
        "distributed": "dask",
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
