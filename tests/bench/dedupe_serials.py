"""Serial reports: short notices of one form, day by day, that tell apart by a word or a number.

    python tests/bench/dedupe_serials.py 2000 > serials.jsonl

Rates, prices, fixtures and counts of invented places and companies. Some notices are carried twice:
with a dateline, under another headline, with a sentence more, or put right in a word.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from newsclean.article import Article, Block, encode

# fmt: off
TOWNS = [
    "Easterby", "Velden", "Portmoor", "Lunde", "Harrowgate", "Oakstead", "Saltmouth", "Glenham",
    "Thornwick", "Milldale", "Redcaster", "Coldmere",
]
FIRMS = [
    "Brandt", "Castellan", "Northern Cable", "Okafor", "Polder", "Quist", "Silverlake", "Tverdal",
    "United Quarry", "Vantage", "Westmark", "Zephyr",
]
GOODS = ["barley", "copper", "rapeseed", "timber", "herring", "wool"]
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
# fmt: on

Notice = tuple[str, list[str]]
"""A headline and paragraphs."""


def _rate(rng: random.Random) -> str:
    return f"{rng.randint(2, 9)}-{rng.choice(['1/16', '1/8', '3/16', '1/4', '5/16', '1/2'])}"


def reserves(rng: random.Random) -> Notice:
    return "Central bank adds reserves to money market", [
        f"The central bank entered the market to arrange {rng.choice([*WORDS, '1.5', '2.5'])} "
        "billion crowns of overnight agreements with its customers, a spokesman said.",
        f"Dealers said overnight money was trading at {_rate(rng)} per cent when the bank began "
        "its temporary and indirect supply of reserves to the banking system.",
    ]


def livestock(rng: random.Random) -> Notice:
    town, change = rng.choice(TOWNS), f"{rng.randint(0, 2)}.{rng.choice(['00', '25', '50', '75'])}"
    more = [f"Sources cited {rng.choice(['firmer', 'weaker'])} prices of meat late yesterday."]
    return f"{town} lambs seen up {change} crowns", [
        f"Lamb prices are expected {change} crowns higher on estimated receipts of "
        f"{rng.randint(5, 60) * 100:,} head, private sources said. Top seen at "
        f"{rng.randint(40, 60)}.{rng.choice(['00', '50'])} crowns.",
        *(more if rng.random() < 0.5 else []),
    ]


def lending(rng: random.Random) -> Notice:
    firm, town = rng.choice(FIRMS), rng.choice(TOWNS)
    verb = rng.choice(["raised", "is raising", "has raised", "increased"])
    more = ["The move follows similar increases earlier in the week by other banks."]
    return f"{firm} Bank raises prime rate", [
        f"{firm} Bank of {town} said it {verb} its prime lending rate to 7-3/4 per cent from 7-1/2 "
        "per cent, effective immediately.",
        *(more if rng.random() < 0.3 else []),
    ]


def ships(rng: random.Random) -> Notice:
    town = rng.choice(TOWNS[:4])
    return f"Grain ships loading at {town}", [
        f"There were {rng.choice(WORDS)} grain ships loading and {rng.choice(WORDS)} ships were "
        f"waiting to load at {town}, according to the {town} Merchants Exchange."
    ]


def dividend(rng: random.Random) -> Notice:
    firm, cents = rng.choice(FIRMS), rng.randint(3, 90)
    return f"{firm} sets quarterly dividend", [
        f"Quarterly dividend {cents} cents against {cents} cents prior",
        f"Payable {rng.choice(['April', 'May'])} {rng.randint(1, 28)}",
        f"Record {rng.choice(['March', 'April'])} {rng.randint(1, 28)}",
    ]


def results(rng: random.Random) -> Notice:
    firm = rng.choice(FIRMS)

    def line(name: str, low: int, high: int, unit: str) -> str:
        a, b = (f"{rng.randint(low, high)}.{rng.randint(0, 9)} {unit}" for _ in range(2))
        return f"{name} {a} against {b}"

    return f"{firm} third quarter net", [
        line("Shares profit", 1, 90, "cents"),
        line("Net profit", 1, 300, "million"),
        line("Revenue", 20, 900, "million"),
        "Nine months",
        line("Shares profit", 1, 90, "cents"),
        line("Net profit", 1, 900, "million"),
        line("Revenue", 60, 2700, "million"),
    ]


def futures(rng: random.Random) -> Notice:
    good = rng.choice(GOODS)
    months = ["May", "July", "September", "December"]
    return f"{good.title()} futures at {rng.randint(9, 16)}:{rng.choice(['10', '30', '50'])}", [
        f"{good.title()} {month} {rng.randint(200, 320)} {rng.choice(['up', 'off'])} "
        f"{rng.randint(0, 3)} {rng.choice(['1/4', '1/2', '3/4'])}"
        for month in months
    ]


def purchase(rng: random.Random) -> Notice:
    town, good = rng.choice(TOWNS), rng.choice(GOODS)
    return f"{town} crushers buy {good}", [
        f"Crushers of {town} bought {rng.randint(1, 9)},000 tonnes of {good} in export business "
        f"overnight for {rng.choice(['May', 'June', 'late May or early June'])} shipment, trade "
        "sources said."
    ]


def bulletin(rng: random.Random) -> Notice:
    cases = rng.randint(300, 20_000)
    before, dead = cases + rng.randint(-900, 900), rng.randint(3, 900)
    return f"Health office reports {cases:,} new cases of river fever", [
        f"Within a day the districts have reported {cases:,} new cases of river fever to the "
        f"health office. A week ago there were {before:,}.",
        f"The number of deaths rose by {dead} to {rng.randint(20_000, 60_000):,}. The rate in "
        f"seven days stood at {rng.randint(10, 190)}.{rng.randint(0, 9)} on {rng.choice(DAYS)}.",
        "The rate says how many of a hundred thousand people fell ill within a week. If it stays "
        "under thirty-five for some time, shops and schools may open again, the ministers agreed.",
        "The office counts what the districts send before midnight. Late notices and corrections "
        "may change the figures of single days, and fewer tests are made at weekends.",
    ]


FORMS: list[Callable[[random.Random], Notice]] = [
    reserves, livestock, lending, ships, dividend, results, futures, purchase, bulletin,
]  # fmt: skip

_SWAPS = [("expected", "seen"), ("said", "reported"), ("against", "versus"), ("per cent", "pct")]


def carried(notice: Notice, rng: random.Random) -> Notice:
    """The same notice as another record has it."""
    title, text = notice
    title = title if rng.random() < 0.6 else title.replace(" sets ", " declares ").upper()
    how = rng.randrange(5)
    if how == 1:
        text = [f"{rng.choice(TOWNS).upper()}, {rng.choice(DAYS)} - {text[0]}", *text[1:]]
    elif how == 2:
        person = f"{rng.choice('ABCDEFG')}. {rng.choice(FIRMS)}"
        text = [*text, f"{person}, who follows the matter for a broker, had looked for no less."]
    elif how == 3:
        old, new = rng.choice(_SWAPS)
        text = [line.replace(old, new) for line in text]
    elif how == 4:
        text = [*text, f"(Reporting by {rng.choice(FIRMS)}; editing by the desk)"]
    return title, text


def serials(count: int, seed: int = 3) -> tuple[list[Article], list[int]]:
    """So many records in no order, and the number of the story that each tells."""
    rng = random.Random(seed)
    found: list[tuple[Article, int]] = []
    for story, (notice, day) in enumerate(_notices(rng)):
        for copy in range(rng.choice([1, 1, 1, 2])):
            title, text = notice if copy == 0 else carried(notice, rng)
            found.append(
                (
                    Article(
                        id=f"{len(found):06d}",
                        title=title,
                        publisher="Northern Wire",
                        published=day.isoformat(),
                        body=[Block(text=line) for line in text],
                    ),
                    story,
                )
            )
        if len(found) >= count:
            break
    rng.shuffle(found)
    return [article for article, _ in found], [story for _, story in found]


def _notices(rng: random.Random) -> Iterator[tuple[Notice, date]]:
    day = date(2023, 1, 2)
    told: set[str] = set()
    while True:
        for form in FORMS:
            for _ in range(rng.choice([0, 0, 1, 1, 2])):
                notice = form(rng)
                key = " ".join([notice[0], *notice[1]])
                if key not in told:  # chance makes some of them twice
                    told.add(key)
                    yield notice, day
        day += timedelta(1)


if __name__ == "__main__":
    for article, story in zip(*serials(int([*sys.argv, "2000"][1])), strict=True):
        article.extra = {"story": story}
        sys.stdout.write(encode(article) + "\n")
