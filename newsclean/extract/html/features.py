"""What can be told of each text block of a page: the numbers that the body model weighs.

One row of numbers for each block worth a look, in the order of `NAMES`. Everything comes from
the page as `measure` has it; nothing looks at the tree again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from math import log1p

from ...language.furniture import KINDS
from ...language.script import SENTENCE_END, SENTENCE_ENDS
from .blocks import Chunk, Frame
from .measure import TRAIT_BITS, TRAITS, Measure
from .texts import WORD, plain, short_words

#: What names (of a block and all around it; of the block and its parent) and phrases tell.
_NAMED = ("social", "meta", "caption", "legal", "content", "lead")
_NAMED_NEAR = ("social", "caption", "content")
_SAID = ("subscribe", "related", "comment", "legal", "credit")
_OPENING = ("related", "credit")
NAMES = (
    "length words link_share links bold italic ends_sentence ends_dots sentences commas "
    "digits capitals symbols "
    "is_p heading is_li is_table is_div is_caption "
    "in_article in_main in_aside in_figure in_list in_table in_quote hidden "
    "like_title is_title like_summary like_author has_date in_structured after_title repeats "
    "place prose_before prose_after from_main_start from_main_end before_main after_main "
    "share1 share2 share3 share4 main_up loose_up same_kind kind_count "
    "link_share1 link_share2 link_share3 chars1 children1 ordinal "
    "names0 names1 names2 names_low names_sum words_sum words_first "
    "twins twins_up shared_share shared_up "
    "prev_length prev_links prev_tag prev_prose next_length next_links next_tag next_prose "
    "prev2_length prev2_links next2_length next2_links after_heading near_image depth "
    + " ".join([*_NAMED, *(f"{trait}_near" for trait in _NAMED_NEAR)])
    + " "
    + " ".join([*(f"says_{kind}" for kind in _SAID), *(f"opens_{kind}" for kind in _OPENING)])
).split()

_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[:.]\d\d\b")
_CLOSING = "\"'”’»«“)]）」』 "
_SYMBOLS = re.compile("[|©@›»→▶#•/]")
_COMMAS = re.compile("[,，、]")
#: Those of the symbols that ASCII has, and what of it is no letter, no capital, no digit.
_PLAIN_SYMBOLS = "|@#/"
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_NO_CAPITALS = bytes(code for code in range(128) if not chr(code).isupper())
_NO_DIGITS = bytes(code for code in range(128) if not chr(code).isdigit())
_TAG_CODE = {"p": 1.0, "h1": 3.0, "h2": 3.0, "h3": 3.0, "h4": 3.0, "li": 2.0, "table": 4.0}
#: By tag: is_p heading is_li is_table is_div is_caption.
_OTHER_TAG = (0.0,) * 6
_TAGS = {
    "p": (1.0, *_OTHER_TAG[1:]),
    **{f"h{level}": (0.0, float(level), *_OTHER_TAG[2:]) for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), (0.0, 0.0, 1.0, 0.0, 0.0, 0.0)),
    "table": (0.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    **dict.fromkeys(("div", "section", "article", "main", "body"), (0.0, 0.0, 0.0, 0.0, 1.0, 0.0)),
    **dict.fromkeys(("figcaption", "caption"), (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)),
}
#: Elements that are the box of a text directly in them; of others, the parent is.
_OWN_BOXES = frozenset(("div", "section", "body"))
_OUTSIDE = 9.0
#: Of a neighbour that is not there.
_NO_SIDE = [0.0, 0.0, -1.0, 0.0]
_SAYS_NOTHING = [0.0] * (len(_SAID) + len(_OPENING))
_BITS = [TRAIT_BITS[TRAITS.index(trait)] for trait in _NAMED]
_BITS_NEAR = [TRAIT_BITS[TRAITS.index(trait)] for trait in _NAMED_NEAR]
_KINDS = [KINDS.index(kind) for kind in _SAID]
_KINDS_OPENING = [KINDS.index(kind) for kind in _OPENING]
_MOST_STRUCTURED = 100_000
#: What a longer text says is looked at no further.
_MOST_WORDS = 80


class Rows:
    """The rows of one page's blocks, and what they share; many blocks stand in the same boxes."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.chunks = measure.chunks
        hints = measure.hints
        self.authors = hints.authors
        self.titles = [set(WORD.findall(title.lower())) for title in hints.titles if title]
        self.summary = set(WORD.findall((hints.summary or "").lower()))
        self.structured = plain((hints.article_body or "")[:_MOST_STRUCTURED])
        self.first, self.last = measure.span(measure.main)
        self.sides: dict[int, list[float]] = {}
        self.boxes: dict[Frame, list[float]] = {}
        self.twins: dict[Frame | None, tuple[float, float]] = {}
        self.steps: dict[tuple[Frame, Frame | None], float] = {}
        self.traits: dict[tuple[int, int], list[float]] = {}
        self.before = []
        total = 0
        for prose in measure.prose:
            self.before.append(total)
            total += prose

    def row(self, i: int) -> list[float]:
        """The numbers of `NAMES` for one block."""
        chunk = self.chunks[i]
        words = WORD.findall(chunk.text)
        lower = list(map(str.lower, words)) if len(words) <= _MOST_WORDS else []
        length = chunk.size
        return [
            *_own(chunk, words, length),
            *self._tags(chunk),
            *self._likeness(chunk, words, lower, length),
            *self._place(i),
            *self._around(chunk),
            *self._learned(chunk, lower, length),
            *self._neighbours(i),
            *self._traits(chunk),
            *self._says(chunk, lower),
        ]

    def _tags(self, chunk: Chunk) -> list[float]:
        frame = chunk.frame
        return [
            *_TAGS.get(frame.tag, _OTHER_TAG),
            *self.measure.places[frame].inside,
            float(frame.hidden),
        ]

    def _likeness(
        self, chunk: Chunk, words: Sequence[str], lower: Sequence[str], length: int
    ) -> list[float]:
        """How much a text is the headline, the summary, the byline or in the structured data."""
        text = chunk.text
        is_title = like_title = like_summary = named = dated = 0.0
        in_structured = -1.0
        distinct = set(lower)
        if length < 300 and self.titles and lower:
            for title in self.titles:
                if both := len(distinct & title):
                    share = both / (len(distinct) + len(title) - both)
                    like_title = max(like_title, share)
            is_title = float(like_title > 0.5 and plain(text) in self.measure.plain_titles)
        if self.summary and len(lower) > 3:
            like_summary = len(distinct & self.summary) / len(distinct)
        if length <= 200:
            for name in self.authors:
                if name in text:
                    named += len(name)
            named = min(named / len(text), 1.0)
            dated = float(_DIGIT.search(text) is not None and _DATE.search(text) is not None)
        if self.structured:
            letters = "".join(lower) if lower and text.isascii() else None
            in_structured = float(any(end in self.structured for end in _ends(text, letters)))
        return [like_title, is_title, like_summary, named, dated, in_structured]

    def _place(self, i: int) -> list[float]:
        measure = self.measure
        title_at, total = measure.title_at, measure.total
        before = self.before[i]
        return [
            max(-60.0, min(i - title_at, 60.0)) if title_at >= 0 else -99.0,
            measure.texts[self.chunks[i].text] - 1,
            i / len(self.chunks),
            before / total,
            (total - before - measure.prose[i]) / total,
            max(-20, min(i - self.first, 40)),
            max(-20, min(self.last - i, 40)),
            float(i < self.first),
            float(i > self.last),
        ]

    def _around(self, chunk: Chunk) -> list[float]:
        """The boxes around a block: their share of the page's running text, and their links."""
        measure, frame = self.measure, chunk.frame
        kind = measure.places[frame].kind
        box = frame if frame.tag in _OWN_BOXES or frame.parent is None else frame.parent
        around = self.boxes.get(box)
        if around is None:
            around = self.boxes[box] = self._box(box)
        return [
            *around[:4],
            self._steps(frame, measure.main),
            self._steps(frame, measure.loose),
            measure.kind_prose[kind] / measure.total,
            float(min(measure.kinds[kind], 40)),
            *around[4:],
            float(min(frame.ordinal, 60)),
        ]

    def _box(self, box: Frame) -> list[float]:
        """What is told of a box and of those around it, the outermost again where there is none."""
        ups = list(islice(box.up(), 4))
        ups += ups[-1:] * (4 - len(ups))
        places, total = self.measure.places, self.measure.total
        return [
            *[places[up].prose / total for up in ups],
            *[up.link_chars / (up.chars or 1) for up in ups[:3]],
            log1p(box.chars),
            float(min(box.children, 60)),
        ]

    def _steps(self, frame: Frame, heart: Frame | None) -> float:
        """How many frames are between a frame and one around it; 9 where it is outside."""
        if frame is heart:
            return 0.0
        path: list[Frame] = []
        steps = _OUTSIDE
        for up in frame.up():
            known = 0.0 if up is heart else self.steps.get((up, heart))
            if known is not None:
                steps = known
                break
            path.append(up)
        for step in reversed(path):
            steps = _OUTSIDE if steps == _OUTSIDE else min(steps + 1.0, 8.0)
            self.steps[step, heart] = steps
        return steps

    def _learned(self, chunk: Chunk, lower: Sequence[str], length: int) -> list[float]:
        """What the words of names and of short texts have been learned to tell."""
        measure, frame = self.measure, chunk.frame
        places = measure.places
        place = places[frame]
        parent = frame.parent
        above = parent.parent if parent is not None else None
        names0 = place.names
        if chunk.names:
            names0 += measure.tables.told(chunk.names)[0]
        weights = measure.tables.words
        words = lower[:8] if lower and len(chunk.text) <= 60 else short_words(chunk.text)
        found = [weights.get(word, 0.0) for word in words]
        twins = self.twins.get(parent)
        if twins is None:
            twins = self.twins[parent] = measure.twins(parent)
        return [
            names0,
            places[parent].names if parent is not None else 0.0,
            places[above].names if above is not None else 0.0,
            min(place.names_low, names0),
            place.names_sum,
            sum(found) if length < 200 else 0.0,
            sum(found[:3]),
            *twins,
            *measure.shared(frame),
        ]

    def _neighbours(self, i: int) -> list[float]:
        chunks = self.chunks
        row = [*self._side(i - 1), *self._side(i + 1)]
        row += self._side(i - 2)[:2]
        row += self._side(i + 2)[:2]
        row.append(float(i > 0 and chunks[i - 1].frame.tag in ("h2", "h3", "h4")))
        row.append(float(id(chunks[i]) in self.measure.images))
        row.append(float(chunks[i].frame.depth))
        return row

    def _side(self, j: int) -> list[float]:
        """What a block is told of its neighbour: its length, links, tag, if it is running text."""
        side = self.sides.get(j)
        if side is None:
            if not 0 <= j < len(self.chunks):
                return _NO_SIDE
            chunk, prose = self.chunks[j], self.measure.prose[j]
            length, tag = len(chunk.text), _TAG_CODE.get(chunk.frame.tag, 0.0)
            side = [log1p(length), chunk.link_chars / length, tag, float(prose > 0)]
            self.sides[j] = side
        return side

    def _traits(self, chunk: Chunk) -> list[float]:
        near, every = self.measure.near(chunk), self.measure.places[chunk.frame].traits
        row = self.traits.get((near, every))
        if row is None:
            bits = [*(every & bit for bit in _BITS), *(near & bit for bit in _BITS_NEAR)]
            row = self.traits[near, every] = [1.0 if bit else 0.0 for bit in bits]
        return row

    def _says(self, chunk: Chunk, lower: Sequence[str]) -> list[float]:
        if not lower:
            return _SAYS_NOTHING
        share, first = self.measure.furniture.look(chunk.text, lower)
        return [*(share[kind] for kind in _KINDS), *(first[kind] for kind in _KINDS_OPENING)]


