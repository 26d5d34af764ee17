"""The one place that composes stages.

Consecutive pure stages are fused into one picklable piece of work and handed to an engine. Records
stream: what a run holds does not grow with its inputs, except for what a stage must remember.
"""

from __future__ import annotations

import pickle
import traceback
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from ..article import Article, to_dict
from ..pages.page import Passed
from ..stage import Across, Apply, Each, Finishes, Open, Prepares, Reject, Stage, Tap
from ..system.errors import NewscleanError, NotAPage, unforeseen
from ..system.spool import Spool
from . import Engine, workers


@dataclass
class Tally:
    """What became of the inputs and records of a run.

    ``done``, ``duplicate``, ``empty`` and ``failed`` add up to the inputs.
    """

    read: int = 0
    """Inputs that were read or tried. Not all of them have come to their end yet where records are
    still compared, or where a run was stopped."""
    done: int = 0
    duplicate: int = 0
    empty: int = 0
    failed: int = 0
    unchanged: int = 0
    """Pages that an earlier run did and that did not change since; no inputs of this run."""
    passed_over: int = 0
    """Files of a folder that are no pages."""
    records: int = 0
    """Records that reached the end."""
    duplicates: int = 0
    """Records dropped as duplicates of another."""
    left_out: int = 0
    """Records left out because nothing but duplicates was asked for."""
    rejected: int = 0
    """Records that a stage refused."""
    filtered: int = 0
    """Records left out because the user asked for it."""

    @property
    def inputs(self) -> int:
        """Pages, or lines of record files, that were read or tried."""
        return self.done + self.duplicate + self.empty + self.failed


class Ledger(Protocol):
    """Who is told what goes wrong, as it goes wrong."""

    tally: Tally

    def reject(self, reject: Reject) -> None:
        """An input or a record did not get through; its ``kind`` tells whether it failed."""
        ...


