"""Verdicts that take into account what earlier runs saw."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .judge import decide
from .mark import Mark
from .marks import Marks
from .seen import Memory, Sighting
from .verdict import Drop, Keep, Verdict

if TYPE_CHECKING:
    from . import Dedupe


class Remembering:
    """The verdicts of a run with a memory; it is locked while they are given.

    What the run saw is kept only if `finish` is called: a run that is killed, or whose output
    fails, leaves the memory as it was, and its stories come again.
    """

    def __init__(self, marks: Iterable[Mark], options: Dedupe) -> None:
        if options.seen is None:
            raise ValueError("no memory to use")
        self._options = options
        self._path = options.seen
        self._memory: Memory | None = None
        # A file that is none is told of now, before the first record is read.
        Memory(self._path).close()
        self._verdicts = self._stream(marks) if options.stream else self._batch(marks)

    def __iter__(self) -> Iterator[Verdict]:
        return self

    def __next__(self) -> Verdict:
        return next(self._verdicts)

    def finish(self) -> None:
        """All records have been handed on."""
        if self._memory is not None:
            self._memory.commit()
        self.close()

    def close(self) -> None:
        """The run did not come to a good end: nothing of it is remembered."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def _open(self) -> tuple[Memory, float]:
        self._memory = memory = Memory(self._path)
        memory.begin()
        now = time.time()
        if self._options.seen_for is not None:
            memory.forget(now - self._options.seen_for)
        return memory, now

    def _stream(self, marks: Iterable[Mark]) -> Iterator[Verdict]:
        options = self._options
        alone = Keep(leave_out=options.only_duplicates)
        memory: Memory | None = None
        for m in marks:
            if memory is None:
                memory, now = self._open()
            known = memory.find(m, across_kinds=options.across_kinds)
            if known is None:
                memory.add(m, [], now)
                yield alone
            else:
                memory.again(known.story, [m], now)
                yield Drop(known.record, options.flag or options.only_duplicates)

    def _batch(self, marks: Iterable[Mark]) -> Iterator[Verdict]:
        options = self._options
        records = Marks(marks)
        decision = decide(records, options)
        memory, now = self._open()
        # All are looked up before any is added: this run's own stories are decided already.
        sightings = [self._sighting(memory, records, members) for members in decision.stories()]
        known: dict[int, Drop] = {}
        for members, sighting in zip(decision.stories(), sightings, strict=True):
            story = [records[i] for i in members]
            if sighting is None:
                memory.add(story[0], story[1:], now)
            else:
                memory.again(sighting.story, story, now)
                drop = Drop(sighting.record, options.flag or options.only_duplicates)
                known.update(dict.fromkeys(members, drop))
        for i, verdict in enumerate(decision.verdicts()):
            yield known.get(i) or verdict

    def _sighting(self, memory: Memory, records: Marks, members: Iterable[int]) -> Sighting | None:
        """The remembered story that any of some records is surest to be a copy of."""
        across = self._options.across_kinds
        found = (memory.find(records[i], across_kinds=across) for i in members)
        return max((s for s in found if s is not None), key=lambda s: s.score, default=None)
