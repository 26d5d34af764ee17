"""Who published the story: names that several things on the page agree on, or none."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from ....language.bylines import said
from ....language.outlets import outlet
from ...fields.address import host
from ...fields.likeness import key, words
from ..lines import Line
from ..story import Choice, Found
from .score import likelihood

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
#: What a page is built with is not who publishes it.
_BUILT = re.compile(r"powered|hosted by|proudly|theme", re.I)
_SMALL_WORDS = re.compile(r"[^\W\d_]{3,}")
_TITLED = re.compile(r"\A.{20,200} [|–—-] ([^|–—]{3,40})\Z")
_LONGEST, _MOST_WORDS = 45, 6
_ARTICLE = re.compile(r"\A(?:the|der|die|das|le|la|les|el|il|los|l['’])\s?\b", re.I)
_HEAD_OF_PAGE = 40
_TOP, _FOOT, _MOST = 30, 60, 80
_TOP_LINES, _SITE, _PAPER = 8, 0.3, 5
THRESHOLD = 0.82
"""A publisher is given from this probability on."""


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
    mail: set[str]
    """Labels of the hosts of addresses of mail."""
    suffixes: set[str]
    """Keys of what ends long lines behind a bar or a dash."""


def choose_publisher(page: Setting) -> Choice:
    """The publisher, where more than one thing on the page says so; else none."""
    if (at := page.house) is not None:
        line = page.lines[at]
        return Choice([Found(line.text, line, "a name above the story, below sponsors")], [], 0.9)
    if (own := _own(page) or _masthead(page)) is not None:
        return Choice([own], [], 0.95)
    found = candidates(page)
    for one in found:
        one.p = likelihood("publisher", one.clues)
    found.sort(key=lambda one: -one.p)
    lost = [Found(one.name, one.line, "too little agrees on it") for one in found[:5]]
    if not found:
        return Choice([], [], 1.0)
    best = found[0]
    if best.p < THRESHOLD:
        return Choice([], lost, 1.0 - best.p)
    plain = [one for one in found[:8] if same_house(one.name, best.name)]
    named = next((one for one in plain if not _DOMAIN.fullmatch(one.name)), best)
    how = "a name that several parts of the page agree on"
    return Choice([Found(named.name, named.line, how)], lost[1:], best.p)


def _own(page: Setting) -> Found | None:
    """The site of the masthead, where the copyright line names the same."""
    dump = page.dump
    if dump.site is None or not dump.site_name:
        return None
    site, owner = key(dump.site_name), key(dump.owner or "")
    long = " " in dump.site_name  # the company's name begins with the paper's
    if not site or (site != owner and not (long and owner.startswith(site))):
        return None
    return Found(dump.site_name, dump.site, "the masthead and the copyright line agree on it")


def _masthead(page: Setting) -> Found | None:
    """A line at the top that the tagger takes for the site's name, and that is named like a paper:
    ``The Valley Courier``.
    """
    for at, line in enumerate(page.lines[:_TOP_LINES]):
        named = line.role in ("", "site") and outlet(line.text) >= _PAPER
        if named and page.role(at, "site") > _SITE:
            return Found(line.text, line, "a paper's name in the masthead")
    return None


def same_house(one: str, other: str) -> bool:
    """Whether two names may be the same house's: one is in the other.

    >>> same_house("The Harbor Gazette", "harborgazette.example"), same_house("Gulls", "Terns")
    (True, False)
    """
    a, b = (_label(n.lower()) if _DOMAIN.fullmatch(n) else key(n) for n in (one, other))
    return a == b or (min(len(a), len(b)) > 3 and (a in b or b in a))


def candidates(page: Setting) -> list[House]:
    """The names on the page that may be its publisher's, each with its clues."""
    told = _witnesses(page)
    houses: dict[str, House] = {}
    for name, line in _names(page):
        if key(name) in page.signed:
            continue  # whoever signed the story
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
        if _may_be_name(text) and not line.sentence:
            yield text, line
        for domain in _DOMAIN.findall(line.text[:300]):
            if domain.rpartition(".")[2].islower() and not _BUILT.search(line.text[:300]):
                yield domain, line


def _may_be_name(text: str) -> bool:
    """A few words, with letters, and no address in them unless they are one."""
    if not 1 < len(text) <= _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if any(c in text for c in "@[]_»«") or not any(c.isalpha() for c in text):
        return False
    return not _BUILT.search(text) and (not _DOMAIN.search(text) or bool(_DOMAIN.fullmatch(text)))


def _witnesses(page: Setting) -> _Witnesses:
    owners: list[str] = []
    hosts, named = Counter[str](), Counter[str]()
    mail: set[str] = set()
    suffixes: set[str] = set()
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
            named.update(_label(domain.lower()) for domain in _DOMAIN.findall(text))
            mail.update(_label(domain.lower()) for domain in _AT.findall(text))
        if len(text) <= 240 and (titled := _TITLED.match(text)):
            suffixes.add(key(titled[1]))
    return _Witnesses(owners, hosts, named, mail, suffixes)


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
    }
    lonely = not any(clues[c] for c in ("rights", "suffix")) and clues["links, share"] < 0.1
    clues["domain, nothing else"] = float(domain and lonely)
    witnesses = {
        "rights": clues["rights"],
        "links": float(clues["links, share"] >= 0.3 or clues["most linked"] > 0),
        "address": float(named - domain > 0),
        "mail": float(any(_agrees(own, initials, label) for label in told.mail)),
        "suffix": clues["suffix"],
        "site": float(clues["p site"] > 0.2),
        "top": clues["at the top"],
        "said": float(mentions - len(alone) > 1),
        "again": float(len(alone) > 1),
    }
    clues["mail"] = witnesses["mail"]
    heard = [name for name in WITNESSES if witnesses[name]]
    clues |= {f"{one} and {other}": 1.0 for one, other in combinations(heard, 2)}
    clues[f"{min(len(heard), 6)} witnesses"] = 1.0
    return {name: x for name, x in clues.items() if x}


WITNESSES = ("rights", "links", "address", "mail", "suffix", "site", "top", "said", "again")
"""What may agree on a name; two that do say more than each alone."""


_SPONSORS = 2
"""An aggregator names its sponsors again and again; a paper's page says the word once."""


def house_above(page: Setting) -> int | None:
    """The line of the name in the head of a story that stands below an aggregator's sponsors.

    ``Harbor Gazette``, perhaps twice, above the date, the author and the headline. Of two names
    the first is the house, of one only a date below it tells.
    """
    above = range(min(page.start, _HEAD_OF_PAGE))
    sponsors = [at for at in above if page.lines[at].role == "sponsor"]
    if len(sponsors) < _SPONSORS:
        return None
    head = [at for at in range(sponsors[-1] + 1, page.start) if _house_like(page, at)]
    keys = Counter(without_article(page.lines[at].text) for at in head)
    for at in head:
        if keys[without_article(page.lines[at].text)] > 1:
            return at
    dated = bool(head) and any(page.spans(at) for at in range(head[0] + 1, page.start))
    return head[0] if len(head) > 1 or dated else None


_BUTTON = 0.8


def _house_like(page: Setting, at: int) -> bool:
    """A few words with a capital that are no date, no author and no button."""
    text = page.lines[at].text
    if not page.lines[at].plain or page.role(at, "nav") > _BUTTON:
        return False
    if page.spans(at) or page.lines[at].sentence or not _may_be_name(text):
        return False
    small = text == text.lower() and text != text.upper()
    return not small and not said(text, page.words)


def without_article(name: str) -> str:
    """A name's key without an article."""
    return key(_ARTICLE.sub("", name))
