"""Chained in one command or piped into each other, verbs give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean import encode, pipeline

from .. import seedbed
from ..cases import CHAINS, LAST_VERBS, RECORD_VERBS, Case
from ..conftest import Command


def piped(newsclean: Command, verbs: tuple[str, ...], stdin: str, cwd: Path) -> str:
    """What the last verb writes when each is a command of its own."""
    for verb in verbs:
        stdin = newsclean(*verb.split(), stdin=stdin, cwd=cwd).stdout
    return stdin


@pytest.mark.parametrize("case", CHAINS, ids=str)
def test_chain_is_python_is_pipe(case: Case, newsclean: Command, bed: Path) -> None:
    words = [word for verb in case.verbs for word in verb.split()]
    chained = newsclean(*words, cwd=bed.parent)
    assert chained.code == 0
    with seedbed.inside(bed.parent):
        python = [encode(article) + "\n" for article in pipeline(["seeds"], *case.stages)]
    assert chained.stdout == "".join(python)
    assert chained.stdout == piped(newsclean, case.verbs, "", bed.parent)


@given(data=st.data())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_verbs_chained_are_the_same_verbs_piped(
    data: st.DataObject, newsclean: Command, seed_lines: list[str], tmp_path: Path
) -> None:
    lines = data.draw(st.lists(st.sampled_from(seed_lines), max_size=8))
    verbs = data.draw(st.lists(st.sampled_from(RECORD_VERBS), min_size=1, max_size=4))
    # An export to standard output ends a chain, though not a pipe.
    verbs = [verb for verb in verbs[:-1] if not verb.startswith("export")] + verbs[-1:]
    if data.draw(st.booleans()):
        verbs.append(data.draw(st.sampled_from(LAST_VERBS)))
        verbs = [v for v in verbs if not v.startswith("export") or v in LAST_VERBS]
    stdin = "".join(line + "\n" for line in lines)
    words = [word for verb in verbs for word in verb.split()]
    chained = newsclean(*words, stdin=stdin, cwd=tmp_path)
    assert chained.code == 0
    assert chained.stdout == piped(newsclean, tuple(verbs), stdin, tmp_path)


def test_a_real_pipe(shell: Command, bed: Path) -> None:
    chain = shell("newsclean -q extract seeds/digest.txt normalize dedupe", cwd=bed.parent)
    pipe = shell(
        "newsclean -q extract seeds/digest.txt | newsclean -q normalize | newsclean -q dedupe",
        cwd=bed.parent,
    )
    assert chain.stdout
    assert (chain.stdout, chain.stderr) == (pipe.stdout, pipe.stderr)


def test_workers_give_what_one_process_gives(newsclean: Command, bed: Path) -> None:
    words = ["extract", "seeds", "normalize", "dedupe"]
    many = newsclean(*words, "-j", "2", cwd=bed.parent)
    assert many.stdout == newsclean(*words, cwd=bed.parent).stdout


def test_unknown_fields_survive_every_verb(newsclean: Command, seed_lines: list[str]) -> None:
    record = json.loads(seed_lines[0])
    record["rating"] = {"stars": 3}
    record["source"]["crawler"] = "c7"
    record["body"][0]["lang"] = "x"
    ended = newsclean("normalize", "dedupe", "--mark", "export", stdin=json.dumps(record))
    found = json.loads(ended.stdout)
    assert found["rating"] == {"stars": 3}
    assert found["source"]["crawler"] == "c7"
    assert found["body"][0]["lang"] == "x"


def test_preview_in_the_middle_passes_the_records_on(
    newsclean: Command, seed_lines: list[str]
) -> None:
    stdin = "".join(line + "\n" for line in seed_lines[:5])
    plain = newsclean("normalize", stdin=stdin)
    drawn = newsclean("preview", "normalize", stdin=stdin)
    assert drawn.stdout == plain.stdout
    assert json.loads(plain.stdout.splitlines()[0])["title"][:20] in drawn.stderr


def test_each_verb_can_write_its_records_aside(
    newsclean: Command, bed: Path, tmp_path: Path
) -> None:
    words = ["extract", "seeds/index.txt", "-o", tmp_path / "raw.jsonl", "normalize", "export"]
    ended = newsclean(*words, "-f", "csv", cwd=bed.parent)
    raw = (tmp_path / "raw.jsonl").read_text("utf-8")
    assert raw == newsclean("extract", "seeds/index.txt", cwd=bed.parent).stdout
    assert ended.stdout == newsclean("normalize", "export", "-f", "csv", stdin=raw).stdout


def test_a_chain_writes_several_formats(newsclean: Command, bed: Path, tmp_path: Path) -> None:
    words = ["extract", "seeds/digest.txt", "export", "-f", "csv", "-o", tmp_path / "all.csv"]
    ended = newsclean(*words, "export", "-f", "markdown", "-o", f"{tmp_path}/md/", cwd=bed.parent)
    assert ended.code == 0
    assert (tmp_path / "all.csv").stat().st_size > 0
    assert len(list((tmp_path / "md").glob("*.md"))) == len(seedbed.expected("digest.txt"))
