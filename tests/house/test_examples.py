"""Every example runs as it stands, and writes nothing outside of temporary folders."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .. import seedbed
from ..scale.jobs import plant, take_outputs

EXAMPLES = seedbed.ROOT / "examples"
LIBRARIES = {
    "scrapy_pipeline.py": "scrapy",
    "hugging_face_dataset.py": "datasets",
    "ray_shards.py": "ray",
    "spark_shards.py": "pyspark",
}
"""Examples that need a library of their own, which has a test of its own below."""
SCRIPTS = sorted(p.name for p in EXAMPLES.iterdir() if p.suffix in (".sh", ".py"))
SCRIPTS = [name for name in SCRIPTS if name not in LIBRARIES]
SKIPPED = 77
"""The exit status of an example that needs a program which is not there."""


def run(name: str, temporary: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    starter = [sys.executable] if name.endswith(".py") else ["bash"]
    ended = subprocess.run(
        [*starter, EXAMPLES / name, *words],
        cwd=temporary,
        env={**os.environ, "PATH": path, "TMPDIR": str(temporary)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    if ended.returncode == SKIPPED:
        pytest.skip(ended.stderr.strip())
    assert ended.returncode == 0, ended.stderr
    return ended


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir() if p.name != "__pycache__"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_example_runs(name: str, tmp_path: Path) -> None:
    before = names(seedbed.ROOT), names(EXAMPLES), names(seedbed.SEEDS)
    ended = run(name, tmp_path)
    assert ended.stdout.strip()
    assert (names(seedbed.ROOT), names(EXAMPLES), names(seedbed.SEEDS)) == before


@pytest.mark.skipif(os.name != "posix", reason="a bound on the size of files")
def test_a_clean_up_on_a_full_disk_fails(bed: Path, tmp_path: Path) -> None:
    script = f"ulimit -f 16; exec bash {EXAMPLES}/clean_up_folder.sh {bed} {tmp_path}/archive"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ended.returncode == 4
    assert "cannot write" in ended.stderr


def test_publishers_are_counted(bed: Path, tmp_path: Path) -> None:
    counted = run("publishers_with_jq.sh", tmp_path, bed).stdout
    assert " Tamarack Tribune\n" in counted


def test_clean_up_leaves_an_archive(bed: Path, tmp_path: Path) -> None:
    run("clean_up_folder.sh", tmp_path, bed, tmp_path / "archive")
    with (tmp_path / "archive" / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    files = list((tmp_path / "archive" / "articles").glob("*.md"))
    assert len(rows) == len(files) > 20


def test_the_nightly_job_does_only_what_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "incoming").mkdir(parents=True)
    for name in ("json-ld.html", "digest.txt"):
        (folder / "incoming" / name).write_bytes((seedbed.SEEDS / name).read_bytes())
    run("nightly.sh", tmp_path, folder)
    first = names(folder / "articles")
    (folder / "incoming" / "later.html").write_bytes((seedbed.SEEDS / "german.html").read_bytes())
    run("nightly.sh", tmp_path, folder)
    second = names(folder / "articles")
    assert first < second
    assert len(second - first) == 1
    assert len((folder / "nightly.log").read_text("utf-8").splitlines()) == 2


def test_the_nightly_job_knows_stories_whose_files_moved(tmp_path: Path) -> None:
    incoming = tmp_path / "news" / "incoming"
    incoming.mkdir(parents=True)
    for name in ("json-ld.html", "german.html"):
        (incoming / name).write_bytes((seedbed.SEEDS / name).read_bytes())
    run("nightly.sh", tmp_path, tmp_path / "news")
    first = names(tmp_path / "news" / "articles")
    (incoming / "old").mkdir()
    (incoming / "json-ld.html").rename(incoming / "old" / "json-ld.html")
    (incoming / "german.html").rename(incoming / "renamed.html")
    run("nightly.sh", tmp_path, tmp_path / "news")
    assert len(first) == 2
    assert names(tmp_path / "news" / "articles") == first
    assert "2 duplicates" in (tmp_path / "news" / "nightly.log").read_text("utf-8")


def test_a_spider_gives_articles(bed: Path, tmp_path: Path) -> None:
    pytest.importorskip("scrapy")
    pages = [(bed / name).as_uri() for name in ("streamed.html", "consent-wall.html")]
    words = [EXAMPLES / "scrapy_pipeline.py", "-a", f"start={','.join(pages)}", "-O", "out.jsonl"]
    ended = subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", *words],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    (item,) = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert set(item) == {"url", "title", "authors", "published", "text"}
    assert item["title"] and item["text"]


def test_a_dataset_of_articles(bed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = pytest.importorskip("datasets")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    run("hugging_face_dataset.py", tmp_path, bed, tmp_path / "out")
    found = datasets.load_from_disk(str(tmp_path / "out"))
    assert "ferries" in " ".join(found["text"]) and found.column_names[0] == "id"


@pytest.mark.parametrize("name", ["ray_shards.py", "spark_shards.py"])
def test_shards_on_other_clusters(name: str, tmp_path: Path) -> None:
    pytest.importorskip(LIBRARIES[name])
    plant(tmp_path, 4)
    chain = [sys.executable, "-m", "newsclean", "run", "pipeline.toml"]
    subprocess.run(chain, cwd=tmp_path, check=False, timeout=120)
    expected = take_outputs(tmp_path)
    words = [sys.executable, EXAMPLES / name, "pipeline.toml", "3"]
    ended = subprocess.run(words, cwd=tmp_path, timeout=300)
    assert ended.returncode == 1  # one input is missing
    assert take_outputs(tmp_path) == expected
