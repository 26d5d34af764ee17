"""The fields of a list's units, column by column, all units voting together.

What one line leaves open (is ``Vantry`` a paper, a section or a button?) its column tells: names
that come back are papers, words that never change are buttons, names of people are authors.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ....language.bylines import persons, said, split_byline
from ....language.lines import listed
from ....language.outlets import domain, outlet, titled
from ....language.script import words_of
from ..glued import free
from .cells import cells, trailing_date
from .listing import Unit
from .shapes import Shape, lead

_RANK = re.compile(r"\A[#№(]?\d{1,3}[.:)] +|\A#?\d{1,3} ?\| ?")
_STAMP = re.compile(r"\A\W?(\d{1,2}[:.h]?\d\d)(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4}\b)?\W{1,4}")
_BRACKETED = re.compile(r" ?[(\[]([^()\[\]]{2,60})[)\]]\.?$")
_OPENED = re.compile(r"[(\[]([^()\[\]]{2,50})[)\]] ?[:–—-]? ?")
_GLUES = (": ", " | ", " — ", " – ", " -- ", " - ", " · ", " • ", " / ")
_EDGES = " .,;:|·•-–—()[]»›>→"


class Value(NamedTuple):
    """A value and the line it stands on."""

    text: str
    shape: Shape


@dataclass
class Row:
    """The fields of one unit."""

    unit: Unit
    title: Value | None = None
    publisher: Value | None = None
    section: Value | None = None
    date: Value | None = None
    url: Value | None = None
    authors: list[Value] = field(default_factory=list)
    summary: list[Value] = field(default_factory=list)


def rows(units: Sequence[Unit]) -> list[Row]:
    """The fields of every unit."""
    found = [Row(unit) for unit in units]
    _titles(found)
    _texts(found)
    _data(found)
    current: Value | None = None
    for row in found:
        heading = row.unit.section
        if row.section is not None:
            current = row.section
        elif heading is not None and not (current and _below(current.shape, heading)):
            current = Value(heading.line.text, heading)
        row.section = current
        linked = [shape for _, shape in row.unit.lines if shape.line.urls]
        if row.url is None and linked:
            title = [shape for shape in linked if shape in row.unit.at("T")]
            shape = (title or linked)[0]
            row.url = Value(shape.line.urls[0], shape)
    return found


def _below(one: Shape, other: Shape) -> bool:
    return one.line.number > other.line.number


def _most(count: int, of: int) -> bool:
    return 5 * count >= 3 * of


def _some(count: int, of: int) -> bool:
    return 10 * count >= 3 * of


# Headlines


def _titles(found: list[Row]) -> None:
    """Free every headline of its rank, its date and its source."""
    headed = [row for row in found if row.unit.at("T") or _says(row.unit)]
    if not headed:
        return
    leads = [lead(row.unit.title.line) for row in headed]
    if _most(sum(1 for parts in leads if parts), len(headed)):
        for row, parts in zip(headed, leads, strict=True):
            shape = row.unit.title
            row.title = Value(parts[0] if parts else shape.line.text, shape)
            if parts:
                row.summary.append(Value(parts[1], shape))
        return
    timed = sum(1 for row in headed if row.unit.title.look == "k")
    dated = sum(1 for row in headed if trailing_date(row.unit.title.line.text)[1])
    texts = [_bare(row, _some(timed, len(headed)), _some(dated, len(headed))) for row in headed]
    texts = _without_lead_in(texts, [row.date is not None for row in headed])
    way = _best_way(texts)
    for row, text in zip(headed, texts, strict=True):
        shape = row.unit.title
        again = [other for other in row.unit.at("M") if other.look == "r"]
        parts = _ways(text).get(way) if way else None
        if again and len(again[0].line.words) < len(shape.line.words):
            name = text[: text.find(again[0].line.text[:20])]
            parts = (name, again[0].line.text) if name else parts
        if parts:
            _take_source(row, parts[0], shape)
            text = parts[1]
        if again:
            shape, text = again[0], again[0].line.text
        row.title = Value(free(text)[0].strip(), shape)


def _says(unit: Unit) -> bool:
    """The line of the time is the headline's, too."""
    return bool(unit.at("K")) and len(_STAMP.sub("", unit.title.line.text).split()) >= 3


