"""What became of every input of a run: counted, and told to the ledgers that it was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..stage import Reject


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


@dataclass(slots=True)
class Batch:
    """What one input, or one record, became."""

    owner: int | None = None
    """The number of the input it belongs to, once that is known."""
    records: list[Any] = field(default_factory=list)
    """Articles; packed where they are to be judged, or go elsewhere: until then they are not looked
    at."""
    marks: list[Any] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


_RANK = ("failed", "duplicate", "done")


class Books:
    """Follows every input to its one end: the best end that any of its records came to."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._tally = ledger.tally
        self._inputs = 0
        self._under_way: dict[int, tuple[int, int]] = {}
        """By input: how many of its records are under way, and the best end so far."""

    def entered(self, batches: Iterable[Batch]) -> Iterator[Batch]:
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

    def _open(self, batch: Batch) -> None:
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
