"""Verdicts that take into account what earlier runs saw."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from .clusters import Stories, rows
from .compare import LESSER
from .judge import decide
from .mark import Mark
from .marks import Marks
from .seen import Memory
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
            found = memory.find(m, across_kinds=options.across_kinds, policy=options.policy)
            if found.copy is None:
                memory.add(m, found, now)
                yield alone
            else:
                story = memory.again(m, found, now)
                yield Drop(memory.record(story), options.flag or options.only_duplicates)

    def _batch(self, marks: Iterable[Mark]) -> Iterator[Verdict]:
        options = self._options
        with Marks(marks) as records:
            memory, now = self._open()
            before = memory.newest()
            story, found = self._look_up(memory, records, now, before)
            decision = decide(records, found, options)
            for _, keeper in zip(decision.found, decision.kept, strict=True):
                memory.keep(story[keeper], records[keeper].id)
            for i, verdict in enumerate(decision.verdicts()):
                if story[i] > before:
                    yield verdict
                else:
                    of = memory.record(story[i])
                    yield Drop(of, options.flag or options.only_duplicates)

    def _look_up(
        self, memory: Memory, records: Marks, now: float, before: int
    ) -> tuple[array[int], Stories]:
        """The number of each record's story; those up to ``before`` were known before this run.

        Each record is judged by those before it, so it makes no difference where a run ends.
        """
        options = self._options
        story = array("q")
        first: dict[int, int] = {}
        marks: dict[int, int] = {}
        pairs, ties, compared = [], [], []
        for i, m in enumerate(records):
            found = memory.find(m, across_kinds=options.across_kinds, policy=options.policy)
            number = (memory.again if found.copy else memory.add)(m, found, now)
            story.append(number)
            if number > before:
                first.setdefault(number, i)
                if found.tie is not None and found.tie.story in first:
                    tied = first[found.tie.story], i
                    ties.append(tied if m.kind in LESSER else tied[::-1])
                    compared.append((found.tie.pair, *ties[-1]))
            if options.observer is not None:
                marks[found.mark] = i
                pairs += [(s.pair, marks[s.mark], i) for s in found.pairs if s.mark in marks]
        told = np.array(story, dtype=np.int64)
        alone = told <= before
        told[alone] = before - np.flatnonzero(alone)
        members, starts = rows(np.unique(told, return_inverse=True)[1])
        return story, Stories(len(story), members, starts, ties, pairs, compared)