def _bare(row: Row, timed: bool, dated: bool) -> str:
    """The headline without rank, and without its time or date where most have one."""
    shape = row.unit.title
    text = _RANK.sub("", shape.line.text)
    if timed and (stamp := _STAMP.match(text)):
        row.date = Value(stamp.group().strip(_EDGES), shape)
        text = text[stamp.end() :]
    if dated:
        text, date = trailing_date(text)
        if date:
            row.date = Value(date, shape)
    return text.strip()


def _without_lead_in(texts: list[str], dated: list[bool]) -> list[str]:
    """Headlines without the words that led in the date behind most of them: ``published at``.

    >>> _without_lead_in(["Rain at last posted at", "A whale posted at", "Snow"], [1, 1, 0])
    ['Rain at last', 'A whale', 'Snow']
    """
    ends = [text.split() for text, told in zip(texts, dated, strict=True) if told]
    count = 0
    while len(ends) > 1:
        last = Counter(words[-1 - count] for words in ends if len(words) > count + 1)
        word, times = last.most_common(1)[0] if last else ("", 0)
        if not word.islower() or 5 * times < 4 * len(ends):
            break
        ends = [words for words in ends if words[-1 - count :][:1] == [word]]
        count += 1
    if not count:
        return texts
    tail = " ".join(ends[0][-count:])
    return [
        text.removesuffix(tail).rstrip(" ,-–—|·") if told else text
        for text, told in zip(texts, dated, strict=True)
    ]


def _ways(text: str) -> dict[str, tuple[str, str]]:
    """All ways to cut a headline into a name and the rest.

    >>> _ways("Valley Courier: Rain at last"), _ways("Rain at last (Tern)")
    ({'>: ': ('Valley Courier', 'Rain at last')}, {'()': ('Tern', 'Rain at last')})
    """
    found: dict[str, tuple[str, str]] = {}
    if bracket := _OPENED.match(text):
        found["[]"] = (bracket.group(1), text[bracket.end() :])
    if bracket := _BRACKETED.search(text[-70:]):
        found["()"] = (bracket.group(1), text[: len(text) - len(bracket.group())])
    for glue in _GLUES:
        if glue in text[:400]:
            name, _, rest = text.partition(glue)
            found[">" + glue] = (name, rest.strip())
            rest, _, name = text.rpartition(glue)
            found["<" + glue] = (name, rest.strip())
    rest, cut, name = text.rpartition(", ")
    if cut:
        found["<, "] = (name, rest)
    return {
        way: (name, rest)
        for way, (name, rest) in found.items()
        if _namelike(name) and len(rest.split()) >= 2
    }


