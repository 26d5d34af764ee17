"""Invented pages of many stories: what tells a list from one story is fitted on them.

Their headlines and paragraphs are those of labelled pages, read when they are made; papers, people
and what buttons and labels say are ours (``layout_words.json``). There are two halves, which have
no story and no wording in common. Half of the pages stand between the menus and boxes of a real
dump, those above its headline and below its last paragraph.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from babel.dates import format_date
from corpora import Shared

from newsclean.language.detect import detect
from newsclean.pages import decode

HALVES = (0, 1)
SEED = 11
_WORDS = Path(__file__).with_name("layout_words.json")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÞА-Я\"“„«])")
_ENDS = '.!?”"»'
_FORMATS = ("yyyy-MM-dd", "long", "d MMMM yyyy", "medium")
_LEADS = ("", "", "* ", "   * ", "- ", "• ")
_APART = 10
"""Lines between a real story and what is taken of its page."""
_BARS = (" | ", " · ", " — ")


@dataclass(frozen=True)
class Told:
    """A story that pages are made of."""

    title: str
    paragraphs: list[str]
    language: str


@dataclass(frozen=True)
class Invented:
    """A page, and what it is."""

    text: str
    layout: str
    """All but ``article`` hold many stories; those of ``several`` are whole."""
    half: int


@cache
def wording() -> dict[str, list[dict[str, list[str]]]]:
    """Papers and people (``any``), and by language the words of furniture, each in two halves."""
    table: dict[str, list[dict[str, list[str]]]] = json.loads(_WORDS.read_text("utf-8"))
    return table


def stories(shared: Shared) -> list[Told]:
    """The stories of the corpora that are long enough to be told short."""
    found = []
    for item in shared.items(["publishers", "articles"]):
        title = " ".join((item.truth.get("title") or "").split())
        parts = [" ".join(part.split()) for part in (item.truth.get("body") or "").split("\n")]
        parts = [part for part in parts if len(part) > 60 and part[-1] in _ENDS]
        if len(parts) >= 4 and 20 < len(title) < 110 and len(parts[0]) >= 70:
            found.append(Told(title, parts, detect(" ".join(parts[:4])) or "en"))
    return found


def surroundings(shared: Shared) -> list[tuple[list[str], list[str]]]:
    """Of each real dump lines well above the headline, and lines well below the last paragraph."""
    found = []
    for item in shared.items(["dumps"]):
        parts = [part.strip() for part in item.truth["body"].split("\n") if len(part) > 60]
        title = (item.truth["title"] or "")[:25]
        if not title or not parts or item.row.endswith("lynxlist"):
            continue
        lines = decode(gzip.decompress(item.path.read_bytes())).text.split("\n")
        ends = parts[-1][:25], parts[-1][-25:]
        first = next((at for at, line in enumerate(lines) if title in line), None)
        last = [at for at, line in enumerate(lines) if any(end in line for end in ends)]
        if first is not None and last and last[-1] > first:
            top, bottom = max(0, first - _APART), last[-1] + _APART
            found.append((lines[max(0, top - 40) : top], lines[bottom : bottom + 40]))
    return found


@dataclass
class Sheet:
    """A page in the making."""

    chance: random.Random
    half: int
    items: list[Told]
    language: str
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = wording().get(self.language, wording()["en"])
        self.words = wording()["any"][self.half] | own[self.half]
        self.site = self.word("paper")
        self.format = self.chance.choice(_FORMATS)
        self.day = date(2014, 1, 1) + timedelta(days=self.chance.randint(0, 4300))

    def add(self, *lines: str) -> None:
        self.lines += lines

    def says(self, likely: float) -> bool:
        return self.chance.random() < likely

    def word(self, name: str) -> str:
        return self.chance.choice(self.words[name])

    def dated(self, ago: int = 0) -> str:
        return format_date(self.day - timedelta(days=ago), self.format, locale=self.language)

    def clock(self) -> str:
        return f"{self.chance.randint(6, 22)}:{self.chance.randint(0, 59):02d}"

    def by(self) -> str:
        return f"{self.word('by')} {self.word('person')}"

    def blurb(self, item: Told, most: int = 200) -> str:
        """The first sentences of a story."""
        first, *others = _SENTENCE.split(item.paragraphs[0])
        for sentence in others:
            if len(first) + len(sentence) >= most:
                break
            first += f" {sentence}"
        return first[:700]

    def menu(self) -> None:
        """What stands above the list."""
        some = self.chance.sample(self.words["menu"], 4)
        style = self.chance.randint(0, 3)
        if style == 1:
            self.add(self.site, "", *some, "")
        elif style == 2:
            self.add(self.site, " | ".join(some), "")
        elif style == 3:
            self.add(*(f"   * {word}" for word in some), "", self.site, "")

    def foot(self) -> None:
        """What stands below it."""
        if self.says(0.4):
            self.add("", self.word("load"))
        style = self.chance.randint(0, 2)
        if style == 1:
            self.add("", *self.words["foot"])
        elif style == 2:
            self.add("", " | ".join(self.words["foot"]), f"© {self.site} {self.day.year}")


def blurbs(page: Sheet) -> None:
    """Headline, blurb, headline, blurb, and nothing else."""
    apart, under = page.chance.choice([(True, False), (False, False), (True, True)])
    for item in page.items:
        page.add(*[""] * apart, item.title, *[""] * under)
        page.add(page.blurb(item, 420 if page.says(0.3) else 200))


def signed(page: Sheet) -> None:
    """Headline, then name, paper and date on one line, then the blurb."""
    order, bar = page.chance.randint(0, 3), page.chance.choice(_BARS)
    for item in page.items:
        name, paper, day = (
            page.word("person"),
            page.word("paper"),
            page.dated(page.chance.randint(0, 9)),
        )
        orders = ([f"{name}, {paper}", day], [paper, name, day], [day, paper])
        data = (*orders, [paper, page.words["section"][0], day])[order]
        page.add(item.title, bar.join(data), page.blurb(item), "")


def briefs(page: Sheet) -> None:
    """``CAPITALS: one paragraph``."""
    style = page.chance.randint(0, 3)
    if page.says(0.6):
        page.add(page.word("greeting"), "")
    for item in page.items:
        text = item.paragraphs[1] if len(item.paragraphs[1]) < 600 else page.blurb(item, 420)
        words = re.split(r"[:|]", item.title)[-1].split()[: page.chance.randint(3, 6)]
        start = " ".join(words).rstrip(" ,.;-–?!")
        forms = (f"{start.upper()}: {text}", f"**{start}.** {text}", f"{start.upper()} -- {text}")
        page.add((*forms, f"• {start.upper()} – {text}")[style], "")


def clusters(page: Sheet) -> None:
    """A lead item, then who else has it."""
    style, label = page.chance.randint(0, 2), page.word("more")
    for item in page.items:
        paper, others = (
            page.word("paper"),
            page.chance.sample(page.words["paper"], page.chance.randint(2, 6)),
        )
        heads = ([f"{page.word('person')} / {paper}: {item.title}"], [f"{paper}: {item.title}"])
        page.add(*(*heads, [item.title, paper])[style])
        if page.says(0.8):
            page.add(page.blurb(item))
        page.add(*([f"{label} {', '.join(others)}"] if page.says(0.5) else [label, *others]), "")


def numbered(page: Sheet) -> None:
    """Numbered headlines, and when each was published."""
    style, at, mark = page.chance.randint(0, 2), page.word("at"), page.chance.choice(".)")
    if page.says(0.7):
        page.add(page.dated(), "")
    for number, item in enumerate(page.items, 1):
        page.add(f"{number}{mark} {item.title}", f"{'   ' * (style == 0)}{at} {page.clock()}")
        if style == 1:
            page.add(page.blurb(item))
        if style == 2 or page.says(0.5):
            page.add("")


def index(page: Sheet) -> None:
    """Entries under headings, with or without blurb, name, time, comments and button."""
    names = page.words["section"] if page.says(0.7) else []
    loud, lead, gap = page.says(0.4), page.chance.choice(_LEADS), page.says(0.6)
    named, timed, counted = page.says(0.4), page.says(0.5), page.says(0.3)
    told, button = page.chance.choice((0, 0.5, 1)), page.word("read") if page.says(0.5) else ""
    inward = " " * len(lead) if lead.strip() else ""
    left, below = page.chance.randint(2, 5), 0
    for item in page.items:
        if names and (left <= 0 or not below):
            name = names[below % len(names)]
            page.add("", name.upper() if loud else name, *[""] * gap)
            left, below = page.chance.randint(2, 5), below + 1
        left -= 1
        data = [page.by()] * named + [page.clock()] * timed
        data += [f"{page.chance.randint(2, 400)} {page.words['comments'][0]}"] * counted
        under = [inward + " · ".join(data)] if data else []
        text = [inward + page.blurb(item)] if page.says(told) else []
        page.add(lead + item.title, *(text + under if page.says(0.5) else under + text))
        page.add(*[inward + button] * bool(button), *[""] * gap)


def live(page: Sheet) -> None:
    """A story's head and posts under times of day, newest first."""
    head, *others = page.items
    page.add("", head.title, page.by(), page.dated(), "", page.blurb(head), "")
    style, minutes = page.chance.randint(0, 4), page.chance.randint(1000, 1400)
    texts = [text for item in page.items for text in item.paragraphs[1:4]]
    page.chance.shuffle(texts)
    for number in range(page.chance.randint(5, 11)):
        (hour, minute), title = divmod(minutes, 60), others[number % len(others)].title
        minutes -= page.chance.randint(7, 55)
        own = [texts.pop() for _ in range(page.chance.randint(1, 2)) if texts]
        if not own:
            break
        clock, half = f"{hour:02d}:{minute:02d}", "am" if hour < 12 else "pm"
        if style == 0:
            page.add(
                f"{clock}{' ' * (1 - page.half)}, {page.words['person'][number % 3]}", *own, ""
            )
        elif style == 1:
            page.add(f"{hour:02d}{minute:02d}{(' -', ':')[page.half]} {own[0]}", *own[1:], "")
        elif style == 2:
            page.add(f"{(hour - 1) % 12 + 1}.{minute:02d}{half} GMT", title, "", *own, "")
        elif style == 3:
            page.add(title, page.by(), clock, "", *own, "")
        else:
            page.add(clock, title, *own, "", "")