@dataclass
class Counting:
    """A ledger that counts, and keeps the rejects in a list; files passed over are only counted."""

    tally: Tally = field(default_factory=Tally)
    rejects: list[Reject] = field(default_factory=list)

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`."""
        if reject.kind != "passed over":
            self.rejects.append(reject)


def run(
    inputs: Iterable[Any],
    stages: Sequence[Stage],
    *,
    engine: Engine,
    ledger: Ledger,
    chunk: int = 1,
    ends: Sequence[Finishes] = (),
) -> Generator[Article, None, None]:
    """Send inputs through stages; yields the records that reach the end, in order.

    ``inputs`` are what the first stage opens, with `Passed` and `Reject` among them for what could
    not even be tried. What fails goes to the ledger, and the run goes on. ``ends`` are told how the
    run ends, one after the other and before what the stages themselves have to finish.
    """
    books = _Books(ledger)
    flow: Iterable[Any] = inputs
    pure: list[Stage] = []
    open_ends = [*ends]
    for stage in [*stages, None]:
        if isinstance(stage, Open | Each):
            pure.append(stage)
            continue
        across = stage if isinstance(stage, Across) else None
        if pure or across:
            work = _Work(tuple(pure), across)
            flow = books.entered(engine.map(work, flow, lost=work.lost, chunk=chunk))
            if across:
                flow = _judged(across, flow, books, open_ends, workers(engine))
            else:
                flow = _records(flow)
            pure = []
        if isinstance(stage, Tap):
            flow = _tapped(stage, flow)
    try:
        for owner, article in flow:
            books.leave(owner, "done")
            yield article
        while open_ends:
            open_ends.pop(0).finish()
    finally:
        for end in open_ends:
            end.close()


def opened(inputs: Iterable[Any], head: Open, *, engine: Engine, ledger: Ledger) -> Iterator[Any]:
    """What a head alone makes of its inputs, in order; its results need not be records.

    What fails goes to the ledger; what becomes of the rest, the caller counts.
    """
    work = _Work((head,), None)
    for batch in engine.map(work, inputs, lost=work.lost):
        for reject in batch.rejects:
            ledger.reject(reject)
            ledger.tally.failed += reject.kind == "failed"
            ledger.tally.passed_over += reject.kind == "passed over"
        yield from batch.records


@dataclass(slots=True)
class _Batch:
    """What one input, or one record, became."""

    owner: int | None = None
    """The number of the input it belongs to, once that is known."""
    records: list[Any] = field(default_factory=list)
    """Articles; pickled where they are to be judged: they are not looked at until then."""
    marks: list[Any] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


_Owned = tuple[int, Article]


@dataclass(frozen=True, slots=True)
class _Work:
    """Pure stages fused into one; runs in a worker and never raises."""

    pure: tuple[Stage, ...]
    across: Across | None

    def __call__(self, item: Any) -> _Batch:
        if isinstance(item, Passed):
            return _Batch(rejects=[Reject(item.path, "extract", item.reason, kind="passed over")])
        if isinstance(item, Reject):
            return _Batch(rejects=[item])
        if isinstance(item, tuple):
            batch, pure = _Batch(owner=item[0]), self.pure
            found: Sequence[Article | Reject] = [item[1]]
        else:
            batch, pure = _Batch(), self.pure[1:]
            found = self._opened(cast(Open, self.pure[0]), item, batch)
        for article in found:
            if isinstance(article, Reject):
                batch.rejects.append(article)
            else:
                self._through(article, cast("tuple[Each, ...]", pure), batch)
        told = batch.owner is not None or batch.records
        if not told and all(reject.kind == "filtered" for reject in batch.rejects):
            why = "all its records were left out" if batch.rejects else "no record"
            batch.rejects.append(Reject(item.path, self.pure[0].name, why, kind="empty"))
        return batch

    def prepare(self) -> None:
        """Load what the stages need, so that processes forked after it share it."""
        for stage in self.pure:
            if isinstance(stage, Prepares):
                stage.prepare()

    def lost(self, item: Any, reason: str) -> _Batch:
        """What an item comes to that took its worker with it."""
        if isinstance(item, tuple):
            owner, article = item
            source, name = article.source, self.pure[-1].name if self.pure else "dedupe"
            reject = Reject(source.path or "", name, reason, source.position, to_dict(article))
            return _Batch(owner=owner, rejects=[reject])
        position, raw = getattr(item, "position", None), getattr(item, "raw", None)
        return _Batch(rejects=[Reject(item.path, self.pure[0].name, reason, position, raw)])

    def _opened(self, head: Open, item: Any, batch: _Batch) -> Sequence[Article | Reject]:
        try:
            return head.open(item)
        except NotAPage as error:
            batch.rejects.append(Reject(item.path, head.name, str(error), kind="passed over"))
        except Exception as error:  # noqa: BLE001 - one bad page must not end the run
            position, raw = getattr(item, "position", None), getattr(item, "raw", None)
            batch.rejects.append(_reject(error, head.name, item.path, position, raw))
        return []

    def _through(self, article: Article, eaches: tuple[Each, ...], batch: _Batch) -> None:
        result, name = article, ""
        record: Any
        try:
            for each in eaches:
                name = each.name
                result = each.each(result)
            record = result
            if self.across is not None:
                name = self.across.name
                mark = self.across.mark(result)
                record = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
                batch.marks.append(mark)
        except Exception as error:  # noqa: BLE001 - nor one bad record
            source = article.source
            raw = to_dict(article)
            batch.rejects.append(_reject(error, name, source.path or "", source.position, raw))
        else:
            batch.records.append(record)


def _reject(error: Exception, stage: str, path: str, position: int | None, raw: Any) -> Reject:
    if isinstance(error, NewscleanError):
        return Reject(path, stage, str(error), position, raw)
    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    reason = f"{unforeseen(error)} (--debug shows more)"
    return Reject(path, stage, reason, position, raw, trace=trace)


def _records(batches: Iterable[_Batch]) -> Iterator[_Owned]:
    for batch in batches:
        for article in batch.records:
            yield cast(int, batch.owner), article


def _judged(
    across: Across,
    batches: Iterable[_Batch],
    books: _Books,
    open_ends: list[Finishes],
    apply: Apply,
) -> Iterator[_Owned]:
    """The records that survive the verdicts; they wait in a spool while marks are read.

    Verdicts that are to be told how the run ends are added to ``open_ends``.
    """
    with Spool() as spool:

        def marks() -> Iterator[Any]:
            for batch in batches:
                for packed, mark in zip(batch.records, batch.marks, strict=True):
                    spool.put((batch.owner, packed))
                    yield mark

        verdicts = across.judge(marks(), apply)
        if isinstance(verdicts, Finishes):
            open_ends.append(verdicts)
        for verdict in verdicts:
            owner, packed = spool.get()
            kept = verdict.apply(pickle.loads(packed))
            if kept is None:
                books.leave(owner, "duplicate" if verdict.dropped else "left out")
            else:
                yield owner, kept


def _tapped(tap: Tap, flow: Iterable[_Owned]) -> Iterator[_Owned]:
    """A tap sees records alone; it passes them on in order, so a queue gives the owners back."""
    owners: deque[int] = deque()

    def articles() -> Iterator[Article]:
        for owner, article in flow:
            owners.append(owner)
            yield article

    for article in tap.tap(articles()):
        yield owners.popleft(), article


_RANK = ("failed", "duplicate", "done")


class _Books:
    """Follows every input to its one end: the best end that any of its records came to."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._tally = ledger.tally
        self._inputs = 0
        self._under_way: dict[int, tuple[int, int]] = {}
        """By input: how many of its records are under way, and the best end so far."""

    def entered(self, batches: Iterable[_Batch]) -> Iterator[_Batch]:
        """Enter what comes out of a piece of work, and number what was opened by it."""
        for batch in batches:
            for reject in batch.rejects:
                self._ledger.reject(reject)
                self._tally.filtered += reject.kind == "filtered"
            if batch.owner is not None:
                for _ in batch.rejects:
                    self.leave(batch.owner, "failed")
            elif any(reject.kind == "passed over" for reject in batch.rejects):
                self._tally.passed_over += 1
            else:
                self._open(batch)
            yield batch

    def _open(self, batch: _Batch) -> None:
        batch.owner = self._inputs
        self._inputs += 1
        self._tally.read += 1
        failed = sum(reject.kind == "failed" for reject in batch.rejects)
        if batch.records:
            self._under_way[batch.owner] = (len(batch.records), 0)
            self._tally.rejected += failed
        elif failed:
            self._tally.failed += 1
        else:
            self._tally.empty += 1

    def leave(self, owner: int, how: str) -> None:
        """One record of an input came to its end: done, left out, duplicate or failed."""
        tally = self._tally
        if how == "done":
            tally.records += 1
        elif how == "duplicate":
            tally.duplicates += 1
        elif how == "left out":
            tally.left_out += 1
        else:
            tally.rejected += 1
        left, best = self._under_way.pop(owner)
        best = max(best, _RANK.index("done" if how == "left out" else how))
        if left > 1:
            self._under_way[owner] = (left - 1, best)
        else:
            setattr(tally, _RANK[best], getattr(tally, _RANK[best]) + 1)
