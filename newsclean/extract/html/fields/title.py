"""The headline: as the reader sees it, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from ....language.bylines import NODE
from ...fields.likeness import bag, key, likeness
from .clues import Choice, Clue, Pool, chosen, clean
from .lines import clean_of, joined
from .scan import Scan

_SEPARATOR = re.compile(r"\s[|–—·•»«›:-]{1,4}\s|\s?[|｜]\s?|_|\s?--\s?")
#: These, and what only a title that stands alone is parted at.
_ANY_SEPARATOR = re.compile(
    r"\s[|–—·•»«›:/-]{1,4}\s|\s?[|｜]\s?|_|\s?--\s?"
    r"|(?<=[\u3040-\u9fff\uac00-\ud7af”》」）])\s?[-–—－]{1,2}\s?(?=[\u3040-\u9fff\uac00-\ud7afA-Z《「])"
)
_SAID = ("json-ld", "og:title", "microdata", "meta:twitter:title", "json-ld:page", "json-ld:other")
#: Words of names before and behind a headline.
_MOST_AHEAD, _MOST_BEHIND = 2, 5
_DASHES = " –—-|·•"
_COLON = re.compile(r":\s")
_LONGEST = 400
_SUB = re.compile(r"sub-?_?(?:title|head|line)|kicker|eyebrow|overline|tagline|badge", re.I)
_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w{2,5}|#)?(?:\?[^/]*)?")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Headline:
    """The choice, and the element that shows the headline where there is one."""

    choice: Choice
    element: HtmlElement | None


def choose(scan: Scan, pool: Pool, sites: list[str]) -> Headline:
    """The headline of a page. ``sites``: names of the site and of the publisher, if known."""
    said = [c for c in pool.of("title") if c.source != "title"]
    window = pool.first("title", "title")
    names = {key(s) for s in sites if s} - {""}
    stated = [c.value for c in said] + ([window.value] if window else [])
    best = _agreed_heading(scan, said, window, names)
    if best is None:
        best = _best_heading(scan, stated, names)
    if best is None:
        best = _by_text(scan, (s for s in [*_parts(stated), *stated] if key(s) not in names))
    if best is not None:
        value = _before_bar(_shown(best, stated, len(said), names))
        clue = Clue(
            "title", value, best.tag if isinstance(best.tag, str) else "page", clean_of(best)
        )
        return Headline(chosen(clue, pool.of("title"), "not what the reader sees", value), best)
    clue_said = _agreed(said, window, names)
    if clue_said is None:
        return Headline(Choice(None, None), None)
    bare = _bare(clue_said.value, names, [c.value for c in said])
    if bare == clue_said.value:
        bare = _longest_part(bare)
    return Headline(chosen(clue_said, pool.of("title"), "another is surer", bare), None)


def _agreed_heading(
    scan: Scan, said: list[Clue], window: Clue | None, names: set[str]
) -> HtmlElement | None:
    """The page's only ``h1``, wherever it stands, where ``og:title`` and ``<title>`` say the same
    and no structured data has another headline.
    """
    if window is None or len(scan.headings) != 1:
        return None
    wanted = key(text := clean_of(scan.headings[0]))
    if not _headline_like(text, names) or is_logo(scan.headings[0]):
        return None
    others = [c for c in said if c.source in ("og:title", "json-ld", "microdata")]
    agreed = all(key(_bare(c.value, names, [text])) == wanted for c in (*others, window))
    return scan.headings[0] if agreed and any(c.source == "og:title" for c in others) else None


def _best_heading(scan: Scan, stated: list[str], names: set[str]) -> HtmlElement | None:
    """The heading that the page's statements mean, or else the only one that can be it."""
    said = [(bag(s), len(key(s))) for s in dict.fromkeys(stated)]
    scored: list[tuple[float, int, HtmlElement]] = []
    plain: list[HtmlElement] = []
    for number, element in enumerate(scan.headings[:40]):
        text = clean_of(element)
        if _headline_like(text, names) and not is_logo(element):
            fit = _fit(text, said) - (0.45 if _in_navigation(element) else 0.0)
            if len(text) > 12 and next(element.iterancestors("a"), None) is None:
                plain.append(element)
            if fit >= 0.5:
                scored.append((round(fit, 1), -number, element))
    if not scored or max(item[0] for item in scored) < 0.9:
        for number, element in enumerate(islice(scan.subheadings(), 300), 40):
            text = clean_of(element)
            if _headline_like(text, names) and (fit := _fit(text, said)) >= 0.85:
                scored.append((round(fit - 0.3, 1), -number, element))
    if scored:
        return max(scored, key=lambda item: item[:2])[2]
    if len(plain) > 1:
        plain = [h for h in plain if next(h.iterancestors("article", "main"), None) is not None]
    return plain[0] if len(plain) == 1 and len(clean_of(plain[0]).split()) > 2 else None