def letter(page: Sheet) -> None:
    """A newsletter, as a mail program saves it or as its page is copied."""
    if page.says(0.5):
        day = page.day.strftime("%a, %d %b %Y")
        page.add(f"From: {page.site} <hi@mail.example>", "To: you@mail.example")
        page.add(f"Subject: {page.items[0].title}", f"Date: {day} 06:07:11 +0000", "")
    page.add(page.site.upper() if page.says(0.5) else page.site, "", page.word("greeting"), "")
    rule = page.chance.choice(["-" * 30, "* * *", "=====", "", ""])
    button, ending, advert = page.word("read"), page.chance.randint(0, 2), page.chance.randint(1, 4)
    sections, numbers = page.says(0.5), page.says(0.3)
    for number, item in enumerate(page.items, 1):
        paper = page.word("paper")
        address = f"https://www.{re.sub('[^a-z]', '', paper.lower())}.example/{number}"
        page.add(*[rule, ""] * bool(rule))
        if sections:
            page.add(page.words["section"][number % len(page.words["section"])].upper(), "")
        page.add(
            f"{number}. {item.title}" if numbers else item.title, "", page.blurb(item, 420), ""
        )
        if page.says(0.25):
            page.add(item.paragraphs[1], "")
        ends = (f"{button} ({paper}): {address}", f"({paper})", f"{button}: {address}")
        page.add(ends[ending], "")
        if number == advert:
            page.add(*[rule, ""] * bool(rule), *page.words["sponsor"], "")
    page.add(*[rule, ""] * bool(rule), page.word("farewell"))


