"""Fit the tagger of text dumps, and write its weights as data.

    fit_tagger.py [--shared FOLDER] [--work FOLDER] [--folds N --fold K] [-o FILE]

The pages of the corpora in ``corpora/`` of the shared folder are put out as text in six ways
by the corpora's own ``dumps/render.py`` (once, into the folder ``--work``), their blocks labelled
from the HTML of the same page (`labels`), and a network fitted to tell the labels from the signals.
With ``--folds N --fold K`` the sites of one fold are left out, so that it can be measured on them
what the tagger is worth. Needs: pip install -e .[fit], and lynx and w3m.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import math
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from corpora import Shared
from labels import align, chunks_of, truths
from sites import fold, site
from torch import nn

from newsclean.extract.text.blocks import read_blocks
from newsclean.extract.text.signals import NAMES, WORDS, signals, words_of
from newsclean.extract.text.tagger import DILATIONS, ROLES

OUTPUT = Path(__file__).parents[2] / "newsclean" / "extract" / "text" / "data" / "tagger.npz"
CORPORA = ("publishers", "article-bodies", "segments", "articles")
WAYS = ("strip", "inscriptis", "html2text", "lynx", "lynxlist", "w3m")
WIDTH, EMBEDDING = 64, 16
EPOCHS, RATE, DROPOUT, DECAY = 14, 4e-3, 0.12, 0.02
SEEDS = (1, 2, 3)
"""One network for each; the tagger takes their mean."""
AVERAGE = 0.997
"""Of the exponential moving average of the weights, which is what is kept."""
LOST = 0.1
"""Share of the blocks that are left out of half the pages at the most."""
BATCH = 9000
"""Blocks of a batch, with padding."""
MOST = 1500
"""Blocks that are learned from of a page."""
LEAST_SITES = 10
"""A word that stands on fewer sites has no embedding."""
BOOST = {
    **{"title": 8, "byline": 5, "date": 5, "standfirst": 3, "site": 2, "section": 2},
    **{"tags": 2, "credit": 2, "heading": 2, "caption": 1.5},
}
"""How much more a block of a rare role weighs."""
UNTOLD = 0.08
"""Weight of a block that is not found in the HTML."""
AROUND = 25, 35
"""Blocks before and after a story that are learned from, on every second page."""


@dataclass
class Page:
    """One dump: signals, words, roles and weights of its blocks."""

    name: str
    site: str
    x: np.ndarray
    words: list[list[str]]
    roles: np.ndarray
    weights: np.ndarray
    sizes: np.ndarray


def render_all(shared: Path, work: Path) -> None:
    """Put out every page in every way, as far as that is not done."""
    path = shared / "corpora" / "dumps" / "render.py"
    spec = importlib.util.spec_from_file_location("render", path)
    assert spec is not None and spec.loader is not None
    render = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(render)
    for corpus in CORPORA:
        for truth, html in truths(shared / "corpora" / corpus):
            for way in WAYS:
                file = work / corpus / way / f"{stem(truth['page'])}.txt"
                if not file.exists():
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(render.render(way, html.encode()), "utf-8", newline="")


def stem(page: str) -> str:
    """The name of a page without its endings."""
    return re.sub(r"[.](html|htm)([.]gz)?$", "", page)


def number(text: str) -> int:
    """A number that depends on a text alone."""
    return int(hashlib.md5(text.encode()).hexdigest(), 16)


def read_page(work: Path, corpus: str, job: tuple[dict[str, Any], str]) -> list[Page]:
    """The dumps of one page, labelled. Of the large corpus of articles, one dump a page."""
    truth, html = job
    chunks, name = chunks_of(truth, html), stem(truth["page"])
    ways = [WAYS[number(name) % 6]] if corpus == "articles" else WAYS
    found = []
    for way in ways:
        dump = read_blocks((work / corpus / way / f"{name}.txt").open(newline="").read())
        if not dump.lines or not chunks:
            continue
        del dump.lines[MOST:]
        labels = align(dump, chunks)
        found.append(
            Page(
                f"{name} {way}",
                site(truth.get("url") or truth["page"]),
                signals(dump).astype(np.float16),
                [words_of(line) for line in dump.lines],
                np.array([ROLES.index(role) for role, _ in labels]),
                np.array([weight for _, weight in labels], dtype=np.float32),
                np.array([min(line.size, 2000) for line in dump.lines], dtype=np.float32),
            )
        )
    return found


def vocabulary(pages: Sequence[Page]) -> list[str]:
    """The words of many sites, without those that are a part of a site's own name."""
    sites: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for words in page.words:
            for word in words:
                sites[word].add(page.site)
    hosts = " ".join(sorted({page.site for page in pages}))
    return sorted(
        word
        for word, on in sites.items()
        if len(on) >= LEAST_SITES and not (len(word) > 4 and word in hosts)
    )


