"""Which module of the package imports what, read from the source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import newsclean

PACKAGE = Path(newsclean.__file__).parent


class Import(NamedTuple):
    """One import statement's target."""

    module: str
    """The importing module, such as ``newsclean.extract.stage``."""
    target: str
    """What is imported: a module, or a name in one."""
    late: bool
    """Inside a function: only when it is called."""
    typing: bool
    """Only for the type checker."""


@cache
def modules() -> dict[str, Path]:
    """The modules of the package and their files."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("newsclean", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports() -> tuple[Import, ...]:
    """All imports of the package."""
    return tuple(
        found
        for module, path in modules().items()
        for found in _walk(
            ast.parse(path.read_text("utf-8")), module, path.stem == "__init__", False, False
        )
    )


def _walk(node: ast.AST, module: str, package: bool, late: bool, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(module, alias.name, late, typing)
        elif isinstance(child, ast.ImportFrom):
            base = _absolute(child, module, package)
            for alias in child.names:
                yield Import(module, f"{base}.{alias.name}", late, typing)
        elif isinstance(child, ast.If) and _is_type_checking(child.test):
            for inner in child.body:
                yield from _walk(ast.Module([inner], []), module, package, late, True)
            for inner in child.orelse:
                yield from _walk(ast.Module([inner], []), module, package, late, typing)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk(child, module, package, late or inside, typing)


def _absolute(node: ast.ImportFrom, module: str, package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    up = node.level - package
    base = parts[: len(parts) - up] if up else parts
    return ".".join([*base, node.module] if node.module else base)


def _is_type_checking(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def home(target: str) -> str:
    """The module that a target is, or is a name of."""
    while target not in modules() and "." in target:
        target = target.rpartition(".")[0]
    return target