def _own(chunk: Chunk, words: Sequence[str], length: int) -> list[float]:
    """What the text itself shows."""
    text = chunk.text
    count = len(text)
    end = text[-200:].rstrip(_CLOSING)[-1:]
    letters, capitals, digits = _firsts("".join([word[0] for word in words]))
    plain = text.isascii()
    return [
        log1p(length),
        log1p(len(words)),
        chunk.link_chars / count,
        float(min(chunk.links, 10)),
        chunk.bold_chars / count,
        chunk.italic_chars / count,
        float(end in SENTENCE_ENDS and end not in ("", "…")),
        float(end == "…" or text.endswith("...")),
        float(min(len(SENTENCE_END.findall(text[:2000])), 10)),
        (text.count(",") if plain else len(_COMMAS.findall(text))) / count * 100,
        digits / (len(words) or 1),
        capitals / (letters or 1),
        float(sum(map(text.count, _PLAIN_SYMBOLS)) if plain else len(_SYMBOLS.findall(text))),
    ]


def _firsts(signs: str) -> tuple[int, int, int]:
    """How many letters, capitals and digits there are among the first signs of words."""
    if signs.isascii():
        raw = signs.encode()
        letters = len(raw.translate(None, _NO_LETTERS))
        digits = len(raw.translate(None, _NO_DIGITS)) if letters < len(raw) else 0
        return letters, len(raw.translate(None, _NO_CAPITALS)), digits
    letters = sum(map(str.isalpha, signs))
    digits = sum(map(str.isdigit, signs)) if letters < len(signs) else 0
    return letters, sum(map(str.isupper, filter(str.isalpha, signs))), digits


def _ends(text: str, letters: str | None) -> tuple[str, ...]:
    """The first and the last letters of a text, or all of them where there are few.

    ``letters`` are all of them, where they are known.
    """
    if len(text) > 1000:
        # Enough to find them in; a longer part of the text would say the same.
        first, last = plain(text[:400]), plain(text[-400:])
        if len(first) >= 60 and len(last) >= 60:
            return first[:50], last[-50:]
    letters = plain(text) if letters is None else letters
    return (letters,) if len(letters) < 60 else (letters[:50], letters[-50:])