class Net(nn.Module):
    """The network of `newsclean.extract.text.tagger`, for fitting."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(words + 2, EMBEDDING, padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.3)
        with torch.no_grad():
            self.embedding.weight[:2] = 0
        self.first = nn.Linear(len(NAMES) + 2 * EMBEDDING, 2 * WIDTH)
        self.second = nn.Linear(2 * WIDTH, WIDTH)
        self.conv = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in DILATIONS)
        self.page = nn.ModuleList(nn.Linear(2 * WIDTH, WIDTH, bias=False) for _ in DILATIONS)
        self.out = nn.Linear(WIDTH, len(ROLES))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: torch.Tensor, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits of the roles: pages, blocks, roles."""
        if self.training:  # some words are unknown on every new site
            unknown = (torch.rand(words.shape) < 0.15) & (words > 0)
            words = torch.where(unknown, torch.ones_like(words), words)
        said = self.embedding(words)
        known = (words > 0).sum(2, keepdim=True).clamp(min=1)
        h = torch.cat([x, said[:, :, 0], said.sum(2) / known], 2)
        h = torch.relu(self.second(self.drop(torch.relu(self.first(h)))))
        blocks = mask.unsqueeze(2)
        h, count = h * blocks, blocks.sum(1)
        for step, conv, page in zip(DILATIONS, self.conv, self.page, strict=True):
            none = torch.zeros_like(h)
            up, down = none, none
            if step < h.shape[1]:
                up = torch.cat([none[:, :step], h[:, :-step]], 1)
                down = torch.cat([h[:, step:], none[:, :step]], 1)
            pooled = torch.cat([h.sum(1) / count, (h - 1e4 * (1 - blocks)).max(1)[0]], 1)
            out = conv(torch.cat([up, h, down], 2)) + page(pooled).unsqueeze(1)
            h = (h + self.drop(torch.relu(out))) * blocks
        return self.out(h)


Packed = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def pack(page: Page, rows: dict[str, int], mean: np.ndarray, spread: np.ndarray) -> Packed:
    """Signals, rows of words, roles and weights of a page's blocks, as far as they are learned."""
    x = np.clip((page.x.astype(np.float32) - mean) / spread, -5, 5)
    ids = np.zeros((len(page.words), WORDS), dtype=np.int64)
    for row, words in enumerate(page.words):
        ids[row, : len(words)] = [rows.get(word, 1) for word in words[:WORDS]]
    story = np.isin(page.roles, [ROLES.index("body"), ROLES.index("heading")])
    share = page.sizes / max(1.0, page.sizes[story].sum())
    boost = np.array([BOOST.get(role, 1.0) for role in ROLES], dtype=np.float32)
    known = np.where(page.weights == 0, UNTOLD, page.weights)
    weights = known * (0.15 + np.minimum(8 * share, 1.5)) * boost[page.roles]
    weights = (weights * 10 / math.sqrt(len(weights))).astype(np.float32)
    parts = (x, ids, page.roles.astype(np.int64), weights)
    if number(page.name) % 2:
        return parts
    telling = ("title", "body", "heading", "byline", "date", "standfirst")
    near = np.flatnonzero(np.isin(page.roles, [ROLES.index(role) for role in telling]))
    low, high = (max(0, near[0] - AROUND[0]), near[-1] + AROUND[1]) if len(near) else (0, 60)
    return tuple(part[low:high] for part in parts)  # type: ignore[return-value]


def batches(pages: Sequence[Packed], random: np.random.Generator) -> list[list[int]]:
    """Indices of pages of about the same length together, in random order."""
    jitter = random.random(len(pages)) * 60
    order = sorted(range(len(pages)), key=lambda i: len(pages[i][2]) + jitter[i])
    found: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(pages[i][2]))
        if found[-1] and longest * (len(found[-1]) + 1) > BATCH:
            found.append([])
            longest = len(pages[i][2])
        found[-1].append(i)
    random.shuffle(found)
    return found


