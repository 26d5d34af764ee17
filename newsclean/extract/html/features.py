"""What can be told of each text block of a page: the numbers that the body model weighs.

One row of numbers for each chunk with text, in the order of `NAMES`. Everything is computed from
the one walk of `blocks`; nothing looks at the tree again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log1p

from .blocks import Chunk, Frame, Page
from .phrases import KINDS, lexicon

#: What the words of class names and ids tell of an element.
_TRAITS_TEXT = (
    "comment sponsor related navigation social meta subscribe caption legal aside content lead"
)
TRAITS = _TRAITS_TEXT.split()
_TRAIT_BITS = [1 << i for i in range(len(TRAITS))]
_GOOD_TRAITS = 1 << TRAITS.index("content") | 1 << TRAITS.index("lead")

NAMES = (
    "length words link_share links bold italic ends_sentence ends_colon ends_dots sentences commas "
    "digits capitals starts_lower symbols "
    "is_p heading is_li is_table is_div is_caption "
    "in_article in_main in_aside in_footer in_header in_nav in_figure in_form in_list in_table "
    "in_quote in_button hidden "
    "like_title is_title like_summary like_author has_date in_structured after_title repeats "
    "place prose_before prose_after from_main_start from_main_end before_main after_main "
    "share1 share2 share3 share4 main_up main_same loose_up same_kind kind_count "
    "link_share1 link_share2 link_share3 chars1 children1 ordinal "
    "names0 names1 names2 names_low names_sum words_sum words_first "
    "outside twins twins_up shared_share shared_up "
    "prev_length prev_links prev_tag prev_prose next_length next_links next_tag next_prose "
    "prev2_length prev2_links next2_length next2_links after_heading near_image depth "
    + " ".join([*TRAITS, *(f"{trait}_near" for trait in TRAITS)])
    + " "
    + " ".join([*(f"says_{kind}" for kind in KINDS), *(f"opens_{kind}" for kind in KINDS)])
).split()

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?。！？।؟](?=[\s\"'”’»)\]]|$)|[。！？।؟]")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[:.]\d\d\b")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}")
_CLOSING = "\"'”’»«“)]）」』 "
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")

_INSIDE = {
    "article": 0,
    "main": 1,
    "aside": 2,
    "footer": 3,
    "header": 4,
    "nav": 5,
    "menu": 5,
    "figure": 6,
    "figcaption": 6,
    "form": 7,
    "fieldset": 7,
    "ul": 8,
    "ol": 8,
    "dl": 8,
    "table": 9,
    "blockquote": 10,
    "button": 11,
    "label": 11,
}
_TAG_CODE = {"p": 1.0, "h1": 3.0, "h2": 3.0, "h3": 3.0, "h4": 3.0, "li": 2.0, "table": 4.0}
#: Elements that hold no part of the story, unless they hold its headline.
_ZONES = frozenset(("footer", "nav", "menu", "button", "select"))
_MOST_STRUCTURED = 100_000
_PROSE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Hints:
    """What the fields say of a story that helps to find its text."""

    titles: tuple[str, ...] = ()
    summary: str | None = None
    article_body: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """Learned weights of words: in class names, and in short texts."""

    names: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)
    traits: Mapping[str, int] = field(default_factory=dict)
    """The bits of the traits that a word of a name stands for."""


@dataclass(slots=True)
class _Place:
    """What is computed once for a frame."""

    inside: tuple[int, ...]
    names: float
    names_low: float
    names_sum: float
    kind: tuple[str, str, str]
    trait: int
    traits: int
    prose: int = 0
    twins: int = 1
    shared: tuple[float, float] | None = None
    zone: bool | None = None


def size(text: str) -> int:
    """Length of a text; a letter of a script without spaces counts for two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


@lru_cache(maxsize=4096)
def name_parts(names: str) -> tuple[str, ...]:
    """The words in class names and ids: parted at case and signs, lower case, no digits.

    >>> name_parts("ArticleBody__text-3 c-42")
    ('article', 'body', 'text')
    """
    parts = (part.lower() for part in _NAME_PART.findall(names[:300]))
    return tuple(dict.fromkeys(part for part in parts if 2 < len(part) < 20))


def short_words(text: str) -> list[str]:
    """The words of a text that can mark it as furniture: the first eight."""
    return [w.lower() for w in _WORD.findall(text[:60])][:8]


def is_prose(chunk: Chunk) -> bool:
    """Running text rather than a label or a list of links."""
    length = size(chunk.text)
    return length >= _PROSE_LENGTH and chunk.link_chars < 0.4 * len(chunk.text)


