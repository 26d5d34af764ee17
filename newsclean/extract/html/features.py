"""What can be told of each text block of a page: the numbers that the body model weighs.

One row of numbers for each block worth a look, in the order of `NAMES`. Everything comes from
the page as `measure` has it; nothing looks at the tree again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log1p

from .blocks import Chunk, Frame
from .measure import TRAIT_BITS, TRAITS, Measure
from .phrases import KINDS
from .texts import WORD, name_parts, plain, short_words, size

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

_SENTENCE_END = re.compile(r"[.!?。！？।؟](?=[\s\"'”’»)\]]|$)|[。！？।؟]")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[:.]\d\d\b")
_CLOSING = "\"'”’»«“)]）」』 "
_SYMBOLS = re.compile("[|©@›»→▶#•/]")
_COMMAS = re.compile("[,，、]")
_TAG_CODE = {"p": 1.0, "h1": 3.0, "h2": 3.0, "h3": 3.0, "h4": 3.0, "li": 2.0, "table": 4.0}
_PLAIN_BOXES = frozenset(("div", "section", "article", "main", "body"))
_MOST_STRUCTURED = 100_000
#: What a longer text says is looked at no further.
_MOST_WORDS = 80


def rows(measure: Measure) -> tuple[list[int], list[list[float]]]:
    """The indices of the blocks worth a look, and a row for each of them."""
    likely = [i for i in range(len(measure.chunks)) if measure.likely(i)]
    maker = _Rows(measure)
    return likely, [maker.row(i) for i in likely]


class _Rows:
    """What the rows of one page share."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.chunks = measure.chunks
        hints = measure.hints
        self.titles = [set(WORD.findall(title.lower())) for title in hints.titles if title]
        self.summary = set(WORD.findall((hints.summary or "").lower()))
        self.structured = plain((hints.article_body or "")[:_MOST_STRUCTURED])
        self.first, self.last = measure.span(measure.main)
        self.before = []
        total = 0
        for prose in measure.prose:
            self.before.append(total)
            total += prose

    def row(self, i: int) -> list[float]:
        """The numbers of `NAMES` for one block."""
        chunk = self.chunks[i]
        words = WORD.findall(chunk.text)
        lower = [word.lower() for word in words] if len(words) <= _MOST_WORDS else []
        length = size(chunk.text)
        return [
            *_own(chunk, words, length),
            *self._tags(chunk),
            *self._likeness(chunk, words, lower, length),
            *self._place(i),
            *self._around(chunk),
            *self._learned(chunk, length),
            *self._neighbours(i),
            *self._traits(chunk),
            *self._says(chunk, lower),
        ]

    def _tags(self, chunk: Chunk) -> list[float]:
        tag = chunk.frame.tag
        heading = float(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0.0
        return [
            float(tag == "p"),
            heading,
            float(tag in ("li", "dt", "dd")),
            float(tag == "table"),
            float(tag in _PLAIN_BOXES),
            float(tag in ("figcaption", "caption")),
            *self.measure.places[chunk.frame].inside,
            float(chunk.frame.hidden),
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
            like_title = max(
                [len(distinct & title) / (len(distinct | title) or 1) for title in self.titles]
            )
            is_title = float(like_title > 0.5 and plain(text) in self.measure.plain_titles)
        if self.summary and len(lower) > 3:
            like_summary = len(distinct & self.summary) / len(distinct)
        if length <= 200:
            authors = sum([len(name) for name in self.measure.hints.authors if name in text])
            named = min(authors / len(text), 1.0)
            dated = float(_DATE.search(text) is not None)
        if self.structured:
            letters = plain(text)
            ends = (letters,) if len(letters) < 60 else (letters[:50], letters[-50:])
            in_structured = float(any(end in self.structured for end in ends))
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
        ups: list[Frame] = []
        one: Frame | None = frame.parent if frame.tag not in ("div", "section", "body") else frame
        while one is not None and len(ups) < 4:
            ups.append(one)
            one = one.parent
        while len(ups) < 4:
            ups.append(ups[-1] if ups else frame)
        total = measure.total
        kind = measure.places[frame].kind
        box = ups[0]
        return [
            *[measure.places[up].prose / total for up in ups],
            _steps(frame, measure.main),
            float(box is measure.main),
            _steps(frame, measure.loose),
            measure.kind_prose[kind] / total,
            float(min(measure.kinds[kind], 40)),
            *[up.link_chars / (up.chars or 1) for up in ups[:3]],
            log1p(box.chars),
            float(min(box.children, 60)),
            float(min(frame.ordinal, 60)),
        ]

    def _learned(self, chunk: Chunk, length: int) -> list[float]:
        """What the words of names and of short texts have been learned to tell."""
        measure, frame = self.measure, chunk.frame
        places = measure.places
        place = places[frame]
        parent = frame.parent
        above = parent.parent if parent is not None else None
        names0 = place.names
        if chunk.names:
            weights = measure.tables.names
            names0 += sum([weights.get(part, 0.0) for part in name_parts(chunk.names)])
        weights = measure.tables.words
        found = [weights.get(word, 0.0) for word in short_words(chunk.text)]
        return [
            names0,
            places[parent].names if parent is not None else 0.0,
            places[above].names if above is not None else 0.0,
            min(place.names_low, names0),
            place.names_sum,
            sum(found) if length < 200 else 0.0,
            sum(found[:3]),
            float(measure.outside(frame)),
            *measure.twins(frame),
            *measure.shared(frame),
        ]

    def _neighbours(self, i: int) -> list[float]:
        row: list[float] = []
        chunks, prose = self.chunks, self.measure.prose
        count = len(chunks)
        for j in (i - 1, i + 1):
            if 0 <= j < count:
                other = chunks[j]
                size_of = len(other.text)
                tag = _TAG_CODE.get(other.frame.tag, 0.0)
                row += [log1p(size_of), other.link_chars / size_of, tag, float(prose[j] > 0)]
            else:
                row += [0.0, 0.0, -1.0, 0.0]
        for j in (i - 2, i + 2):
            if 0 <= j < count:
                other = chunks[j]
                row += [log1p(len(other.text)), other.link_chars / len(other.text)]
            else:
                row += [0.0, 0.0]
        row.append(float(i > 0 and chunks[i - 1].frame.tag in ("h2", "h3", "h4")))
        row.append(float(id(chunks[i]) in self.measure.images))
        row.append(float(chunks[i].frame.depth))
        return row

    def _traits(self, chunk: Chunk) -> list[float]:
        near, every = self.measure.near(chunk), self.measure.places[chunk.frame].traits
        return [
            *[1.0 if every & bit else 0.0 for bit in TRAIT_BITS],
            *[1.0 if near & bit else 0.0 for bit in TRAIT_BITS],
        ]

    def _says(self, chunk: Chunk, lower: Sequence[str]) -> list[float]:
        if not lower:
            return [0.0] * (2 * len(KINDS))
        share, first = self.measure.lexicon.look(chunk.text, lower)
        return share + first


def _own(chunk: Chunk, words: Sequence[str], length: int) -> list[float]:
    """What the text itself shows."""
    text = chunk.text
    count = len(text)
    end = text[-200:].rstrip(_CLOSING)[-1:]
    firsts = [word[0] for word in words]
    letters = "".join([first for first in firsts if first.isalpha()])
    capitals = sum(map(str.isupper, letters))
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
        len(_COMMAS.findall(text)) / count * 100,
        sum(map(str.isdigit, firsts)) / (len(words) or 1),
        capitals / (len(letters) or 1),
        float(text[0].islower()),
        float(len(_SYMBOLS.findall(text))),
    ]


def _steps(frame: Frame, heart: Frame | None) -> float:
    """How many frames are between a frame and one around it; 9 where it is outside."""
    for steps, up in enumerate(frame.up()):
        if up is heart:
            return float(min(steps, 8))
    return 9.0
