"""The documents tell the truth: outputs, pictures, examples, links and the set-up's commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsclean.cli._chain import verb_names

from .. import readme, seedbed
from .test_imports import LAYERS

DOCUMENTS = {path.relative_to(seedbed.ROOT).as_posix(): path for path in readme.documents()}
TEXTS = {name: path.read_text("utf-8") for name, path in DOCUMENTS.items()}
WITH_EXAMPLES = [
    n for n, p in DOCUMENTS.items() if any(e.kind == "run" for e in readme.examples(p))
]


def anchors(text: str) -> set[str]:
    """What the headings of a document are called in links."""
    headings = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^```.*?^```$", "", text))
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def test_outputs_are_what_the_commands_print(capsys: pytest.CaptureFixture[str]) -> None:
    assert readme.main(["--check"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_run(name: str, tmp_path: Path) -> None:
    seedbed.plant(tmp_path)
    for example in readme.examples(DOCUMENTS[name]):
        if example.kind == "run" and not example.lacks():
            ended = readme.run(example.text, tmp_path, example.language)
            assert ended.returncode == 0, f"{example.text}\n{ended.stdout}"


def test_what_ci_runs_is_there() -> None:
    found = [e.names for e in readme.examples(readme.README) if e.kind == "ci"]
    assert found == [("install",), ("tests",), ("lint",), ("types",), ("readme",)]


def test_every_verb_has_its_help_in_the_reference() -> None:
    shown = re.findall(r"<!-- output: newsclean (\w+) --help -->", TEXTS["newsclean/cli/README.md"])
    assert sorted(shown) == sorted(verb_names())


def test_every_layer_is_described() -> None:
    described = re.findall(r"(?m)^\| \[?`(\w+)`", TEXTS["newsclean/README.md"])
    assert set(described) >= set(LAYERS)


def test_the_first_page_is_short() -> None:
    assert TEXTS["README.md"].count("\n") <= 250


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)#?([^)\s]*)\)", TEXTS[name])
    for target, anchor in links:
        path = DOCUMENTS[name].parent / target if target else DOCUMENTS[name]
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text("utf-8")), f"{target}#{anchor}"