class Measure:
    """All rows of one page."""

    def __init__(self, page: Page, hints: Hints, tables: Tables) -> None:
        self.hints = hints
        self.tables = tables
        self.lexicon = lexicon(hints.language)
        self.chunks = page.texts()
        self.places: dict[Frame, _Place] = {}
        self.chars = sum([len(chunk.text) for chunk in self.chunks])
        self.images = _near_image(page)
        self.plain_titles = {plain(title) for title in hints.titles if title}
        self.title_at = self._title()
        self.above_title = (
            set(self.chunks[self.title_at].frame.up()) if self.title_at >= 0 else set()
        )
        self.frames = [frame for frame in page.frames if frame.chars]
        for frame in self.frames:
            self.places[frame] = self._place(frame)
        self._count_twins()
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
        self.kinds: Counter[tuple[str, str, str]] = Counter()
        self.kind_prose: Counter[tuple[str, str, str]] = Counter()
        for chunk, prose in zip(self.chunks, self.prose, strict=True):
            kind = self.places[chunk.frame].kind
            self.kinds[kind] += 1
            self.kind_prose[kind] += prose

    def _place(self, frame: Frame) -> _Place:
        around = self.places.get(frame.parent) if frame.parent is not None else None
        own, trait = 0.0, 0
        if frame.names:
            weights, bits = self.tables.names, self.tables.traits
            for part in name_parts(frame.names):
                own += weights.get(part, 0.0)
                trait |= bits.get(part, 0)
        kind = (frame.tag, frame.names, frame.parent.names if frame.parent is not None else "")
        at = _INSIDE.get(frame.tag)
        if around is None:
            return _Place((0,) * 12, own, 0.0, 0.0, kind, 0, 0)
        inside = around.inside
        # What holds the headline, or most of the page, tells little of its parts.
        whole = frame in self.above_title or frame.chars > 0.6 * self.chars
        traits = around.traits | (trait & _GOOD_TRAITS if whole else trait)
        passed = 0.0 if whole else own
        if at is not None and not inside[at]:
            inside = (*inside[:at], 1, *inside[at + 1 :])
        return _Place(
            inside,
            own,
            min(passed, around.names_low),
            passed + 0.7 * around.names_sum,
            kind,
            trait,
            traits,
        )

    def _count_twins(self) -> None:
        """How many siblings of a frame look like it and hold text, as entries of a list do."""
        groups: Counter[tuple[Frame | None, str, tuple[str, ...]]] = Counter()
        keys = []
        for frame in self.frames:
            key = (frame.parent, frame.tag, name_parts(frame.names)[:3])
            keys.append(key)
            if frame.chars > 20:
                groups[key] += 1
        for frame, key in zip(self.frames, keys, strict=True):
            self.places[frame].twins = groups[key]

    def _mark_title(self) -> None:
        """The frames around the headline: how much a chunk shares with it tells of nearness."""
        if self.title_at >= 0:
            for up in self.chunks[self.title_at].frame.up():
                self.places[up].shared = (up.chars / (self.chars or 1), 0.0)

    def _prose(self) -> list[int]:
        """The size of each chunk that is running text and may be of the story, else 0."""
        sizes, seen = [], set()
        for chunk in self.chunks:
            good = (
                is_prose(chunk)
                and not chunk.frame.hidden
                and chunk.text not in seen
                and self.texts[chunk.text] < 3
                and not self.outside(chunk.frame)
            )
            sizes.append(size(chunk.text) if good else 0)
            seen.add(chunk.text)
        return sizes

    def outside(self, frame: Frame) -> bool:
        """In a zone that is no part of a story: comments, the foot of the page and the like."""
        place = self.places[frame]
        if place.zone is None:
            zone = frame.tag in _ZONES or bool(place.trait & _TRAIT_BITS[0])
            # A zone that holds the headline is no such zone, nor is one that holds the page.
            if zone and (
                (place.shared is not None and place.shared[1] == 0)
                or frame.chars > 0.9 * self.chars
            ):
                zone = False
            place.zone = zone or (frame.parent is not None and self.outside(frame.parent))
        return place.zone

    def _shared(self, frame: Frame) -> tuple[float, float]:
        place = self.places[frame]
        if place.shared is None:
            if frame.parent is None:
                place.shared = (1.0, 9.0)
            else:
                share, steps = self._shared(frame.parent)
                place.shared = (share, min(steps + 1.0, 9.0))
        return place.shared

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

    def rows(self) -> tuple[list[int], list[list[float]]]:
        """The indices of the chunks worth a look, and a row for each of them."""
        texts = self.texts
        titles = [set(_WORD.findall(title.lower())) for title in self.hints.titles if title]
        summary = set(_WORD.findall((self.hints.summary or "").lower()))
        structured = plain((self.hints.article_body or "")[:_MOST_STRUCTURED])
        main_first, main_last = self._span(self.main)
        before = 0
        title_at = self.title_at
        count = len(self.chunks)
        rows: list[list[float]] = []
        likely: list[int] = []
        for i, (chunk, prose) in enumerate(zip(self.chunks, self.prose, strict=True)):
            before += prose
            if not self.likely(i):
                continue
            likely.append(i)
            text = chunk.text
            words = _WORD.findall(text)
            is_title = like_title = like_summary = 0.0
            in_structured = -1.0
            length = size(text)
            if length < 300 and titles:
                lower = {w.lower() for w in words}
                like_title = max(len(lower & t) / (len(lower | t) or 1) for t in titles)
                is_title = float(plain(text) in self.plain_titles)
            if summary:
                lower = {w.lower() for w in words}
                like_summary = len(lower & summary) / (len(lower) or 1) if len(words) > 3 else 0.0
            if structured:
                letters = plain(text)
                in_structured = float(
                    letters in structured
                    if len(letters) < 60
                    else letters[:50] in structured or letters[-50:] in structured
                )
            row = self._own(chunk, words, length)
            row += self._tags(chunk)
            row += [
                like_title,
                is_title,
                like_summary,
                self._like_author(text),
                float(length < 200 and bool(_DATE.search(text))),
                in_structured,
                max(-60, min(i - title_at, 60)) if title_at >= 0 else -99.0,
                texts[text] - 1,
                i / count,
                (before - prose) / self.total,
                (self.total - before) / self.total,
                max(-20, min(i - main_first, 40)),
                max(-20, min(main_last - i, 40)),
                float(i < main_first),
                float(i > main_last),
            ]
            row += self._around(chunk)
            row += self._learned(chunk, words, length)
            row += self._neighbours(i)
            row.append(float(id(chunk) in self.images))
            row.append(float(chunk.frame.depth))
            row += self._traits(chunk)
            row += self._says(chunk, words)
            rows.append(row)
        return likely, rows

    def _title(self) -> int:
        """The index of the headline, or -1: an h1 that is one of the titles, or the like."""
        best, at = 0, -1
        for i, chunk in enumerate(self.chunks):
            if len(chunk.text) < 300:
                tag = chunk.frame.tag
                heading = tag[0] == "h" and tag[1:].isdigit()
                worth = (3 if tag == "h1" else 2 if heading else 0) + 3 * (
                    plain(chunk.text) in self.plain_titles
                )
                if worth > best and worth >= 3:
                    best, at = worth, i
        return at

    def _like_author(self, text: str) -> float:
        """How much of a short text is the byline's names."""
        if len(text) > 200:
            return 0.0
        named = sum([len(name) for name in self.hints.authors if name in text])
        return min(named / len(text), 1.0)

    def _own(self, chunk: Chunk, words: Sequence[str], length: int) -> list[float]:
        text = chunk.text
        count = len(text)
        end = text[-200:].rstrip(_CLOSING)[-1:]
        letters = [w for w in words if w[0].isalpha()]
        return [
            log1p(length),
            log1p(len(words)),
            chunk.link_chars / count,
            float(min(chunk.links, 10)),
            chunk.bold_chars / count,
            chunk.italic_chars / count,
            float(end in ".!?。！？।؟" and bool(end)),
            float(end in ":："),
            float(end == "…" or text.endswith("...")),
            float(min(len(_SENTENCE_END.findall(text[:2000])), 10)),
            (text.count(",") + text.count("，") + text.count("、")) / count * 100,
            sum([w[0].isdigit() for w in words]) / (len(words) or 1),
            sum([w[0].isupper() for w in letters]) / (len(letters) or 1),
            float(text[0].islower()),
            sum([text.count(sign) for sign in "|©@›»→▶#•/"]),
        ]

    def _tags(self, chunk: Chunk) -> list[float]:
        tag = chunk.frame.tag
        heading = float(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0.0
        return [
            float(tag == "p"),
            heading,
            float(tag in ("li", "dt", "dd")),
            float(tag == "table"),
            float(tag in ("div", "section", "article", "main", "body")),
            float(tag in ("figcaption", "caption")),
            *self.places[chunk.frame].inside,
            float(chunk.frame.hidden),
        ]

    def _around(self, chunk: Chunk) -> list[float]:
        frame = chunk.frame
        ups: list[Frame] = []
        one: Frame | None = frame.parent if frame.tag not in ("div", "section", "body") else frame
        while one is not None and len(ups) < 4:
            ups.append(one)
            one = one.parent
        while len(ups) < 4:
            ups.append(ups[-1] if ups else frame)
        total = self.total
        kind = self.places[frame].kind
        shares = [self.places[up].prose / total for up in ups]
        links = [up.link_chars / (up.chars or 1) for up in ups[:3]]
        return [
            *shares,
            _steps(frame, self.main),
            float(ups[0] is self.main),
            _steps(frame, self.loose),
            self.kind_prose[kind] / total,
            float(min(self.kinds[kind], 40)),
            *links,
            log1p(ups[0].chars),
            float(min(ups[0].children, 60)),
            float(min(frame.ordinal, 60)),
        ]

    def _learned(self, chunk: Chunk, words: Sequence[str], length: int) -> list[float]:
        place = self.places[chunk.frame]
        parent = chunk.frame.parent
        names1 = self.places[parent].names if parent is not None else 0.0
        above = parent.parent if parent is not None else None
        names2 = self.places[above].names if above is not None else 0.0
        names0 = place.names
        if chunk.names:
            weights = self.tables.names
            names0 += sum([weights.get(part, 0.0) for part in name_parts(chunk.names)])
        weights = self.tables.words
        found = [weights.get(word, 0.0) for word in short_words(chunk.text)]
        return [
            names0,
            names1,
            names2,
            min(place.names_low, names0),
            place.names_sum,
            sum(found) if length < 200 else 0.0,
            sum(found[:3]),
            float(self.outside(chunk.frame)),
            *self._twins(chunk.frame),
            *self._shared(chunk.frame),
        ]

    def _twins(self, frame: Frame) -> tuple[float, float]:
        """The most twins that a frame around this one has, and how far up that is."""
        most, steps = 1, 0
        for up, around in enumerate(frame.up()):
            if up and (twins := self.places[around].twins) > most:
                most, steps = twins, up
            if up > 6:
                break
        return float(min(most, 30)), float(steps)

    def traits_of(self, chunk: Chunk) -> int:
        """The bits of what the names of a chunk and of the parts of the page it is in tell."""
        return self._near(chunk) | self.places[chunk.frame].traits

    def trait(self, frame: Frame) -> int:
        """The bits of what a frame's own names tell."""
        return self.places[frame].trait

    def _near(self, chunk: Chunk) -> int:
        frame = chunk.frame
        near = self.places[frame].trait
        if chunk.names:
            for part in name_parts(chunk.names):
                near |= self.tables.traits.get(part, 0)
        if frame.parent is not None:
            near |= self.places[frame.parent].trait
        return near

    def _traits(self, chunk: Chunk) -> list[float]:
        near, every = self._near(chunk), self.places[chunk.frame].traits
        return [
            *[1.0 if every & bit else 0.0 for bit in _TRAIT_BITS],
            *[1.0 if near & bit else 0.0 for bit in _TRAIT_BITS],
        ]

    def _says(self, chunk: Chunk, words: Sequence[str]) -> list[float]:
        if len(words) > 80:
            return [0.0] * (2 * len(KINDS))
        share, first = self.lexicon.look(chunk.text, [word.lower() for word in words])
        return share + first

    def _neighbours(self, i: int) -> list[float]:
        row: list[float] = []
        chunks = self.chunks
        for j in (i - 1, i + 1):
            if 0 <= j < len(chunks):
                other = chunks[j]
                row += [
                    log1p(len(other.text)),
                    other.link_chars / len(other.text),
                    _TAG_CODE.get(other.frame.tag, 0.0),
                    float(self.prose[j] > 0),
                ]
            else:
                row += [0.0, 0.0, -1.0, 0.0]
        for j in (i - 2, i + 2):
            if 0 <= j < len(chunks):
                other = chunks[j]
                row += [log1p(len(other.text)), other.link_chars / len(other.text)]
            else:
                row += [0.0, 0.0]
        row.append(float(i > 0 and chunks[i - 1].frame.tag in ("h2", "h3", "h4")))
        return row

    def _span(self, frame: Frame | None) -> tuple[int, int]:
        """The indices of the first and the last running text in a frame."""
        inside = [
            i
            for i, (chunk, prose) in enumerate(zip(self.chunks, self.prose, strict=True))
            if prose and frame is not None and frame in chunk.frame.up()
        ]
        return (inside[0], inside[-1]) if inside else (0, 0)


def _steps(frame: Frame, heart: Frame | None) -> float:
    """How many frames are between a frame and one around it; 9 where it is outside."""
    for steps, up in enumerate(frame.up()):
        if up is heart:
            return float(min(steps, 8))
    return 9.0


def _near_image(page: Page) -> set[int]:
    """The chunks right after an image."""
    near = set()
    for before, chunk in zip(page.chunks, page.chunks[1:], strict=False):
        if before.image is not None and chunk.text:
            near.add(id(chunk))
    return near


def plain(text: str) -> str:
    """Letters and digits only, for comparing."""
    return "".join(_WORD.findall(text.lower()))


def trait_bits(lexicon: Mapping[str, str]) -> dict[str, int]:
    """For each word of names, the bits of the traits that list it."""
    bits: dict[str, int] = {}
    for bit, trait in zip(_TRAIT_BITS, TRAITS, strict=True):
        for word in lexicon[trait].split():
            bits[word] = bits.get(word, 0) | bit
    return bits
