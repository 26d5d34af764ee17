"""Every rule of a package gets a switch, found in its source as the package is imported.

A switch is on a function, which then finds nothing (False, an empty text or list, None, or what it
was given where it gives back one like it), or on a condition: an ``if`` that is never taken, a part
of an ``and`` that always holds, a part of an ``or`` that never does. No list of rules has to be
kept: whatever is written into the package is covered.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, cast

_CALL, _TEST, _KEPT = "_switched_function", "_switched_test", "_switched_cache"
#: Caches of functions without a switch of their own: they only load what others need.
_LOADERS = frozenset({"load", "lexicon", "_lexicon", "languages"})
_MOST_KEPT = 10_000
_EMPTY: dict[str, Callable[[], Any]] = {
    "bool": bool,
    "str": str,
    "int": int,
    "float": float,
    "None": lambda: None,
    "list": list,
    "set": set,
    "dict": dict,
    "frozenset": frozenset,
    "Counter": dict,
    "Iterator": lambda: iter(()),
    "Iterable": tuple,
    "Sequence": tuple,
    "Choice": lambda: _choice(),
}


def _choice() -> object:
    from newsclean.extract.html.fields.clues import Choice

    return Choice(None, None)


class Switches:
    """What can be switched off, what is, and what made a difference since it was last asked."""

    def __init__(self) -> None:
        self.names: list[str] = []
        """By number."""
        self.off = -1
        self.fired: set[int] = set()

    def new(self, name: str) -> int:
        """The number of a new switch."""
        self.names.append(name)
        return len(self.names) - 1

    def test(self, number: int, neutral: bool, value: object) -> object:
        """A condition with its switch."""
        if self.off == number:
            return neutral
        if bool(value) is not neutral:
            self.fired.add(number)
        return value

    def function(self, number: int, returns: str, same: bool) -> Callable[[Any], Any]:
        """A decorator: the function with its switch."""
        empty = empty_of(returns)
        lazy = returns.startswith(("Iterator", "Generator"))
        assert empty is not None

        def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def call(*arguments: Any, **named: Any) -> Any:
                if self.off == number:
                    return arguments[same - 1] if same else empty()
                value = function(*arguments, **named)
                if lazy:
                    return self._watched(number, value)
                if returns == "None" or (
                    value != arguments[same - 1] if same else value != empty()
                ):
                    self.fired.add(number)
                return value

            return call

        return decorated

    def cache(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose values are kept as long as the same is switched off.

        With each value is kept what made a difference to it, which it does whenever it is used.
        """
        kept: dict[tuple[Any, ...], tuple[Any, set[int]]] = {}
        off = self.off

        @wraps(function)
        def call(*arguments: Any) -> Any:
            nonlocal off
            if off != self.off or len(kept) > _MOST_KEPT:
                kept.clear()
                off = self.off
            if arguments not in kept:
                before, self.fired = self.fired, set()
                try:
                    kept[arguments] = (function(*arguments), self.fired)
                finally:
                    self.fired = before
            value, fired = kept[arguments]
            self.fired |= fired
            return value

        return call

    def _watched(self, number: int, values: Any) -> Any:
        for value in values:
            self.fired.add(number)
            yield value


def empty_of(returns: str) -> Callable[[], Any] | None:
    """What makes the value that stands for "nothing found", by what a function returns.

    >>> empty_of("list[str]")(), empty_of("tuple[str, bool]")(), empty_of("Frame | None")()
    ([], ('', False), None)
    >>> empty_of("Frame") is None
    True
    """
    if returns.endswith("| None"):
        return _EMPTY["None"]
    tree = ast.parse(returns, mode="eval").body
    if isinstance(tree, ast.Subscript) and ast.unparse(tree.value) == "tuple":
        parts = tree.slice.elts if isinstance(tree.slice, ast.Tuple) else [tree.slice]
        if ast.unparse(parts[-1]) in ("...", "Ellipsis"):
            return tuple
        inner = [empty_of(ast.unparse(part)) for part in parts]
        if all(inner):
            return lambda: tuple(one() for one in inner if one)
        return None
    return _EMPTY.get(ast.unparse(tree.value if isinstance(tree, ast.Subscript) else tree))


