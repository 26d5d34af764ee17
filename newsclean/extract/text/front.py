"""What stands above a page and is of it: front matter, the header that a reader service writes."""

from __future__ import annotations

import re

from .dump import Dump
from .lines import Line, clean, tidy

_FENCE = re.compile(r"(---|\+\+\+)\s*")
_MOST_LINES = 200
_MOST = 16_000
"""Characters."""
_FIELD = re.compile(r"([A-Z][A-Za-z]{1,20}(?: [A-Za-z]{1,20}){0,2}):(?: +(\S.{0,4000}))?")
_MARKER = "markdown content"
_MOST_FIELDS = 20


def take_front(dump: Dump, lines: list[Line]) -> list[Line]:
    """The lines without what stands above the page; its fields go into `Dump.metadata`.

    >>> from .lines import split
    >>> dump = Dump([])
    >>> rest = take_front(dump, split("---\\ntitle: Rain\\ntags: [a, b]\\n---\\nIt rained."))
    >>> dump.metadata, [line.text for line in rest]
    ({'title': 'Rain', 'tags': ['a', 'b']}, ['It rained.'])
    """
    if not lines or lines[0].number > 5:
        return lines
    if _FENCE.fullmatch(clean(lines[0].raw)):
        return _front_matter(dump, lines)
    return _service(dump, lines)


def _front_matter(dump: Dump, lines: list[Line]) -> list[Line]:
    """YAML between two rules."""
    rule = lines[0].raw.strip()
    closing = (rule, "..." if rule == "---" else rule)
    ends = (at for at, line in enumerate(lines[1:_MOST_LINES], 1) if line.raw.strip() in closing)
    at = next(ends, None)
    if at is None or sum(len(line.raw) for line in lines[:at]) > _MOST:
        return lines
    found = _yaml(lines[1:at]) if rule == "---" else _toml(lines[1:at])
    if not found:
        return lines
    for name, value in found.items():
        _keep(dump, name, value)
    for line in lines[: at + 1]:
        name = line.text.partition(":")[0].partition("=")[0].strip().lower()
        if name in dump.metadata:
            dump.metadata_lines.setdefault(name, line)
    return _drop(dump, lines, at + 1, "front matter")


def _yaml(lines: list[Line]) -> dict[object, object]:
    """The mapping in YAML; every value stays a string, nothing is built, nothing is repeated."""
    import yaml

    text = "\n".join(clean(line.raw).expandtabs(2) for line in lines)
    if text.count("[") + text.count("{") > 100:
        return {}
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.BaseLoader)):
            return {}
        found = yaml.load(text, yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return _pairs(lines)
    return found if isinstance(found, dict) else {}


def _pairs(lines: list[Line]) -> dict[object, object]:
    """``name: value`` of each line, where the whole is not YAML: a title with a colon in it."""
    found: dict[object, object] = {}
    for line in lines:
        name, colon, value = line.text.partition(":")
        if colon and re.fullmatch(r"\w[\w -]{0,30}", name) and line.indent == 0:
            found[name] = value.strip().strip("\"'")
    return found if 2 * len(found) > len(lines) else {}


def _toml(lines: list[Line]) -> dict[object, object]:
    """``name = value`` of each line between plus signs."""
    found: dict[object, object] = {}
    for line in lines:
        name, equals, value = line.text.partition("=")
        if equals and re.fullmatch(r"[\w-]{1,30} ?", name):
            found[name.strip()] = value.strip().strip("\"'")
    return found if 2 * len(found) > len(lines) else {}


def _service(dump: Dump, lines: list[Line]) -> list[Line]:
    """``Title: ...``, ``URL Source: ...`` and so on, down to ``Markdown Content:``."""
    fields: list[tuple[str, str, Line]] = []
    for at, line in enumerate(lines[:_MOST_FIELDS]):
        found = _FIELD.fullmatch(line.text)
        if found is None:
            return lines
        name = found.group(1).lower()
        if name == _MARKER:
            for known, value, where in fields:
                _keep(dump, known, value)
                dump.metadata_lines.setdefault(known, where)
            count = at + (found.group(2) is None)
            return _drop(dump, lines, count, "the header of a reader service")
        fields.append((name, found.group(2) or "", line))
    return lines


def _keep(dump: Dump, name: object, value: object) -> None:
    if isinstance(name, str) and value not in ("", None):
        dump.metadata.setdefault(tidy(name).lower(), value)


def _drop(dump: Dump, lines: list[Line], count: int, reason: str) -> list[Line]:
    for line in lines[:count]:
        line.take("metadata", reason)
    dump.dropped += lines[:count]
    return lines[count:]
