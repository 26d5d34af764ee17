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
    from .mark import Mark
    from .verdict import Drop, Keep

KeepPolicy = Literal["first", "longest", "earliest"]
KEEP: tuple[KeepPolicy, ...] = ("first", "longest", "earliest")


@dataclass(frozen=True)
class Dedupe:
    """Drop, or flag, records of a story that another record already tells.

    ``keep`` names the record that stays: the first one in the input, the longest, or the earliest
    published. With ``flag`` the others pass too, with ``duplicate_of`` set. With ``stream`` each
    verdict is given at once, against the records before it; ``also`` is not filled then.
    """

    keep: KeepPolicy = "first"
    flag: bool = False
    stream: bool = False
    name: str = "dedupe"

    def __post_init__(self) -> None:
        if self.keep not in KEEP:
            raise ValueError(f"keep must be one of {', '.join(KEEP)}, not {self.keep!r}")
        if self.stream and self.keep != "first":
            raise ValueError("a stream can only keep the first record of a story")

    def mark(self, article: Article) -> Mark:
        """The record's signature: under a kilobyte or two, picklable."""
        from .mark import mark

        return mark(article)

    def judge(self, marks: Iterable[Mark]) -> Iterator[Keep | Drop]:
        """One verdict for each mark, in order."""
        from .judge import judge_batch, judge_stream

        return judge_stream(marks, self) if self.stream else judge_batch(marks, self)