class _Rewriter(ast.NodeTransformer):
    """Puts the switches into the source of a module."""

    def __init__(self, switches: Switches, module: str, conditions: bool) -> None:
        self.switches, self.module, self.conditions = switches, module, conditions
        self.scope: list[str] = []
        self.returns_bool = False

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.scope.append(node.name)
        self.generic_visit(node)
        self.scope.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        returns = ast.unparse(node.returns).strip("\"'") if node.returns else "Any"
        before, self.returns_bool = self.returns_bool, returns == "bool"
        self.scope.append(node.name)
        self.generic_visit(node)
        # A property is kept for one page's object alone, so that it hides nothing.
        decorators = [d for d in node.decorator_list if "cached_property" not in ast.unparse(d)]
        cached = [d for d in decorators if "cache" in ast.unparse(d)]
        if cached and node.args.args and node.name not in _LOADERS:
            at = node.decorator_list.index(cached[0])
            node.decorator_list[at] = ast.Name(_KEPT, ast.Load())
        special = node.name.startswith("__") or any(
            ast.unparse(d) in ("property", "contextmanager", "staticmethod", "classmethod")
            for d in node.decorator_list
        )
        if not special and node.name not in _LOADERS and empty_of(returns) is not None:
            number = self.switches.new(f"{self.module}:{'.'.join(self.scope)}()")
            same = next(
                (
                    at
                    for at, a in enumerate(node.args.args, 1)
                    if returns not in ("None", "bool", "int", "float")
                    and a.annotation is not None
                    and ast.unparse(a.annotation).strip("\"'") == returns
                ),
                0,
            )
            call = f"{_CALL}({number}, {returns!r}, {same})"
            node.decorator_list.append(ast.parse(call, mode="eval").body)
        self.scope.pop()
        self.returns_bool = before
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        raises = any(isinstance(one, ast.Raise) for one in node.body)
        typing = ast.unparse(node.test).endswith("TYPE_CHECKING")
        if not raises and not typing:
            node.test = self._test(node.test, neutral=False)
        self.generic_visit(node)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test = self._test(node.test, neutral=False)
        self.generic_visit(node)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        node.ifs = [self._test(one, neutral=True) for one in node.ifs]
        self.generic_visit(node)
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if self.returns_bool and isinstance(node.value, ast.BoolOp):
            node.value = self._parts(node.value)
        self.generic_visit(node)
        return node

    def _test(self, test: ast.expr, *, neutral: bool) -> ast.expr:
        if not self.conditions or not self.scope or _is_type_test(test):
            return test
        where = ast.unparse(test)
        return self._switch(self._parts(test), where, neutral)

    def _parts(self, test: ast.expr) -> ast.expr:
        """The parts of a condition, each with a switch."""
        if not self.conditions or not isinstance(test, ast.BoolOp):
            return test
        holds = isinstance(test.op, ast.And)
        test.values = [
            one
            if _is_type_test(one) or any(isinstance(n, ast.NamedExpr) for n in ast.walk(one))
            else self._switch(self._parts(one), ast.unparse(one), holds)
            for one in test.values
        ]
        return test

    def _switch(self, test: ast.expr, text: str, neutral: bool) -> ast.expr:
        if any(isinstance(n, ast.NamedExpr) for n in ast.walk(test)):
            return test
        name = f"{self.module}:{'.'.join(self.scope)} {'drop' if neutral else 'never'}: {text}"
        number = self.switches.new(f"{name}  [line {test.lineno}]")
        call = cast(ast.Call, ast.parse(f"{_TEST}({number}, {neutral})", mode="eval").body)
        call.args.append(test)
        return call


def _is_type_test(test: ast.expr) -> bool:
    """Whether a condition only tells what type a value has."""
    text = ast.unparse(test)
    return text.endswith(("is None", "is not None")) or "isinstance(" in text


class _Loader(importlib.machinery.SourceFileLoader):
    rewrite: Callable[[str, ast.Module], ast.Module]
    names: dict[str, object]

    def get_code(self, fullname: str) -> Any:
        """The code with switches; never what an earlier run compiled."""
        path = self.get_filename(fullname)
        tree = self.rewrite(fullname, ast.parse(self.get_data(path)))
        return compile(ast.fix_missing_locations(tree), path, "exec")

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__.update(self.names)
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, switches: Switches, packages: Sequence[str], conditions: bool) -> None:
        self.switches, self.packages, self.conditions = switches, tuple(packages), conditions

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        """The module as Python finds it, to be loaded with switches if it is of the packages."""
        if not name.startswith(self.packages):
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            loader = _Loader(name, spec.loader.get_filename(name))
            loader.rewrite = self._rewrite
            loader.names = {
                _CALL: self.switches.function,
                _TEST: self.switches.test,
                _KEPT: self.switches.cache,
            }
            spec.loader = loader
        return spec

    def _rewrite(self, name: str, tree: ast.Module) -> ast.Module:
        short = name.removeprefix("newsclean.").removeprefix("extract.")
        _Rewriter(self.switches, short, self.conditions).visit(tree)
        return tree


def install(packages: Sequence[str], *, conditions: bool) -> Switches:
    """Import packages, which were not imported before, with switches."""
    switches = Switches()
    sys.meta_path.insert(0, _Finder(switches, packages, conditions))
    for name in packages:
        # All of it now: processes that are forked later agree on the numbers.
        for module in walk_packages(import_module(name).__path__, f"{name}."):
            import_module(module.name)
    return switches
