"""Sets of records for dedupe, with the pairs of them that are one story.

``generated``, ``serials`` and ``stubs`` are made here. ``edited`` is made of the texts of real
pages, in many languages, and ``press`` and ``reuters`` are real news that copies itself: these
three are there only where the folder of labelled pages is (see `corpora`).
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from corpora import Shared
from dedupe_corpus import corpus
from dedupe_edits import edit
from dedupe_serials import serials
from dedupe_stubs import stubs

from newsclean.article import Article, Block, decode

SHARED = Shared().folder
Pair = tuple[str, str]
Pairs = set[Pair]


@dataclass
class Labelled:
    """Records, and what is known of their pairs; a pair's smaller id comes first."""

    articles: list[Article]
    same: Pairs
    free: Pairs
    """Pairs that may be either."""

    def without(self, *fields: str) -> Labelled:
        """The same records without some of their fields.

        Those of one publisher that have the same text and no headline any more may be one story.
        """
        articles = [copy(article) for article in self.articles]
        for article in articles:
            for name in fields:
                setattr(article, name, None)
        alike: defaultdict[tuple[str | None, str], list[str]] = defaultdict(list)
        for article in articles:
            if article.title is None:
                alike[article.publisher, article.text].append(article.id)
        return Labelled(articles, self.same, self.free | (pairs_of(alike.values()) - self.same))


@dataclass(frozen=True)
class Score:
    """How many pairs were joined rightly and wrongly, and how many were left apart."""

    right: int
    wrong: int
    apart: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.apart)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.apart)

    def __str__(self) -> str:
        return f"{self.precision:.3f} / {self.recall:.3f} / {self.f1:.3f}"


def score(labelled: Labelled, stories: Iterable[Iterable[str]]) -> Score:
    """``stories``: the ids of each story's records."""
    found = pairs_of(stories)
    right = len(found & labelled.same)
    return Score(right, len(found - labelled.same - labelled.free), len(labelled.same) - right)


def pairs_of(stories: Iterable[Iterable[str]]) -> Pairs:
    """All pairs of records of one story."""
    return {pair for story in stories for pair in combinations(sorted(story), 2)}


def _told(articles: list[Article], stories: list[int]) -> Labelled:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for article, story in zip(articles, stories, strict=True):
        groups[story].append(article.id)
    return Labelled(articles, pairs_of(groups.values()), set())


def _later(day: date, rng: random.Random) -> str:
    """A day or two after another one; of twelve dates one is of the page's last update."""
    days = rng.randint(10, 400) if rng.random() < 1 / 12 else rng.choice([0, 0, 0, 1, 1, 2, 3])
    return (day + timedelta(days)).isoformat()


def generated(count: int = 6000, seed: int = 5) -> Labelled:
    """Stories of the corpus that is made here, one date in twelve late."""
    rng, told = random.Random(seed), corpus(count, seed)
    for one in told:
        one.article.published = _later(date.fromisoformat(one.article.published or ""), rng)
    return _told([one.article for one in told], [one.story for one in told])


def serial(count: int = 4000) -> Labelled:
    """Short notices of one form."""
    return _told(*serials(count))


def stub(papers: int = 150) -> Labelled:
    """Pages of small papers that hardly have a text, and stories that these papers carry."""
    return _told(*stubs(papers))


def press() -> Labelled:
    """German press of 2021."""
    return _real("press")


def reuters() -> Labelled:
    """Wire items of 1987."""
    return _real("reuters")


