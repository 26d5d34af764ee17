"""The stage protocol: what a verb must be for `run` to compose it, and nothing else.

A stage is a frozen dataclass of options (so that it can be pickled into a worker) in one of four
shapes: `Open`, `Each`, `Across` and `Tap`. Which shape a stage has is which of the four methods it
has. Beyond that it may declare what it writes (`Writes`, `Rewrites`) and needs (`Prepares`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from .article import Article


RejectKind = Literal["failed", "filtered", "empty", "passed over"]
"""failed: something went wrong. The others are no failures; filtered: a record was left out because
the user asked for it; empty: a page has no story; passed over: a file is no page."""


@dataclass(frozen=True, slots=True)
class Reject:
    """An input, or a record, that did not get through, and why."""

    path: str
    stage: str
    reason: str
    position: int | None = None
    """Line of a record file (from 1), or the record's place on its page (from 0)."""
    raw: Any = None
    """The record as plain JSON values, or the line as it stood, where there is one."""
    kind: RejectKind = "failed"
    trace: str = ""
    """The traceback of an error nobody foresaw; shown with --debug."""


@runtime_checkable
class Open(Protocol):
    """The head of a run: an input becomes records. Pure; runs anywhere."""

    @property
    def name(self) -> str:
        """The verb, for error lines."""
        ...

    def open(self, item: Any) -> Sequence[Article | Reject]:
        """The records of one input; raises `NewscleanError` when it cannot be read."""
        ...


@runtime_checkable
class Prepares(Protocol):
    """A stage that is slow to load; it may be asked to before its first item, and need not be."""

    def prepare(self) -> None:
        """Import and read what every item needs."""
        ...


@runtime_checkable
class Each(Protocol):
    """A record becomes a record. Pure; runs anywhere."""

    @property
    def name(self) -> str:
        """The verb, for error lines."""
        ...

    def each(self, article: Article) -> Article:
        """The record made better; raises `NewscleanError` to reject it."""
        ...


Apply = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""An ordered map."""


@runtime_checkable
class Across(Protocol):
    """Records are compared: marked in the workers, judged in one place."""

    @property
    def name(self) -> str:
        """The verb, for error lines."""
        ...

    def mark(self, article: Article) -> Any:
        """All that `judge` needs to know of a record, small and picklable. Pure."""
        ...

    def judge(self, marks: Iterable[Any], apply: Apply = map) -> Iterator[Verdict]:
        """One verdict for each mark, in order. May read all marks first, or answer as it goes.

        ``apply`` may do pure and picklable work on many items elsewhere.
        """
        ...


@runtime_checkable
class Finishes(Protocol):
    """Verdicts may have this: something is left to do once all records have been handed on."""

    def finish(self) -> None:
        """Called at the good end of a run, when every output is in place."""
        ...

    def close(self) -> None:
        """Called at any other end."""
        ...


@runtime_checkable
class Verdict(Protocol):
    """What becomes of a record."""

    def apply(self, article: Article) -> Article | None:
        """The record to pass on, or None where it is dropped or left out."""
        ...

    @property
    def dropped(self) -> bool:
        """Whether a record that is not passed on is a duplicate; else it was not asked for."""
        ...


@runtime_checkable
class Tap(Protocol):
    """Records are written or drawn in the parent process, and passed on."""

    @property
    def name(self) -> str:
        """The verb, for error lines."""
        ...

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Every record, unchanged and in order; the work is done when the last has passed."""
        ...


Stage = Open | Each | Across | Tap


STANDARD = "-"
"""The name of standard input among inputs, and of standard output among outputs."""


@runtime_checkable
class Writes(Protocol):
    """A stage that writes files, or to standard output."""

    @property
    def writes(self) -> tuple[str, ...]:
        """Names of files and folders as given, `STANDARD` among them."""
        ...


@runtime_checkable
class Rewrites(Protocol):
    """A tap that may write one plain file, from all its records and in one go.

    A run with a state hands it the records that earlier runs wrote to that file, too.
    """

    @property
    def name(self) -> str:
        """The verb, for error lines."""
        ...

    @property
    def rewrites(self) -> str | None:
        """The file's name; None where the tap writes something else."""
        ...

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `Tap.tap`."""
        ...


def records_written(stages: Iterable[Stage]) -> list[str]:
    """Where the stages write the records themselves: files, folders, `STANDARD`."""
    taps = (stage for stage in stages if isinstance(stage, Tap))
    return [name for tap in taps if isinstance(tap, Writes) for name in tap.writes]
