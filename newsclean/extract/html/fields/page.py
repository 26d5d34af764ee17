"""All that is known of a page when its fields are chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from .clues import Choice, Pool
from .lexicon import Lexicon
from .lines import Line
from .scan import Near, Scan

#: Class words of parts of a page that are about other stories or by other people.
_ELSEWHERE = re.compile(
    r"comment|related|teaser|recirc|recommend|sidebar|footer|most-?read|popular|newsletter|promo|"
    r"trending|latest|(?<![a-z])(?:card|widget|carousel|swiper|nav|menu|aside|outbrain|taboola|"
    r"disqus|more-|similar|feed|listing)",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset({"footer", "aside", "nav", "figcaption", "figure", "blockquote"})


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
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    """Names of the site and of the publisher."""
    _elsewhere: dict[HtmlElement, bool] = field(default_factory=dict)
    _round: set[HtmlElement] = field(default_factory=set)

    def distance(self, element: HtmlElement) -> int:
        """How many elements after the headline an element stands; far off if not near it."""
        return self.near.places.get(element, FAR)

    def elsewhere(self, element: HtmlElement) -> bool:
        """Whether an element is in a part of the page that is not about the story."""
        if not self._round and self.headline is not None:
            self._round = {self.headline, *self.headline.iterancestors()}
        path: list[HtmlElement] = []
        verdict = False
        node: HtmlElement | None = element
        while node is not None and node not in self._round and node.tag != "body":
            known = self._elsewhere.get(node)
            if known is not None:
                verdict = known
                break
            path.append(node)
            marks = f"{node.get('class') or ''} {node.get('id') or ''}"
            if node.tag in _ELSEWHERE_TAGS or _ELSEWHERE.search(marks[:500]):
                verdict = True
                break
            node = node.getparent()
        for step in path:
            self._elsewhere[step] = verdict
        return verdict
