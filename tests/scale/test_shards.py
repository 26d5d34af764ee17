"""Shards: whatever runs them, in whatever order, they are joined to what one machine gives."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean import Extract
from newsclean.job import Job
from newsclean.scale.shares import Shard, deal, named

from ..conftest import Command
from .jobs import outputs, plant, take_outputs


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    return plant(tmp_path)


def shards(newsclean: Command, folder: Path, *numbers: int, of: int, code: int | None = 0) -> str:
    said = ""
    for number in numbers:
        ended = newsclean("run", "pipeline.toml", "--shard", f"{number}/{of}", cwd=folder)
        assert code is None or ended.code == code, ended.stderr
        said += ended.stderr
    return said


def collect(newsclean: Command, folder: Path, code: int = 1) -> str:
    ended = newsclean("run", "pipeline.toml", "--collect", cwd=folder)
    assert ended.code == code, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize("count", [1, 2, 13])
def test_joined_shards_are_what_one_machine_gives(
    count: int, planted: Path, newsclean: Command
) -> None:
    whole = newsclean("run", "pipeline.toml", cwd=planted)
    expected = take_outputs(planted)
    assert (whole.code, len(expected)) == (1, 4)
    numbers = random.Random(count).sample(range(1, count + 1), count)
    said = shards(newsclean, planted, *numbers, of=count, code=None)
    assert said.count("gone.html: no such file") == 1
    assert outputs(planted) == {}
    assert collect(newsclean, planted).splitlines()[-1] == whole.stderr.splitlines()[-1]
    assert outputs(planted) == expected


def test_record_files_and_what_follows_a_file_in_between(planted: Path, newsclean: Command) -> None:
    text = (planted / "pipeline.toml").read_text()
    text = text.replace('verb = "extract"', 'verb = "extract"\noutput = "raw.jsonl"')
    (planted / "pipeline.toml").write_text(text.replace('"export"', '"export"\nformat = "csv"'))
    newsclean("run", "pipeline.toml", cwd=planted)
    expected = take_outputs(planted), (planted / "raw.jsonl").read_bytes()
    (planted / "raw.jsonl").unlink()
    shards(newsclean, planted, 1, 2, of=2, code=None)
    collect(newsclean, planted)
    assert (outputs(planted), (planted / "raw.jsonl").read_bytes()) == expected


def test_nothing_is_joined_before_all_is_done(planted: Path, newsclean: Command) -> None:
    assert "no shard of this job is done" in collect(newsclean, planted, 2)
    shards(newsclean, planted, 1, 4, of=5, code=None)
    said = collect(newsclean, planted, 2)
    assert "3 shards of 5 not done: 2, 3, 5" in said
    assert len(said.splitlines()) == 1
    assert outputs(planted) == {}


def test_what_is_done_is_not_done_again_unless_it_changed(
    planted: Path, newsclean: Command
) -> None:
    shards(newsclean, planted, 1, 2, of=2, code=None)
    before = {path.name: path.read_bytes() for path in (planted / "pipeline.toml.parts").iterdir()}
    said = shards(newsclean, planted, 1, 2, of=2)
    assert said.splitlines() == [f"newsclean: shard {n}/2: done by an earlier run" for n in (1, 2)]
    after = {path.name: path.read_bytes() for path in (planted / "pipeline.toml.parts").iterdir()}
    assert after == before

    page = planted / "in" / "3.html"
    page.write_text(page.read_text().replace("</title>", ", a day later</title>"))
    said = shards(newsclean, planted, 1, 2, of=2, code=None)
    assert said.count("done by an earlier run") == 1
    collect(newsclean, planted)
    joined = take_outputs(planted)
    newsclean("run", "pipeline.toml", cwd=planted)
    assert outputs(planted) == joined

    text = (planted / "pipeline.toml").read_text()
    (planted / "pipeline.toml").write_text(text.replace('"extract"', '"extract"\nevidence = true'))
    assert "of another job" in collect(newsclean, planted, 2)
    assert "done by" not in shards(newsclean, planted, 1, of=2, code=None)


def test_shards_that_saw_different_inputs_are_not_joined(planted: Path, newsclean: Command) -> None:
    shards(newsclean, planted, 1, of=2, code=None)
    (planted / "in" / "late.html").write_text("<p>Late.</p>")
    shards(newsclean, planted, 2, of=2, code=None)
    assert "the inputs changed between two shards" in collect(newsclean, planted, 2)


def test_a_part_without_its_marker_counts_for_nothing(planted: Path, newsclean: Command) -> None:
    """So a run leaves the folder that is killed between the two."""
    newsclean("run", "pipeline.toml", cwd=planted)
    expected = take_outputs(planted)
    shards(newsclean, planted, 1, 2, of=2, code=None)
    folder = planted / "pipeline.toml.parts"
    (folder / "shard-2-of-2.done").unlink()
    (left,) = folder.glob("shard-2-of-2.*.part.jsonl")
    left.write_bytes(left.read_bytes()[:100])
    assert "1 shard of 2 not done: 2" in collect(newsclean, planted, 2)
    shards(newsclean, planted, 2, of=2, code=None)
    collect(newsclean, planted)
    assert outputs(planted) == expected
    assert not left.exists()


def test_a_damaged_part_is_told_of(planted: Path, newsclean: Command) -> None:
    shards(newsclean, planted, 1, of=1, code=None)
    (part,) = (planted / "pipeline.toml.parts").glob("*.part.jsonl")
    data = part.read_bytes()
    part.write_bytes(data[:-100])
    assert "is not as its marker says" in collect(newsclean, planted, 4)
    part.write_bytes(data.replace(b'"records"', b'"recordz"', 1))
    assert "damaged" in collect(newsclean, planted, 4)
    assert "all.jsonl" not in outputs(planted)


def test_two_runs_of_a_shard_at_once_do_no_harm(planted: Path, newsclean: Command) -> None:
    newsclean("run", "pipeline.toml", cwd=planted)
    expected = take_outputs(planted)
    words = [sys.executable, "-m", "newsclean", "-q", "run", "pipeline.toml", "--shard", "1/1"]
    both = [subprocess.Popen(words, cwd=planted, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert {each.wait(60) for each in both} <= {0, 1}
    names = sorted(path.name for path in (planted / "pipeline.toml.parts").iterdir())
    assert sum(name.endswith(".done") for name in names) == 1
    collect(newsclean, planted)
    assert outputs(planted) == expected


def test_a_killed_shard_is_done_by_the_next_run(tmp_path: Path, newsclean: Command) -> None:
    planted = plant(tmp_path, 24)
    words = [sys.executable, "-m", "newsclean", "run", "pipeline.toml", "--shard", "1/1"]
    run = subprocess.Popen(words, cwd=planted, stderr=subprocess.DEVNULL)
    folder = planted / "pipeline.toml.parts"
    while not folder.is_dir() or not list(folder.iterdir()):
        assert run.poll() is None
    run.kill()
    run.wait(60)
    shards(newsclean, planted, 1, of=1, code=None)
    collect(newsclean, planted)
    assert len(outputs(planted)) == 4
    assert len(list(folder.iterdir())) == 3


REFUSED = {
    "0/3": "no shard",
    "4/3": "no shard",
    "three": "no shard",
}


@pytest.mark.parametrize("word", REFUSED)
def test_a_word_that_names_no_shard(word: str, planted: Path, newsclean: Command) -> None:
    ended = newsclean("run", "pipeline.toml", "--shard", word, cwd=planted)
    assert ended.code == 2
    assert REFUSED[word] in ended.stderr


@pytest.mark.parametrize(
    ("line", "why"),
    [('state = "s.db"', "leave out the state"), ("learn = true", "run newsclean learn first")],
)
def test_what_cannot_be_done_in_shards(
    line: str, why: str, planted: Path, newsclean: Command
) -> None:
    text = (planted / "pipeline.toml").read_text()
    (planted / "pipeline.toml").write_text(text.replace('"extract"', f'"extract"\n{line}'))
    ended = newsclean("run", "pipeline.toml", "--shard", "1/2", cwd=planted)
    assert ended.code == 2
    assert why in ended.stderr


def test_shares_are_even_and_know_no_order(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{n}.html") for n in range(100)]
    for name in names:
        Path(name).touch()

    def shares(inputs: list[str]) -> list[set[str]]:
        job = Job(inputs=inputs, stages=(Extract(),))
        all_names = [name for name, _ in named(job, "")]
        dealt = deal(job)
        every = [dealt.share(Shard(number, 7)).tolist() for number in range(1, 8)]
        return [{all_names[place] for place in files} for files in every]

    dealt = shares(names)
    assert sorted(map(len, dealt)) == [14] * 5 + [15] * 2
    assert set().union(*dealt) == set(names)
    assert shares(random.Random(1).sample(names, 100)) == dealt
