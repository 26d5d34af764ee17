"""The lines of a text dump, and what becomes of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ...language.script import CLOSERS, ends_sentence, words_of

_BREAK = re.compile(r"\r\n?|\n")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000\u0085\x1c-\x1f]+")
#: The C1 controls (U+0080 to U+009F) stay: in text decoded wrongly they are half a quotation mark,
#: which normalize puts right.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]")

#: Signs that Chinese and Japanese texts share with others.
_EITHER = tuple("“”‘’…—·")


def tidy(text: str) -> str:
    """Text with every run of white space made one space and unseen characters left out.

    >>> tidy("Sponsor:\\xa0 ACME\\xa0")
    'Sponsor: ACME'
    """
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def clean(raw: str) -> str:
    """A raw line without unseen characters; white space stands as it was."""
    return _UNSEEN.sub("", raw)


def glue(above: str, below: str) -> str:
    """What stands between two lines that are joined: nothing between Chinese or Japanese letters.

    >>> glue("It rained", "on Monday"), glue("月曜日に雨", "が降った")
    (' ', '')
    """
    left, right = _UNSPACED.match(above[-1:]), _UNSPACED.match(below[:1])
    if left and right:
        return ""
    quoted = (left and below[:1] in _EITHER) or (right and above[-1:] in _EITHER)
    return "" if quoted else " "


#: What is computed from a line's text, and again when it has another.
_OF_THE_TEXT = ("words", "size", "sentence", "prose")


@dataclass(eq=False)
class Line:
    """One block of a dump: a paragraph, heading, list item ... with the lines it was made of."""

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
    """What the mark says: ``list_item``, ``heading``, ``quote``, ``code``, ``table`` (one row of
    it, cells parted by tabs), or nothing."""
    level: int | None = None
    """Of a heading, from 1; of a list item how deep it is nested, from 1."""
    ordered: bool = False
    """An item of a numbered list."""
    urls: list[str] = field(default_factory=list)
    """Addresses of the links on it, in order."""
    links: int = 0
    """How many links begin on it, where the dump tells (`Dump.tells_links`)."""
    linked: float | None = None
    """The share of its characters that are the text of links; None where the dump can't tell."""
    emphasis: bool = False
    """All of it is bold or italic."""
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
        return words_of(self.text)

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
        return ends_sentence(self.text)

    @cached_property
    def prose(self) -> bool:
        """Running text and no label or headline: a sentence of some length, or a very long line.

        A headline may well end with a question mark, so one question needs more length.
        """
        if self.size >= 280:
            return True
        asked = self.text.rstrip(CLOSERS).endswith(("?", "!", "？", "！"))
        single = asked and not any(stop in self.text for stop in (". ", "? ", "! "))
        return self.sentence and self.size >= (160 if single else 60)

    def retext(self, text: str) -> None:
        """Give the line another text; an empty one changes nothing."""
        text = text.strip()
        if text and text != self.text:
            self.text = text
            for cached in _OF_THE_TEXT:
                self.__dict__.pop(cached, None)

    def append(self, below: Line) -> None:
        """Join the line below: it goes on with what this one says."""
        hyphenated = self.parts and self.parts[-1][1].rstrip().endswith("\u00ad")
        self.text += ("" if hyphenated else glue(self.text, below.text)) + below.text
        self.parts += below.parts
        self.urls += below.urls
        self.links += below.links
        for cached in _OF_THE_TEXT:
            self.__dict__.pop(cached, None)

    @property
    def where(self) -> str:
        """For evidence: ``line 12``."""
        return f"line {self.number}"


def split(page: str) -> list[Line]:
    """The non-empty lines of a page.

    >>> [(line.number, line.text, line.gap) for line in split("A\\r\\n\\r\\n  B ")]
    [(1, 'A', 0), (3, 'B', 1)]
    """
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(_BREAK.split(page), start=1):
        text = tidy(raw)
        if not text:
            # A line of nothing but unseen characters is not empty to whoever looks at its bytes,
            # but it is to whoever looks at the page.
            gap += 1
            continue
        body = clean(raw).expandtabs(8)
        indent = len(body) - len(body.lstrip())
        lines.append(Line(number, raw, text, indent=indent, gap=gap, parts=[(number, raw)]))
        gap = 0
    return lines
