"""What a shard leaves behind in the folder of parts.

A part has a line for each input, with its records, rejects and marks; beside it lies a file of the
rejects as any run writes it. A marker, which comes last and names both, makes them count. So what a
killed run left is no part, and where two runs do the same shard at once, one of the two counts.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from ..dedupe.mark import Mark
from ..engines.run import Batch, Tally
from ..stage import Reject
from ..system import files
from ..system.errors import InputError
from ..system.files import TextOut
from ..system.paths import as_text
from ..system.places import below, is_url, listing, piece, remove, size_of, writing
from .shares import Shard

_NAME = re.compile(
    r"shard-(\d{1,6})-of-(\d{1,6})\.(?:([0-9a-f]{12})\.(?:part|rejects)\.jsonl|done)"
)
_BUFFERS = 256_000_000
"""Bytes of all parts that are in memory while they are joined."""
_LEAST, _MOST = 1 << 16, 1 << 23


@dataclass(frozen=True, kw_only=True)
class Marker:
    """Says that a shard is done."""

    shard: Shard
    job: str
    """Digest of what is done to the pages."""
    inputs: str
    """Digest of the names of all files, of this shard and others."""
    files: str
    """Digest of this shard's files: names, sizes and times."""
    part: str
    """Name of a file in the same folder; so is ``rejects``."""
    rejects: str
    size: int
    """Bytes of the part."""
    tally: Tally

    def current(self, job: str, inputs: str, files: str | None = None) -> bool:
        """Whether it is of the same work on the same files."""
        return (self.job, self.inputs, files or self.files) == (job, inputs, self.files)


def stem(shard: Shard) -> str:
    """How the names of a shard's files begin."""
    return f"shard-{shard.number:0{len(str(shard.count))}d}-of-{shard.count}"


def read_marker(folder: str, shard: Shard) -> Marker | None:
    """The marker of a shard; None where there is none that can be read."""
    name = below(folder, f"{stem(shard)}.done")
    size = size_of(name)
    if size is None:
        return None
    try:
        values = json.loads(piece(name, 0, size))
        values["tally"] = Tally(**values["tally"])
        values["shard"] = Shard(**values["shard"])
        found = Marker(**values)
    except (InputError, ValueError, TypeError, KeyError):
        return None
    return found if found.shard == shard else None


def markers(folder: str) -> dict[int, list[Marker]]:
    """The markers in a folder, by how many shards there are to be."""
    found: dict[int, list[Marker]] = {}
    for name in listing(folder):
        match = _NAME.fullmatch(name)
        if (
            match
            and not match[3]
            and (m := read_marker(folder, Shard(int(match[1]), int(match[2]))))
        ):
            found.setdefault(m.shard.count, []).append(m)
    return found


def sweep(folder: str, known: Iterable[Marker]) -> None:
    """Remove what killed runs of these shards left beside their markers."""
    named = {name for marker in known for name in (marker.part, marker.rejects)}
    counts = {marker.shard.count for marker in known}
    for name in listing(folder):
        match = _NAME.fullmatch(name)
        if match and match[3] and int(match[2]) in counts and name not in named:
            remove(below(folder, name))


def clear(folder: str) -> None:
    """Remove all parts and markers, and the folder if nothing else is in it."""
    for name in listing(folder):
        if _NAME.fullmatch(name):
            remove(below(folder, name))
    if not is_url(folder):
        files.sweep(folder)
    remove(folder)


class Part:
    """A part that is being written."""

    def __init__(self, out: TextOut) -> None:
        self._out = out
        self.size = 0

    def write(self, place: int, batch: Batch) -> None:
        """What became of an input of the file at that place."""
        head = {"file": place, "rejects": [_plain(reject) for reject in batch.rejects]}
        line = json.dumps(head)[:-1]  # without the brace
        if batch.marks:
            line += f', "marks": {_marks(batch.marks)}'
        data = f'{line}, "records": [{", ".join(batch.records)}]}}\n'.encode()
        self.size += self._out.write_bytes(data)


