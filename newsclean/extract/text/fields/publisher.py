"""Who published the story: names that several things on the page agree on, or none."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...fields.address import host
from ...fields.likeness import key, words
from ..lines import Line
from ..story import Choice, Found
from .score import probability

if TYPE_CHECKING:
    from .setting import Setting

_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)(?:[\s,:©]|by |\d{4}|[-–—]){1,14}([^\W\d_][^|•·\n©;]{1,60})", re.I
)
_OWNED_END = re.compile(
    r"[.,]? (?:all rights|alle rechte|tous droits|todos los|inc\b|ltd\b|llc\b|gmbh\b|plc\b|ag\b|"
    r"s\.?[apl]\b|co\b|is |and |a |an |\d{4}).*|[.,] .*|[.,]$",
    re.I,
)
_DOMAIN = re.compile(r"(?<![\w@./-])(?:www\.)?((?:[\w-]{1,40}\.){1,3}[a-z]{2,12})(?![\w-])", re.I)
_AT = re.compile(r"@((?:[\w-]{1,40}\.){1,3}[a-z]{2,12})(?![\w-])", re.I)
_SMALL_WORDS = re.compile(r"[^\W\d_]{3,}")
_TITLED = re.compile(r"\A.{20,200} [|–—-] ([^|–—]{3,40})\Z")
_LONGEST, _MOST_WORDS = 45, 6
_TOP, _FOOT, _MOST = 30, 60, 80
THRESHOLD = 0.6


@dataclass(slots=True)
class House:
    """A name that may be the publisher's, and what speaks for it."""

    name: str
    line: Line
    clues: dict[str, float] = field(default_factory=dict)
    p: float = 0.0


@dataclass(slots=True)
class _Witnesses:
    """What a page says of whose it is, besides the names on its lines."""

    owners: list[str]
    """Keys of what copyright lines name."""
    hosts: Counter[str]
    """Labels of the hosts that absolute links lead to."""
    named: Counter[str]
    """Labels of the hosts that stand in the text or in addresses of mail."""
    suffixes: set[str]
    """Keys of what ends long lines behind a bar or a dash."""


def choose_publisher(page: Setting) -> Choice:
    """The publisher, where more than one thing on the page says so; else none."""
    found = candidates(page)
    for one in found:
        one.p = probability("publisher", one.clues)
    found.sort(key=lambda one: -one.p)
    lost = [Found(one.name, one.line, "nothing agrees on it") for one in found[:5]]
    if not found or found[0].p < THRESHOLD:
        return Choice([], lost, 1.0 - found[0].p if found else 1.0)
    best = found[0]
    return Choice(
        [Found(best.name, best.line, "said by more than one part of the page")], lost[1:], best.p
    )


def candidates(page: Setting) -> list[House]:
    """The names on the page that may be its publisher's, each with its clues."""
    told = _witnesses(page)
    houses: dict[str, House] = {}
    for name, line in _names(page):
        houses.setdefault(key(name), House(name, line))
        if len(houses) >= _MOST:
            break
    alone: dict[str, list[int]] = {}
    for at, line in enumerate(page.lines):
        if len(line.text) <= _LONGEST and (bare := key(line.text)) in houses:
            alone.setdefault(bare, []).append(at)
    for bare, house in houses.items():
        house.clues = _clues(page, bare, house, alone.get(bare, []), told)
    return list(houses.values())


def _names(page: Setting) -> Iterator[tuple[str, Line]]:
    """Names that may be the publisher's with the lines they stand on."""
    last = len(page.lines)
    for line in page.lines:
        if found := _RIGHTS.search(line.text[:500]):
            name = _OWNED_END.sub("", found[1]).strip(" -–—·•()[]\"'")
            if 1 < len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS:
                yield name, line
    for at, line in enumerate(page.lines):
        near = at < _TOP or at > last - _FOOT or page.start - 8 <= at < page.start
        if not (near or page.role(at, "site") > 0.15) or at == page.title_at:
            continue
        text = line.text.strip(" -–—·•|*#[]()")
        if 1 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and key(text):
            if not line.sentence and any(c.isalpha() for c in text):
                yield text, line
        for domain in _DOMAIN.findall(line.text[:300]):
            if domain.rpartition(".")[2].islower():
                yield domain, line


