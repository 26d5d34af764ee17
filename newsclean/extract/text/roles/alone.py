"""Roles that one line shows by itself: a function claims the line and says True, or leaves it."""

from __future__ import annotations

import re

from ....language.bylines import persons
from ....language.dates.scan import clock, left_over, relative, scan
from ....language.lines import line_phrases
from ....language.lines import listed as entries
from ....language.names import creditable
from ....language.script import words_of
from ..lines import Line

_RULE = re.compile(r"[-=~_*#+.·•—–─━═▬<>\[\]| ]{3,}")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b|&copy;)", re.IGNORECASE)
_TAG = re.compile(r"#[^\W\d_]\w{0,40}")
_FRAMED = re.compile(
    r"(?:[\[【〔]|\*{1,3} ?|[-=~—–·•]{1,4} |<)([^\W\d_][\w &-]{0,28}\w)"
    r"(?:[\]】〕]| ?\*{1,3}| [-=~—–·•]{1,4}|>)"
)
_NO_SECTION = frozenset({"advertisement", "share", "sponsor", "newsletter", "readmore", "account"})
_ADDRESS = re.compile(r"https?://[^\s<>()]{3,}", re.IGNORECASE)


def separator(line: Line) -> bool:
    """A rule: ``----------``, ``~~~~~``, ``* * *``, or an empty search box."""
    if _RULE.fullmatch(line.text) and line.kind != "list_item":
        line.take("separator", "a rule")
        return True
    return False


def copyright_notice(line: Line) -> bool:
    """``© 2025 The Valley Courier. All rights reserved.``"""
    if line.size <= 300 and _RIGHTS.match(line.text):
        line.take("legal", "a copyright notice")
        return True
    return False


def date(line: Line) -> bool:
    """A line that is dates, times and their labels and nothing else: ``Published 3 May 2024``."""
    if line.size > 120:
        return False
    if relative(line.text):
        line.take("relative date", "a relative date")
        return True
    found = scan(line.text)
    if found and len(left_over(line.text, found)) == 0:
        line.take("date", "a date and nothing else")
        return True
    if found and line_phrases().labelled(line.text[found[-1].end :].strip(" |·•,;-–—")):
        line.take("date", "a date and a labelled source")
        return True
    moment = clock(line.text)
    if moment and moment.end == len(line.text):
        line.take("time", "a time of day and nothing else")
        return True
    return False


def listed(line: Line) -> bool:
    """A phrase of the language files: ``ADVERTISEMENT``, ``Sponsor: ...``, ``Copy link``."""
    found = line_phrases().match(line.text, line.words, line.size, line.sentence)
    if found is None:
        return False
    if line.size > 200 and not found.rest and line.prose and found.role not in _LONG:
        return False
    if found.role.startswith("label ") and not _labelled(line, found.role, found.rest):
        return False
    if found.role == "credit" and found.rest and not creditable(found.rest):
        return False
    on = line.text[-1] in "»›→" and line.words in entries("more")
    line.take("readmore" if on else found.role, f"the phrase “{found.phrase}”")
    return True


_LONG = frozenset({"cookie", "legal", "wall", "sponsor"})


def _labelled(line: Line, role: str, rest: str) -> bool:
    """A label must hold something that fits it: ``Date: 3 May 2024``, not ``In: the red``."""
    if role == "label date":
        return bool(scan(rest))
    return bool(rest) and len(rest) <= 300


def linked(line: Line) -> bool:
    """A few words and an address: ``The whole story: https://...``."""
    found = _ADDRESS.search(line.text[:2000])
    if found is None or found.end() < len(line.text) - 1:
        return False
    if len(line.text[: found.start()].split()) > 8:
        return False
    line.urls.append(found.group())
    if line.plain:
        line.take("readmore", "a few words and an address")
    return True


def tag(line: Line) -> bool:
    """``#gardens``, ``[gardens]``, ``-- gardens --``: what an aggregator files things under."""
    if _TAG.fullmatch(line.text):
        line.take("section", "a hash tag")
        return True
    framed = _FRAMED.fullmatch(line.text)
    if framed is None or len(framed.group(1).split()) > 3:
        return False
    if line_phrases().whole.get(words_of(framed.group(1))) not in _NO_SECTION:
        line.take("section", "a word or two in a frame")
        return True
    return False


_CRUMBS = re.compile(r" ?[/›»>→] ?")


def breadcrumb(line: Line) -> bool:
    """``Home / Sport`` or ``Home > Sport > Tennis``."""
    if line.size > 100 or line.sentence:
        return False
    pieces = [piece for piece in _CRUMBS.split(line.text) if piece]
    home = entries("menu", "outlets.front_page")
    if len(pieces) > 1 and all(len(p.split()) <= 4 for p in pieces):
        words = tuple(line.words[:2])
        if words[:1] in home or words in home:
            line.take("breadcrumb", "a path of sections")
            return True
    return False


def menu(line: Line) -> bool:
    """``News | Politics | Sports``: short words between bars, at least three."""
    reason = _menu(line)
    if not reason or persons(line.text):
        return False
    line.take("navigation", reason)
    return True


def _menu(line: Line) -> str:
    """Why a line is one of a menu's; empty where it is not."""
    text = line.text
    for bar in ("|", "·", "•", "/"):
        if bar not in text:
            continue
        pieces = [piece.strip() for piece in text.split(bar)]
        short = all(piece and len(piece.split()) <= 3 and len(piece) <= 28 for piece in pieces)
        if len(pieces) >= 3 and short and not any(char.isdigit() for char in text):
            return "short words between bars"
    tokens = text.split(maxsplit=15)
    nav = entries("menu")
    if 3 <= len(tokens) <= 14 and all(words_of(token) in nav for token in tokens):
        return "a row of menu words"
    if "|" in text and line.size <= 120 and not line.sentence:
        pieces = [piece.strip() for piece in text.split("|") if piece.strip()]
        known = line_phrases().whole
        if len(pieces) > 1 and any(known.get(words_of(piece)) in _LINKS for piece in pieces):
            return "known links between bars"
    return ""


_LINKS = frozenset({"navigation", "share", "account", "legal", "newsletter"})


def place(line: Line) -> bool:
    """A piece of a masthead that its bar gives away: `` | Oakfield,MN`` or ``3 May 2025 |``."""
    text = line.text
    if line.size > 120 or not (text.startswith("|") or text.endswith("|")):
        return False
    found = scan(text)
    if found and not left_over(text, found):
        line.take("date", "a date beside a bar")
    else:
        line.take("place", "a piece of a masthead beside a bar")
    return True
