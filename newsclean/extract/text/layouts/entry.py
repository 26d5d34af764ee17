"""One entry of an index or a newsletter: headline, publisher, date, blurb, link, in any order."""

from __future__ import annotations

import re

from ..dates import clock, relative, scan, yearless
from ..dump import Dump
from ..lines import Line, fold
from ..names import authors, byline, domain, outlet, people, titled
from ..phrases import phrases
from ..story import Found, Story
from . import head
from .headline import free

_BARS = re.compile(r" ?[·|•‧∙◦] ?| [-–—/] |, ")
_SOURCE = re.compile(r" ?[(\[]([^()\[\]]{2,60})[)\]]$")
_BRACKET = re.compile(r"\(([^()]{2,50})\)")
_EDGES = " ():<>»›-–—|"
_COUNT = re.compile(
    r"\d[\d.,]{0,12}[km]? [^\W\d_]{2,20}(?: by \S{1,40})?|[^\W\d_]{2,20}: ?\d[\d.,]{0,12}",
    re.IGNORECASE,
)
_DASHES = ("—", "–", "-")
_TAIL_WORDS = 6
_RANK = re.compile(r"\A#\d{1,3}[.:)]? ")


class Meta:
    """What a line beside a headline says: ``Valley Courier · 3 hours ago · 12 comments``."""

    def __init__(self) -> None:
        self.publisher: str | None = None
        self.date: str | None = None
        self.counts = 0
        self.authors: list[str] = []
        self.rest: list[str] = []

    @property
    def sure(self) -> bool:
        """There is a date or there are counts, and nothing that does not belong."""
        return (self.date is not None or self.counts > 0) and not self.rest


def meta(text: str) -> Meta:
    """Read a line as the data of an entry.

    >>> found = meta("Valley Courier · 3 hours ago")
    >>> found.publisher, found.date, found.sure
    ('Valley Courier', '3 hours ago', True)
    >>> meta("Rain in the north, and snow").sure
    False
    """
    result = Meta()
    if len(text) > 140:
        result.rest.append(text)
        return result
    dates = scan(text)
    if dates:
        result.date = dates[0].raw
        text = text.replace(dates[0].raw, " | ")
    for piece in _BARS.split(text):
        _take_piece(result, piece.strip(" .,;:|·•-–—()"))
    return result


def _take_piece(result: Meta, piece: str) -> None:
    words = fold(piece)
    if not words or words in phrases().words("published"):
        return
    if (relative(piece) or yearless(piece)) and result.date is None:
        result.date = piece
        return
    moment = clock(piece)
    if moment is not None and moment.end == len(piece) and result.date is None:
        result.date = piece
        return
    if _COUNT.fullmatch(piece):
        result.counts += 1
        return
    name = byline(piece)
    if name and people(name):
        result.authors = authors(name)
        return
    if name and _sourcelike(name) and result.publisher is None:
        result.publisher = name
        return
    before, date = trailing_date(piece)
    if date and result.date is None:
        result.date = date
        if before:
            _take_piece(result, before)
        return
    if result.publisher is None and _sourcelike(piece):
        result.publisher = piece
        return
    if len(words) == 1 and piece[:1].islower():
        return  # a link such as "hide" or "discuss"
    result.rest.append(piece)


def _sourcelike(text: str) -> bool:
    words = text.split()
    if domain(text):
        return True
    return 0 < len(words) <= 5 and titled(text) and len(text) <= 50 and not text[0].isdigit()


def source_line(line: Line) -> bool:
    """A line that is a short name: a newspaper's or a site's."""
    return line.plain and not line.sentence and _sourcelike(line.text) and not people(line.text)


def trailing_date(text: str) -> tuple[str, str]:
    """A text and the relative or full date it ends with.

    >>> trailing_date("Rain at last (Valley Courier) 3 hours ago")
    ('Rain at last (Valley Courier)', '3 hours ago')
    """
    tokens = text.split(" ")
    for count in range(min(_TAIL_WORDS, len(tokens) - 1), 0, -1):
        tail = " ".join(tokens[-count:]).strip(" ()-–—·|,")
        name = count == 1 and tail[:1].isupper() and tokens[-2][-1:].isalnum()
        if relative(tail) and not name:  # "Valley Today" is a paper
            return " ".join(tokens[:-count]).rstrip(" -–—·|,("), tail
    dates = scan(text)
    if dates and dates[-1].end >= len(text) - 1:
        return text[: dates[-1].start].rstrip(" -–—·|,("), dates[-1].raw
    return text, ""


def source_at_end(text: str) -> tuple[str, str]:
    """A headline and the source in brackets after it.

    >>> source_at_end("Rain at last (valleycourier.example)")
    ('Rain at last', 'valleycourier.example')
    """
    found = _SOURCE.search(text[-70:])
    if found and _sourcelike(found.group(1)):
        return text[: len(text) - len(found.group())], found.group(1)
    return text, ""