def _witnesses(page: Setting) -> _Witnesses:
    owners, hosts, named, suffixes = [], Counter[str](), Counter[str](), set()
    urls = [url for line in page.lines for url in line.urls] or list(page.dump.links.values())
    if page.dump.canonical:
        urls += [page.dump.canonical[0]] * 3
    for url in urls[:3000]:
        if label := _label(host(url)):
            hosts[label] += 1
    for line in page.lines:
        text = line.text[:500]
        if found := _RIGHTS.search(text):
            owners.append(key(found[1]))
        if "." in text:
            for domain in [*_DOMAIN.findall(text), *_AT.findall(text)]:
                if label := _label(domain.lower()):
                    named[label] += 1
        if len(text) <= 240 and (titled := _TITLED.match(text)):
            suffixes.add(key(titled[1]))
    return _Witnesses(owners, hosts, named, suffixes)


def _label(name: str) -> str:
    """The longest part of a host's name: ``example`` of ``www.example.co.uk``."""
    parts = name.removeprefix("www.").split(".")
    return key(max(parts[:-1], key=len)) if len(parts) > 1 else ""


def _agrees(bare: str, initials: str, label: str) -> bool:
    """Whether a host's label is made of a name: of its words, of most of it, of its initials."""
    if len(label) < 3:
        return len(initials) > 1 and label == initials
    return (
        label == bare
        or (len(label) > 3 and label in bare and len(bare) < 2 * len(label) + 6)
        or (len(bare) > 3 and bare in label and len(label) < 2 * len(bare) + 6)
        or (len(initials) > 2 and label == initials)
    )


def _clues(
    page: Setting, bare: str, house: House, alone: list[int], told: _Witnesses
) -> dict[str, float]:
    """What speaks for a name, and against it."""
    tokens = words(house.name)
    domain = _DOMAIN.fullmatch(house.name) is not None
    own = _label(house.name.lower()) if domain else bare
    initials = "".join(token[0] for token in tokens)
    links = sum(n for label, n in told.hosts.items() if _agrees(own, initials, label))
    total = sum(told.hosts.values())
    named = sum(n for label, n in told.named.items() if _agrees(own, initials, label))
    small = [w for w in _SMALL_WORDS.findall(house.name) if w.lower() in page.small]
    first = alone[0] if alone else len(page.lines)
    mentions = page.naming(house.name)
    start = page.start
    head = [at for at in alone if start - 8 <= at < start]
    clues = {
        "rights": float(any(owner.startswith(own) for owner in told.owners)),
        "rights, more": float(any(own in owner for owner in told.owners)),
        "rights name others": float(bool(told.owners) and not any(own in o for o in told.owners)),
        "links": math.log1p(links),
        "links, share": links / total if total else 0.0,
        "most linked": float(bool(links) and max(told.hosts.values()) == links),
        "no links": float(not total),
        "address named": math.log1p(max(0, named - domain)),
        "suffix": float(own in told.suffixes),
        "alone": math.log1p(len(alone)),
        "first line": float(first == 0),
        "at the top": float(first < 8),
        "at the foot": float(bool(alone) and alone[-1] > len(page.lines) - 15),
        "said": math.log1p(max(0, mentions - len(alone))),
        "words known small": len(small) / max(1, len(tokens)),
        "words": math.log1p(len(tokens)),
        "short": float(len(bare) < 4),
        "domain": float(domain),
        "capitals": float(house.name.isupper()),
        "lower case": float(house.name.islower() and not domain),
        "p site": max((page.role(at, "site") for at in alone), default=0.0),
        "p nav": max((page.role(at, "nav") for at in alone), default=0.0),
        "p byline": max((page.role(at, "byline") for at in alone), default=0.0),
        "head": float(bool(head)),
    }
    clues |= _under_sponsors(page, bare, head)
    # Two things that agree say more than each alone.
    for one, other in (("rights", "links, share"), ("rights", "alone"), ("alone", "links, share"),
                       ("alone", "address named"), ("rights", "address named"), ("at the top", "rights"),
                       ("p site", "rights"), ("p site", "links, share"), ("p site", "address named"),
                       ("said", "alone"), ("said", "rights")):  # fmt: skip
        clues[f"{one} and {other}"] = min(1.0, clues[one]) * min(1.0, clues[other])
    return {name: x for name, x in clues.items() if x}


def _under_sponsors(page: Setting, bare: str, head: list[int]) -> dict[str, float]:
    """The head of a story on an aggregator: below sponsors, above the date and the headline."""
    sponsors = any(page.role(at, "sponsor") > 0.3 for at in range(min(page.start, 40)))
    if not (sponsors and head):
        return {}
    at = head[-1]
    dated = any(page.spans(below) for below in range(at + 1, min(at + 4, page.start)))
    return {
        "below sponsors": 1.0,
        "below sponsors, above a date": float(dated),
        "below sponsors, twice": float(len(head) > 1),
        "below sponsors, right above": float(head[-1] == page.start - 1),
    }
