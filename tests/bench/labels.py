"""What each block of a text dump is, told from the HTML of the same page.

`chunks_of` labels the chunks of an HTML page: its markup, the fields and the body that the HTML
reader finds, and the truth of the corpus where there is any. `align` carries the labels over to
the blocks of a dump of the page, chunk by chunk in reading order.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fit_body import body_labels

from newsclean.extract.html import texts
from newsclean.extract.html.blocks import Chunk
from newsclean.extract.html.body import find_body
from newsclean.extract.html.fields import Fields, read_fields
from newsclean.extract.html.hints import hints_of
from newsclean.extract.html.measure import TRAITS, Measure
from newsclean.extract.html.tree import parse
from newsclean.extract.html.walk import read_blocks
from newsclean.extract.text.dump import Dump
from newsclean.extract.text.tagger import ROLES
from newsclean.language.furniture import KINDS
from newsclean.pages import decode

WORD = re.compile(r"\w+")
DATE = re.compile(r"(?:19|20)\d\d|\d[/.]\d\d?[/.]\d\d|\d[.:h]\d\d|\d ?(?:月|日|年)")


@dataclass(frozen=True)
class Labelled:
    """A chunk of an HTML page: its words and what it is."""

    words: tuple[str, ...]
    role: str
    sure: float
    """Weight of the label: 1 where the corpus' truth or the markup tells."""


def words(text: str) -> list[str]:
    """Words for comparing: small, no marks."""
    return WORD.findall(text.replace("\xad", "").lower())


