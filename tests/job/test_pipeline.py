"""`pipeline` in Python: the same jobs as on the command line, and what it says no to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean import (
    Article,
    Counting,
    Dedupe,
    Export,
    Extract,
    InputError,
    JobError,
    Normalize,
    Page,
    encode,
    extract_page,
    pipeline,
    to_dict,
)

from ..cli.test_run import STORY, WALL
from ..conftest import Command


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with a story and a login wall."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "story.html").write_text(STORY, "utf-8")
    (folder / "wall.html").write_text(WALL, "utf-8")
    return folder


def test_a_state_and_rejects_are_those_of_the_command_line(
    saved: Path, newsclean: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = Export(format="jsonl", output="all.jsonl")
    found = pipeline(["saved"], Extract(), out, state="pages.db", rejects="bad.jsonl")
    assert [article.title for article in found] == ["Rain at last"]
    ended = newsclean("extract", "saved", "--state", "other.db", "-o", "words.jsonl", cwd=tmp_path)
    assert ended.code == 0
    assert Path("all.jsonl").read_bytes() == Path("words.jsonl").read_bytes()
    (reject,) = map(json.loads, Path("bad.jsonl").read_text().splitlines())
    assert (reject["path"], reject["reason"]) == ("saved/wall.html", "empty")

    (saved / "late.html").write_text(STORY.replace("Rain", "Hail"), "utf-8")
    ledger = Counting()
    found = pipeline(["saved"], Extract(), out, state="pages.db", ledger=ledger)
    assert [article.title for article in found] == ["Hail at last"]
    assert ledger.tally.unchanged == 2
    lines = Path("all.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["Rain at last", "Hail at last"]


def test_a_guarded_worker_gives_the_same_records(saved: Path) -> None:
    plain, guarded = (
        [encode(a) for a in pipeline([saved], Extract(), Normalize(), guarded=guarded)]
        for guarded in (False, True)
    )
    assert plain == guarded != []


def test_learning_needs_the_pages_twice(bed: Path) -> None:
    pages = sorted(bed.glob("aggregator-a*.txt"))
    assert list(pipeline(pages, Extract(), learn=True))
    with pytest.raises(JobError, match="twice"):
        pipeline(iter(pages), Extract(), learn=True)


@pytest.mark.parametrize(
    ("inputs", "stages", "error", "complaint"),
    [
        ("saved", [Extract()], TypeError, "several"),
        (Path("saved"), [Extract()], TypeError, "several"),
        (["gone"], [Extract()], InputError, "gone: no such file or folder"),
        (["saved", Path("gone")], [Extract()], InputError, "gone: no such"),
        (["saved"], [], JobError, "without stages"),
        (["saved"], [Normalize(), Extract()], JobError, "only come first"),
        (["saved"], [Extract(), Export(), Normalize()], JobError, "must come last"),
        (["saved"], [Normalize()], InputError, "begin with Extract"),
        (["saved/story.html"], [Dedupe()], InputError, "begin with Extract"),
        ([Page(data=b"<p>Rain")], [Normalize()], InputError, "begin with Extract"),
        (["saved"], [Extract(), Export(output="saved/story.html")], None, "both read and written"),
    ],
)
def test_what_cannot_be_done_is_an_error(
    inputs: object,
    stages: list[object],
    error: type[Exception] | None,
    complaint: str,
    saved: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At once, or (without an error of its own) when it shows."""
    monkeypatch.chdir(saved.parent)
    if error is not None:
        with pytest.raises(error, match=complaint):
            pipeline(inputs, *stages)  # type: ignore[arg-type]
    else:
        with pytest.raises(JobError, match=complaint):
            list(pipeline(inputs, *stages))  # type: ignore[arg-type]
    assert (saved / "story.html").read_text("utf-8") == STORY


def test_pages_in_memory(saved: Path) -> None:
    pages = [Page(data=STORY.encode(), url="https://mill.example/rain"), Page("a", b"Nothing.")]
    ledger = Counting()
    (article,) = pipeline(pages, Extract(), ledger=ledger)
    assert (article.title, article.url) == ("Rain at last", "https://mill.example/rain")
    assert [(reject.path, reject.kind) for reject in ledger.rejects] == [("a", "empty")]


def test_an_endless_iterator_of_pages_is_read_as_far_as_needed() -> None:
    def crawled() -> Iterator[Page]:
        while True:
            yield Page(data=STORY.encode())

    found = pipeline(crawled(), Extract())
    assert [next(found).title for _ in range(3)] == ["Rain at last"] * 3


def test_a_state_knows_pages_in_memory_by_path_and_bytes(tmp_path: Path) -> None:
    def titles(*pages: Page) -> list[str | None]:
        return [a.title for a in pipeline(pages, Extract(), state=tmp_path / "pages.db")]

    rain, hail = STORY.encode(), STORY.replace("Rain", "Hail").encode()
    assert titles(Page("a", rain)) == ["Rain at last"]
    assert titles(Page("a", rain)) == []
    assert titles(Page("a", hail)) == ["Hail at last"]
    with pytest.raises(JobError, match="path"):
        titles(Page(data=rain))


def test_one_page_gives_its_articles() -> None:
    (article,) = extract_page(STORY, url="https://mill.example/rain")
    (normal,) = extract_page(STORY.encode("utf-16"), Normalize(), evidence=True)
    assert article.title == normal.title == "Rain at last"
    assert article.url == "https://mill.example/rain"
    assert normal.evidence
    assert extract_page(WALL) == []
    with pytest.raises(InputError, match="not a page"):
        extract_page(b"\x89PNG\r\n\x1a\n" + bytes(100))


def test_a_notebook_shows_a_record_and_obeys_nothing_in_it() -> None:
    (article,) = extract_page(STORY)
    shown = article._repr_html_()
    assert "<h3>Rain at last</h3>" in shown
    assert "farmers around Lower Pomfret" in shown
    hostile = Article(
        title="<script>alert(1)</script>",
        publisher='"><img src=x onerror=alert(1)>',
        url="javascript:alert(1)",
        authors=["\x1b[31m<b>"],
    )
    shown = hostile._repr_html_()
    assert "<script" not in shown and "<img" not in shown and "<a " not in shown
    assert "\x1b" not in shown
    hostile.url = 'https://mill.example/"onmouseover="alert(1)'
    assert '"onmouseover' not in hostile._repr_html_()


def test_records_make_a_data_frame(saved: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(map(to_dict, pipeline([saved], Extract(), Normalize())))
    assert list(frame.title) == ["Rain at last"]
    assert frame.word_count.sum() > 50
