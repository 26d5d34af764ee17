"""No regular expression of the package can be made to run away by what a page holds."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import newsclean

LENGTH = 30_000
SECONDS = 0.3
"""Of processor time: a linear search takes a thousandth of it, a quadratic one many times it."""
HOSTILE = [
    *"aAé中1-.,:/@_'([{<>&#*|=\"\t\n\0",
    " ",
    "\u00a0",
    "a ",
    "A ",
    "Aa ",
    "1 ",
    "a.",
    "a,",
    "1.",
    "1,",
    " -",
    " |",
    "- ",
    "<a",
    "a@",
    "[1",
    "( ",
    ".\n",
    " \n",
    "a\n",
    "By A ",
    "http://a",
    "{number}",
    "<meta ",
    "<!--",
    "HTTP/1.1 200\r\n",
    "--b\r\n",
]


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
        if not module.name.endswith("__main__"):
            yield module.name


def patterns(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The compiled expressions in a module's global, or in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, dict):
        for item in (*value.keys(), *value.values()):
            yield from patterns(item, depth + 1)
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from patterns(item, depth + 1)


def all_patterns() -> dict[str, re.Pattern[Any]]:
    found: dict[str, re.Pattern[Any]] = {}
    for name in modules():
        module = importlib.import_module(name)
        for key, value in vars(module).items():
            for number, pattern in enumerate(patterns(value)):
                if pattern not in found.values():
                    found[f"{name}.{key}[{number}]"] = pattern
    return found


PATTERNS = all_patterns()


def test_there_are_patterns_to_look_at() -> None:
    assert len(PATTERNS) > 50


class TooSlow(BaseException):
    pass


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    def stop(signum: int, frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", PATTERNS)
def test_linear(name: str) -> None:
    pattern = PATTERNS[name]
    for unit in HOSTILE:
        text = unit * (LENGTH // len(unit))
        for hostile in (text, f"x{text}\x01"):
            searched = hostile if isinstance(pattern.pattern, str) else hostile.encode()
            try:
                with processor_time(SECONDS):
                    pattern.search(searched)
            except TooSlow:
                pytest.fail(f"{pattern.pattern!r} runs away on {unit!r}")