def _source_after_bar(text: str) -> tuple[str, str]:
    """``Rain at last - Valley Courier``, where a date came after it."""
    for bar in (" - ", " – ", " — ", " | ", " · "):
        headline, cut, source = text.rpartition(bar)
        if cut and len(headline.split()) >= 3 and _sourcelike(source):
            return headline, source
    return text, ""


def headline_like(line: Line) -> bool:
    """Free, not running text, and three words or more."""
    return line.plain and not line.prose and len(line.text.split()) >= 3 and line.size <= 240


def read(lines: list[Line], dump: Dump, headline: Line | None = None) -> Story | None:
    """One entry from its lines, or None where no line reads as a headline.

    ``headline`` is its headline where that is known.

    ``Rain at last`` / ``Valley Courier · 3 hours ago`` / a blurb / ``Read more``.
    """
    story = Story(kind="brief")
    prose_at = next((at for at, line in enumerate(lines) if line.plain and line.prose), len(lines))
    heads = [line for line in lines[:prose_at] if line.plain]
    loose = [line for line in lines if line.plain and not line.prose]
    metas = {line.number: found for line in loose if (found := meta(line.text)).sure}
    title = headline or _title([line for line in heads if line.number not in metas])
    if title is None:
        return None
    _read_title(story, title)
    dated = story.published is not None
    for line in lines:
        if line is title:
            continue
        if line.number in metas:
            _take_meta(story, line, metas[line.number])
            dated = True
        elif line.role in ("date", "relative date"):
            head.take_dates(story, line)
            if name := meta(line.text).publisher:
                _take_publisher(story, line, name)
            dated = True
        elif line.role == "byline":
            found = meta(line.text)
            if found.sure or (found.publisher and not found.rest):
                _take_meta(story, line, found)
                dated = dated or found.date is not None
            else:
                head.take_authors(story, line)
        elif line.role in ("readmore", "url"):
            _take_link(story, line)
        elif line.role == "section":
            if line.number > title.number and _bracketed(line) and story.summary:
                _take_publisher(story, line, line.text.strip("()[] "))
            else:
                head.take_section(story, line)
        elif line.role == "label publisher":
            _take_publisher(story, line, head.label_rest(line))
        elif line.role in ("credit", "caption") and _bracketed(line):
            _take_publisher(story, line, _from_capital(line.text.strip("()[] ")))
        elif line.plain:
            _take_plain(story, line, line.number < title.number, bool(story.summary))
    if title.urls and story.url is None:
        story.url = Found(title.urls[0], title, "the headline's link")
    if dated or not story.summary:
        story.kind = "link"
    title.take("headline", "the headline of an entry")
    return story


def _title(heads: list[Line]) -> Line | None:
    """The headline: the longest of the lines above the blurb that is not a publisher's name."""
    best, score = None, 0.0
    for place, line in enumerate(heads):
        words = len(line.text.split())
        rating = (
            min(words, 12) + 0.5 * place * (words > 3) - 4 * (outlet(line.text) >= 3 and words <= 5)
        )
        if line.text.endswith(".") and any(not other.text.endswith(".") for other in heads[:place]):
            rating -= 8  # a short blurb
        rating += 3 * bool(line.urls) + 2 * (line.kind in ("list_item", "heading"))
        if line.size <= 260 and rating > score:
            best, score = line, rating
    return best


def link_source(text: str) -> str:
    """The source that the words of a link name.

    >>> link_source("Read more (Valley Courier): https://a.example/")
    'Valley Courier'
    >>> link_source("Continue reading at Coastline"), link_source("Everything <https://a.example/>")
    ('Coastline', '')
    """
    text = text[:160].split("http")[0]
    if bracket := _BRACKET.search(text):
        return bracket.group(1)
    text = text.strip(_EDGES)
    if labelled := phrases().labelled(text):
        return _from_capital(labelled.rest.strip(_EDGES))
    words = text.split(" ")
    for count in range(min(6, len(words)), 0, -1):
        known = fold(" ".join(words[:count]))
        if phrases().start.get(known) == "readmore" or phrases().whole.get(known) == "readmore":
            return _from_capital(" ".join(words[count:]).strip(_EDGES))
    capitals = all(not word[:1].islower() for word in words)
    named = outlet(text) >= 3 or len(words) > 1
    return text if named and capitals else ""


def _from_capital(text: str) -> str:
    """Without the small words before a name: ``sur Le Phare``."""
    words = text.split(" ")
    while len(words) > 1 and words[0].islower() and "." not in words[0]:
        words.pop(0)
    return " ".join(words)


def _read_title(story: Story, line: Line) -> None:
    text, date = trailing_date(line.text)
    if date:
        story.published = Found(date, line, "after the headline")
    text, source = source_at_end(text)
    if not source and date:
        text, source = _source_after_bar(text)
    if source:
        story.publisher = Found(source, line, "after the headline")
    text, _ = free(_RANK.sub("", text))
    story.title = Found(text, line, "the headline of an entry")


