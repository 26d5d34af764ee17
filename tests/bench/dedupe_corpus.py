"""A corpus for dedupe: stories told several times, and stories that only look alike.

    python tests/bench/dedupe_corpus.py 3000 > corpus.jsonl

Every text is built here from word lists and sentence patterns. Copies are made by the edits of
`dedupe_edits`; the stories that must stay apart are follow-ups that take nearly half of their text
from an earlier story, reports from one template (`dedupe_templates`), briefs, and stories under one
standing headline.
"""

# ruff: noqa: E501 - texts read better on whole lines
from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from dedupe_edits import edit
from dedupe_templates import TEMPLATES

from newsclean.article import Article, Block, encode

# fmt: off
FIRST = [
    "Ada", "Bruno", "Celia", "Dario", "Edda", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kaja",
    "Leon", "Mira", "Nils", "Olga", "Pavel", "Rosa", "Sven", "Tilda", "Umar", "Vera", "Wim", "Yara",
    "Zeno", "Anouk", "Basil", "Corin", "Delia", "Emre", "Farah",
]
LAST = [
    "Abendroth", "Bakker", "Castellan", "Dimitrov", "Eriksen", "Fontaine", "Galvin", "Haddad",
    "Ivarsson", "Jansen", "Kessler", "Lombardi", "Mercer", "Nakamura", "Ortega", "Pettersson",
    "Quist", "Rasmus", "Sorley", "Tverdal", "Uhl", "Vasquez", "Winther", "Yilmaz", "Zachary",
    "Almeida", "Brennan", "Cardoso", "Drummond", "Easton",
]
HEADS = [
    "Ash", "Birch", "Cold", "Dun", "East", "Fair", "Glen", "High", "Iron", "Kings", "Lang", "Mill",
    "North", "Oak", "Port", "Red", "Salt", "Thorn",
]
TAILS = [
    "bury", "caster", "dale", "field", "ford", "gate", "ham", "haven", "leigh", "market", "mere",
    "minster", "mouth", "stead", "ton", "wick",
]
ROLES = [
    "minister", "mayor", "engineer", "surgeon", "farmer", "teacher", "economist", "detective",
    "fisherman", "librarian", "prosecutor", "conductor", "pilot", "chemist", "spokeswoman",
    "historian", "director", "nurse", "judge", "researcher", "ranger", "architect", "union-leader",
    "ambassador", "treasurer", "curator",
]
BODIES = [
    "council", "ministry", "company", "university", "hospital", "committee", "agency", "museum",
    "union", "court", "port", "airline", "bank", "cooperative", "foundation", "regulator",
    "parliament", "shipyard", "orchestra", "federation",
]
THINGS = [
    "bridge", "tunnel", "budget", "vaccine", "harvest", "tariff", "reservoir", "satellite",
    "archive", "strike", "railway", "merger", "pension", "verdict", "landfill", "festival",
    "glacier", "lighthouse", "pipeline", "census", "reactor", "orchard", "ferry", "curriculum",
    "quarry", "subsidy", "telescope", "dialect", "contract", "ballot", "vineyard", "sewer",
    "monument", "refinery", "herd", "lease", "cathedral", "cable", "drought", "battery",
    "timetable", "fresco", "inquiry", "warehouse", "treaty", "marathon", "dam", "clinic", "levy",
    "turbine", "loan", "playground", "fortress", "mosaic", "patent", "forest", "orchestra-pit",
    "greenhouse", "prison", "harbour", "estuary", "avalanche", "substation", "workshop",
    "allotment", "manuscript",
]
QUALITIES = [
    "disputed", "crumbling", "costly", "ambitious", "forgotten", "radioactive", "overdue",
    "popular", "secretive", "flooded", "medieval", "profitable", "unfinished", "coastal", "fragile",
    "controversial", "rural", "generous", "obsolete", "overcrowded", "experimental", "neglected",
    "historic", "vast", "temporary", "idle", "rival", "remote", "leaking", "celebrated", "bankrupt",
    "privatised", "listed", "rebuilt", "poisonous", "endangered",
]
ACTS = [
    "approved", "rejected", "inspected", "abandoned", "financed", "dismantled", "postponed",
    "defended", "flooded", "sold", "inherited", "photographed", "redesigned", "investigated",
    "reopened", "evacuated", "criticised", "restored", "auctioned", "measured", "smuggled",
    "insured", "expanded", "mapped", "condemned", "celebrated", "nationalised", "leased", "renamed",
    "tested", "audited", "ridiculed", "excavated", "subsidised", "surrendered", "welcomed",
    "suspended", "rescued",
]
ENDS = [
    "jobs", "trust", "drinking-water", "tourism", "safety", "prices", "noise", "traffic", "wages",
    "privacy", "biodiversity", "exports", "housing", "schooling", "pensions", "childcare",
    "electricity", "fishing", "insurance", "heritage", "tolerance", "transparency", "public-health",
    "competition",
]
TIMES = [
    "on-Monday", "on-Tuesday", "last-week", "in-the-spring", "before-dawn", "late-on-Friday",
    "this-month", "over-the-weekend", "after-midnight", "in-early-March", "during-the-recess",
    "within-hours", "for-decades", "at-the-hearing", "in-a-statement", "shortly-before-noon",
]
MANNERS = [
    "quietly", "unanimously", "reluctantly", "hastily", "publicly", "narrowly", "cautiously",
    "unexpectedly", "angrily", "repeatedly", "formally", "belatedly", "patiently", "grudgingly",
]
HEDGES = [
    "According-to-neighbours", "Despite-warnings", "By-most-accounts", "In-private",
    "For-the-moment", "Without-consulting-residents", "Contrary-to-rumours", "As-expected",
    "Under-pressure-from-creditors", "In-the-end", "Even-so", "Meanwhile", "Elsewhere-in-{place}",
    "To-nobody's-surprise",
]
SYLLABLES = [
    "ba", "cor", "du", "el", "fa", "gri", "ho", "is", "ju", "ka", "lor", "mi", "nu", "or", "pe",
    "qua", "ri", "sta", "to", "ul", "ver", "wi", "ya", "zo", "ben", "che", "dro", "fin", "gal", "hem",
]
# fmt: on

