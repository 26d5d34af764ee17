"""The headline: all blocks of the page that may be it are weighed together, best or none."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ....language.script import words_of
from ..dump import Dump
from ..glued import free
from ..lines import Line
from ..story import Choice, Found
from .score import shares

_MOST = 25
"""Candidates that are weighed: those the tagger likes best."""
_LONGEST = 300
"""Characters of a headline."""
_LEAST = 0.004
"""The tagger's probability under which no block is a candidate, unless it is a heading."""
THRESHOLD = 0.25
"""A headline is given from this probability on."""
_NEVER = frozenset(("sponsor", "advertisement", "place"))
"""Roles that known phrases gave a block: no headline has one of them."""
_ADDRESS = re.compile(r"(?:https?|mailto|javascript|whatsapp|file|android-app|ios-app):", re.I)
_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ROLES_TEXT = "standfirst byline date site section body heading caption entry nav comment tags"
_ROLES = _ROLES_TEXT.split()
_OF_JOINED = frozenset(("shares words", "shares the story's own words", "above, how far"))
_SIZES = (1, 2, 3, 5, 8, 12, 18, 25, 40)


@dataclass(slots=True)
class Candidate:
    """A block that may be the headline, and what speaks for it."""

    at: int
    text: str
    clues: dict[str, float] = field(default_factory=dict)
    p: float = 0.0
    joined: bool = False
    """The block and the one below, a headline in two parts."""


def candidates(
    dump: Dump, p: Sequence[Mapping[str, float]], body: Sequence[int]
) -> list[Candidate]:
    """The blocks that may be the headline of the text at the indices ``body``, with their clues."""
    lines = dump.lines
    able = [
        at
        for at, line in enumerate(lines)
        if 2 <= len(line.text) <= _LONGEST
        and line.words
        and not _ADDRESS.match(line.text)
        and line.role not in _NEVER
        and (p[at]["title"] > _LEAST or (line.kind == "heading" and (line.level or 9) <= 2))
    ]
    able = sorted(sorted(able, key=lambda at: -p[at]["title"])[:_MOST])
    if not able:
        return []
    page = _Page(lines, p, body)
    best = max(p[at]["title"] for at in able)
    order = sorted(able, key=lambda at: -p[at]["title"])
    found = []
    for at in able:
        clues = page.clues(at)
        own = p[at]["title"]
        clues["p title"] = _logit(own)
        clues["p title, behind the best"] = math.log((best + 1e-4) / (own + 1e-4))
        clues[f"rank {min(order.index(at), 4)}"] = 1.0
        told = {name: value for name, value in clues.items() if value}
        found.append(Candidate(at, lines[at].text, told))
    return found + _joined(dump, p, found)


def _joined(
    dump: Dump, p: Sequence[Mapping[str, float]], found: Sequence[Candidate]
) -> list[Candidate]:
    """Headlines in two blocks: a few words over the line, or a line broken in two."""
    by_place = {one.at: one for one in found}
    pairs = []
    for one in found:
        other = by_place.get(one.at + 1)
        if other is None or len(one.text) + len(other.text) > _LONGEST:
            continue
        first, second = p[one.at]["title"], p[other.at]["title"]
        if min(first, second) < 0.05 or words_of(one.text) == words_of(other.text):
            continue
        clues = {f"joined {name}": x for name, x in other.clues.items() if name in _OF_JOINED}
        clues |= {
            "joined": 1.0,
            f"joined, words above up to {_size(dump.lines[one.at])}": 1.0,
            "joined, title above": _logit(first),
            "joined, title below": _logit(second),
            "joined, section above": p[one.at]["section"],
            "joined, standfirst below": p[other.at]["standfirst"] + p[other.at]["body"],
            "joined by a sign": float(other.text.startswith(":") or one.text.endswith((":", ","))),
            "joined, both headings": float(
                dump.lines[one.at].kind == dump.lines[other.at].kind == "heading"
            ),
            "joined, parted": float(dump.lines[other.at].gap > 0),
        }
        text = _join(one.text, other.text)
        pairs.append(Candidate(one.at, text, {n: x for n, x in clues.items() if x}, joined=True))
    return pairs


def _join(above: str, below: str) -> str:
    """
    >>> _join("Storm", "Roofs fly over the town"), _join("Ana Cruz wins:", "a portrait")
    ('Storm: Roofs fly over the town', 'Ana Cruz wins: a portrait')
    """
    if below.startswith(":"):
        return f"{above}{below}"
    return f"{above} {below}" if not above[-1].isalnum() else f"{above}: {below}"