def _take_meta(story: Story, line: Line, found: Meta) -> None:
    if found.date and story.published is None:
        story.published = Found(found.date, line, "beside the headline")
    if found.publisher:
        _take_publisher(story, line, found.publisher)
    for name in found.authors:
        story.authors.append(Found(name, line, "beside the headline"))
    if line.plain:
        line.take("entry data", "source, date or counts of an entry")


def _take_publisher(story: Story, line: Line, name: str) -> None:
    if story.publisher is None and _sourcelike(name):
        story.publisher = Found(name, line, "beside the headline")
        if line.plain or line.role in ("credit", "caption", "section"):
            line.take("publisher", "beside the headline")


def _bracketed(line: Line) -> bool:
    return line.text.startswith(("(", "[")) and line.text.endswith((")", "]"))


def _take_link(story: Story, line: Line) -> None:
    if line.urls and story.url is None:
        story.url = Found(line.urls[0], line, "the link to the story")
    name = link_source(line.text) or _named_by_host(line)
    if name:
        _take_publisher(story, line, name)


def _named_by_host(line: Line) -> str:
    """``Coastline: https://www.coastline.example/rain``: the name that the address has too."""
    name = line.text[:160].split("http")[0].strip(_EDGES)
    letters = "".join(fold(name))
    hosts = [url.split("/")[2] for url in line.urls if url.count("/") >= 2]
    parts = {part.replace("-", "") for host in hosts for part in host.casefold().split(".")}
    return name if len(letters) >= 3 and letters in parts else ""


def _under_section(story: Story, line: Line, pieces: list[str]) -> bool:
    """``COURTS | Valley Courier``: a section, which is known or in capitals, and a source."""
    known = phrases().words("section")
    sections = [p for p in pieces if fold(p) in known or (p.isupper() and len(p.split()) <= 2)]
    if len(sections) != 1 or story.section is not None:
        return False
    story.section = Found(sections[0], line, "above the headline")
    _take_publisher(story, line, next(p for p in pieces if p is not sections[0]))
    return True


def split_titles(stories: list[Story]) -> None:
    """Where nearly all headlines have one of a few names at an end, the names are the sources.

    ``Rain at last — Valley Courier``, ``Valley Courier: Rain at last``
    """
    if len(stories) < 3 or any(story.publisher for story in stories):
        return
    for bar in (" — ", " – ", " | ", " - ", " · ", " / ", ": "):
        names = [name for story in stories if (name := _cut_title(story, bar)[1])]
        if 5 * len(names) < 4 * len(stories):
            continue
        papers = sum(1 for name in names if outlet(name) >= 3)
        if len(set(names)) < len(names) or 2 * papers > len(names):
            for story in stories:
                _split_title(story, bar)
            return


def _cut_title(story: Story, bar: str) -> tuple[str, str]:
    """Headline and name: before a colon, or after a bar; two empty texts where there is none."""
    if story.title is None:
        return "", ""
    if bar == ": ":
        name, _, head = story.title.value.partition(bar)
    else:
        head, _, name = story.title.value.rpartition(bar)
    return (head, name) if head and name and _sourcelike(name) else ("", "")


def _split_title(story: Story, bar: str) -> None:
    head, name = _cut_title(story, bar)
    if story.title and name:
        line = story.title.line
        story.title = Found(head, line, story.title.how)
        story.publisher = Found(name, line, "beside the headline")


def _take_plain(story: Story, line: Line, above: bool, after_blurb: bool) -> None:
    """A short name is the publisher's or, above the headline, a section; the rest is the blurb."""
    words = len(line.text.split())
    named = words <= 6 and not line.sentence and _sourcelike(line.text)
    if above:
        pieces = [piece.strip() for piece in re.split(r" [|·•/] ", line.text)]
        if len(pieces) == 2 and _under_section(story, line, pieces):
            return
        if named and outlet(line.text) >= 3 and not line.text.isupper():
            _take_publisher(story, line, line.text)
        elif words <= 3 and not line.sentence and story.section is None:
            story.section = Found(line.text, line, "above the headline")
            line.take("section", "above the headline")
        return
    bare = line.text.strip("()[]-–— ")
    signed = _bracketed(line) or line.text.startswith(("--", "—", "–")) or line.mark in _DASHES
    if signed and _sourcelike(_from_capital(bare)):
        _take_publisher(story, line, _from_capital(bare))
    elif named and not after_blurb and story.publisher is None:
        _take_publisher(story, line, line.text)
    elif story.title and line.words == fold(story.title.value):
        line.become("title", "headline", "the headline again")
    else:
        text, source = source_at_end(line.text)
        if source and story.publisher is None and (domain(source) or outlet(source) >= 3):
            story.publisher = Found(source, line, "in brackets after the blurb")
        else:
            text = line.text
        story.summary.append(Found(text, line, "under the headline"))
        line.take("summary", "under the headline")
