"""What happens to a story on its way through other people's systems: nine kinds of edits.

Each takes paragraphs and a random generator and returns new paragraphs. They know nothing of how
the paragraphs came about, so they can be tried on any text.
"""

# ruff: noqa: E501 - texts read better on whole lines
from __future__ import annotations

import random
import re
from collections.abc import Callable

Paragraphs = list[str]
Edit = Callable[[Paragraphs, random.Random], Paragraphs]

PLACES = ["PORTMOOR", "Velden", "EASTERBY, Norland", "SAN BRISCO", "Harrowgate", "LUNDE"]
AGENCIES = ["NWA", "Allied Wire", "Northern Press", "dpx", "Continental News Agency"]
MONTHS = ["January", "March", "May", "June", "Sept.", "November"]


def exact(text: Paragraphs, rng: random.Random) -> Paragraphs:
    return list(text)


def typography(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Quotes, dashes, ellipses and spaces of another house style."""
    curly = rng.random() < 0.5
    pairs = [("'", "’"), (" - ", " — "), ("...", "…"), (" -- ", " – ")]
    result = []
    for paragraph in text:
        for plain, fine in pairs:
            paragraph = paragraph.replace(*((plain, fine) if curly else (fine, plain)))
        if curly:
            paragraph = re.sub(r'"([^"]*)"', r"“\1”", paragraph)
        else:
            paragraph = re.sub("[“”„«»]", '"', paragraph)
        result.append(re.sub(" ", lambda _: "\u00a0" if rng.random() < 0.05 else " ", paragraph))
    return result


def dateline_tail(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """An agency's dateline before, its copyright after."""
    place, agency = rng.choice(PLACES), rng.choice(AGENCIES)
    line = rng.choice(
        [
            f"{place} ({agency}) - ",
            f"{place}, {rng.choice(MONTHS)} {rng.randint(1, 30)} ({agency}) — ",
            f"{place} — ",
            f"({agency}) ",
        ]
    )
    tail = rng.choice(
        [
            [f"(c) {rng.randint(2010, 2025)} {agency}. All rights reserved."],
            [
                f"Copyright {rng.randint(2010, 2025)} {agency}. This material may not be "
                "published, broadcast, rewritten or redistributed without permission.",
            ],
            [f"Reporting by {agency}; editing by the desk in {place.title()}", "Our standards"],
        ]
    )
    return [line + text[0], *text[1:], *tail]


def truncated(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """The first third, then a teaser."""
    words = sum(len(p.split()) or 1 for p in text)
    left = max(15, int(words * rng.uniform(0.28, 0.4)))
    result = []
    for paragraph in text:
        these = paragraph.split(" ")
        result.append(" ".join(these[:left]))
        left -= len(these)
        if left <= 0:
            break
    more = ["Read more", "Continue reading ...", "[Read more at our partner's site]", "Read more »"]
    if rng.random() < 0.5:
        result[-1] += "... " + rng.choice(more)
    else:
        result.append(rng.choice(more))
    return result


def dropped(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """A fifth to two fifths of the paragraphs left out."""
    if len(text) < 3:
        return _drop_sentences(text, rng)
    count = max(1, round(len(text) * rng.uniform(0.2, 0.4)))
    gone = set(rng.sample(range(len(text)), count))
    return [p for i, p in enumerate(text) if i not in gone]


def _drop_sentences(text: Paragraphs, rng: random.Random) -> Paragraphs:
    result = []
    for paragraph in text:
        sentences = re.split(r"(?<=[.!?]) ", paragraph)
        kept = [s for s in sentences if rng.random() > 0.3] or sentences[:1]
        result.append(" ".join(kept))
    return result


SYNONYMS = {
    "said": "told reporters", "says": "told us", "also": "as well", "about": "around",
    "people": "persons", "began": "started", "after": "following", "because": "since",
    "however": "but", "many": "numerous", "help": "assist", "buy": "purchase", "show": "reveal",
    "large": "big", "while": "whereas", "officials": "authorities", "government": "administration",
    "company": "firm", "children": "youngsters", "police": "officers", "nearly": "almost",
    "und": "sowie", "aber": "jedoch", "mais": "toutefois", "auch": "ebenfalls", "plus": "davantage",
}  # fmt: skip


def copy_edited(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Words swapped for others, left out and put in, here and there."""
    rate = rng.uniform(0.02, 0.07)
    pool = [w for p in text for w in p.split() if len(w) > 4] or ["indeed"]
    result = []
    for paragraph in text:
        words = []
        for word in paragraph.split(" "):
            if word in SYNONYMS and rng.random() < 0.5:
                words.append(SYNONYMS[word])
            elif rng.random() < rate:
                words += rng.choice([[], [rng.choice(pool)], [word, rng.choice(pool)]])
            else:
                words.append(word)
        result.append(" ".join(words))
    return result


UPDATES = [
    "Authorities revised the figures on {day} as fresh information reached the newsroom.",
    "The situation developed further on {day}, with new details confirmed by several sources.",
    "This report was updated late on {day} after officials released their latest count.",
    "Pressure mounted on {day} as the numbers were corrected for the second time this week.",
    "More became known on {day}, a spokeswoman confirmed in the evening.",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def updated(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """A new first sentence, and other numbers throughout."""
    share = rng.uniform(0.5, 1.0)

    def change(match: re.Match[str]) -> str:
        number = match.group()
        if rng.random() > share or len(number) > 9:
            return number
        return str(max(1, int(number) + rng.choice([-3, -2, -1, 1, 2, 3, 7, 12])))

    result = [re.sub(r"\d+", change, p) for p in text]
    lead = rng.choice(UPDATES).format(day=rng.choice(DAYS))
    if rng.random() < 0.5:
        first = re.split(r"(?<=[.!?]) ", result[0], maxsplit=1)
        result[0] = " ".join([lead, *first[1:]])
    else:
        result[0] = lead + " " + result[0]
    return result


FURNITURE = [
    "Advertisement", "Story continues below", "Share this article", "Related: {words}",
    "Sign up for our morning briefing and never miss a story", "Photo: {agency}",
    "READ ALSO: {words}", "We use cookies to improve your experience. Accept all", "Follow us on social media for more",
    "Subscribe today for 1.99 a week and cancel whenever you like", "Most read", "Comments (12)",
    "Listen to this story", "5 min read", "Click here to download our app", "Video: {words}",
    "Support independent journalism: become a member for the price of a coffee",
]  # fmt: skip


def furniture(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """A page's furniture between the paragraphs."""
    words = " ".join(text).split()
    result = []
    for paragraph in text:
        result.append(paragraph)
        while rng.random() < 0.35:
            start = rng.randrange(len(words))
            some = " ".join(words[start : start + rng.randint(4, 9)])
            result.append(rng.choice(FURNITURE).format(words=some, agency=rng.choice(AGENCIES)))
    if rng.random() < 0.5:
        result.insert(0, rng.choice(["Home > News > World", "MENU", "Skip to content", "LIVE"]))
    return result


MISREAD = [
    ("l", "1"), ("o", "0"), ("e", "c"), ("m", "rn"), ("i", "l"), ("a", "o"), ("h", "b"),
    ("S", "5"), ("t", "f"), ("u", "n"), ("d", "cl"), (",", "."), ("I", "l"),
]  # fmt: skip


def misread(text: Paragraphs, rng: random.Random) -> Paragraphs:
    """Optical character recognition on a bad day: letters swapped, spaces lost and put in."""
    rate = rng.uniform(0.005, 0.03)
    result = []
    for paragraph in text:
        letters = list(paragraph)
        for i, letter in enumerate(letters):
            if rng.random() < rate:
                options = [b for a, b in MISREAD if a == letter] or ["", letter + " "]
                letters[i] = rng.choice(options) if letter != " " else rng.choice(["", "  "])
        result.append("".join(letters))
    return result


EDITS: dict[str, Edit] = {
    "exact": exact,
    "typography": typography,
    "dateline and tail": dateline_tail,
    "truncated": truncated,
    "paragraphs dropped": dropped,
    "copy-edited": copy_edited,
    "numbers updated": updated,
    "furniture": furniture,
    "misread": misread,
}


def edit(text: Paragraphs, rng: random.Random) -> tuple[Paragraphs, str]:
    """One edit, or two one after the other, and what they are called."""
    names = [rng.choice(list(EDITS))]
    if rng.random() < 0.4:
        names.append(rng.choice([n for n in EDITS if n not in names and n != "exact"]))
    if "truncated" in names:  # a page is cut before it is wrapped
        names.sort(key=lambda n: n != "truncated")
    for name in names:
        text = EDITS[name](text, rng)
    return text, " + ".join(names)
