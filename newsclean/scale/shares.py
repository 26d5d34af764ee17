"""Which files of a job are a shard's share."""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..job.inputs import units
from ..stage import STANDARD, Across, Each, Open, Stage
from ..system.errors import JobError
from ..system.paths import as_text
from ..system.places import is_url, size_of

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
class Deal:
    """How a job's files are dealt out among shards."""

    ranks: NDArray[np.int64]
    """Of each file by the hash of its name: it goes to the shard with that number, and so on round
    and round. So shares are even, and depend on which files there are and not on their order."""
    digest: str
    """Of all names, in their order."""

    def share(self, shard: Shard) -> NDArray[np.int64]:
        """The places of a shard's files among all, ascending."""
        return np.flatnonzero(self.ranks % shard.count == shard.number - 1)


def deal(job: Job, apart: str = "") -> Deal:
    """Deal out a job's files. ``apart``: a folder that is not read, be it among the inputs."""
    hashes, digest = array("Q"), sha256()
    for name, _ in named(job, apart):
        raw = name.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(4, "big") + raw)
        hashes.append(int.from_bytes(sha256(raw).digest()[:8], "big"))
    order = np.argsort(np.frombuffer(hashes, dtype=np.uint64), kind="stable")
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return Deal(ranks, digest.hexdigest())


def named(job: Job, apart: str) -> Iterator[tuple[str, Iterable[Any]]]:
    """The files of a job by name, without those in the folder ``apart``."""
    hidden = "" if not apart or is_url(apart) else os.path.abspath(apart)  # noqa: PTH100
    for name, found in units(job):
        path = os.path.abspath(name) if hidden else ""  # noqa: PTH100
        if not hidden or (path != hidden and not path.startswith(hidden + os.sep)):
            yield name, found


def ages(job: Job, dealt: Deal, count: int, apart: str, only: int | None = None) -> list[str]:
    """By shard, a digest of its files: their names, sizes and times.

    ``only``: nothing but the shard of that number is looked at.
    """
    digests = [sha256() for _ in range(count)]
    for rank, (name, _) in zip(dealt.ranks.tolist(), named(job, apart), strict=False):
        at = rank % count
        if only is None or at == only - 1:
            digests[at].update(repr((as_text(name), *_age(name))).encode())
    return [digest.hexdigest() for digest in digests]


def _age(name: str) -> tuple[int | None, ...]:
    if is_url(name):
        return (size_of(name),)
    try:
        status = os.stat(name)  # noqa: PTH116 - a path may hold any bytes
    except (OSError, ValueError):
        return (None,)
    return status.st_size, status.st_mtime_ns


def items(job: Job, own: Iterable[int], apart: str) -> Iterator[tuple[int, Any]]:
    """The items of some files, each with its file's place; places ascend."""
    wanted = iter(own)
    following = next(wanted, None)
    for place, (_, found) in enumerate(named(job, apart)):
        if place == following:
            for item in found:
                yield place, item
            following = next(wanted, None)
        if following is None:
            return
