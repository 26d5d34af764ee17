"""The lines of a text dump, and what becomes of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ...words import MARKS

_BREAK = re.compile(r"\r\n?|\n")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000\u0085\x1c-\x1f]+")
#: The C1 controls (U+0080 to U+009F) stay: in text decoded wrongly they are half a quotation mark,
#: which normalize puts right.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_LETTERS = rf"(?:[^\W\d_][{MARKS}]*)+"
_WORD = re.compile(rf"\d[\d.,]*|{_LETTERS}(?:['’-]{_LETTERS})*")
_CLOSERS = "\"'”’»«“)]）」』"
_STOPS = ".!?…。！？؟।"
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def tidy(text: str) -> str:
    """Text with every run of white space made one space and unseen characters left out.

    >>> tidy("Sponsor:\\xa0 ACME\\xa0")
    'Sponsor: ACME'
    """
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def fold(text: str) -> tuple[str, ...]:
    """The words of a text, small, every number as ``#``: what phrases are compared with.

    >>> fold("« Read 1,204 Comments!")
    ('read', '#', 'comments')
    """
    return tuple("#" if word[0].isdigit() else small(word) for word in _WORD.findall(text))


def small(word: str) -> str:
    """In small letters; the Turkish letters i with and without a dot are one."""
    text = word.casefold().replace("’", "'")
    return text.replace("i\u0307", "i").replace("ı", "i")


@dataclass(eq=False)
class Line:
    """One line of a dump; after `unwrap`, one paragraph with the lines it was made of."""

    number: int
    """Of its first line on the page, from 1."""
    raw: str
    """As it stands on the page."""
    text: str
    """Tidied, without bullets, link numbers and other marks of the dump."""
    indent: int = 0
    gap: int = 0
    """Blank lines before it."""
    mark: str = ""
    """What stood before the text: a bullet, a number, a hash sign, an angle bracket."""
    kind: str = ""
    """What the mark says: ``list_item``, ``heading``, ``quote``, or nothing."""
    level: int | None = None
    links: int = 0
    """Links that begin on it, where the dump tells."""
    linked: float | None = None
    """The share of its text that is links; None where the dump does not tell."""
    emphasis: bool = False
    """All of it is bold or italic."""
    urls: list[str] = field(default_factory=list)
    """Addresses of the links on it, in order."""
    parts: list[tuple[int, str]] = field(default_factory=list)
    """Number and raw text of every line of the page that it was made of."""
    role: str = ""
    """What it was taken for; empty while it is just text."""
    reason: str = ""
    fields: list[str] = field(default_factory=list)
    """The fields it became part of."""
    record: int | None = None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the text."""
        return fold(self.text)

    @property
    def plain(self) -> bool:
        """Nobody has claimed the line yet."""
        return not self.role

    def take(self, role: str, reason: str) -> None:
        """Claim the line for a role."""
        self.role, self.reason = role, reason

    def become(self, name: str, role: str, reason: str = "") -> None:
        """Note that the line holds (a part of) a field."""
        self.fields.append(name)
        self.role = role
        self.reason = reason or self.reason

    @cached_property
    def size(self) -> int:
        """Length in letters of an alphabet; a character of a dense script counts as three."""
        return len(self.text) + 2 * len(_CJK.findall(self.text))

    @cached_property
    def sentence(self) -> bool:
        """The text ends as a sentence does.

        >>> Line(1, "", "“We won.”").sentence, Line(1, "", "Rain in the north").sentence
        (True, False)
        """
        bare = self.text.rstrip(_CLOSERS)
        return bare.endswith(tuple(_STOPS)) or self.text.endswith(tuple(_STOPS))

    @property
    def prose(self) -> bool:
        """Running text and no label or headline: a sentence of some length, or a very long line.

        A headline may well end with a question mark, so one question needs more length.
        """
        if self.size >= 280:
            return True
        asked = self.text.rstrip(_CLOSERS).endswith(("?", "!", "？", "！"))
        single = asked and not any(stop in self.text for stop in (". ", "? ", "! "))
        return self.sentence and self.size >= (160 if single else 60)

    @property
    def where(self) -> str:
        """For evidence: ``line 12``."""
        return f"line {self.number}"


def split(text: str) -> list[Line]:
    """The non-empty lines of a page.

    >>> [(line.number, line.text, line.gap) for line in split("A\\r\\n\\r\\n  B ")]
    [(1, 'A', 0), (3, 'B', 1)]
    """
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(_BREAK.split(text), start=1):
        clean = tidy(raw)
        if not clean:
            # A line of nothing but unseen characters is not empty to whoever looks at its bytes,
            # but it is to whoever looks at the page.
            gap += 1
            continue
        body = _UNSEEN.sub("", raw).expandtabs(8)
        indent = len(body) - len(body.lstrip())
        lines.append(Line(number, raw, clean, indent=indent, gap=gap, parts=[(number, raw)]))
        gap = 0
    return lines
