"""Every seed becomes exactly the records that stand beside it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from newsclean.article import decode, json_schema, to_dict

from .. import seedbed


@pytest.mark.parametrize("name", seedbed.names())
def test_seed_becomes_its_expected_records(name: str, bed: Path) -> None:
    diff = seedbed.difference(seedbed.expected(name), seedbed.records(bed, name))
    if diff:
        pytest.fail(
            f"{name} gives other records (right ones? python -m tests.regenerate_seeds {name})\n"
            + diff,
            pytrace=False,
        )


@pytest.mark.parametrize("name", seedbed.names())
def test_expected_records_are_valid(name: str) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for record in seedbed.expected(name):
        validator.validate(record)


def test_lines_are_valid_and_have_the_same_columns(seed_lines: list[str]) -> None:
    rows = [json.loads(line) for line in seed_lines]
    validator = jsonschema.Draft202012Validator(json_schema())
    for row in rows:
        validator.validate(row)
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert "evidence" not in rows[0]


def test_every_expected_file_has_its_page() -> None:
    pages = {f"{name}{seedbed.SUFFIX}" for name in seedbed.names()}
    beside = {path.name for path in seedbed.SEEDS.iterdir() if path.name.endswith(seedbed.SUFFIX)}
    assert beside == pages


def test_the_folder_as_a_whole_gives_what_its_pages_give(bed: Path, newsclean) -> None:
    """One command over the folder: sorted, scripts and images of a saved page passed over."""
    result = newsclean("extract", "seeds/", "normalize", cwd=bed.parent)
    want = [record for name in seedbed.names() for record in seedbed.records(bed, name)]
    have = [to_dict(decode(line)) for line in result.stdout.splitlines()]
    assert all(0 < record.pop("confidence") <= 1 for record in have)
    assert have == want
    assert result.code == 0
    empty = sum(not seedbed.expected(name) for name in seedbed.names())
    done = len({record["source"]["path"] for record in want})
    assert f"{done + empty} pages: {done} done, {empty} empty; " in result.stderr
    assert "other files passed over" in result.stderr


def test_seeds_cover_every_kind_of_record() -> None:
    kinds = {r["kind"] for name in seedbed.names() for r in seedbed.expected(name)}
    assert kinds == {"article", "brief", "link", "post"}
