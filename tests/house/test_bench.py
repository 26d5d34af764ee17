"""The benchmarks' own tools: switches, folds, floors."""

from __future__ import annotations

import doctest
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"
RULES = '''
def loud(text: str) -> bool:
    return text.isupper() and len(text) > 2

def cut(words: list[str]) -> list[str]:
    """Without the first."""
    return words[1:]

def told(text: str) -> str | None:
    if loud(text) or text.endswith("!"):
        return " ".join(cut(text.split()))
    return None
'''


def bench(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(BENCH)
    return import_module(name)


@pytest.mark.parametrize("name", ["sites", "switches"])
def test_examples_hold(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctest.testmod(bench(name, monkeypatch)).failed == 0


def test_every_rule_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ruled").mkdir()
    (tmp_path / "ruled" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "ruled" / "rules.py").write_text(RULES, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    switches = bench("switches", monkeypatch).install(["ruled"], conditions=True)
    told = import_module("ruled.rules").told
    assert told("OH NO") == "NO"
    fired = {switches.names[number].partition("  ")[0] for number in switches.fired}
    assert fired == {
        "ruled.rules:loud()",
        "ruled.rules:cut()",
        "ruled.rules:told()",
        "ruled.rules:told never: loud(text) or text.endswith('!')",
        "ruled.rules:told never: loud(text)",
    }

    def without(name: str) -> object:
        switches.off = next(n for n, each in enumerate(switches.names) if each.startswith(name))
        return told("OH NO")

    assert without("ruled.rules:loud()") is None
    assert without("ruled.rules:cut()") == "OH NO"
    assert without("ruled.rules:told()") is None
    assert without("ruled.rules:told never: loud(text) or") is None
    assert without("ruled.rules:loud drop: text.isupper()") == "NO"


def test_a_property_that_is_kept_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "kept" / "rules.py").write_text(
        "from functools import cached_property\n\nclass Line:\n    @cached_property\n"
        "    def size(self) -> int:\n        return 7\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    switches = bench("switches", monkeypatch).install(["kept"], conditions=False)
    line = import_module("kept.rules").Line
    assert line().size == 7
    switches.off = 0
    assert line().size == 0


def test_a_drop_below_a_floor_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floors = bench("floors", monkeypatch)
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    floors.write("all", {"dumps": {"pages": 9, "F1": 0.9, "false date": 0.02}})
    assert floors.worse("all", {"dumps": {"pages": 8, "F1": 0.898, "false date": 0.01}}) == []
    told = floors.worse("all", {"dumps": {"F1": 0.89, "false date": 0.03}, "more": {"F1": 0.1}})
    assert told == [
        "dumps: F1 is 0.890, below its floor of 0.900",
        "dumps: false date is 0.030, above its floor of 0.020",
    ]


def test_what_a_model_depends_on_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    fits = bench("folds", monkeypatch).FITS
    assert fits
    assert not [path for fit in fits for path in fit.files() if not path.is_file()]