def _headline_like(text: str, names: set[str]) -> bool:
    return len(key(text)) >= (2 if _EAST.search(text) else 5) and (
        len(text) <= _LONGEST and key(text) not in names
    )


def _in_navigation(heading: HtmlElement) -> bool:
    """Whether a heading is of a list or a trail of links, as some are for search engines."""
    return any(node.tag in ("nav", "ol", "ul") for node in islice(heading.iterancestors(), 6))


def is_logo(heading: HtmlElement) -> bool:
    """Whether a heading is the site's name: a link to its front page."""
    links = list(islice(heading.iter("a"), 3))
    links += [a for a in islice(heading.iterancestors(), 2) if a.tag == "a"]
    return any(_HOME.fullmatch((link.get("href") or "").strip()[:200]) for link in links)


def _fit(text: str, said: list[tuple[set[str], int]]) -> float:
    """How well a heading fits the best of the statements; a small part of one fits less well."""
    mine, size = bag(text), len(key(text))
    best = 0.0
    for theirs, length in said:
        if mine and theirs:
            cover = min(1.0, 0.2 + size / max(1, length), 1.5 * length / max(1, size))
            best = max(best, cover * len(mine & theirs) / min(len(mine), len(theirs)))
    return best


def _by_text(scan: Scan, stated: Iterable[str]) -> HtmlElement | None:
    """The element of a page without headings whose text is what ``<title>`` says."""
    wanted = {key(s): s for s in stated if len(s) > 12}
    if not wanted:
        return None
    starts = {w[:1] for w in wanted}
    best: tuple[int, int, HtmlElement] | None = None
    for place, element in enumerate(scan.tree.iter("*")):
        text = element.text
        if not text or len(text) > _LONGEST or element.tag in ("title", "script", "style"):
            continue
        bare = key(text)
        if bare[:1] in starts and bare in wanted:
            score = _as_headline(element) + min(4, len(bare) // 12)
            if best is None or score > best[0]:
                best = (score, place, element)
    return best[2] if best else None


def _parts(stated: list[str]) -> Iterator[str]:
    """What is left of statements without a site's name at the end or the start."""
    for statement in stated:
        cuts = list(_SEPARATOR.finditer(statement[:1000]))[-4:]
        yield from (statement[: cut.start()] for cut in cuts)
        yield from (statement[cut.end() :] for cut in cuts[:1])
        for colon in islice(_COLON.finditer(statement[:200]), 1):
            yield statement[colon.end() :]


def _as_headline(element: HtmlElement) -> int:
    """How much an element that has the headline's words stands where a headline does."""
    score = 0
    for number, node in enumerate((element, *element.iterancestors())):
        if number < 3 and node.tag in ("h2", "h3", "h4", "h5", "h6"):
            score += 3
        elif number < 2 and node.tag in ("b", "strong", "font", "td", "big"):
            score += 1
        elif node.tag in ("nav", "footer", "aside", "a", "li"):
            score -= 2
        elif node.tag in ("article", "main"):
            score += 1
    return score


def _shown(element: HtmlElement, stated: list[str], surer: int, names: set[str]) -> str:
    """A heading's text without a kicker and without the site's name.

    The first ``surer`` statements are of structured data; the last may be ``<title>``.
    """
    pieces = [p for p in re.split(f"[\n{NODE}]", joined(element, _LONGEST)) if p.strip()]
    if pieces:  # the dash that stands between a kicker and what follows it
        pieces[0] = pieces[0].lstrip(_DASHES) or pieces[0]
    whole = " ".join(pieces)
    keys = [{key(s), key(_bare(s, names))} for s in stated]
    said = set().union(*keys[:surer])
    if key(whole) in said:
        # Where one statement has the kicker and another has not, it is none of the headline.
        for first in range(1, min(len(pieces), 5)):
            bare = " ".join(pieces[first:])
            if key(bare) in said and len(bare) > 0.4 * len(whole):
                return bare.lstrip(_DASHES) or bare
    for wanted in (said, set().union(*keys)):
        if len(pieces) > 1 and key(whole) in wanted:
            # Kicker and headline: a statement has the sign between them that the layout stands for.
            return next(b for s in stated for b in (_bare(s, names), s) if key(b) == key(whole))
        if key(whole) in wanted or (len(pieces) == 1 and not _ends_like(whole, stated)):
            return _bare(whole, names, stated) or whole
        part = _stated_part(pieces, wanted)
        if part:
            return part
    whole = " ".join(_without_sub(element, pieces))
    for statement in stated:
        bare = _bare(statement, names)
        if key(bare) and key(whole).endswith(key(bare)) and len(bare) > 0.5 * len(whole):
            return bare
    return whole


def _before_bar(title: str) -> str:
    """A headline without what a bar parts from it: a section, a place, a part of the site."""
    first, _, rest = title.partition(" | ")
    enough = len(first.split()) > _MOST_AHEAD and len(first) > 0.4 * len(title)
    return first.rstrip() if rest and enough else title


def _without_sub(element: HtmlElement, pieces: list[str]) -> list[str]:
    """The pieces of a heading but those of elements marked as a kicker or a subtitle."""
    marked: set[str] = set()
    for below in islice(element.iterdescendants("span", "small", "div", "p", "em"), 20):
        if _SUB.search((below.get("class") or "")[:200]):
            marked.update(re.split(f"[\n{NODE}]", joined(below, _LONGEST)))
    kept = [piece for piece in pieces if piece not in marked]
    return kept if kept and len("".join(kept)) > len("".join(pieces)) / 3 else pieces


def _stated_part(pieces: list[str], wanted: set[str]) -> str:
    """The longest run of a heading's pieces that is a wanted text and most of the heading."""
    size = sum(len(p) + 1 for p in pieces)
    pieces = pieces[:30]
    for first in range(len(pieces)):
        for last in range(len(pieces), first, -1):
            part = " ".join(pieces[first:last])
            if key(part) in wanted and len(part) > 0.4 * size:
                return part
    return ""


def _ends_like(whole: str, stated: list[str]) -> bool:
    return any(key(s) and key(whole).endswith(key(s)) and len(s) < len(whole) for s in stated)


def _agreed(said: list[Clue], window: Clue | None, names: set[str]) -> Clue | None:
    """Of a page without a visible headline: what most statements agree on."""
    clues = [c for c in said if key(c.value) not in names and key(c.value)]
    clues.sort(key=lambda c: _SAID.index(c.source) if c.source in _SAID else len(_SAID))
    if not clues:
        return window if window is None or key(window.value) not in names else None
    texts = [c.value for c in clues] + ([window.value] if window else [])
    support = [sum(likeness(c.value, t) > 0.8 for t in texts) for c in clues]
    return clues[support.index(max(support))]


def _bare(title: str, names: set[str], others: Iterable[str] = ()) -> str:
    """A title without the site's name at its end or start.

    What is cut off must be the site's name, or another statement must stop where the cut is.
    """
    keys = {key(o) for o in others}
    for start, end in _cut_site(title, names):
        return title[start:end].strip(" |–—-·•»«:")
    for match in reversed(list(_SEPARATOR.finditer(title[:1000]))):
        if key(title[: match.start()]) in keys:
            return title[: match.start()].strip()
    return title


def _longest_part(title: str) -> str:
    """Of a title that nothing else on the page repeats, the part that is the story's.

    It must be most of the title and several words long; then the rest is names of the site and
    its sections, and is short.
    """
    parts = [part for part in _ANY_SEPARATOR.split(title[:1000]) if part.strip()]
    longest = max(parts, key=len, default="")
    at = parts.index(longest) if parts else 0
    # What stands first may as well be what the story is about.
    ahead, rest = (
        max((len(p.split()) for p in some), default=0) for some in (parts[:at], parts[at + 1 :])
    )
    letters = sum(len(key(part)) for part in parts)
    several = len(longest.split()) > 3 or len(_EAST.findall(longest)) > 7
    if ahead > _MOST_AHEAD or rest > _MOST_BEHIND or not several:
        return title
    if len(key(longest)) < 0.55 * letters:
        return title
    return longest.strip()


def _cut_site(title: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """Where to cut a title so that the site's name is off, if it is there."""
    cuts = list(_SEPARATOR.finditer(title[:1000]))
    last = [*cuts[-4:], *list(_ANY_SEPARATOR.finditer(title[:1000]))[-2:]]
    for match in reversed(last):
        if key(title[match.end() :]) in names and _enough(title[: match.start()]):
            yield 0, match.start()
    for match in [*cuts[:1], *islice(_COLON.finditer(title[:200]), 1)]:
        if key(title[: match.start()]) in names and _enough(title[match.end() :]):
            yield match.end(), len(title)


def _enough(rest: str) -> bool:
    """Whether what is left of a title without a name can be a headline."""
    return len(key(rest)) > (1 if _EAST.search(rest) else 5)


def site_in_title(window: str, headings: list[str]) -> str | None:
    """The site's name in a ``<title>``: what follows (or precedes) the headline the page shows.

    >>> site_in_title("Rain tomorrow in Arden | The Arden Echo", ["Rain tomorrow in Arden"])
    'The Arden Echo'
    """
    cuts = list(_SEPARATOR.finditer(window[:1000]))
    known = {key(h) for h in headings} - {""}
    for match in cuts:
        left, right = window[: match.start()], window[match.end() :]
        if key(left) in known:
            return _SEPARATOR.split(clean(right))[-1].strip() or None
        if key(right) in known:
            return _SEPARATOR.split(clean(left))[0].strip() or None
    return None
