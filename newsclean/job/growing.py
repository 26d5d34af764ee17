"""Runs with one state: their files grow from run to run, and all is in place before it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from ..stage import Reject, Rewrites, Stage

if TYPE_CHECKING:
    from ..article import Article
    from ..engines.run import Ledger, Tally
    from .state import State


def growing(stage: Stage, state: State) -> Stage:
    """The stage; where it writes one plain file, a stage that adds to what earlier runs wrote."""
    file = stage.rewrites if isinstance(stage, Rewrites) else None
    return stage if file is None else Growing(cast(Rewrites, stage), file, state)


@dataclass(frozen=True)
class Growing:
    """A tap that writes a file to which earlier runs with this state may have written, too."""

    writer: Rewrites
    file: str
    """That it rewrites."""
    state: State

    @property
    def name(self) -> str:
        """Of the writer."""
        return self.writer.name

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `newsclean.stage.Tap`."""
        from ..system.files import check_writable

        check_writable(self.file)
        self.state.begin(self.file)
        for article in articles:
            self.state.write(self.file, article)
            yield article
        for _ in self.writer.tap(self.state.written(self.file)):
            pass


@dataclass
class Noting:
    """A ledger that tells the state which pages failed."""

    ledger: Ledger
    state: State
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self.tally = self.ledger.tally

    def reject(self, reject: Reject) -> None:
        """See `Ledger.reject`."""
        if reject.stage == "extract" and reject.kind == "failed":
            self.state.failed(reject.path)
        self.ledger.reject(reject)


@dataclass(frozen=True)
class Whole:
    """The files of rejects, put in place before anything is called done."""

    files: ExitStack

    def finish(self) -> None:
        """See `newsclean.stage.Finishes.finish`."""
        self.files.close()

    def close(self) -> None:
        """See `newsclean.stage.Finishes.close`; the files of a run that fails are closed later."""