def _real(name: str) -> Labelled:
    folder = SHARED / "duplicates"
    with gzip.open(folder / f"{name}.jsonl.gz", "rb") as file:
        articles = [decode(line) for line in file]
    ids = {article.source.path: article.id for article in articles if article.source}
    pairs: defaultdict[str, Pairs] = defaultdict(set)
    with gzip.open(folder / f"{name}.labels.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            a, b, what = line.rstrip("\n").split("\t")
            first, second = sorted((ids[a], ids[b]))
            pairs[what].add((first, second))
    return Labelled(articles, pairs["="], pairs["~"])


@dataclass(frozen=True)
class _Page:
    site: str
    title: str
    text: list[str]


def edited(seed: int = 7) -> Labelled:
    """Texts of real pages with invented edits, follow-ups and stubs of a paywall."""
    rng, pages = random.Random(seed), _pages()
    rng.shuffle(pages)
    return _Edited(rng, donors=pages[:450], pages=pages[450:]).labelled()


def _pages() -> list[_Page]:
    """The texts of real pages of some length, each once."""
    found: list[_Page] = []
    known: set[int] = set()
    for corpus_name in ("publishers", "articles", "article-bodies"):
        for line in (SHARED / "corpora" / corpus_name / "truth.jsonl").open(encoding="utf-8"):
            page = json.loads(line)
            text = [p.strip() for p in re.split(r"\n+", page.get("body") or "") if p.strip()]
            words = " ".join(text).casefold().split()
            shingles = {hash(tuple(words[k : k + 6])) for k in range(len(words) - 5)}
            if len("".join(text)) >= 600 and len(shingles & known) < 0.03 * len(shingles):
                site = re.sub(r"^https?://(www\.)?", "", page.get("url") or "").split("/")[0]
                found.append(_Page(site, page.get("title") or text[0][:70], text))
            known |= shingles
    return found


class _Edited:
    def __init__(self, rng: random.Random, donors: list[_Page], pages: list[_Page]) -> None:
        self.rng, self.donors, self.pages = rng, donors, pages
        self.articles: list[Article] = []
        self.stories: list[int] = []

    def labelled(self) -> Labelled:
        rng = self.rng
        for number, page in enumerate(self.pages):
            day = self._day()
            copies = rng.choice([1, 1, 2, 2, 3])
            sites = [page.site, *(p.site for p in rng.sample(self.pages, copies - 1))]
            for copy_number, site in enumerate(sites):
                title, text = page.title, page.text
                if copy_number:
                    title = title if rng.random() < 0.5 else rng.choice(self.pages).title
                    text = self._own_way(page.text)
                self._add(2 * number, title, text, day, site)
            if rng.random() < 0.3:
                self._follow_up(2 * number + 1, page, self.donors[number % len(self.donors)], day)
        for site in range(4):
            self._stubs(f"stub {site}")
        order = list(range(len(self.articles)))
        rng.shuffle(order)
        return _told([self.articles[i] for i in order], [self.stories[i] for i in order])

    def _day(self) -> date:
        return date(2024, 1, 1) + timedelta(self.rng.randrange(300))

    def _add(self, story: int, title: str, text: list[str], day: date, site: str) -> None:
        name = f"{len(self.articles):06d}"
        body = [Block(text=paragraph) for paragraph in text if paragraph]
        published = _later(day, self.rng)
        self.articles.append(
            Article(id=name, title=title, publisher=site, published=published, body=body)
        )
        self.stories.append(story)

    def _own_way(self, text: list[str]) -> list[str]:
        """An edit or two; two in five sites have a teaser of their own, in place of the first."""
        rng = self.rng
        text, _ = edit(text, rng)
        if rng.random() < 0.4:
            words = " ".join(rng.choice(self.donors).text).split()[rng.randrange(400) :]
            teaser = " ".join(words[: rng.randint(15, 55)])
            text = [teaser, *(text[1:] if rng.random() < 0.5 and len(text) > 3 else text)]
        return text

    def _follow_up(self, story: int, page: _Page, donor: _Page, day: date) -> None:
        """Another story with a good part of the first one as its background."""
        rng, text = self.rng, page.text
        count = max(1, int(len(text) * rng.uniform(0.25, 0.5)))
        old = [text[i] for i in sorted(rng.sample(range(len(text)), count))]
        limit = 1.3 * sum(map(len, old))
        new: list[str] = []
        for paragraph in donor.text:
            if sum(map(len, new)) <= limit:
                new.append(paragraph)
        if sum(map(len, new)) < 0.6 * sum(map(len, donor.text)):
            title = rng.choice([page.title, donor.title])
            self._add(story, title, new + old, day + timedelta(rng.randint(1, 6)), page.site)

    def _stubs(self, site: str) -> None:
        rng = self.rng
        furniture = [rng.choice(rng.choice(self.donors).text)[:300] for _ in range(7)]
        for page in rng.sample(self.donors, 40):
            teaser = " ".join(" ".join(page.text).split()[20 : 20 + rng.choice([8, 10, 30])])
            text = [page.title, teaser, *furniture]
            self._add(-1 - len(self.articles), page.title, text, self._day(), site)


SETS: dict[str, Callable[[], Labelled]] = {
    "generated": generated,
    "serials": serial,
    "stubs": stub,
}
if (SHARED / "duplicates").is_dir():
    SETS |= {"edited": edited, "press": press, "reuters": reuters}
