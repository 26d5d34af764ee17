"""The headline: all blocks of the page that may be it are weighed together, best or none."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..dump import Dump
from ..lines import Line, fold
from ..story import Choice, Found
from .score import probability

_MOST = 25
"""Candidates that are weighed: those the tagger likes best."""
_LONGEST = 300
"""Characters of a headline."""
_LEAST = 0.004
"""The tagger's probability under which no block is a candidate, unless it is a heading."""
THRESHOLD = 0.25
"""A headline is given from this probability on."""
_ADDRESS = re.compile(r"(?:https?|mailto|javascript|whatsapp|file|android-app|ios-app):", re.I)
_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ROLES = "standfirst byline date site section body heading caption entry nav comment tags".split()
_SIZES = (1, 2, 3, 5, 8, 12, 18, 25, 40)


@dataclass(slots=True)
class Candidate:
    """A block that may be the headline, and what speaks for it."""

    at: int
    clues: dict[str, float] = field(default_factory=dict)
    p: float = 0.0


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
        found.append(Candidate(at, {name: value for name, value in clues.items() if value}))
    return found


class _Page:
    """What the clues of all candidates of a page need."""

    def __init__(
        self, lines: Sequence[Line], p: Sequence[Mapping[str, float]], body: Sequence[int]
    ) -> None:
        self.lines, self.p = lines, p
        self.first = body[0] if body else len(lines)
        self.last = body[-1] if body else -1
        self.about = {word for at in body for word in _about(lines[at].text)}
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
        size = max(len(line.words), (line.size - len(text)) // 6)
        about = _about(text)
        shared = len(about & self.about)
        longer = self.longer.count(key) - (40 < len(text)) * self.texts.get(key, 0)
        return {
            f"words up to {next((n for n in _SIZES if size <= n), 99)}": 1.0,
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
            "no word to share": float(not about),
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
    """The index of the headline's block, and the choice; none where nothing is likely enough."""
    found = candidates(dump, p, body)
    for one in found:
        one.p = probability("title", one.clues)
    found.sort(key=lambda one: (-one.p, one.at))
    if not found or found[0].p < THRESHOLD:
        left = [Found(dump.lines[c.at].text, dump.lines[c.at], "unlikely") for c in found[:5]]
        return None, Choice([], left, 1 - found[0].p if found else 0.5)
    best, rest = found[0], found[1:6]
    line = dump.lines[best.at]
    lost = [Found(dump.lines[c.at].text, dump.lines[c.at], f"less likely: {c.p:.2f}") for c in rest]
    text = freed(line.text)
    return best.at, Choice([Found(text, line, f"the likeliest headline: {best.p:.2f}")], lost, best.p)


_GLUED = re.compile(r"\[([^\W\d_]{2,20})\][: ]*|([^\W\d_]{2,20}):(?=\S)|(?:\?{2,}|\ufffd+) ?")


def freed(text: str) -> str:
    """A headline without the mark of a picture that was glued to its front.

    No language sets a colon without a space behind it, unless a label was glued to what follows.

    >>> freed("NextImg:Rain in the north"), freed("Rain: what to expect")
    ('Rain in the north', 'Rain: what to expect')
    >>> freed("[IMG] ???? Rain in the north")
    'Rain in the north'
    """
    rest = text
    while found := _GLUED.match(rest):
        tail = rest[found.end() :].lstrip()
        label = found.group(2)
        if label and (tail[:1].islower() or len(fold(tail)) < 3 or not tail[:1].isalpha()):
            break
        if not fold(tail):
            break
        rest = tail
    return rest
