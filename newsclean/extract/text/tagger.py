"""The tagger: how likely each block of a text dump is to play each role on its page.

Small convolutional networks over the sequence of a page's blocks (dilated convolutions with
residual connections, as in Strubell et al. 2017, "Fast and accurate entity recognition with
iterated dilated convolutions"), on the numbers of `signals` and an embedding of each block's
words; their mean counts. Their weights are data (``data/tagger.npz``), fitted by
``tests/bench/fit_tagger.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .dump import Dump
from .signals import NAMES, WORDS, Table, signals, words_of

_ROLES_TEXT = (
    "title standfirst byline date site section body heading caption credit entry nav comment "
    "appeal sponsor legal tags other"
)
ROLES = _ROLES_TEXT.split()
"""What a block can be, in the order of the columns that `Tagger.tag` gives."""

DILATIONS = (1, 2, 4, 8, 16, 1)


@dataclass(frozen=True)
class Tagger:
    """The weights of the networks."""

    words: dict[str, int]
    """The words that have an embedding, each with its row."""
    arrays: dict[str, Table]
    """By name; the first axis is the networks, but for ``mean`` and ``spread`` of the signals."""

    def tag(self, dump: Dump) -> Table:
        """The probability of each role (columns, as in `ROLES`) for each block (rows)."""
        if not dump.lines:
            return np.zeros((0, len(ROLES)), dtype=np.float32)
        return self.rate(signals(dump), [words_of(line) for line in dump.lines])

    def roles(self, dump: Dump) -> list[dict[str, float]]:
        """For each block of a page how likely each role is."""
        return [dict(zip(ROLES, row, strict=True)) for row in self.tag(dump).tolist()]

    def rate(self, table: Table, words: Sequence[Sequence[str]]) -> Table:
        """What `tag` gives, from the signals and words of the blocks: the mean of all networks."""
        x = np.clip((table - self.arrays["mean"]) / self.arrays["spread"], -5, 5)
        ids = np.zeros((len(words), WORDS), dtype=np.int64)
        for row, own in enumerate(words):
            for at, word in enumerate(own[:WORDS]):
                ids[row, at] = self.words.get(word, 1)
        count = len(self.arrays["out.b"])
        found = self._one(0, x, ids)
        for number in range(1, count):
            found += self._one(number, x, ids)
        mean: Table = found / np.float32(count)
        return mean

    def _one(self, number: int, x: Table, ids: NDArray[np.int64]) -> Table:
        """The probabilities that one of the networks gives."""
        a = {name: each[number] for name, each in self.arrays.items() if each.ndim > 1}
        said = a["embedding"][ids]
        known = np.maximum((ids > 0).sum(axis=1), 1)[:, None].astype(np.float32)
        h = np.concatenate([x, said[:, 0], said.sum(axis=1) / known], axis=1)
        h = np.maximum(h @ a["in.w"] + a["in.b"], 0)
        h = np.maximum(h @ a["in2.w"] + a["in2.b"], 0)
        for layer, step in enumerate(DILATIONS):
            pooled = np.concatenate([h.mean(axis=0), h.max(axis=0)])
            around = np.concatenate([_shifted(h, -step), h, _shifted(h, step)], axis=1)
            out = around @ a[f"conv{layer}.w"] + a[f"conv{layer}.b"] + pooled @ a[f"page{layer}.w"]
            h = h + np.maximum(out, 0)
        logits = h @ a["out.w"] + a["out.b"]
        exp = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: Table = exp / exp.sum(axis=1, keepdims=True)
        return found


def _shifted(h: Table, step: int) -> Table:
    """The rows moved by so many places, zeros coming in."""
    out = np.zeros_like(h)
    if step > 0 and step < len(h):
        out[:-step] = h[step:]
    elif step < 0 and -step < len(h):
        out[-step:] = h[:step]
    return out


def read(path: Path) -> Tagger:
    """A tagger from its file; raises `ValueError` where it was fitted for other signals."""
    with np.load(path, allow_pickle=False) as data:
        if data["names"].tolist() != list(NAMES) or data["roles"].tolist() != ROLES:
            raise ValueError("fitted for other signals: run tests/bench/fit_tagger.py")
        vocabulary = {word: row + 2 for row, word in enumerate(data["words"].tolist())}
        arrays = {
            name: data[name].astype(np.float32)
            for name in data.files
            if name not in ("names", "roles", "words")
        }
    return Tagger(vocabulary, arrays)


@lru_cache(maxsize=1)
def load(path: Path | None = None) -> Tagger:
    """The tagger of a file, or the one that comes with the package. Raises as `read` does."""
    if path is not None:
        return read(path)
    with as_file(files(__package__) / "data" / "tagger.npz") as path:
        return read(path)


_NAMES = {"title": "headline", "nav": "navigation", "entry": "entry of a list", "body": "text"}


def tell(dump: Dump) -> None:
    """Note of every block that nothing was made of what the tagger takes it for."""
    for line, roles in zip(dump.lines, dump.p, strict=True):
        if line.plain and not line.fields:
            role, sure = max(roles.items(), key=lambda item: item[1])
            name = _NAMES.get(role, role)
            line.take(name, f"most like {name} ({sure:.2f}); no story claims it")