def _namelike(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 7 or len(name) > 64 or name[-1] in "?!…":
        return False
    return domain(name) or titled(name) or name[:1].isdigit()


def _best_way(texts: list[str]) -> str:
    """The way that cuts nearly all headlines so that the names look like sources."""
    votes: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for way, (name, _) in _ways(text).items():
            votes[way].append(name)
    best, most = "", 0.0
    for way, names in votes.items():
        share = len(names) / len(texts)
        again = 1 - len({name.casefold() for name in names}) / len(names)
        papers = sum(1 for name in names if outlet(name) >= 3 or domain(name)) / len(names)
        likely = min(1.0, again + papers) + (0.5 if way in ("()", "[]") else 0.0)
        if way == "<, " and again + papers < 0.3:
            continue
        enough = (
            0.45 if likely >= 0.8 else 0.6 if likely >= 0.4 else 0.95 if len(names) >= 3 else 2.0
        )
        worth = share * (1 + likely) + 0.1 * (way[0] == ">")
        if share >= enough and worth > most:
            best, most = way, worth
    return best


def _take_source(row: Row, name: str, shape: Shape) -> None:
    """``Ana Cruz / Valley Courier`` or a name by itself."""
    name = name.strip(_EDGES)
    for cut in (" / ", ", ", " | "):
        ahead, found, rest = name.partition(cut)
        if found and persons(ahead):
            row.authors = [Value(ahead, shape)]
            name = rest
            break
    if name:
        row.publisher = Value(name, shape)


# Blurbs


def _texts(found: list[Row]) -> None:
    """The blurbs, without the source in brackets that most of them end with."""
    ends = 0
    for row in found:
        said = list(row.unit.at("B"))
        row.summary += [Value(shape.line.text, shape) for shape in said]
        ends += bool(row.summary and _source_at_end(row.summary[-1].text))
    if 2 * ends <= len(found):
        return
    for row in found:
        if row.summary and (bracket := _source_at_end(row.summary[-1].text)):
            text, shape = row.summary.pop()
            if row.publisher is None:
                row.publisher = Value(bracket.group(1), shape)
            if rest := text[: bracket.start()].strip():
                row.summary.append(Value(rest, shape))


def _source_at_end(text: str) -> re.Match[str] | None:
    bracket = _BRACKETED.search(text, max(0, len(text) - 70))
    return bracket if bracket and _namelike(bracket.group(1)) else None


# Data


@dataclass
class _Piece:
    row: Row
    text: str
    shape: Shape
    place: str


def _data(found: list[Row]) -> None:
    """Dates, names, sections and addresses of the lines around headline and blurb."""
    often = Counter(
        words for row in found for words in {shape.line.words for shape in _beside(row)}
    )
    heads = _prefixes(found)
    columns: dict[tuple[str, int], list[_Piece]] = defaultdict(list)
    for row in found:
        for place, shape in row.unit.lines:
            if place[0] not in "AMZK" or shape.look == "r" or shape.aside:
                continue
            text = shape.line.text
            if shape.line.urls and row.url is None and shape.look in "ul":
                row.url = Value(shape.line.urls[0], shape)
            text = re.split(r" ?[<(\[]?(?:https?://|www\.)", text, maxsplit=1)[0]
            if shape.look == "l" and (bracket := _BRACKETED.search(text[-70:])):
                text = bracket.group(1)
            if place[0] != "A" and _constant(shape, often, len(found)):
                continue
            head = heads.get(words_of(text)[:1], 0)
            told = cells(" ".join(text.split(" ")[head:]))
            at = 0
            for cell in told:
                if cell.role == "date":
                    if row.date is None:
                        row.date = Value(cell.text, shape)
                elif cell.role == "author":
                    _add_authors(row, cell.text, shape)
                elif not cell.role:
                    columns[place, at].append(_Piece(row, cell.text, shape, place))
                    at += 1
    _judge_columns(found, columns)


def _beside(row: Row) -> Iterator[Shape]:
    return (s for place, s in row.unit.lines if place[0] in "AMZK" and not s.aside)


def _constant(shape: Shape, often: Counter[tuple[str, ...]], count: int) -> bool:
    """The same words in most units: a button."""
    times = often[shape.line.words]
    named = outlet(shape.line.text) >= 3 or domain(shape.line.text)
    return shape.look not in "dmtkn" and not named and times >= max(2, 0.6 * count)


def _prefixes(found: list[Row]) -> dict[tuple[str, ...], int]:
    """How many words most lines of data that begin alike have in common: ``Read more (...)``."""
    begun: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    for row in found:
        for shape in _beside(row):
            words = shape.line.text.split("http")[0].split(" ")
            if len(words) > 1 and shape.look != "n" and words[0].isalpha():
                begun[shape.line.words[:1]].append(words)
    result: dict[tuple[str, ...], int] = {}
    for first, lines in begun.items():
        if len(lines) < 3 or 2 * len(lines) < len(found) or len({tuple(w) for w in lines}) < 2:
            continue
        same = 1
        while all(len(words) > same + 1 for words in lines) and len({w[same] for w in lines}) == 1:
            same += 1
        label = " ".join(lines[0][:same])
        if outlet(label) < 3 and not persons(label):
            result[first] = same
    return result


def _add_authors(row: Row, text: str, shape: Shape) -> None:
    for name in said(text) or split_byline(text):
        if all(name != known.text for known in row.authors):
            row.authors.append(Value(name, shape))


def _judge_columns(found: list[Row], columns: dict[tuple[str, int], list[_Piece]]) -> None:
    """Decide each column; those nearest the headline first."""
    crowded = Counter(id(p.row) for pieces in columns.values() for p in pieces if p.place[0] == "Z")
    outlets = 3 * sum(1 for times in crowded.values() if times >= 3) >= len(found)
    order = {"A": 1, "M": 0, "K": 0, "Z": 2}
    for (place, _), pieces in sorted(
        columns.items(), key=lambda item: (order[item[0][0][0]], item[0])
    ):
        if place[0] == "Z" and outlets:
            continue
        role = _judge(place[0], pieces, found)
        for piece in pieces:
            _assign(role, piece)


def _assign(role: str, piece: _Piece) -> None:
    row, text = piece.row, piece.text.strip(_EDGES)
    if role == "source":
        ahead, cut, rest = text.partition(", ")
        if cut and persons(ahead):
            _add_authors(row, ahead, piece.shape)
            text = rest
        if row.publisher is None and text:
            row.publisher = Value(text, piece.shape)
    elif role == "author":
        _add_authors(row, text, piece.shape)
    elif role == "section" and row.section is None:
        row.section = Value(text, piece.shape)


def _judge(place: str, pieces: list[_Piece], found: list[Row]) -> str:
    """Whether a column holds sources, authors, sections or nothing of use."""
    texts = [piece.text.strip(_EDGES) for piece in pieces]
    texts = [text for text in texts if words_of(text)]
    if not texts:
        return ""
    count, kinds = len(texts), len({words_of(text) for text in texts})
    if place == "Z" and count == 1 and len(found) > 3:
        return ""
    papers = sum(1 for text in texts if outlet(text) >= 3 or domain(text)) / count
    people = sum(1 for text in texts if persons(text)) / count
    joined = sum(1 for text in texts if persons(text.partition(", ")[0]) and ", " in text) / count
    named = sum(1 for text in texts if _namelike(text)) / count
    known = sum(1 for text in texts if words_of(text) in listed("sections")) / count
    marked = sum(1 for piece in pieces if _tagged(piece)) / count
    single = sum(1 for text in texts if len(text.split()) <= 2) / count
    if joined >= 0.5:
        return "source"
    if kinds == 1 and count >= 3 and papers < 0.5 and place != "A":
        return ""
    if marked >= 0.5 or (known >= 0.4 and papers < 0.3):
        return "section" if place == "A" or known >= 0.4 else ""
    if papers >= 0.2 and named >= 0.5:
        return "source"
    if people >= 0.75:
        return "author" if kinds > 1 or count <= 2 else ""
    if place == "A":
        if single >= 0.6 and any(row.publisher for row in found):
            return "section"
        plain = sum(1 for text in texts if len(text.split()) == 1) / count
        return "section" if plain >= 0.6 else "source" if named >= 0.6 else ""
    return "source" if named >= 0.6 else ""


def _tagged(piece: _Piece) -> bool:
    """``#food``, ``[food]``, ``food:``, in small letters."""
    text = piece.shape.line.text
    return text[:1] in "#[/@—–<~" or text.endswith(":") or text == text.casefold()
