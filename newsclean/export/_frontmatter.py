"""Front matter as YAML that parsers of YAML 1.1 and 1.2 read alike.

YAML 1.1 and 1.2 do not agree on which words are strings: ``no`` and ``12:30`` are not in 1.1,
``1e3`` and ``0o7`` are not in 1.2. So a string stands plain only where it begins with a letter and
PyYAML finds nothing special in it; any other is quoted, on one line.
"""

from __future__ import annotations

from typing import Any

import yaml

from ..system.files import scrub

_DOUBTFUL = frozenset({"y", "n"})
"""Booleans of YAML 1.1 that PyYAML takes for strings."""


class _Dumper(yaml.SafeDumper):
    """Block style, no anchors, strings quoted where in doubt."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    text = scrub(text)
    plain = text[:1].isalpha() and text.isprintable() and text.lower() not in _DOUBTFUL
    style = None if plain else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)


def dump(fields: dict[str, Any]) -> str:
    """The fields as a YAML mapping in block style, each scalar on a line of its own.

    >>> print(dump({"title": "No: 1e3", "tags": ["no", "rain"], "language": "no"}), end="")
    title: 'No: 1e3'
    tags:
      - 'no'
      - rain
    language: 'no'
    """
    return yaml.dump(
        fields,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=2**31,
    )