def truths(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The truth and the HTML text of every page of a corpus."""
    for line in (folder / "truth.jsonl").read_text("utf-8").strip().split("\n"):
        truth = json.loads(line)
        data = (folder / "pages" / truth["page"]).read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        yield truth, decode(data, html=True).text


def chunks_of(truth: dict[str, Any], html: str) -> list[Labelled]:
    """The labelled chunks of a page, in reading order; empty where it has none."""
    tree = parse(html)
    if tree is None:
        return []
    fields = read_fields(tree, url=truth.get("url"))
    page = read_blocks(tree)
    body = find_body(page, hints_of(fields), tree)
    chunks, measure = page.texts(), body.measure
    if not chunks or measure is None:
        return []
    if truth.get("body"):
        labels = [float(label) for label in body_labels(chunks, truth["body"])]
        surety = 1.0
    else:
        labels = [float(i in body.chosen) for i in range(len(chunks))]
        surety = 0.6
    labeller = _Labeller(truth, fields, chunks, measure, labels)
    found = []
    for i, chunk in enumerate(chunks):
        role = labeller.role(i)
        sure = surety if role in ("body", "heading") or labels[i] >= 0 else 0.2
        found.append(Labelled(tuple(words(chunk.text)), role, sure))
    return found


class _Labeller:
    def __init__(
        self,
        truth: dict[str, Any],
        fields: Fields,
        chunks: Sequence[Chunk],
        measure: Measure,
        labels: Sequence[float],
    ) -> None:
        self.chunks, self.measure, self.labels = chunks, measure, labels
        named = [truth.get("title"), fields.title]
        self.titles = {texts.plain(title) for title in named if title} - {""}
        names = [*(truth.get("authors") or ()), *fields.authors]
        self.names = {name.lower() for name in names if len(name) > 3}
        raws = [e.raw for n, e in fields.evidence.items() if n in ("published", "modified")]
        self.dates = {texts.plain(raw) for raw in raws if isinstance(raw, str)} - {""}
        self.sites = {texts.plain(n) for n in (fields.publisher, fields.site) if n} - {""}
        self.section = texts.plain(fields.section or "")
        self.tags = {texts.plain(tag) for tag in fields.tags} - {""}
        self.summary = set(words(fields.summary or ""))
        inside = [i for i, label in enumerate(labels) if label >= 0.5]
        self.first = inside[0] if inside else measure.title_at
        self.last = inside[-1] if inside else measure.title_at
        self.title_at = self._title()

    def _title(self) -> int:
        """The chunk that is the headline: among its copies an h1, else the one nearest above."""
        same = [i for i, c in enumerate(self.chunks) if texts.plain(c.text) in self.titles]
        if not same:
            return -1
        return max(
            same,
            key=lambda i: (
                self.chunks[i].frame.tag == "h1",
                not self.measure.outside(self.chunks[i].frame),
                i <= self.first,
                -abs(self.first - i),
            ),
        )

    def role(self, i: int) -> str:
        """The role of a chunk."""
        chunk, label = self.chunks[i], self.labels[i]
        tag, key = chunk.frame.tag, texts.plain(chunk.text)
        if key in self.titles and i == self.title_at:
            return "title"
        if label >= 0.5:
            heading = tag[0] == "h" and tag[1:].isdigit()
            return "heading" if heading else "body"
        if field := self._field(i, chunk, key):
            return field
        for around in chunk.frame.up():
            if around.tag in ("figcaption", "caption", "figure"):
                return "caption"
            if around.tag in ("nav", "menu"):
                return "nav"
        return self._part(i, chunk)

    def _field(self, i: int, chunk: Chunk, key: str) -> str | None:
        """The field that a chunk near the story's head or end is."""
        text, length = chunk.text, len(chunk.text)
        low = text.lower()
        head = self.title_at if self.title_at >= 0 else self.first
        near = min(head, self.first) - 12 <= i <= self.first + 6 or 0 <= i - self.last <= 8
        if near and length <= 250:
            if any(name in low for name in self.names):
                return "byline"
            held = any(date in key or (len(key) > 5 and key in date) for date in self.dates)
            if length <= 120 and (held or (DATE.search(text) and "time" in chunk.names)):
                return "date"
        outside = self.measure.outside(chunk.frame)
        if i < self.first and length > 30 and not outside and self.summary:
            own = set(words(text))
            if len(own & self.summary) >= 0.7 * max(len(own), 0.6 * len(self.summary)):
                return "standfirst"
        if key and key in self.sites:
            return "site"
        if key and key == self.section and i < self.first:
            return "section"
        if key and key in self.tags and (abs(i - self.last) < 20 or near):
            return "tags"
        if near and length <= 80 and DATE.search(text) and i < self.first + 3 and not outside:
            return "date"
        return None

    def _part(self, i: int, chunk: Chunk) -> str:
        """What the markup around a chunk says it is."""
        measure = self.measure
        traits = measure.traits_of(chunk)
        named = {trait for bit, trait in enumerate(TRAITS) if traits >> bit & 1}
        for trait, role in _BY_TRAIT:
            if trait in named:
                return role
        share, first = measure.furniture.look(chunk.text[:300], chunk.text[:300].lower().split())
        for kind, amount, opens in zip(KINDS, share, first, strict=True):
            if opens or amount > 0.3:
                return _BY_KIND[kind]
        linked = chunk.link_chars > 0.8 * len(chunk.text)
        for around in chunk.frame.up():
            if around.tag in ("footer", "header", "form", "button", "select"):
                return "nav"
        if chunk.frame.tag[0] == "h" or "related" in named or "aside" in named:
            return "entry"
        if linked:
            return "entry" if len(chunk.text) > 40 else "nav"
        return "other"


_BY_TRAIT = (
    ("comment", "comment"),
    ("sponsor", "sponsor"),
    ("subscribe", "appeal"),
    ("legal", "legal"),
    ("related", "entry"),
    ("navigation", "nav"),
    ("social", "nav"),
    ("caption", "caption"),
)
_BY_KIND = {
    "subscribe": "appeal",
    "related": "entry",
    "social": "nav",
    "sponsor": "sponsor",
    "comment": "comment",
    "legal": "legal",
    "credit": "credit",
}
assert set(_BY_KIND.values()) < set(ROLES)


Runs = dict[tuple[str, ...], list[int]]
"""Where in the chunks some words stand, by these words."""


def align(dump: Dump, chunks: Sequence[Labelled]) -> list[tuple[str, float]]:
    """The role of each block of a dump and its weight; ``("other", 0)`` where it can't be told.

    A block is looked for near where the one before it was found: as a chunk of its own, else by
    the runs of three words it shares with chunks.
    """
    exact, runs = _indexed(chunks)
    here, found = 0.0, []
    for line in dump.lines:
        own = tuple(words(line.text))
        if not own:
            found.append(("other", 0.3))
            continue
        if own in exact:
            votes = Counter({_nearest(exact[own], here): len(own)})
        else:
            votes = _votes(own, runs, here)
        if not votes or sum(votes.values()) < 0.4 * max(1, len(own) - 2):
            found.append(("other", 0.0))
            continue
        found.append(_elected(votes, chunks))
        at = votes.most_common(1)[0][0]
        here = at if len(own) > 2 or abs(at - here) < 30 else here
    return found


def _indexed(chunks: Sequence[Labelled]) -> tuple[Runs, Runs]:
    """Whole chunks and runs of up to three words, and the numbers of the chunks they are."""
    exact: Runs = defaultdict(list)
    runs: Runs = defaultdict(list)
    for at, chunk in enumerate(chunks):
        own = chunk.words
        exact[own].append(at)
        width = 3 if len(own) >= 3 else max(1, len(own))
        for j in range(len(own) - width + 1):
            runs[own[j : j + width]].append(at)
    return exact, runs


def _votes(own: tuple[str, ...], runs: Runs, here: float) -> Counter[int]:
    """The chunks that share the longest runs with a block; a single word only near by."""
    votes: Counter[int] = Counter()
    for width in (3, 2, 1):
        for j in range(len(own) - width + 1):
            if places := runs.get(own[j : j + width]):
                near = _nearest(places, here)
                if width > 1 or abs(near - here) < 12:
                    votes[near] += 1
        if votes:
            break
    return votes


def _elected(votes: Counter[int], chunks: Sequence[Labelled]) -> tuple[str, float]:
    """The role of most votes and its weight: how sure the chunks are, and how much they agree."""
    by_role: Counter[str] = Counter()
    weight = 0.0
    for at, number in votes.items():
        by_role[chunks[at].role] += number
        weight += number * chunks[at].sure
    total = sum(votes.values())
    role, number = by_role.most_common(1)[0]
    return role, weight / total * (number / total)


def _nearest(places: Sequence[int], here: float) -> int:
    """The place nearest to where the reading is; one further on rather than one before."""
    at = bisect_left(places, here)
    around = places[max(0, at - 1) : at + 1]
    return min(around, key=lambda place: abs(place - here) + (4 if place < here else 0))
