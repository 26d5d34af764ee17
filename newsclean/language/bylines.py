"""What a line of text says of who wrote a story, on pages of markup and in dumps alike."""

from __future__ import annotations

import re

from .dates.scan import scan
from .lexicon import Lexicon
from .names import NODE, split_byline, staff_of

#: "Of the year" after a date, as some languages write it.
_YEAR = re.compile(r"\A\s?(?:г|р)\.")
_PARTS = re.compile(rf"[{NODE}\n]| [|·•] ")
#: The longest name without spaces that a line may hold without saying that it is one.
_LONGEST_EAST = 8


def said(text: str, words: Lexicon) -> list[str]:
    """The names of a line that begins with "By" or the like; empty if it is no such line.

    >>> from .lexicon import lexicon
    >>> said("Von Lise Holm und Jan Berg", lexicon("de")), said("Byron wept", lexicon("en"))
    (['Lise Holm', 'Jan Berg'], [])
    """
    if len(text) > 220:
        return []
    if staff := staff_of(without_dates(text, words)):
        return staff
    text = _from_label(text, words)
    prefix = words.by_pattern.match(text)
    rest = text[prefix.end() :] if prefix else ""
    if not rest.strip():
        return []
    before = _before_date(text, words)
    names = split_byline(before, words) or split_byline(without_dates(text, words), words)
    return names if mostly(names, rest) else []


def dated(text: str, words: Lexicon) -> list[str]:
    """The names in a line that holds nothing but names and a date, or a date and "by" a name.

    >>> from .lexicon import lexicon
    >>> dated("Posted on 3 May 2024 by Lise Holm", lexicon("en"))
    ['Lise Holm']
    """
    if len(text) > 160:
        return []
    rest = without_dates(text, words)
    if rest == text:
        return []
    pieces = [p.strip(" ,|·•-–—") for p in _PARTS.split(rest)]
    for number, piece in enumerate(pieces):
        if number and words.by_pattern.match(f"{piece} "):
            names = split_byline(NODE.join(pieces[number:]), words)
            return [n for n in names if " " in n or east(n)][:1]
    unsaid = [p for p in pieces if not is_role(p, words)]
    names = split_byline(NODE.join(unsaid), words)
    size = sum(len(n) for n in names)
    letters = sum(c.isalpha() or c == " " for piece in unsaid for c in piece)
    if any(east(n) and len(n) > _LONGEST_EAST for n in names) or size <= 0.4 * letters:
        return []
    return [n for n in names if (" " in n and "," not in n) or east(n)]


def signed(text: str, words: Lexicon) -> list[str]:
    """The name of a text that is "— A Name"."""
    bare = text.strip()
    if bare[:1] in ("—", "–") and len(bare) < 50:
        names = split_byline(without_dates(bare, words).strip(" —–-,\n"), words)
        if len(names) == 1 and (" " in names[0] or east(names[0])):
            return names
    return []


def east(name: str) -> bool:
    """A name in a script without capitals."""
    return not name.isascii() and name.upper() == name.lower()


def is_role(text: str, words: Lexicon) -> bool:
    """Whether a word of it says what somebody does."""
    return any(word.strip(".,").lower() in words.roles for word in text.split())


def without_dates(text: str, words: Lexicon) -> str:
    """A text with a line break where each date stood."""
    for found in reversed(scan(text, words)):
        text = text[: found.start] + "\n" + _YEAR.sub("", text[found.end :])
    return text


def _from_label(text: str, words: Lexicon) -> str:
    """Of a line of East Asia with several labels, the part about the author: "来源：… 作者：…"."""
    if text.count("：") < 2:
        return text
    parts = text.replace(NODE, " ").split()
    for at, part in enumerate(parts):
        if "：" in part and words.by_pattern.match(part):
            following = next((n for n in range(at + 1, len(parts)) if "：" in parts[n]), len(parts))
            return " ".join(parts[at:following])
    return text


def _before_date(text: str, words: Lexicon) -> str:
    """A byline up to its first date and what announces that; what follows is about the page."""
    first = next((found.start for found in scan(text, words)), len(text))
    bare = text[:first].rstrip(" /|·•,-–—\n" + NODE)
    for label in words.label_pattern.finditer(bare):
        if label.start() and not bare[label.end() :].strip(" :") and first < len(text):
            bare = bare[: label.start()]
            break
    pieces = bare.split(NODE)
    while len(pieces) > 1 and pieces[-1].strip(" :").lower() in words.published:
        del pieces[-1]
    return NODE.join(pieces)


def mostly(names: list[str], rest: str) -> bool:
    """Whether a line after its "By" is names rather than a sentence."""
    size = sum(len(name) for name in names)
    return bool(names) and (size >= 0.3 * len(rest) or len(rest) < 90)
