"""A site's profile: what many of its pages showed to be furniture, as data a person can edit.

A profile is a small TOML file. It holds lines and patterns, never code: the only variables of a
pattern are ``{number}``, ``{date}`` and ``{place}``, and the only selectors are a tag, an id and
classes. Everything in it is bounded and checked when it is read.

    version = 1
    site = "The Example Post"
    pages = 40
    title_suffixes = [" - The Example Post"]

    [[lines]]
    text = "Weather in {place}: {number} degrees"
    pages = 38

    [[selectors]]
    drop = "div.newsletter"
    pages = 40
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from ..system import toml
from ..system.errors import InputError

_MOST_LINES = 5000
LONGEST = 2000
_MOST_FREE = 2
"""Of {date} and {place} in one pattern: with two, matching a line stays linear in its length."""
_NUMBER = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")
_A_NUMBER = "\0"
_VARIABLE = re.compile(r"\{(date|place)\}")
_MATCHES = {
    "date": r"[\w\0][^|]{0,38}[\w\0]",
    "place": r"[\w\0](?:[^|]{0,48}[\w\0.)])?",
}
_SELECTOR = re.compile(
    r"[a-zA-Z][a-zA-Z0-9]{0,20}(?:[.#][\w-]{1,80}){0,6}|(?:[.#][\w-]{1,80}){1,6}"
)


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line that recurs."""

    text: str
    """As it stands on the pages, or with variables for what changes."""
    pages: int = 0
    """On how many of the pages it was learned from it was seen."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A part of an HTML page that never held any of a story's text."""

    drop: str
    """``tag``, ``tag.class``, ``tag#id``, ``.class`` and combinations."""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of one site's pages."""

    version: int = 1
    site: str | None = None
    pages: int = 0
    """How many pages it was learned from."""
    title_suffixes: tuple[str, ...] = ()
    lines: tuple[KnownLine, ...] = ()
    selectors: tuple[Selector, ...] = ()
    _fixed: dict[str, KnownLine] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """Lines and patterns with no variable but numbers, folded."""
    _free: dict[str, list[tuple[re.Pattern[str], KnownLine]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """Other patterns, by their first word."""

    def __post_init__(self) -> None:
        if len(self.lines) > _MOST_LINES or len(self.selectors) > _MOST_LINES:
            raise InputError(f"a profile holds at most {_MOST_LINES:,} lines and selectors")
        for line in self.lines:
            self._learn(line)
        for selector in self.selectors:
            if not _SELECTOR.fullmatch(selector.drop):
                raise InputError(
                    f"{selector.drop[:80]!r} is no selector; give a tag, #id and .classes"
                )

    def _learn(self, line: KnownLine) -> None:
        if not line.text.strip() or len(line.text) > LONGEST:
            raise InputError(f"a line has 1 to {LONGEST:,} characters, not {len(line.text):,}")
        text = line.text.replace("{number}", "0")
        pieces = _VARIABLE.split(text)
        if len(pieces) == 1 and "{number}" not in line.text:
            self._fixed[fold(text)] = line
            return
        if sum(map(str.isalpha, "".join(pieces[::2]))) < 3:
            raise InputError(f"the pattern {line.text[:80]!r} would match almost any line")
        if len(pieces) == 1:
            self._fixed[_masked(fold(text))] = line
            return
        if len(pieces) // 2 > _MOST_FREE:
            raise InputError(
                f"a pattern has at most {_MOST_FREE} of {{date}} and {{place}}: {line.text[:80]!r}"
            )
        literals = [_masked(_fold_piece(piece)) for piece in pieces]
        expression = "".join(
            _MATCHES[piece] if i % 2 else re.escape(literals[i]) for i, piece in enumerate(pieces)
        )
        self._free.setdefault(_index(literals[0]), []).append((re.compile(expression), line))

    def known(self, text: str) -> KnownLine | None:
        """The profile's line that a page's line is, or None.

        >>> tide = Profile(lines=(KnownLine("Tide at {number} in {place}"),))
        >>> tide.known("Tide at 4:12 in Poole")
        KnownLine(text='Tide at {number} in {place}', pages=0)
        """
        if len(text) > LONGEST:
            return None
        folded = fold(text)
        masked = _masked(folded)
        found = self._fixed.get(folded) or self._fixed.get(masked)
        if found or not self._free:
            return found
        for index in {_index(masked), ""}:
            for pattern, line in self._free.get(index, ()):
                if pattern.fullmatch(masked):
                    return line
        return None


def _masked(folded: str) -> str:
    return _NUMBER.sub(_A_NUMBER, folded)


def fold(text: str) -> str:
    """A line for comparison: case folded, every run of spaces of any kind one space."""
    return " ".join(text.split()).casefold()


def _fold_piece(piece: str) -> str:
    folded = fold(piece)
    left = " " if piece[:1].isspace() and folded else ""
    right = " " if piece[-1:].isspace() else ""
    return left + folded + right


def _index(text: str) -> str:
    """The first word when it is whole: patterns are tried only on lines that begin alike."""
    word, space, _ = text.partition(" ")
    return word if space else ""


def load_profile(path: str) -> Profile:
    """Read a profile; raises `InputError` with one line that says what is wrong."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path may hold any bytes
            return parse_profile(file.read(4_000_000).decode("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (InputError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from None


def parse_profile(text: str) -> Profile:
    """The profile that a TOML document holds; raises `InputError`."""
    try:
        values = toml.loads(text)
    except (toml.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"not TOML: {error}") from None
    _check_keys(values)
    try:
        plain = msgspec.convert({k: v for k, v in values.items() if k not in _TABLES}, _Plain)
        lines = msgspec.convert(values.get("lines", []), tuple[KnownLine, ...])
        selectors = msgspec.convert(values.get("selectors", []), tuple[Selector, ...])
    except msgspec.ValidationError as error:
        raise InputError(f"not a profile: {error}") from None
    if plain.version != 1:
        raise InputError(f"a profile of version {plain.version}; this newsclean reads version 1")
    return Profile(
        site=plain.site,
        pages=plain.pages,
        title_suffixes=plain.title_suffixes,
        lines=lines,
        selectors=selectors,
    )


@dataclass
class _Plain:
    version: int = 1
    site: str | None = None
    pages: int = 0
    title_suffixes: tuple[str, ...] = ()


_FORMER = {"header"}
"""Keys of older profiles that say nothing any more."""
_TABLES = {"lines": {"text", "pages"}, "selectors": {"drop", "pages"}}


def _check_keys(values: dict[str, Any]) -> None:
    from difflib import get_close_matches

    known = {*_Plain.__dataclass_fields__, *_TABLES, *_FORMER}

    def check(keys: Iterable[str], allowed: set[str], where: str) -> None:
        for key in keys:
            if key not in allowed:
                close = get_close_matches(key, allowed, 1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                raise InputError(f"{where} has no key {key!r}{hint}")

    check(values, known, "a profile")
    for name, allowed in _TABLES.items():
        rows = values.get(name, [])
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict):
                check(row, allowed, f"[[{name}]]")


def dump_profile(profile: Profile) -> str:
    """The profile as a TOML document; the inverse of `parse_profile`."""
    import tomli_w

    values: dict[str, Any] = {"version": profile.version}
    if profile.site:
        values["site"] = profile.site
    values["pages"] = profile.pages
    values["title_suffixes"] = list(profile.title_suffixes)
    values["lines"] = [asdict(line) for line in profile.lines]
    values["selectors"] = [asdict(selector) for selector in profile.selectors]
    head = (
        "# What newsclean learned of a site. Edit freely: a line below is furniture wherever it\n"
        "# stands; {number}, {date} and {place} stand for what changes.\n"
    )
    return head + tomli_w.dumps({k: v for k, v in values.items() if v != []})