PATTERNS = """
The {quality} {thing} {act} by the {body} {time} has divided {place}, where {end} was already scarce.
{person}, a {role} from {place}, {manner} {act} the {quality} {thing} {time}.
{hedge}, the {body} {act} its {quality} {thing} and promised {number} people better {end}.
"Nobody {act} the {thing} for the sake of {end}," said {person}, who chairs the {place} {body}.
A {role} told the {body} that the {quality} {thing} had {manner} been {act} {time}.
More than {number} households depend on the {thing}, and {end} has suffered since it was {act}.
{hedge}, {person} and {person2} {act} a plan that would put {end} before the {quality} {thing}.
The {body} of {place} put the cost of the {thing} at {number} million crowns, {person} said.
Critics such as {person2} fear that the {quality} {thing} will be {act} without regard to {end}.
"It was {manner} {act}, and we learnt of it {time}," the {role} {person} complained.
Both the {body} and the {body2} want the {thing} {act}, but for {quality} reasons of their own.
{number} years after it was first {act}, the {thing} near {place} remains {quality}.
What began as a quarrel about {end} ended {time} with a {quality} {thing} and a {act} {thing2}.
Residents of {place} {manner} carried {number} banners past the {thing}, demanding {end}.
{hedge}, a {quality} {thing2} was found behind the {thing} that the {body} had {act}.
{person} declined to say whether the {thing2} would be {act} before the {body} meets again.
Insurers estimate that every {quality} {thing} {act} in the region costs {end} dearly.
The {role} showed reporters a {quality} {thing2} and asked why {end} mattered so little to {person}.
An appeal by the {body2} was {manner} dismissed {time}, clearing the way for the {quality} {thing2}.
{person2} remembers how the {thing} was {act} when {place} still had a {thing2} of its own.
""".strip().splitlines()  # fmt: skip

STANDING = ["Morning briefing", "The day at a glance", "What we know so far", "Live: the latest"]
PUBLISHERS = ["Northern Wire", "The Oakham Bugle", "Daily Ledger", "Portside Post", "Allied Press"]


@dataclass(frozen=True)
class Cast:
    """Who and what a story is about."""

    people: tuple[str, str]
    places: tuple[str, str]
    bodies: tuple[str, str]
    things: tuple[str, ...]


def cast(rng: random.Random, *, coining: bool = False) -> Cast:
    """Who and what a story is about. ``coining``: some of it has words that hardly come again."""

    def person() -> str:
        return f"{rng.choice(FIRST)} {coined(rng).title() if coining else rng.choice(LAST)}"

    def place() -> str:
        return coined(rng).title() if coining else rng.choice(HEADS) + rng.choice(TAILS)

    bodies = rng.sample(BODIES, 2)
    people, places = (person(), person()), (place(), place())
    things = rng.sample(THINGS, 6)
    if coining:
        things[:3] = [coined(rng) for _ in range(3)]
    return Cast(people, places, (bodies[0], bodies[1]), tuple(things))


def coined(rng: random.Random) -> str:
    """A word of a vocabulary that grows as the square root of the text, as that of news does."""
    rank = min(10**9, int(40 * rng.paretovariate(0.5)))
    word = ""
    while rank:
        rank, syllable = divmod(rank, len(SYLLABLES))
        word += SYLLABLES[syllable]
    return word


