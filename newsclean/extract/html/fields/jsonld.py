"""JSON-LD: the blocks of a page, broken or not, as the nodes that describe its story."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..entities import unescape

#: A block's characters, a page's blocks and a page's nodes that are looked at.
LONGEST_BLOCK, MOST_BLOCKS, MOST_NODES = 2_000_000, 40, 3000

#: A string (closed or not), a comment, or a comma with nothing after it.
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|,(?=[\s,]{0,20}[}\]])',
    re.DOTALL,
)
_WRAPPING = re.compile(
    r"<!--|-->|/\*\s?<!\[CDATA\[\s?\*/|/\*\s?\]\]>\s?\*/|(?://)?\s?<!\[CDATA\[|(?://)?\s?\]\]>"
)

Node = dict[str, Any]


def parse(blocks: Iterable[str]) -> list[Node]:
    """Every object of the blocks that has a type, outermost first, in page order.

    Comments, CDATA marks, control characters, trailing commas, entities in place of quotes and
    several values in one block are read through.
    """
    nodes: list[Node] = []
    for number, block in enumerate(blocks):
        if number >= MOST_BLOCKS or len(block) > LONGEST_BLOCK:
            continue
        for value in _values(block):
            _collect(value, nodes)
    return nodes


def _values(block: str) -> list[Any]:
    text = block.strip().rstrip(";").lstrip("\ufeff")
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        pass
    if "&quot;" in text and '"' not in text:
        text = unescape(text)
    text = _TOKEN.sub(_repair, _unwrapped(text))
    values: list[Any] = []
    at, decoder = 0, json.JSONDecoder(strict=False)
    while len(values) < MOST_BLOCKS:
        starts = [i for i in (text.find("{", at), text.find("[", at)) if i >= 0]
        if not starts:
            break
        try:
            value, at = decoder.raw_decode(text, min(starts))
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def _unwrapped(text: str) -> str:
    head, tail = text[:200], text[-60:] if len(text) > 260 else ""
    middle = text[200 : len(text) - len(tail)] if tail else text[200:]
    return _WRAPPING.sub(" ", head) + middle + _WRAPPING.sub(" ", tail)


def _repair(match: re.Match[str]) -> str:
    token = match.group()
    return token if token[0] == '"' else " "


#: Properties that hold other texts than the page's own, with authors and dates of their own.
_OTHER_STORIES = frozenset({"liveBlogUpdate", "comment"})


def _collect(value: Any, nodes: list[Node]) -> None:
    """All dicts below a value, breadth first, without recursion."""
    level = [value]
    seen = 0
    while level:
        below: list[Any] = []
        for item in level:
            seen += 1
            if seen > MOST_NODES * 4 or len(nodes) >= MOST_NODES:
                return
            if isinstance(item, dict):
                if "@type" in item or "@id" in item or "headline" in item:
                    nodes.append(item)
                below.extend(
                    value
                    for key, value in item.items()
                    if isinstance(value, (dict, list)) and key not in _OTHER_STORIES
                )
            elif isinstance(item, list):
                below.extend(v for v in item if isinstance(v, (dict, list)))
        level = below


def types(node: Node) -> list[str]:
    """A node's types in lower case, without the vocabulary's address."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [n.rsplit("/", 1)[-1].lower() for n in names if isinstance(n, str)]


def by_id(nodes: Iterable[Node]) -> dict[str, Node]:
    """Nodes by their ``@id``; of several, the one that says most."""
    table: dict[str, Node] = {}
    for node in nodes:
        key = node.get("@id")
        if isinstance(key, str) and len(node) > len(table.get(key, ())):
            table[key] = node
    return table


def listed(value: Any) -> Iterator[Any]:
    """The members of a list, or the value as its only member.

    >>> list(listed([["a"], "b"])), list(listed(None))
    (['a', 'b'], [])
    """
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from (x for x in item[:50] if not isinstance(x, list))
        elif item is not None:
            yield item
