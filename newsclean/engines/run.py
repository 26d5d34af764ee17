"""The one place that composes stages.

Consecutive pure stages are fused into one picklable piece of work and handed to an engine. Records
stream: what a run holds does not grow with its inputs, except for what a stage must remember.
"""

from __future__ import annotations

import pickle
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..article import Article, to_dict
from ..pages.page import Passed
from ..stage import Across, Apply, Each, Finishes, Open, Prepares, Reject, Stage, Tap
from ..system.errors import NewscleanError, NotAPage, unforeseen
from ..system.spool import Spool
from . import Engine, workers
from .books import Batch, Books, Counting, Ledger, Tally

__all__ = ["Batch", "Counting", "Ledger", "Tally", "begun", "opened", "resume", "run"]


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
    yield from _composed(Books(ledger), inputs, None, stages, engine, chunk, ends)


def begun(
    inputs: Iterable[Any],
    pure: Sequence[Stage],
    across: Across | None,
    pack: Pack,
    *,
    engine: Engine,
    ledger: Ledger,
    chunk: int = 1,
) -> Iterator[Batch]:
    """What the pure stages that begin a run make of each input, in order; `resume` goes on with it.

    ``pure``: the one that opens, and others that look at one record at a time. ``across`` is the
    stage that comes next, if it compares records: its marks are made, too. ``pack`` makes a record
    small, in the worker. The ledger is told, and counts, as if the run ended here.
    """
    books = Books(ledger)
    work = _Work(tuple(pure), across, pack)
    for batch in books.entered(engine.map(work, inputs, lost=work.lost, chunk=chunk)):
        yield batch
        for _ in batch.records:
            books.leave(cast(int, batch.owner), "done")


def resume(
    batches: Iterable[Batch],
    unpack: Unpack,
    stages: Sequence[Stage],
    *,
    engine: Engine,
    ledger: Ledger,
    chunk: int = 1,
    ends: Sequence[Finishes] = (),
) -> Generator[Article, None, None]:
    """Go on with what `begun` gave, through the stages that come next; see `run`.

    ``unpack`` undoes the ``pack`` of `begun`. Where a stage compares records, they come with its
    marks.
    """
    yield from _composed(Books(ledger), batches, unpack, stages, engine, chunk, ends)


def _composed(
    books: Books,
    inputs: Iterable[Any],
    unpack: Unpack | None,
    stages: Sequence[Stage],
    engine: Engine,
    chunk: int,
    ends: Sequence[Finishes],
) -> Generator[Article, None, None]:
    """Send inputs through stages; with ``unpack`` they are batches that were begun elsewhere."""
    flow: Iterable[Any] = inputs
    pure: list[Stage] = []
    open_ends = [*ends]
    for stage in [*stages, None]:
        if isinstance(stage, Open | Each) and unpack is None:
            pure.append(stage)
            continue
        across = stage if isinstance(stage, Across) else None
        if pure or across or unpack:
            if unpack is None:
                work = _Work(tuple(pure), across, _pickled if across else None)
                flow = engine.map(work, flow, lost=work.lost, chunk=chunk)
            flow = books.entered(flow)
            if across:
                loads = unpack or pickle.loads
                flow = _judged(across, flow, books, open_ends, workers(engine), loads)
            else:
                flow = _records(flow, unpack)
            pure, unpack = [stage] if isinstance(stage, Each) else [], None
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


_Owned = tuple[int, Article]
Pack = Callable[[Article], Any]
Unpack = Callable[[Any], Article]


def _pickled(article: Article) -> bytes:
    return pickle.dumps(article, pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True, slots=True)
class _Work:
    """Pure stages fused into one; runs in a worker and never raises."""

    pure: tuple[Stage, ...]
    across: Across | None
    pack: Pack | None = None

    def __call__(self, item: Any) -> Batch:
        if isinstance(item, Passed):
            return Batch(rejects=[Reject(item.path, "extract", item.reason, kind="passed over")])
        if isinstance(item, Reject):
            return Batch(rejects=[item])
        if isinstance(item, tuple):
            batch, pure = Batch(owner=item[0]), self.pure
            found: Sequence[Article | Reject] = [item[1]]
        else:
            batch, pure = Batch(), self.pure[1:]
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

    def lost(self, item: Any, reason: str) -> Batch:
        """What an item comes to that took its worker with it."""
        if isinstance(item, tuple):
            owner, article = item
            source, name = article.source, self.pure[-1].name if self.pure else "dedupe"
            reject = Reject(source.path or "", name, reason, source.position, to_dict(article))
            return Batch(owner=owner, rejects=[reject])
        position, raw = getattr(item, "position", None), getattr(item, "raw", None)
        return Batch(rejects=[Reject(item.path, self.pure[0].name, reason, position, raw)])

    def _opened(self, head: Open, item: Any, batch: Batch) -> Sequence[Article | Reject]:
        try:
            return head.open(item)
        except NotAPage as error:
            batch.rejects.append(Reject(item.path, head.name, str(error), kind="passed over"))
        except Exception as error:  # noqa: BLE001 - one bad page must not end the run
            position, raw = getattr(item, "position", None), getattr(item, "raw", None)
            batch.rejects.append(_reject(error, head.name, item.path, position, raw))
        return []

    def _through(self, article: Article, eaches: tuple[Each, ...], batch: Batch) -> None:
        result, name = article, ""
        record: Any
        try:
            for each in eaches:
                name = each.name
                result = each.each(result)
            marks = []
            if self.across is not None:
                name = self.across.name
                marks.append(self.across.mark(result))
            record = self.pack(result) if self.pack else result
            batch.marks += marks
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


def _records(batches: Iterable[Batch], unpack: Unpack | None) -> Iterator[_Owned]:
    for batch in batches:
        for record in batch.records:
            yield cast(int, batch.owner), unpack(record) if unpack else record


def _judged(
    across: Across,
    batches: Iterable[Batch],
    books: Books,
    open_ends: list[Finishes],
    apply: Apply,
    unpack: Unpack,
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
            kept = verdict.apply(unpack(packed))
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
