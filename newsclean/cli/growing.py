"""Runs with one state: their files grow from run to run, and all is in place before it counts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..article import Article
    from ..export import Export
    from ..extract.state import State
    from ..run import Ledger, Tally
    from ..stage import Reject, Tap


def growing(export: Export, state: State | None) -> Tap:
    """The export; where it writes a file in a run with a state, one that adds to what is there."""
    file = export.output
    if state is None or file is None or file == "-" or export.to_folder:
        return export
    if export.overwrite == "never" or (os.path.exists(file) and not os.path.isfile(file)):  # noqa: PTH110, PTH113
        return export
    return Growing(export, file, state)


@dataclass(frozen=True)
class Growing:
    """`Export` to a file that earlier runs may have written, too."""

    export: Export
    file: str
    """The export's output."""
    state: State

    name = "export"

    def tap(self, articles: Iterable[Article]) -> Iterator[Article]:
        """See `newsclean.stage.Tap`."""
        from ..system.files import check_writable

        check_writable(self.file)
        self.state.begin(self.file)
        for article in articles:
            self.state.write(self.file, article)
            yield article
        for _ in self.export.tap(self.state.written(self.file)):
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
        if reject.stage == "extract" and not reject.filtered:
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
