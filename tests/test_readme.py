"""The README tells the truth: outputs, examples and the two commands of the set-up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsclean.cli._chain import verb_names

from . import readme, seedbed

TEXT = readme.README.read_text("utf-8")


def test_outputs_are_what_the_commands_print(capsys: pytest.CaptureFixture[str]) -> None:
    assert readme.main(["--check"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("command", readme.commands("run"), ids=lambda c: c.split("\n")[0])
def test_examples_run(command: str, tmp_path: Path) -> None:
    seedbed.plant(tmp_path)
    ended = readme.run(command, tmp_path)
    assert ended.returncode == 0, ended.stdout


def test_what_ci_runs_is_there() -> None:
    for name in ("install", "tests", "lint", "types", "readme"):
        assert len(readme.commands(f"ci: {name}")) == 1, name


def test_every_verb_has_its_help_in_the_reference() -> None:
    shown = set(re.findall(r"<!-- output: newsclean (\w+) --help -->", TEXT))
    assert shown == verb_names()


def test_links_to_files_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", TEXT):
        assert (seedbed.ROOT / target).exists(), target
