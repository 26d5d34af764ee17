"""Reports made from one template each: every one is another story, however alike they look."""

# ruff: noqa: E501 - texts read better on whole lines
from __future__ import annotations

import random
from collections.abc import Callable

# fmt: off
TOWNS = [
    "Portmoor", "Velden", "Easterby", "Harrowgate", "Lunde", "Brisco", "Tanning", "Oxmere",
    "Corder", "Wickham", "Norby", "Strand", "Ellister", "Marrow", "Fenwick", "Dunmore", "Ostra",
    "Pelham", "Quarrick", "Rosedale", "Silden", "Thornby", "Ulverton", "Varrick", "Westhaven",
    "Yarmere", "Alden", "Brackley", "Corran", "Dalby",
]
# fmt: on
COUNTRIES = ["Norland", "Calvia", "Ostmark", "Tarenia", "Veldovia", "Sarnland"]
# fmt: off
DAYS = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
]
SKIES = [
    "cloudy", "bright", "misty", "showery", "dry", "overcast", "frosty",
]
# fmt: on
SIDES = ["north", "south-west", "east", "north-east", "west", "south"]
# fmt: off
NAMES = [
    "Okafor", "Lindqvist", "Banti", "Moreau", "Petrov", "Haines", "Adeyemi", "Suzuki", "Costa",
    "Brandt", "Iversen", "Malik", "Novak", "Duarte", "Sandoval", "Whitlock", "Keane", "Rahimi",
    "Fischer", "Olsen", "Park", "Tamm", "Vargas", "Zielinski",
]
# fmt: on
FIRMS = """Helvar Mining|Corran Bank|Tidewell Energy|Oxmere Foods|Brandt Motors|Lumen Telecom|Ostra Air|
Corder Steel|Varrick Pharma|Dalby Retail|Norby Shipping|Silden Software""".replace("\n", "").split(
    "|"
)
INDICES = ["NX 40", "Ostmark 100", "Calvia Composite", "VLX 30"]

Report = tuple[str, list[str]]


def weather(rng: random.Random) -> Report:
    town, day, high = rng.choice(TOWNS), rng.choice(DAYS), rng.randint(-4, 34)
    return f"Weather in {town} on {day}", [
        f"{town} will have a {rng.choice(SKIES)} start on {day}, with temperatures reaching "
        f"{high} degrees in the afternoon and falling to {high - rng.randint(4, 11)} overnight.",
        f"Winds from the {rng.choice(SIDES)} will reach {rng.randint(5, 70)} kilometres an hour, "
        f"and the chance of rain is put at {rng.randint(0, 20) * 5} per cent.",
        f"Sunrise is at {rng.randint(4, 8)}.{rng.randint(10, 59)} and sunset at "
        f"{rng.randint(16, 21)}.{rng.randint(10, 59)}. Pollen levels are expected to be "
        f"{rng.choice(['low', 'moderate', 'high'])}.",
        "The forecast is updated four times a day by the regional weather service. Warnings are "
        "issued separately, and drivers should check road conditions before setting out.",
    ][: rng.choice([3, 4, 4])]


def markets(rng: random.Random) -> Report:
    index, day = rng.choice(INDICES), rng.choice(DAYS[:5])
    up = rng.random() < 0.5
    a, b, c, d = rng.sample(FIRMS, 4)
    return f"{index} closes {'higher' if up else 'lower'} on {day}", [
        f"The {index} index {'gained' if up else 'lost'} {rng.randint(1, 300) / 100} per cent to close "
        f"at {rng.randint(2000, 9000)}.{rng.randint(10, 99)} points on {day}, its "
        f"{rng.choice(['second', 'third', 'fourth'])} {'rise' if up else 'fall'} in a row.",
        f"{a} led the gainers with a rise of {rng.randint(1, 90) / 10} per cent, followed by {b}, "
        f"which added {rng.randint(1, 60) / 10} per cent. {c} was the weakest stock, shedding "
        f"{rng.randint(1, 90) / 10} per cent, and {d} slipped {rng.randint(1, 40) / 10} per cent.",
        f"Trading volume came to {rng.randint(100, 900)} million shares. Brent crude stood at "
        f"{rng.randint(40, 120)}.{rng.randint(10, 99)} dollars a barrel, and the crown bought "
        f"{rng.randint(80, 140) / 100} dollars.",
    ]


