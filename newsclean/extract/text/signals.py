"""The signals of a page's blocks: what can be told of each without knowing what it is.

One row per block, one column per name in `NAMES`; the tagger (`tagger`) weighs them. A block is
looked at once. Shape tells most; markup counts where the dump has any; of languages, only the
words of bylines and dates and the phrases of furniture are known, and that in all languages at
once, since the language of a dump is not known beforehand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from ...language.dates.scan import clock, left_over, relative, scan
from ...language.detect import all_function_words
from ...language.furniture import KINDS, furniture
from ...language.lexicon import lexicon as byline_words
from ...language.script import SENTENCE_END
from .dump import Dump
from .lines import Line

Table = NDArray[np.float32]

_SHAPE_TEXT = (
    "words size mean_word longest_word sentence question colon comma_end dots_end lower_start "
    "digit_start quote_start dash_start sentences commas digits capitals upper symbols quotes "
    "brackets bars slashes dense stop_words prose date date_only dates time_only relative "
    "byline name_like at_sign copyright url file_name ends_bracket first_person"
)
_SHAPE = _SHAPE_TEXT.split()
_MARKUP_TEXT = (
    "bullet numbered heading heading_level quoted image emphasis links linked indent gap "
    "gap_after raw_lines level"
)
_MARKUP = _MARKUP_TEXT.split()
_PAGE_TEXT = (
    "index_start index_end place prose_before prose_after prose_up prose_down prose_near "
    "repeats repeated_before said_beside said_elsewhere run_above run_below topic topic_lead "
    "same_as_prose_indent page_blocks page_prose page_links page_gaps page_wrapped "
    "page_markdown"
)
_PAGE = _PAGE_TEXT.split()
_SAYS = [*(f"says_{kind}" for kind in KINDS), *(f"opens_{kind}" for kind in KINDS)]

NAMES = (*_SHAPE, *_MARKUP, *_PAGE, *_SAYS)
"""The columns. Lengths and counts are logarithms, shares go from 0 to 1, the rest is 0 or 1."""

WORDS = 12
"""How many words of a block the tagger is told: the first eight and the last four."""

_WORD = re.compile(r"\w+")
_COMMA = re.compile("[,，、،;]")
_SYMBOL = re.compile("[|©@›»→▶#•·/*_~=<>\\[\\]{}✕×]")
_QUOTE = re.compile('["“”„«»‹›「」『』]')
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_URL = re.compile(r"https?://|www\.|\b[\w-]{2,40}\.(?:com|org|net|de|co|fr|uk)\b")
_FILE = re.compile(r"[\w-]\.(?:jpe?g|png|gif|webp|svg|avif|mp[34]|pdf)\b", re.I)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONG = 400
"""Characters of a block that its finer signals are taken from."""
_FAR = 30
_OPENERS = "\"'“„«‹‘([「『"
_DASHES = "-–—*•·|>"


def words_of(line: Line) -> list[str]:
    """The words that the tagger is told of a block, lower case, numbers as ``0``.

    >>> words_of(Line(1, "", "Published 12 May 2024"))
    ['published', '0', 'may', '0']
    """
    text = line.text
    if len(text) > _LONG:
        head = _WORD.findall(text[:120].lower())[:8]
        tail = _WORD.findall(text[-80:].lower())[-4:]
        found = [*head, *tail]
    else:
        found = _WORD.findall(text.lower())
        if len(found) > WORDS:
            found = [*found[:8], *found[-4:]]
    return ["0" if word[0].isdigit() else word for word in found]


def _shape(line: Line) -> list[float]:
    """The numbers of `_SHAPE`."""
    text = line.text
    head = text[:_LONG]
    words = _WORD.findall(head)
    count = len(words) or 1
    length = len(head) or 1
    share = len(text) / length
    bare = text.rstrip("\"'”’»)]」』 ")
    last, first = bare[-1:], text[:1]
    folded = list(map(str.lower, words))
    initials = [word[0] for word in words]
    alphabetic = count - sum(map(str.isdigit, initials)) if words else 0
    capitals = sum(map(str.isupper, initials))
    dense = len(_CJK.findall(head)) / length
    dates = scan(text) if len(text) <= 200 else []
    short = len(text) <= 120
    moment = clock(text) if short else None
    usual = all_function_words()
    stop = sum(map(usual.__contains__, folded))
    byline = bool(short and byline_words(None).by_pattern.match(text))
    name = len(text) <= 60 and 2 <= count <= 5 and capitals == len(words) and dense < 0.5
    return [
        log1p(count * share),
        log1p(line.size),
        sum(map(len, words)) / count / 10,
        max(map(len, words), default=0) / 20,
        float(line.sentence),
        float(last in "?!？！" and bool(last)),
        float(last in ":："),
        float(last in ",;"),
        float(text.endswith(("…", "..."))),
        float(first.islower()),
        float(first.isdigit()),
        float(first in _OPENERS and bool(first)),
        float(first in _DASHES and bool(first)),
        log1p(len(SENTENCE_END.findall(head)) * share),
        len(_COMMA.findall(head)) / count,
        len(_DIGIT.findall(head)) / length,
        capitals / (alphabetic or 1),
        float(text.isupper() and alphabetic > 0),
        len(_SYMBOL.findall(head)) / length,
        float(_QUOTE.search(head) is not None),
        float("(" in head or "[" in head),
        float("|" in head or " · " in head or " • " in head),
        float("/" in head),
        dense,
        stop / count,
        float(line.prose),
        float(bool(dates) or (short and _YEAR.search(text) is not None)),
        float(bool(dates) and len(left_over(text, dates)) == 0),
        log1p(len(dates)),
        float(moment is not None and moment.end >= len(text) - 4),
        float(short and relative(text)),
        float(byline),
        float(name),
        float("@" in head),
        float("©" in head or "(c)" in head or "copyright" in head.lower()),
        float(_URL.search(head) is not None),
        float(_FILE.search(head) is not None),
        float(text.endswith((")", "]", "）", "】"))),
        float(not _SELF.isdisjoint(folded[:30])),
    ]


_SELF_TEXT = "we our us you your wir unser uns ihr ihre sie nous notre vous votre nuestro"
#: Words a site speaks of itself and to its reader with.
_SELF = frozenset(_SELF_TEXT.split())


def _markup(line: Line, below: Line | None) -> list[float]:
    """The numbers of `_MARKUP`."""
    linked = line.linked
    count = len(line.words) or 1
    return [
        float(line.kind == "list_item" and not line.ordered),
        float(line.ordered),
        float(line.kind == "heading"),
        float(line.level or 0) / 6 if line.kind == "heading" else 0.0,
        float(line.kind == "quote"),
        float(line.role == "image"),
        float(line.emphasis),
        min(1.0, line.links / count),
        -0.2 if linked is None else linked,
        log1p(line.indent) / 4,
        min(line.gap, 3) / 3,
        min(below.gap, 3) / 3 if below else 1.0,
        log1p(len(line.parts)) / 3,
        float(line.level or 0) / 6 if line.kind != "heading" else 0.0,
    ]


def _says(line: Line) -> list[float]:
    """The numbers of `_SAYS`: how much of a short block is phrases of furniture, by kind."""
    text = line.text[:300]
    share, first = furniture(None).look(text, _WORD.findall(text.lower())[:60])
    return [*share, *first]


def _content_words(text: str) -> set[str]:
    """Words that tell what a text is about: of five letters or more, or two of a dense script."""
    if _CJK.search(text[:200]):
        kept = "".join(_WORD.findall(text[:2000]))
        return {kept[i : i + 2] for i in range(len(kept) - 1)}
    return {word[:7] for word in _WORD.findall(text[:4000].lower()) if len(word) > 4}


class _Page:
    """What the blocks of a page tell of each other."""

    def __init__(self, dump: Dump) -> None:
        lines = self.lines = dump.lines
        self.dump = dump
        self.prose = [line.size if line.prose and line.role != "image" else 0 for line in lines]
        self.total = sum(self.prose) or 1
        self.folds = [" ".join(line.words) if len(line.text) < 400 else line.text for line in lines]
        self.counts = Counter(self.folds)
        self.spoken: Counter[str] = Counter()
        self.about: list[set[str]] = []
        for line, prose in zip(lines, self.prose, strict=True):
            about = _content_words(line.text)
            self.about.append(about)
            if prose:
                self.spoken.update(about)
        self.lead = self._lead()
        indents = Counter(
            line.indent for line, prose in zip(lines, self.prose, strict=True) if prose
        )
        self.indent = indents.most_common(1)[0][0] if indents else -1

    def _lead(self) -> set[str]:
        """The content words of the densest stretch of running text, its first blocks only."""
        best, at, sums = 0, 0, 0
        window = 12
        for i, prose in enumerate(self.prose):
            sums += prose - (self.prose[i - window] if i >= window else 0)
            if sums > best:
                best, at = sums, i
        words: set[str] = set()
        for i in range(max(0, at - window + 1), at + 1):
            if self.prose[i]:
                words |= self.about[i]
        return words

    def rows(self) -> list[list[float]]:
        """The numbers of `_PAGE` for each block."""
        lines, count = self.lines, len(self.lines)
        up, down = _steps(self.prose), _steps(self.prose[::-1])[::-1]
        near = _near(self.prose)
        above, below = self._runs()
        said = self._said()
        page = [
            log1p(count) / 8,
            log1p(self.total) / 10,
            sum(1 for line in lines if line.links) / count if self.dump.tells_links else -0.2,
            sum(1 for line in lines if line.gap) / count,
            float(any(len(line.parts) > 1 for line in lines)),
            float(self.dump.markdown),
        ]
        spoken = self.spoken
        seen: set[str] = set()
        found, before = [], 0
        for i, line in enumerate(lines):
            prose, about = self.prose[i], self.about[i]
            own = 1 if prose else 0
            topic = sum(spoken[word] > own for word in about) / (len(about) or 1)
            lead = len(about & self.lead) / (len(about) or 1)
            fold = self.folds[i]
            found.append(
                [
                    log1p(i) / 6,
                    log1p(count - i) / 6,
                    i / count,
                    before / self.total,
                    (self.total - before - prose) / self.total,
                    log1p(up[i]) / 3,
                    log1p(down[i]) / 3,
                    log1p(near[i]) / 8,
                    log1p(self.counts[fold] - 1),
                    float(fold in seen),
                    *said[i],
                    log1p(above[i]) / 3,
                    log1p(below[i]) / 3,
                    topic if about else -0.2,
                    lead if about else -0.2,
                    float(line.indent == self.indent),
                    *page,
                ]
            )
            seen.add(fold)
            before += prose
        return found

    def _said(self) -> list[tuple[float, float]]:
        """Which share of a block's runs of three words stand in a block beside it, and on the page.

        A caption often says twice what the picture's alternative text says, a menu what another
        menu says.
        """
        runs = [_runs_of_three(line) for line in self.lines]
        spoken = Counter(run for own in runs for run in own)
        found = []
        for i, own in enumerate(runs):
            if not own:
                found.append((0.0, 0.0))
                continue
            beside: set[tuple[str, ...]] = set()
            for j in (i - 2, i - 1, i + 1, i + 2):
                if 0 <= j < len(runs):
                    beside |= runs[j]
            elsewhere = sum(1 for run in own if spoken[run] > 1)
            found.append((len(own & beside) / len(own), elsewhere / len(own)))
        return found

    def _runs(self) -> tuple[list[int], list[int]]:
        """How many blocks above and below are of the same coarse shape."""
        shapes = [
            (line.mark[:1].isdigit() or line.mark, line.kind, bool(line.links), line.size > 80)
            for line in self.lines
        ]
        above = _same(shapes)
        return above, _same(shapes[::-1])[::-1]


def _runs_of_three(line: Line) -> set[tuple[str, ...]]:
    """The runs of three words in the first words of a block; of a shorter one, itself."""
    words = line.words[:60]
    if len(words) < 3:
        return {words} if words else set()
    return {words[i : i + 3] for i in range(len(words) - 2)}


def _same(shapes: Sequence[object]) -> list[int]:
    """How many right before each are equal to it.

    >>> _same("aab")
    [0, 1, 0]
    """
    found: list[int] = []
    for i, shape in enumerate(shapes):
        found.append(found[-1] + 1 if i and shapes[i - 1] == shape else 0)
    return found


def _steps(prose: Sequence[int]) -> list[int]:
    """How many blocks back the last running text is."""
    steps, found = _FAR, []
    for size in prose:
        found.append(steps)
        steps = 0 if size else min(_FAR, steps + 1)
    return found


def _near(prose: Sequence[int]) -> list[int]:
    """How much running text there is within five blocks."""
    sums = [0]
    for size in prose:
        sums.append(sums[-1] + size)
    count = len(prose)
    return [sums[min(count, i + 6)] - sums[max(0, i - 5)] - prose[i] for i in range(count)]


def signals(dump: Dump) -> Table:
    """One row per block of the page, one column per name in `NAMES`.

    >>> from .lines import split
    >>> table = signals(Dump(split("Rain in the north\\n\\nBy Ana Cruz")))
    >>> table.shape == (2, len(NAMES)), bool(table[1, NAMES.index("byline")])
    (True, True)
    """
    lines = dump.lines
    if not lines:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    page = _Page(dump).rows()
    rows = [
        [*_shape(line), *_markup(line, below), *around, *_says(line)]
        for line, below, around in zip(lines, [*lines[1:], None], page, strict=True)
    ]
    return np.array(rows, dtype=np.float32)
