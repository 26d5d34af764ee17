"""A local Dask cluster of two workers: it gives what one machine gives, whatever dies."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import (
    Counting,
    Dedupe,
    Export,
    Extract,
    JobError,
    NewscleanError,
    Normalize,
    decode,
    encode,
    extract_page,
    scale,
)
from newsclean.job import Job
from newsclean.job.running import resumed
from newsclean.scale.cluster import Spread, address
from newsclean.scale.process import Report
from newsclean.scale.shard import Work

from ..conftest import Command
from ..hostile import page
from ..seedbed import ROOT, inside
from .jobs import outputs, plant, take_outputs
from .poison import Poisoned

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


def started() -> Any:
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    return distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with started() as cluster:
        yield cluster.scheduler_address.replace("tcp://", "dask://")


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    return plant(tmp_path)


def spread(folder: Path, url: str, *stages: Any) -> tuple[Spread, Counting]:
    """A job over the pages of a folder, or over their records, about to be done on a cluster."""
    inputs = str(folder / "in")
    if not stages:  # so that no shard has to load what reads pages
        inputs, stages = str(folder / "records"), (Normalize(), Dedupe())
        for number in () if (folder / "records").exists() else range(6):
            (folder / "records").mkdir(exist_ok=True)
            (article,) = extract_page(page(number % 5))
            (folder / "records" / f"{number}.jsonl").write_text(encode(article) + "\n", "utf-8")
    stages = (*stages, Export(output=str(folder / "all.jsonl")))
    job = Job(inputs=(inputs,), stages=stages)
    return Spread(Work(job, str(folder / "parts")), address(url)), Counting()


def through(spread: Spread, ledger: Counting) -> Counting:
    deque(resumed(spread.work.job, spread.batches(), decode, spread.work.rest, ledger), 0)
    return ledger


def test_a_cluster_gives_what_one_machine_gives(
    cluster: str, planted: Path, newsclean: Command
) -> None:
    whole = newsclean("run", "pipeline.toml", cwd=planted)
    expected = take_outputs(planted)
    words = ["run", "pipeline.toml", "--cluster", f"{cluster}?shards=2"]
    ended = newsclean(*words, cwd=planted)
    assert ended.code == whole.code == 1
    assert ended.stderr == whole.stderr
    assert take_outputs(planted) == expected
    markers = {p: p.stat().st_mtime_ns for p in (planted / "pipeline.toml.parts").glob("*.done")}
    assert len(markers) == 2
    assert newsclean(*words, cwd=planted).code == 1
    assert outputs(planted) == expected
    assert {path: path.stat().st_mtime_ns for path in markers} == markers, "done again"


def test_a_chain_and_python_leave_no_parts(cluster: str, planted: Path, newsclean: Command) -> None:
    chain = ["extract", "in", "dedupe", "export", "-o"]
    expected = newsclean(*chain, "one.jsonl", cwd=planted)
    ended = newsclean(*chain, "two.jsonl", "--cluster", f"{cluster}?shards=1", cwd=planted)
    assert ended == expected
    with inside(planted):
        stages = (Extract(), Dedupe())
        tally = scale.run(["in"], *stages, output="three.jsonl", cluster=f"{cluster}?shards=1")
        assert tally == scale.run(["in"], *stages, output="four.jsonl")
    data = {(planted / f"{name}.jsonl").read_bytes() for name in ("one", "two", "three", "four")}
    assert len(data) == 1
    assert not list(planted.glob("*.parts"))


def test_a_worker_that_is_killed_loses_nothing(cluster: str, planted: Path) -> None:
    job, ledger = spread(planted, f"{cluster}?shards=3")
    expected = Counting()
    scale.run(
        [str(planted / "records")],
        *job.work.job.stages[:-1],
        output=planted / "one.jsonl",
        ledger=expected,
    )
    killed: list[int] = []

    def kill(report: Report) -> None:
        if not killed:
            with distributed.Client(cluster.replace("dask://", "tcp://")) as client:
                killed.append(min(client.run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    job.watch = kill
    through(job, ledger)
    assert killed
    assert ledger.tally == expected.tally
    assert (planted / "all.jsonl").read_bytes() == (planted / "one.jsonl").read_bytes()


def test_a_poisoned_page_costs_only_itself(cluster: str, planted: Path) -> None:
    for name in ("kills", "hangs"):
        (planted / "in" / f"{name}.html").write_text("<p>Poison.</p>")
    ledger = through(*spread(planted, f"{cluster}?shards=1", Poisoned()))
    assert ledger.tally.failed == 2
    assert ledger.tally.done == 9
    reasons = {Path(reject.path).name: reject.reason for reject in ledger.rejects}
    assert "SIGKILL" in reasons["kills.html"]
    assert "took longer" in reasons["hangs.html"]


def test_a_shard_that_fails_three_times_is_one_failed_input(cluster: str, planted: Path) -> None:
    (planted / "parts" / "shard-2-of-2.done").mkdir(parents=True)  # no marker can be put there
    told: list[Report] = []
    job, ledger = spread(planted, f"{cluster}?shards=2")
    job.watch = told.append
    through(job, ledger)
    assert [report.shard.number for report in told if report.wrong] == [2]
    (failed,) = [reject for reject in ledger.rejects if reject.path.startswith("shard")]
    assert failed.path == "shard 2/2"
    assert "it is a folder" in failed.reason
    assert ledger.tally.failed == 1
    assert ledger.tally.records == (planted / "all.jsonl").read_text().count("\n") > 0


def test_what_is_done_when_the_scheduler_is_lost_stays_done(planted: Path, cluster: str) -> None:
    with started() as other:
        url = other.scheduler_address.replace("tcp://", "dask://")
        job, ledger = spread(planted, f"{url}?shards=3")
        job.watch = lambda report: other.close()
        with pytest.raises(NewscleanError, match="cluster is lost"):
            through(job, ledger)
    assert not (planted / "all.jsonl").exists()
    done = len(list((planted / "parts").glob("*.done")))
    assert done >= 1
    told: list[Report] = []
    job, ledger = spread(planted, f"{cluster}?shards=3")
    job.watch = told.append
    through(job, ledger)
    assert sum(report.earlier for report in told) >= done
    assert len(told) == 3
    assert (planted / "all.jsonl").exists()


WRONG = (
    "dask://",
    "dask://host",
    "dask://host:99?workers=0",
    "ray://local",
    "local",
    "dask://a:1?x=y",
)


@pytest.mark.parametrize("url", WRONG)
def test_a_url_that_is_no_cluster(url: str) -> None:
    with pytest.raises(JobError, match="is no cluster"):
        address(url)


def test_a_cluster_that_is_not_there(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.scale.dask._PATIENCE", 1)
    with pytest.raises(NewscleanError, match="no cluster there"):
        through(*spread(planted, "dask://127.0.0.1:9"))
