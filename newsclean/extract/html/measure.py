"""A page measured as a whole: where its running text is, and what the names of its parts tell."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ...language.furniture import furniture
from .blocks import Chunk, Frame, Page
from .texts import name_parts, plain

#: What the words of class names and ids tell of an element.
_TRAITS_TEXT = (
    "comment sponsor related navigation social meta subscribe caption legal aside content lead"
)
TRAITS = _TRAITS_TEXT.split()
TRAIT_BITS = [1 << i for i in range(len(TRAITS))]
_GOOD_TRAITS = 1 << TRAITS.index("content") | 1 << TRAITS.index("lead")

_INSIDE = {
    "article": 0,
    "main": 1,
    "aside": 2,
    "figure": 3,
    "figcaption": 3,
    **dict.fromkeys(("ul", "ol", "dl"), 4),
    "table": 5,
    "blockquote": 6,
}
#: Elements that hold no part of the story, unless they hold its headline.
_ZONES = frozenset(("footer", "nav", "menu", "button", "select"))
_PROSE_LENGTH = 80
#: Letters of running text before a part that may hold comments.
_SOME_PROSE = 300
_LONGEST_TITLE = 300
#: How much a heading is worth as the headline.
_WORTH = {"h1": 3, **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), 2)}


@dataclass(frozen=True, slots=True)
class Hints:
    """What the fields say of a story that helps to find its text."""

    titles: tuple[str, ...] = ()
    summary: str | None = None
    article_body: str | None = None
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """Dates of publication and change as the page writes them."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """Learned weights of words: in class names, and in short texts."""

    names: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)
    traits: Mapping[str, int] = field(default_factory=dict)
    """The bits of the traits that a word of a name stands for."""
    told: Callable[[str], tuple[float, int]] = field(init=False, repr=False, compare=False)
    """Of names as they stand, the sum of the words' weights and the bits of their traits."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", lru_cache(maxsize=8192)(self._told))

    def _told(self, names: str) -> tuple[float, int]:
        weight, bits = 0.0, 0
        for part in name_parts(names):
            weight += self.names.get(part, 0.0)
            bits |= self.traits.get(part, 0)
        return weight, bits


Kind = tuple[str, str, str]
"""Tag and names of a frame, and its parent's names: frames of one kind look alike."""


@dataclass(slots=True)
class _Place:
    """What is computed once for a frame."""

    kind: Kind
    inside: tuple[int, ...]
    names: float
    names_low: float
    names_sum: float
    trait: int
    traits: int
    prose: int = 0
    twins: int = 1
    shared: tuple[float, float] | None = None


class _Places(dict[Frame, _Place]):
    """The places of frames, each computed when it is first asked for."""

    def __init__(self, find: Callable[[Frame], _Place]) -> None:
        self._find = find

    def __missing__(self, frame: Frame) -> _Place:
        todo = [frame]
        while (around := todo[-1].parent) is not None and around not in self:
            todo.append(around)
        while todo:
            found = self._find(todo[-1])
            self[todo.pop()] = found
        return found


def is_prose(chunk: Chunk) -> bool:
    """Running text rather than a label or a list of links."""
    return chunk.size >= _PROSE_LENGTH and chunk.link_chars < 0.4 * len(chunk.text)