def rows(page: Sheet) -> None:
    """Headline and paper on one line."""
    style, lead, day = page.chance.randint(0, 5), page.chance.choice(_LEADS), page.dated()
    if page.says(0.5):
        page.add(day, "")
    for item in page.items:
        title, paper = item.title, page.word("paper")
        forms = [f"{title} ({paper})", f"{paper}: {title}", f"{title} - {paper}"]
        forms += [f"{title} | {paper} | {day}", f"[{paper}] {title}", f"{title} – {paper}, {day}"]
        page.add(lead + forms[style])


def digest(page: Sheet) -> None:
    """The paper's name above, beside or below each story told short."""
    style = page.chance.randint(0, 5)
    for item in page.items:
        title, paper = item.title, page.word("paper")
        own = [page.blurb(item, 420), *item.paragraphs[1 : 1 + page.says(0.2)]]
        when = f"{page.chance.randint(1, 23)} hours ago" if page.language == "en" else page.dated()
        forms = [[paper.upper(), title, *own], [title, paper, *own]]
        forms += [[f"{paper} | {title}", "", *own, ""], [title, "", *own, f"— {paper}", ""]]
        forms += [[f"{paper}: {title}", title, *own], [f"{when} · {paper}", title, *own]]
        page.add(*forms[style], "")


