"""The site's name as a page shows it: over the page, and again in its title or at its foot."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from ...fields.likeness import key
from .lines import clean_of
from .scan import Scan

_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w{2,5}|home\.\w{2,5}|#)?(?:\?[^/]*)?")
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)(?:[\s,©]|\d{4}|[-–]){1,12}([^\d\s][^|·•\n©]{1,80})", re.I
)
_MARKED = re.compile(r"(?<![a-z])(?:site-?(?:title|name)|logo|brand|masthead)(?![a-z])", re.I)
_BIG = frozenset(("h1", "h2", "h3", "h4", "b", "strong", "font"))
#: How many links, images and other elements at the top are looked at, and texts at the end.
_TOP, _LAST = 40, 60
_LONGEST = 60


def shown_name(scan: Scan) -> str | None:
    """The name that a link to the front page, a logo or a masthead gives the site.

    It counts only where the title of the page begins or ends with it, or its copyright notice
    names it too: such a link may as well say "Home".
    """
    window = key(" ".join(scan.title.split())[:500])
    rights = [key(name) for name in _rights(scan.tree)]
    for name, sure in _candidates(scan.tree):
        bare = key(name)
        if len(bare) < 2 or len(name) > _LONGEST:
            continue
        if any(owner.startswith(bare) for owner in rights):
            return name
        if (
            sure
            and len(bare) > 4
            and bare != window
            and (window.startswith(bare) or window.endswith(bare))
        ):
            return name
    return None


def _candidates(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Texts that may be the name, and whether they stand where a name does."""
    for link in islice(tree.iter("a"), _TOP):
        if _HOME.fullmatch((link.get("href") or "-").strip()[:300]):
            yield clean_of(link, _LONGEST + 1), True
            for image in islice(link.iter("img"), 3):
                yield _alt(image), True
    body = next(tree.iter("body"), tree)
    for element in islice(body.iter("*"), _TOP):
        if element.tag == "img":
            yield _alt(element), True
        elif _MARKED.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:200]):
            yield clean_of(element, _LONGEST + 1), True
        elif element.tag in _BIG:
            yield clean_of(element, _LONGEST + 1), False


def _alt(image: HtmlElement) -> str:
    return (image.get("alt") or "").strip()[: _LONGEST + 1]


def _rights(tree: HtmlElement) -> Iterator[str]:
    """Whom the copyright notices at the end of a page name."""
    body = next(tree.iter("body"), tree)
    for text in deque(body.itertext("*"), maxlen=_LAST):
        if len(text) < 1000 and (found := _RIGHTS.search(text)):
            yield found.group(1).strip(" .,")