def match(rng: random.Random) -> Report:
    home, away = rng.sample(TOWNS, 2)
    one, two, three, boss = rng.sample(NAMES, 4)
    g, h = rng.randint(1, 5), rng.randint(0, 3)
    return f"{home} {g}-{h} {away}", [
        f"{home} beat {away} {g}-{h} at {rng.choice(['the Riverside', 'Park Lane', 'home', 'the Dell'])} "
        f"on {rng.choice(DAYS)} in front of {rng.randint(900, 42000)} spectators.",
        f"{one} opened the scoring in the {rng.randint(2, 40)}th minute with a header from a corner, "
        f"and {two} doubled the lead before the break. {three} pulled one back for the visitors "
        f"after {rng.randint(46, 80)} minutes, but the defence held on until the final whistle.",
        f'"We worked hard for this and the lads deserve all the credit," said manager {boss}. '
        f"The result leaves {home} in {rng.choice(['second', 'fifth', 'ninth', 'twelfth'])} place with "
        f"{rng.randint(8, 60)} points, while {away} stay on {rng.randint(5, 55)}.",
    ]


def quake(rng: random.Random) -> Report:
    town, country = rng.choice(TOWNS), rng.choice(COUNTRIES)
    size = rng.randint(30, 72) / 10
    return f"Magnitude {size} earthquake strikes near {town}", [
        f"An earthquake of magnitude {size} struck {rng.randint(3, 90)} kilometres "
        f"{rng.choice(SIDES)} of {town}, {country}, on {rng.choice(DAYS)}, the seismological "
        "institute said.",
        f"The quake hit at {rng.randint(0, 23)}.{rng.randint(10, 59)} local time at a depth of "
        f"{rng.randint(4, 120)} kilometres. There were no immediate reports of casualties or damage.",
        "Residents who felt the shaking are asked to fill in the institute's questionnaire. "
        "This report was written automatically from seismological data.",
    ][: rng.choice([2, 3])]


def lottery(rng: random.Random) -> Report:
    day = rng.choice(DAYS)
    drawn = ", ".join(map(str, sorted(rng.sample(range(1, 50), 6))))
    return f"Lottery: the numbers of {day}", [
        f"The winning numbers drawn in the national lottery on {day} are {drawn}; the bonus ball "
        f"is {rng.randint(1, 49)}.",
        f"The jackpot of {rng.randint(2, 40)} million crowns was "
        f"{rng.choice(['not won', 'shared by two tickets', 'won in ' + rng.choice(TOWNS)])}. All "
        "numbers are given without guarantee.",
    ]


def court(rng: random.Random) -> Report:
    town, name = rng.choice(TOWNS), rng.choice(NAMES)
    age = rng.randint(19, 77)
    crime = rng.choice(["burglary", "fraud", "arson", "handling stolen goods", "dangerous driving"])
    return f"{town} man jailed for {crime}", [
        f"A {age}-year-old man from {town} has been sentenced to {rng.randint(6, 60)} months in prison "
        f"for {crime}, the district court announced on {rng.choice(DAYS)}.",
        f"{name} had admitted the charge at an earlier hearing. Judge {rng.choice(NAMES)} said the "
        f"defendant had shown little remorse and ordered him to pay {rng.randint(2, 90) * 100} crowns "
        "in costs.",
        "The sentence can be appealed within two weeks. Legal reporting restrictions apply to "
        "witnesses in the case.",
    ]


def earnings(rng: random.Random) -> Report:
    firm, quarter = rng.choice(FIRMS), rng.choice(["first", "second", "third", "fourth"])
    up = rng.random() < 0.5
    return f"{firm} {quarter}-quarter profit {'rises' if up else 'falls'}", [
        f"{firm} reported {quarter}-quarter net profit of {rng.randint(10, 990)} million crowns, "
        f"{'up' if up else 'down'} {rng.randint(1, 60)} per cent from a year earlier, as revenue "
        f"{'rose' if up else 'fell'} to {rng.randint(1, 40)}.{rng.randint(1, 9)} billion crowns.",
        f"Earnings per share came to {rng.randint(1, 9)}.{rng.randint(10, 99)} crowns, "
        f"{'beating' if rng.random() < 0.5 else 'missing'} the average analyst estimate of "
        f"{rng.randint(1, 9)}.{rng.randint(10, 99)} crowns.",
        f"Chief executive {rng.choice(NAMES)} said the company expected growth of {rng.randint(1, 12)} "
        "per cent for the full year. Shares closed "
        f"{rng.choice(['higher', 'lower', 'unchanged'])} at {rng.randint(10, 400)} crowns.",
    ]


TEMPLATES: dict[str, Callable[[random.Random], Report]] = {
    "weather": weather,
    "markets": markets,
    "match": match,
    "quake": quake,
    "lottery": lottery,
    "court": court,
    "earnings": earnings,
}