def sentence(who: Cast, rng: random.Random) -> str:
    things = rng.sample(who.things, 2)
    place = rng.choice(who.places)
    text = rng.choice(PATTERNS).format(
        person=who.people[0], person2=who.people[1], place=place,
        body=who.bodies[0], body2=who.bodies[1], thing=things[0], thing2=things[1],
        quality=rng.choice(QUALITIES), act=rng.choice(ACTS), end=rng.choice(ENDS),
        time=rng.choice(TIMES), manner=rng.choice(MANNERS), role=rng.choice(ROLES),
        hedge=rng.choice(HEDGES).format(place=place), number=rng.randint(2, 990),
    )  # fmt: skip
    return text.replace("-", " ")


def paragraphs(who: Cast, rng: random.Random, words: int) -> list[str]:
    found: list[str] = []
    while sum(map(str.count, found, [" "] * len(found))) < words:
        found.append(" ".join(sentence(who, rng) for _ in range(rng.randint(1, 3))))
    return found


def headline(who: Cast, rng: random.Random) -> str:
    text = rng.choice(
        [
            "{place} {body} {act} {quality} {thing}",
            "{quality} {thing} {act} in {place}",
            "{person} on the {thing}: why {end} comes first",
            "How a {thing} cost {place} its {end}",
        ]
    ).format(
        place=who.places[0], body=who.bodies[0], person=who.people[0], thing=who.things[0],
        act=rng.choice(ACTS), quality=rng.choice(QUALITIES), end=rng.choice(ENDS),
    )  # fmt: skip
    return text[0].upper() + text[1:]


@dataclass(frozen=True)
class Told:
    """A record and what it is."""

    article: Article
    story: int
    kind: str
    edits: str


Story = tuple[str, str, list[str], date]
"""Kind, headline, paragraphs, day."""


def stories(rng: random.Random, *, coining: bool = False) -> Iterator[Story]:
    """Stories without end, each with those that only look like it."""
    while True:
        day = date(2024, 1, 1) + timedelta(rng.randrange(300))
        who = cast(rng, coining=coining)
        title, text = headline(who, rng), paragraphs(who, rng, rng.randint(120, 600))
        yield "story", title, text, day
        if rng.random() < 0.35:
            yield _follow_up(who, title, text, day, rng)
        for _ in range(rng.choice([0, 1, 1])):
            name = rng.choice(list(TEMPLATES))
            report_title, report = TEMPLATES[name](rng)
            yield f"template: {name}", report_title, report, day
        if rng.random() < 0.2:
            brief = cast(rng, coining=coining)
            yield "brief", headline(brief, rng), [sentence(brief, rng)], day
        if rng.random() < 0.2:
            title, other = rng.choice(STANDING), cast(rng, coining=coining)
            yield "standing headline", title, paragraphs(other, rng, 150), day


def _follow_up(who: Cast, title: str, text: list[str], day: date, rng: random.Random) -> Story:
    """Another story on the same matter: 45 per cent of it is background from the first."""
    background = rng.sample(range(len(text)), max(1, int(len(text) * rng.uniform(0.3, 0.6))))
    old = [text[i] for i in sorted(background)]
    words = sum(p.count(" ") for p in old)
    newer = Cast(who.people, who.places, who.bodies, tuple(rng.sample(THINGS, 6)))
    new = paragraphs(newer, rng, int(words * 55 / 45))
    if rng.random() < 0.6:
        title = headline(newer, rng)
    return "follow-up", title, new + old, day + timedelta(rng.randint(1, 6))


def told(seed: int = 1, *, coining: bool = False) -> Iterator[Told]:
    """Records without end, about two a story, those of a story one after the other.

    ``coining``: with a vocabulary that grows with the records, as a large corpus of news has it.
    """
    rng = random.Random(seed)
    number = 0
    for story, (kind, title, text, day) in enumerate(stories(rng, coining=coining)):
        copies = rng.choice([1, 1, 2]) if kind != "story" else rng.choice([1, 2, 3, 4, 6])
        for copy in range(copies):
            edited, edits = (text, "original") if copy == 0 else edit(text, rng)
            article = Article(
                id=f"{number:07d}",
                title=title if rng.random() < 0.6 else headline(cast(rng), rng),
                publisher=rng.choice(PUBLISHERS),
                published=(day + timedelta(rng.choice([0, 0, 0, 1]))).isoformat(),
                body=[Block(text=p) for p in edited if p],
            )
            yield Told(article, story, kind, edits)
            number += 1


def corpus(count: int, seed: int = 1) -> list[Told]:
    """So many records in no order."""
    found = list(islice(told(seed), count))
    random.Random(seed).shuffle(found)
    return found


if __name__ == "__main__":
    for one in corpus(int(sys.argv[1]) if len(sys.argv) > 1 else 3000):
        one.article.extra = {"story": one.story, "made": f"{one.kind}, {one.edits}"}
        sys.stdout.write(encode(one.article) + "\n")
