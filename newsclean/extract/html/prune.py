"""Blocks that the body model chose and that fixed rules take out again, or put back between others.

Each pass takes the indices of the blocks still chosen, in page order, and gives back those that
stay; what it leaves out is noted with a role and a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ...language.furniture import KINDS
from ...language.script import ends_sentence
from .blocks import Chunk, Frame, Page
from .boxes import alien
from .measure import TRAIT_BITS, TRAITS, Hints, Measure, is_prose

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_QUOTES = "\"'“”„«»‘’ "
#: No more quotes are looked for, and in no longer a text.
_MOST_QUOTES = 200
_MOST_TEXT = 200_000
#: A sentence that stands as the story's do needs no more than this score ...
_TWIN = 0.1
#: ... and so many letters.
_SENTENCE = 20
#: How many boxes there may be between a list and the paragraphs it stands among.
_NESTED = 3
#: A block this far above the headline is of something else ...
_ABOVE = 3
#: ... if so much of the text stands below.
_BELOW = 0.3
#: The share of the text that the part of the page with the story holds.
_HEART = 0.6
#: How many blocks may stay above a line with the story's date, and how many letters beside it.
_HEAD, _BESIDE_DATE = 3, 40
_NOTICE = 40
_RIGHTS = 250
_SPONSOR = KINDS.index("sponsor")
#: Not inside a word: there it is half of a letter that was decoded wrongly (``cafÃ©``).
_COPYRIGHT = re.compile(r"(?<!\w)©")
_WORD = re.compile(r"\w+")


#: A block amid the story's paragraphs and beside them is taken from this score on, ...
_AMID = {"list": 0.1, "heading": 0.2, "other": 0.3}
#: ... unless so much of it is links.
_LINKED = 0.5
_LISTS = frozenset(("ul", "ol"))
_BAD_TRAITS = sum(
    TRAIT_BITS[TRAITS.index(trait)]
    for trait in ("comment", "sponsor", "related", "navigation", "social", "subscribe", "caption")
)


class Pruner:
    """The passes over one page."""

    def __init__(self, page: Page, measure: Measure, scores: Sequence[float]) -> None:
        self.page = page
        self.measure = measure
        self.chunks = measure.chunks
        self.scores = scores
        self.hints: Hints = measure.hints
        self.dropped: dict[int, tuple[str, str]] = {}

    def prune(self, taken: list[int]) -> list[int]:
        """All passes."""
        passes: tuple[Callable[[list[int]], list[int]], ...] = (
            self.rescue,
            self.twins,
            self.above_headline,
            self.head,
            self.notices,
            self.promotions,
            self.copies,
            self.pull_quotes,
            self.loose_headings,
        )
        for one in passes:
            taken = one(taken)
        return taken

    def rescue(self, taken: list[int]) -> list[int]:
        """Lists, headings and short texts between the story's paragraphs, in the same box."""
        box = self._box(taken) or self._heart(taken)
        if box is None:
            return taken
        chosen = set(taken)
        found = [
            i for i in range(taken[0] + 1, taken[-1]) if i not in chosen and self._amid(i, box)
        ]
        return sorted([*taken, *found])

    def twins(self, taken: list[int]) -> list[int]:
        """Sentences that stand just as most of the story's do, in the same element."""
        if not taken:
            return taken
        around: dict[tuple[object, ...], int] = {}
        for i in taken:
            shape = _stands(self.chunks[i].frame)
            around[shape] = around.get(shape, 0) + self.chunks[i].size
        usual = max(around, key=lambda shape: around[shape])
        if around[usual] < _HEART * sum(around.values()):
            return taken
        chosen = set(taken)
        found = [
            i
            for i in range(taken[0] + 1, len(self.chunks))
            if i not in chosen
            and self.scores[i] >= _TWIN
            and _stands(self.chunks[i].frame) == usual
            and self._is_sentence(self.chunks[i])
        ]
        return sorted([*taken, *found])

    def _is_sentence(self, chunk: Chunk) -> bool:
        """A sentence without links that no furniture phrase is in."""
        text = chunk.text
        if chunk.size < _SENTENCE or chunk.link_chars or chunk.frame.hidden:
            return False
        if not ends_sentence(text) or self.measure.near(chunk) & _BAD_TRAITS:
            return False
        words = _WORD.findall(text[:1000].lower())
        return not any(self.measure.furniture.look(text[:1000], words)[0])

    def _box(self, taken: list[int]) -> Frame | None:
        """The element whose children most of the paragraphs are."""
        held: dict[Frame, int] = {}
        total = 0
        for i in taken:
            frame = self.chunks[i].frame
            if frame.tag == "p" and frame.parent is not None:
                length = self.chunks[i].size
                total += length
                held[frame.parent] = held.get(frame.parent, 0) + length
        best = max(held, key=lambda frame: held[frame], default=None)
        return best if best is not None and held[best] >= _HEART * total else None

    def _amid(self, i: int, box: Frame) -> bool:
        chunk = self.chunks[i]
        frame = chunk.frame
        if chunk.link_chars > _LINKED * len(chunk.text) or frame.hidden:
            return False
        if self.measure.trait(frame) & _BAD_TRAITS or frame.parent is None:
            return False
        kind = "heading" if frame.tag in HEADINGS else "other"
        if frame.tag == "li" and frame.parent.tag in _LISTS:
            kind, frame = "list", frame.parent
            if self.measure.trait(frame) & _BAD_TRAITS:
                return False
        around = frame.parent
        for _ in range(_NESTED if kind != "other" else 0):
            # A list or a heading in a box of its own, without links.
            if around is None or around is box or around.link_chars:
                break
            if kind == "heading" and around.chars > len(chunk.text):
                break
            if self.measure.trait(around) & _BAD_TRAITS:
                break
            around = around.parent
        return around is box and self.scores[i] >= _AMID[kind]

    def _drop(self, i: int, role: str, reason: str) -> None:
        self.dropped[i] = (role, reason)

    def above_headline(self, taken: list[int]) -> list[int]:
        """Texts well above a sure headline are teasers of other stories."""
        at = self.measure.title_at
        if at < 0 or not self.measure.is_title(self.chunks[at]):
            return taken
        above = [i for i in taken if i < at - _ABOVE]
        total = sum(self.chunks[i].size for i in taken)
        if not above or total - sum(self.chunks[i].size for i in above) < _BELOW * total:
            return taken
        for i in above:
            self._drop(i, "related", "stands above the headline")
        return [i for i in taken if i >= at - _ABOVE]

    def head(self, taken: list[int]) -> list[int]:
        """The headline is a field and so is the byline."""
        first = next((i for i in taken if is_prose(self.chunks[i])), len(self.chunks))
        kept: list[int] = []
        for i in taken:
            chunk = self.chunks[i]
            if self.measure.is_title(chunk) and (i < first or chunk.frame.tag in HEADINGS):
                self._drop(i, "headline", "the headline again")
            elif (i < first or len(kept) < _HEAD) and self._is_byline(chunk):
                self._drop(i, "byline", "the authors' names, above the text")
            elif len(kept) < _HEAD and self._is_date(chunk):
                self._drop(i, "date", "the story's date and what announces it")
            else:
                kept.append(i)
        return kept

    def _is_date(self, chunk: Chunk) -> bool:
        """Whether a text is one of the dates that the page gives its story, and little more."""
        text = " ".join(chunk.text.split()) if len(chunk.text) < 120 else ""
        return any(
            date in text and len(text) - len(date) < _BESIDE_DATE for date in self.hints.dates
        )

    def _is_byline(self, chunk: Chunk) -> bool:
        if len(chunk.text) >= 120:
            return False
        named = sum(len(name) for name in self.hints.authors if name in chunk.text)
        other = len(chunk.text) - named
        dated = any(map(str.isdigit, chunk.text)) and not chunk.text.endswith((".", "!", "?"))
        return named > 0 and other < (80 if dated else 40)

    def notices(self, taken: list[int]) -> list[int]:
        """A text that says "advertisement", in the page's language, and nothing else."""
        kept = []
        for i in taken:
            text = self.chunks[i].text
            words = _WORD.findall(text.lower()) if len(text) < _NOTICE else []
            if len(text) < _RIGHTS and _COPYRIGHT.search(text):
                self._drop(i, "legal", "a copyright notice")
            elif words and self.measure.furniture.look(text, words)[0][_SPONSOR] == 1:
                self._drop(i, "sponsor", "says what sponsor says, and nothing else")
            else:
                kept.append(i)
        return kept

    def promotions(self, taken: list[int]) -> list[int]:
        """Boxes amid the story that are of a sponsor or offer a letter."""
        found = alien(self.chunks, taken)
        for i in taken:
            if i in found:
                self._drop(i, "sponsor", found[i])
        return [i for i in taken if i not in found]

    def copies(self, taken: list[int]) -> list[int]:
        """A text that stands above already, in the body or among what was left out."""
        seen = {self.chunks[i].text for i in self.dropped}
        kept = []
        for i in taken:
            text = self.chunks[i].text
            if len(text) > 40 and text in seen:
                self._drop(i, "copy", "the same text stands above")
            else:
                kept.append(i)
                seen.add(text)
        return kept

    def pull_quotes(self, taken: list[int]) -> list[int]:
        """A sentence of the story shown again beside it."""
        chunks = self.chunks
        whole = "\n".join(chunks[i].text for i in taken if chunks[i].frame.tag == "p")[:_MOST_TEXT]
        kept, looked = [], 0
        for i in taken:
            text, tag = chunks[i].text.strip(_QUOTES), chunks[i].frame.tag
            pulled = False
            if 25 < len(text) < 400 and tag not in HEADINGS and looked < _MOST_QUOTES:
                if tag != "p":
                    looked += 1
                    pulled = text in whole
                elif _in_quote(chunks[i].frame):
                    looked += 1
                    pulled = whole.count(text) > 1
            if pulled:
                self._drop(i, "pull quote", "a sentence of the story again")
            else:
                kept.append(i)
        return kept

    def _heart(self, taken: list[int]) -> Frame | None:
        """The innermost frame with most of what is chosen."""
        held: dict[Frame, float] = {}
        total = 0.0
        for i in taken:
            mass = self.chunks[i].size * self.scores[i]
            total += mass
            for up in self.chunks[i].frame.up():
                held[up] = held.get(up, 0.0) + mass
        rich = [
            frame
            for frame, mass in held.items()
            if mass >= _HEART * total and (frame.children or frame.end - frame.first > 1)
        ]
        return max(rich, key=lambda frame: frame.depth, default=None)

    def loose_headings(self, taken: list[int]) -> list[int]:
        """Headings at the very end: what they head is not of the story."""
        while taken and self.chunks[taken[-1]].frame.tag in HEADINGS:
            self._drop(taken[-1], "heading", "nothing of the story below it")
            taken = taken[:-1]
        return taken


def _stands(frame: Frame) -> tuple[object, ...]:
    """How and where an element stands: its looks, those of its parent, and what holds both."""
    parent = frame.parent
    if parent is None or parent.tag == "body" or parent.children > 1:
        return frame.tag, frame.names, parent
    return frame.tag, frame.names, parent.tag, parent.names, parent.parent


def _in_quote(frame: Frame) -> bool:
    return any(
        up.tag in ("blockquote", "aside") for _, up in zip(range(3), frame.up(), strict=False)
    )