def collate(pages: Sequence[Packed], random: np.random.Generator) -> list[torch.Tensor]:
    """One batch; of half the pages some signals are missing, of some all words."""
    shape = len(pages), max(len(page[2]) for page in pages)
    x = np.zeros((*shape, len(NAMES)), np.float32)
    ids, roles = np.zeros((*shape, WORDS), np.int64), np.zeros(shape, np.int64)
    weights, mask = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for row, page in enumerate(pages):
        if random.random() < 0.5 and len(page[2]) > 20:
            kept = random.random(len(page[2])) > LOST * random.random()
            page = tuple(part[kept] for part in page)  # type: ignore[assignment]
        end = len(page[2])
        x[row, :end], ids[row, :end], roles[row, :end], weights[row, :end] = page
        mask[row, :end] = 1
        if random.random() < 0.5:
            x[row][:, random.random(len(NAMES)) < 0.06] = 0
        if random.random() < 0.15:
            ids[row] = np.minimum(ids[row], 1)
    return [torch.from_numpy(each) for each in (x, ids, roles, weights, mask)]


def fit(pages: Sequence[Page]) -> dict[str, np.ndarray]:
    """The arrays of the tagger's file."""
    words = vocabulary(pages)
    rows = {word: row for row, word in enumerate(words, 2)}
    some = np.concatenate([page.x for page in pages[::3]]).astype(np.float32)
    mean, spread = some.mean(0), some.std(0) + 0.05
    packed = [pack(page, rows, mean, spread) for page in pages]
    nets = [fit_one(packed, len(words), seed) for seed in SEEDS]
    stacked = {name: np.stack([net[name] for net in nets]) for name in nets[0]}
    return {**stacked, "words": np.array(words), "mean": mean, "spread": spread}


def fit_one(packed: Sequence[Packed], words: int, seed: int) -> dict[str, np.ndarray]:
    """The weights of one network."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    net = Net(words)
    steps, total = 0, EPOCHS * len(batches(packed, random))
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    averaged: dict[str, torch.Tensor] = {}
    for epoch in range(EPOCHS):
        losses = []
        for batch in batches(packed, random):
            x, ids, roles, weights, mask = collate([packed[i] for i in batch], random)
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (steps + 1) / 100) * max(0.02, 1 - steps / total)
            each = nn.functional.cross_entropy(
                net(x, ids, mask).flatten(0, 1), roles.flatten(), reduction="none"
            )
            loss = (each * weights.flatten()).sum() / weights.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            steps += 1
            losses.append(loss.item())
            if steps > 0.3 * total:
                for name, value in net.state_dict().items():
                    if name in averaged:
                        averaged[name].mul_(AVERAGE).add_(value, alpha=1 - AVERAGE)
                    else:
                        averaged[name] = value.clone()
        print(f"seed {seed}, epoch {epoch + 1}: loss {np.mean(losses):.4f}", file=sys.stderr)
    net.load_state_dict(averaged)
    return plain(net)


def plain(net: Net) -> dict[str, np.ndarray]:
    """The weights of a network under the names that the tagger reads them by."""
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    found = {"embedding": state["embedding.weight"].astype(np.float16)}
    layers = [("in", "first"), ("in2", "second"), ("out", "out")]
    layers += [(f"conv{i}", f"conv.{i}") for i in range(len(DILATIONS))]
    layers += [(f"page{i}", f"page.{i}") for i in range(len(DILATIONS))]
    for name, layer in layers:
        found[f"{name}.w"] = state[f"{layer}.weight"].T.astype(np.float16)
        if f"{layer}.bias" in state:
            found[f"{name}.b"] = state[f"{layer}.bias"].astype(np.float16)
    return found


def read_pages(shared: Path, work: Path) -> Iterator[Page]:
    """All labelled dumps."""
    with ProcessPoolExecutor() as pool:
        for corpus in CORPORA:
            jobs = truths(shared / "corpora" / corpus)
            for pages in pool.map(partial(read_page, work, corpus), jobs, chunksize=8):
                yield from pages


def main() -> None:
    """Render, label, fit and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    kept = Path(tempfile.gettempdir()) / "newsclean-dumps"
    parser.add_argument("--shared", type=Path, help="the folder of the corpora")
    parser.add_argument("--work", type=Path, default=kept, help="where the dumps are kept")
    parser.add_argument("--folds", type=int, default=1, metavar="N")
    parser.add_argument("--fold", type=int, metavar="K", help="leave out this fold of N, from 0 on")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    shared = Shared(options.shared).folder
    render_all(shared, options.work)
    pages = list(read_pages(shared, options.work))
    if options.fold is not None:
        pages = [page for page in pages if fold(page.site, options.folds) != options.fold]
    arrays = fit(pages)
    names = {"names": np.array(NAMES), "roles": np.array(ROLES)}
    with options.output.open("wb") as file:
        np.savez_compressed(file, **names, **arrays)
    print(f"{len(pages)} dumps, {len(arrays['words'])} words", file=sys.stderr)


if __name__ == "__main__":
    main()