class Measure:
    """One page."""

    def __init__(self, page: Page, hints: Hints, tables: Tables) -> None:
        self.hints = hints
        self.tables = tables
        self.furniture = furniture(hints.language)
        self.chunks = page.texts()
        self.places = _Places(self._place)
        self.chars = sum([len(chunk.text) for chunk in self.chunks])
        self.images = _near_image(page)
        self.plain_titles = {plain(title) for title in hints.titles if title}
        self.title_at = self._title()
        self.above_title = (
            set(self.chunks[self.title_at].frame.up()) if self.title_at >= 0 else set()
        )
        self._beyond: set[Frame] = set()
        self.frames = list(self._lay_out(page))
        self._count_twins(page)
        self._mark_title()
        self.texts = Counter(chunk.text for chunk in self.chunks)
        self.prose = self._prose()
        self.total = sum(self.prose) or 1
        for chunk, prose in zip(self.chunks, self.prose, strict=True):
            if prose:
                self.places[chunk.frame].prose += prose
        for frame in reversed(self.frames):
            prose = self.places[frame].prose
            if prose and frame.parent is not None:
                self.places[frame.parent].prose += prose
        self.main = self._heart(0.75)
        self.loose = self._heart(0.45)
        self.kinds: Counter[Kind] = Counter()
        self.kind_prose: Counter[Kind] = Counter()
        for chunk, prose in zip(self.chunks, self.prose, strict=True):
            kind = self.places[chunk.frame].kind
            self.kinds[kind] += 1
            if prose:
                self.kind_prose[kind] += prose

    def _lay_out(self, page: Page) -> Iterator[Frame]:
        """The frames that hold text and may be of the story, from the outside in."""
        beyond = self._beyond
        for frame in page.frames:
            if not frame.chars:
                continue
            if frame.parent in beyond or self._is_zone(frame, page):
                beyond.add(frame)
            else:
                yield frame

    def _is_zone(self, frame: Frame, page: Page) -> bool:
        """Whether a frame begins a zone that is no part of a story."""
        if frame.tag not in _ZONES and not self.places[frame].trait & TRAIT_BITS[0]:
            return False
        # A zone that holds the headline is no such zone, nor is one that holds the page.
        if frame in self.above_title or frame.chars > 0.9 * self.chars:
            return False
        # Comments follow a story: what most of the page is, with no text before it, are none.
        return (
            frame.tag in _ZONES
            or frame.chars <= 0.5 * self.chars
            or self._prose_before(page, frame.first) >= _SOME_PROSE
        )

    def _prose_before(self, page: Page, first: int) -> int:
        """Letters of running text before a chunk of the page."""
        return sum(chunk.size for chunk in page.chunks[:first] if chunk.text and is_prose(chunk))

    def _place(self, frame: Frame) -> _Place:
        around = self.places[frame.parent] if frame.parent is not None else None
        own, trait = self.tables.told(frame.names) if frame.names else (0.0, 0)
        at = _INSIDE.get(frame.tag)
        if around is None or frame.parent is None:
            return _Place((frame.tag, frame.names, ""), (0,) * 7, own, 0.0, 0.0, 0, 0)
        inside = around.inside
        # What holds the headline, or most of the page, tells little of its parts.
        whole = frame in self.above_title or frame.chars > 0.6 * self.chars
        traits = around.traits | (trait & _GOOD_TRAITS if whole else trait)
        passed = 0.0 if whole else own
        if at is not None and not inside[at]:
            inside = (*inside[:at], 1, *inside[at + 1 :])
        return _Place(
            (frame.tag, frame.names, frame.parent.names),
            inside,
            own,
            min(passed, around.names_low),
            passed + 0.7 * around.names_sum,
            trait,
            traits,
        )

    def _count_twins(self, page: Page) -> None:
        """How many siblings of a frame look like it and hold text, as entries of a list do."""
        beyond = self._beyond
        siblings = [
            frame
            for frame in page.frames
            if frame.chars
            and frame.parent is not None
            and frame.parent.children > 1
            and frame.parent not in beyond
        ]
        keys = [
            (one.parent, one.tag, name_parts(one.names)[:3] if one.names else ())
            for one in siblings
        ]
        groups = Counter(key for one, key in zip(siblings, keys, strict=True) if one.chars > 20)
        for frame, key in zip(siblings, keys, strict=True):
            if frame not in beyond:
                self.places[frame].twins = groups[key]

    def _mark_title(self) -> None:
        """The frames around the headline: how much a chunk shares with it tells of nearness."""
        if self.title_at >= 0:
            for up in self.chunks[self.title_at].frame.up():
                self.places[up].shared = (up.chars / (self.chars or 1), 0.0)

    def _prose(self) -> list[int]:
        """The size of each chunk that is running text and may be of the story, else 0."""
        sizes = [0] * len(self.chunks)
        seen: set[str] = set()
        for i, chunk in enumerate(self.chunks):
            # A text is long or short wherever it stands: the short need not be kept in mind.
            if chunk.size < _PROSE_LENGTH:
                continue
            if (
                is_prose(chunk)
                and not chunk.frame.hidden
                and chunk.text not in seen
                and self.texts[chunk.text] < 3
                and not self.outside(chunk.frame)
            ):
                sizes[i] = chunk.size
            seen.add(chunk.text)
        return sizes

    def outside(self, frame: Frame) -> bool:
        """In a zone that is no part of a story: comments, the foot of the page and the like."""
        return frame in self._beyond

    def shared(self, frame: Frame) -> tuple[float, float]:
        """The share of the page in the innermost frame with the headline, and the steps to it."""
        path: list[Frame] = []
        found = (1.0, 9.0)
        for up in frame.up():
            known = self.places[up].shared
            if known is not None:
                found = known
                break
            path.append(up)
        for step in reversed(path):
            if step.parent is not None:
                found = (found[0], min(found[1] + 1.0, 9.0))
            self.places[step].shared = found
        return found

    def _heart(self, share: float) -> Frame | None:
        """The innermost frame that holds so much of the page's running text."""
        heart = None
        for frame in self.frames:
            if self.places[frame].prose >= share * self.total and (
                heart is None or frame.depth > heart.depth
            ):
                heart = frame
        return heart

    def likely(self, i: int) -> bool:
        """Whether a block may be of the story at all; most of a page need not be looked at."""
        chunk = self.chunks[i]
        if self.outside(chunk.frame):
            return False
        count = len(chunk.text)
        return count >= 120 or chunk.link_chars <= 0.9 * count or chunk.frame.tag == "p"

    def _title(self) -> int:
        """The index of the headline, or -1: an h1 that is one of the titles, or the like."""
        best, at = 2, -1
        for i, chunk in enumerate(self.chunks):
            worth = _WORTH.get(chunk.frame.tag, 0)
            if worth + 3 > best and len(chunk.text) < _LONGEST_TITLE:
                worth += 3 * self.is_title(chunk)
                if worth > best:
                    best, at = worth, i
        return at

    def is_title(self, chunk: Chunk) -> bool:
        """Whether a text is one of the titles."""
        return len(chunk.text) < _LONGEST_TITLE and plain(chunk.text) in self.plain_titles

    def twins(self, frame: Frame | None) -> tuple[float, float]:
        """The most twins that a parent or one of those around it has, and how many up it is."""
        most, steps = 1, 0
        for up, around in enumerate(
            itertools.islice(frame.up(), 7) if frame is not None else (), 1
        ):
            if (twins := self.places[around].twins) > most:
                most, steps = twins, up
        return float(min(most, 30)), float(steps)

    def traits_of(self, chunk: Chunk) -> int:
        """The bits of what the names of a chunk and of the parts of the page it is in tell."""
        return self.near(chunk) | self.places[chunk.frame].traits

    def trait(self, frame: Frame) -> int:
        """The bits of what a frame's own names tell."""
        return self.places[frame].trait

    def near(self, chunk: Chunk) -> int:
        frame = chunk.frame
        near = self.places[frame].trait
        if chunk.names:
            near |= self.tables.told(chunk.names)[1]
        if frame.parent is not None:
            near |= self.places[frame.parent].trait
        return near

    def span(self, frame: Frame | None) -> tuple[int, int]:
        """The indices of the first and the last running text in a frame."""
        inside = [
            i
            for i, (chunk, prose) in enumerate(zip(self.chunks, self.prose, strict=True))
            if prose and frame is not None and frame in chunk.frame.up()
        ]
        return (inside[0], inside[-1]) if inside else (0, 0)


def _near_image(page: Page) -> set[int]:
    """The chunks right after an image."""
    near = set()
    for before, chunk in zip(page.chunks, page.chunks[1:], strict=False):
        if before.image is not None and chunk.text:
            near.add(id(chunk))
    return near


def trait_bits(lexicon: Mapping[str, str]) -> dict[str, int]:
    """For each word of names, the bits of the traits that list it."""
    bits: dict[str, int] = {}
    for bit, trait in zip(TRAIT_BITS, TRAITS, strict=True):
        for word in lexicon[trait].split():
            bits[word] = bits.get(word, 0) | bit
    return bits
