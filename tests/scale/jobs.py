"""A pipeline over a few pages, and what it leaves behind."""

from __future__ import annotations

from pathlib import Path

from ..hostile import page

PIPELINE = """
inputs = ["in", "gone.html"]
rejects = "rejects.jsonl"
summary-json = "counts.json"
jobs = 1
[[steps]]
verb = "extract"
[[steps]]
verb = "normalize"
[[steps]]
verb = "dedupe"
clusters = "clusters.jsonl"
[[steps]]
verb = "export"
output = "all.jsonl"
"""
OUTPUTS = ("all.jsonl", "clusters.jsonl", "counts.json", "rejects.jsonl")
WALL = "<html><head><title>Log in</title></head><body><h1>Log in</h1><form></form></body></html>"


def plant(folder: Path, count: int = 8) -> Path:
    """A folder with a pipeline, and pages of which two tell one story and one tells none."""
    (folder / "in" / "more").mkdir(parents=True)
    for number in range(count):
        (folder / "in" / f"{number}.html").write_text(page(number), "utf-8")
    (folder / "in" / "more" / "again.html").write_text(page(0), "utf-8")
    (folder / "in" / "wall.html").write_text(WALL, "utf-8")
    (folder / "in" / "style.css").write_text("p{}", "utf-8")
    (folder / "pipeline.toml").write_text(PIPELINE, "utf-8")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    """What a run of the pipeline wrote."""
    return {name: (folder / name).read_bytes() for name in OUTPUTS if (folder / name).exists()}


def take_outputs(folder: Path) -> dict[str, bytes]:
    """The same; they are gone then."""
    found = outputs(folder)
    for name in found:
        (folder / name).unlink()
    return found
