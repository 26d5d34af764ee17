"""Which files of a job are a shard's share."""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..job.inputs import units
from ..stage import STANDARD, Across, Each, Open, Stage
from ..system.errors import JobError
from ..system.places import is_url

if TYPE_CHECKING:
    from ..job import Job

MOST = 100_000
"""Shards of a job."""


@dataclass(frozen=True, order=True)
class Shard:
    """The ``number``-th of ``count`` shares, from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def shard(text: str) -> Shard:
    """The shard that a word such as ``3/400`` names; raises `JobError` where it names none."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if found:
        number, count = int(found[1]), int(found[2])
        if 1 <= number <= count <= MOST:
            return Shard(number, count)
    raise JobError(f"{text!r} is no shard: they are 1/400 to 400/400, of {MOST:,} at most")


def split(job: Job) -> tuple[tuple[Stage, ...], Across | None, tuple[Stage, ...]]:
    """What shards do of a job: the stages, the one whose marks they make, and all that are left.

    Raises `JobError` for a job that cannot be done in shards.
    """
    if job.streamed or job.files_from == STANDARD:
        raise JobError("standard input cannot be read in shards; name files")
    if job.state is not None:
        raise JobError("shards know by themselves what is done: leave out the state")
    if job.learn:
        raise JobError("a shard sees only its own pages: run newsclean learn first, and give what "
                       "it wrote as the profile")  # fmt: skip
    stages = job.stages
    cut = next((n for n, s in enumerate(stages) if not isinstance(s, Open | Each)), len(stages))
    rest = stages[cut:]
    across = rest[0] if rest and isinstance(rest[0], Across) else None
    return stages[:cut], across, rest


@dataclass(frozen=True)
class Share:
    """A shard's part of what a job reads."""

    files: array[int]
    """Which files are read, by their places among all; ascending."""
    all: int
    """How many files there are."""
    digest: str
    """That of all names, in their order."""


def share(job: Job, shard: Shard, *, apart: str = "") -> Share:
    """The share of a shard: files are dealt out by a hash of their names.

    So the shares are even, and a file's shard depends on which files there are and not on their
    order. ``apart``: a folder that is not read, be it among the inputs.
    """
    import numpy as np

    hashes, digest = array("Q"), sha256()
    for name, _ in named(job, apart):
        raw = name.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(4, "big") + raw)
        hashes.append(int.from_bytes(sha256(raw).digest()[:8], "big"))
    order = np.argsort(np.frombuffer(hashes, dtype=np.uint64), kind="stable")
    own = np.sort(order[shard.number - 1 :: shard.count])
    return Share(array("Q", own.tolist()), len(hashes), digest.hexdigest())


def named(job: Job, apart: str) -> Iterator[tuple[str, Iterable[Any]]]:
    """The files of a job by name, without those in the folder ``apart``."""
    hidden = "" if not apart or is_url(apart) else os.path.abspath(apart)  # noqa: PTH100
    for name, found in units(job):
        path = os.path.abspath(name) if hidden else ""  # noqa: PTH100
        if not hidden or (path != hidden and not path.startswith(hidden + os.sep)):
            yield name, found


def items(job: Job, own: Share, apart: str) -> Iterator[tuple[int, Any]]:
    """The items of a share's files, each with its file's place."""
    wanted = iter(own.files)
    following = next(wanted, None)
    for place, (_, found) in enumerate(named(job, apart)):
        if place == following:
            for item in found:
                yield place, item
            following = next(wanted, None)
        if following is None:
            return