def several(page: Sheet) -> None:
    """Whole articles, one after the other."""
    style = page.chance.randint(0, 2)
    cut = page.chance.choice(["", "-" * 20, "\f", "\n\n\n", "=====\n"])
    for number, item in enumerate(page.items[: page.chance.randint(2, 4)]):
        page.add(*[cut] * bool(cut and number))
        if style == 0:
            page.add(item.title, page.by(), page.dated(), "")
        elif style == 1:
            page.add(page.word("paper"), page.dated(), "", item.title, "", page.by(), "")
        else:
            page.add(f"# {item.title}", "", f"{page.by()} | {page.dated()}", "")
        for text in item.paragraphs[: page.chance.randint(4, 10)]:
            page.add(text, "")


def article(page: Sheet) -> None:
    """One story, with lists of other stories, times of day or comments in it and below it."""
    own, *others = page.items
    style, below = page.chance.randint(0, 3), page.chance.randint(0, 2)
    page.add(own.title, page.by(), page.dated(), "")
    for number, text in enumerate(own.paragraphs[: page.chance.randint(4, 9)]):
        page.add(text, "")
        if style == 1 and number == 1:
            page.add(page.word("related"), *(item.title for item in others[:3]), "")
    if style == 2:
        texts = [item.paragraphs[0][:150] for item in others[:3]]
        page.add(
            *(f"{9 + hour}:{page.chance.randint(10, 59)} {t}." for hour, t in enumerate(texts))
        )
    if style == 3:
        page.add(f"{page.chance.randint(3, 9)} {page.words['comments'][0]}")
        for item in others[:4]:
            page.add(page.chance.choice(["bob", "kiki77", "Marlow"]), page.clock())
            page.add(item.paragraphs[1][:140], "")
    if page.says(0.7):
        page.add("", page.word("related"))
        for item in others:
            page.add(item.title, *[page.dated()] * (below == 1), *[""] * bool(below))
            if below == 2 and page.says(0.7):
                page.add(page.blurb(item)[:160], "")


LAYOUTS: tuple[Callable[[Sheet], None], ...] = (
    *(blurbs, signed, briefs, clusters, numbered, index, live, letter, rows, digest),
    *(several, article),
)
_BARE = (letter, several)
"""Layouts without menu and foot."""


def wrapped(lines: Sequence[str], width: int, inward: int) -> list[str]:
    """The lines broken as text browsers and mail programs break them."""
    found: list[str] = []
    for line in "\n".join(lines).split("\n"):
        start = " " * (inward + len(line) - len(line.lstrip()))
        wrapper = textwrap.TextWrapper(width, initial_indent=start, subsequent_indent=start)
        found += wrapper.wrap(line.strip()) or [line]
    return found


def invent(shared: Shared, count: int, seed: int = SEED) -> Iterator[Invented]:
    """``count`` pages of each layout in each half. The same seed and corpora give the same."""
    told, around = stories(shared), surroundings(shared)
    for half in HALVES:
        chance = random.Random(seed + half)
        own = [one for at, one in enumerate(told) if at % 2 == half]
        pools: dict[str, list[Told]] = {}
        for one in own:
            pools.setdefault(one.language, []).append(one)
        languages = sorted(name for name, pool in pools.items() if len(pool) >= 5)
        frames = [one for at, one in enumerate(around) if at % 2 == half]
        for draw in LAYOUTS:
            for number in range(count):
                language = chance.choice(["en", "en", "en", *languages])
                most = min(len(pools[language]), chance.randint(5, 14))
                page = Sheet(chance, half, chance.sample(pools[language], most), language)
                if draw not in _BARE:
                    page.menu()
                draw(page)
                if draw not in _BARE:
                    page.foot()
                if page.says(0.2):
                    width, inward = chance.choice([64, 72, 78]), chance.choice([0, 3])
                    page.lines = wrapped(page.lines, width, inward)
                if number % 2:
                    above, below = chance.choice(frames)
                    page.lines[:0] = [*above[-10 if page.says(0.3) else -40 :], ""]
                    page.add("", *below[: 12 if page.says(0.5) else 40])
                yield Invented("\n".join(page.lines), draw.__name__, half)
