"""A run accounts for every input, whatever its stages do to the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import Article
from newsclean.engines.run import Counting, run
from newsclean.engines.serial import Serial
from newsclean.pages import Passed
from newsclean.stage import Apply, Reject, Stage
from newsclean.system.errors import InputError, NewscleanError, NotAPage
from newsclean.system.spool import Spool

#: What one invented page does: every letter is a record and how it is to end.
#: o: passes, d: is a duplicate, r: is refused, f: is filtered; the whole word may be a failure.
pages = st.text("odrf", max_size=4) | st.sampled_from(["<fail>", "<crash>", "<no page>"])


@dataclass(frozen=True)
class Invented:
    path: str


@dataclass(frozen=True)
class Open:
    name = "extract"

    def open(self, item: Invented) -> Sequence[Article | Reject]:
        if item.path == "<fail>":
            raise InputError("cannot be read")
        if item.path == "<crash>":
            raise RuntimeError("nobody foresaw this")
        if item.path == "<no page>":
            raise NotAPage("a picture")
        return [
            Reject(item.path, self.name, "asked for", kind="filtered")
            if letter == "f"
            else Article(title=letter)
            for letter in item.path
        ]


@dataclass(frozen=True)
class Refuse:
    name = "normalize"

    def each(self, article: Article) -> Article:
        if article.title == "r":
            raise NewscleanError("refused")
        return replace(article)


@dataclass(frozen=True)
class Answer:
    drop: bool
    dropped: bool = True

    def apply(self, article: Article) -> Article | None:
        return None if self.drop else article


@dataclass(frozen=True)
class Drop:
    batch: bool
    name = "dedupe"

    def mark(self, article: Article) -> str | None:
        return article.title

    def judge(self, marks: Iterable[Any], apply: Apply = map) -> Iterator[Answer]:
        for mark in list(marks) if self.batch else marks:
            yield Answer(mark == "d")


@dataclass(frozen=True)
class Hold:
    """A tap that lets nothing through before it has seen everything."""

    name = "export"

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        yield from list(articles)


def expected(word: str) -> str:
    """The one end of an input: the best that any of its records comes to."""
    if word in ("<fail>", "<crash>"):
        return "failed"
    if word == "<no page>":
        return "passed_over"
    for letter, end in (("o", "done"), ("d", "duplicate"), ("r", "failed")):
        if letter in word:
            return end
    return "empty"


@settings(max_examples=100, deadline=None)
@given(st.lists(pages, max_size=12), st.permutations([Refuse(), Drop(True), Hold(), Drop(False)]))
def test_every_input_comes_to_one_end(words: list[str], behind: list[Stage]) -> None:
    ledger = Counting()
    records = list(run(map(Invented, words), [Open(), *behind], engine=Serial(), ledger=ledger))
    tally = ledger.tally
    ends = [expected(word) for word in words]
    for end in ("done", "duplicate", "failed", "empty", "passed_over"):
        assert getattr(tally, end) == ends.count(end), end
    assert tally.inputs + tally.passed_over == len(words)
    normal = [word for word in words if not word.startswith("<")]
    assert [r.title for r in records] == ["o"] * sum(word.count("o") for word in normal)
    assert tally.records == len(records)
    assert tally.duplicates == sum(word.count("d") for word in normal)
    assert tally.filtered == sum(word.count("f") for word in normal)
    refused = [r for r in ledger.rejects if r.kind == "failed"]
    assert len(refused) == sum(w.count("r") for w in normal) + sum(
        w[1:2] in "fc" for w in words if w[:1] == "<"
    )


def test_what_was_read_is_known_before_it_is_compared() -> None:
    ledger, seen = Counting(), []

    def watched() -> Iterator[Invented]:
        for word in ("o", "od", "", "r"):
            seen.append(ledger.tally.read)
            yield Invented(word)

    assert len(list(run(watched(), [Open(), Drop(True)], engine=Serial(), ledger=ledger))) == 3
    assert seen == [0, 1, 2, 3]
    assert ledger.tally.read == ledger.tally.inputs == 4


def test_what_could_not_be_tried_is_told_of() -> None:
    ledger = Counting()
    items = [
        Reject("gone.html", "extract", "no such file"),
        Passed("a.css", "a style"),
        Invented("o"),
    ]
    assert len(list(run(items, [Open()], engine=Serial(), ledger=ledger))) == 1
    assert (ledger.tally.failed, ledger.tally.passed_over, ledger.tally.done) == (1, 1, 1)
    assert [r.reason for r in ledger.rejects] == ["no such file"]


def test_an_unforeseen_error_is_one_reject_with_its_trace() -> None:
    ledger = Counting()
    assert not list(run([Invented("<crash>")], [Open()], engine=Serial(), ledger=ledger))
    (reject,) = ledger.rejects
    assert "nobody foresaw this" in reject.reason
    assert "\n" not in reject.reason
    assert "RuntimeError" in reject.trace


@settings(max_examples=50, deadline=None)
@given(st.lists(st.booleans() | st.text(max_size=3), max_size=60), st.integers(1, 5))
def test_a_spool_is_a_queue(moves: list[Any], in_memory: int) -> None:
    """A text is put in, True takes one out."""
    queue: list[Any] = []
    with Spool(in_memory) as spool:
        for move in moves:
            if isinstance(move, str):
                queue.append(move)
                spool.put(move)
            elif queue:
                assert spool.get() == queue.pop(0)
        assert [spool.get() for _ in queue] == queue
