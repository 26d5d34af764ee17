"""dedupe: one record a story, however often it was carried.

`Dedupe` holds the options. A record's signature is made by `Dedupe.mark` in the workers; the
verdicts are given by `Dedupe.judge` in one place. The heavy parts are imported when used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..article import Article
    from ..stage import Apply
    from .findings import Observer
    from .mark import Mark
    from .verdict import Verdict

KeepPolicy = Literal["first", "longest", "earliest", "complete"]
PolicyName = Literal["strict", "normal", "loose"]
KEEP: tuple[KeepPolicy, ...] = ("first", "longest", "earliest", "complete")
POLICY: tuple[PolicyName, ...] = ("strict", "normal", "loose")


@dataclass(frozen=True)
class Dedupe:
    """Drop, or flag, records of a story that another record already tells."""

    keep: KeepPolicy = "first"
    """Which record of a story stays: the first one in the input, the longest, the earliest
    published, or the most complete (most fields, then most words)."""
    policy: PolicyName = "normal"
    """What is one story: strict: copies only; normal: versions, cuts and updates, too; loose: also
    excerpts and items of live blogs."""
    prefer: tuple[str, ...] = ()
    """Publishers whose record stays before any other's, the most wanted first."""
    flag: bool = False
    """Duplicates pass too, with ``duplicate_of`` set."""
    only_duplicates: bool = False
    """Nothing but duplicates passes, with ``duplicate_of`` set."""
    stream: bool = False
    """Each verdict is given at once, against the records before it; ``also`` is not filled."""
    across_kinds: bool = False
    """A brief or a link may be dropped as a copy of an article; else it is only tied to it."""
    clusters: str | None = None
    """A file for the stories that more than one record tells, a JSON line each."""
    seen: str | None = None
    """A file that remembers stories from run to run, see `newsclean.dedupe.seen`."""
    seen_for: float | None = None
    """Seconds after which a story that was not seen again is forgotten."""
    observer: Observer | None = None
    """Is shown what was found."""
    name: str = "dedupe"

    def __post_init__(self) -> None:
        if self.keep not in KEEP:
            raise ValueError(f"keep must be one of {', '.join(KEEP)}, not {self.keep!r}")
        if self.policy not in POLICY:
            raise ValueError(f"policy must be one of {', '.join(POLICY)}, not {self.policy!r}")
        if self.stream and (self.keep != "first" or self.prefer):
            raise ValueError("a stream can only keep the first record of a story")
        if self.stream and (self.clusters or self.observer):
            raise ValueError("a stream does not know its clusters")
        if self.seen_for is not None and self.seen is None:
            raise ValueError("seen_for needs seen")

    @property
    def writes(self) -> tuple[str, ...]:
        """See `newsclean.stage.Writes`."""
        return tuple(name for name in (self.clusters, self.seen) if name is not None)

    def mark(self, article: Article) -> Mark:
        """The record's signature: under a kilobyte or two, picklable."""
        from .mark import mark

        return mark(article)

    def judge(self, marks: Iterable[Mark], apply: Apply = map) -> Iterator[Verdict]:
        """One verdict for each mark, in order; pairs are compared by ``apply``, an ordered map.

        With ``seen`` the iterator has a method ``finish``: what was judged is remembered only once
        that is called, when all records have been handed on.
        """
        if self.seen is not None:
            from .remember import Remembering

            return Remembering(marks, self)
        if self.stream:
            from .stream import judge_stream

            return judge_stream(marks, self)
        from .judge import judge_batch

        return judge_batch(marks, self, apply)
