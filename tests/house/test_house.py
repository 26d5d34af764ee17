"""Every plug-in is a file named like what it adds, and has its callables, docstring and case."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from newsclean import Article, Block, Normalize, decode, encode
from newsclean.cli._chain import verb_names
from newsclean.export import PLAIN, format_names, text_formats
from newsclean.normalize import rule_names
from newsclean.pages import containers

from .. import seedbed
from ..imports import modules

TESTS = Path(__file__).parents[1]
CONTAINERS = sorted(m.name for m in pkgutil.iter_modules(containers.__path__) if m.name[0] != "_")


def plug_in(*parts: str) -> ModuleType:
    module = importlib.import_module(".".join(("newsclean", *parts)))
    assert module.__doc__, f"{module.__name__} has no docstring"
    return module


@pytest.mark.parametrize("name", rule_names())
def test_a_rule_can_be_applied(name: str) -> None:
    module = plug_in("normalize", name)
    assert isinstance(module.ORDER, int)
    assert list(inspect.signature(module.apply).parameters) == ["article", "options"]


@pytest.fixture(scope="module")
def extracted(seed_lines: list[str]) -> list[Article]:
    return [decode(line) for line in seed_lines]


def battered(article: Article) -> Article:
    """The record as a careless program would have written it."""
    worn = decode(encode(article))
    worn.title = f"Img:{worn.title} | {worn.publisher}"
    worn.publisher = f"© 2025 {worn.publisher}"
    worn.language = (worn.language or "").replace("-", "_") + "_XX"
    worn.tags = ["#one", "One ", *worn.tags]
    worn.body.insert(0, Block(text=" "))
    return worn


@pytest.mark.parametrize("name", rule_names())
def test_a_rule_earns_its_place_on_the_seeds(name: str, extracted: list[Article]) -> None:
    """Some seed's record comes out otherwise when the rule is left out."""
    whole, without = Normalize(), Normalize(skip=(name,))
    found = [*extracted, *map(battered, extracted)]
    assert any(encode(whole.each(a)) != encode(without.each(a)) for a in found)


@pytest.mark.parametrize("name", format_names())
def test_a_format_writes_the_seeds(name: str, extracted: list[Article]) -> None:
    module = plug_in("export", name)
    assert module.SUFFIX.startswith(".")
    if name not in text_formats():
        assert callable(getattr(module, "write", None) or module.update)
        return
    document = module.head(PLAIN)
    for index, article in enumerate(extracted):
        document += module.record(article, index, PLAIN)
    document += module.tail(len(extracted), PLAIN)
    assert document.encode("utf-8")
    shown = unescape(document)
    assert all(not article.title or article.title.split()[0] in shown for article in extracted)


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_container_is_recognised_and_opened(name: str) -> None:
    module = plug_in("pages", "containers", name)
    assert isinstance(module.SINGLE, bool)
    assert callable(module.matches)
    assert callable(module.members)


@pytest.mark.parametrize("name", sorted({*CONTAINERS} - {"warc"}))  # not text
def test_a_container_has_its_seed(name: str) -> None:
    found = {
        record["source"].get("container")
        for seed in seedbed.names()
        for record in seedbed.expected(seed)
    }
    assert any(name.replace("_", "-") in (container or "") for container in found)


@pytest.mark.parametrize("name", sorted(verb_names()))
def test_a_verb_is_documented_and_tested(name: str) -> None:
    plug_in("cli", name)
    tests = "".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    assert f'"{name}' in tests
    reference = seedbed.ROOT / "newsclean" / "cli" / "README.md"
    assert f"newsclean {name}" in reference.read_text("utf-8")


@pytest.mark.parametrize("module", sorted(modules()))
def test_every_module_says_what_it_is_for(module: str) -> None:
    tree = ast.parse(modules()[module].read_text("utf-8"))
    assert ast.get_docstring(tree) or not tree.body


def test_tests_stay_small_too() -> None:
    long = [p.name for p in TESTS.rglob("test_*.py") if p.read_text("utf-8").count("\n") > 400]
    assert not long


@pytest.mark.parametrize("module", sorted(modules()))
def test_files_and_functions_stay_small(module: str) -> None:
    """About 400 lines a file, a screen a function."""
    text = modules()[module].read_text("utf-8")
    assert text.count("\n") <= 420
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:
            start = node.body[0].lineno
            assert node.end_lineno - start <= 65, f"{node.name} fills more than a screen"