def _size(line: Line) -> int:
    """The class of length that a block is in."""
    size = max(len(line.words), (line.size - len(line.text)) // 6)
    return next((n for n in _SIZES if size <= n), 99)


class _Page:
    """What the clues of all candidates of a page need."""

    def __init__(
        self, lines: Sequence[Line], p: Sequence[Mapping[str, float]], body: Sequence[int]
    ) -> None:
        self.lines, self.p = lines, p
        self.first = body[0] if body else len(lines)
        self.last = body[-1] if body else -1
        told = Counter(word for at in body for word in _about(lines[at].text))
        self.about = set(told)
        inside = set(body)
        others = Counter(
            word
            for at, line in enumerate(lines)
            if at not in inside and len(line.text) > 20
            for word in _about(line.text)
        )
        # Words of the story that the rest of the page does not care for.
        self.own = {word for word, n in told.items() if n > 1 and others[word] <= 2 + n}
        running = [at for at in body if lines[at].prose] or list(body)
        self.lead = {word for at in running[:3] for word in _about(lines[at].text)}
        self.likely = [at for at in range(len(lines)) if p[at]["title"] > 0.1]
        self.levels = Counter(line.level for line in lines if line.kind == "heading")
        self.texts: dict[str, int] = {}
        for line in lines:
            if len(line.text) <= _LONGEST:
                key = " ".join(line.words)
                self.texts[key] = self.texts.get(key, 0) + 1
        self.longer = "\n".join(
            " ".join(line.words) for line in lines if 40 < len(line.text) < 3 * _LONGEST
        )

    def clues(self, at: int) -> dict[str, float]:
        """The clues of one block."""
        return {**self._look(at), **self._place(at), **self._company(at)}

    def _look(self, at: int) -> dict[str, float]:
        line = self.lines[at]
        text = line.text
        key = " ".join(line.words)
        about = _about(text)
        shared = len(about & self.about)
        longer = self.longer.count(key) - (len(text) > 40) * self.texts.get(key, 0)
        return {
            f"words up to {_size(line)}": 1.0,
            f"heading {line.level}": float(line.kind == "heading"),
            "emphasis": float(line.emphasis),
            "item of a list": float(line.kind == "list_item"),
            "all linked": float((line.linked or 0) > 0.8),
            "full stop": float(text.endswith((".", "。", "।"))),
            "question": float(text.endswith(("?", "？"))),
            "colon": float(text.endswith(":")),
            "capitals": float(text.isupper()),
            "bar": float(" | " in text or " » " in text),
            "shares words": shared / len(about) if about else 0.0,
            "shares 3 words": float(shared >= 3),
            "shares words with the lead": len(about & self.lead) / len(about) if about else 0.0,
            "shares the story's own words": len(about & self.own) / len(about) if about else 0.0,
            "own words": min(3.0, len(about & self.own)),
            "no word to share": float(not about),
            "only heading of its level": float(
                line.kind == "heading" and self.levels[line.level] == 1
            ),
            "shares none": float(bool(about) and not shared),
            "repeated": float(self.texts.get(key, 0) > 1),
            "in a longer text": float(len(line.words) > 2 and longer > 0),
        }

    def _place(self, at: int) -> dict[str, float]:
        before = self.first - at
        clues = {f"p {role}": _logit(self.p[at][role]) + 6 for role in _ROLES}
        if before > 0:
            clues["above the text"] = 1.0
            clues["above, how far"] = math.log(before)
            clues["right above"] = float(before <= 2)
            between = sum(1 for i in self.likely if at < i < self.first)
            clues["likely ones between"] = math.log1p(between)
            clues["nearest likely one"] = float(not between)
        elif at > self.last:
            clues["behind the text"] = 1.0
        else:
            clues["in the text"] = 1.0
        clues["first of the page"] = float(at < 2)
        clues["from the top"] = math.log1p(at)
        return clues

    def _company(self, at: int) -> dict[str, float]:
        p, lines = self.p, self.lines
        below = range(at + 1, min(len(lines), at + 4))
        above = range(max(0, at - 3), at)
        clues = {}
        for name, around in (("below", below), ("above", above)):
            for role in ("byline", "date", "standfirst", "body", "nav"):
                clues[f"{role} {name}"] = max((p[i][role] for i in around), default=0.0)
        up = p[at - 1]["title"] if at else 0.0
        down = p[at + 1]["title"] if at + 1 < len(lines) else 0.0
        clues["likelier above"] = float(up > p[at]["title"])
        clues["likelier below"] = float(down > p[at]["title"])
        clues["likely above"], clues["likely below"] = up, down
        longer = [i for i in (at - 1, at + 1) if 0 <= i < len(lines) and p[i]["title"] > 0.05]
        clues["a longer one beside"] = float(
            any(lines[i].size > 2 * lines[at].size for i in longer)
        )
        clues["a heading beside"] = float(
            any(lines[i].kind == "heading" and lines[at].kind != "heading" for i in longer)
        )
        return clues


def _about(text: str) -> set[str]:
    """The words of a text that tell what it is about, by their first letters."""
    if _CJK.search(text[:200]):
        kept = "".join(_WORD.findall(text[:2000]))
        return {kept[i : i + 2] for i in range(len(kept) - 1)}
    return {word[:6] for word in _WORD.findall(text[:4000].lower()) if len(word) > 3}


def _logit(p: float) -> float:
    """Log odds, kept within reason."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return max(-6.0, math.log(p / (1 - p)))


def choose_title(
    dump: Dump, p: Sequence[Mapping[str, float]], body: Sequence[int]
) -> tuple[int | None, Choice]:
    """The index of the headline's block, and the choice; none where nothing is likely enough.

    The probabilities of all candidates and of there being none among them add up to 1: a
    conditional logit model (McFadden 1974), fitted by ``tests/bench/fit_fields.py``.
    """
    found = candidates(dump, p, body)
    for one, share in zip(found, shares("title", [one.clues for one in found]), strict=True):
        one.p = share
    found.sort(key=lambda one: (-one.p, one.at))
    lost = [
        Found(one.text, dump.lines[one.at], f"less likely a headline: {one.p:.2f}")
        for one in found[:6]
    ]
    if not found or found[0].p < THRESHOLD:
        return None, Choice([], lost, 1 - found[0].p if found else 0.5)
    best = found[0]
    how = f"the likeliest headline: {best.p:.2f}" + (", in two lines" if best.joined else "")
    text, glued = free(best.text)
    how += f", freed of “{glued.strip()}”" if glued else ""
    value = Found(text, dump.lines[best.at], how)
    return best.at, Choice([value], lost[1:], best.p)
