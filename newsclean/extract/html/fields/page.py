"""All that is known of a page when its fields are chosen."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from ....language.lexicon import Lexicon
from .clues import Choice, Pool
from .lines import VisibleLine
from .scan import Near, Scan

#: Class words and tags of parts of a page that are about other stories or by other people.
_ELSEWHERE = re.compile(
    r"related|recirc|recommend|most-?read|popular|newsletter|promo(?!ted)|trending|"
    r"(?<![\w-])comments?(?![\w-])|comment-?(?:list|author|body|text|item|content)|"
    r"(?<![a-z])(?:carousel|swiper|nav|menu|outbrain|taboola|disqus|more-|similar)",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset({"nav", "figcaption", "figure", "blockquote"})
#: The same for parts that are not right below the headline, where such words also mark the line
#: with date, byline and number of comments.
_ASIDE = re.compile(
    r"comment|teaser|sidebar|footer|latest|(?<![a-z])(?:card|aside|feed|listing)", re.IGNORECASE
)
_ASIDE_TAGS = frozenset({"footer", "aside"})
_RIGHT_ABOVE, _RIGHT_BELOW = 3, 40

#: A distance greater than any that is measured.
FAR = 1_000_000


@dataclass(slots=True)
class Context:
    """A page as the choosers see it."""

    scan: Scan
    near: Near
    pool: Pool
    words: Lexicon
    url: str | None
    headline: HtmlElement | None
    title: Choice
    above: list[VisibleLine] = field(default_factory=list)
    below: list[VisibleLine] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    """Names of the site and of the publisher."""
    _elsewhere: dict[HtmlElement, tuple[bool, bool]] = field(default_factory=dict)
    _round: set[HtmlElement] = field(default_factory=set)

    def distance(self, element: HtmlElement) -> int:
        """How many elements after the headline an element stands; far off if not near it."""
        return self.near.places.get(element, FAR)

    def of_others(self, element: HtmlElement) -> bool:
        """Whether an element is in a part of the page that is about other stories."""
        return self._beside(element)[0]

    def part(self) -> HtmlElement:
        """The part of the page with the story: an ``article`` or ``main`` around the headline."""
        around = self.headline.iterancestors("article", "main") if self.headline is not None else ()
        outermost = deque(around, maxlen=1)
        return outermost[0] if outermost else next(self.scan.tree.iter("body"), self.scan.tree)

    def elsewhere(self, element: HtmlElement) -> bool:
        """Whether an element is in a part of the page that is not about the story."""
        elsewhere, aside = self._beside(element)
        return elsewhere or (aside and not -_RIGHT_ABOVE <= self.distance(element) <= _RIGHT_BELOW)

    def _beside(self, element: HtmlElement) -> tuple[bool, bool]:
        if not self._round and self.headline is not None:
            self._round = {self.headline, *self.headline.iterancestors()}
        return self._parts(element)

    def _parts(self, element: HtmlElement) -> tuple[bool, bool]:
        """What the element's surroundings up to those of the headline are marked as."""
        path: list[HtmlElement] = []
        node: HtmlElement | None = element
        verdict = (False, False)
        while node is not None and node not in self._round and node.tag != "body":
            known = self._elsewhere.get(node)
            if known is not None:
                verdict = known
                break
            path.append(node)
            node = node.getparent()
        for step in reversed(path):
            elsewhere, aside = _told(f"{step.get('class') or ''} {step.get('id') or ''}"[:300])
            elsewhere = elsewhere or step.tag in _ELSEWHERE_TAGS
            aside = aside or step.tag in _ASIDE_TAGS
            verdict = self._elsewhere[step] = (verdict[0] or elsewhere, verdict[1] or aside)
        return verdict


@lru_cache(maxsize=8192)
def _told(marks: str) -> tuple[bool, bool]:
    """What a class and an id say: another part of the page, or a part beside the text."""
    return _ELSEWHERE.search(marks) is not None, _ASIDE.search(marks) is not None