@contextmanager
def part(folder: str, shard: Shard) -> Iterator[tuple[Part, str, str]]:
    """A new part, and the names that it and its rejects have in the folder."""
    token = secrets.token_hex(6)
    name, rejects = (f"{stem(shard)}.{token}.{what}.jsonl" for what in ("part", "rejects"))
    with writing(below(folder, name)) as out:
        yield Part(out), name, rejects


def publish(folder: str, marker: Marker) -> None:
    """Make a part count, unless another run was faster: then this one's part goes."""
    before = read_marker(folder, marker.shard)
    if before and before.current(marker.job, marker.inputs, marker.files):
        own: Iterable[str] = (marker.part, marker.rejects)
    else:
        own = (before.part, before.rejects) if before else ()
        with writing(below(folder, f"{stem(marker.shard)}.done")) as out:
            out.write(json.dumps(asdict(marker)) + "\n")
    for name in own:
        remove(below(folder, name))


def _plain(reject: Reject) -> list[Any]:
    return [
        *(as_text(reject.path), reject.stage, reject.reason, reject.position),
        *(reject.raw, reject.kind, reject.trace),
    ]


def _marks(marks: list[Any]) -> str:
    try:
        return msgspec.json.encode(marks).decode()
    except UnicodeEncodeError:  # a lone surrogate in a headline, which the record has as U+FFFD
        safe = [
            Mark(*(_scrubbed(value) for value in msgspec.structs.astuple(mark))) for mark in marks
        ]
        return msgspec.json.encode(safe).decode()


def _scrubbed(value: Any) -> Any:
    return files.scrub(value) if isinstance(value, str) else value


class _Entry(msgspec.Struct):
    """A line of a part."""

    file: int
    rejects: msgspec.Raw
    records: list[msgspec.Raw]
    marks: list[Mark] = []


def joined(
    folder: str, marked: Iterable[Marker], lost: Iterable[tuple[int, Batch]] = ()
) -> Iterator[Batch]:
    """What became of every input, in the order of all shards' files.

    ``lost``: what stands for shards that are not there, by the place of a file of theirs. Raises
    `InputError` where a part is not what its marker says.
    """
    from heapq import merge

    parts = list(marked)
    piece_size = max(_LEAST, min(_MOST, _BUFFERS // max(1, len(parts))))
    streams = (_entries(folder, marker, piece_size) for marker in parts)
    for _, found in merge(*streams, lost, key=lambda each: each[0]):
        if isinstance(found, Batch):
            yield found
            continue
        rejects = [Reject(*values) for values in json.loads(bytes(found.rejects))]
        records = [bytes(raw) for raw in found.records]
        yield Batch(records=records, marks=found.marks, rejects=rejects)


def _entries(folder: str, marker: Marker, piece_size: int) -> Iterator[tuple[int, _Entry | Batch]]:
    name = below(folder, marker.part)
    if size_of(name) not in (marker.size, None):
        raise InputError(f"{name}: is not as its marker says; remove it and run the shard again")
    decoder = msgspec.json.Decoder(_Entry)
    try:
        for line in _lines(name, marker.size, piece_size):
            entry = decoder.decode(line)
            yield entry.file, entry
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InputError(f"{name}: is no part, or damaged: {error}") from None


def _lines(name: str, size: int, piece_size: int) -> Iterator[bytes]:
    """The lines of a file, which is not kept open: there may be thousands of parts."""
    rest: list[bytes] = []
    for offset in range(0, size, piece_size):
        first, *others = piece(name, offset, min(piece_size, size - offset)).split(b"\n")
        rest.append(first)
        if others:
            yield b"".join(rest)
            yield from others[:-1]
            rest = [others[-1]]
    if any(rest):
        raise InputError(f"{name}: ends in the middle of a line")
