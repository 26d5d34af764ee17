"""dedupe --report, --explain, --clusters and --only-duplicates, as a user meets them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsclean.article import Article, Block, encode
from newsclean.cli import main
from newsclean.dedupe import Dedupe
from newsclean.preview.dedupe_report import DedupeReport

TEXT = [
    "Ferry crews on the Sund line walked out before dawn on Friday, leaving four thousand "
    "commuters on the wrong side of the water.",
    "Their union says that rosters changed eleven times since spring, and that nobody was asked.",
    "The operator, Sundfart, offered talks but called the walkout irresponsible and costly.",
]
OTHER = [
    "A retired piano tuner from Lunde has catalogued every bell in the province by its pitch.",
    "He began with the chapel behind his workshop and finished, nine years later, on an island.",
]


@dataclass
class Plain:
    color: str = "never"


def records() -> list[Article]:
    def record(name: str, texts: list[str], **fields: str) -> Article:
        return Article(id=name, body=[Block(text=text) for text in texts], **fields)  # type: ignore[arg-type]

    return [
        record("a", TEXT, title="[red]Ferries[/red] \x1b[31mstop", publisher="Wire"),
        record("b", TEXT[:2], title="Ferries stop", publisher="Bugle", published="2024-05-03"),
        record("c", TEXT, title="Crews walk out", url="https://x.example/c"),
        record("o", OTHER, title="The man who knows every bell"),
        record("n", [*OTHER[:1], TEXT[1], TEXT[0][::-1]], title="Bells and ferries"),
    ]


def drawn(capsys: pytest.CaptureFixture[str], width: int, **what: bool) -> str:
    what = {"report": False, "explain": False, **what}
    stage = Dedupe(observer=DedupeReport(look=Plain(), width=width, **what))  # type: ignore[arg-type]
    list(stage.judge(map(stage.mark, records())))
    return capsys.readouterr().err


@pytest.mark.parametrize("width", [40, 60, 100, 160])
def test_the_report_fits_and_shows_who_carried_what(
    capsys: pytest.CaptureFixture[str], width: int
) -> None:
    report = drawn(capsys, width, report=True, explain=True)
    assert max(map(len, report.splitlines())) <= width
    assert "5 records, 3 stories; 1 told more than once" in " ".join(report.split())
    assert "3 ×" in report
    for word in ("Wire", "Bugle", "2024-05-03", "kept"):
        assert word in report
    assert "\x1b" not in report
    assert "[red]" in report


def test_every_pair_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    report = drawn(capsys, 100, explain=True)
    assert "100% likely one story: joined" in " ".join(report.split())
    assert "the same text" in report
    assert "of one text is in the other" in report


def test_a_tie_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    brief = Article(id="x", kind="brief", title="Strike", summary=TEXT[0])
    look = DedupeReport(report=True, explain=True, look=Plain(), width=100)
    stage = Dedupe(observer=look)
    list(stage.judge(map(stage.mark, [*records(), brief])))
    report = " ".join(capsys.readouterr().err.split())
    _, told = report.split("likely one story: tied ")
    assert "Strike, x" in told.partition("likely")[0]
    assert "100% of one text is in the other" in told.partition("likely")[0]


def newsclean(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as end:
        main(list(words))
    return int(end.value.code or 0), capsys.readouterr().out


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(encode(a) + "\n" for a in records()), encoding="utf-8")
    return str(path)


def test_clusters(tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str) -> None:
    out = tmp_path / "clusters.jsonl"
    words = ["dedupe", "-i", file, "--keep", "longest", "--prefer", "bugle", "--clusters", str(out)]
    assert newsclean(capsys, *words)[0] == 0
    (cluster,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert cluster["size"] == 3
    assert cluster["kept"]["id"] == "b"
    assert {other["id"] for other in cluster["others"]} == {"a", "c"}
    assert all(0.5 < other["similarity"] <= 1 for other in cluster["others"])


@pytest.mark.parametrize("more", [[], ["--stream"], ["--seen"]])
def test_only_duplicates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, more: list[str]
) -> None:
    counts = tmp_path / "counts.json"
    more = [*more, str(tmp_path / "seen")] if more == ["--seen"] else more
    words = ["dedupe", "-i", file, "--only-duplicates", "--summary-json", str(counts), *more]
    with pytest.raises(SystemExit) as end:
        main(words)
    told = capsys.readouterr()
    assert not end.value.code
    passed = [json.loads(line) for line in told.out.splitlines()]
    assert [(a["id"], a["duplicate_of"]) for a in passed] == [("b", "a"), ("c", "a")]
    # Those left out are no duplicates, and are not counted as such.
    assert "5 records: 5 done; 3 originals left out" in told.err
    tally = json.loads(counts.read_text())
    assert (tally["records"], tally["duplicates"], tally["left_out"]) == (2, 0, 3)


@pytest.mark.parametrize(
    "words",
    [
        ["--stream", "--keep", "longest"],
        ["--stream", "--prefer", "Wire"],
        ["--stream", "--report"],
        ["--seen-for", "30d"],
        ["--seen", "x", "--seen-for", "soon"],
    ],
)
def test_what_does_not_go_together(
    capsys: pytest.CaptureFixture[str], file: str, words: list[str]
) -> None:
    assert newsclean(capsys, "dedupe", "-i", file, *words)[0] == 2
