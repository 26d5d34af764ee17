"""The headline alone: ``LeadImg:Rain at last | The Gull`` becomes ``Rain at last``.

- A prefix glued on (no blank after the colon) that names an image, as dumps of a page write it.
- The site's name, parted by a bar, or at the end by a dash, where it is the record's publisher or
  site or the host of its url; then the section's name before it.
Nothing else is cut: a part that is not the name of the house is part of the headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language.tables import words
from ._keys import host_keys, house_keys, name_key

if TYPE_CHECKING:
    from ..article import Article
    from . import Normalize

ORDER = 70

_LOOK_AT = 200
"""Characters at either end in which a name is looked for."""
_SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", "|")
_FRONT_SEPARATORS = (" | ", " :: ", " » ")
_PREFIX = re.compile(r"([^\W_]{2,24}):(?=[^\s/:])")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def apply(article: Article, options: Normalize) -> None:
    """Cut what is no part of the headline."""
    if article.title:
        section = name_key(article.section or "")
        article.title = clean(article.title, house_keys(article), section)


def clean(title: str, houses: frozenset[str] = frozenset(), section: str = "") -> str:
    """A headline without the names of the house (`name_key`) around it and glued prefix.

    >>> clean("HeroImage:Rain - Sport - The Gull", frozenset({"gull"}), "sport")
    'Rain'
    >>> clean("Rain - at last", frozenset({"gull"}))
    'Rain - at last'
    """
    title = unglue(title)
    if not houses:
        return title
    while (shorter := _cut_front(_cut_end(title, houses), houses)) != title:
        title = _cut_end(shorter, houses | {section} if section else houses)
    return title


def unglue(title: str) -> str:
    """A headline without the name of an image glued to it.

    >>> unglue("NextImg:Rain at last"), unglue("Image:Rain"), unglue("Update:Rain"), unglue("3:0")
    ('Rain at last', 'Rain', 'Update:Rain', '3:0')
    """
    while match := _PREFIX.match(title):
        humps = [hump.casefold() for hump in _HUMPS.findall(match[1])]
        if not words("pictures.words").intersection(humps):
            break
        title = title[match.end() :]
    return title


def _is_house(part: str, houses: frozenset[str]) -> bool:
    """Whether a part of a title is the name of the house, or its host."""
    if name_key(part) in houses:
        return True
    host = part.strip().lower()
    return "." in host and " " not in host and not houses.isdisjoint(host_keys(f"https://{host}"))


def _cut_end(title: str, houses: frozenset[str]) -> str:
    tail = title[-_LOOK_AT:]
    for separator in _SEPARATORS:
        at = tail.rfind(separator)
        if at >= 0 and _is_house(tail[at + len(separator) :], houses):
            head = title[: len(title) - len(tail) + at].rstrip()
            if head.strip("|-–—·•:»«/ "):
                return head
    return title


def _cut_front(title: str, houses: frozenset[str]) -> str:
    head = title[:_LOOK_AT]
    for separator in _FRONT_SEPARATORS:
        at = head.find(separator)
        if at > 0 and _is_house(head[:at], houses):
            rest = title[at + len(separator) :].lstrip()
            if rest:
                return rest
    return title
