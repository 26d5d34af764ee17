"""What many pages of one site reveal: lines that recur on unrelated stories are furniture.

A line counts once per story, not per page, and not at all where the pages that share it are about
the same thing: a correction or a statement quoted in every report of an affair is no furniture.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..language.script import ends_sentence
from .profile import LONGEST, KnownLine, Profile, Selector, fold
from .reading import Reading

if TYPE_CHECKING:
    from ..pages import Page
    from .stage import Extract

ENOUGH = 3
"""Stories: fewer prove nothing."""
_MOST_KEYS = 2_000_000
"""Different lines that are remembered; pages beyond teach nothing new."""
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*")
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Fields whose lines may recur (a section, a busy author, the site's own name) and stay of use.
_OF_USE = frozenset(
    {
        *("title", "authors", "published", "modified", "publisher", "section", "place", "url"),
        *("source.site", "source.retrieved"),
    }
)


@dataclass(slots=True)
class _Seen:
    """One page, reduced to what learning needs."""

    title: str
    lines: dict[str, str]
    """What recurs is compared by this key, and stands like this on the page."""
    words: frozenset[str]
    site: str | None
    full_title: str | None
    containers: dict[str, bool] = field(default_factory=dict)
    """By selector: whether text of a story stood in it."""


Look = tuple[Reading, dict[str, bool] | None]
"""What a page has to teach: what was made of it, and by selector whether text of a story stood
there."""


def look(extract: Extract, page: Page) -> Look:
    """Look at one page. Raises as `Extract.open` does."""
    page, kind, decoded = extract.decoded(page)
    reading = extract.reading(page, kind, decoded)
    return reading, _containers(decoded.text, reading) if kind == "html" else None


def learn(looks: Iterable[Look]) -> Profile:
    """Learn from pages of one site."""
    learner = Learner()
    for reading, containers in looks:
        learner.add(reading, containers)
    return learner.profile()


def _containers(text: str, reading: Reading) -> dict[str, bool]:
    from .html.known import containers
    from .html.tree import parse

    tree = parse(text)
    own = {fold(fate.text) for fate in reading.fates if fate.field}
    return containers(tree, own) if tree is not None else {}


class Learner:
    """Takes in readings of the pages of one site, and gives a `Profile` of them."""

    def __init__(self) -> None:
        self._pages: list[_Seen] = []
        self._keys = 0

    def add(self, reading: Reading, containers: dict[str, bool] | None = None) -> None:
        """Take in one page. ``containers``: see `newsclean.extract.html.containers`."""
        page = _seen(reading, containers or {})
        self._keys += len(page.lines)
        if self._keys <= _MOST_KEYS:
            self._pages.append(page)

    def profile(self) -> Profile:
        """What the pages taken in so far show."""
        pages = self._pages
        stories = _stories(pages)
        lines = list(_recurring(pages, stories))
        sites = Counter(page.site for page in pages if page.site)
        site = sites.most_common(1)[0][0] if sites else None
        return Profile(
            site=site,
            pages=len(pages),
            title_suffixes=tuple(_suffixes(pages)),
            lines=tuple(sorted(lines, key=lambda line: (-line.pages, line.text))),
            selectors=tuple(_selectors(pages, stories)),
        )


def _seen(reading: Reading, containers: dict[str, bool]) -> _Seen:
    article = reading.articles[0] if reading.articles else None
    lines: dict[str, str] = {}
    words: set[str] = set()
    for fate in reading.fates:
        if _OF_USE.intersection((fate.field or "").split(", ")):
            continue
        if "{" in fate.text or len(fate.text) > LONGEST:
            continue  # a brace could be taken for a variable
        lines.setdefault(_key(fate.text), " ".join(fate.text.split()))
        words.update(_WORD.findall(fate.text.casefold()))
    return _Seen(
        title=fold(article.title or "") if article else "",
        lines=lines,
        words=frozenset(words),
        site=article.source.site if article else None,
        full_title=_page_title(reading),
        containers=containers,
    )


def _page_title(reading: Reading) -> str | None:
    """A headline with the suffix it had on the page, as the evidence has it."""
    if not reading.articles:
        return None
    evidence = (reading.articles[0].evidence or {}).get("title")
    if evidence is None:
        return None
    candidates = [evidence.raw, *(r.get("raw") for r in evidence.rejected)]
    title = reading.articles[0].title or ""
    longer = [c for c in candidates if isinstance(c, str) and title and c.startswith(title)]
    return max(longer, key=len, default=None)


def _key(text: str) -> str:
    """Lines that differ only in numbers and names have the same key."""
    return " ".join(_NAME.sub("\1", _NUMBER.sub("\0", text)).split()).casefold()


def _stories(pages: list[_Seen]) -> list[int]:
    """The number of the story of each page: pages with one title, or mostly one text, share it."""
    common = Counter(key for page in pages for key in page.lines)
    parent = list(range(len(pages)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    by_title: dict[str, int] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    for i, page in enumerate(pages):
        if page.title:
            parent[root(i)] = root(by_title.setdefault(page.title, i))
        for key in page.lines:
            if len(key) > 60 and 1 < common[key] <= max(ENOUGH, len(pages) // 3):
                holders[key].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for having in holders.values():
        shared.update((having[0], other) for other in having[1:])
    long_lines = [sum(len(key) > 60 for key in page.lines) for page in pages]
    for (a, b), number in shared.items():
        if 2 * number > min(long_lines[a], long_lines[b]):
            parent[root(a)] = root(b)
    return [root(i) for i in range(len(pages))]


def _recurring(pages: list[_Seen], stories: list[int]) -> Iterator[KnownLine]:
    holders: dict[str, list[int]] = defaultdict(list)
    for i, page in enumerate(pages):
        for key in page.lines:
            holders[key].append(i)
    candidates = {
        key: having
        for key, having in holders.items()
        if len(having) >= ENOUGH and len({stories[i] for i in having}) >= ENOUGH
    }
    by_word: Counter[str] = Counter(word for page in pages for word in page.words)
    for key, having in candidates.items():
        if _same_affair(pages, having, by_word, key):
            continue
        if 2 * len(having) < len(pages) and not (ends_sentence(key) or key[-1] == ":"):
            continue  # it could be the headline of a story that others link to
        yield from _as_lines([pages[i].lines[key] for i in having], having, stories)


def _same_affair(pages: list[_Seen], having: list[int], by_word: Counter[str], key: str) -> bool:
    """Whether the pages that share a line share other words that stand nowhere else.

    Of furniture on half of all pages that cannot be asked, and it need not be.
    """
    if 2 * len(having) >= len(pages):
        return False
    most = len(having) + max(1, len(having) // 4)
    shared = Counter(word for i in having for word in pages[i].words)
    own = set(_WORD.findall(key))
    topical = sum(
        1
        for word, number in shared.items()
        if number >= 0.8 * len(having) and by_word[word] <= most and word not in own
    )
    return topical >= 3


def _as_lines(texts: list[str], having: list[int], stories: list[int]) -> Iterator[KnownLine]:
    """The lines of one key as they stand, or as a pattern where they change from page to page."""
    exact = Counter(texts)
    steady = {text: n for text, n in exact.items() if n >= ENOUGH}
    if len(exact) == 1 or sum(steady.values()) == len(texts):
        for text, number in steady.items():
            yield KnownLine(text, number)
        return
    pattern = _pattern(list(exact))
    if pattern:
        yield KnownLine(pattern, len(having))
        return
    for text, number in steady.items():
        if len({stories[i] for i, t in zip(having, texts, strict=True) if t == text}) >= ENOUGH:
            yield KnownLine(text, number)


def _pattern(texts: list[str]) -> str | None:
    """One pattern for lines that are alike but for numbers and one or two names."""
    rows = [_split(text) for text in texts]
    if len({len(row) for row in rows}) != 1:
        return None
    pieces = []
    for column in zip(*rows, strict=True):
        if len({fold(piece) for piece in column}) == 1:
            pieces.append(column[0])
        elif all(_NUMBER.fullmatch(piece) for piece in column):
            pieces.append("{number}")
        elif all(_NAME.match(piece) for piece in column):
            pieces.append("{place}")
        else:
            return None
    pattern = "".join(pieces)
    literal = sum(map(str.isalpha, re.sub(r"\{\w+\}", "", pattern)))
    free = pattern.count("{place}")
    # With little that stays the same, lines of other stories would match too.
    if free > 2 or literal < (12 if free else 6) or literal < 24 * free:
        return None
    return pattern


_PIECES = re.compile(rf"({_NUMBER.pattern}|{_NAME.pattern}(?: {_NAME.pattern}){{0,5}})")


def _split(text: str) -> list[str]:
    return _PIECES.split(text)


def _suffixes(pages: list[_Seen]) -> Iterator[str]:
    ends: Counter[str] = Counter()
    for page in pages:
        if page.full_title and page.title:
            end = page.full_title[len(page.title) :]
            if 3 < len(end) <= 80:
                ends[end] += 1
    return (end for end, number in ends.most_common(5) if number >= ENOUGH)


def _selectors(pages: list[_Seen], stories: list[int]) -> Iterator[Selector]:
    """Containers that stand on most pages and hold no text of a story on any."""
    holders: dict[str, set[int]] = defaultdict(set)
    text_in: set[str] = set()
    for i, page in enumerate(pages):
        for selector, has_text in page.containers.items():
            holders[selector].add(i)
            if has_text:
                text_in.add(selector)
    for selector, having in sorted(holders.items()):
        number = len({stories[i] for i in having})
        if selector not in text_in and number >= ENOUGH and 2 * len(having) >= len(pages):
            yield Selector(selector, len(having))
